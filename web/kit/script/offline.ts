// A check-in desk whose link to the server is cut: [data-offline] with data-list
// and data-hand. The convened are kept on this device with 32 bits of a hash of
// each card; who comes is noted here and handed in, each with a key, when the
// link is back. A light says how it stands.

import { sha256 } from "./vendor/noble/hashes/sha2.js"
import { freshKey, one } from "./page"
import { say } from "./part"

type Person = { id: string; name: string; department: string; card: string; here: boolean }
type List = { conference: string; over: boolean; told: number; people: Person[] | null; at: number }
type Note = { once: string; person: string; at: number; since: number; way: string }
type Told = { once: string; kind: string; said?: string }

const every = 3000
const most = 200

export interface Desk {
	/** Cut reports whether the server was out of reach when last asked. */
	cut(): boolean
	/** Linked notes that the server has answered. */
	linked(): void
	/** Note takes an arrival here; false when there is no list to know people by. */
	note(data: FormData): boolean
}

function load<T>(key: string, otherwise: T): T {
	try { return JSON.parse(localStorage.getItem(key) ?? "") as T } catch { return otherwise }
}

function save(key: string, value: unknown): void {
	try { localStorage.setItem(key, JSON.stringify(value)) } catch { /* kept in memory alone */ }
}

class Offline implements Desk {
	private readonly listKey: string
	private readonly noteKey: string
	private list: List | null
	private notes: Note[]
	private down = false
	private sending = false

	constructor(private readonly root: HTMLElement) {
		this.listKey = "diem-danh:list:" + (root.dataset.list ?? "")
		this.noteKey = "diem-danh:notes:" + (root.dataset.list ?? "")
		this.list = load<List | null>(this.listKey, null)
		this.notes = load<Note[]>(this.noteKey, [])
		void this.fetchList()
		window.setInterval(() => void this.beat(), every)
		window.addEventListener("online", () => void this.beat())
		window.addEventListener("offline", () => { this.down = true; this.show() })
		window.addEventListener("beforeunload", e => { if (this.notes.length) e.preventDefault() })
		this.show()
	}

	cut(): boolean { return this.down }

	linked(): void {
		this.down = false
		this.show()
	}

	note(data: FormData): boolean {
		this.down = true
		if (!this.list?.people) {
			this.show()
			return false
		}
		const typed = String(data.get("code") ?? "")
		const person = data.has("person") ? this.list.people.find(p => p.id === data.get("person")) : this.byCard(typed)
		if (person) this.take(person, data.has("person") ? "name" : typed.length > 9 ? "card" : "code")
		else this.hit("unknown", typed, "unknown")
		this.show()
		return true
	}

	private byCard(typed: string): Person | undefined {
		const code = typed.slice(typed.lastIndexOf("/") + 1).toUpperCase().replace(/[^2-9A-HJKMNP-Z]/g, "")
		const sum = sha256(new TextEncoder().encode(this.list?.conference + ":" + code))
		const mark = Array.from(sum.slice(0, 4), (b: number) => b.toString(16).padStart(2, "0")).join("")
		return this.list?.people?.find(p => p.card === mark)
	}

	private take(person: Person, way: string): void {
		const twice = person.here || this.notes.some(n => n.person === person.id)
		if (!this.notes.some(n => n.person === person.id)) {
			this.notes.push({ once: freshKey(), person: person.id, at: Date.now(), since: this.list?.told ?? 0, way })
			save(this.noteKey, this.notes)
		}
		person.here = true
		save(this.listKey, this.list)
		this.hit(twice ? "twice" : "came", person.name, twice ? "twice" : "", person.department)
	}

	// Hit shows the last person where the server's answer would stand.
	private hit(words: string, name: string, kind: string, under = ""): void {
		const at = one("#vua")
		if (!at) return
		const box = document.createElement("div")
		box.className = ("hit " + kind).trim()
		const line = (tag: string, text: string): void => {
			const el = document.createElement(tag)
			el.textContent = text
			box.append(el)
		}
		line("span", this.root.dataset[words] ?? "")
		line("b", name)
		line("span", under)
		at.replaceChildren(box)
		say(box.innerText)
	}

	private async beat(): Promise<void> {
		if (this.notes.length) return this.hand()
		if (this.down || !this.list || Date.now() - this.list.at > 60_000) await this.fetchList()
	}

	private async fetchList(): Promise<void> {
		const reply = await this.ask(this.root.dataset.list ?? "", undefined)
		if (!reply) return
		const list = await reply.json().catch(() => null) as List | null
		if (!list || list.over) {
			this.list = null
			try { localStorage.removeItem(this.listKey) } catch { /* nothing stored */ }
		} else {
			this.list = { ...list, at: Date.now() }
			save(this.listKey, this.list)
		}
		this.show()
	}

	// Ask answers null when the server is out of reach; somebody signed out or
	// without the right loses the stored list.
	private async ask(address: string, body: URLSearchParams | undefined): Promise<Response | null> {
		const stop = new AbortController()
		const timer = window.setTimeout(() => stop.abort(), 8000)
		try {
			const reply = await fetch(address, { method: body ? "POST" : "GET", body, signal: stop.signal, credentials: "same-origin", redirect: "error", headers: { Accept: "application/json" } })
			this.down = reply.status === 429 || reply.status >= 500
			if (reply.status === 401 || reply.status === 403 || reply.status === 404) {
				this.list = null
				try { localStorage.removeItem(this.listKey) } catch { /* nothing stored */ }
			}
			this.show()
			return reply.ok ? reply : null
		} catch {
			this.down = true
			this.show()
			return null
		} finally {
			window.clearTimeout(timer)
		}
	}

	private async hand(): Promise<void> {
		if (this.sending) return
		this.sending = true
		const now = Date.now()
		const some = this.notes.slice(0, most)
		const body = new URLSearchParams({ list: JSON.stringify(some.map(n => ({ once: n.once, person: n.person, ago: now - n.at, since: n.since, way: n.way }))) })
		const reply = await this.ask(this.root.dataset.hand ?? "", body)
		const told = await reply?.json().catch(() => null) as Told[] | null | undefined
		this.sending = false
		if (!told) return
		const done = new Set(told.map(t => t.once))
		this.notes = this.notes.filter(n => !done.has(n.once))
		save(this.noteKey, this.notes)
		for (const t of told) if (t.said) this.tell(t.said)
		this.show()
	}

	private tell(text: string): void {
		const list = one("[data-offline-told]", this.root)
		if (!list) return
		const line = document.createElement("li")
		line.textContent = text
		list.append(line)
		list.hidden = false
		say(text)
	}

	private show(): void {
		const light = one("[data-offline-light]", this.root)
		if (!light) return
		const n = this.notes.length
		const amber = this.down || n > 0
		const words = !amber ? this.root.dataset.on : n > 0 ? this.root.dataset.waits?.replace("{n}", String(n)) : this.root.dataset.cut
		light.className = "state " + (amber ? "warn" : "done")
		if (words && light.textContent !== words) light.textContent = words
	}
}

export function startOffline(): Desk | null {
	const root = one("[data-offline]")
	return root ? new Offline(root) : null
}
