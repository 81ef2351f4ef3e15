// Credentials of voters (section 5).

import { type Group, mod, power, text } from "./group"
import { hexHash, isBase58, randomBase58 } from "./text"

export function newCredential(): string {
	const s = randomBase58(22)
	return [s.slice(0, 5), s.slice(5, 11), s.slice(11, 16), s.slice(16)].join("-")
}

export function isCredential(c: string): boolean {
	return /^.{5}-.{6}-.{5}-.{6}$/.test(c) && isBase58(c.replace(/-/g, ""))
}

/** Tidy reads what a person typed: without spaces, with the hyphens in their places. */
export function tidy(typed: string): string {
	const s = typed.replace(/[\s\-‐-―]+/g, "")
	return s.length === 22 ? [s.slice(0, 5), s.slice(5, 11), s.slice(11, 16), s.slice(16)].join("-") : typed.trim()
}

export function credentialSecret(g: Group, uuid: string, c: string): bigint {
	if (!isCredential(c)) throw new Error("not a credential")
	const half = (n: number): string => hexHash(`derive_credential|${uuid}|${n}|${c}`)
	return mod(BigInt("0x" + half(0) + half(1)), g.order)
}

/** PublicCredential is the text that stands in the public list. */
export function publicCredential(g: Group, uuid: string, c: string): string {
	return text(g, power(g, credentialSecret(g, uuid, c)))
}
