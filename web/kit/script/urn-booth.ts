// The booth: encrypts the choice on this device, lets the voter check an
// encrypted ballot or cast it, and keeps nothing.

import { all, one } from "./page"
import { readBallot } from "./bel/ballot"
import { publicCredential } from "./bel/credential"
import { type Election, type Question, readElection } from "./bel/election"
import { opens } from "./bel/open"
import { utf8 } from "./bel/text"
import { type Choice, type Made, vote } from "./bel/vote"
import { base, breakable, busy, bytes, copy, drawn, el, entered, Fault, file, main, node, put, reason, Said, say, send, show, wrong } from "./urn-page"
import { shut, watch } from "./urn-eye"

const steps = ["buoc-ma", "buoc-chon", "buoc-bo", "buoc-soi", "buoc-xong"]

let credential = ""
let election: Election | null = null
let made: Made | null = null
let opened = ""

function go(step: string): void {
	show(steps, step)
	const at = { "buoc-soi": "bo", "buoc-xong": "" }[step] ?? step.slice(5)
	let past = true
	for (const li of all("[data-step]")) {
		const here = li.dataset.step === at
		if (here) past = false
		if (here) li.setAttribute("aria-current", "step")
		else li.removeAttribute("aria-current")
		li.classList.toggle("now", here)
		li.classList.toggle("done", past)
	}
}

/** Wipe forgets the slip and everything made with it. */
function wipe(): void {
	credential = ""
	made = null
	opened = ""
	for (const id of ["ma", "soi-json"]) {
		const at = el(id)
		if (at instanceof HTMLInputElement) at.value = ""
		else at?.replaceChildren()
	}
}

// Step 1: the slip.

async function load(): Promise<Election> {
	const e = readElection(await bytes(base + "/election.json"))
	const shown = el("van-tay")?.textContent?.replace(/\s+/g, "") ?? ""
	if (shown && !shown.includes(e.fingerprint)) throw new Said("booth.other")
	if (!named(e)) throw new Said("booth.names")
	return e
}

// Named compares every name on the page with what the ballot will be bound to.
function named(e: Election): boolean {
	return e.questions.every((q, i) => {
		const boxes = all<HTMLInputElement>("input[data-choice]", field(i) ?? document.createElement("p"))
		return boxes.length === q.answers.length && q.answers.every((name, j) => boxes.some(b => b.dataset.choice === String(j) && label(b) === flat(name)))
	})
}

function flat(text: string): string { return text.normalize("NFC").replace(/\s+/g, " ").trim() }

function label(box: HTMLInputElement): string {
	const around = box.closest("label") ?? one(`label[for="${box.id}"]`)
	const name = around ? one("[data-name]", around) ?? around : null
	return flat(name?.textContent ?? "")
}

async function enter(): Promise<void> {
	wrong("loi-ma", "")
	const typed = el<HTMLInputElement>("ma")
	const c = entered(typed?.value ?? "")
	if (!c) return wrong("loi-ma", say("booth.shape"))
	try {
		election ??= await load()
		const list = JSON.parse(new TextDecoder().decode(await bytes(base + "/credentials.json"))) as string[]
		if (!list.includes(publicCredential(election.group, election.uuid, c))) return wrong("loi-ma", say("booth.unknown"))
	} catch (err) {
		return wrong("loi-ma", reason(err))
	}
	shut()
	credential = c
	if (typed) typed.value = ""
	tally()
	go("buoc-chon")
}

function scanned(text: string): boolean {
	const slip = entered(text), typed = el<HTMLInputElement>("ma")
	if (!slip || !typed) return false
	typed.value = slip
	void enter()
	return true
}

// Step 2: the choice.

function field(i: number): HTMLElement | null { return one(`[data-question="${i}"]`) }

function read(q: Question, i: number): number[] {
	const at = field(i)
	const blank = at ? one<HTMLInputElement>("input[data-blank]", at)?.checked ?? false : false
	const row = q.answers.map((_, j) => !blank && at && one<HTMLInputElement>(`input[data-choice="${j}"]`, at)?.checked ? 1 : 0)
	return q.blank ? [blank ? 1 : 0, ...row] : row
}

function sum(q: Question, row: readonly number[]): number { return row.slice(q.blank ? 1 : 0).reduce((a, b) => a + b, 0) }

function tally(): void {
	election?.questions.forEach((q, i) => {
		const at = field(i)
		if (!at) return
		const row = read(q, i), blank = q.blank && row[0] === 1
		for (const box of all<HTMLInputElement>("input[data-choice]", at)) box.disabled = blank
		const line = one("[data-tally]", at)
		if (line) line.textContent = blank ? say("booth.blank") : say("booth.chosen", sum(q, row), q.max)
		line?.classList.toggle("over", !blank && sum(q, row) > q.max)
	})
}

function bounds(e: Election): string {
	for (const [i, q] of e.questions.entries()) {
		const row = read(q, i), n = sum(q, row)
		if (q.blank && row[0] === 1) continue
		if (n < q.min) return say("booth.few", q.min, n)
		if (n > q.max) return say("booth.many", q.max, n)
	}
	return ""
}

function choice(e: Election): Choice { return e.questions.map((q, i) => read(q, i)) }

async function encrypt(): Promise<void> {
	const e = election
	if (!e) return
	const why = bounds(e)
	wrong("loi-chon", why)
	if (why) return
	await drawn()
	made = vote(e, credential, choice(e))
	breakable("ma-thu", made.tracker)
	summary(e)
	wrong("loi-bo", "")
	go("buoc-bo")
}

function summary(e: Election): void {
	el("tom-tat")?.replaceChildren(...e.questions.map((q, i) => {
		const row = read(q, i).slice(q.blank ? 1 : 0)
		const names = q.answers.filter((_, j) => row[j] === 1)
		const box = node("div", "stack tight")
		if (e.questions.length > 1) box.append(node("h3", "", q.question))
		const list = node("ol", "names")
		for (const name of names) list.append(node("li", "", name))
		box.append(names.length > 0 ? list : node("p", "", say(q.blank ? "booth.voted.blank" : "booth.voted.none")))
		return box
	}))
}

// Step 3: cast, or check and begin anew.

async function cast(): Promise<void> {
	const ballot = made
	if (!ballot) return
	wrong("loi-bo", "")
	try {
		const reply = await send(base + "/phieu", ballot.raw, n => put("loi-bo", say("again", n)))
		done((await reply.json() as { tracker: string }).tracker, ballot)
	} catch (err) {
		if (err instanceof Fault && err.tracker === ballot.tracker) return done(err.tracker, ballot)
		wrong("loi-bo", reason(err))
		if (err instanceof Fault && final.includes(err.key)) for (const at of all("#bo-phieu, #sua, #buoc-bo .alert, #buoc-bo > .muted, #buoc-bo details")) at.hidden = true
	}
}

// Final are refusals after which pressing again is no help: somebody must be told.
const final = ["belenios.used-credential", "belenios.closed", "urn.cancelled", "urn.void"]

function done(tracker: string, ballot: Made): void {
	if (tracker !== ballot.tracker) return wrong("loi-bo", say("booth.tracker"))
	wipe()
	breakable("ma-theo-doi", tracker)
	const look = el<HTMLAnchorElement>("tim-phieu")
	if (look) look.href = (main.dataset.board ?? base + "/bang") + "?ma=" + encodeURIComponent(tracker)
	for (const box of all<HTMLInputElement>("#form-chon input")) box.checked = false
	el("tom-tat")?.replaceChildren()
	go("buoc-xong")
}

function inspect(): void {
	const e = election, ballot = made
	if (!e || !ballot) return
	made = null // opened: it must never be cast
	const right = opens(e, readBallot(e, utf8(ballot.raw)), ballot.opening)
	put("soi-noi", say(right ? "booth.right" : "booth.wrong", ballot.tracker))
	opened = JSON.stringify({ audit: 1, tracker: ballot.tracker, ...ballot.opening, ballot: JSON.parse(ballot.raw) as unknown }, null, 1) + "\n"
	put("soi-json", opened)
	go("buoc-soi")
}

function bind(): void {
	const on = (id: string, type: string, act: (button: HTMLElement) => Promise<void> | void): void => {
		const at = el(id)
		at?.addEventListener(type, event => {
			event.preventDefault()
			const button = at instanceof HTMLFormElement ? one<HTMLElement>("button:not([type=button])", at) : at
			void busy(button, async () => act(at))
		})
	}
	on("form-ma", "submit", enter)
	on("form-chon", "submit", encrypt)
	on("bo-phieu", "click", cast)
	on("kiem-tra", "click", inspect)
	on("soi-tep", "click", () => file(`soi-${main.dataset.uuid ?? ""}.json`, opened))
	on("soi-xong", "click", async () => { opened = ""; el("soi-json")?.replaceChildren(); await encrypt() })
	on("sua", "click", () => { made = null; go("buoc-chon") })
	on("chep", "click", button => copy(el("ma-theo-doi")?.textContent ?? "", button))
	el("form-chon")?.addEventListener("change", tally)
	watch(scanned)
	window.addEventListener("pagehide", () => { shut(); wipe() })
	window.addEventListener("pageshow", event => { if (event.persisted) location.reload() })
}

// The slip comes in the fragment, which no server sees, and is taken off the
// address before anything else.
function start(): void {
	const slip = location.hash.length > 1 ? entered(decodeURIComponent(location.hash)) : ""
	if (location.hash) history.replaceState(null, "", location.pathname + location.search)
	bind()
	const typed = el<HTMLInputElement>("ma")
	if (!slip || !typed || main.dataset.state !== "open") return
	typed.value = slip
	void enter()
}

start()
