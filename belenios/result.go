package belenios

import (
	"errors"
	"fmt"
	"math/big"
)

// Result is the number of votes per question and position; with a blank vote,
// the blank votes stand first.
type Result [][]*big.Int

// maxSearch bounds the work of finding a sum of weights from g^sum.
const maxSearch = 1 << 36

// Result opens the tally with checked contributions by owner number, counted
// from 1.
func (e *Election) Result(ts Trustees, t *Tally, checked map[int]*Decryption) (Result, error) {
	factors, err := ts.combine(e, checked)
	if err != nil {
		return nil, err
	}
	if t.Weight.Cmp(big.NewInt(maxSearch)) > 0 {
		return nil, errors.New("the total weight is too large to be searched")
	}
	steps := newSteps(e.Group, t.Weight)
	res := make(Result, len(t.Sums))
	for i, row := range t.Sums {
		for j, c := range row {
			v, err := steps.find(e.Group.Div(c.Beta, factors[i][j]))
			if err != nil {
				return nil, fmt.Errorf("question %d position %d: %w", i+1, j+1, err)
			}
			res[i] = append(res[i], v)
		}
	}
	return res, nil
}

// steps finds small logarithms, by baby steps and giant steps.
type steps struct {
	g     Group
	n     int64
	baby  map[string]int64
	giant Element // g^-n
}

func newSteps(g Group, most *big.Int) *steps {
	n := new(big.Int).Sqrt(most).Int64() + 1
	s := &steps{g: g, n: n, baby: make(map[string]int64, n)}
	e, at := g.Identity(), int64(0)
	for at < n {
		var some []Element
		for k := at; k < min(n, at+512); k++ {
			some = append(some, e)
			e = g.Mul(e, g.Generator())
		}
		for _, text := range g.Texts(some...) {
			s.baby[text] = at
			at++
		}
	}
	s.giant = g.Div(g.Identity(), e)
	return s
}

func (s *steps) find(e Element) (*big.Int, error) {
	for k := range s.n + 1 {
		if low, ok := s.baby[Text(s.g, e)]; ok {
			return big.NewInt(k*s.n + low), nil
		}
		e = s.g.Mul(e, s.giant)
	}
	return nil, errors.New("not a sum of votes")
}

// CheckResult verifies a result by computing g^v for every number.
func (e *Election) CheckResult(ts Trustees, t *Tally, checked map[int]*Decryption, res Result) error {
	factors, err := ts.combine(e, checked)
	if err != nil {
		return failed(FewDecryptions, "%v", err)
	}
	if len(res) != len(t.Sums) {
		return failed(WrongResult, "%d rows", len(res))
	}
	for i, row := range t.Sums {
		if len(res[i]) != len(row) {
			return failed(WrongResult, "row %d has another length", i+1)
		}
		for j, c := range row {
			v := res[i][j]
			if v.Cmp(t.Weight) > 0 || !e.Group.Equal(e.Group.Mul(Power(e.Group, v), factors[i][j]), c.Beta) {
				return failed(WrongResult, "number %d of row %d", j+1, i+1)
			}
		}
	}
	return nil
}

// JSON is the record of the result.
func (res Result) JSON() []byte {
	out := appendList([]byte(`{"result":`), res, func(out []byte, row []*big.Int) []byte {
		return appendList(out, row, appendWeight)
	})
	return append(out, '}')
}

// ParseResult reads the record; it verifies nothing yet.
func ParseResult(raw []byte) (res Result, err error) {
	r := &reader{s: string(raw)}
	r.need(`{"result":`)
	r.list(0, func() {
		var row []*big.Int
		r.list(0, func() { row = append(row, r.weight()) })
		res = append(res, row)
	})
	r.need(`}`)
	return res, r.end()
}
