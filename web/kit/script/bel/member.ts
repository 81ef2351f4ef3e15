// A member of a threshold group on its own device (section 7). The seed is the
// only secret to keep.

import { type Element, type Group, hashZq, mod, power, text } from "./group"
import { knows, Maker, messagePrefix, type Proof, proofText, readProof } from "./proof"
import { Reader, refuse } from "./read"
import { chance, type Chance, decoded, hash, hex, isBase58, list, quote, randomBase58, unhex, utf8 } from "./text"
import {
	type Cert, certsMessage, checkCerts, checkDealt, contextText, type Dealt, evaluate, keyText, newKey, readCoefficients, readSigned,
	type Signed, signedText,
} from "./trustee"

export function newSeed(random: Chance = chance): string { return randomBase58(22, random) }

export function isSeed(seed: string): boolean { return seed.length === 22 && isBase58(seed) }

/** Ceremony is what all members see before they deal; compare the certificates aloud. */
export interface Ceremony { threshold: number, certs: Signed[] }

/** Input is what the server builds for one member out of all dealings. */
interface Input { secrets: string[], coefficients: Signed[], signatures: Proof[] }

export function readCerts(g: Group, threshold: number, raw: readonly string[]): Ceremony {
	return { threshold, certs: raw.map(s => whole(new Reader(s, g), readSigned)) }
}

export function checkCeremony(g: Group, c: Ceremony): Cert[] {
	if (c.threshold < 1 || c.threshold >= c.certs.length || c.certs.length > 100) refuse("bad-trustee", "threshold")
	return checkCerts(g, c.threshold, c.certs)
}

function whole<T>(r: Reader, read: (r: Reader) => T): T {
	const out = read(r)
	r.end()
	return out
}

function readInput(g: Group, raw: string): Input {
	return whole(new Reader(raw, g), r => {
		r.need("{\"polynomial\":")
		r.text()
		r.need(",\"secrets\":")
		const secrets = r.list(1, () => r.text())
		r.need(",\"coefexps\":")
		const coefficients = r.list(1, () => readSigned(r))
		r.need(",\"signatures\":")
		const signatures = r.list(1, () => readProof(r))
		r.need("}")
		return { secrets, coefficients, signatures }
	})
}

export class Member extends Maker {
	private readonly sign: bigint
	private readonly open: bigint
	readonly verification: Element
	readonly encryption: Element

	constructor(g: Group, seed: string, random: Chance = chance) {
		super(g, random)
		if (!isSeed(seed)) throw new Error("not a seed")
		this.sign = hashZq(g, "sk|" + seed)
		this.open = hashZq(g, "dk|" + seed)
		this.verification = power(g, this.sign)
		this.encryption = power(g, this.open)
	}

	private signed(message: string): Signed { return { message, signature: this.know(messagePrefix(message), this.sign) } }

	/** Cert is step 1. */
	cert(threshold: number, index: number, size: number): string {
		const [v, e] = this.g.texts([this.verification, this.encryption])
		const context = contextText({ group: this.g.name, size, threshold, index })
		return signedText(this.signed(`{"context":${context},"verification":"${v}","encryption":"${e}"}`))
	}

	// Place finds this member among the certificates.
	private place(c: Ceremony): { certs: Cert[], me: number } {
		const certs = checkCeremony(this.g, c)
		const me = certs.findIndex(x => this.g.equal(x.verification, this.verification) && this.g.equal(x.encryption, this.encryption))
		if (me < 0) refuse("bad-trustee", "no certificate of this member")
		return { certs, me }
	}

	/** Deal is step 3: draw a polynomial and share it out. */
	async deal(c: Ceremony): Promise<string> {
		const { certs } = this.place(c), g = this.g
		const polynomial = Array.from({ length: c.threshold }, () => this.draw())
		const exponents = polynomial.map(a => power(g, a))
		const at = (x: bigint): bigint => [...polynomial].reverse().reduce((y, a) => mod(y * x + a, g.order), 0n)
		const note = await this.send(this.encryption, `{"polynomial":${list(polynomial, a => `"${a}"`)}}`)
		const secrets: string[] = []
		for (const [j, x] of certs.entries()) secrets.push(await this.send(x.encryption, `{"secret":"${at(BigInt(j + 1))}"}`))
		const coefficients = this.signed(`{"coefexps":${list(g.texts(exponents), quote)}}`)
		const signature = this.signed(certsMessage(g, c.certs, exponents)).signature
		return `{"polynomial":${quote(note)},"secrets":${list(secrets, quote)},"coefexps":${signedText(coefficients)},"signature":${proofText(signature)}}`
	}

	/** Finish is step 5: open the shares, check them against what all committed to, publish the key. */
	async finish(c: Ceremony, raw: string): Promise<{ message: string, key: string }> {
		const { certs, me } = this.place(c), g = this.g
		const input = readInput(g, raw)
		if ([input.secrets, input.coefficients, input.signatures].some(l => l.length !== certs.length)) refuse("bad-trustee", "number of dealings")
		const t: Dealt = { ...c, ...input, exponents: input.coefficients.map(s => readCoefficients(g, s.message)) }
		let share = 0n
		for (const [i, x] of certs.entries()) {
			checkDealt(g, t, i, x)
			const secret = await this.openScalar("secret", x.verification, input.secrets[i])
			if (!g.equal(power(g, secret), evaluate(g, t.exponents[i], me + 1))) refuse("bad-trustee", `member ${i + 1} dealt a false secret`)
			share = mod(share + secret, g.order)
		}
		const key = newKey(g, share)
		const name = text(g, key.key)
		key.signature = this.signed(name).signature
		const kept = await this.send(this.encryption, `{"decryption_key":"${share}"}`)
		return { message: `{"private_key":${quote(kept)},"public_key":${keyText(g, key)}}`, key: name }
	}

	/** Share opens what finish made private: the exponent to decrypt the tally with. */
	share(kept: string): Promise<bigint> { return this.openScalar("decryption_key", this.verification, kept) }

	private async openScalar(name: string, sender: Element, sealed: string): Promise<bigint> {
		const message = await this.receive(sender, sealed)
		return whole(new Reader(message, this.g), r => {
			r.need(`{"${name}":`)
			const n = r.scalar()
			r.need("}")
			return n
		})
	}

	/** Send signs a message, binds it to the recipient and encrypts it. */
	async send(recipient: Element, message: string): Promise<string> {
		const g = this.g
		const bound = this.signed(`{"recipient":"${text(g, recipient)}","message":${quote(message)}}`)
		const r = this.draw(), key = power(g, this.draw())
		const alpha = power(g, r), beta = g.mul(g.exp(recipient, r), key)
		const { cipher, iv } = await seal(g, alpha, key)
		const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, cipher, buffer(utf8(signedText(bound))))
		const [a, b] = g.texts([alpha, beta])
		return `{"algorithm":"AES-GCM","alpha":"${a}","beta":"${b}","data":"${hex(new Uint8Array(data))}"}`
	}

	/** Receive opens a message sent by the owner of a verification key. */
	async receive(sender: Element, sealed: string): Promise<string> {
		const g = this.g
		const { alpha, beta, data } = readSealed(g, sealed)
		const { cipher, iv } = await seal(g, alpha, g.div(beta, g.exp(alpha, this.open)))
		const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, cipher, buffer(unhex(data))).catch(() => refuse("bad-trustee", "a message that cannot be opened"))
		const signed = whole(new Reader(decoded(new Uint8Array(plain)), g), readSigned)
		if (!knows(g, messagePrefix(signed.message), sender, signed.signature)) refuse("bad-trustee", "a message that is not from its sender")
		const r = new Reader(signed.message)
		r.need(`{"recipient":"${text(g, this.encryption)}","message":`)
		const message = r.text()
		r.need("}")
		r.end()
		return message
	}
}

function readSealed(g: Group, sealed: string): { alpha: Element, beta: Element, data: string } {
	return whole(new Reader(sealed, g), r => {
		r.need("{\"algorithm\":\"AES-GCM\",\"alpha\":")
		const alpha = r.element()
		r.need(",\"beta\":")
		const beta = r.element()
		r.need(",\"data\":")
		const data = r.plain()
		r.need("}")
		if (!/^([0-9a-f]{2})*$/.test(data)) r.stop("not-canonical", "data is not hexadecimal")
		return { alpha, beta, data }
	})
}

async function seal(g: Group, alpha: Element, key: Element): Promise<{ cipher: CryptoKey, iv: ArrayBuffer }> {
	const bytes = buffer(hash("key|" + text(g, key)))
	const cipher = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"])
	return { cipher, iv: buffer(hash("iv|" + text(g, alpha))) }
}

function buffer(b: Uint8Array): ArrayBuffer { return new Uint8Array(b).buffer }
