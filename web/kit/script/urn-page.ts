// What the pages of the secret ballot share: the words that the page handed
// over, requests without cookie or referrer, and parts that come and go.

import { one } from "./page"
import { isCredential, tidy } from "./bel/credential"
import { Refusal } from "./bel/read"
import { chance } from "./bel/text"

// A worker has no page.
export const main = typeof document === "undefined" ? { dataset: {} } as HTMLElement : one("main[data-urn]") ?? document.createElement("main")

const words = JSON.parse(main.dataset.words || "{}") as Record<string, string>

/** Say gives a text of the page with its places filled. */
export function say(key: string, ...fill: Array<string | number>): string {
	return (words["vote.say." + key] ?? key).replace(/\{([1-9])\}/g, (_, n: string) => String(fill[Number(n) - 1] ?? ""))
}

export const base = main.dataset.base ?? ""

export function el<T extends HTMLElement = HTMLElement>(id: string): T | null { return document.getElementById(id) as T | null }

export function put(id: string, text: string): void {
	const at = el(id)
	if (at && at.textContent !== text) at.textContent = text
}

/** Wrong says what went wrong where a screen reader hears it; an empty text clears it. */
export function wrong(id: string, text: string): void {
	const at = el(id)
	if (!at) return
	at.textContent = text
	at.hidden = text === ""
	if (text) at.scrollIntoView({ block: "center" })
}

/** Show one of some sections; the focus goes to its heading. */
export function show(ids: readonly string[], chosen: string): void {
	for (const id of ids) {
		const at = el(id)
		if (at) at.hidden = id !== chosen
	}
	const head = one<HTMLElement>("h1, h2, legend", el(chosen) ?? undefined)
	if (!head) return
	head.tabIndex = -1
	head.focus({ preventScroll: true })
	window.scrollTo(0, 0)
}

/** A fault is an answer that says no, in the server's words. */
export class Fault extends Error {
	constructor(readonly status: number, readonly key: string, text: string, readonly tracker: string) { super(text) }
}

async function request(url: string, body?: string): Promise<Response> {
	const stop = new AbortController()
	const timer = window.setTimeout(() => stop.abort(), 30_000)
	try {
		return await fetch(url, {
			method: body === undefined ? "GET" : "POST", body, signal: stop.signal,
			credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store",
			headers: body === undefined ? {} : { "Content-Type": "application/json" },
		})
	} finally {
		window.clearTimeout(timer)
	}
}

async function fault(reply: Response): Promise<Fault> {
	const said = await reply.json().catch(() => ({})) as { key?: string, text?: string, tracker?: string }
	return new Fault(reply.status, said.key ?? "", said.text ?? say("refused", reply.status), said.tracker ?? "")
}

// 1, 2, 4 … at most 15 seconds, spread so that a hall does not return at once.
function pause(attempt: number): Promise<void> {
	const most = Math.min(15_000, 1000 * 2 ** Math.min(attempt, 6))
	return new Promise(done => setTimeout(done, most / 2 + chance(1)[0] / 255 * most / 2))
}

/** Send posts the same bytes until there is an answer; waiting is told each time. */
export async function send(url: string, body?: string, waiting: (attempt: number) => void = () => undefined): Promise<Response> {
	for (let attempt = 0; ; attempt++) {
		const reply = await request(url, body).catch(() => null)
		if (reply?.ok) return reply
		const no = reply ? await fault(reply) : null
		if (no && (attempt > 20 || no.status < 500 && no.status !== 429 && no.key !== "fault.busy")) throw no
		waiting(attempt + 1)
		await pause(attempt)
	}
}

export async function bytes(url: string): Promise<Uint8Array> { return new Uint8Array(await (await send(url)).arrayBuffer()) }

/** Said is a reason to stop that the page has words for. */
export class Said extends Error {
	constructor(key: string, ...fill: Array<string | number>) { super(say(key, ...fill)) }
}

/** Words of a failure for the person at the page. */
export function reason(err: unknown): string {
	if (err instanceof Fault || err instanceof Said) return err.message
	if (err instanceof Refusal) return say("archive", err.kind)
	return say("broken", String((err as Error).message ?? err))
}

/** Entered reads a credential that was typed, or the whole address of a slip. */
export function entered(text: string): string {
	const c = tidy(text.slice(text.lastIndexOf("#") + 1))
	return isCredential(c) ? c : ""
}

/** Breath lets the page draw before a long step. */
export function drawn(): Promise<void> { return new Promise(done => requestAnimationFrame(() => setTimeout(done))) }

export async function copy(text: string, button: HTMLElement): Promise<void> {
	const before = button.textContent
	try {
		await navigator.clipboard.writeText(text)
		button.textContent = say("copied")
	} catch {
		button.textContent = say("copy.by.hand")
	}
	window.setTimeout(() => { button.textContent = before }, 3000)
}

/** File offers text to be kept on this device. */
export function file(name: string, text: string): void {
	const a = document.createElement("a")
	a.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }))
	a.download = name
	document.body.append(a)
	a.click()
	a.remove()
	window.setTimeout(() => URL.revokeObjectURL(a.href), 10_000)
}

/** Busy keeps a button from being pressed twice. */
export async function busy(button: HTMLElement | null, act: () => Promise<void>): Promise<void> {
	if (button instanceof HTMLButtonElement) {
		if (button.disabled) return
		button.disabled = true
		button.setAttribute("aria-busy", "true")
	}
	try {
		await act()
	} finally {
		if (button instanceof HTMLButtonElement) {
			button.disabled = false
			button.removeAttribute("aria-busy")
		}
	}
}

export function node(tag: string, className = "", text = ""): HTMLElement {
	const at = document.createElement(tag)
	if (className) at.className = className
	if (text) at.textContent = text
	return at
}

/** Breakable shows a long code that may break anywhere a phone needs it, and is still copied whole. */
export function breakable(id: string, code: string): void {
	el(id)?.replaceChildren(...(code.match(/.{1,6}/g) ?? []).flatMap(part => [part, document.createElement("wbr")]))
}

/** Grouped breaks a long code into pieces that can be read aloud. */
export function grouped(code: string, n = 4): string { return code.replace(new RegExp(`(.{${n}})(?=.)`, "g"), "$1 ") }
