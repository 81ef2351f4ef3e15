// Keeps what a delegate has opened of the documents (list, agenda, papers,
// resolution) on the phone, so that they open again without a network. The
// network comes first; what is kept is only read when it fails.

type Phase = Event & { waitUntil(work: Promise<unknown>): void }
type Ask = Phase & { request: Request; respondWith(answer: Promise<Response>): void }
const worker = self as unknown as {
	skipWaiting(): Promise<void>
	clients: { claim(): Promise<void>; matchAll(o: { includeUncontrolled: boolean }): Promise<{ url: string }[]> }
	registration: { scope: string }
	addEventListener(type: string, act: (event: never) => void): void
}

const store = "hoinghi-papers"

function ours(url: URL): boolean {
	if (url.origin !== location.origin) return false
	if (url.pathname.startsWith("/static/")) return true
	const rest = url.pathname.slice(new URL(worker.registration.scope).pathname.length)
	return url.pathname.startsWith(new URL(worker.registration.scope).pathname) && /^\/?(tai-lieu|nghi-quyet|chuong-trinh)(\/[^/]+)?$/.test(rest)
}

async function keep(request: Request, answer: Response): Promise<void> {
	if (answer.ok && !answer.redirected) await (await caches.open(store)).put(request, answer)
}

async function fetched(event: Ask): Promise<Response> {
	const kept = await caches.match(event.request, { ignoreVary: true })
	if (kept && new URL(event.request.url).pathname.startsWith("/static/")) return kept // named by its content
	try {
		const answer = await fetch(event.request)
		event.waitUntil(keep(event.request, answer.clone()))
		return answer
	} catch (error) {
		if (kept) return kept
		throw error
	}
}

worker.addEventListener("install", (event: Phase) => event.waitUntil(worker.skipWaiting()))

// The page that brought the worker was fetched before it was there.
worker.addEventListener("activate", (event: Phase) => event.waitUntil(worker.clients.claim().then(async () => {
	for (const page of await worker.clients.matchAll({ includeUncontrolled: true }))
		if (ours(new URL(page.url))) await fetch(page.url).then(answer => keep(new Request(page.url), answer), () => undefined)
})))

worker.addEventListener("fetch", (event: Ask) => {
	if (event.request.method === "GET" && ours(new URL(event.request.url))) event.respondWith(fetched(event))
})
