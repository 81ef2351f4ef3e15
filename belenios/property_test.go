package belenios

import (
	"bytes"
	"flag"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// opened decrypts what a box holds.
func (p *poll) opened(slips []slip, revotes bool) Result {
	box := p.box(revotes)
	for _, s := range slips {
		raw, err := p.e.Vote(p.random, p.credentials[s.voter], s.choice)
		p.must(err)
		_, err = box.Accept(raw, nil)
		p.must(err)
	}
	tally := box.Tally()
	d, err := p.e.Decrypt(p.random, tally, p.secrets[0])
	p.must(err)
	res, err := p.e.Result(p.trustees, tally, map[int]*Decryption{1: d})
	p.must(err)
	return res
}

// drawn is an allowed row for a question.
func drawn(t *rapid.T, q Question) []int {
	row := make([]int, q.size())
	if q.Blank && rapid.Bool().Draw(t, "blank") {
		row[0] = 1
		return row
	}
	n := rapid.IntRange(q.Min, q.Max).Draw(t, "how many")
	order := rapid.Permutation(indexes(len(q.Answers))).Draw(t, "whom")
	for _, i := range order[:n] {
		row[q.size()-len(q.Answers)+i] = 1
	}
	return row
}

func indexes(n int) (list []int) {
	for i := range n {
		list = append(list, i)
	}
	return list
}

var twoQuestions = []Question{blankQuestion, plainQuestion}

func drawnSlips(t *rapid.T, most int) (slips []slip) {
	for i := range rapid.IntRange(1, most).Draw(t, "voters") {
		slips = append(slips, slip{i, [][]int{drawn(t, blankQuestion), drawn(t, plainQuestion)}})
	}
	return slips
}

// checks runs a property another number of times than rapid's hundred.
func checks(t *testing.T, times string, property func(*rapid.T)) {
	t.Helper()
	f := flag.Lookup("rapid.checks")
	defer flag.Set(f.Name, f.Value.String())
	if err := flag.Set(f.Name, times); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, property)
}

func TestSumsAgreeAndOrderNeverMatters(t *testing.T) {
	p := newPoll(t, pollOptions{group: Ed25519(), voters: 4, weights: []int64{1, 3, 10, 2}, questions: twoQuestions})
	checks(t, "25", func(r *rapid.T) {
		slips := drawnSlips(r, 4)
		want := fmt.Sprint(p.count(slips))
		if got := fmt.Sprint(p.opened(slips, false)); got != want {
			r.Fatalf("%s, want %s", got, want)
		}
		if got := fmt.Sprint(p.opened(rapid.Permutation(slips).Draw(r, "order"), false)); got != want {
			r.Fatalf("in another order %s, want %s", got, want)
		}
	})
}

func TestOneMoreVoteNeverLoses(t *testing.T) {
	p := newPoll(t, pollOptions{group: Ed25519(), voters: 5, questions: twoQuestions})
	checks(t, "25", func(r *rapid.T) {
		slips := drawnSlips(r, 4)
		more := slip{4, [][]int{drawn(r, blankQuestion), drawn(r, plainQuestion)}}
		before, after := p.opened(slips, true), p.opened(append(slips, more), true)
		for i, row := range more.choice {
			for j, m := range row {
				if want := new(big.Int).Add(before[i][j], big.NewInt(int64(m))); after[i][j].Cmp(want) != 0 {
					r.Fatalf("question %d position %d: %v, want %v", i, j, after[i][j], want)
				}
			}
		}
	})
}

// Any byte of an archive, changed to anything, is found.
func TestAnyChangedByteIsFound(t *testing.T) {
	_, raw := archiveIn(t, "tampered/base")
	checks(t, "2000", func(r *rapid.T) {
		at := rapid.IntRange(0, len(raw)-1).Draw(r, "at")
		to := rapid.Byte().Draw(r, "to")
		if raw[at] == to {
			to ^= 1
		}
		changed := bytes.Clone(raw)
		changed[at] = to
		if _, err := verify(changed, Options{}); classOf(err) == "" {
			r.Fatalf("byte %d changed from %q to %q", at, raw[at], to)
		}
	})
}

// The same when all names, references and the chain are made to fit again. Only
// credentials that nobody used may be changed into others unseen.
func TestAnyChangedRecordIsFoundThoughTheChainFits(t *testing.T) {
	for _, folder := range []string{"tampered/base", "ed25519-blank-2q"} {
		_, raw := archiveIn(t, folder)
		a, err := scan(bytes.NewReader(raw), int64(len(raw)), 0)
		if err != nil {
			t.Fatal(err)
		}
		var records []record
		for _, r := range a.records {
			if !r.event && r.hash != a.credentials.hash {
				records = append(records, r)
			}
		}
		checks(t, "60", func(r *rapid.T) {
			rec := rapid.SampledFrom(records).Draw(r, "record")
			at := rapid.Int64Range(0, rec.size-1).Draw(r, "at")
			to := rapid.SampledFrom([]byte("0123456789abcdef\"},[ A\n")).Draw(r, "to")
			if raw[rec.at+at] == to {
				to = '7' ^ to&1
			}
			if raw[rec.at+at] == to {
				return
			}
			changed := rechain(t, a, func(h Hash, content []byte) []byte {
				if h == rec.hash {
					content = bytes.Clone(content)
					content[at] = to
				}
				return content
			})
			if _, err := verify(changed, Options{}); classOf(err) == "" {
				r.Fatalf("%s: byte %d of %s changed to %q", folder, at, rec.name(), to)
			}
		})
	}
}

// rechain rebuilds an archive around changed records as a false server would.
func rechain(t testing.TB, a *archive, change func(Hash, []byte) []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := NewArchive(&out, a.c.timestamp)
	if err != nil {
		t.Fatal(err)
	}
	var old, pending [][]byte
	for _, rec := range a.records {
		content, err := a.c.reread(rec)
		if err != nil {
			t.Fatal(err)
		}
		if !rec.event {
			changed := change(rec.hash, content)
			for i, before := range old { // references to what was changed
				changed = bytes.ReplaceAll(changed, []byte(HashOf(before).String()), []byte(HashOf(pending[i]).String()))
			}
			old, pending = append(old, content), append(pending, changed)
			continue
		}
		e, err := parseEvent(content)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.event(e.kind, pending...); err != nil {
			t.Fatal(err)
		}
		old, pending = nil, nil
	}
	return out.Bytes()
}

func TestRechainChangesNothingByItself(t *testing.T) {
	_, raw := archiveIn(t, "tampered/base")
	a, err := scan(bytes.NewReader(raw), int64(len(raw)), 0)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(rechain(t, a, func(_ Hash, c []byte) []byte { return c }), raw) {
		t.Error("the rebuilt archive differs")
	}
}

func TestParallelGivesTheFirstError(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(0, 50).Draw(r, "n")
		bad := rapid.SliceOfN(rapid.IntRange(0, 49), 0, 5).Draw(r, "bad")
		err := parallel(rapid.IntRange(0, 8).Draw(r, "workers"), n, func(i int) error {
			if slices.Contains(bad, i) {
				return fmt.Errorf("%d", i)
			}
			return nil
		})
		slices.Sort(bad)
		want := ""
		if len(bad) > 0 && bad[0] < n {
			want = fmt.Sprint(bad[0])
		}
		if got := fmt.Sprint(err); got != want && !(want == "" && err == nil) {
			r.Fatalf("%s, want %q", got, want)
		}
	})
}
