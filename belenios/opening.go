package belenios

import (
	"bytes"
	"encoding/json"
	"math/big"
)

// Classes of failure of a ballot that was opened to be checked.
const (
	BadOpening    Class = "bad-opening"    // not a file of an opened ballot
	WrongTracker  Class = "wrong-tracker"  // the ballot has another tracker than was shown
	WrongOpening  Class = "wrong-opening"  // the ballot holds another choice than was made
	OpenedCounted Class = "opened-counted" // it was to be thrown away, and counts
)

// MaxOpening is the length in bytes of the longest file of an opened ballot
// that is read.
const MaxOpening = 4 << 20

// Opening is a ballot that a voter did not cast but opened, to see whether the
// device had encrypted what was tapped: docs/kiem-tra-phieu.md has its file.
// Whoever has it knows the choice.
type Opening struct {
	Tracker    string       // as the voter saw it before asking to open
	Choice     [][]int      // as for Vote
	Randomness [][]*big.Int // of the ciphertexts, in the same order
	Ballot     []byte       // raw
}

// ParseOpening reads the file. Spaces between its parts do not matter; numbers
// have one spelling.
func ParseOpening(g Group, raw []byte) (*Opening, error) {
	if len(raw) > MaxOpening {
		return nil, failed(TooBig, "%d bytes", len(raw))
	}
	var file struct {
		Audit      int             `json:"audit"`
		Tracker    string          `json:"tracker"`
		Choice     [][]int         `json:"choice"`
		Randomness [][]string      `json:"randomness"`
		Ballot     json.RawMessage `json:"ballot"`
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, failed(BadOpening, "%v", err)
	}
	if file.Audit != 1 || d.More() {
		return nil, failed(BadOpening, "not version 1, or something follows")
	}
	o := &Opening{Tracker: file.Tracker, Choice: file.Choice}
	for i, row := range file.Randomness {
		o.Randomness = append(o.Randomness, nil)
		for j, text := range row {
			n, ok := decimal(text, g.Order())
			if !ok {
				return nil, failed(BadScalar, "randomness %d of answer %d", j+1, i+1)
			}
			o.Randomness[i] = append(o.Randomness[i], n)
		}
	}
	var ballot bytes.Buffer
	if err := json.Compact(&ballot, file.Ballot); err != nil {
		return nil, failed(BadOpening, "%v", err)
	}
	o.Ballot = ballot.Bytes()
	return o, nil
}

// CheckOpening encrypts the choice again with the randomness of the opening and
// compares: nil when the ballot is whole, is the one that was shown, and holds
// exactly the choice. It shares nothing with the device that made the ballot.
func (e *Election) CheckOpening(o *Opening) error {
	b, err := e.ParseBallot(o.Ballot)
	if err != nil {
		return err
	}
	if b.Tracker() != o.Tracker {
		return failed(WrongTracker, "the tracker of the ballot is %s", b.Tracker())
	}
	if len(o.Choice) != len(e.Questions) || len(o.Randomness) != len(e.Questions) {
		return failed(WrongOpening, "%d rows for %d questions", len(o.Choice), len(e.Questions))
	}
	for i, a := range b.Answers {
		if !e.Questions[i].allows(o.Choice[i]) || len(o.Randomness[i]) != len(a.Choices) {
			return failed(WrongOpening, "answer %d: not an allowed choice", i+1)
		}
		for j, c := range a.Choices {
			if !e.holds(c, o.Randomness[i][j], o.Choice[i][j]) {
				return failed(WrongOpening, "answer %d: choice %d is not %d", i+1, j+1, o.Choice[i][j])
			}
		}
	}
	credential, err := e.Group.Parse(b.Credential)
	if err != nil {
		return failed(UnknownCredential, "%v", err)
	}
	return e.Check(b, credential)
}

// holds reports whether a ciphertext is m under the randomness r.
func (e *Election) holds(c Ciphertext, r *big.Int, m int) bool {
	g := e.Group
	beta := g.Mul(g.Exp(e.PublicKey, r), Power(g, big.NewInt(int64(m))))
	return g.Equal(c.Alpha, Power(g, r)) && g.Equal(c.Beta, beta)
}
