// The projector, beside app.js: stays awake, hides an idle pointer, goes full
// screen by F or a click, shrinks a page whose words do not fit, and turns the
// pages of a long list.

import { each } from "./page"

type Awake = { wakeLock?: { request(kind: "screen"): Promise<unknown> } }

function awake(): void {
	const nav = navigator as unknown as Awake
	if (!document.hidden) nav.wakeLock?.request("screen").catch(() => undefined)
}

function full(): void {
	if (document.fullscreenElement) void document.exitFullscreen()
	else void document.documentElement.requestFullscreen?.().catch(() => undefined)
}

function fit(): void {
	const root = document.documentElement
	const main = document.querySelector("main")
	if (!main) return
	for (let step = 0; step <= 4; step++) {
		for (let i = 1; i <= 4; i++) root.classList.toggle("fit-" + i, i === step)
		const under = document.querySelector("body > .under")?.getBoundingClientRect().bottom ?? 0
		const tall = Math.max(main.scrollHeight - main.clientHeight, under - window.innerHeight)
		const wide = Math.max(...Array.from(document.querySelectorAll("body > :not(.drum)"), el => el.scrollWidth - el.clientWidth))
		if (tall <= 1 && wide <= 1) return
	}
}

// Which page is shown follows from the clock, so that a list that is drawn anew
// stays where it was.
const leaf = 7000
function turn(): void {
	const pages = Array.from(document.querySelectorAll<HTMLElement>("[data-turn]"))
	const now = Math.floor(Date.now() / leaf) % Math.max(pages.length, 1)
	pages.forEach((at, i) => { if (at.hidden === (i === now)) at.hidden = i !== now })
}

let still = 0
function moved(): void {
	document.documentElement.classList.remove("idle")
	window.clearTimeout(still)
	still = window.setTimeout(() => document.documentElement.classList.add("idle"), 2500)
}

awake()
moved()
each(() => { turn(); window.requestAnimationFrame(fit) })
window.setInterval(turn, 500)
window.addEventListener("resize", fit)
void document.fonts?.ready.then(fit)
document.addEventListener("visibilitychange", awake)
document.addEventListener("mousemove", moved)
document.addEventListener("dblclick", full)
document.addEventListener("keydown", e => { if (e.key.toLowerCase() === "f" && !e.ctrlKey && !e.metaKey) full() })
