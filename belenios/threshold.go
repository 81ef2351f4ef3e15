package belenios

import (
	"fmt"
	"math/big"
	"strconv"
)

// Signed is a message and its signature.
type Signed struct {
	Message   string
	Signature Proof
}

// Threshold is the public outcome of a threshold key generation (section 6.2).
type Threshold struct {
	Threshold    int
	Certs        []Signed
	Coefficients []Signed
	Signatures   []Proof
	Keys         []TrusteeKey

	coefficients [][]Element // as the messages state them
}

const maxMembers = 100

func appendSigned(out []byte, s Signed) []byte {
	out = quote(append(out, `{"message":`...), s.Message)
	return append(appendProof(append(out, `,"signature":`...), s.Signature), '}')
}

func (r *reader) signed() (s Signed) {
	r.need(`{"message":`)
	s.Message = r.text()
	r.need(`,"signature":`)
	s.Signature = r.proof()
	r.need(`}`)
	return s
}

func (t *Threshold) appendJSON(g Group, out []byte) []byte {
	out = strconv.AppendInt(append(out, `{"threshold":`...), int64(t.Threshold), 10)
	out = appendList(append(out, `,"certs":`...), t.Certs, appendSigned)
	out = appendList(append(out, `,"coefexps":`...), t.Coefficients, appendSigned)
	out = appendProofs(append(out, `,"signatures":`...), t.Signatures)
	out = appendList(append(out, `,"verification_keys":`...), t.Keys, func(out []byte, k TrusteeKey) []byte {
		return appendTrusteeKey(g, out, k)
	})
	return append(out, '}')
}

func (r *reader) threshold() *Threshold {
	t := new(Threshold)
	r.need(`{"threshold":`)
	t.Threshold = r.number()
	r.need(`,"certs":`)
	r.list(1, func() { t.Certs = append(t.Certs, r.signed()) })
	r.need(`,"coefexps":`)
	r.list(1, func() {
		s := r.signed()
		t.Coefficients = append(t.Coefficients, s)
		t.coefficients = append(t.coefficients, r.inside(s.Message).coefficients())
	})
	r.need(`,"signatures":`)
	t.Signatures = r.proofs()
	r.need(`,"verification_keys":`)
	r.list(1, func() { t.Keys = append(t.Keys, r.trusteeKey()) })
	r.need(`}`)
	if n := len(t.Certs); n > maxMembers || t.Threshold < 1 || t.Threshold >= n ||
		len(t.Coefficients) != n || len(t.Signatures) != n || len(t.Keys) != n {
		r.stop(BadTrustee, "threshold %d of %d, or lists of different lengths", t.Threshold, n)
	}
	return t
}

// message reads JSON inside a string of JSON; its failure becomes ours.
type message struct {
	*reader
	outer *reader
}

func (r *reader) inside(text string) message {
	return message{&reader{s: text, g: r.g, fail: r.fail}, r}
}

func (m message) done() {
	if err := m.end(); err != nil && m.outer.fail == nil {
		m.outer.stop(m.fail.Class, "message: %v", err)
	}
}

func (m message) coefficients() (list []Element) {
	m.need(`{"coefexps":`)
	m.list(1, func() { list = append(list, m.element()) })
	m.need(`}`)
	m.done()
	return list
}

// cert is what a member publishes first.
type cert struct {
	group                  string
	size, threshold, index int
	verification           Element
	encryption             Element
}

func (c cert) message(g Group) string {
	out := quote([]byte(`{"context":{"group":`), c.group)
	out = fmt.Appendf(out, `,"size":%d,"threshold":%d,"index":%d}`, c.size, c.threshold, c.index)
	out = quote(append(out, `,"verification":`...), Text(g, c.verification))
	out = quote(append(out, `,"encryption":`...), Text(g, c.encryption))
	return string(append(out, '}'))
}

func parseCert(g Group, text string) (c cert, err error) {
	r := &reader{s: text, g: g}
	r.need(`{"context":{"group":`)
	c.group = r.text()
	r.need(`,"size":`)
	c.size = r.number()
	r.need(`,"threshold":`)
	c.threshold = r.number()
	r.need(`,"index":`)
	c.index = r.number()
	r.need(`},"verification":`)
	c.verification = r.element()
	r.need(`,"encryption":`)
	c.encryption = r.element()
	r.need(`}`)
	return c, r.end()
}

// check verifies sections 6.2.1 to 6.2.4.
func (t *Threshold) check(g Group) error {
	certs, err := checkCerts(g, t.Threshold, t.Certs)
	if err != nil {
		return err
	}
	for j, c := range certs {
		if err := t.checkMember(g, j, c); err != nil {
			return fmt.Errorf("member %d: %w", j+1, err)
		}
	}
	return nil
}

func checkCerts(g Group, threshold int, list []Signed) ([]cert, error) {
	certs := make([]cert, len(list))
	for j, s := range list {
		c, err := parseCert(g, s.Message)
		if err != nil {
			return nil, fmt.Errorf("certificate %d: %w", j+1, err)
		}
		if c.group != g.Name() || c.size != len(list) || c.threshold != threshold || c.index != j+1 {
			return nil, failed(BadTrustee, "certificate %d is of another context", j+1)
		}
		if !knows(g, messagePrefix(s.Message), c.verification, s.Signature) {
			return nil, failed(BadTrustee, "certificate %d is not signed", j+1)
		}
		certs[j] = c
	}
	return certs, nil
}

func (t *Threshold) checkMember(g Group, j int, c cert) error {
	if err := checkCoefficients(g, t, j, c); err != nil {
		return err
	}
	if err := t.Keys[j].check(g); err != nil {
		return err
	}
	if want := shareKey(g, t.coefficients, j+1); !g.Equal(t.Keys[j].Key, want) {
		return failed(BadTrustee, "its key is not the share that all gave it")
	}
	s := t.Keys[j].Signature
	if s == nil || !knows(g, messagePrefix(Text(g, t.Keys[j].Key)), c.verification, *s) {
		return failed(BadTrustee, "its key is not signed")
	}
	return nil
}

// checkCoefficients verifies what a member published in step 3 (6.2.2, 6.2.3).
func checkCoefficients(g Group, t *Threshold, j int, c cert) error {
	if len(t.coefficients[j]) != t.Threshold {
		return failed(BadTrustee, "%d coefficients for threshold %d", len(t.coefficients[j]), t.Threshold)
	}
	if s := t.Coefficients[j]; !knows(g, messagePrefix(s.Message), c.verification, s.Signature) {
		return failed(BadTrustee, "its coefficients are not signed")
	}
	all := certsMessage(g, t.Certs, t.coefficients[j])
	if !knows(g, messagePrefix(all), c.verification, t.Signatures[j]) {
		return failed(BadTrustee, "it did not sign the list of certificates")
	}
	return nil
}

// certsMessage is what each member signs in step 3: everybody's certificate and
// its own coefficients.
func certsMessage(g Group, certs []Signed, coefficients []Element) string {
	out := appendList([]byte(`certs_sig|{"certs":`), certs, appendSigned)
	out = appendList(append(out, `,"coefexps":`...), g.Texts(coefficients...), quote)
	return string(append(out, '}'))
}

// shareKey is the public key of member j: the product of A_ik^(j^k).
func shareKey(g Group, coefficients [][]Element, j int) Element {
	y := g.Identity()
	for _, a := range coefficients {
		y = g.Mul(y, evaluate(g, a, j))
	}
	return y
}

// evaluate is the polynomial in the exponent at j, by Horner's rule.
func evaluate(g Group, a []Element, j int) Element {
	y, x := g.Identity(), big.NewInt(int64(j))
	for k := len(a) - 1; k >= 0; k-- {
		y = g.Mul(g.Exp(y, x), a[k])
	}
	return y
}
