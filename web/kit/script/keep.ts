// Long words not yet sent survive a lost tab: textarea[data-keep] is copied to
// sessionStorage and offered back in the words of data-offer, data-yes, data-no.

import { all, each, on } from "./page"

const prefix = "keep:" + location.pathname + ":"

function slot(el: HTMLTextAreaElement): string {
	return prefix + (el.dataset.keep || el.name)
}

function read(key: string): string {
	try { return sessionStorage.getItem(key) ?? "" } catch { return "" }
}

function write(key: string, text: string): void {
	try {
		if (text.trim()) sessionStorage.setItem(key, text)
		else sessionStorage.removeItem(key)
	} catch { /* a full or forbidden store must not stop typing */ }
}

function offer(el: HTMLTextAreaElement): void {
	const kept = read(slot(el))
	if (!kept || kept === el.value || !el.dataset.offer || el.dataset.offered) return
	el.dataset.offered = "1"
	const box = document.createElement("p")
	box.className = "alert"
	box.setAttribute("role", "status")
	const words = document.createElement("span")
	words.textContent = el.dataset.offer + " "
	box.append(words)
	const answer = (label: string | undefined, act: () => void): void => {
		const button = document.createElement("button")
		button.type = "button"
		button.className = "button small"
		button.textContent = label ?? ""
		button.onclick = () => { act(); box.remove(); el.focus() }
		words.append(button, " ")
	}
	answer(el.dataset.yes, () => { el.value = kept; el.dispatchEvent(new Event("input", { bubbles: true })) })
	answer(el.dataset.no, () => write(slot(el), ""))
	el.before(box)
}

/** Forget drops what was kept of a form that has been taken. */
export function forget(form: HTMLFormElement): void {
	for (const el of all<HTMLTextAreaElement>("textarea[data-keep]", form)) write(slot(el), "")
}

// What a check-in desk stored of others goes when its keeper signs out, and
// after a day in any case. Arrivals that wait to be sent stay: they name nobody.
const stored = "diem-danh:list:"
const day = 16 * 3600_000

function dropLists(older: number): void {
	try {
		for (const key of Object.keys(localStorage)) {
			if (!key.startsWith(stored)) continue
			const at = (JSON.parse(localStorage.getItem(key) ?? "{}") as { at?: number }).at ?? 0
			if (Date.now() - at >= older) localStorage.removeItem(key)
		}
	} catch { /* no store: nothing to drop */ }
}

export function startKeep(): void {
	dropLists(day)
	on("submit", "form[action$='/ra']", el => { if (!(el as HTMLFormElement).action.includes("/diem-danh/")) dropLists(0) })
	each(root => { for (const el of all<HTMLTextAreaElement>("textarea[data-keep]", root)) offer(el) })
	on("input", "textarea[data-keep]", el => write(slot(el as HTMLTextAreaElement), (el as HTMLTextAreaElement).value))
	on("submit", "form:not([data-send])", el => forget(el as HTMLFormElement))
}
