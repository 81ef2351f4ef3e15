// Documents of the conference that stay readable without a network once they
// were opened: a page with data-papers names the worker. Browsers allow it only
// over https and on localhost. Signing out or coming to the door forgets them.

import { on, one } from "./page"

async function forget(): Promise<void> {
	if ("caches" in window) await caches.delete("hoinghi-papers")
}

export function startPapers(): void {
	const worker = one("[data-papers]")?.dataset.papers
	if (worker && "serviceWorker" in navigator) void navigator.serviceWorker.register(worker).catch(() => undefined)
	if (one("[data-door]")) void forget()
	on("submit", "form[action$='/ra']", () => void forget())
}
