package belenios

import (
	"encoding/hex"
	"errors"
	"math/big"
	"slices"
	"sync"

	"filippo.io/edwards25519"
	"filippo.io/edwards25519/field"
)

// edwards is the prime-order subgroup of edwards25519 (format section 2.1).
type edwards struct{ order *big.Int }

var ed25519Group = sync.OnceValue(func() *edwards {
	q := new(big.Int).Lsh(big.NewInt(1), 252)
	low, _ := new(big.Int).SetString("27742317777372353535851937790883648493", 10)
	return &edwards{order: q.Add(q, low)}
})

// Ed25519 is the group that new elections use.
func Ed25519() Group { return ed25519Group() }

func (g *edwards) Name() string       { return "Ed25519" }
func (g *edwards) Order() *big.Int    { return g.order }
func (g *edwards) Identity() Element  { return identity() }
func (g *edwards) Generator() Element { return fromLibrary(edwards25519.NewGeneratorPoint()) }

func (g *edwards) Mul(a, b Element) Element { return g.plus(a, b, false) }
func (g *edwards) Div(a, b Element) Element { return g.plus(a, b, true) }

func (g *edwards) plus(a, b Element, minus bool) Element {
	var c cached
	p := *a.(*point)
	p.addCached(c.set(b.(*point)), minus)
	return &p
}

func (g *edwards) Equal(a, b Element) bool { return a.(*point).equal(b.(*point)) }

func (g *edwards) Exp(base Element, n *big.Int) Element {
	p, s := base.(*point), g.scalar(n)
	if p.equal(edwardsGenerator()) {
		return fromLibrary(new(edwards25519.Point).ScalarBaseMult(s))
	}
	return fromLibrary(new(edwards25519.Point).ScalarMult(s, p.library()))
}

var edwardsGenerator = sync.OnceValue(func() *point {
	return fromLibrary(edwards25519.NewGeneratorPoint())
})

func (g *edwards) scalar(n *big.Int) *edwards25519.Scalar {
	var b [32]byte
	new(big.Int).Mod(n, g.order).FillBytes(b[:])
	slices.Reverse(b[:])
	s, err := edwards25519.NewScalar().SetCanonicalBytes(b[:])
	if err != nil {
		panic("belenios: a reduced number was refused: " + err.Error())
	}
	return s
}

func (g *edwards) Texts(list ...Element) []string {
	inv := make([]field.Element, len(list))
	one, flat := new(field.Element).One(), true
	for i, e := range list {
		inv[i] = e.(*point).z
		flat = flat && inv[i].Equal(one) == 1
	}
	if !flat { // as they are after decode
		invert(inv)
	}
	texts := make([]string, len(list))
	for i, e := range list {
		var x, y field.Element
		p := e.(*point)
		x.Multiply(&p.x, &inv[i])
		y.Multiply(&p.y, &inv[i])
		b := y.Bytes()
		b[31] |= byte(x.IsNegative() << 7)
		slices.Reverse(b)
		texts[i] = hex.EncodeToString(b)
	}
	return texts
}

var (
	errPoint    = errors.New("not the canonical text of a group element")
	errNoMember = errors.New("not a member of the group of prime order")
)

func (g *edwards) decode(text string) (Element, error) {
	if len(text) != 64 || !isLowerHex(text) {
		return nil, errPoint
	}
	b, _ := hex.DecodeString(text)
	slices.Reverse(b)
	q, err := new(edwards25519.Point).SetBytes(b)
	if err != nil {
		return nil, errPoint
	}
	// SetBytes also takes y >= p, and a sign on x = 0; the canonical text has
	// neither. It leaves z = 1, so no inversion is needed to see it.
	p := fromLibrary(q)
	canonical := p.y.Bytes()
	canonical[31] |= byte(p.x.IsNegative() << 7)
	if !slices.Equal(canonical, b) {
		return nil, errPoint
	}
	return p, nil
}

func (g *edwards) Parse(text string) (Element, error) {
	e, err := g.decode(text)
	if err != nil {
		return nil, err
	}
	_, err = g.raiseMembers(nil, e)
	return e, err
}

func isLowerHex(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
