package belenios

import (
	"encoding/json"
	"math/big"
	"os"
	"testing"
)

func load(t testing.TB, name string, into any) {
	t.Helper()
	b, err := os.ReadFile("testdata/vectors/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

type primitives struct {
	Ed25519 struct {
		Q, Generator, Identity string
		Minus                  string                      `json:"minus_generator"`
		Multiples              map[string]string           `json:"multiples_of_g"`
		QMinus1                string                      `json:"g_to_q_minus_1"`
		MustReject             []struct{ Hex, Why string } `json:"must_reject_as_group_element"`
	}
	HashToZq []struct{ Group, Input, Value string } `json:"hash_to_Zq"`
	Derive   []struct {
		Group, UUID, Credential, Public string
		Secret                          string `json:"secret_exponent"`
	} `json:"credential_derivation"`
	Invalid  []string `json:"invalid_credentials"`
	Lagrange []struct {
		Group        string
		Indexes      []int
		Coefficients map[string]string
	}
	Base64 []struct {
		Text string
		Hex  string `json:"sha256_hex"`
		B64  string `json:"base64_no_padding"`
	} `json:"base64_of_hash"`
	PKI struct{ Group, Seed, SK, VK, DK, EK string }
	Tar struct {
		Name  string
		Size  int64
		Mtime int64
		Hex   string `json:"header_hex_without_zero_tail"`
	} `json:"tar_header"`
}

func vectors(t testing.TB) *primitives {
	p := new(primitives)
	load(t, "primitives.json", p)
	return p
}

func named(t testing.TB, name string) Group {
	g, err := GroupNamed(name)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestEd25519Vectors(t *testing.T) {
	v, g := vectors(t).Ed25519, Ed25519()
	if g.Order().String() != v.Q || Text(g, g.Generator()) != v.Generator || Text(g, g.Identity()) != v.Identity {
		t.Error("order, generator or identity differs")
	}
	if got := Text(g, g.Div(g.Identity(), g.Generator())); got != v.Minus {
		t.Errorf("1/g = %s, want %s", got, v.Minus)
	}
	if got := Text(g, Power(g, big.NewInt(-1))); got != v.QMinus1 {
		t.Errorf("g^(q-1) = %s, want %s", got, v.QMinus1)
	}
	if len(v.Multiples) == 0 || len(v.MustReject) == 0 {
		t.Fatal("no vectors")
	}
	for n, want := range v.Multiples {
		if got := Text(g, Power(g, number(n, 10))); got != want {
			t.Errorf("g^%s = %s, want %s", n, got, want)
		}
	}
	for _, r := range v.MustReject {
		if _, err := g.Parse(r.Hex); err == nil {
			t.Errorf("accepted %s: %s", r.Hex, r.Why)
		}
	}
}

func TestHashVectors(t *testing.T) {
	v := vectors(t)
	if len(v.HashToZq) != 9 || len(v.Base64) != 3 {
		t.Fatal("vectors are missing")
	}
	for _, h := range v.HashToZq {
		if got := hashZq(named(t, h.Group), h.Input).String(); got != h.Value {
			t.Errorf("%s %q: %s, want %s", h.Group, h.Input, got, h.Value)
		}
	}
	for _, b := range v.Base64 {
		if h := HashOf([]byte(b.Text)); h.String() != b.Hex || h.Base64() != b.B64 {
			t.Errorf("%q: %s %s", b.Text, h, h.Base64())
		}
	}
}

func TestCredentialVectors(t *testing.T) {
	v := vectors(t)
	if len(v.Derive) != 6 || len(v.Invalid) != 7 {
		t.Fatal("vectors are missing")
	}
	for _, d := range v.Derive {
		g := named(t, d.Group)
		secret, err := CredentialSecret(g, d.UUID, d.Credential)
		if err != nil || secret.String() != d.Secret {
			t.Errorf("%s: secret %v, %v", d.Credential, secret, err)
		}
		if public, err := PublicCredential(g, d.UUID, d.Credential); err != nil || public != d.Public {
			t.Errorf("%s: public %s, %v", d.Credential, public, err)
		}
	}
	for _, c := range v.Invalid {
		if _, err := CredentialSecret(Ed25519(), "11111111111111", c); err != ErrCredential {
			t.Errorf("%q: %v", c, err)
		}
	}
}
