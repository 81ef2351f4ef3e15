// A trustee: makes a key on this device, alone or with others, verifies the
// whole archive, and only then decrypts the sum. As a worker, this same script
// judges ballots.

import { all, one } from "./page"
import { ed25519 as g } from "./bel/ed25519"
import { exponent, power, text } from "./bel/group"
import { checkCeremony, isSeed, Member, newSeed, readCerts } from "./bel/member"
import { pool, serve } from "./bel/pool"
import { decimal } from "./bel/read"
import { decrypt, decryptionText, tallyText } from "./bel/tally"
import { chance, hexHash } from "./bel/text"
import { keyText, newKey, owners } from "./bel/trustee"
import { breath, type Report, verify } from "./bel/verify"
import { base, busy, bytes, copy, drawn, el, entered, Fault, file, grouped, main, node, put, reason, Said, say, send, wrong } from "./urn-page"
import { publicCredential } from "./bel/credential"

/** Step is what the server says is to be done now. */
interface Step {
	step: string
	uuid: string
	mode: string
	index: number
	size: number
	threshold: number
	certs?: unknown[]
	input?: unknown
	private?: string
	key?: string
	announced?: number
	done?: number
}

const path = (main.dataset.keyPath ?? "") + "/buoc"
const script = typeof document === "undefined" ? "" : (document.currentScript as HTMLScriptElement | null)?.src ?? ""
let now: Step | null = null
let shown = ""

// The secret stays on this device: in this tab for the hall, and in the file
// that the trustee keeps.

function slot(): string { return `urn:${main.dataset.uuid ?? ""}:${main.dataset.index ?? ""}` }

function kept(): string {
	try { return sessionStorage.getItem(slot()) ?? "" } catch { return "" }
}

function keep(secret: string): void {
	try { sessionStorage.setItem(slot(), secret) } catch { /* the file is the trustee's copy */ }
	reveal()
}

function reveal(): void {
	const box = el("khoa-bi-mat"), secret = kept()
	if (!box) return
	box.hidden = secret === "" || now?.step === "done"
	put("khoa-chu", secret)
	const mine = fingerprint(secret)
	if (mine) put("van-tay-khoa", grouped(mine))
}

// Of a threshold member the two public keys of the seed, otherwise of the key:
// what is read aloud must be what the others see.
function fingerprint(secret: string): string {
	if (!secret) return ""
	const list = now?.certs?.map(c => hexHash((c as { message: string }).message))
	if (isSeed(secret)) return list?.[(now?.index ?? 0) - 1] ?? ""
	const x = decimal(secret, g.order)
	return x < 0n ? "" : hexHash(`"${text(g, power(g, x))}"`)
}

function secretGiven(): string {
	const typed = el<HTMLInputElement | HTMLTextAreaElement>("khoa")?.value.trim().replace(/^"|"$/g, "") ?? ""
	return typed || kept()
}

function valid(secret: string, mode: string): boolean {
	return mode === "threshold" ? isSeed(secret) : decimal(secret, g.order) >= 0n
}

// What goes to the server is made once and sent until it arrives.

async function publish(body: string): Promise<void> {
	await send(path, body, n => wrong("loi", say("again", n)))
	wrong("loi", "")
	await look()
}

const acts: Record<string, (s: Step) => Promise<void>> = {
	async key() {
		const secret = exponent(g, chance)
		keep(String(secret))
		await publish(keyText(g, newKey(g, secret)))
	},
	async cert(s) {
		const seed = newSeed()
		keep(seed)
		await publish(new Member(g, seed).cert(s.threshold, s.index, s.size))
	},
	async deal(s) {
		await publish(await member().deal(readCerts(g, s.threshold, strings(s.certs))))
	},
	async finish(s) {
		const { message, key } = await member().finish(readCerts(g, s.threshold, strings(s.certs)), compact(s.input))
		put("van-tay-khoa", grouped(hexHash(`"${key}"`)))
		await publish(message)
	},
	decrypt: contribute,
}

function member(): Member {
	const seed = secretGiven()
	if (!isSeed(seed)) throw new Said("trustee.nokey")
	keep(seed)
	return new Member(g, seed)
}

// The server hands messages over inside its JSON; the format writes them compactly.
function compact(x: unknown): string { return typeof x === "string" ? x : JSON.stringify(x).replace(/\u007f/g, "\\u007f") }

function strings(list: readonly unknown[] | undefined): string[] { return (list ?? []).map(compact) }

// Decryption: what was verified and summed here, never what was handed over. A
// record that was found whole when it could be decrypted is not fetched again:
// its sum is final, whatever number was announced.

let whole: Report | null = null

async function contribute(s: Step): Promise<void> {
	const secret = secretGiven()
	if (!valid(secret, s.mode)) throw new Said("trustee.nokey")
	const announced = decimal(el<HTMLInputElement>("so-phieu")?.value.trim() ?? "", 1n << 30n)
	if (announced < 0n) throw new Said("trustee.noannounced")
	const report = whole ?? await examine()
	if (report.election.uuid !== main.dataset.uuid) throw new Said("archive", "other-election")
	if (report.archive.phase !== "decrypting") throw new Said("trustee.nottallied")
	whole = report
	const counted = report.tally.counted
	if (BigInt(counted) !== announced || s.announced !== undefined && s.announced !== counted) throw new Said("trustee.announced", counted, announced.toString())
	const x = s.mode === "threshold" ? await new Member(g, secret).share(s.private ?? "") : BigInt(secret)
	const mine = power(g, x)
	const owner = owners(report.trustees).findIndex(k => g.equal(k, mine)) + 1
	if (owner === 0) throw new Said("trustee.notmine")
	once(report)
	await publish(decryptionText(g, decrypt(report.election, report.tally, x)))
}

/** Once: a trustee decrypts one tally per election, ever. */
function once(r: Report): void {
	const name = "urn-tally:" + r.election.uuid, sum = hexHash(tallyText(g, r.tally))
	const before = localStorage.getItem(name)
	if (before !== null && before !== sum) throw new Said("trustee.second")
	localStorage.setItem(name, sum)
}

async function examine(): Promise<Report> {
	const section = one('[data-when="decrypt"]') ?? main
	one(".proof-of", section)?.remove()
	const box = node("div", "proof-of stack"), line = node("p"), bar = document.createElement("progress")
	line.setAttribute("role", "status")
	box.append(line, bar)
	section.append(box)
	const raw = await bytes(base + "/luu-tru.bel")
	const helpers = pool(script)
	try {
		const report = await verify(raw, (step, done, of) => {
			line.textContent = say("trustee.step", say("trustee.step." + step), done, of)
			bar.max = Math.max(of, 1)
			bar.value = done
			return breath()
		}, helpers)
		bar.remove()
		line.textContent = say("trustee.verified")
		box.append(facts(report))
		return report
	} catch (err) {
		box.remove()
		throw err
	} finally {
		helpers?.end()
	}
}

function facts(r: Report): HTMLElement {
	const dl = node("dl", "kv plainly")
	const row = (key: string, value: string): void => {
		const at = node("div")
		at.append(node("dt", "", say("trustee.fact." + key)), node("dd", "", value))
		dl.append(at)
	}
	row("name", r.election.name)
	row("fingerprint", r.election.fingerprint)
	row("voters", String(r.voters))
	row("ballots", String(r.ballots))
	row("counted", String(r.tally.counted))
	row("credentials", grouped(r.credentials))
	row("head", grouped(r.archive.head))
	return dl
}

// The page follows the server's step.

async function look(): Promise<void> {
	const reply = await send(path).catch((err: unknown) => { wrong("loi", reason(err)); return null })
	if (!reply) return
	now = await reply.json() as Step
	const changed = now.step !== shown
	shown = now.step
	for (const at of all("[data-when]")) at.hidden = at.dataset.when !== now.step
	for (const at of all("[data-done]")) at.textContent = String(now.done ?? 0)
	if (changed) certificates(now)
	if (now.step === "done") forget()
	reveal()
}

// Certificates are checked before they are read aloud.
function certificates(s: Step): void {
	const box = el("chung-thu")
	if (!box || !s.certs) return
	try {
		checkCeremony(g, readCerts(g, s.threshold, strings(s.certs)))
	} catch (err) {
		return wrong("loi", reason(err))
	}
	box.replaceChildren(...s.certs.map((c, j) => {
		const li = node("li"), words = node("div")
		words.append(node("code", "", grouped(hexHash((c as { message: string }).message))))
		if (j + 1 === s.index) words.append(" ", node("b", "", say("trustee.mine")))
		li.append(words)
		return li
	}))
}

function forget(): void {
	try { sessionStorage.removeItem(slot()) } catch { /* nothing was kept */ }
	const typed = el<HTMLInputElement>("khoa")
	if (typed) typed.value = ""
	put("khoa-chu", "")
}

async function act(button: HTMLElement): Promise<void> {
	const what = button.dataset.do ?? ""
	wrong("loi", "")
	await drawn()
	try {
		if (now && now.step === what) await acts[what]?.(now)
	} catch (err) {
		if (err instanceof Fault && err.key === "urn.step") await look()
		wrong("loi", reason(err))
	}
}

// Unused slips, handed back or counted: only the public part is sent.
async function cancel(): Promise<void> {
	const typed = el<HTMLInputElement>("ma-huy")
	const c = entered(typed?.value ?? "")
	if (!c) return put("huy-ket-qua", say("booth.shape"))
	const body = JSON.stringify({ credential: publicCredential(g, main.dataset.uuid ?? "", c) })
	try {
		await send((main.dataset.keyPath ?? "") + "/huy", body)
		put("huy-ket-qua", say("trustee.cancelled", c.slice(-6)))
	} catch (err) {
		put("huy-ket-qua", err instanceof Fault && err.key === "belenios.used-credential" ? say("trustee.used") : reason(err))
	}
	if (typed) {
		typed.value = ""
		typed.focus()
	}
}

function start(): void {
	for (const button of all("[data-do]")) button.addEventListener("click", () => void busy(button, () => act(button)))
	el("tai-khoa")?.addEventListener("click", event => {
		event.preventDefault()
		file(`khoa-${main.dataset.uuid ?? ""}-${main.dataset.index ?? ""}.txt`, kept() + "\n")
	})
	el("chep-khoa")?.addEventListener("click", event => void copy(kept(), event.currentTarget as HTMLElement))
	el<HTMLInputElement>("file-khoa")?.addEventListener("change", event => {
		void (event.target as HTMLInputElement).files?.[0]?.text().then(t => {
			const typed = el<HTMLInputElement>("khoa")
			if (typed) typed.value = t.trim()
		})
	})
	el("form-huy")?.addEventListener("submit", event => { event.preventDefault(); void cancel() })
	window.setInterval(() => { if (!document.hidden && /^wait/.test(shown)) void look() }, 3000)
	document.addEventListener("visibilitychange", () => { if (!document.hidden) void look() })
	void look()
}

if (typeof document === "undefined") serve()
else start()
