package belenios

import (
	"fmt"
	"io"
	"math/big"
)

// Trustee is one who must help to decrypt: a single person, or a group of which
// some threshold suffices.
type Trustee struct {
	Single   *TrusteeKey
	Pedersen *Threshold
}

// TrusteeKey is a public key with the proof that its owner knows the private
// one. Members of a threshold group also sign it.
type TrusteeKey struct {
	Proof     Proof
	Key       Element
	Signature *Proof
	Name      string // optional
}

// NewTrustee makes a key pair; the secret stays with the trustee.
func NewTrustee(g Group, random io.Reader) (secret *big.Int, key TrusteeKey, err error) {
	m := &maker{g: g, random: random}
	secret = m.draw()
	key = m.trusteeKey(secret)
	return secret, key, m.err
}

func (m *maker) trusteeKey(secret *big.Int) TrusteeKey {
	key := TrusteeKey{Key: Power(m.g, secret)}
	key.Proof = m.know(knowPrefix(m.g, key.Key), secret)
	return key
}

// check verifies the proof of knowledge (section 6.1).
func (k TrusteeKey) check(g Group) error {
	if !knows(g, knowPrefix(g, k.Key), k.Key, k.Proof) {
		return failed(BadTrustee, "does not prove to know its private key")
	}
	return nil
}

func appendTrusteeKey(g Group, out []byte, k TrusteeKey) []byte {
	out = appendProof(append(out, `{"pok":`...), k.Proof)
	out = quote(append(out, `,"public_key":`...), Text(g, k.Key))
	if k.Signature != nil {
		out = appendProof(append(out, `,"signature":`...), *k.Signature)
	}
	if k.Name != "" {
		out = quote(append(out, `,"name":`...), k.Name)
	}
	return append(out, '}')
}

func (r *reader) trusteeKey() (k TrusteeKey) {
	r.need(`{"pok":`)
	k.Proof = r.proof()
	r.need(`,"public_key":`)
	k.Key = r.element()
	if r.has(`,"signature":`) {
		p := r.proof()
		k.Signature = &p
	}
	if r.has(`,"name":`) {
		k.Name = r.text()
	}
	r.need(`}`)
	return k
}

// Trustees are all items; every one is needed.
type Trustees []Trustee

// JSON writes the record of an archive.
func (ts Trustees) JSON(g Group) []byte {
	return appendList(nil, ts, func(out []byte, t Trustee) []byte {
		if t.Single != nil {
			return append(appendTrusteeKey(g, append(out, `["Single",`...), *t.Single), ']')
		}
		return append(t.Pedersen.appendJSON(g, append(out, `["Pedersen",`...)), ']')
	})
}

// ParseTrustees reads the record; it verifies nothing yet.
func ParseTrustees(g Group, raw []byte) (Trustees, error) {
	r := &reader{s: string(raw), g: g}
	var ts Trustees
	r.list(1, func() {
		if r.has(`["Single",`) {
			k := r.trusteeKey()
			ts = append(ts, Trustee{Single: &k})
		} else {
			r.need(`["Pedersen",`)
			ts = append(ts, Trustee{Pedersen: r.threshold()})
		}
		r.need(`]`)
	})
	return ts, r.end()
}

// Check verifies every proof and signature of the trustees (sections 6.1, 6.2).
func (ts Trustees) Check(g Group) error {
	for i, t := range ts {
		err := error(nil)
		if t.Single != nil {
			err = t.Single.check(g)
		} else {
			err = t.Pedersen.check(g)
		}
		if err != nil {
			return fmt.Errorf("trustee item %d: %w", i+1, err)
		}
	}
	return nil
}

// Key is the election key that these trustees make (section 6.3).
func (ts Trustees) Key(g Group) Element {
	y := g.Identity()
	for _, t := range ts {
		if t.Single != nil {
			y = g.Mul(y, t.Single.Key)
			continue
		}
		for _, a := range t.Pedersen.coefficients {
			y = g.Mul(y, a[0])
		}
	}
	return y
}

// Owners are the public keys of all who may decrypt; number 1 stands first.
func (ts Trustees) Owners() []Element {
	var keys []Element
	for _, t := range ts {
		if t.Single != nil {
			keys = append(keys, t.Single.Key)
			continue
		}
		for _, k := range t.Pedersen.Keys {
			keys = append(keys, k.Key)
		}
	}
	return keys
}
