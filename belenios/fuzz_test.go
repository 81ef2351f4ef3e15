package belenios

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// seeds gives every record of the good archives to a fuzz target.
func seeds(f *testing.F, add func(content []byte)) {
	for _, folder := range []string{"tampered/base", "ed25519-blank-2q", "ed25519-weights", "belenios2048-single"} {
		files, _ := filepath.Glob("testdata/vectors/" + folder + "/*.bel")
		raw, err := os.ReadFile(files[0])
		if err != nil {
			f.Fatal(err)
		}
		a, err := scan(bytes.NewReader(raw), int64(len(raw)), 0)
		if err != nil {
			f.Fatal(err)
		}
		for i, rec := range a.records {
			if i > 8 && i < len(a.records)-12 {
				continue
			}
			content, err := a.c.reread(rec)
			if err != nil {
				f.Fatal(err)
			}
			add(content)
		}
	}
}

// FuzzRecord gives any bytes to every reader. What is accepted must be what our
// writer would have written.
func FuzzRecord(f *testing.F) {
	seeds(f, func(content []byte) { f.Add(content) })
	g := Ed25519()
	f.Fuzz(func(t *testing.T, raw []byte) {
		same := func(name string, written []byte, err error) {
			if err == nil && !bytes.Equal(written, raw) && !bytes.Contains(raw, []byte(`:""`)) {
				t.Errorf("%s: accepted %q, would write %q", name, raw, written)
			}
		}
		if e, err := ParseElection(raw); err == nil {
			again := bytes.ReplaceAll(raw, []byte(`,"blank":false`), nil)
			if got := e.appendJSON(nil); !bytes.Equal(got, again) && !bytes.Contains(raw, []byte(`:""`)) {
				t.Errorf("election: accepted %q, would write %q", raw, got)
			}
		}
		if ts, err := ParseTrustees(g, raw); err == nil {
			same("trustees", ts.JSON(g), nil)
		}
		if d, err := ParseDecryption(g, raw); err == nil {
			same("decryption", d.JSON(g), nil)
		}
		if s, err := ParseSigned(g, raw); err == nil {
			same("certificate", s.JSON(), nil)
		}
		if e, err := parseEvent(raw); err == nil {
			same("event", e.json(), nil)
		}
		if owner, h, err := parseOwned(raw); err == nil {
			same("owned", ownedJSON(owner, h), nil)
		}
		if d, err := parseSetupData(raw); err == nil && d.certificate == nil {
			same("setup", d.json(), nil)
		}
		ParseVoters(g, raw, 1)
		ParseResult(raw)
		parseSized(raw)
		parseFirst(raw)
	})
}

// FuzzMessage does the same for the messages of the key generation.
func FuzzMessage(f *testing.F) {
	var d transcript
	load(f, "tampered/base/dkg.json", &d)
	for i := range d.Certs {
		for _, text := range []string{d.Certs[i], d.Polynomials[i], d.Vinputs[i], d.Voutputs[i]} {
			f.Add(text)
		}
	}
	dealing, err := ParseDealing(Ed25519(), []byte(d.Polynomials[0]))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(dealing.Secrets[0])
	g := Ed25519()
	m, err := NewMember(g, strings.Repeat("1", 22))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		raw := []byte(text)
		if x, err := ParseDealing(g, raw); err == nil && string(x.JSON()) != text {
			t.Errorf("dealing: accepted %q", text)
		}
		if x, err := ParseInput(g, raw); err == nil && string(x.JSON()) != text {
			t.Errorf("input: accepted %q", text)
		}
		if x, err := ParseOutput(g, raw); err == nil && string(x.JSON(g)) != text && !strings.Contains(text, `:""`) {
			t.Errorf("output: accepted %q", text)
		}
		if x, err := parseSealed(g, text); err == nil && x.json(g) != text {
			t.Errorf("sealed: accepted %q", text)
		}
		if c, err := parseCert(g, text); err == nil && c.message(g) != text {
			t.Errorf("certificate: accepted %q", text)
		}
		if _, err := m.receive(g.Generator(), text); err == nil {
			t.Errorf("opened %q", text)
		}
	})
}

// FuzzBallot: an accepted ballot is spelled as we would, and only a ballot that
// was made by its voter passes all checks.
func FuzzBallot(f *testing.F) {
	known := map[string]bool{}
	for _, name := range []string{"ed25519-blank-2q-ballot0", "ed25519-blank-2q-ballot3-blank"} {
		var trace struct{ Ballot string }
		load(f, "trace/"+name+".json", &trace)
		f.Add(trace.Ballot)
		known[trace.Ballot] = true
	}
	e := sample(f, "ed25519-blank-2q")
	f.Fuzz(func(t *testing.T, raw string) {
		b, err := e.ParseBallot([]byte(raw))
		if err != nil {
			return
		}
		cut := strings.LastIndex(raw, `,"signature":`)
		if got := string(e.appendUnsigned(nil, b)); got != raw[:cut]+"}" {
			t.Errorf("accepted %q, would write %q", raw, got)
		}
		if checked(e, []byte(raw)) == nil && !known[raw] {
			t.Errorf("a forgery passes: %q", raw)
		}
	})
}

// FuzzElement: every group accepts one text per member.
func FuzzElement(f *testing.F) {
	v := vectors(f).Ed25519
	for _, r := range v.MustReject {
		f.Add(r.Hex)
	}
	for _, g := range groups {
		f.Add(Text(g, g.Generator()))
		f.Add(Text(g, g.Identity()))
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, g := range groups {
			e, err := g.Parse(text)
			if err == nil && Text(g, e) != text {
				t.Errorf("%s: %q reads as %s", g.Name(), text, Text(g, e))
			}
			if err == nil && !g.Equal(g.Mul(g.Exp(e, minusOne), e), g.Identity()) {
				t.Errorf("%s: %q is not in the group", g.Name(), text)
			}
		}
	})
}

var minusOne = number("-1", 10)

// FuzzArchive: no change of an archive passes, and nothing crashes.
func FuzzArchive(f *testing.F) {
	good := map[string]bool{}
	for _, folder := range []string{"tampered/base", "ed25519-weights", "tampered/base/voting-phase"} {
		files, _ := filepath.Glob("testdata/vectors/" + folder + "/*.bel")
		raw, err := os.ReadFile(files[0])
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
		good[string(raw)] = true
		a, err := scan(bytes.NewReader(raw), int64(len(raw)), 0)
		if err != nil {
			f.Fatal(err)
		}
		for i, rec := range a.records { // an archive may end after any event
			if rec.event {
				end := len(raw)
				if i+1 < len(a.records) {
					end = int(a.records[i+1].at - block)
				}
				good[string(raw[:end])] = true
			}
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if _, err := verify(raw, Options{Workers: 1}); err == nil && !good[string(raw)] {
			t.Error("a changed archive passes")
		}
	})
}
