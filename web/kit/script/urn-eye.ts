// The slip by camera. The code that reads pictures is a file of its own; its
// hash stands in this script, so that the hash of this script vouches for both.
// What the camera reads is handed on inside the page: nothing is sent, kept or
// followed as a link.

import { busy, el, main, put, say } from "./urn-page"

interface Eye { readonly on: boolean, open(): Promise<void>, close(): void, read(): Promise<string> }

interface Maker { unfit(): "" | "insecure" | "none", refused(err: unknown): "denied" | "none", on(video: HTMLVideoElement): Eye }

/** The SHA-256 of urn-scan.js in hexadecimal, written in when scripts are bundled. */
declare const SCANNER: string

const pause = 120

let eye: Eye | null = null

function tell(text: string): void {
	put("quet-noi", text)
	const at = el("quet-noi")
	if (at) at.hidden = text === ""
}

function pressed(is: boolean): void { el("quet")?.setAttribute("aria-pressed", String(is)) }

/** Shut ends what the camera sees. */
export function shut(): void {
	eye?.close()
	pressed(false)
	tell("")
}

function made(): Maker | undefined { return (window as unknown as { urnCamera?: Maker }).urnCamera }

function fetched(): Promise<Maker> {
	return new Promise((done, fail) => {
		const had = made()
		if (had) return done(had)
		const script = document.createElement("script")
		script.integrity = "sha256-" + btoa(String.fromCharCode(...(SCANNER.match(/../g) ?? []).map(x => parseInt(x, 16))))
		script.src = main.dataset.scanner ?? ""
		script.onload = () => { const maker = made(); if (maker) done(maker); else fail(new Error("no camera")) }
		script.onerror = () => { script.remove(); fail(new Error("the script of the camera did not come")) }
		document.head.append(script)
	})
}

// Found says whether a text was the slip that was looked for.
async function look(at: Eye, found: (text: string) => boolean): Promise<void> {
	for (let last = ""; at.on;) {
		const text = await at.read()
		if (text && text !== last && at.on) {
			last = text
			if (found(text)) return shut()
			tell(say("booth.scan.other"))
		}
		await new Promise(done => setTimeout(done, pause))
	}
}

async function toggle(found: (text: string) => boolean): Promise<void> {
	if (eye?.on) return shut()
	const video = el<HTMLVideoElement>("khung")
	const maker = await fetched().catch(() => null)
	if (!video || !maker) return tell(say("booth.scan.none"))
	const why = maker.unfit()
	if (why) return tell(say("booth.scan." + why))
	eye ??= maker.on(video)
	try {
		await eye.open()
	} catch (err) {
		return tell(say("booth.scan." + maker.refused(err)))
	}
	pressed(true)
	tell(say("booth.scan.on"))
	video.scrollIntoView({ block: "nearest" })
	void look(eye, found)
}

/** Watch offers the camera; a code is handed to found, which says whether it was a slip. */
export function watch(found: (text: string) => boolean): void {
	const button = el("quet")
	if (!button) return
	button.hidden = false
	button.addEventListener("click", () => void busy(button, () => toggle(found)))
	document.addEventListener("visibilitychange", () => { if (document.hidden) shut() })
}
