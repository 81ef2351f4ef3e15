// input[data-filter="#list"] hides the rows that do not hold its words.
// [data-filter-count] beside it says how many are left, [data-filter-none]
// appears when none is; Enter presses the tick of the only row left.

import { all, each, fold, on, one } from "./page"

const rows = "tbody > tr, li, [data-row]"

function list(input: HTMLInputElement): HTMLElement | null {
	return one(input.dataset.filter)
}

function text(row: HTMLElement): string {
	return fold(row.dataset.row || row.textContent || "")
}

function run(input: HTMLInputElement): HTMLElement[] {
	const box = list(input)
	if (!box) return []
	const wanted = fold(input.value).split(" ").filter(Boolean)
	const shown: HTMLElement[] = []
	for (const row of all(rows, box)) {
		const words = text(row)
		row.hidden = !wanted.every(w => words.includes(w))
		if (!row.hidden) shown.push(row)
	}
	const scope = input.closest("form, section, main") ?? document
	for (const el of all("[data-filter-count]", scope)) el.textContent = String(shown.length)
	for (const el of all("[data-filter-none]", scope)) el.hidden = shown.length > 0
	return shown
}

function only(input: HTMLInputElement, event: KeyboardEvent): void {
	if (event.key === "Escape" && input.value) {
		input.value = ""
		run(input)
	}
	if (event.key !== "Enter") return
	const shown = run(input)
	if (shown.length !== 1 || !input.value.trim()) return
	const tick = one("input[type=checkbox], button", shown[0])
	if (!tick) return
	event.preventDefault()
	const form = input.form
	if (form && !form.contains(tick)) { // a key that comes in two halves would still send the search
		const stop = (e: Event): void => e.preventDefault()
		form.addEventListener("submit", stop)
		window.setTimeout(() => form.removeEventListener("submit", stop), 300)
	}
	tick.click()
	input.select()
}

export function startFilter(): void {
	on("input", "input[data-filter]", el => run(el as HTMLInputElement))
	on("keydown", "input[data-filter]", (el, e) => only(el as HTMLInputElement, e as KeyboardEvent))
	each(() => {
		for (const el of all<HTMLInputElement>("input[data-filter]")) if (el.value) run(el)
	})
}
