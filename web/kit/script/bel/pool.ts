// Ballots judged by several workers at once. A worker is the same script as the
// page: where there is no document it serves.

import { checkBallot, readBallot } from "./ballot"
import { type Election, readElection } from "./election"
import { Refusal } from "./read"
import type { Judge } from "./verify"

interface Task { id: number, election: Uint8Array, ballot: Uint8Array, credential: string }

interface Verdict { id: number, kind?: string, message?: string }

/** Serve makes this thread a worker. */
export function serve(): void {
	let election: Election | undefined
	self.onmessage = (event: MessageEvent<Task>) => {
		const { id, election: raw, ballot, credential } = event.data
		const answer: Verdict = { id }
		try {
			election ??= readElection(raw)
			checkBallot(election, readBallot(election, ballot), election.group.decode(credential))
		} catch (err) {
			answer.kind = err instanceof Refusal ? err.kind : ""
			answer.message = String((err as Error).message)
		}
		self.postMessage(answer)
	}
}

/** Pool is a judge with helpers, or none if workers cannot be had; end it after use. */
export function pool(script: string): (Judge & { end(): void }) | undefined {
	const wide = Math.min(8, navigator.hardwareConcurrency || 1)
	if (wide < 2 || !script || typeof Worker === "undefined") return undefined
	try {
		const workers = Array.from({ length: wide }, () => new Worker(script))
		let next = 0
		const broken = new Set<Worker>() // one that could not start answers nobody
		for (const w of workers) w.addEventListener("error", () => broken.add(w))
		const judge: Judge["judge"] = (election, ballot, credential) => {
			const worker = workers[next % wide]
			if (broken.has(worker)) return Promise.reject(new Error("a worker failed"))
			return ask(worker, { id: next++, election, ballot, credential })
		}
		return { wide, judge, end: () => workers.forEach(w => w.terminate()) }
	} catch {
		return undefined
	}
}

function ask(worker: Worker, task: Task): Promise<void> {
	return new Promise((done, fail) => {
		const hear = (event: MessageEvent<Verdict>): void => {
			if (event.data.id !== task.id) return
			worker.removeEventListener("message", hear)
			const { kind, message } = event.data
			if (kind === undefined) done()
			else fail(kind ? new Refusal(kind, message ?? "") : new Error(message))
		}
		worker.addEventListener("message", hear)
		worker.addEventListener("error", () => fail(new Error("a worker failed")), { once: true })
		worker.postMessage(task)
	})
}
