// A camera that reads QR codes: with the reader of the browser where it has
// one, else with jsQR. What it sees stays in the page.

import jsQR from "./vendor/jsqr/jsQR.js"

type Detector = { detect(source: CanvasImageSource): Promise<Array<{ rawValue: string }>> }
type DetectorClass = { new(options: { formats: string[] }): Detector; getSupportedFormats?(): Promise<string[]> }

export class Camera {
	private readonly canvas = document.createElement("canvas")
	private detector: Detector | null = null
	private stream: MediaStream | null = null

	constructor(private readonly video: HTMLVideoElement) {}

	get on(): boolean { return this.stream !== null }

	/** Open shows the picture in the video; it fails as getUserMedia does. */
	async open(): Promise<void> {
		this.stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 } } })
		this.video.srcObject = this.stream
		this.video.hidden = false
		this.video.muted = true
		this.video.setAttribute("playsinline", "")
		await this.video.play().catch(() => undefined)
		this.detector ??= await native()
	}

	close(): void {
		this.stream?.getTracks().forEach(t => t.stop())
		this.stream = null
		this.video.srcObject = null
		this.video.hidden = true
	}

	/** Read gives the text of a code that is before the camera now, or nothing. */
	async read(): Promise<string> {
		const video = this.video
		if (!this.stream || video.readyState < 2) return ""
		try {
			if (this.detector) return (await this.detector.detect(video))[0]?.rawValue ?? ""
			return this.decode(video)
		} catch {
			return ""
		}
	}

	private decode(video: HTMLVideoElement): string {
		const scale = Math.min(1, 640 / Math.max(video.videoWidth, 1))
		this.canvas.width = Math.round(video.videoWidth * scale)
		this.canvas.height = Math.round(video.videoHeight * scale)
		const pen = this.canvas.getContext("2d", { willReadFrequently: true })
		if (!pen || !this.canvas.width) return ""
		pen.drawImage(video, 0, 0, this.canvas.width, this.canvas.height)
		const image = pen.getImageData(0, 0, this.canvas.width, this.canvas.height)
		return jsQR(image.data, image.width, image.height, { inversionAttempts: "dontInvert" })?.data ?? ""
	}
}

/** Why a camera cannot be asked for here: no page from afar may without https. */
export function unfit(): "" | "insecure" | "none" {
	if (!window.isSecureContext) return "insecure"
	return typeof navigator.mediaDevices?.getUserMedia === "function" ? "" : "none"
}

/** Refused tells a person who said no from a device that has no camera. */
export function refused(err: unknown): "denied" | "none" {
	return err instanceof DOMException && err.name === "NotAllowedError" ? "denied" : "none"
}

async function native(): Promise<Detector | null> {
	const made = (window as unknown as { BarcodeDetector?: DetectorClass }).BarcodeDetector
	if (!made) return null
	const formats = await made.getSupportedFormats?.().catch(() => [] as string[]) ?? []
	return formats.includes("qr_code") ? new made({ formats: ["qr_code"] }) : null
}
