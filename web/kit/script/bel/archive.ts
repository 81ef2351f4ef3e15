// The container of an archive (sections 12, 13.1): headers, names, chain and
// order, strictly.

import { Reader, Refusal, refuse } from "./read"
import { decoded, hexHash, utf8 } from "./text"

/** Entry is one record: its name's hash and its bytes. */
export interface Entry { hash: string, event: boolean, content: Uint8Array }

export type Phase = "preparing" | "voting" | "ended" | "decrypting" | "finished"

export interface Archive {
	entries: number
	phase: Phase
	/** Hash of the last event: commits to everything. */
	head: string
	election: Entry
	trustees: Entry
	credentials: Entry
	ballots: Entry[]
	tally?: Entry
	sized?: Entry
	decryptions: { entry: Entry, owner: number }[]
	result?: Entry
}

const block = 512

/** Header is old-style tar with nothing left to choose. */
export function header(name: string, size: number, mtime: number): Uint8Array {
	const h = new Uint8Array(block)
	const octal = (n: number, digits: number): string => n.toString(8).padStart(digits, "0")
	const put = (at: number, text: string): void => h.set(utf8(text), at)
	put(0, name)
	put(100, "0000644\u00000000000\u00000000000")
	put(124, octal(size, 11))
	put(136, octal(mtime, 11))
	put(148, "        0")
	put(148, octal(h.reduce((a, b) => a + b, 0), 6) + "\u0000 ")
	return h
}

function same(a: Uint8Array, b: Uint8Array): boolean { return a.length === b.length && a.every((x, i) => x === b[i]) }

function bad(detail: string): never { return refuse("bad-container", detail) }

class Container {
	at = 0
	timestamp = 0
	constructor(private readonly bytes: Uint8Array) {
		const first = this.member()
		if (first.name !== "BELENIOS") bad("does not begin with BELENIOS")
		const m = /^\{"version":1,"timestamp":"(0|[1-9][0-9]{0,10})"\}$/.exec(decoded(first.content))
		if (!m) refuse("not-supported", "not an archive of version 1")
		this.timestamp = Number(m[1])
		if (this.timestamp >= 2 ** 33 || !same(first.head, header("BELENIOS", first.content.length, this.timestamp))) bad("first header")
	}

	get more(): boolean { return this.at < this.bytes.length }

	private cut(n: number): Uint8Array {
		if (this.at + n > this.bytes.length) bad("ends inside a record")
		return this.bytes.subarray(this.at, this.at += n)
	}

	private member(): { name: string, head: Uint8Array, content: Uint8Array } {
		const head = this.cut(block)
		const digits = String.fromCharCode(...head.subarray(124, 135))
		if (!/^[0-7]{11}$/.test(digits)) bad("no header at byte " + this.at)
		const size = parseInt(digits, 8)
		const name = String.fromCharCode(...head.subarray(0, 100)).replace(/\u0000+$/, "")
		const content = this.cut(size)
		if (this.cut((block - size % block) % block).some(b => b !== 0)) bad("padding before byte " + this.at)
		return { name, head, content }
	}

	next(): Entry {
		const { name, head, content } = this.member()
		const m = /^([0-9a-f]{64})\.(data|event)\.json$/.exec(name)
		if (!m || !same(head, header(name, content.length, this.timestamp))) bad("header before byte " + this.at)
		if (hexHash(content) !== m[1]) throw new Refusal("bad-name", "the content is another", name)
		return { hash: m[1], event: m[2] === "event", content }
	}
}

export function nameOf(e: Entry): string { return e.hash + (e.event ? ".event.json" : ".data.json") }

interface Event { parent?: string, height: number, type: string, payload?: string }

function readEvent(raw: Uint8Array): Event {
	const r = Reader.of(raw)
	r.need("{")
	let parent: string | undefined
	if (r.has("\"parent\":")) {
		parent = r.hash()
		r.need(",")
	}
	r.need("\"height\":")
	const height = r.number()
	r.need(",\"type\":")
	const type = r.plain()
	const payload = r.has(",\"payload\":") ? r.hash() : undefined
	r.need("}")
	r.end()
	return { parent, height, type, payload }
}

const steps: Record<string, Phase> = {
	"preparing Setup": "voting", "voting Ballot": "voting", "voting EndBallots": "ended", "ended EncryptedTally": "decrypting",
	"decrypting PartialDecryption": "decrypting", "decrypting Result": "finished",
}

const wanted: Record<string, number> = { Ballot: 1, EndBallots: 0, EncryptedTally: 2, PartialDecryption: 2, Result: 1 }

// Scanner holds the data records that wait for their event.
class Scanner {
	private readonly seen = new Map<string, boolean>() // true: a ballot
	private pending: Entry[] = []
	private height = 0
	private entries = 0
	private phase: Phase = "preparing"
	private head = ""
	private setup?: [Entry, Entry, Entry]
	private readonly ballots: Entry[] = []
	private readonly decryptions: { entry: Entry, owner: number }[] = []
	private tally?: Entry
	private sized?: Entry
	private result?: Entry

	take(entry: Entry): void {
		const before = this.seen.get(entry.hash)
		if (before !== undefined) refuse(before ? "replayed" : "stray-record", "the same record twice")
		this.seen.set(entry.hash, false)
		this.entries++
		if (!entry.event) {
			this.pending.push(entry)
			if (this.pending.length > 5) stray()
			return
		}
		this.link(readEvent(entry.content))
		this.head = entry.hash
		this.height++
		this.pending = []
	}

	private link(e: Event): void {
		const parent = this.height === 0 ? undefined : this.head
		if (e.height !== this.height || e.parent !== parent) refuse("broken-chain", `event ${e.height} does not follow the one before`)
		const next = steps[this.phase + " " + e.type]
		if (!next) refuse(/^(End)?Shuffles?$/.test(e.type) ? "not-supported" : "bad-order", `a ${e.type} event may not stand here`)
		this.phase = next
		const p = this.pending, last = p[p.length - 1]
		if (e.type === "EndBallots" ? e.payload !== undefined || last : !last || e.payload !== last.hash) stray()
		if (e.type !== "Setup" && p.length !== wanted[e.type]) stray()
		this.file(e.type, p)
	}

	private file(type: string, p: Entry[]): void {
		if (type === "Setup") this.setup = readSetup(p)
		if (type === "Result") this.result = p[0]
		if (type === "Ballot") {
			this.ballots.push(p[0])
			this.seen.set(p[0].hash, true)
		}
		if (type === "EncryptedTally") {
			if (readSized(p[1].content).tally !== p[0].hash) stray();
			[this.tally, this.sized] = p
		}
		if (type === "PartialDecryption") this.decryptions.push({ entry: p[0], owner: readOwner(p[1].content, p[0].hash) })
	}

	done(): Archive {
		if (this.pending.length > 0) stray()
		if (!this.setup) return refuse("bad-order", "no Setup event")
		const [election, trustees, credentials] = this.setup
		const { entries, phase, head, ballots, decryptions, tally, sized, result } = this
		return { entries, phase, head, election, trustees, credentials, ballots, tally, sized, decryptions, result }
	}
}

function stray(): never { return refuse("stray-record", "a record that no event refers to as it must") }

function readSetup(p: Entry[]): [Entry, Entry, Entry] {
	const r = Reader.of(p[p.length - 1].content)
	r.need("{\"election\":")
	const want = [r.hash()]
	for (const name of ["trustees", "credentials", "credentials_certificate"]) {
		if (name === "credentials_certificate" && !r.has(`,"${name}":`)) break
		if (name !== "credentials_certificate") r.need(`,"${name}":`)
		want.push(r.hash())
	}
	r.need("}")
	r.end()
	if (p.length !== want.length + 1 || want.some((h, i) => p[i].hash !== h)) stray()
	return [p[0], p[1], p[2]]
}

export function readSized(raw: Uint8Array): { counted: number, weight: bigint, tally: string } {
	const r = Reader.of(raw)
	r.need("{\"num_tallied\":")
	const counted = r.number()
	r.need(",\"total_weight\":")
	const weight = r.weight()
	r.need(",\"encrypted_tally\":")
	const tally = r.hash()
	r.need("}")
	r.end()
	return { counted, weight, tally }
}

function readOwner(raw: Uint8Array, payload: string): number {
	const r = Reader.of(raw)
	r.need("{\"owner\":")
	const owner = r.number()
	r.need(`,"payload":"${payload}"}`)
	r.end()
	return owner
}

/** Scan checks everything that needs no cryptography. */
export function scan(bytes: Uint8Array): Archive {
	const c = new Container(bytes), s = new Scanner()
	while (c.more) {
		const entry = c.next()
		try {
			s.take(entry)
		} catch (err) {
			if (err instanceof Refusal && !err.record) err.record = nameOf(entry)
			throw err
		}
	}
	return s.done()
}
