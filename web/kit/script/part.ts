// Putting a part of the page in place of the old one without disturbing its
// reader: focus, scroll, open details, ticks and typed words stay.

import { all, arrived } from "./page"

const waiting = new Map<string, Element>()
const last = new Map<string, string>()

/** Put takes HTML with one or several outermost elements that carry ids. */
export function put(html: string): void {
	const box = document.createElement("template")
	box.innerHTML = html
	for (const el of Array.from(box.content.children)) place(el)
}

/** Settle places what had to wait while somebody was typing. */
export function settle(): void {
	const held = Array.from(waiting.values())
	waiting.clear()
	for (const el of held) place(el)
}

function revision(el: Element): number {
	return Number(el.getAttribute("data-rev") ?? "NaN")
}

function place(next: Element): void {
	const old = next.id ? document.getElementById(next.id) : null
	if (!old || revision(next) < revision(old)) return
	const same = next.outerHTML
	if (last.get(next.id) === same) return
	if (typing(old) && !next.hasAttribute("data-live-force")) {
		waiting.set(next.id, next)
		return
	}
	waiting.delete(next.id)
	last.set(next.id, same)
	const node = document.importNode(next, true) as HTMLElement
	const restore = remember(old)
	if (!next.hasAttribute("data-live-force")) keepTyped(old, node)
	keepOpen(old, node)
	const said = words(old)
	old.replaceWith(node)
	restore(node)
	arrived(node)
	if (words(node) !== said) say(words(node))
}

// A person is typing: the cursor is in a text field inside the part.
function typing(el: Element): boolean {
	const at = document.activeElement
	if (!at || at === document.body || !el.contains(at)) return false
	if (at instanceof HTMLInputElement) return !/^(button|submit|checkbox|radio|reset)$/.test(at.type)
	return at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement || (at as HTMLElement).isContentEditable
}

// How an element is found again in the part that takes its place.
function mark(el: Element): string {
	if (el.id) return "#" + el.id
	const name = el.getAttribute("name") ?? el.getAttribute("href") ?? el.getAttribute("data-key") ?? ""
	const form = el.closest("form")?.getAttribute("action") ?? ""
	const value = el.matches("input[type=checkbox], input[type=radio], button") ? el.getAttribute("value") ?? "" : ""
	const text = el.matches("summary, button, a") ? el.textContent?.trim() ?? "" : ""
	return [el.tagName, form, name, value, text].join("|")
}

function find(root: Element, key: string, selector: string): HTMLElement | null {
	return all(selector, root).find(el => mark(el) === key) ?? null
}

const focusable = "a[href], button, input, select, textarea, summary, [tabindex]"

function remember(old: Element): (node: HTMLElement) => void {
	const at = document.activeElement
	const key = at && at !== old && old.contains(at) ? mark(at) : ""
	const self = at === old
	const scrolled = [old, ...all("*", old)].filter(el => el.scrollTop > 0 || el.scrollLeft > 0)
		.map(el => ({ id: el.id, top: el.scrollTop, left: el.scrollLeft })).filter(s => s.id)
	return node => {
		for (const s of scrolled) {
			const el = s.id === node.id ? node : node.querySelector("#" + CSS.escape(s.id))
			el?.scrollTo(s.left, s.top)
		}
		const target = self ? node : key ? find(node, key, focusable) : null
		target?.focus({ preventScroll: true })
	}
}

function keepOpen(old: Element, node: HTMLElement): void {
	for (const was of all<HTMLDetailsElement>("details", old)) {
		const summary = was.querySelector("summary")
		const key = was.id ? "#" + was.id : summary ? mark(summary) : ""
		const twin = was.id ? node.querySelector<HTMLDetailsElement>("#" + CSS.escape(was.id))
			: find(node, key, "summary")?.parentElement as HTMLDetailsElement | null
		if (twin) twin.open = was.open
	}
}

type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

function keepTyped(old: Element, node: HTMLElement): void {
	for (const was of all<Box>("input, textarea, select", old)) {
		if (!was.name || was.type === "hidden" || was.type === "file" || !changed(was)) continue
		const twin = find(node, mark(was), "input, textarea, select") as Box | null
		if (!twin) continue
		if (was instanceof HTMLInputElement && twin instanceof HTMLInputElement) twin.checked = was.checked
		twin.value = was.value
	}
	for (const was of all<HTMLInputElement>("input[type=radio]:checked", old)) {
		const twin = find(node, mark(was), "input") as HTMLInputElement | null
		if (twin && changed(was)) twin.checked = true
	}
}

function changed(el: Box): boolean {
	if (el instanceof HTMLSelectElement) return Array.from(el.options).some(o => o.selected !== o.defaultSelected)
	if (el instanceof HTMLInputElement && /checkbox|radio/.test(el.type)) return el.checked !== el.defaultChecked
	return el.value !== el.defaultValue
}

// [data-say]: what a screen reader should hear when its words change.
function words(el: Element): string {
	return [el, ...all("[data-say]", el)].filter(x => x.hasAttribute("data-say")).map(x => x.textContent?.trim() ?? "").join(". ")
}

let voice: HTMLElement | null = null

export function say(text: string): void {
	if (!text) return
	if (!voice) {
		voice = document.createElement("p")
		voice.className = "unseen"
		voice.setAttribute("role", "status")
		document.body.append(voice)
	}
	voice.textContent = text
}
