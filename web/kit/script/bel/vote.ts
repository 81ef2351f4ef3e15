// Making a ballot (section 8): encrypt, prove, sign; and opening one that will
// not be cast, to check that the device encrypted what was tapped.

import { credentialSecret } from "./credential"
import { type Election, type Question, size } from "./election"
import { hashZq, mod, power, text } from "./group"
import { type Ciphertext, ciphertextsText, ciphertextTexts, Maker, nothing, plus, type Proof, proofsText, proofText } from "./proof"
import { b64Hash, chance, type Chance, list, quote } from "./text"

/** Choice has one row of 0 and 1 per question, the blank vote in front where there is one. */
export type Choice = number[][]

/** Made is a ballot and what only its maker knows; an opened ballot must never be cast. */
export interface Made {
	raw: string
	tracker: string
	/** Opening says what is inside and with which randomness: whoever has it sees the choice. */
	opening: Opening
}

export interface Opening { choice: Choice, randomness: string[][] }

export function allows(q: Question, row: readonly number[]): boolean {
	if (row.length !== size(q) || row.some(m => m !== 0 && m !== 1)) return false
	const blank = q.blank ? row[0] : 0
	const sum = row.reduce((a, b) => a + b, 0) - blank
	return blank === 1 ? sum === 0 : q.min <= sum && sum <= q.max
}

/** Secretly is a ciphertext with what only its maker knows. */
interface Secretly { c: Ciphertext, r: bigint, m: number }

/** Branch states that a ciphertext encrypts m. */
interface Branch { of: Secretly, m: number }

/** Vote gives the raw ballot; the election's key should be prepared once before. */
export function vote(e: Election, credential: string, choice: Choice, random: Chance = chance): Made {
	const secret = credentialSecret(e.group, e.uuid, credential)
	if (choice.length !== e.questions.length || !e.questions.every((q, i) => allows(q, choice[i]))) throw new Error("not an allowed choice")
	const v = new Voter(e, text(e.group, power(e.group, secret)), random)
	const answers = e.questions.map((q, i) => v.answer(q, choice[i]))
	const unsigned = `{"election_uuid":${quote(e.uuid)},"election_hash":${quote(e.fingerprint)},"credential":"${v.credential}","answers":[${answers.join(",")}]}`
	const hash = b64Hash(unsigned)
	const proof = v.know(`sig|${hash}|`, secret)
	const raw = unsigned.slice(0, -1) + `,"signature":{"hash":"${hash}","proof":${proofText(proof)}}}`
	return { raw, tracker: b64Hash(raw), opening: { choice, randomness: v.used } }
}

class Voter extends Maker {
	readonly used: string[][] = []
	private readonly base: string
	constructor(private readonly e: Election, readonly credential: string, random: Chance) {
		super(e.group, random)
		this.base = e.fingerprint + "|" + credential
	}

	private encrypt(m: number): Secretly {
		const r = this.draw(), g = this.g
		const masked = g.exp(this.e.key, r)
		return { c: { alpha: power(g, r), beta: m ? g.mul(masked, g.generator) : masked }, r, m }
	}

	answer(q: Question, row: readonly number[]): string {
		const made = row.map(m => this.encrypt(m))
		this.used.push(made.map(s => String(s.r)))
		const choices = made.map(s => s.c)
		const individual = made.map(s => this.interval(this.base, s, [0, 1]))
		const total = made.slice(q.blank ? 1 : 0).reduce((a, b) => this.sum(a, b), { c: nothing(this.g), r: 0n, m: 0 })
		const full = this.base + "|" + ciphertextTexts(this.g, choices).join(",")
		const allowed = Array.from({ length: q.max - q.min + 1 }, (_, i) => q.min + i)
		const begin = `{"choices":${ciphertextsText(this.g, choices)},"individual_proofs":${list(individual, proofsText)},"overall_proof":`
		if (!q.blank) return begin + proofsText(this.interval(full, total, allowed)) + "}"
		const blank = made[0]
		const none = this.either(`bproof0|${full}|`, [{ of: blank, m: 0 }, { of: total, m: 0 }])
		const overall = this.either(`bproof1|${full}|`, [{ of: blank, m: 1 }, ...allowed.map(m => ({ of: total, m }))])
		return begin + proofsText(overall) + ",\"blank_proof\":" + proofsText(none) + "}"
	}

	private sum(a: Secretly, b: Secretly): Secretly {
		return { c: plus(this.g, a.c, b.c), r: mod(a.r + b.r, this.g.order), m: a.m + b.m }
	}

	private interval(s: string, of: Secretly, values: readonly number[]): Proof[] {
		const [alpha, beta] = ciphertextTexts(this.g, [of.c])
		return this.either(`prove|${s}|${alpha},${beta}|`, values.map(m => ({ of, m })))
	}

	// Either proves that one branch is true without telling which (8.2, 8.4).
	private either(prefix: string, branches: readonly Branch[]): Proof[] {
		const g = this.g, w = this.draw()
		const truth = branches.findIndex(b => b.of.m === b.m)
		if (truth < 0) throw new Error("no branch is true")
		const proofs = branches.map(() => ({ challenge: this.draw(), response: this.draw() }))
		const commits = branches.flatMap((b, i) => i === truth
			? [power(g, w), g.exp(this.e.key, w)]
			: this.pretend(proofs[i], b))
		const rest = proofs.reduce((a, p, i) => i === truth ? a : a + p.challenge, 0n)
		const challenge = mod(hashZq(g, prefix, g.texts(commits)) - rest, g.order)
		proofs[truth] = { challenge, response: this.response(w, branches[truth].of.r, challenge) }
		return proofs
	}

	// Pretend gives the commitments of a false branch: those that fit the proof drawn beforehand.
	private pretend(p: Proof, b: Branch): object[] {
		const g = this.g
		const n = mod(b.of.r * p.challenge + p.response, g.order)
		const beta = g.exp(this.e.key, n)
		const off = mod(p.challenge * BigInt(b.of.m - b.m), g.order)
		return [power(g, n), off === 0n ? beta : g.mul(beta, power(g, off))]
	}
}
