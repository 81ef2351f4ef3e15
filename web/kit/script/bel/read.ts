// Reading: exactly the compact form that the writer would give, fields in their
// order, no space, no other spelling of a string or a number.

import type { Element, Group } from "./group"
import { decoded, quote } from "./text"

/** Refusal says what is wrong; its kinds are those of package belenios. */
export class Refusal extends Error {
	constructor(readonly kind: string, detail: string, public record = "") {
		super(detail)
		this.name = "Refusal"
	}
	override toString(): string { return this.kind + (this.record ? " in " + this.record : "") + ": " + this.message }
}

export function refuse(kind: string, detail: string): never { throw new Refusal(kind, detail) }

export const maxNumber = 1073741823n

/** Decimal reads a number below a bound in its only spelling; -1 is none. */
export function decimal(text: string, bound: bigint): bigint {
	if (text.length > 700 || !/^(0|[1-9][0-9]*)$/.test(text)) return -1n
	const n = BigInt(text)
	return n < bound ? n : -1n
}

export function weightText(n: bigint): string { return n <= maxNumber ? String(n) : "\"" + n + "\"" }

const unescape: Record<string, string> = { "\"": "\"", "\\": "\\", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }

export class Reader {
	at = 0
	constructor(readonly s: string, readonly group?: Group) {}

	static of(bytes: Uint8Array, group?: Group): Reader {
		try {
			return new Reader(decoded(bytes), group)
		} catch {
			return refuse("not-canonical", "not UTF-8")
		}
	}

	stop(kind: string, detail: string): never { return refuse(kind, "at " + this.at + ": " + detail) }

	/** Has steps over a literal if it is next. */
	has(literal: string): boolean {
		if (!this.s.startsWith(literal, this.at)) return false
		this.at += literal.length
		return true
	}

	need(literal: string): void { if (!this.has(literal)) this.stop("not-canonical", literal + " expected") }

	end(): void { if (this.at !== this.s.length) this.stop("not-canonical", "the end expected") }

	list<T>(least: number, item: () => T): T[] {
		const out: T[] = []
		this.need("[")
		if (least === 0 && this.has("]")) return out
		do out.push(item())
		while (this.has(","))
		this.need("]")
		if (out.length < least) this.stop("not-canonical", least + " items expected")
		return out
	}

	/** Plain reads a string that has nothing to escape. */
	plain(): string {
		this.need("\"")
		const end = this.s.indexOf("\"", this.at)
		const text = end < 0 ? "" : this.s.slice(this.at, end)
		if (end < 0 || !/^[\x20-\x5b\x5d-\x7e]*$/.test(text)) this.stop("not-canonical", "a plain string expected")
		this.at = end + 1
		return text
	}

	/** Text reads any string. */
	text(): string {
		const start = this.at
		this.need("\"")
		let out = ""
		for (;;) {
			const c = this.s[this.at]
			if (c === undefined) this.stop("not-canonical", "a string without end")
			if (c === "\"") break
			if (c === "\\") out += this.escape()
			else { out += c; this.at++ }
		}
		this.at++
		if (this.s.slice(start, this.at) !== quote(out)) this.stop("not-canonical", "a string spelled in another way")
		return out
	}

	private escape(): string {
		const code = /^\\u00[0-9a-f]{2}/.exec(this.s.slice(this.at, this.at + 6))
		if (code) {
			this.at += 6
			return String.fromCharCode(parseInt(code[0].slice(2), 16))
		}
		const c = unescape[this.s[this.at + 1]]
		if (c === undefined) this.stop("not-canonical", "an unknown escape")
		this.at += 2
		return c
	}

	number(): number {
		const digits = /^[0-9]*/.exec(this.s.slice(this.at, this.at + 12))?.[0] ?? ""
		const n = decimal(digits, maxNumber + 1n)
		if (n < 0n) this.stop("not-canonical", "a number expected")
		this.at += digits.length
		return Number(n)
	}

	/** Weight reads a count: a number, or a decimal string. */
	weight(): bigint {
		if (this.s[this.at] !== "\"") return BigInt(this.number())
		const n = decimal(this.plain(), 1n << 64n)
		return n < 0n ? this.stop("not-canonical", "a count expected") : n
	}

	hash(): string {
		const h = this.plain()
		return /^[0-9a-f]{64}$/.test(h) ? h : this.stop("not-canonical", "a hash expected")
	}

	scalar(): bigint {
		const n = decimal(this.plain(), this.must().order)
		return n < 0n ? this.stop("bad-scalar", "not a reduced decimal number") : n
	}

	element(): Element { return this.take(t => this.must().parse(t)) }

	/** Undecided reads an element whose membership is still to be tested. */
	undecided(): Element { return this.take(t => this.must().decode(t)) }

	private take(parse: (text: string) => Element): Element {
		const text = this.plain()
		try {
			return parse(text)
		} catch {
			return this.stop("bad-point", "not a canonical member of the group")
		}
	}

	private must(): Group {
		if (!this.group) throw new Error("read without a group")
		return this.group
	}
}
