// The check of an opened ballot: encrypt again with the randomness that was
// shown and compare. It shares no step with the making of the ballot.

import type { Ballot } from "./ballot"
import type { Election } from "./election"
import { power } from "./group"
import { decimal } from "./read"
import type { Opening } from "./vote"

/** Opens says whether a ballot holds exactly the choice, with that randomness. */
export function opens(e: Election, b: Ballot, o: Opening): boolean {
	const g = e.group
	return b.answers.length === o.choice.length && b.answers.every((a, i) => a.choices.every((c, j) => {
		const r = decimal(o.randomness[i]?.[j] ?? "", g.order), m = o.choice[i]?.[j]
		if (r < 0n || m !== 0 && m !== 1) return false
		const beta = g.mul(g.exp(e.key, r), power(g, BigInt(m)))
		return g.equal(c.alpha, power(g, r)) && g.equal(c.beta, beta)
	}))
}
