package belenios

import (
	"bytes"
	"math/big"
	"testing"

	"filippo.io/edwards25519"
	"pgregory.net/rapid"
)

var groups = []Group{Ed25519(), Belenios2048(), RFC3526()}

func exponent(g Group) *rapid.Generator[*big.Int] {
	return rapid.Custom(func(t *rapid.T) *big.Int {
		switch rapid.IntRange(0, 9).Draw(t, "edge") {
		case 0:
			return big.NewInt(int64(rapid.IntRange(0, 300).Draw(t, "small")))
		case 1:
			d := big.NewInt(int64(rapid.IntRange(1, 300).Draw(t, "below")))
			return d.Sub(g.Order(), d)
		}
		b := rapid.SliceOfN(rapid.Byte(), 64, 64).Draw(t, "bytes")
		n := new(big.Int).SetBytes(b)
		return n.Mod(n, g.Order())
	})
}

// The library's own arithmetic is the judge of the prepared powers.
func TestPreparedPowersAgreeWithLibrary(t *testing.T) {
	g := Ed25519()
	rapid.Check(t, func(t *rapid.T) {
		base := Power(g, exponent(g).Draw(t, "base"))
		n := exponent(g).Draw(t, "n")
		want := edwards25519.NewIdentityPoint().ScalarMult(g.(*edwards).scalar(n), base.(*point).library())
		other := exponent(g).Draw(t, "other")
		rows, err := g.raiseMembers([]*big.Int{n, other, n}, Power(g, other), base)
		if err != nil {
			t.Fatalf("a power of g: %v", err)
		}
		for name, got := range map[string]Element{
			"first": rows[1][0], "last": rows[1][2], "alone": g.raise([]*big.Int{n}, base)[0][0],
			"comb": g.table(base).times(g.Identity(), n), "generator": g.Div(g.table(g.Generator()).times(fromLibrary(want), n), Power(g, n)),
		} {
			if got := got.(*point).library(); got.Equal(want) != 1 {
				t.Fatalf("%s: %x, want %x", name, got.Bytes(), want.Bytes())
			}
		}
	})
}

// The order itself is an exponent of the test of membership.
func TestDigitsAddUp(t *testing.T) {
	g := Ed25519()
	rapid.Check(t, func(t *rapid.T) {
		n := exponent(g).Draw(t, "n")
		if rapid.IntRange(0, 9).Draw(t, "order") == 0 {
			n = g.Order()
		}
		var s sparse
		s.set(n)
		total, before := new(big.Int), -5
		for i, d := range s {
			if d == 0 {
				continue
			}
			if d%2 == 0 || d < -15 || d > 15 || i < before+5 {
				t.Fatalf("digit %d at %d, the one before at %d", d, i, before)
			}
			before = i
			total.Add(total, new(big.Int).Lsh(big.NewInt(int64(d)), uint(i)))
		}
		if total.Cmp(n) != 0 {
			t.Fatalf("sparse digits of %d make %d", n, total)
		}
		total.SetInt64(0)
		for i, d := range wide(n) {
			if d < -combWidth || d >= combWidth {
				t.Fatalf("digit %d", d)
			}
			total.Add(total, new(big.Int).Lsh(big.NewInt(int64(d)), uint(i*combBits)))
		}
		if total.Cmp(n) != 0 {
			t.Fatalf("wide digits of %d make %d", n, total)
		}
	})
}

// A power of g and each of the eight points of small order; the judge is the
// library, which computes (q-1)P + P.
func TestMembershipAgreesWithLibrary(t *testing.T) {
	g := Ed25519()
	small, err := g.decode(vectors(t).Ed25519.MustReject[0].Hex)
	if err != nil {
		t.Fatal(err)
	}
	last := g.(*edwards).scalar(big.NewInt(-1))
	rapid.Check(t, func(t *rapid.T) {
		n, part := exponent(g).Draw(t, "n"), rapid.IntRange(0, 7).Draw(t, "part")
		e := Power(g, n)
		for range part {
			e = g.Mul(e, small)
		}
		p := e.(*point).library()
		zero := new(edwards25519.Point).ScalarMult(last, p)
		member := zero.Add(zero, p).Equal(edwards25519.NewIdentityPoint()) == 1
		if member != (part == 0) {
			t.Fatalf("the library errs: part %d, member %v", part, member)
		}
		_, first := g.raiseMembers([]*big.Int{n}, e, g.Generator())
		_, second := g.raiseMembers([]*big.Int{n}, g.Generator(), e)
		_, parsed := g.Parse(Text(g, e))
		for _, err := range []error{first, second, parsed} {
			if (err == nil) != member {
				t.Fatalf("part %d: %v", part, err)
			}
		}
	})
}

func TestAdditionAgreesWithLibrary(t *testing.T) {
	g := Ed25519()
	rapid.Check(t, func(t *rapid.T) {
		a, b := Power(g, exponent(g).Draw(t, "a")), Power(g, exponent(g).Draw(t, "b"))
		p, q := a.(*point).library(), b.(*point).library()
		sum, difference := edwards25519.NewIdentityPoint().Add(p, q), edwards25519.NewIdentityPoint().Subtract(p, q)
		if g.Mul(a, b).(*point).library().Equal(sum) != 1 || g.Div(a, b).(*point).library().Equal(difference) != 1 {
			t.Fatal("sum or difference differs")
		}
		r := *a.(*point)
		r.addFlat(&flatten([]point{*b.(*point)})[0], true)
		r.double(true)
		if r.library().Equal(difference.Add(difference, difference)) != 1 {
			t.Fatal("subtraction of a flat point, doubled, differs")
		}
	})
}

func TestGroupLaws(t *testing.T) {
	for _, g := range groups {
		t.Run(g.Name(), func(t *testing.T) {
			a, b := big.NewInt(123456789), new(big.Int).Sub(g.Order(), big.NewInt(77))
			sum := new(big.Int).Add(a, b)
			if !g.Equal(g.Mul(Power(g, a), Power(g, b)), Power(g, sum)) {
				t.Error("g^a g^b is not g^(a+b)")
			}
			if !g.Equal(g.Div(Power(g, a), Power(g, a)), g.Identity()) || !g.Equal(Power(g, g.Order()), g.Identity()) {
				t.Error("the identity is elsewhere")
			}
			for _, e := range []Element{g.Identity(), g.Generator(), Power(g, b)} {
				back, err := g.Parse(Text(g, e))
				if err != nil || !g.Equal(back, e) {
					t.Errorf("%s does not read back: %v", Text(g, e), err)
				}
			}
			if n, err := RandomExponent(g, bytes.NewReader(bytes.Repeat([]byte{0xff}, 400))); err != nil || n.Cmp(g.Order()) >= 0 {
				t.Errorf("random exponent %v, %v", n, err)
			}
			if _, err := RandomExponent(g, bytes.NewReader(nil)); err == nil {
				t.Error("drew an exponent from nothing")
			}
		})
	}
}

func TestFiniteGroupsRefuseStrangers(t *testing.T) {
	for _, g := range []*residues{belenios2048(), rfc3526()} {
		if g.p.BitLen() != 2048 || !g.p.ProbablyPrime(0) || !g.q.ProbablyPrime(0) {
			t.Errorf("%s: constants are wrong", g.name)
		}
		last := new(big.Int).Sub(g.p, big.NewInt(1)) // order 2
		for _, text := range []string{"", "0", "01", "+1", "-1", "1 ", last.String(), g.p.String(),
			new(big.Int).Add(g.p, big.NewInt(1)).String()} {
			if _, err := g.Parse(text); err == nil {
				t.Errorf("%s: read %q", g.name, text)
			}
		}
	}
}

func TestDecimalReadsWhatBigWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(rapid.IntRange(1, 130).Draw(t, "digits"))), nil)
		n := new(big.Int).SetBytes(rapid.SliceOfN(rapid.Byte(), 0, 56).Draw(t, "n"))
		got, ok := decimal(n.String(), limit)
		if ok != (n.Cmp(limit) < 0) || ok && got.Cmp(n) != 0 {
			t.Fatalf("%d below %d: %d, %v", n, limit, got, ok)
		}
		if _, ok := decimal("0"+n.String(), limit); ok {
			t.Fatal("a zero in front")
		}
	})
}

func BenchmarkEdwards(b *testing.B) {
	g := Ed25519()
	n := new(big.Int).Rsh(new(big.Int).Mul(g.Order(), big.NewInt(3)), 2)
	p := Power(g, big.NewInt(987654321))
	text := Text(g, p)
	table, two := g.table(p), []*big.Int{n, new(big.Int).Rsh(n, 1)}
	table.times(p, n)
	for _, one := range []struct {
		name string
		f    func()
	}{
		{"raise two", func() { g.raise(two, p) }}, {"raise two of a member", func() { g.raiseMembers(two, p) }},
		{"table", func() { g.table(p).times(p, n) }}, {"fixed", func() { table.times(p, n) }},
		{"decode", func() { g.decode(text) }}, {"parse", func() { g.Parse(text) }},
		{"library", func() { g.Exp(p, n) }},
	} {
		b.Run(one.name, func(b *testing.B) {
			for b.Loop() {
				one.f()
			}
		})
	}
}
