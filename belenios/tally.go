package belenios

import (
	"fmt"
	"math/big"
	"strconv"
)

// Tally is the encrypted sum of the counted ballots: per question and position
// one ciphertext. Of each credential only the last ballot counts.
type Tally struct {
	Counted int      // ballots
	Weight  *big.Int // of all of them
	Sums    [][]Ciphertext

	g Group
}

// NewTally is the sum of no ballots.
func (e *Election) NewTally() *Tally {
	t := &Tally{Weight: new(big.Int), g: e.Group}
	for _, q := range e.Questions {
		row := make([]Ciphertext, q.size())
		for i := range row {
			row[i] = nothing(e.Group)
		}
		t.Sums = append(t.Sums, row)
	}
	return t
}

// Add counts a checked ballot with its weight.
func (t *Tally) Add(b *Ballot, weight *big.Int) {
	t.Counted++
	t.Weight.Add(t.Weight, weight)
	for i, a := range b.Answers {
		for j, c := range a.Choices {
			t.Sums[i][j] = t.Sums[i][j].add(t.g, c.times(t.g, weight))
		}
	}
}

// Remove takes back a ballot that its voter has replaced.
func (t *Tally) Remove(b *Ballot, weight *big.Int) {
	t.Counted--
	t.Weight.Sub(t.Weight, weight)
	for i, a := range b.Answers {
		for j, c := range a.Choices {
			c = c.times(t.g, weight)
			s := t.Sums[i][j]
			t.Sums[i][j] = Ciphertext{t.g.Div(s.Alpha, c.Alpha), t.g.Div(s.Beta, c.Beta)}
		}
	}
}

// join adds the sums of another part of the ballots.
func (t *Tally) join(o *Tally) {
	t.Counted += o.Counted
	t.Weight.Add(t.Weight, o.Weight)
	for i, row := range o.Sums {
		for j, c := range row {
			t.Sums[i][j] = t.Sums[i][j].add(t.g, c)
		}
	}
}

func (c Ciphertext) times(g Group, weight *big.Int) Ciphertext {
	if weight.IsInt64() && weight.Int64() == 1 {
		return c
	}
	return Ciphertext{g.Exp(c.Alpha, weight), g.Exp(c.Beta, weight)}
}

// JSON is the record of the sums.
func (t *Tally) JSON() []byte {
	return appendList(nil, t.Sums, func(out []byte, row []Ciphertext) []byte {
		return appendCiphertexts(t.g, out, row)
	})
}

// sizedJSON is the record of the numbers, which refers to the sums.
func (t *Tally) sizedJSON() []byte {
	out := strconv.AppendInt([]byte(`{"num_tallied":`), int64(t.Counted), 10)
	out = appendWeight(append(out, `,"total_weight":`...), t.Weight)
	return fmt.Appendf(out, `,"encrypted_tally":"%s"}`, HashOf(t.JSON()))
}

// sized is that record as read.
type sized struct {
	counted int
	weight  *big.Int
	tally   Hash
}

func parseSized(raw []byte) (s sized, err error) {
	r := &reader{s: string(raw)}
	r.need(`{"num_tallied":`)
	s.counted = r.number()
	r.need(`,"total_weight":`)
	s.weight = r.weight()
	r.need(`,"encrypted_tally":`)
	s.tally = r.hash()
	r.need(`}`)
	return s, r.end()
}
