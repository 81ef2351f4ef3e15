// The words that say whether this page is in touch: [data-link] with data-on,
// data-wait and data-off. Two things may be out of touch: the stream and a form.

import { all, each } from "./page"

export type Touch = "on" | "wait" | "off"

const states: Record<string, Touch> = {}

function worst(): Touch {
	const seen = Object.values(states)
	return seen.includes("off") ? "off" : seen.includes("wait") ? "wait" : "on"
}

function show(root: ParentNode): void {
	const touch = worst()
	for (const el of all("[data-link]", root)) {
		const words = el.dataset[touch] ?? el.dataset.off ?? ""
		const text = el.querySelector("[data-link-text]") ?? el
		if (text.textContent !== words) text.textContent = words
		el.classList.toggle("lost", touch !== "on")
		el.hidden = touch === "on" && el.hasAttribute("data-quiet")
	}
}

/** Touch tells how one source ("live", "send") is doing, from whichever file. */
export function touch(source: string, state: Touch): void {
	document.dispatchEvent(new CustomEvent("kit:touch", { detail: [source, state] }))
}

export function startLink(): void {
	document.addEventListener("kit:touch", e => {
		const [source, state] = (e as CustomEvent<[string, Touch]>).detail
		states[source] = state
		show(document)
	})
	each(root => {
		if (Object.keys(states).length > 0) show(root)
	})
}
