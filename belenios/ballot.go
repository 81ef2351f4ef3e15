package belenios

import (
	"crypto/sha256"
	"strings"
)

// Ballot is an encrypted, proved and signed choice.
type Ballot struct {
	Credential string // public
	Answers    []Answer

	tracker   Hash
	signed    Hash // of the ballot without its signature
	proof     Proof
	misquoted bool // the signature states another hash
}

// Answer holds the encrypted choices of one question and their proofs.
type Answer struct {
	Choices    []Ciphertext
	Individual [][]Proof // each choice is 0 or 1
	Overall    []Proof   // the sum is allowed, or the vote is blank
	Blank      []Proof   // blank and something else is not both chosen
}

// Tracker is what a voter keeps to find the ballot in the public record.
func (b *Ballot) Tracker() string { return b.tracker.Base64() }

// Hash is the name of the ballot's record in an archive.
func (b *Ballot) Hash() Hash { return b.tracker }

// maxBallot is the length of the longest honest ballot, with room to spare.
func (e *Election) maxBallot() int {
	element, proof := 64, 2*len(e.Group.Order().String())+40
	if e.Group.Name() != "Ed25519" {
		element = 617
	}
	size := 4096
	for _, q := range e.Questions {
		proofs := 2*q.size() + q.Max - q.Min + 4
		size += 2*q.size()*(element+20) + proofs*proof
	}
	return size
}

// ParseBallot reads the raw bytes of a ballot for this election, and refuses
// every spelling but the canonical one. Membership of the ciphertexts is left to
// Check, which shares the work.
func (e *Election) ParseBallot(raw []byte) (*Ballot, error) {
	if len(raw) > e.maxBallot() {
		return nil, failed(TooBig, "%d bytes", len(raw))
	}
	r := &reader{s: string(raw), g: e.Group}
	b := &Ballot{tracker: HashOf(raw)}
	r.need(`{"election_uuid":`)
	uuid := r.plainText()
	r.need(`,"election_hash":`)
	phi := r.plainText()
	if r.fail == nil && (uuid != e.UUID || phi != e.phi) {
		r.stop(OtherElection, "made for %q", uuid)
	}
	r.need(`,"credential":`)
	b.Credential = r.plainText()
	r.need(`,"answers":`)
	r.list(0, func() { b.Answers = append(b.Answers, r.answer()) })
	signed := r.i
	r.need(`,"signature":{"hash":`)
	hash := r.plainText()
	r.need(`,"proof":`)
	b.proof = r.proof()
	r.need(`}}`)
	if err := r.end(); err != nil {
		return nil, err
	}
	h := sha256.New()
	h.Write(raw[:signed])
	h.Write([]byte{'}'})
	b.signed = Hash(h.Sum(nil))
	if err := e.checkShape(b); err != nil {
		return nil, err
	}
	b.misquoted = hash != b.signed.Base64()
	return b, nil
}

func (r *reader) answer() (a Answer) {
	r.need(`{"choices":`)
	r.list(0, func() { a.Choices = append(a.Choices, r.ciphertext(r.undecided)) })
	r.need(`,"individual_proofs":`)
	r.list(0, func() { a.Individual = append(a.Individual, r.proofs()) })
	r.need(`,"overall_proof":`)
	a.Overall = r.proofs()
	if r.has(`,"blank_proof":`) {
		a.Blank = r.proofs()
	}
	r.need(`}`)
	return a
}

func (r *reader) proofs() (list []Proof) {
	r.list(0, func() { list = append(list, r.proof()) })
	return list
}

// checkShape compares the numbers of everything with the questions.
func (e *Election) checkShape(b *Ballot) error {
	if len(b.Answers) != len(e.Questions) {
		return failed(BadShape, "%d answers to %d questions", len(b.Answers), len(e.Questions))
	}
	for i, q := range e.Questions {
		overall, blank := q.Max-q.Min+1, 0
		if q.Blank {
			overall, blank = overall+1, 2
		}
		a := b.Answers[i]
		if len(a.Choices) != q.size() || len(a.Individual) != q.size() || len(a.Overall) != overall || len(a.Blank) != blank {
			return failed(BadShape, "answer %d", i+1)
		}
		for _, p := range a.Individual {
			if len(p) != 2 {
				return failed(BadShape, "answer %d: %d proofs of a choice", i+1, len(p))
			}
		}
	}
	return nil
}

// appendUnsigned writes a ballot without its signature.
func (e *Election) appendUnsigned(out []byte, b *Ballot) []byte {
	out = quote(append(out, `{"election_uuid":`...), e.UUID)
	out = quote(append(out, `,"election_hash":`...), e.phi)
	out = quote(append(out, `,"credential":`...), b.Credential)
	out = appendList(append(out, `,"answers":`...), b.Answers, func(out []byte, a Answer) []byte {
		out = appendCiphertexts(e.Group, append(out, `{"choices":`...), a.Choices)
		out = appendList(append(out, `,"individual_proofs":`...), a.Individual, appendProofs)
		out = appendProofs(append(out, `,"overall_proof":`...), a.Overall)
		if len(a.Blank) > 0 {
			out = appendProofs(append(out, `,"blank_proof":`...), a.Blank)
		}
		return append(out, '}')
	})
	return append(out, '}')
}

func appendProofs(out []byte, list []Proof) []byte { return appendList(out, list, appendProof) }

// replayKey is the same for two ballots with the same encrypted choices,
// whoever signed them and whatever was done to the proofs.
func (e *Election) replayKey(b *Ballot) Hash {
	var s strings.Builder
	for _, a := range b.Answers {
		for _, t := range ciphertextTexts(e.Group, a.Choices) {
			s.WriteString(t)
			s.WriteByte(',')
		}
	}
	return HashOf([]byte(s.String()))
}
