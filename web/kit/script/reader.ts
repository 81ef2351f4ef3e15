// What a reader chooses on this device: large text, high contrast, and having
// a passage read aloud in Vietnamese.

import { all, each, on, one } from "./page"

function stored(name: string): boolean {
	try { return localStorage.getItem("reader:" + name) === "1" } catch { return false }
}

function apply(name: string): void {
	const is = stored(name)
	document.documentElement.classList.toggle(name, is)
	for (const el of all(`[data-pref="${name}"]`)) el.setAttribute("aria-pressed", String(is))
}

function toggle(el: HTMLElement): void {
	const name = el.dataset.pref === "big" ? "big" : "contrast"
	try { localStorage.setItem("reader:" + name, stored(name) ? "0" : "1") } catch { document.documentElement.classList.toggle(name) }
	apply(name)
}

function label(el: HTMLElement, speaking: boolean): void {
	el.setAttribute("aria-pressed", String(speaking))
	const words = speaking ? el.dataset.on : el.dataset.off
	const text = one("[data-label]", el) ?? el
	if (words) text.textContent = words
}

// Sentences one by one: long texts are cut off by some engines.
function aloud(el: HTMLElement): void {
	const speaking = speechSynthesis.speaking
	speechSynthesis.cancel()
	all("[data-read]").forEach(b => label(b, false))
	if (speaking && el.getAttribute("data-reading")) return el.removeAttribute("data-reading")
	const text = one(el.dataset.read)?.innerText ?? ""
	const parts = text.match(/[^.!?\n]+[.!?\n]*/g) ?? []
	const voice = speechSynthesis.getVoices().find(v => /^vi/i.test(v.lang))
	el.setAttribute("data-reading", "1")
	label(el, true)
	parts.filter(p => p.trim()).forEach((p, i, list) => {
		const u = new SpeechSynthesisUtterance(p.trim())
		u.lang = "vi-VN"
		if (voice) u.voice = voice
		if (i === list.length - 1) u.onend = () => { el.removeAttribute("data-reading"); label(el, false) }
		speechSynthesis.speak(u)
	})
}

export function startReader(): void {
	each(root => {
		apply("big")
		apply("contrast")
		for (const el of all("[data-read]", root)) el.hidden = !("speechSynthesis" in window)
	})
	on("click", "[data-pref]", toggle)
	on("click", "[data-read]", aloud)
	window.addEventListener("pagehide", () => { if ("speechSynthesis" in window) speechSynthesis.cancel() })
}
