// Asks the Open XML SDK (npm @ooxml-tools/validate) whether files keep the
// schemas of ECMA-376: node schema.mjs FOLDER-OF-NODE-MODULES FILE…
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [folder, ...files] = process.argv.slice(2)
const { default: validate } = await import(pathToFileURL(`${folder}/@ooxml-tools/validate/dist/npm/index.js`))
let bad = files.length === 0
for (const file of files) {
  const found = (await validate(new Uint8Array(readFileSync(file)), 'Microsoft365')) ?? []
  for (const f of found.slice(0, 5)) console.log(file, JSON.stringify(f))
  bad ||= found.length > 0
}
console.log(`${files.length} files`)
process.exit(bad ? 1 : 0)
