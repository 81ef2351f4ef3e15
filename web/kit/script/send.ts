// form[data-send] goes by fetch: on a bad link it is sent again until it
// arrives. That is safe only with the hidden field "once", by which the server
// knows a form it has already taken; without it there is one attempt.
// With data-stay="#list, #sum" the page stays: only those elements are taken
// from the answer (none when empty: the live stream brings the change), and a
// fault is said in [data-fault] of the form or the page.

import { all, freshKey, later, on, one, replaceMain } from "./page"
import { touch } from "./link"
import { forget } from "./keep"
import { put } from "./part"

const patience = 20_000
const again = new Set([429, 502, 503, 504])

const sending = new WeakSet<HTMLFormElement>()

async function post(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
	const data = new FormData(form)
	if (button instanceof HTMLButtonElement && button.name) data.append(button.name, button.value)
	const action = (button?.getAttribute("formaction") ?? form.getAttribute("action")) || location.href
	const safe = Boolean(data.get("once"))
	busy(form, button, true)
	for (let attempt = 0; ; attempt++) {
		const reply = await attemptPost(action, form, data)
		if (reply && !(again.has(reply.status) && safe)) {
			touch("send", "on")
			if (await take(reply, form)) return
			return busy(form, button, false)
		}
		touch("send", "off")
		if (!safe) return busy(form, button, false)
		await new Promise(done => setTimeout(done, later(attempt)))
		if (!form.isConnected) return
	}
}

async function attemptPost(action: string, form: HTMLFormElement, data: FormData): Promise<Response | null> {
	const files = form.enctype === "multipart/form-data"
	const body = files ? data : new URLSearchParams(Array.from(data, ([k, v]) => [k, String(v)]))
	const stop = new AbortController()
	const timer = files ? 0 : window.setTimeout(() => stop.abort(), patience)
	try {
		return await fetch(action, {
			method: "POST", body, signal: stop.signal, credentials: "same-origin",
			headers: { Accept: "text/html", "X-Send": "1" },
		})
	} catch {
		return null
	} finally {
		window.clearTimeout(timer)
	}
}

// Take shows the answer; false when the form must be usable again.
async function take(reply: Response, form: HTMLFormElement): Promise<boolean> {
	const to = reply.headers.get("X-Go")
	if (reply.ok) forget(form)
	if (form.hasAttribute("data-stay") && await stay(reply, form)) return false
	if (to || reply.redirected) return move(new URL(to ?? reply.url, location.href))
	const html = await reply.text().catch(() => "")
	if (html && replaceMain(html)) return true
	if (reply.ok) return move(new URL(location.href))
	touch("send", "off")
	return false
}

// Stay renews parts of this page; false when the answer must be shown whole.
async function stay(reply: Response, form: HTMLFormElement): Promise<boolean> {
	const page = new DOMParser().parseFromString(await reply.clone().text().catch(() => ""), "text/html")
	const box = one("[data-fault]", form) ?? one("[data-fault]")
	if (!reply.ok && !box) return false
	if (box) {
		const words = one("[aria-invalid=true] ~ .error, [role=alert], h1", page)
		box.textContent = reply.ok ? "" : words?.textContent?.trim() ?? ""
		box.hidden = reply.ok
	}
	for (const key of all<HTMLInputElement>("input[name=once]", form)) key.value = freshKey()
	if (!reply.ok) return true
	const selector = form.dataset.stay?.trim()
	for (const el of selector ? all(selector, page) : []) put(el.outerHTML)
	if (form.hasAttribute("data-clear")) form.reset()
	return true
}

function move(url: URL): boolean {
	if (url.origin !== location.origin) return false
	const here = url.pathname + url.search === location.pathname + location.search
	if (!here) {
		location.replace(url.href)
		return true
	}
	if (url.hash) history.replaceState(null, "", url.href)
	location.reload()
	return true
}

function busy(form: HTMLFormElement, button: HTMLElement | null, is: boolean): void {
	if (is) sending.add(form)
	else sending.delete(form)
	form.setAttribute("aria-busy", String(is))
	if (!(button instanceof HTMLButtonElement)) return
	button.disabled = is
	if (is) button.setAttribute("aria-busy", "true")
	else button.removeAttribute("aria-busy")
}

export function startSend(): void {
	on("submit", "form[data-send]", (el, event) => {
		const form = el as HTMLFormElement
		const pressed = (event as SubmitEvent).submitter ?? (form.contains(document.activeElement) ? document.activeElement as HTMLElement : null)
		const button = pressed instanceof HTMLButtonElement ? pressed : form.querySelector<HTMLButtonElement>("button:not([type=button])")
		event.preventDefault()
		if (!sending.has(form)) void post(form, button)
	})
}
