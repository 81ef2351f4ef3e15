// Clocks by the server's time: <time data-countdown="…"> to an instant,
// <time data-countup="…"> since one, [data-clock] the time of day in Vietnam.
// Instants are ISO or milliseconds; data-now is the server's at rendering;
// data-paused is a number of milliseconds to show standing still.

import { all, each } from "./page"

const zone = 7 * 3_600_000
let gaps: number[] = []

// A message is never early, so the largest gap is the least delayed one.
function learn(root: ParentNode): void {
	for (const el of all("[data-now]", root)) {
		const server = instant(el.dataset.now)
		if (!Number.isNaN(server)) gaps = [...gaps.slice(-5), server - Date.now()]
		el.removeAttribute("data-now")
	}
}

export function now(): number {
	return Date.now() + (gaps.length ? Math.max(...gaps) : 0)
}

function instant(text: string | undefined): number {
	if (!text) return NaN
	return /^\d+$/.test(text) ? Number(text) : Date.parse(text)
}

function two(n: number): string { return n < 10 ? "0" + n : String(n) }

export function span(ms: number): string {
	const total = Math.floor(Math.abs(ms) / 1000)
	const h = Math.floor(total / 3600)
	const rest = two(Math.floor(total / 60) % 60) + ":" + two(total % 60)
	return h > 0 ? two(h) + ":" + rest : rest
}

function set(el: HTMLElement, text: string): void {
	if (el.textContent !== text) el.textContent = text
}

function down(el: HTMLElement): void {
	const left = el.dataset.paused ? Number(el.dataset.paused) : Math.ceil((instant(el.dataset.countdown) - now()) / 1000) * 1000
	if (Number.isNaN(left)) return
	const stop = el.hasAttribute("data-stop") && left < 0
	set(el, stop ? "00:00" : (left < 0 ? "+" : "") + span(left))
	const soon = Number(el.dataset.warn ?? "30") * 1000
	el.classList.toggle("soon", left >= 0 && left <= soon)
	el.classList.toggle("late", left < 0)
}

function up(el: HTMLElement): void {
	const run = el.dataset.paused ? Number(el.dataset.paused) : now() - instant(el.dataset.countup)
	if (!Number.isNaN(run)) set(el, span(Math.max(0, run)))
	const most = Number(el.dataset.most ?? "0") * 1000
	if (most) el.classList.toggle("late", run > most)
}

function day(el: HTMLElement): void {
	const d = new Date(now() + zone)
	const text = two(d.getUTCHours()) + ":" + two(d.getUTCMinutes())
	set(el, el.dataset.clock === "seconds" ? text + ":" + two(d.getUTCSeconds()) : text)
}

function tick(): void {
	all("[data-countdown]").forEach(down)
	all("[data-countup]").forEach(up)
	all("[data-clock]").forEach(day)
}

export function startClock(): void {
	each(root => { learn(root); tick() })
	window.setInterval(tick, 500)
}
