// Trustees as the record of an archive states them (section 6).

import { type Element, type Group, power, text } from "./group"
import { knowPrefix, knows, Maker, messagePrefix, type Proof, proofText, readProof, readProofs } from "./proof"
import { Reader, refuse } from "./read"
import { chance, type Chance, list, quote } from "./text"

export interface TrusteeKey { proof: Proof, key: Element, signature?: Proof }

/** Signed is a message and its signature. */
export interface Signed { message: string, signature: Proof }

export interface Threshold {
	threshold: number
	certs: Signed[]
	coefficients: Signed[]
	exponents: Element[][]
	signatures: Proof[]
	keys: TrusteeKey[]
}

/** Trustee is one item of the list; all are needed, of a threshold group so many. */
export type Trustee = { single: TrusteeKey, pedersen?: undefined } | { single?: undefined, pedersen: Threshold }

/** NewKey makes a trustee's public part; the secret stays on the device. */
export function newKey(g: Group, secret: bigint, random: Chance = chance): TrusteeKey {
	const key = power(g, secret)
	return { key, proof: new Maker(g, random).know(knowPrefix(g, key), secret) }
}

export function keyText(g: Group, k: TrusteeKey): string {
	const signature = k.signature ? ",\"signature\":" + proofText(k.signature) : ""
	return `{"pok":${proofText(k.proof)},"public_key":"${text(g, k.key)}"${signature}}`
}

export function signedText(s: Signed): string { return `{"message":${quote(s.message)},"signature":${proofText(s.signature)}}` }

export function readSigned(r: Reader): Signed {
	r.need("{\"message\":")
	const message = r.text()
	r.need(",\"signature\":")
	const signature = readProof(r)
	r.need("}")
	return { message, signature }
}

function readKey(r: Reader): TrusteeKey {
	r.need("{\"pok\":")
	const proof = readProof(r)
	r.need(",\"public_key\":")
	const key = r.element()
	const signature = r.has(",\"signature\":") ? readProof(r) : undefined
	if (r.has(",\"name\":")) r.text()
	r.need("}")
	return { proof, key, signature }
}

export function readCoefficients(g: Group, message: string): Element[] {
	const r = new Reader(message, g)
	r.need("{\"coefexps\":")
	const out = r.list(1, () => r.element())
	r.need("}")
	r.end()
	return out
}

function readThreshold(r: Reader, g: Group): Threshold {
	r.need("{\"threshold\":")
	const threshold = r.number()
	r.need(",\"certs\":")
	const certs = r.list(1, () => readSigned(r))
	r.need(",\"coefexps\":")
	const coefficients = r.list(1, () => readSigned(r))
	const exponents = coefficients.map(s => readCoefficients(g, s.message))
	r.need(",\"signatures\":")
	const signatures = readProofs(r)
	r.need(",\"verification_keys\":")
	const keys = r.list(1, () => readKey(r))
	r.need("}")
	const n = certs.length
	if (n > 100 || threshold < 1 || threshold >= n || [coefficients, signatures, keys].some(l => l.length !== n)) {
		refuse("bad-trustee", "threshold, or lists of different lengths")
	}
	return { threshold, certs, coefficients, exponents, signatures, keys }
}

export function readTrustees(g: Group, raw: Uint8Array): Trustee[] {
	const r = Reader.of(raw, g)
	const out = r.list(1, (): Trustee => {
		let one: Trustee
		if (r.has("[\"Single\",")) one = { single: readKey(r) }
		else {
			r.need("[\"Pedersen\",")
			one = { pedersen: readThreshold(r, g) }
		}
		r.need("]")
		return one
	})
	r.end()
	return out
}

export interface Cert { verification: Element, encryption: Element }

export interface Context { group: string, size: number, threshold: number, index: number }

export function contextText(c: Context): string {
	return `{"group":${quote(c.group)},"size":${c.size},"threshold":${c.threshold},"index":${c.index}}`
}

/** CheckCerts verifies the certificates of all members: context, keys, signatures. */
export function checkCerts(g: Group, threshold: number, certs: readonly Signed[]): Cert[] {
	return certs.map((s, j) => {
		const r = new Reader(s.message, g)
		const context = contextText({ group: g.name, size: certs.length, threshold, index: j + 1 })
		if (!r.has(`{"context":${context},"verification":`)) refuse("bad-trustee", `certificate ${j + 1} is of another context`)
		const verification = r.element()
		r.need(",\"encryption\":")
		const encryption = r.element()
		r.need("}")
		r.end()
		if (!knows(g, messagePrefix(s.message), verification, s.signature)) refuse("bad-trustee", `certificate ${j + 1} is not signed`)
		return { verification, encryption }
	})
}

/** CertsMessage is what each member signs when it deals. */
export function certsMessage(g: Group, certs: readonly Signed[], exponents: readonly Element[]): string {
	return `certs_sig|{"certs":${list(certs, signedText)},"coefexps":${list(g.texts(exponents), quote)}}`
}

/** What a member published when it dealt. */
export interface Dealt { threshold: number, certs: Signed[], coefficients: Signed[], exponents: Element[][], signatures: Proof[] }

export function checkDealt(g: Group, t: Dealt, j: number, c: Cert): void {
	if (t.exponents[j].length !== t.threshold) refuse("bad-trustee", "number of coefficients")
	const s = t.coefficients[j]
	if (!knows(g, messagePrefix(s.message), c.verification, s.signature)) refuse("bad-trustee", "its coefficients are not signed")
	const all = certsMessage(g, t.certs, t.exponents[j])
	if (!knows(g, messagePrefix(all), c.verification, t.signatures[j])) refuse("bad-trustee", "it did not sign the list of certificates")
}

/** Evaluate is the polynomial in the exponent at j, by Horner's rule. */
export function evaluate(g: Group, a: readonly Element[], j: number): Element {
	return [...a].reverse().reduce((y, x) => g.mul(g.exp(y, BigInt(j)), x), g.identity)
}

function checkKey(g: Group, k: TrusteeKey): void {
	if (!knows(g, knowPrefix(g, k.key), k.key, k.proof)) refuse("bad-trustee", "does not prove to know its private key")
}

function checkThreshold(g: Group, t: Threshold): void {
	checkCerts(g, t.threshold, t.certs).forEach((c, j) => {
		const k = t.keys[j]
		checkDealt(g, t, j, c)
		checkKey(g, k)
		const share = t.exponents.reduce((y, a) => g.mul(y, evaluate(g, a, j + 1)), g.identity)
		if (!g.equal(k.key, share)) refuse("bad-trustee", "its key is not the share that all gave it")
		if (!k.signature || !knows(g, messagePrefix(text(g, k.key)), c.verification, k.signature)) refuse("bad-trustee", "its key is not signed")
	})
}

export function checkTrustees(g: Group, all: readonly Trustee[]): void {
	for (const t of all) {
		if (t.single) checkKey(g, t.single)
		else checkThreshold(g, t.pedersen)
	}
}

/** ElectionKey is the key that these trustees make (section 6.3). */
export function electionKey(g: Group, all: readonly Trustee[]): Element {
	const parts = all.flatMap(t => t.single ? [t.single.key] : t.pedersen.exponents.map(a => a[0]))
	return parts.reduce((y, x) => g.mul(y, x), g.identity)
}

/** Owners are the keys of all who may decrypt; number 1 stands first. */
export function owners(all: readonly Trustee[]): Element[] {
	return all.flatMap(t => t.single ? [t.single.key] : t.pedersen.keys.map(k => k.key))
}
