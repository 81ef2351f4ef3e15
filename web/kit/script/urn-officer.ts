// The page of the secret ballot: officer.

import { ed25519 } from "./bel/ed25519"

document.documentElement.dataset.group = ed25519.name
