// The page of the secret ballot: trustee.

import { ed25519 } from "./bel/ed25519"

document.documentElement.dataset.group = ed25519.name
