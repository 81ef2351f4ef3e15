package belenios

import (
	"encoding/binary"
	"math/big"
	"math/bits"
	"strconv"
	"sync"
)

// residues is the subgroup of order q of the integers modulo p (format
// sections 2.2 and 2.3).
type residues struct {
	name    string
	p, g, q *big.Int
	squares bool // p = 2q+1, so the members are the squares
}

type residue struct{ n big.Int }

func (*residue) element() {}

var belenios2048 = sync.OnceValue(func() *residues {
	return &residues{
		name: "BELENIOS-2048",
		p:    number(belenios2048P, 10), g: number(belenios2048G, 10), q: number(belenios2048Q, 10),
	}
})

var rfc3526 = sync.OnceValue(func() *residues {
	p := number(rfc3526P, 16)
	return &residues{name: "RFC-3526-2048", p: p, g: big.NewInt(2), q: new(big.Int).Rsh(p, 1), squares: true}
})

// Belenios2048 is a finite-field group with short exponents.
func Belenios2048() Group { return belenios2048() }

// RFC3526 is the 2048-bit MODP group of RFC 3526, with long exponents.
func RFC3526() Group { return rfc3526() }

func number(s string, base int) *big.Int {
	n, ok := new(big.Int).SetString(s, base)
	if !ok {
		panic("belenios: a constant is not a number")
	}
	return n
}

func (g *residues) Name() string       { return g.name }
func (g *residues) Order() *big.Int    { return g.q }
func (g *residues) Generator() Element { return g.make(g.g) }
func (g *residues) Identity() Element  { return g.make(big.NewInt(1)) }

func (g *residues) make(n *big.Int) *residue {
	e := new(residue)
	e.n.Set(n)
	return e
}

func (g *residues) Mul(a, b Element) Element {
	e := new(residue)
	e.n.Mul(&a.(*residue).n, &b.(*residue).n)
	e.n.Mod(&e.n, g.p)
	return e
}

func (g *residues) Div(a, b Element) Element {
	inv := new(residue)
	inv.n.ModInverse(&b.(*residue).n, g.p)
	return g.Mul(a, inv)
}

func (g *residues) Exp(base Element, n *big.Int) Element {
	e := new(residue)
	e.n.Exp(&base.(*residue).n, new(big.Int).Mod(n, g.q), g.p)
	return e
}

func (g *residues) Equal(a, b Element) bool {
	return a.(*residue).n.Cmp(&b.(*residue).n) == 0
}

func (g *residues) Texts(list ...Element) []string {
	texts := make([]string, len(list))
	for i, e := range list {
		texts[i] = e.(*residue).n.String()
	}
	return texts
}

func (g *residues) decode(text string) (Element, error) {
	n, ok := decimal(text, g.p)
	if !ok || n.Sign() == 0 {
		return nil, errPoint
	}
	return &residue{*n}, nil
}

func (g *residues) Parse(text string) (Element, error) {
	e, err := g.decode(text)
	if err != nil {
		return nil, err
	}
	if !g.member(e.(*residue)) {
		return nil, errNoMember
	}
	return e, nil
}

func (g *residues) member(e *residue) bool {
	if g.squares {
		return big.Jacobi(&e.n, g.p) == 1 // Euler's criterion, p is prime
	}
	return new(big.Int).Exp(&e.n, g.q, g.p).Cmp(big.NewInt(1)) == 0
}

func (g *residues) raise(exps []*big.Int, bases ...Element) [][]Element {
	all := make([][]Element, len(bases))
	for i, base := range bases {
		for _, n := range exps {
			all[i] = append(all[i], g.Exp(base, n))
		}
	}
	return all
}

func (g *residues) raiseMembers(exps []*big.Int, bases ...Element) ([][]Element, error) {
	for _, base := range bases {
		if !g.member(base.(*residue)) {
			return nil, errNoMember
		}
	}
	return g.raise(exps, bases...), nil
}

// plain raises without preparation; these groups are not made for speed.
type plain struct {
	g    *residues
	base Element
}

func (g *residues) table(base Element) table { return plain{g, base} }

func (p plain) times(e Element, n *big.Int) Element { return p.g.Mul(e, p.g.Exp(p.base, n)) }

var tens = func() (t [19]uint64) {
	t[0] = 1
	for i := range t[1:] {
		t[i+1] = 10 * t[i]
	}
	return t
}()

// decimal reads a canonical decimal number below a limit.
func decimal(text string, below *big.Int) (*big.Int, bool) {
	if text == "" || len(text) > 620 || len(text) > 1 && text[0] == '0' {
		return nil, false
	}
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return nil, false
		}
	}
	if len(text) > 100 { // a number below 10^100 fits in six words
		n, _ := new(big.Int).SetString(text, 10)
		return n, n.Cmp(below) < 0
	}
	var words [6]uint64 // lowest first
	for text != "" {
		part := text[:min(len(text), 18)]
		text = text[len(part):]
		carry, _ := strconv.ParseUint(part, 10, 64)
		for i, w := range words {
			high, low := bits.Mul64(w, tens[len(part)])
			low, over := bits.Add64(low, carry, 0)
			words[i], carry = low, high+over
		}
	}
	var b [8 * len(words)]byte
	for i, w := range words {
		binary.BigEndian.PutUint64(b[len(b)-8*i-8:], w)
	}
	n := new(big.Int).SetBytes(b[:])
	return n, n.Cmp(below) < 0
}
