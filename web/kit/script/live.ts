// A live page: <main data-live="/address"> keeps one event stream. Events:
//   part  HTML whose outermost elements carry ids; each replaces its namesake
//   beat  the server is alive (comments cannot be seen from here)
//   go    an address of this site to move to
// After a reconnect the server sends every part anew, so nothing is missed.

import { one } from "./page"
import { touch } from "./link"
import { put, settle } from "./part"

const away = 60_000
const silence = 65_000

let stream: EventSource | null = null
let address = ""
let attempt = 0
let retry = 0
let hiding = 0
let watch = 0
let beats = false

function listen(): void {
	window.clearTimeout(retry)
	if (!address || stream || (document.hidden && attempt > 0)) return
	touch("live", attempt > 0 ? "wait" : "on")
	const s = new EventSource(address)
	stream = s
	s.onopen = () => {
		attempt = 0
		touch("live", "on")
		heard()
	}
	s.onerror = () => lose(s)
	s.addEventListener("part", e => { heard(); put((e as MessageEvent<string>).data) })
	s.addEventListener("beat", () => { beats = true; heard() })
	s.addEventListener("go", e => go((e as MessageEvent<string>).data))
}

function lose(s: EventSource): void {
	if (s !== stream) return
	close()
	attempt++
	touch("live", attempt > 1 ? "off" : "wait")
	retry = window.setTimeout(listen, later())
}

function later(): number {
	const most = Math.min(15_000, 1000 * 2 ** Math.min(attempt - 1, 4))
	return most / 2 + Math.random() * most / 2
}

// Only a server that beats can be found silent.
function heard(): void {
	window.clearTimeout(watch)
	if (!beats) return
	watch = window.setTimeout(() => { if (stream) lose(stream) }, silence)
}

function close(): void {
	stream?.close()
	stream = null
	window.clearTimeout(watch)
	window.clearTimeout(retry)
}

function go(to: string): void {
	const url = new URL(to, location.href)
	if (url.origin === location.origin) location.replace(url.href)
}

function aim(): void {
	const next = one("[data-live]")?.dataset.live ?? ""
	if (next === address) return
	close()
	attempt = 0
	address = next
	listen()
}

function visible(): void {
	window.clearTimeout(hiding)
	if (document.hidden) hiding = window.setTimeout(close, away)
	else if (address && !stream) { attempt = Math.max(attempt, 1); listen() }
}

export function startLive(): void {
	if (!("EventSource" in window)) return
	aim()
	if (document.hidden) visible()
	document.addEventListener("kit:page", aim)
	document.addEventListener("visibilitychange", visible)
	document.addEventListener("focusout", () => window.setTimeout(settle))
	window.addEventListener("online", () => { if (!stream) listen() })
	window.addEventListener("offline", () => { if (stream) lose(stream) })
	window.addEventListener("pagehide", close)
	window.addEventListener("pageshow", e => { if (e.persisted) { attempt = 1; listen() } })
}
