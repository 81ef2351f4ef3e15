// Everything, for tests in a browser.

import "./finite"

export * from "./archive"
export * from "./ballot"
export * from "./credential"
export * from "./ed25519"
export * from "./election"
export * from "./group"
export * from "./member"
export * from "./open"
export * from "./proof"
export * from "./read"
export * from "./tally"
export * from "./text"
export * from "./trustee"
export * from "./verify"
export * from "./vote"
