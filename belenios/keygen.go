package belenios

import (
	"fmt"
	"io"
	"math/big"
)

// Ceremony is what all members of a threshold key generation see before they
// deal: compare the certificates aloud, for a false server would put its own in
// between. The server must collect all dealings before it shows any.
type Ceremony struct {
	Threshold int
	Certs     []Signed // in member order
}

// Dealing is what a member publishes in step 3.
type Dealing struct {
	Polynomial   string   // a note to itself
	Secrets      []string // one for each member
	Coefficients Signed
	Signature    Proof
}

// Input is what the server builds for one member in step 4.
type Input struct {
	Polynomial   string
	Secrets      []string // one from each member
	Coefficients []Signed
	Signatures   []Proof
}

// Output is what a member publishes in step 5. The server keeps Private, which
// only the member's seed opens, and gives it back for the tally.
type Output struct {
	Private string
	Key     TrusteeKey
}

// Cert is step 1: the keys of member index (counted from 1) of size.
func (m *Member) Cert(random io.Reader, threshold, index, size int) (Signed, error) {
	k := &maker{g: m.g, random: random}
	c := cert{group: m.g.Name(), size: size, threshold: threshold, index: index, verification: m.verify, encryption: m.encrypt}
	return m.signed(k, c.message(m.g)), k.err
}

// Check is step 2; everybody does it.
func (c Ceremony) Check(g Group) error {
	if c.Threshold < 1 || c.Threshold >= len(c.Certs) || len(c.Certs) > maxMembers {
		return failed(BadTrustee, "threshold %d of %d", c.Threshold, len(c.Certs))
	}
	_, err := checkCerts(g, c.Threshold, c.Certs)
	return err
}

// place finds the member among the certificates.
func (m *Member) place(c Ceremony) ([]cert, int, error) {
	if err := c.Check(m.g); err != nil {
		return nil, 0, err
	}
	certs, err := checkCerts(m.g, c.Threshold, c.Certs)
	if err != nil {
		return nil, 0, err
	}
	for j, x := range certs {
		if m.g.Equal(x.verification, m.verify) && m.g.Equal(x.encryption, m.encrypt) {
			return certs, j, nil
		}
	}
	return nil, 0, failed(BadTrustee, "no certificate of this member")
}

// Deal is step 3: the member draws its polynomial and shares it out.
func (m *Member) Deal(random io.Reader, c Ceremony) (*Dealing, error) {
	certs, _, err := m.place(c)
	if err != nil {
		return nil, err
	}
	k := &maker{g: m.g, random: random}
	polynomial, exponents := make([]*big.Int, c.Threshold), make([]Element, c.Threshold)
	for i := range polynomial {
		polynomial[i] = k.draw()
		exponents[i] = Power(m.g, polynomial[i])
	}
	d := &Dealing{Polynomial: m.send(k, m.encrypt, scalarsJSON("polynomial", polynomial))}
	for j, x := range certs {
		share := evaluateAt(m.g.Order(), polynomial, j+1)
		d.Secrets = append(d.Secrets, m.send(k, x.encryption, `{"secret":"`+share.String()+`"}`))
	}
	list := appendList([]byte(`{"coefexps":`), m.g.Texts(exponents...), quote)
	d.Coefficients = m.signed(k, string(append(list, '}')))
	d.Signature = k.know(messagePrefix(certsMessage(m.g, c.Certs, exponents)), m.sign)
	return d, k.err
}

func scalarsJSON(name string, list []*big.Int) string {
	out := appendList([]byte(`{"`+name+`":`), list, func(out []byte, n *big.Int) []byte { return quote(out, n.String()) })
	return string(append(out, '}'))
}

func evaluateAt(q *big.Int, polynomial []*big.Int, x int) *big.Int {
	y := new(big.Int)
	for i := len(polynomial) - 1; i >= 0; i-- {
		y.Mul(y, big.NewInt(int64(x))).Add(y, polynomial[i]).Mod(y, q)
	}
	return y
}

// Inputs is step 4, on the server.
func Inputs(dealings []Dealing) []Input {
	inputs := make([]Input, len(dealings))
	for j := range inputs {
		in := Input{Polynomial: dealings[j].Polynomial}
		for _, d := range dealings {
			in.Secrets = append(in.Secrets, d.Secrets[j])
			in.Coefficients = append(in.Coefficients, d.Coefficients)
			in.Signatures = append(in.Signatures, d.Signature)
		}
		inputs[j] = in
	}
	return inputs
}

// draft puts together what is known of the outcome before step 5.
func (c Ceremony) draft(g Group, coefficients []Signed, signatures []Proof) (*Threshold, error) {
	n := len(c.Certs)
	if len(coefficients) != n || len(signatures) != n {
		return nil, failed(BadTrustee, "%d dealings of %d members", len(coefficients), n)
	}
	t := &Threshold{Threshold: c.Threshold, Certs: c.Certs, Coefficients: coefficients, Signatures: signatures}
	for _, s := range coefficients {
		r := &reader{g: g}
		t.coefficients = append(t.coefficients, r.inside(s.Message).coefficients())
		if r.fail != nil {
			return nil, r.fail
		}
	}
	return t, nil
}

// Finish is step 5: the member opens its shares, checks them against what all
// members committed to, and publishes its key.
func (m *Member) Finish(random io.Reader, c Ceremony, in Input) (*Output, error) {
	certs, me, err := m.place(c)
	if err != nil {
		return nil, err
	}
	t, err := c.draft(m.g, in.Coefficients, in.Signatures)
	if err != nil {
		return nil, err
	}
	if len(in.Secrets) != len(certs) {
		return nil, failed(BadTrustee, "%d secrets of %d members", len(in.Secrets), len(certs))
	}
	share := new(big.Int)
	for i, x := range certs {
		if err := checkCoefficients(m.g, t, i, x); err != nil {
			return nil, fmt.Errorf("member %d: %w", i+1, err)
		}
		secret, err := m.openScalar("secret", x.verification, in.Secrets[i])
		if err != nil {
			return nil, fmt.Errorf("secret of member %d: %w", i+1, err)
		}
		if !m.g.Equal(Power(m.g, secret), evaluate(m.g, t.coefficients[i], me+1)) {
			return nil, failed(BadTrustee, "member %d dealt a false secret", i+1)
		}
		share.Add(share, secret)
	}
	share.Mod(share, m.g.Order())
	k := &maker{g: m.g, random: random}
	out := &Output{Key: k.trusteeKey(share)}
	s := k.know(messagePrefix(Text(m.g, out.Key.Key)), m.sign)
	out.Key.Signature = &s
	out.Private = m.send(k, m.encrypt, `{"decryption_key":"`+share.String()+`"}`)
	return out, k.err
}

// Share opens what Finish made Private: the exponent to decrypt the tally with.
func (m *Member) Share(private string) (*big.Int, error) {
	return m.openScalar("decryption_key", m.verify, private)
}

func (m *Member) openScalar(name string, sender Element, text string) (*big.Int, error) {
	message, err := m.receive(sender, text)
	if err != nil {
		return nil, err
	}
	r := &reader{s: message, g: m.g}
	r.need(`{"` + name + `":`)
	n := r.scalar()
	r.need(`}`)
	return n, r.end()
}

// Assemble is step 6: anybody checks all messages and makes the public outcome.
func (c Ceremony) Assemble(g Group, dealings []Dealing, outputs []Output) (*Threshold, error) {
	if err := c.Check(g); err != nil {
		return nil, err
	}
	var coefficients []Signed
	var signatures []Proof
	for _, d := range dealings {
		coefficients, signatures = append(coefficients, d.Coefficients), append(signatures, d.Signature)
	}
	t, err := c.draft(g, coefficients, signatures)
	if err != nil {
		return nil, err
	}
	for _, o := range outputs {
		t.Keys = append(t.Keys, o.Key)
	}
	if len(t.Keys) != len(c.Certs) {
		return nil, failed(BadTrustee, "%d keys of %d members", len(t.Keys), len(c.Certs))
	}
	return t, t.check(g)
}
