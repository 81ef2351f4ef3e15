// The check-in page, beside app.js. [data-scan] holds a form with a code field
// (data-scan-code), a video, a start button (data-scan-start) and a line of
// words (data-scan-words) with data-insecure, data-none, data-denied, data-on,
// data-off and data-queue ("{n} …"). Codes come from the camera, from a hand
// scanner that types, or from fingers; all go the same way, one after another,
// and wait in line while the link is down. Elements with [data-scan-out] and an
// id are renewed from each answer.

import { Camera, refused, unfit } from "./camera"
import { all, arrived, freshKey, later, one } from "./page"
import { touch } from "./link"
import { startOffline, type Desk } from "./offline"
import { say } from "./part"

const quiet = 4000
const patience = 8000

// What waits to be sent, and whom or which card it is about.
type Turn = { action: string; data: FormData }

class Scan {
	private readonly field: HTMLInputElement
	private readonly form: HTMLFormElement
	private readonly camera: Camera | null
	private readonly queue: Turn[] = []
	private readonly desk: Desk | null = startOffline()
	private busy = false
	private last = ""
	private lastAt = 0

	constructor(private readonly root: HTMLElement, field: HTMLInputElement, form: HTMLFormElement) {
		this.field = field
		this.form = form
		const video = one<HTMLVideoElement>("video", root)
		this.camera = video && new Camera(video)
		form.addEventListener("submit", e => { e.preventDefault(); this.enter() })
		one("[data-scan-start]", root)?.addEventListener("click", () => void this.toggle())
		document.addEventListener("visibilitychange", () => { if (document.hidden) this.stop() })
		window.addEventListener("beforeunload", e => { if (this.queue.length) e.preventDefault() })
		document.addEventListener("focusout", () => window.setTimeout(() => this.home(), 50))
		document.addEventListener("submit", e => this.byName(e as SubmitEvent), true)
		this.home()
		this.available()
	}

	// The list's buttons go the same way as cards, so that they too work while
	// the link is down.
	private byName(event: SubmitEvent): void {
		const form = event.target
		if (form instanceof HTMLFormElement && form.method === "get" && this.desk?.cut()) return event.preventDefault() // the list here is whole
		const button = event.submitter
		if (!this.desk || !(form instanceof HTMLFormElement) || !(button instanceof HTMLButtonElement) || button.name !== "person" || !form.hasAttribute("data-send")) return
		event.preventDefault()
		event.stopImmediatePropagation()
		const data = new FormData(form)
		data.set("person", button.value)
		this.take({ action: form.action, data })
	}

	// A hand scanner types wherever the cursor is: bring it home from nowhere.
	private home(): void {
		const at = document.activeElement
		if (!at || at === document.body) this.field.focus({ preventScroll: true })
	}

	private tell(key: string, n = 0): void {
		const line = one("[data-scan-words]", this.root)
		const text = line?.dataset[key]
		if (line && text) line.textContent = text.replace("{n}", String(n))
	}

	private available(): boolean {
		const why = unfit()
		if (why) {
			this.tell(why)
			for (const el of all("[data-scan-start], video", this.root)) el.hidden = true
		}
		return why === ""
	}

	private async toggle(): Promise<void> {
		const camera = this.camera
		if (camera?.on) return this.stop()
		if (!this.available() || !camera) return
		try {
			await camera.open()
		} catch (e) {
			return this.tell(refused(e))
		}
		this.pressed(true)
		this.tell("on")
		this.field.focus({ preventScroll: true })
		void this.look(camera)
	}

	private stop(): void {
		this.camera?.close()
		this.pressed(false)
		this.tell("off")
	}

	private pressed(is: boolean): void {
		one("[data-scan-start]", this.root)?.setAttribute("aria-pressed", String(is))
	}

	private async look(camera: Camera): Promise<void> {
		while (camera.on) {
			const text = await camera.read()
			if (text) this.hit(text)
			await new Promise(done => setTimeout(done, text ? 700 : 120))
		}
	}

	private hit(text: string): void {
		const at = Date.now()
		if (text === this.last && at - this.lastAt < quiet) {
			this.lastAt = at
			return
		}
		this.last = text
		this.lastAt = at
		this.field.value = text
		navigator.vibrate?.(60)
		this.enter()
	}

	private enter(): void {
		if (!this.field.value.trim()) return
		const data = new FormData(this.form)
		if (data.has("once")) data.set("once", freshKey())
		this.field.value = ""
		this.field.focus({ preventScroll: true })
		this.take({ action: this.form.action, data })
	}

	private take(turn: Turn): void {
		this.queue.push(turn)
		void this.drain()
	}

	private async drain(): Promise<void> {
		if (this.busy) return
		this.busy = true
		for (let attempt = 0; this.queue.length;) {
			const reply = this.desk?.cut() ? null : await this.post(this.queue[0])
			if (!reply && this.desk?.note(this.queue[0].data)) {
				this.queue.shift()
				continue
			}
			if (reply) {
				this.desk?.linked()
				this.queue.shift()
				attempt = 0
				touch("send", "on")
				await this.show(reply)
				if (this.queue.length === 0 && reply.ok) this.tell(this.camera?.on ? "on" : "off")
				continue
			}
			touch("send", "off")
			this.tell("queue", this.queue.length)
			await new Promise(done => setTimeout(done, later(attempt++)))
		}
		this.busy = false
	}

	private async post(turn: Turn): Promise<Response | null> {
		const body = new URLSearchParams(Array.from(turn.data, ([k, v]) => [k, String(v)]))
		const stop = new AbortController()
		const timer = window.setTimeout(() => stop.abort(), patience)
		try {
			const reply = await fetch(turn.action, { signal: stop.signal, method: "POST", body, credentials: "same-origin", headers: { Accept: "text/html", "X-Send": "scan" } })
			return reply.status === 429 || reply.status > 500 ? null : reply
		} catch {
			return null
		} finally {
			window.clearTimeout(timer)
		}
	}

	private async show(reply: Response): Promise<void> {
		const page = new DOMParser().parseFromString(await reply.text().catch(() => ""), "text/html")
		const fault = reply.ok ? "" : page.querySelector("h1")?.textContent?.trim() ?? ""
		const line = one("[data-scan-words]", this.root)
		if (fault && line) line.textContent = fault
		for (const old of all("[data-scan-out]")) {
			const next = old.id ? page.getElementById(old.id) : null
			if (!next) continue
			const node = document.importNode(next, true)
			old.replaceWith(node)
			arrived(node)
			if (node.hasAttribute("data-say")) say(node.textContent?.trim() ?? "")
		}
	}
}

for (const root of all("[data-scan]")) {
	const field = one<HTMLInputElement>("[data-scan-code]", root)
	if (field?.form) new Scan(root, field, field.form)
}
