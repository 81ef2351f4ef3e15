// Reading a ballot and verifying everything that it proves (sections 8, 13.2.7).

import { type Election, size } from "./election"
import { type Element, type Group, hashZq, mod, type Powers } from "./group"
import { type Ciphertext, ciphertextTexts, nothing, plus, type Proof, readCiphertext, readProof, readProofs } from "./proof"
import { Reader, refuse } from "./read"
import { b64Hash } from "./text"

export interface Answer { choices: Ciphertext[], individual: Proof[][], overall: Proof[], blank: Proof[] }

export interface Ballot { credential: string, answers: Answer[], signed: string, hash: string, proof: Proof }

export function readBallot(e: Election, raw: Uint8Array): Ballot {
	const r = Reader.of(raw, e.group)
	r.need("{\"election_uuid\":")
	const uuid = r.plain()
	r.need(",\"election_hash\":")
	const phi = r.plain()
	if (uuid !== e.uuid || phi !== e.fingerprint) refuse("other-election", "made for " + uuid)
	r.need(",\"credential\":")
	const credential = r.plain()
	r.need(",\"answers\":")
	const answers = r.list(0, () => readAnswer(r))
	const signed = b64Hash(r.s.slice(0, r.at) + "}")
	r.need(",\"signature\":{\"hash\":")
	const hash = r.plain()
	r.need(",\"proof\":")
	const proof = readProof(r)
	r.need("}}")
	r.end()
	checkShape(e, answers)
	return { credential, answers, signed, hash, proof }
}

function readAnswer(r: Reader): Answer {
	r.need("{\"choices\":")
	const choices = r.list(0, () => readCiphertext(r))
	r.need(",\"individual_proofs\":")
	const individual = r.list(0, () => readProofs(r))
	r.need(",\"overall_proof\":")
	const overall = readProofs(r)
	const blank = r.has(",\"blank_proof\":") ? readProofs(r) : []
	r.need("}")
	return { choices, individual, overall, blank }
}

function checkShape(e: Election, answers: readonly Answer[]): void {
	if (answers.length !== e.questions.length) refuse("bad-shape", "number of answers")
	e.questions.forEach((q, i) => {
		const a = answers[i], n = size(q)
		if (a.choices.length !== n || a.individual.length !== n || a.individual.some(p => p.length !== 2) ||
			a.overall.length !== q.max - q.min + (q.blank ? 2 : 1) || a.blank.length !== (q.blank ? 2 : 0)) refuse("bad-shape", "answer " + (i + 1))
	})
}

/** Claim is one proof: its commitments, computed again, must hash to the sum of its challenges. */
interface Claim { kind: string, prefix: string, commits: Element[], sum: bigint }

interface Chains { alpha: Powers, beta: Powers }

/** CheckBallot verifies a ballot under the credential of the public list; it throws a Refusal. */
export function checkBallot(e: Election, b: Ballot, credential: Element): void {
	const c = new Check(e, e.fingerprint + "|" + b.credential)
	b.answers.forEach((a, i) => c.answer(i, a))
	c.signature(b, credential)
	c.settle()
	if (b.hash !== b.signed) refuse("bad-signature", "it signs another hash")
}

class Check {
	private readonly claims: Claim[] = []
	private readonly g: Group
	constructor(private readonly e: Election, private readonly base: string) { this.g = e.group }

	answer(i: number, a: Answer): void {
		const q = this.e.questions[i]
		const texts = ciphertextTexts(this.g, a.choices)
		const full = this.base + "|" + texts.join(",")
		let total = nothing(this.g), blank: Chains | undefined
		for (const [j, choice] of a.choices.entries()) {
			const x = this.chains(choice)
			if (!x.alpha.member() || !x.beta.member()) refuse("bad-point", `answer ${i + 1} choice ${j + 1} is not in the group`)
			this.interval({ kind: "forged-proof", prefix: `prove|${this.base}|${texts[2 * j]},${texts[2 * j + 1]}|`, commits: [], sum: 0n }, x, a.individual[j], 0)
			if (q.blank && j === 0) blank = x
			else total = plus(this.g, total, choice)
		}
		const x = this.chains(total)
		if (blank) return this.blank(full, a, q.min, [blank, x])
		const sum = ciphertextTexts(this.g, [total])
		this.interval({ kind: "out-of-bounds", prefix: `prove|${full}|${sum[0]},${sum[1]}|`, commits: [], sum: 0n }, x, a.overall, q.min)
	}

	signature(b: Ballot, credential: Element): void {
		const a = this.g.mul(this.e.tables().g.exp(b.proof.response), this.g.powers(credential).exp(b.proof.challenge))
		this.claims.push({ kind: "bad-signature", prefix: `sig|${b.signed}|`, commits: [a], sum: b.proof.challenge })
	}

	/** Settle hashes all commitments; the first claim that fails is named. */
	settle(): void {
		const texts = this.g.texts(this.claims.flatMap(k => k.commits))
		let at = 0
		for (const k of this.claims) {
			const some = texts.slice(at, at += k.commits.length)
			if (hashZq(this.g, k.prefix, some) !== mod(k.sum, this.g.order)) refuse(k.kind, "a proof does not hold")
		}
	}

	private chains(c: Ciphertext): Chains { return { alpha: this.g.powers(c.alpha), beta: this.g.powers(c.beta) } }

	// Add appends the commitments g^r alpha^c and y^r (beta/g^m)^c of one branch.
	private add(k: Claim, p: Proof, x: Chains, m: number): void {
		const { g, y } = this.e.tables()
		const a = this.g.mul(g.exp(p.response), x.alpha.exp(p.challenge))
		let b = this.g.mul(y.exp(p.response), x.beta.exp(p.challenge))
		if (m !== 0) b = this.g.mul(b, g.exp(mod(-p.challenge * BigInt(m), this.g.order)))
		k.commits.push(a, b)
		k.sum += p.challenge
	}

	private interval(k: Claim, x: Chains, proofs: readonly Proof[], least: number): void {
		proofs.forEach((p, j) => this.add(k, p, x, least + j))
		this.claims.push(k)
	}

	// Blank claims: not blank or nothing chosen; blank or an allowed sum (8.4).
	private blank(full: string, a: Answer, least: number, x: [Chains, Chains]): void {
		const none: Claim = { kind: "out-of-bounds", prefix: `bproof0|${full}|`, commits: [], sum: 0n }
		a.blank.forEach((p, j) => this.add(none, p, x[j], 0))
		const some: Claim = { kind: "out-of-bounds", prefix: `bproof1|${full}|`, commits: [], sum: 0n }
		this.add(some, a.overall[0], x[0], 1)
		a.overall.slice(1).forEach((p, j) => this.add(some, p, x[1], least + j))
		this.claims.push(none, some)
	}
}
