// Tally, decryption and result (sections 9 to 11).

import type { Ballot } from "./ballot"
import { type Election, size } from "./election"
import { type Element, type Group, hashZq, inverse, mod, power, text } from "./group"
import { type Ciphertext, ciphertextsText, Maker, nothing, plus, type Proof, proofsText, readProofs } from "./proof"
import { Reader, refuse, weightText } from "./read"
import { chance, type Chance, hexHash, list } from "./text"

/** Tally is the encrypted sum of the counted ballots. */
export interface Tally { counted: number, weight: bigint, sums: Ciphertext[][] }

export function newTally(e: Election): Tally {
	return { counted: 0, weight: 0n, sums: e.questions.map(q => Array.from({ length: size(q) }, () => nothing(e.group))) }
}

export function count(g: Group, t: Tally, b: Ballot, weight: bigint): void {
	const times = (c: Ciphertext): Ciphertext => weight === 1n ? c : { alpha: g.exp(c.alpha, weight), beta: g.exp(c.beta, weight) }
	t.counted++
	t.weight += weight
	t.sums = t.sums.map((row, i) => row.map((s, j) => plus(g, s, times(b.answers[i].choices[j]))))
}

export function tallyText(g: Group, t: Tally): string { return list(t.sums, row => ciphertextsText(g, row)) }

export function sizedText(g: Group, t: Tally): string {
	return `{"num_tallied":${t.counted},"total_weight":${weightText(t.weight)},"encrypted_tally":"${hexHash(tallyText(g, t))}"}`
}

export interface Decryption { factors: Element[][], proofs: Proof[][] }

function decryptPrefix(e: Election, key: Element): string { return `decrypt|${e.fingerprint}|${text(e.group, key)}|` }

/** Decrypt is a trustee's contribution to the tally that was computed here. */
export function decrypt(e: Election, t: Tally, secret: bigint, random: Chance = chance): Decryption {
	const g = e.group, m = new Maker(g, random)
	const prefix = decryptPrefix(e, power(g, secret))
	const prove = (c: Ciphertext): Proof => {
		const w = m.draw()
		const challenge = hashZq(g, prefix, g.texts([power(g, w), g.exp(c.alpha, w)]))
		return { challenge, response: m.response(w, secret, challenge) }
	}
	return { factors: t.sums.map(row => row.map(c => g.exp(c.alpha, secret))), proofs: t.sums.map(row => row.map(prove)) }
}

export function decryptionText(g: Group, d: Decryption): string {
	return `{"decryption_factors":${list(d.factors, row => list(g.texts(row), t => `"${t}"`))},"decryption_proofs":${list(d.proofs, proofsText)}}`
}

export function readDecryption(g: Group, raw: Uint8Array): Decryption {
	const r = Reader.of(raw, g)
	r.need("{\"decryption_factors\":")
	const factors = r.list(0, () => r.list(0, () => r.element()))
	r.need(",\"decryption_proofs\":")
	const proofs = r.list(0, () => readProofs(r))
	r.need("}")
	r.end()
	return { factors, proofs }
}

export function checkDecryption(e: Election, t: Tally, d: Decryption, key: Element): void {
	const g = e.group, prefix = decryptPrefix(e, key)
	const fits = (rows: unknown[][]): boolean => rows.length === t.sums.length && rows.every((r, i) => r.length === t.sums[i].length)
	if (!fits(d.factors) || !fits(d.proofs)) refuse("bad-decryption", "another shape")
	t.sums.forEach((row, i) => row.forEach((c, j) => {
		const p = d.proofs[i][j], f = d.factors[i][j]
		const a = g.mul(power(g, p.response), g.exp(key, p.challenge))
		const b = g.mul(g.exp(c.alpha, p.response), g.exp(f, p.challenge))
		if (hashZq(g, prefix, g.texts([a, b])) !== p.challenge) refuse("bad-decryption", `factor ${j + 1} of row ${i + 1} is not proved`)
	}))
}

/** Lagrange is the coefficient of member d at zero: the product of k/(k-d). */
export function lagrange(q: bigint, who: readonly number[], d: number): bigint {
	return who.filter(k => k !== d).reduce((l, k) => mod(l * BigInt(k) * inverse(BigInt(k - d), q), q), 1n)
}

export function readResult(raw: Uint8Array): bigint[][] {
	const r = Reader.of(raw)
	r.need("{\"result\":")
	const rows = r.list(0, () => r.list(0, () => r.weight()))
	r.need("}")
	r.end()
	return rows
}
