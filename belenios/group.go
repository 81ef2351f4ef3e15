package belenios

import (
	"crypto/sha256"
	"fmt"
	"io"
	"math/big"
)

// Element is a member of a group. Only the group that made it can use it.
type Element interface{ element() }

// Group is one of the three groups of prime order that the format knows.
type Group interface {
	Name() string
	Order() *big.Int // do not change it
	Generator() Element
	Identity() Element
	Mul(a, b Element) Element
	Div(a, b Element) Element
	// Exp takes any exponent; on Ed25519 its time does not depend on it.
	Exp(base Element, n *big.Int) Element
	Equal(a, b Element) bool
	// Texts writes elements as the format does; many at once cost less.
	Texts(list ...Element) []string
	// Parse reads the canonical text of a member, and nothing else.
	Parse(text string) (Element, error)

	// decode reads canonical text without the test of membership.
	decode(text string) (Element, error)
	// raise gives for every base its powers to all exponents, which are public
	// and in [0, q-1]: the time depends on them.
	raise(exps []*big.Int, bases ...Element) [][]Element
	// raiseMembers also tests that the bases are members.
	raiseMembers(exps []*big.Int, bases ...Element) ([][]Element, error)
	// table prepares a base that every ballot uses.
	table(base Element) table
}

// table multiplies an element by a power of its base; the exponent is public
// and in [0, q-1].
type table interface {
	times(e Element, n *big.Int) Element
}

// GroupNamed finds a group by the name that elections carry.
func GroupNamed(name string) (Group, error) {
	switch name {
	case "Ed25519":
		return Ed25519(), nil
	case "BELENIOS-2048":
		return Belenios2048(), nil
	case "RFC-3526-2048":
		return RFC3526(), nil
	}
	return nil, fmt.Errorf("unknown group %q", name)
}

// Power is the generator raised to n.
func Power(g Group, n *big.Int) Element { return g.Exp(g.Generator(), n) }

// Text writes one element.
func Text(g Group, e Element) string { return g.Texts(e)[0] }

// RandomExponent draws from [0, q-1]; 128 surplus bits make it uniform.
func RandomExponent(g Group, random io.Reader) (*big.Int, error) {
	b := make([]byte, (g.Order().BitLen()+7)/8+32)
	if _, err := io.ReadFull(random, b); err != nil {
		return nil, fmt.Errorf("draw an exponent: %w", err)
	}
	n := new(big.Int).SetBytes(b)
	return n.Mod(n, g.Order()), nil
}

// hashZq is the one construction behind every challenge: the prefix, then the
// elements with commas between them, as a number modulo q.
func hashZq(g Group, prefix string, elements ...string) *big.Int {
	h := sha256.New()
	io.WriteString(h, prefix)
	for i, e := range elements {
		if i > 0 {
			io.WriteString(h, ",")
		}
		io.WriteString(h, e)
	}
	n := new(big.Int).SetBytes(h.Sum(nil))
	return n.Mod(n, g.Order())
}
