package belenios

import (
	"errors"
	"fmt"
	"io"
	"math/big"
)

// Decryption is what one trustee contributes: for every sum the factor
// alpha^x, and the proof that it is that.
type Decryption struct {
	Factors [][]Element
	Proofs  [][]Proof
}

// Decrypt makes a trustee's contribution. The trustee must have verified the
// archive, and decrypts one tally per election, ever: a tally of one ballot
// tells that ballot.
func (e *Election) Decrypt(random io.Reader, t *Tally, secret *big.Int) (*Decryption, error) {
	m := &maker{g: e.Group, random: random}
	d := new(Decryption)
	prefix := decryptPrefix(e, Power(e.Group, secret))
	for _, row := range t.Sums {
		factors, proofs := make([]Element, len(row)), make([]Proof, len(row))
		for j, c := range row {
			factors[j] = e.Group.Exp(c.Alpha, secret)
			w := m.draw()
			challenge := hashZq(e.Group, prefix, e.Group.Texts(Power(e.Group, w), e.Group.Exp(c.Alpha, w))...)
			proofs[j] = Proof{challenge, response(e.Group, w, secret, challenge)}
		}
		d.Factors, d.Proofs = append(d.Factors, factors), append(d.Proofs, proofs)
	}
	return d, m.err
}

func decryptPrefix(e *Election, key Element) string {
	return "decrypt|" + e.phi + "|" + Text(e.Group, key) + "|"
}

// CheckDecryption verifies a contribution under the trustee's public key
// (section 10).
func (e *Election) CheckDecryption(t *Tally, d *Decryption, key Element) error {
	if len(d.Factors) != len(t.Sums) || len(d.Proofs) != len(t.Sums) {
		return failed(BadDecryption, "%d rows", len(d.Factors))
	}
	prefix := decryptPrefix(e, key)
	for i, row := range t.Sums {
		if len(d.Factors[i]) != len(row) || len(d.Proofs[i]) != len(row) {
			return failed(BadDecryption, "row %d has another length", i+1)
		}
		for j, c := range row {
			p, f := d.Proofs[i][j], d.Factors[i][j]
			a := e.Group.Mul(Power(e.Group, p.Response), e.Group.Exp(key, p.Challenge))
			b := e.Group.Mul(e.Group.Exp(c.Alpha, p.Response), e.Group.Exp(f, p.Challenge))
			if hashZq(e.Group, prefix, e.Group.Texts(a, b)...).Cmp(p.Challenge) != 0 {
				return failed(BadDecryption, "factor %d of row %d is not proved", j+1, i+1)
			}
		}
	}
	return nil
}

// JSON is the record of a contribution.
func (d *Decryption) JSON(g Group) []byte {
	out := appendList([]byte(`{"decryption_factors":`), d.Factors, func(out []byte, row []Element) []byte {
		return appendList(out, g.Texts(row...), quote)
	})
	return append(appendList(append(out, `,"decryption_proofs":`...), d.Proofs, appendProofs), '}')
}

// ParseDecryption reads the record; it verifies nothing yet.
func ParseDecryption(g Group, raw []byte) (*Decryption, error) {
	r := &reader{s: string(raw), g: g}
	d := new(Decryption)
	r.need(`{"decryption_factors":`)
	r.list(0, func() {
		var row []Element
		r.list(0, func() { row = append(row, r.element()) })
		d.Factors = append(d.Factors, row)
	})
	r.need(`,"decryption_proofs":`)
	r.list(0, func() { d.Proofs = append(d.Proofs, r.proofs()) })
	r.need(`}`)
	return d, r.end()
}

func ownedJSON(owner int, d Hash) []byte {
	return fmt.Appendf(nil, `{"owner":%d,"payload":"%s"}`, owner, d)
}

func parseOwned(raw []byte) (owner int, d Hash, err error) {
	r := &reader{s: string(raw)}
	r.need(`{"owner":`)
	owner = r.number()
	r.need(`,"payload":`)
	d = r.hash()
	r.need(`}`)
	return owner, d, r.end()
}

// ErrNotEnough says that more trustees must decrypt before there is a result.
var ErrNotEnough = errors.New("not enough trustees have decrypted")

// combine makes the factors of the whole key from checked contributions by
// owner number, counted from 1 (section 11).
func (ts Trustees) combine(e *Election, checked map[int]*Decryption) ([][]Element, error) {
	total := make([][]Element, len(e.Questions))
	for i, q := range e.Questions {
		for range q.size() {
			total[i] = append(total[i], e.Group.Identity())
		}
	}
	owner := 1
	for _, t := range ts {
		members, enough := 1, 1
		if t.Pedersen != nil {
			members, enough = len(t.Pedersen.Keys), t.Pedersen.Threshold
		}
		var who []int
		for k := 1; k <= members && len(who) < enough; k++ {
			if checked[owner+k-1] != nil {
				who = append(who, k)
			}
		}
		if len(who) < enough {
			return nil, ErrNotEnough
		}
		for _, k := range who {
			raise(e.Group, total, checked[owner+k-1].Factors, lagrange(e.Group.Order(), who, k))
		}
		owner += members
	}
	return total, nil
}

// raise multiplies into the total the factors of one member to its power.
func raise(g Group, total, factors [][]Element, by *big.Int) {
	for i, row := range factors {
		for j, f := range row {
			total[i][j] = g.Mul(total[i][j], g.Exp(f, by))
		}
	}
}

// lagrange is the coefficient of member d at zero: the product of k/(k-d).
func lagrange(q *big.Int, who []int, d int) *big.Int {
	l := big.NewInt(1)
	for _, k := range who {
		if k == d {
			continue
		}
		inverse := new(big.Int).ModInverse(big.NewInt(int64(k-d)), q)
		l.Mul(l, big.NewInt(int64(k))).Mul(l, inverse).Mod(l, q)
	}
	return l
}
