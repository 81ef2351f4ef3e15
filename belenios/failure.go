package belenios

import "fmt"

// Class names why a record or a ballot is refused. The names are stable: they
// are written in test vectors, and messages to voters are chosen by them.
type Class string

// What can be wrong with a ballot, whoever looks at it.
const (
	TooBig            Class = "too-big"            // longer than any honest ballot
	NotCanonical      Class = "not-canonical"      // other spelling, order or fields of JSON
	BadShape          Class = "bad-shape"          // wrong number of answers, choices or proofs
	BadPoint          Class = "bad-point"          // not a canonical member of the group
	BadScalar         Class = "bad-scalar"         // not a canonical number below q
	OtherElection     Class = "other-election"     // uuid or fingerprint of another election
	UnknownCredential Class = "unknown-credential" // not in the public list
	UsedCredential    Class = "used-credential"    // second ballot where none is allowed
	Replayed          Class = "replayed"           // an earlier ballot, or its encrypted choices
	ForgedProof       Class = "forged-proof"       // a choice not proved to be 0 or 1
	OutOfBounds       Class = "out-of-bounds"      // sum, or blank vote, not proved to be allowed
	BadSignature      Class = "bad-signature"      // not signed by its credential
	Closed            Class = "closed"             // after the end of voting
)

// BallotClasses are the reasons for which a ballot may be refused: each needs a
// message to the voter.
func BallotClasses() []Class {
	return []Class{TooBig, NotCanonical, BadShape, BadPoint, BadScalar, OtherElection, UnknownCredential,
		UsedCredential, Replayed, ForgedProof, OutOfBounds, BadSignature, Closed}
}

// What can be wrong with an archive.
const (
	BadContainer   Class = "bad-container"   // header, padding, length or timestamp
	BadName        Class = "bad-name"        // a record is not what its name says
	StrayRecord    Class = "stray-record"    // repeated, missing or not referred to
	BrokenChain    Class = "broken-chain"    // parent or height of an event
	BadOrder       Class = "bad-order"       // an event that may not stand there
	NotSupported   Class = "not-supported"   // another version or kind of question
	BadElection    Class = "bad-election"    // questions, uuid or key
	BadTrustee     Class = "bad-trustee"     // a trustee's proof or signature
	WrongKey       Class = "wrong-key"       // election key is not that of its trustees
	BadCredential  Class = "bad-credential"  // unreadable entry or weight in the public list
	TwiceListed    Class = "twice-listed"    // one credential twice in the public list
	WrongTally     Class = "wrong-tally"     // not the product of the counted ballots
	WrongCount     Class = "wrong-count"     // number or weight of counted ballots
	BadDecryption  Class = "bad-decryption"  // a trustee's factor or its proof
	FewDecryptions Class = "few-decryptions" // result without enough trustees
	WrongResult    Class = "wrong-result"    // not what the trustees decrypted
	NotAnEarlier   Class = "not-an-earlier"  // the earlier archive is not its beginning
	WrongAnnounced Class = "wrong-announced" // not the number of ballots announced
	WrongName      Class = "wrong-name"      // the file is named after another election
	Unreadable     Class = "unreadable"      // the disk, not the record
)

// Failure says what was refused and why.
type Failure struct {
	Class  Class
	Record string // of an archive: its name or number; empty for a lone ballot
	Detail string // for people who look closer; in English
	Cause  error  // of Unreadable
}

// Key is a stable message key, as "belenios.out-of-bounds".
func (f *Failure) Key() string { return "belenios." + string(f.Class) }

// Error is for logs and tests.
func (f *Failure) Error() string {
	s := string(f.Class)
	if f.Record != "" {
		s += " in " + f.Record
	}
	if f.Detail != "" {
		s += ": " + f.Detail
	}
	return s
}

// Unwrap gives the cause.
func (f *Failure) Unwrap() error { return f.Cause }

func failed(class Class, format string, args ...any) *Failure {
	return &Failure{Class: class, Detail: fmt.Sprintf(format, args...)}
}
