export { ed25519 } from "./ed25519"
