// Small acts of buttons and fields: keys, print, copy, dialogs, ticks,
// confirming by typing, selects that send themselves, a ballot's limit.

import { all, each, fold, on, one, submit } from "./page"

function typing(target: EventTarget | null): boolean {
	return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select"))
}

function usable(el: HTMLElement): boolean {
	return !el.hasAttribute("disabled") && el.getAttribute("aria-disabled") !== "true" && el.offsetParent !== null
}

function keys(event: KeyboardEvent): void {
	if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || typing(event.target)) return
	const dialog = one("dialog[open]")
	const key = event.key.toLowerCase()
	const el = all("[data-key]", dialog ?? document).find(x => x.dataset.key?.toLowerCase() === key && usable(x))
	if (!el) return
	event.preventDefault()
	el.focus()
	el.click()
}

async function copy(el: HTMLElement): Promise<void> {
	const source = el.dataset.copy ?? ""
	const text = source.startsWith("#") ? one(source)?.textContent?.trim() ?? "" : source
	try {
		await navigator.clipboard.writeText(text || location.href)
	} catch {
		const box = document.createElement("textarea")
		box.value = text || location.href
		el.after(box)
		box.select()
		document.execCommand("copy")
		box.remove()
	}
	const label = one("[data-label]", el) ?? el
	if (!el.dataset.done) return
	const before = label.textContent
	label.textContent = el.dataset.done
	window.setTimeout(() => { label.textContent = before }, 2500)
}

function dialog(el: HTMLElement): void {
	const box = one<HTMLDialogElement>(el.dataset.dialog)
	if (!box || box.open) return
	if (typeof box.showModal === "function") box.showModal()
	else box.setAttribute("open", "")
}

function shut(el: HTMLElement): void {
	const box = el.closest("dialog, details")
	if (box instanceof HTMLDetailsElement) box.open = false
	else if (box && typeof (box as HTMLDialogElement).close === "function") (box as HTMLDialogElement).close()
	else box?.removeAttribute("open")
}

// [data-all="name"] ticks every box of that name that can be seen.
function tickAll(el: HTMLInputElement): void {
	const scope = el.closest("form, table, section") ?? document
	for (const box of all<HTMLInputElement>(`input[type=checkbox][name="${CSS.escape(el.dataset.all ?? "")}"]`, scope)) {
		if (box === el || box.disabled || box.closest("[hidden]")) continue
		if (box.checked !== el.checked) box.click()
	}
}

// input[data-confirm-word]: its form's buttons wait until the word is typed.
function confirmWord(input: HTMLInputElement): void {
	const right = fold(input.value) === fold(input.dataset.confirmWord ?? "")
	for (const b of all<HTMLButtonElement>("button:not([type=button]):not([data-close])", input.form ?? document)) b.disabled = !right
}

// [data-most="5"] counts the ticks within and says so in [data-chosen].
function choose(box: HTMLElement): void {
	const most = Number(box.dataset.most)
	const chosen = all("input[type=checkbox]:checked", box).length
	for (const el of all("[data-chosen]", box)) {
		const text = (el.dataset.chosen || "{n}").replace("{n}", String(chosen)).replace("{max}", String(most))
		if (el.textContent !== text) el.textContent = text
	}
	for (const el of all("[data-over]", box)) el.hidden = chosen <= most
	for (const b of all<HTMLButtonElement>("[data-needs-choice]", box)) b.disabled = chosen > most
}

function closeDrawers(event: Event): void {
	for (const d of all<HTMLDetailsElement>("details.drawer[open]")) {
		if (!(event.target instanceof Node) || !d.contains(event.target)) d.open = false
	}
}

function drawerEscape(event: KeyboardEvent): void {
	if (event.key !== "Escape") return
	for (const d of all<HTMLDetailsElement>("details.drawer[open]")) {
		d.open = false
		one("summary", d)?.focus()
	}
}

export function startPress(): void {
	document.addEventListener("keydown", keys)
	document.addEventListener("keydown", drawerEscape)
	document.addEventListener("click", closeDrawers)
	on("click", "[data-print]", () => window.print())
	on("click", "[data-copy]", el => void copy(el))
	on("click", "[data-dialog]", (el, e) => { e.preventDefault(); dialog(el) })
	on("click", "[data-close]", (el, e) => { e.preventDefault(); shut(el) })
	on("change", "input[data-all]", el => tickAll(el as HTMLInputElement))
	on("change", "[data-auto]", el => {
		const form = (el as HTMLInputElement).form
		if (form) submit(form)
	})
	on("input", "input[data-confirm-word]", el => confirmWord(el as HTMLInputElement))
	on("change", "[data-most]:not(time)", el => choose(el))
	each(root => {
		all<HTMLInputElement>("input[data-confirm-word]", root).forEach(confirmWord)
		all("[data-most]:not(time)", root).forEach(choose)
	})
}
