// Texts, hashes and chance, as format sections 1 and 3 write them.

import { sha256 } from "@noble/hashes/sha2.js"

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

/** Chance gives n random bytes. */
export type Chance = (n: number) => Uint8Array

export const chance: Chance = n => crypto.getRandomValues(new Uint8Array(n))

export function utf8(text: string): Uint8Array { return new TextEncoder().encode(text) }

/** Decoded throws on bytes that are not UTF-8 and keeps a byte order mark. */
export function decoded(bytes: Uint8Array): string {
	return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
}

export function hash(data: string | Uint8Array): Uint8Array {
	return sha256(typeof data === "string" ? utf8(data) : data)
}

export function hex(bytes: Uint8Array): string {
	let out = ""
	for (const b of bytes) out += (b < 16 ? "0" : "") + b.toString(16)
	return out
}

export function unhex(text: string): Uint8Array {
	const out = new Uint8Array(text.length / 2)
	for (let i = 0; i < out.length; i++) out[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16)
	return out
}

export function hexHash(data: string | Uint8Array): string { return hex(hash(data)) }

/** B64 is Base64 without padding: 43 characters for a hash. */
export function b64(bytes: Uint8Array): string {
	let out = ""
	for (let i = 0; i < bytes.length; i += 3) {
		const n = bytes[i] << 16 | (bytes[i + 1] ?? 0) << 8 | (bytes[i + 2] ?? 0)
		const chars = Math.min(4, Math.ceil((bytes.length - i) * 8 / 6))
		for (let k = 0; k < chars; k++) out += base64[n >> (18 - 6 * k) & 63]
	}
	return out
}

export function b64Hash(data: string | Uint8Array): string { return b64(hash(data)) }

export function isBase58(text: string): boolean { return /^[1-9A-HJ-NP-Za-km-z]*$/.test(text) }

/** RandomBase58 draws each character uniformly, by rejection on six bits. */
export function randomBase58(n: number, random: Chance = chance): string {
	let out = ""
	while (out.length < n) {
		const d = random(1)[0] & 63
		if (d < base58.length) out += base58[d]
	}
	return out
}

/** Shuffle orders a list by chance, every order as likely as any. */
export function shuffle<T>(list: T[], random: Chance = chance): T[] {
	const out = [...list]
	for (let i = out.length - 1; i > 0; i--) {
		const j = below(i + 1, random)
		const kept = out[i]
		out[i] = out[j]
		out[j] = kept
	}
	return out
}

function below(n: number, random: Chance): number {
	const most = Math.floor(2 ** 32 / n) * n
	for (;;) {
		const b = random(4)
		const x = (b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3]) >>> 0
		if (x < most) return x % n
	}
}

const letters: Record<string, string> = { "\"": "\\\"", "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t" }

/** Quote is a JSON string in the one spelling of the format. */
export function quote(text: string): string {
	return "\"" + text.replace(/["\\\u0000-\u001f\u007f]/g, c => letters[c] ?? "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0")) + "\""
}

export function list<T>(items: readonly T[], write: (item: T) => string): string {
	return "[" + items.map(write).join(",") + "]"
}
