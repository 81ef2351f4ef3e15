// Elections (section 4): read from their raw bytes, whose hash is the fingerprint.

import "./ed25519"
import { type Element, type Group, groupNamed, type Powers } from "./group"
import { Reader, refuse } from "./read"
import { b64Hash, isBase58 } from "./text"

/** Question asks for min to max of the answers; blank adds a vote for nobody in front. */
export interface Question { answers: string[], blank: boolean, min: number, max: number, question: string }

export interface Election {
	name: string
	description: string
	group: Group
	key: Element
	questions: Question[]
	uuid: string
	fingerprint: string
	/** Prepared powers of the generator and the key: for public exponents only. */
	tables(): { g: Powers, y: Powers }
}

/** Size is the number of ciphertexts of an answer, and of numbers in a result. */
export function size(q: Question): number { return q.answers.length + (q.blank ? 1 : 0) }

export function readElection(raw: Uint8Array): Election {
	const r = Reader.of(raw)
	if (!r.has("{\"version\":1,")) refuse("not-supported", "not an election of version 1")
	r.need("\"description\":")
	const description = r.text()
	r.need(",\"name\":")
	const name = r.text()
	r.need(",\"group\":")
	const group = groupNamed(r.text()) ?? refuse("not-supported", "unknown group")
	const rest = new Reader(r.s, group)
	rest.at = r.at
	rest.need(",\"public_key\":")
	const key = rest.element()
	rest.need(",\"questions\":")
	const questions = rest.list(1, () => readQuestion(rest))
	rest.need(",\"uuid\":")
	const uuid = rest.plain()
	readOptional(rest)
	checkBounds(uuid, questions)
	group.prepare(key)
	let made: { g: Powers, y: Powers } | undefined
	const tables = () => made ??= { g: group.table(group.generator), y: group.table(key) }
	return { name, description, group, key, questions, uuid, fingerprint: b64Hash(raw), tables }
}

function readOptional(r: Reader): void {
	if (r.has(",\"administrator\":")) r.text()
	if (r.has(",\"credential_authority\":")) r.text()
	if (r.has(",\"language\":")) {
		const l = r.list(2, () => r.text())
		if (l.length !== 2 || l[1] !== "ltr" && l[1] !== "rtl") refuse("bad-election", "language")
	}
	r.need("}")
	r.end()
}

function readQuestion(r: Reader): Question {
	if (r.has("{\"type\":")) refuse("not-supported", "only approval questions are")
	r.need("{\"answers\":")
	const answers = r.list(1, () => r.text())
	const blank = r.has(",\"blank\":true")
	if (!blank) r.has(",\"blank\":false")
	r.need(",\"min\":")
	const min = r.number()
	r.need(",\"max\":")
	const max = r.number()
	r.need(",\"question\":")
	const question = r.text()
	r.need("}")
	return { answers, blank, min, max, question }
}

function checkBounds(uuid: string, questions: Question[]): void {
	if (uuid.length < 14 || uuid.length > 90 || !isBase58(uuid)) refuse("bad-election", "uuid")
	if (questions.length > 100) refuse("bad-election", "too many questions")
	for (const q of questions) {
		if (q.min > q.max || q.max > q.answers.length || q.answers.length > 1000) refuse("bad-election", "bounds of a question")
	}
}
