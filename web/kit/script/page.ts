// What the other modules share: finding elements, folding words, the two
// events "a part was replaced" and "the page was replaced".

export function all<T extends Element = HTMLElement>(selector: string, root: ParentNode = document): T[] {
	return Array.from(root.querySelectorAll<T>(selector))
}

export function one<T extends Element = HTMLElement>(selector: string | null | undefined, root: ParentNode = document): T | null {
	return selector ? root.querySelector<T>(selector) : null
}

/** Fold makes "Đỗ Thị Hà" equal "do thi ha", as the server's search does. */
export function fold(text: string): string {
	return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim()
}

/** On listens at the document for events of elements that match, now or later. */
export function on(type: string, selector: string, act: (el: HTMLElement, event: Event) => void): void {
	document.addEventListener(type, event => {
		const target = event.target
		if (!(target instanceof Element)) return
		const el = target.closest<HTMLElement>(selector)
		if (el) act(el, event)
	})
}

/** Each runs now for the whole document and again for every part that arrives. */
export function each(act: (root: ParentNode) => void): void {
	document.addEventListener("kit:part", e => act((e as CustomEvent<ParentNode>).detail))
	act(document)
}

/** Arrived tells every script of the page, in whichever file, of a new part. */
export function arrived(root: ParentNode): void {
	document.dispatchEvent(new CustomEvent<ParentNode>("kit:part", { detail: root }))
}

/** Submit as if the button had been pressed; old Safari has no requestSubmit. */
export function submit(form: HTMLFormElement): void {
	if (typeof form.requestSubmit === "function") return form.requestSubmit()
	const button = one<HTMLButtonElement>("button:not([type=button]):not([type=reset]), input[type=submit]", form)
	if (button) button.click()
	else form.submit()
}

/** Replace puts a freshly read page's main part in place of this one's. */
export function replaceMain(html: string): boolean {
	const next = new DOMParser().parseFromString(html, "text/html")
	const theirs = next.querySelector("main")
	const ours = document.querySelector("main")
	if (!theirs || !ours) return false
	const node = document.importNode(theirs, true)
	ours.replaceWith(node)
	if (next.title) document.title = next.title
	arrived(node)
	document.dispatchEvent(new Event("kit:page"))
	const wrong = one<HTMLElement>("[aria-invalid=true], [role=alert]", node)
	if (wrong) {
		if (wrong.tabIndex < 0) wrong.tabIndex = -1
		wrong.focus()
	} else window.scrollTo(0, 0)
	return true
}

/** FreshKey is a new value of the field "once"; randomUUID is missing on plain http. */
export function freshKey(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, "0")).join("")
}

/** Later waits 1, 2, 4 … at most 15 seconds, spread so that a hall does not return at once. */
export function later(attempt: number): number {
	const most = Math.min(15000, 1000 * 2 ** Math.min(attempt, 6))
	return most / 2 + Math.random() * most / 2
}
