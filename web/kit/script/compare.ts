// [data-clock]: the server's clock when the page was made, in milliseconds.
// Says whether the device that looks agrees, in the words of the page.

const near = 5 // seconds that a slow link may take

export function startCompare() {
	for (const el of document.querySelectorAll<HTMLElement>("[data-clock]")) {
		const off = Math.round((Date.now() - Number(el.dataset.clock)) / 1000)
		el.textContent = (Math.abs(off) <= near ? el.dataset.same : el.dataset.off)?.replace("{1}", String(off)) ?? ""
	}
}
