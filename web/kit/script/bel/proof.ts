// Proofs and ciphertexts.

import { type Element, exponent, type Group, hashZq, mod, power, text } from "./group"
import type { Reader } from "./read"
import { chance, type Chance, list } from "./text"

/** Proof is a challenge and its response; the verifier computes the commitment again. */
export interface Proof { challenge: bigint, response: bigint }

export function proofText(p: Proof): string { return `{"challenge":"${p.challenge}","response":"${p.response}"}` }

export function proofsText(proofs: readonly Proof[]): string { return list(proofs, proofText) }

export function readProof(r: Reader): Proof {
	r.need("{\"challenge\":")
	const challenge = r.scalar()
	r.need(",\"response\":")
	const response = r.scalar()
	r.need("}")
	return { challenge, response }
}

export function readProofs(r: Reader): Proof[] { return r.list(0, () => readProof(r)) }

/** Maker makes proofs with chance of its own. */
export class Maker {
	constructor(readonly g: Group, private readonly random: Chance = chance) {}
	draw(): bigint { return exponent(this.g, this.random) }
	response(w: bigint, secret: bigint, challenge: bigint): bigint { return mod(w - secret * challenge, this.g.order) }
	/** Know proves knowledge of the logarithm of g^secret, bound to a prefix. */
	know(prefix: string, secret: bigint): Proof {
		const w = this.draw()
		const challenge = hashZq(this.g, prefix, [text(this.g, power(this.g, w))])
		return { challenge, response: this.response(w, secret, challenge) }
	}
}

/** Knows checks such a proof against g^secret. */
export function knows(g: Group, prefix: string, key: Element, p: Proof): boolean {
	const a = g.mul(power(g, p.response), g.exp(key, p.challenge))
	return hashZq(g, prefix, [text(g, a)]) === p.challenge
}

export function knowPrefix(g: Group, key: Element): string { return `pok|${g.name}|${text(g, key)}|` }

export function messagePrefix(message: string): string { return `sigmsg|${message}|` }

/** Ciphertext is an encrypted number; products of these encrypt sums. */
export interface Ciphertext { alpha: Element, beta: Element }

export function nothing(g: Group): Ciphertext { return { alpha: g.identity, beta: g.identity } }

export function plus(g: Group, a: Ciphertext, b: Ciphertext): Ciphertext {
	return { alpha: g.mul(a.alpha, b.alpha), beta: g.mul(a.beta, b.beta) }
}

/** Texts of alpha, beta, alpha, beta and so on. */
export function ciphertextTexts(g: Group, all: readonly Ciphertext[]): string[] {
	return g.texts(all.flatMap(c => [c.alpha, c.beta]))
}

export function ciphertextsText(g: Group, all: readonly Ciphertext[]): string {
	const texts = ciphertextTexts(g, all)
	return "[" + all.map((_, i) => `{"alpha":"${texts[2 * i]}","beta":"${texts[2 * i + 1]}"}`).join(",") + "]"
}

export function readCiphertext(r: Reader): Ciphertext {
	r.need("{\"alpha\":")
	const alpha = r.undecided()
	r.need(",\"beta\":")
	const beta = r.undecided()
	r.need("}")
	return { alpha, beta }
}
