// The credential officer: makes the slips on this device, sends the server the
// public parts only, and prints. The private ones leave by the printer alone.

import encodeQR from "./vendor/qr/index.js"
import { newCredential, publicCredential } from "./bel/credential"
import { ed25519 } from "./bel/ed25519"
import { list, quote, shuffle } from "./bel/text"
import { busy, drawn, el, file, grouped, main, node, reason, say, send, wrong } from "./urn-page"

const uuid = main.dataset.uuid ?? ""
const wanted = Number(main.dataset.slips ?? "0")
let slips: string[] = []
const known = new Map<string, string>() // what the server knows each slip by

function progress(done: number): void {
	const bar = el<HTMLProgressElement>("tien-do")
	if (!bar) return
	bar.hidden = false
	bar.max = wanted
	bar.value = done
	bar.textContent = `${done}/${wanted}`
}

async function make(): Promise<void> {
	wrong("loi", "")
	if (slips.length === 0) {
		const fresh = Array.from({ length: wanted }, newCredential)
		const keys: string[] = []
		for (const [i, c] of fresh.entries()) {
			const key = publicCredential(ed25519, uuid, c)
			keys.push(key)
			known.set(c, key)
			if (i % 8 === 7) {
				progress(i + 1)
				await drawn()
			}
		}
		progress(wanted)
		slips = shuffle(fresh)
		sent = list(keys.sort(), quote)
	}
	try {
		await send((main.dataset.keyPath ?? "") + "/phieu", sent, n => wrong("loi", say("again", n)))
	} catch (err) {
		slips = []
		return wrong("loi", reason(err))
	}
	wrong("loi", "")
	draw()
}

let sent = ""

function draw(): void {
	const sheet = el("phieu-in")
	if (sheet) sheet.className = "urn-slips"
	sheet?.replaceChildren(...slips.map(slip))
	document.body.classList.add("with-slips")
	const box = el("ket-qua")
	if (box) box.hidden = false
	for (const id of ["tao", "tien-do"]) {
		const at = el(id)
		if (at) at.hidden = true
	}
	window.addEventListener("beforeunload", keep)
	box?.scrollIntoView({ block: "start" })
}

function keep(event: Event): void { event.preventDefault() }

// A slip has no number: nothing on it or in its place ties it to a person.
function slip(credential: string): HTMLElement {
	const at = node("article", "slip")
	const qr = node("div", "slip-qr")
	qr.append(picture(`${main.dataset.booth ?? ""}#${credential}`))
	const words = node("div", "slip-words")
	words.append(node("p", "slip-unit", main.dataset.unit ?? ""), node("h3", "", main.dataset.name ?? ""))
	const how = node("ol", "slip-how")
	for (const key of ["slip.one", "slip.two", "slip.three"]) how.append(node("li", "", say("officer." + key, short(credential))))
	words.append(how)
	const foot = node("p", "slip-foot")
	foot.append(node("span", "", say("officer.slip.code") + " "), node("code", "slip-code", credential))
	at.append(qr, words, foot)
	return at
}

// Short is what the desk types to take back a slip that was not used; it says
// no more than the list that everybody may read.
function short(credential: string): string { return grouped((known.get(credential) ?? "").slice(0, 8)) }

function picture(text: string): SVGSVGElement {
	const dots = encodeQR(text, "raw", { ecc: "medium", border: 2 })
	const make = <K extends "svg" | "path">(tag: K) => document.createElementNS("http://www.w3.org/2000/svg", tag)
	const svg = make("svg"), path = make("path")
	svg.setAttribute("viewBox", `0 0 ${dots.length} ${dots.length}`)
	svg.setAttribute("role", "img")
	svg.setAttribute("aria-label", "QR")
	path.setAttribute("d", dots.map((row, y) => row.map((dark, x) => dark ? `M${x} ${y}h1v1h-1z` : "").join("")).join(""))
	svg.append(path)
	return svg
}

function wipe(): void {
	slips = []
	known.clear()
	sent = ""
	el("phieu-in")?.replaceChildren()
	window.removeEventListener("beforeunload", keep)
	wrong("loi", say("officer.wiped"))
	for (const id of ["in", "luu-tep", "xong-in"]) {
		const button = el<HTMLButtonElement>(id)
		if (button) button.disabled = true
	}
}

el("tao")?.addEventListener("click", event => void busy(event.currentTarget as HTMLElement, make))
el("in")?.addEventListener("click", () => window.print())
el("luu-tep")?.addEventListener("click", () => file(`${uuid}-phieu.txt`, slips.join("\n") + "\n"))
el("xong-in")?.addEventListener("click", wipe)
