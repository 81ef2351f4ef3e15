package belenios

import (
	"crypto/rand"
	"io"
	"math/big"
	"os"
	"strings"
	"testing"
)

type transcript struct {
	Threshold                             int
	Certs, Polynomials, Vinputs, Voutputs []string
}

func TestPKIVector(t *testing.T) {
	v := vectors(t).PKI
	g := named(t, v.Group)
	m, err := NewMember(g, v.Seed)
	if err != nil || m.sign.String() != v.SK || m.open.String() != v.DK || Text(g, m.verify) != v.VK || Text(g, m.encrypt) != v.EK {
		t.Errorf("member of seed %s: %+v, %v", v.Seed, m, err)
	}
	for _, seed := range []string{"", v.Seed + "\n", v.Seed[1:], "0" + v.Seed[1:]} {
		if _, err := NewMember(g, seed); err == nil {
			t.Errorf("took %q for a seed", seed)
		}
	}
}

// The transcripts of another program are read, checked and finished by ours.
func TestKeyGenerationTranscripts(t *testing.T) {
	for _, folder := range []string{"ed25519-threshold", "ed25519-blank-2q", "rfc3526-threshold", "tampered/base"} {
		t.Run(folder, func(t *testing.T) {
			var d transcript
			load(t, folder+"/dkg.json", &d)
			var k keys
			load(t, folder+"/testkeys.json", &k)
			e := sample(t, folder)
			g := e.Group
			c, dealings, outputs := readTranscript(t, g, d)
			for i, in := range Inputs(dealings) {
				if got := string(in.JSON()); got != d.Vinputs[i] {
					t.Errorf("input %d:\n got %s\nwant %s", i+1, got, d.Vinputs[i])
				}
			}
			got, err := c.Assemble(g, dealings, outputs)
			if err != nil {
				t.Fatal(err)
			}
			raw, err := os.ReadFile("testdata/vectors/" + folder + "/trustees.json")
			if err != nil || !strings.Contains(string(raw), string(got.appendJSON(g, nil))) {
				t.Errorf("assembled another outcome: %v", err)
			}
			for _, member := range k.Trustees {
				if member.Kind != "Pedersen" {
					continue
				}
				finishMember(t, c, d, seedOf{g, member.Seed, member.Index - 1})
			}
		})
	}
}

func readTranscript(t *testing.T, g Group, d transcript) (c Ceremony, dealings []Dealing, outputs []Output) {
	c.Threshold = d.Threshold
	for i, raw := range d.Certs {
		s, err := ParseSigned(g, []byte(raw))
		x, err2 := ParseDealing(g, []byte(d.Polynomials[i]))
		o, err3 := ParseOutput(g, []byte(d.Voutputs[i]))
		if err != nil || err2 != nil || err3 != nil {
			t.Fatal(err, err2, err3)
		}
		if string(s.JSON()) != raw || string(x.JSON()) != d.Polynomials[i] || string(o.JSON(g)) != d.Voutputs[i] {
			t.Errorf("messages of member %d are written differently", i+1)
		}
		c.Certs, dealings, outputs = append(c.Certs, s), append(dealings, *x), append(outputs, *o)
	}
	return c, dealings, outputs
}

// seedOf is a member on its own device.
type seedOf struct {
	g     Group
	seed  string
	index int
}

func finishMember(t *testing.T, c Ceremony, d transcript, who seedOf) {
	t.Helper()
	g, i := who.g, who.index
	m, err := NewMember(g, who.seed)
	if err != nil {
		t.Fatal(err)
	}
	in, err := ParseInput(g, []byte(d.Vinputs[i]))
	if err != nil {
		t.Fatal(err)
	}
	out, err := m.Finish(rand.Reader, c, *in)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := ParseOutput(g, []byte(d.Voutputs[i]))
	if err != nil || !g.Equal(out.Key.Key, theirs.Key.Key) {
		t.Errorf("member %d ends with another key: %v", i+1, err)
	}
	share, err := m.Share(theirs.Private)
	if err != nil || !g.Equal(Power(g, share), theirs.Key.Key) {
		t.Errorf("share of member %d: %v", i+1, err)
	}
	if share, err = m.Share(out.Private); err != nil || !g.Equal(Power(g, share), out.Key.Key) {
		t.Errorf("own share of member %d: %v", i+1, err)
	}
	in.Secrets[0], in.Secrets[1] = in.Secrets[1], in.Secrets[0]
	if _, err := m.Finish(rand.Reader, c, *in); err == nil {
		t.Errorf("member %d took one member's secret for another's", i+1)
	}
}

func TestLagrangeVectors(t *testing.T) {
	v := vectors(t).Lagrange
	if len(v) == 0 {
		t.Fatal("no vectors")
	}
	for _, l := range v {
		for d, want := range l.Coefficients {
			if got := lagrange(named(t, l.Group).Order(), l.Indexes, int(number(d, 10).Int64())); got.String() != want {
				t.Errorf("%v %s: %s, want %s", l.Indexes, d, got, want)
			}
		}
	}
}

// ceremony runs a whole key generation of three members; it gives the outcome and the shares.
func ceremony(t testing.TB, g Group, random io.Reader, threshold int) (*Threshold, []*big.Int) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	c := Ceremony{Threshold: threshold}
	var members []*Member
	const n = 3
	for i := range n {
		seed, err := NewSeed(random)
		must(err)
		m, err := NewMember(g, seed)
		must(err)
		s, err := m.Cert(random, threshold, i+1, n)
		must(err)
		members, c.Certs = append(members, m), append(c.Certs, s)
	}
	var dealings []Dealing
	for _, m := range members {
		d, err := m.Deal(random, c)
		must(err)
		dealings = append(dealings, *d)
	}
	var outputs []Output
	var shares []*big.Int
	for i, in := range Inputs(dealings) {
		o, err := members[i].Finish(random, c, in)
		must(err)
		share, err := members[i].Share(o.Private)
		must(err)
		outputs, shares = append(outputs, *o), append(shares, share)
	}
	out, err := c.Assemble(g, dealings, outputs)
	must(err)
	return out, shares
}

func TestFalseOutcomesAreRefused(t *testing.T) {
	g := Ed25519()
	for name, spoil := range map[string]func(*Threshold){
		"threshold":   func(o *Threshold) { o.Threshold = 1 },
		"cert":        func(o *Threshold) { o.Certs[0].Signature.Response.SetInt64(1) },
		"other order": func(o *Threshold) { o.Certs[0], o.Certs[1] = o.Certs[1], o.Certs[0] },
		"coefficient": func(o *Threshold) { o.Coefficients[1].Signature.Response.SetInt64(1) },
		"polynomial":  func(o *Threshold) { o.coefficients[1][1] = g.Generator() },
		"signature":   func(o *Threshold) { o.Signatures[2].Response.SetInt64(1) },
		"proof":       func(o *Threshold) { o.Keys[0].Proof.Response.SetInt64(1) },
		"key":         func(o *Threshold) { o.Keys[0], o.Keys[1] = o.Keys[1], o.Keys[0] },
		"no name":     func(o *Threshold) { o.Keys[0].Signature = nil },
		"other name":  func(o *Threshold) { o.Keys[0].Signature.Response.SetInt64(1) },
	} {
		o, _ := ceremony(t, g, rand.Reader, 2)
		ts := Trustees{{Pedersen: o}}
		if err := ts.Check(g); err != nil {
			t.Fatal(err)
		}
		spoil(o)
		if got := classOf(ts.Check(g)); got != BadTrustee {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// threeMembers have published their certificates.
func threeMembers(t *testing.T, g Group) (Ceremony, []*Member) {
	t.Helper()
	c := Ceremony{Threshold: 2}
	var members []*Member
	for i := range 3 {
		m, err := NewMember(g, strings.Repeat(string(base58[i]), 22))
		if err != nil {
			t.Fatal(err)
		}
		s, err := m.Cert(rand.Reader, 2, i+1, 3)
		if err != nil {
			t.Fatal(err)
		}
		members, c.Certs = append(members, m), append(c.Certs, s)
	}
	return c, members
}

func TestCertificatesOfAnotherContextAreRefused(t *testing.T) {
	g := Ed25519()
	for name, change := range map[string]func(*cert){
		"":          func(*cert) {},
		"group":     func(c *cert) { c.group = "BELENIOS-2048" },
		"size":      func(c *cert) { c.size = 4 },
		"threshold": func(c *cert) { c.threshold = 1 },
		"index":     func(c *cert) { c.index = 1 },
	} {
		c, members := threeMembers(t, g)
		x, err := parseCert(g, c.Certs[1].Message)
		if err != nil {
			t.Fatal(err)
		}
		change(&x)
		c.Certs[1] = members[1].signed(&maker{g: g, random: rand.Reader}, x.message(g))
		if err := c.Check(g); (err == nil) != (name == "") {
			t.Errorf("another %s: %v", name, err)
		}
	}
	c, members := threeMembers(t, g)
	c.Certs = c.Certs[:2]
	if _, err := members[0].Deal(rand.Reader, c); classOf(err) != BadTrustee {
		t.Errorf("two of two: %v", err)
	}
}

func TestMessagesAreForOneAndFromOne(t *testing.T) {
	g := Ed25519()
	_, m := threeMembers(t, g)
	k := &maker{g: g, random: rand.Reader}
	text := m[0].send(k, m[1].encrypt, `xin "chào"`)
	if got, err := m[1].receive(m[0].verify, text); err != nil || got != `xin "chào"` {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := m[1].receive(m[2].verify, text); err == nil {
		t.Error("taken for a message of another sender")
	}
	if _, err := m[2].receive(m[0].verify, text); err == nil {
		t.Error("opened by another")
	}
	m[1].sealText = m[2].sealText
	if _, err := m[1].receive(m[0].verify, text); err == nil {
		t.Error("a message to another, sent on, is taken")
	}
}

// A member may not deal a longer polynomial: more members than agreed would be
// needed to decrypt.
func TestLongerPolynomialIsRefused(t *testing.T) {
	g := Ed25519()
	c, members := threeMembers(t, g)
	k := &maker{g: g, random: rand.Reader}
	var dealings []Dealing
	for i, m := range members {
		exponents := []Element{Power(g, k.draw()), Power(g, k.draw())}
		if i == 1 {
			exponents = append(exponents, Power(g, k.draw()))
		}
		list := appendList([]byte(`{"coefexps":`), g.Texts(exponents...), quote)
		dealings = append(dealings, Dealing{Secrets: []string{"", "", ""}, Coefficients: m.signed(k, string(list)+"}"),
			Signature: k.know(messagePrefix(certsMessage(g, c.Certs, exponents)), m.sign)})
	}
	certs, err := checkCerts(g, c.Threshold, c.Certs)
	if err != nil {
		t.Fatal(err)
	}
	in := Inputs(dealings)[0]
	draft, err := c.draft(g, in.Coefficients, in.Signatures)
	if err != nil {
		t.Fatal(err)
	}
	for j, want := range []Class{"", BadTrustee, ""} {
		if got := classOf(checkCoefficients(g, draft, j, certs[j])); got != want {
			t.Errorf("member %d: %q, want %q", j+1, got, want)
		}
	}
}
