// Files: [data-drop] around a file input takes dropped files and lists them in
// [data-names]; data-bytes is the most one file may weigh, data-heavy the words.

import { all, on, one } from "./page"

function size(bytes: number): string {
	const units = ["B", "KB", "MB", "GB"]
	let n = bytes, i = 0
	while (n >= 1024 && i < 3) { n /= 1024; i++ }
	return (i && n < 10 ? n.toFixed(1).replace(".", ",") : String(Math.round(n))) + " " + units[i]
}

function list(input: HTMLInputElement): void {
	const zone = input.closest<HTMLElement>("[data-drop]")
	const out = zone ? one("[data-names]", zone) : null
	const most = Number(zone?.dataset.bytes ?? 0)
	const heavy = most > 0 && Array.from(input.files ?? []).some(f => f.size > most)
	input.setCustomValidity(heavy ? zone?.dataset.heavy ?? "" : "")
	if (heavy) input.reportValidity()
	if (!out) return
	out.replaceChildren(...Array.from(input.files ?? [], f => {
		const li = document.createElement("li")
		const name = document.createElement("span")
		const weight = document.createElement("span")
		name.textContent = f.name
		weight.textContent = size(f.size)
		weight.className = "muted"
		li.append(name, weight)
		return li
	}))
}

export function startDrop(): void {
	on("change", "input[type=file]", el => list(el as HTMLInputElement))
	on("dragover", "[data-drop]", (el, e) => { e.preventDefault(); el.classList.add("over") })
	on("dragleave", "[data-drop]", el => el.classList.remove("over"))
	on("drop", "[data-drop]", (el, e) => {
		e.preventDefault()
		el.classList.remove("over")
		const input = one<HTMLInputElement>("input[type=file]", el)
		const files = (e as DragEvent).dataTransfer?.files
		if (!input || !files?.length) return
		input.files = files
		list(input)
	})
	for (const type of ["dragover", "drop"]) document.addEventListener(type, e => { if (all("[data-drop]").length) e.preventDefault() })
}
