package belenios

import (
	"io"
	"math/big"
)

// Proof is a challenge and its response: all proofs of the format are made of
// these. The verifier computes the commitment again and hashes it.
type Proof struct{ Challenge, Response *big.Int }

func appendProof(out []byte, p Proof) []byte {
	out = p.Challenge.Append(append(out, `{"challenge":"`...), 10)
	out = p.Response.Append(append(out, `","response":"`...), 10)
	return append(out, `"}`...)
}

func (r *reader) proof() (p Proof) {
	r.need(`{"challenge":`)
	p.Challenge = r.scalar()
	r.need(`,"response":`)
	p.Response = r.scalar()
	r.need(`}`)
	return p
}

func appendList[T any](out []byte, list []T, item func([]byte, T) []byte) []byte {
	out = append(out, '[')
	for i, x := range list {
		if i > 0 {
			out = append(out, ',')
		}
		out = item(out, x)
	}
	return append(out, ']')
}

// maker draws the randomness of proofs. The first error sticks, and what is
// made after it must be thrown away.
type maker struct {
	g      Group
	random io.Reader
	err    error
}

func (m *maker) draw() *big.Int {
	if m.err != nil {
		return new(big.Int)
	}
	n, err := RandomExponent(m.g, m.random)
	if err != nil {
		m.err = err
		return new(big.Int)
	}
	return n
}

// response is w - secret*challenge.
func response(g Group, w, secret, challenge *big.Int) *big.Int {
	n := new(big.Int).Mul(secret, challenge)
	n.Sub(w, n)
	return n.Mod(n, g.Order())
}

// know proves knowledge of the logarithm of g^secret, bound to a prefix.
func (m *maker) know(prefix string, secret *big.Int) Proof {
	w := m.draw()
	c := hashZq(m.g, prefix, Text(m.g, Power(m.g, w)))
	return Proof{c, response(m.g, w, secret, c)}
}

// knows checks such a proof against g^secret.
func knows(g Group, prefix string, public Element, p Proof) bool {
	a := g.Mul(Power(g, p.Response), g.Exp(public, p.Challenge))
	return hashZq(g, prefix, Text(g, a)).Cmp(p.Challenge) == 0
}

func knowPrefix(g Group, public Element) string {
	return "pok|" + g.Name() + "|" + Text(g, public) + "|"
}

func messagePrefix(message string) string { return "sigmsg|" + message + "|" }

// Ciphertext is an encrypted number; products of these encrypt sums.
type Ciphertext struct{ Alpha, Beta Element }

func appendCiphertexts(g Group, out []byte, list []Ciphertext) []byte {
	texts := ciphertextTexts(g, list)
	i := 0
	return appendList(out, list, func(out []byte, _ Ciphertext) []byte {
		out = append(append(out, `{"alpha":"`...), texts[i]...)
		out = append(append(out, `","beta":"`...), texts[i+1]...)
		i += 2
		return append(out, `"}`...)
	})
}

// ciphertextTexts are alpha, beta, alpha, beta and so on.
func ciphertextTexts(g Group, list []Ciphertext) []string {
	flat := make([]Element, 0, 2*len(list))
	for _, c := range list {
		flat = append(flat, c.Alpha, c.Beta)
	}
	return g.Texts(flat...)
}

func (r *reader) ciphertext(element func() Element) (c Ciphertext) {
	r.need(`{"alpha":`)
	c.Alpha = element()
	r.need(`,"beta":`)
	c.Beta = element()
	r.need(`}`)
	return c
}

// add multiplies ciphertexts, which adds what they encrypt.
func (c Ciphertext) add(g Group, d Ciphertext) Ciphertext {
	return Ciphertext{g.Mul(c.Alpha, d.Alpha), g.Mul(c.Beta, d.Beta)}
}

func nothing(g Group) Ciphertext { return Ciphertext{g.Identity(), g.Identity()} }
