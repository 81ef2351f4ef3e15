// Ed25519 as a group (section 2.1): noble's points, this format's texts.

import { edwards, type EdwardsPoint } from "@noble/curves/abstract/edwards.js"
import { type Element, enroll, type Group, type Powers } from "./group"
import { unhex } from "./text"

// RFC 8032, section 5.1.
const Point = edwards({
	p: 2n ** 255n - 19n,
	n: 2n ** 252n + 27742317777372353535851937790883648493n,
	h: 8n,
	a: 2n ** 255n - 20n,
	d: 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n,
	Gx: 0x216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51an,
	Gy: 0x6666666666666666666666666666666666666666666666666666666666666658n,
})

const { Fp } = Point
const order = Point.Fn.ORDER

function p(e: Element): EdwardsPoint { return e as EdwardsPoint }

// All inverses for the price of one; Z is never zero.
function texts(list: readonly Element[]): string[] {
	const before: bigint[] = []
	let product = 1n
	for (const e of list) {
		before.push(product)
		product = Fp.mul(product, p(e).Z)
	}
	let rest = Fp.inv(product)
	const out: string[] = []
	for (let i = list.length - 1; i >= 0; i--) {
		const { X, Y, Z } = p(list[i])
		const z = Fp.mul(rest, before[i])
		rest = Fp.mul(rest, Z)
		out[i] = (Fp.mul(Y, z) | (Fp.mul(X, z) & 1n) << 255n).toString(16).padStart(64, "0")
	}
	return out
}

function decode(text: string): Element {
	if (!/^[0-9a-f]{64}$/.test(text)) throw new Error("not 64 digits")
	return Point.fromBytes(unhex(text).reverse())
}

// Digits of w bits, from -2^(w-1)+1 to 2^(w-1), lowest first.
function digits(n: bigint, w: number): number[] {
	const full = 2 ** w, half = full / 2, out: number[] = []
	const text = n.toString(16), step = w / 4
	let carry = 0
	for (let end = text.length; end > 0 || carry; end -= step) {
		let d = carry + (end > 0 ? parseInt(text.slice(Math.max(0, end - step), end), 16) : 0)
		carry = d > half ? 1 : 0
		d -= carry * full
		out.push(d)
	}
	return out
}

// Chain holds 16^i times one point, so that several powers share its doublings;
// a power sorts these by digit into eight buckets and weighs them (Yao, 1976).
class Chain implements Powers {
	private readonly at: EdwardsPoint[]
	constructor(base: EdwardsPoint) {
		this.at = [base]
		for (let i = 1; i < 65; i++) this.at.push(this.at[i - 1].double().double().double().double())
	}
	exp(n: bigint): Element {
		const buckets: (EdwardsPoint | undefined)[] = []
		digits(n, 4).forEach((d, i) => {
			if (d === 0) return
			const x = d < 0 ? this.at[i].negate() : this.at[i], k = Math.abs(d)
			const b = buckets[k]
			buckets[k] = b ? b.add(x) : x
		})
		let running = Point.ZERO, total = Point.ZERO
		for (let k = 8; k > 0; k--) {
			const b = buckets[k]
			if (b) running = running.add(b)
			total = total.add(running)
		}
		return total
	}
	// With the whole order as exponent: as a reduced number it would be zero and test nothing.
	member(): boolean { return p(this.exp(order)).is0() }
}

// Comb holds d * 256^i times one point for every digit d.
class Comb implements Powers {
	private readonly rows: EdwardsPoint[][] = []
	constructor(private readonly base: EdwardsPoint) {
		let step = base
		for (let i = 0; i < 33; i++) {
			const row = [step]
			for (let d = 1; d < 128; d++) row.push(row[d - 1].add(step))
			this.rows.push(row)
			step = row[127].double()
		}
	}
	exp(n: bigint): Element {
		let total = Point.ZERO
		digits(n, 8).forEach((d, i) => {
			if (d !== 0) total = total.add(d > 0 ? this.rows[i][d - 1] : this.rows[i][-d - 1].negate())
		})
		return total
	}
	member(): boolean { return new Chain(this.base).member() }
}

export const ed25519: Group = enroll({
	name: "Ed25519",
	order,
	generator: Point.BASE,
	identity: Point.ZERO,
	mul: (a, b) => p(a).add(p(b)),
	div: (a, b) => p(a).add(p(b).negate()),
	exp(base, n) {
		const e = n % order
		return e === 0n ? Point.ZERO : p(base).multiply(e < 0n ? e + order : e)
	},
	prepare: base => { p(base).precompute(6) },
	equal: (a, b) => p(a).equals(p(b)),
	texts,
	parse(text) {
		const e = decode(text)
		if (!p(e).isTorsionFree()) throw new Error("not in the group")
		return e
	},
	decode,
	powers: base => new Chain(p(base)),
	table: base => new Comb(p(base)),
})

