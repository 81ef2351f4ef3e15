type Options = { inversionAttempts?: "dontInvert" | "onlyInvert" | "attemptBoth" | "invertFirst" }
export default function jsQR(data: Uint8ClampedArray, width: number, height: number, options?: Options): { data: string } | null
