// Package belenios makes and verifies secret, verifiable elections in the
// Belenios format, protocol version 1.
//
// A vote is encrypted, proved to be within bounds and signed before it leaves
// the voter; only sums are ever decrypted. The public record of an election is
// one archive that anybody can verify without us. The package keeps three
// promises: a record that breaks any rule of the format is refused with a named
// reason; what it writes, other programs for this format accept; it reads no
// clock, no disk and no randomness but what it is handed.
//
// Only approval questions are supported; anything else is refused by name.
package belenios

// Version of the protocol. Others hash differently and are refused.
const Version = 1

// maxNumber is the largest count written as a JSON number; larger ones are
// decimal strings.
const maxNumber = 1<<30 - 1
