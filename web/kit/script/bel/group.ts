// The groups of section 2, as the rest needs them.

import { type Chance, hash, hex } from "./text"

/** Element is a member of a group. Only the group that made it can use it. */
export type Element = object

export interface Group {
	readonly name: string
	readonly order: bigint
	readonly generator: Element
	readonly identity: Element
	mul(a: Element, b: Element): Element
	div(a: Element, b: Element): Element
	/** Exp is for secret exponents too. */
	exp(base: Element, n: bigint): Element
	/** Prepare makes exp of this base fast. */
	prepare(base: Element): void
	equal(a: Element, b: Element): boolean
	/** Texts writes elements as the format does; many at once cost less. */
	texts(list: readonly Element[]): string[]
	/** Parse reads the canonical text of a member; it throws at anything else. */
	parse(text: string): Element
	/** Decode does so without the test of membership. */
	decode(text: string): Element
	/** Powers shares the work of raising one base to several public exponents. */
	powers(base: Element): Powers
	/** Table does so for a base of many ballots. */
	table(base: Element): Powers
}

/** Powers takes public exponents only: its time depends on them. */
export interface Powers {
	exp(n: bigint): Element
	member(): boolean
}

const known: Record<string, Group> = {}

export function enroll(g: Group): Group { return known[g.name] = g }

export function groupNamed(name: string): Group | undefined { return Object.prototype.hasOwnProperty.call(known, name) ? known[name] : undefined }

export function text(g: Group, e: Element): string { return g.texts([e])[0] }

export function power(g: Group, n: bigint): Element { return g.exp(g.generator, n) }

export function mod(n: bigint, q: bigint): bigint {
	const r = n % q
	return r < 0n ? r + q : r
}

export function number(bytes: Uint8Array): bigint { return BigInt("0x" + hex(bytes)) }

/** Exponent draws from [0, q-1]; 256 surplus bits make it uniform. */
export function exponent(g: Group, random: Chance): bigint {
	return number(random(Math.ceil(g.order.toString(16).length / 2) + 32)) % g.order
}

/** HashZq is behind every challenge: the prefix, then the elements with commas between. */
export function hashZq(g: Group, prefix: string, elements: readonly string[] = []): bigint {
	return number(hash(prefix + elements.join(","))) % g.order
}

/** Inverse modulo a prime. */
export function inverse(n: bigint, q: bigint): bigint {
	let [a, b, x, y] = [mod(n, q), q, 1n, 0n]
	while (a > 1n) {
		const t = b / a;
		[a, b, x, y] = [b - t * a, a, y - t * x, x]
	}
	return mod(x, q)
}
