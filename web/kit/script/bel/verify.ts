// Verification of a whole archive (section 13.2), in pieces so that the page
// stays alive. What it accepts and refuses, package belenios accepts and refuses.

import { type Archive, type Entry, nameOf, readSized, scan } from "./archive"
import { type Ballot, checkBallot, readBallot } from "./ballot"
import { type Election, readElection } from "./election"
import { type Group, power } from "./group"
import { decimal, Reader, Refusal, refuse } from "./read"
import { checkDecryption, count, type Decryption, lagrange, newTally, readDecryption, readResult, type Tally, tallyText } from "./tally"
import { hexHash, utf8 } from "./text"
import { checkTrustees, electionKey, owners, readTrustees, type Trustee } from "./trustee"

export interface Report {
	archive: Archive
	election: Election
	trustees: Trustee[]
	/** Hash of the public list of credentials. */
	credentials: string
	voters: number
	ballots: number
	counted: string[]
	tally: Tally
	/** Owners who have contributed, counted from 1. */
	decrypted: Set<number>
	result?: bigint[][]
}

/** Progress is told between pieces of work; it may wait, to let the page breathe. */
export type Progress = (step: string, done: number, of: number) => Promise<void> | void

/** Judge verifies one ballot under its credential; it throws a Refusal. Several are asked at once, as many as wide. */
export interface Judge { wide: number, judge(election: Uint8Array, ballot: Uint8Array, credential: string): Promise<void> }

/** Here judges in this very thread. */
export function here(e: Election): Judge {
	return { wide: 1, judge: async (_, raw, credential) => checkBallot(e, readBallot(e, raw), e.group.decode(credential)) }
}

/** Breath lets the page draw and answer. */
export function breath(): Promise<void> { return new Promise(done => setTimeout(done)) }

function within<T>(entry: Entry, act: () => T): T {
	try {
		return act()
	} catch (err) {
		if (err instanceof Refusal && !err.record) err.record = nameOf(entry)
		throw err
	}
}

/** Verify checks everything, as far as the election has come; it throws a Refusal. */
export async function verify(bytes: Uint8Array, progress: Progress = () => undefined, judge?: Judge): Promise<Report> {
	const archive = scan(bytes)
	await progress("container", archive.entries, archive.entries)
	const election = within(archive.election, () => readElection(archive.election.content))
	const g = election.group
	const trustees = within(archive.trustees, () => {
		const all = readTrustees(g, archive.trustees.content)
		checkTrustees(g, all)
		return all
	})
	if (!g.equal(electionKey(g, trustees), election.key)) refuse("wrong-key", "the key of the election is not that of its trustees")
	await progress("trustees", owners(trustees).length, owners(trustees).length)
	const voters = await readVoters(g, archive.credentials, progress)
	const { tally, counted } = await checkBallots({ election, archive, voters, progress, judge: judge ?? here(election) })
	const report: Report = {
		archive, election, trustees, credentials: archive.credentials.hash, voters: voters.size, ballots: archive.ballots.length,
		counted, tally, decrypted: new Set(),
	}
	if (archive.tally && archive.sized) checkTally(g, archive.tally, archive.sized, tally)
	const checked = await checkDecryptions(report, progress)
	if (archive.result) report.result = checkResult(report, archive.result, checked)
	return report
}

async function readVoters(g: Group, entry: Entry, progress: Progress): Promise<Map<string, bigint>> {
	const lines = within(entry, () => {
		const r = Reader.of(entry.content)
		const all = r.list(0, () => r.plain())
		r.end()
		return all
	})
	const out = new Map<string, bigint>()
	for (const [i, line] of lines.entries()) {
		within(entry, () => {
			const [credential, weight, ...more] = line.split(",")
			const w = weight === undefined ? 1n : decimal(weight, 1n << 64n)
			if (w < 0n || more.length > 0) refuse("bad-credential", "weight of entry " + (i + 1))
			if (out.has(credential)) refuse("twice-listed", credential)
			checkMember(g, credential, i)
			out.set(credential, w)
		})
		if (i % 16 === 15) await progress("credentials", i + 1, lines.length)
	}
	return out
}

function checkMember(g: Group, credential: string, i: number): void {
	try {
		g.parse(credential)
	} catch {
		refuse("bad-credential", `entry ${i + 1} is not a member of the group`)
	}
}

// The credential that a ballot says to be of, without judging the rest.
function signer(content: Uint8Array): string {
	const head = new TextDecoder().decode(content.subarray(0, 2048))
	return /^\{"election_uuid":"[^"\\]*","election_hash":"[^"\\]*","credential":"([^"\\]*)"/.exec(head)?.[1] ?? ""
}

interface Ballots { election: Election, archive: Archive, voters: Map<string, bigint>, progress: Progress, judge: Judge }

async function checkBallots(x: Ballots): Promise<{ tally: Tally, counted: string[] }> {
	const all = x.archive.ballots, wide = x.judge.wide
	const last = new Map(all.map((b, i) => [signer(b.content), i]))
	const tally = newTally(x.election), counted: string[] = []
	for (let from = 0; from < all.length; from += wide) {
		const some = all.slice(from, from + wide)
		const verdicts = await Promise.all(some.map((entry, k) => verdict(x, from + k, entry)))
		some.forEach((entry, k) => within(entry, () => {
			const found = verdicts[k]
			if (found instanceof Error) throw found
			if (last.get(found.credential) !== from + k) return
			count(x.election.group, tally, found, x.voters.get(found.credential) as bigint)
			counted.push(entry.hash)
		}))
		await x.progress("ballots", from + some.length, all.length)
	}
	return { tally, counted: counted.reverse() }
}

async function verdict(x: Ballots, i: number, entry: Entry): Promise<Ballot | Error> {
	let ballot: Ballot | undefined
	try {
		ballot = readBallot(x.election, entry.content)
		if (!x.voters.has(ballot.credential)) refuse("unknown-credential", ballot.credential)
		const asked = [x.archive.election.content, entry.content, ballot.credential] as const
		await x.judge.judge(...asked).catch((err: unknown) => {
			if (err instanceof Refusal) throw err
			return here(x.election).judge(...asked) // the helper broke, not the ballot
		})
		return ballot
	} catch (err) {
		return ballot ? copied(x.election, x.archive, i, ballot, err as Error) : err as Error
	}
}

// If the choices of a refused ballot are those of an earlier one, that is its failure.
function copied(e: Election, a: Archive, i: number, b: Ballot, err: Error): Error {
	if (!(err instanceof Refusal) || err.kind !== "forged-proof" && err.kind !== "out-of-bounds") return err
	const texts = (x: Ballot): string => x.answers[0].choices.flatMap(c => e.group.texts([c.alpha, c.beta])).join()
	for (const earlier of a.ballots.slice(0, i)) {
		if (signer(earlier.content) === b.credential) continue
		try {
			if (texts(readBallot(e, earlier.content)) === texts(b)) return new Refusal("replayed", "the choices of " + nameOf(earlier))
		} catch { /* judged in its turn */ }
	}
	return err
}

function checkTally(g: Group, entry: Entry, sized: Entry, t: Tally): void {
	within(entry, () => {
		if (hexHash(utf8(tallyText(g, t))) !== entry.hash) refuse("wrong-tally", "not the product of the counted ballots")
	})
	within(sized, () => {
		const z = readSized(sized.content)
		if (z.counted !== t.counted || z.weight !== t.weight) refuse("wrong-count", `${z.counted} stated, ${t.counted} counted`)
	})
}

async function checkDecryptions(r: Report, progress: Progress): Promise<Map<number, Decryption>> {
	const keys = owners(r.trustees), checked = new Map<number, Decryption>()
	let spared: unknown
	for (const { entry, owner } of r.archive.decryptions) {
		within(entry, () => { if (owner < 1 || owner > keys.length || r.decrypted.has(owner)) refuse("bad-decryption", "owner " + owner) })
		r.decrypted.add(owner)
		try {
			within(entry, () => {
				const d = readDecryption(r.election.group, entry.content)
				checkDecryption(r.election, r.tally, d, keys[owner - 1])
				checked.set(owner, d)
			})
		} catch (err) {
			if (!ofGroup(r.trustees, owner)) throw err
			spared ??= err
		}
		await progress("decryptions", r.decrypted.size, r.archive.decryptions.length)
	}
	if (spared && r.archive.result && !enough(r.trustees, checked)) throw spared
	return checked
}

// OfGroup: a single trustee's contribution must be right; a group may spare one.
function ofGroup(trustees: readonly Trustee[], owner: number): boolean {
	let rest = owner
	for (const t of trustees) {
		rest -= t.pedersen ? t.pedersen.keys.length : 1
		if (rest <= 0) return t.pedersen !== undefined
	}
	return false
}

// Helpers lists for each item who decrypts, by place in the item from 1.
function helpers(trustees: readonly Trustee[], checked: Map<number, Decryption>): { first: number, who: number[], need: number }[] {
	let first = 1
	return trustees.map(t => {
		const n = t.pedersen ? t.pedersen.keys.length : 1, need = t.pedersen?.threshold ?? 1, start = first
		first += n
		const who = Array.from({ length: n }, (_, k) => k + 1).filter(k => checked.has(start + k - 1)).slice(0, need)
		return { first: start, who, need }
	})
}

function enough(trustees: readonly Trustee[], checked: Map<number, Decryption>): boolean {
	return helpers(trustees, checked).every(h => h.who.length === h.need)
}

function checkResult(r: Report, entry: Entry, checked: Map<number, Decryption>): bigint[][] {
	return within(entry, () => {
		const g = r.election.group, rows = readResult(entry.content), all = helpers(r.trustees, checked)
		if (!enough(r.trustees, checked)) refuse("few-decryptions", "not enough trustees have decrypted")
		if (rows.length !== r.tally.sums.length) refuse("wrong-result", "number of rows")
		r.tally.sums.forEach((row, i) => {
			if (rows[i].length !== row.length) refuse("wrong-result", `row ${i + 1} has another length`)
			row.forEach((c, j) => {
				const factor = all.reduce((f, h) => h.who.reduce((y, k) =>
					g.mul(y, g.exp((checked.get(h.first + k - 1) as Decryption).factors[i][j], lagrange(g.order, h.who, k))), f), g.identity)
				const v = rows[i][j]
				if (v > r.tally.weight || !g.equal(g.mul(power(g, v), factor), c.beta)) refuse("wrong-result", `number ${j + 1} of row ${i + 1}`)
			})
		})
		return rows
	})
}
