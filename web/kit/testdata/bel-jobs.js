// What bel_browser_test.go asks the browser to do: each job takes JSON and gives JSON.
"use strict"
const g = bel.ed25519
const bytes = text => bel.utf8(text)
const file = async name => new Uint8Array(await (await fetch(name)).arrayBuffer())

// The machine of a test may have one processor only.
const two = () => Object.defineProperty(navigator, "hardwareConcurrency", { value: 2, configurable: true })

const jobs = {
	texts(v) {
		const fails = f => { try { f(); return false } catch { return true } }
		return {
			multiples: Object.fromEntries(Object.keys(v.multiples).map(n => [n, bel.text(g, bel.power(g, BigInt(n)))])),
			accepted: v.refused.filter(t => !fails(() => g.parse(t))),
			derived: v.credentials.map(c => ({ secret: String(bel.credentialSecret(g, c.uuid, c.credential)), public: bel.publicCredential(g, c.uuid, c.credential) })),
			credentials: v.wrong.filter(bel.isCredential),
			hashes: v.hashes.map(t => bel.b64Hash(t)),
			quoted: bel.quote(v.text),
		}
	},
	votes({ election, cases }) {
		const e = bel.readElection(bytes(election))
		return cases.map(c => {
			const began = performance.now()
			const made = bel.vote(e, c.credential, c.choice)
			const ms = performance.now() - began
			const b = bel.readBallot(e, bytes(made.raw))
			const other = { ...made.opening, choice: made.opening.choice.map(row => row.map(m => 1 - m)) }
			return { ...made, ms, opens: bel.opens(e, b, made.opening), lies: bel.opens(e, b, other) }
		})
	},
	refuses({ election, credential, choice }) {
		try { bel.vote(bel.readElection(bytes(election)), credential, choice); return false } catch { return true }
	},
	async verify({ names }) {
		const out = []
		for (const name of names) {
			try {
				const r = await bel.verify(await file(name), bel.breath)
				out.push({ ballots: r.ballots, counted: r.counted, head: r.archive.head, voters: r.voters, result: r.result ? JSON.stringify(r.result.map(row => row.map(String))) : "" })
			} catch (err) {
				out.push({ kind: err.kind ?? String(err), record: err.record })
			}
		}
		return out
	},
	async speed({ name }) {
		const began = performance.now()
		const r = await bel.verify(await file(name), bel.breath)
		return { ms: performance.now() - began, ballots: r.ballots }
	},
	// One ballot by each helper in turn, twice round, so that one that failed is asked again.
	async pool({ script, election, ballot, credential }) {
		two()
		const p = bel.pool(script)
		if (!p) return { wide: 0, said: [] }
		const said = []
		for (let i = 0; i < 2 * p.wide; i++) {
			const late = new Promise(done => setTimeout(() => done("no answer"), 20000))
			const asked = p.judge(bytes(election), bytes(ballot), credential).then(() => "", err => err.kind ?? "broken")
			said.push(await Promise.race([asked, late]))
		}
		p.end()
		return { wide: p.wide, said }
	},
	async whole({ script, name }) {
		two()
		const p = bel.pool(script)
		const r = await bel.verify(await file(name), bel.breath, p).catch(err => ({ kind: err.kind ?? String(err), record: err.record }))
		p.end()
		return { kind: r.kind ?? "", ballots: r.ballots ?? 0 }
	},
	key() {
		const secret = bel.exponent(g, bel.chance)
		return { secret: String(secret), key: bel.keyText(g, bel.newKey(g, secret)) }
	},
	cert({ threshold, index, size }) {
		const seed = bel.newSeed()
		return { seed, cert: new bel.Member(g, seed).cert(threshold, index, size) }
	},
	deal: ({ seed, threshold, certs }) => new bel.Member(g, seed).deal(bel.readCerts(g, threshold, certs)),
	async finish({ seed, threshold, certs, input }) {
		try {
			return await new bel.Member(g, seed).finish(bel.readCerts(g, threshold, certs), input)
		} catch (err) {
			return { kind: err.kind ?? String(err) }
		}
	},
	async decrypt({ name, secret, seed, kept }) {
		const r = await bel.verify(await file(name), bel.breath)
		const x = seed ? await new bel.Member(g, seed).share(kept) : BigInt(secret)
		return bel.decryptionText(r.election.group, bel.decrypt(r.election, r.tally, x))
	},
	shuffled: ({ n, times }) => Array.from({ length: times }, () => bel.shuffle(Array.from({ length: n }, (_, i) => i))),
}

void (async () => {
	const id = location.hash.slice(1)
	const { job, input } = await (await fetch("/in/" + id)).json()
	let answer
	try {
		answer = { output: await jobs[job](input) }
	} catch (err) {
		answer = { fault: String(err) + "\n" + err.stack }
	}
	await fetch("/out/" + id, { method: "POST", body: JSON.stringify(answer) })
})()
