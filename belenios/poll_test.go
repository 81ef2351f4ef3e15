package belenios

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// chance is randomness that can be had again.
func chance(seed byte) io.Reader { return rand.NewChaCha8([32]byte{seed}) }

// poll is a small election with everything that its trustees and voters keep
// for themselves.
type poll struct {
	t           testing.TB
	random      io.Reader
	e           *Election
	trustees    Trustees
	secrets     []*big.Int // by owner
	credentials []string
	voters      []Voter
}

type pollOptions struct {
	group     Group
	voters    int
	weights   []int64 // none: all 1
	threshold int     // with 3 members; 0: a single trustee only
	questions []Question
	seed      byte
}

func newPoll(t testing.TB, o pollOptions) *poll {
	t.Helper()
	p := &poll{t: t, random: chance(o.seed)}
	secret, key, err := NewTrustee(o.group, p.random)
	p.must(err)
	p.trustees, p.secrets = Trustees{{Single: &key}}, []*big.Int{secret}
	if o.threshold > 0 {
		outcome, shares := ceremony(t, o.group, p.random, o.threshold)
		p.trustees, p.secrets = append(p.trustees, Trustee{Pedersen: outcome}), append(p.secrets, shares...)
	}
	uuid, err := NewUUID(p.random)
	p.must(err)
	p.e = &Election{Name: "Bầu Ban Thanh tra nhân dân", Description: "Thử \"một\" \\ </b>\n\u2028", Group: o.group,
		PublicKey: p.trustees.Key(o.group), Questions: o.questions, UUID: uuid}
	p.must(p.e.Seal())
	for i := range o.voters {
		c, err := NewCredential(p.random)
		p.must(err)
		public, err := PublicCredential(o.group, uuid, c)
		p.must(err)
		v := Voter{Credential: public}
		if o.weights != nil {
			v.Weight = big.NewInt(o.weights[i%len(o.weights)])
		}
		p.credentials, p.voters = append(p.credentials, c), append(p.voters, v)
	}
	return p
}

func (p *poll) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// slip is a choice of one voter.
type slip struct {
	voter  int
	choice [][]int
}

func (p *poll) box(revotes bool) *Box {
	voters, err := ParseVoters(p.e.Group, CredentialsJSON(p.voters), 0)
	p.must(err)
	return NewBox(p.e, voters, revotes)
}

// run casts the slips and takes the election to its end; owners decrypt.
func (p *poll) run(slips []slip, owners ...int) (raw []byte, res Result) {
	p.t.Helper()
	var out bytes.Buffer
	a, err := NewArchive(&out, 1795288452)
	p.must(err)
	p.must(a.Setup(p.e, p.trustees, CredentialsJSON(p.voters)))
	box := p.box(true)
	for _, s := range slips {
		raw, err := p.e.Vote(p.random, p.credentials[s.voter], s.choice)
		p.must(err)
		_, err = box.Accept(raw, func(raw []byte, _ *Ballot) error { return a.Ballot(raw) })
		p.must(err)
	}
	box.Close()
	p.must(a.EndBallots())
	t := box.Tally()
	p.must(a.Tally(t))
	checked := map[int]*Decryption{}
	for _, owner := range owners {
		d, err := p.e.Decrypt(p.random, t, p.secrets[owner-1])
		p.must(err)
		p.must(p.e.CheckDecryption(t, d, p.trustees.Owners()[owner-1]))
		p.must(a.Decryption(p.e.Group, owner, d))
		checked[owner] = d
	}
	res, err = p.e.Result(p.trustees, t, checked)
	p.must(err)
	p.must(a.Result(res))
	return out.Bytes(), res
}

// count is the truth that the encrypted result is compared with.
func (p *poll) count(slips []slip) Result {
	last := map[int][][]int{}
	for _, s := range slips {
		last[s.voter] = s.choice
	}
	var res Result
	for i, q := range p.e.Questions {
		row := make([]*big.Int, q.size())
		for j := range row {
			row[j] = new(big.Int)
			for voter, choice := range last {
				w := big.NewInt(1)
				if p.voters[voter].Weight != nil {
					w = p.voters[voter].Weight
				}
				row[j].Add(row[j], new(big.Int).Mul(w, big.NewInt(int64(choice[i][j]))))
			}
		}
		res = append(res, row)
	}
	return res
}

var plainQuestion = Question{Answers: []string{"An", "Bình", "Cường"}, Max: 2, Question: "Chọn tối đa 2"}
var blankQuestion = Question{Answers: []string{"An", "Bình"}, Blank: true, Min: 1, Max: 2, Question: "Ai?"}

func TestWholeElections(t *testing.T) {
	for _, g := range groups {
		heavy := int64(3000)
		if g == Ed25519() {
			heavy = 2000000000
		}
		for name, c := range map[string]struct {
			o      pollOptions
			owners []int
			slips  []slip
		}{
			"single": {pollOptions{group: g, voters: 4, questions: []Question{plainQuestion}}, []int{1},
				[]slip{{0, [][]int{{1, 0, 1}}}, {1, [][]int{{0, 0, 0}}}, {0, [][]int{{0, 1, 1}}}, {3, [][]int{{0, 0, 1}}}}},
			"threshold, blank, weights": {pollOptions{group: g, voters: 3, weights: []int64{1, 0, heavy}, threshold: 2,
				questions: []Question{blankQuestion, plainQuestion}}, []int{4, 1, 2},
				[]slip{{0, [][]int{{1, 0, 0}, {1, 0, 0}}}, {1, [][]int{{0, 1, 1}, {1, 1, 0}}}, {2, [][]int{{0, 0, 1}, {0, 1, 0}}}}},
			"nobody": {pollOptions{group: g, voters: 1, questions: []Question{blankQuestion}}, []int{1}, nil},
		} {
			t.Run(g.Name()+" "+name, func(t *testing.T) {
				p := newPoll(t, c.o)
				raw, res := p.run(c.slips, c.owners...)
				want := fmt.Sprint(p.count(c.slips))
				if fmt.Sprint(res) != want {
					t.Errorf("result %v, want %s", res, want)
				}
				report, err := verify(raw, Options{Name: p.e.UUID + ".bel"})
				p.must(err)
				if fmt.Sprint(report.Result) != want || report.Ballots != len(c.slips) {
					t.Errorf("verified %v of %d ballots, want %s", report.Result, report.Ballots, want)
				}
			})
		}
	}
}

func TestSameRandomnessGivesTheSameArchive(t *testing.T) {
	o := pollOptions{group: Ed25519(), voters: 2, questions: []Question{blankQuestion}, seed: 7}
	slips := []slip{{0, [][]int{{1, 0, 0}}}, {1, [][]int{{0, 1, 1}}}}
	first, _ := newPoll(t, o).run(slips, 1)
	second, _ := newPoll(t, o).run(slips, 1)
	if d := cmp.Diff(first, second); d != "" {
		t.Error("archives differ")
	}
	o.seed++
	if third, _ := newPoll(t, o).run(slips, 1); bytes.Equal(first, third) {
		t.Error("randomness does not matter")
	}
}

// A torn write is found and cut back to the last whole event.
func TestResumeAfterTornWrite(t *testing.T) {
	p := newPoll(t, pollOptions{group: Ed25519(), voters: 2, questions: []Question{plainQuestion}})
	raw, _ := p.run([]slip{{0, [][]int{{1, 0, 0}}}, {1, [][]int{{0, 1, 0}}}}, 1)
	whole, err := scan(bytes.NewReader(raw), int64(len(raw)), 0)
	p.must(err)
	end := whole.ballots[1].at - block // before the second ballot
	at := slices.IndexFunc(whole.records, func(r record) bool { return r == whole.ballots[1].record })
	stop := whole.records[at+2].at - block // after its event
	for cut := end; cut <= stop; cut += 97 {
		torn := raw[:cut]
		var out bytes.Buffer
		a, intact, err := Resume(&out, bytes.NewReader(torn), int64(len(torn)))
		if a == nil || (err == nil) != (intact == cut) {
			t.Fatalf("cut at %d: intact %d, %v", cut, intact, err)
		}
		if intact == end {
			second, err := whole.c.reread(whole.ballots[1].record)
			p.must(err)
			p.must(a.Ballot(second))
		}
		p.must(a.EndBallots())
		mended := append(append([]byte(nil), torn[:intact]...), out.Bytes()...)
		if report, err := verify(mended, Options{}); err != nil || report.Ballots != 2 || report.Head != a.Head() {
			t.Fatalf("cut at %d: %v", cut, err)
		}
	}
	if a, _, err := Resume(io.Discard, bytes.NewReader(nil), 0); a != nil || err == nil {
		t.Error("resumed nothing")
	}
}

func TestWriterKeepsTheOrder(t *testing.T) {
	a, err := NewArchive(io.Discard, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{a.Ballot([]byte("{}")), a.EndBallots(), a.Result(nil)} {
		if classOf(err) != BadOrder {
			t.Errorf("before the setup: %v", err)
		}
	}
	if _, err := NewArchive(io.Discard, -1); err == nil {
		t.Error("took a negative time")
	}
}

// A trustee's program decrypts only what it verified and what was announced.
func TestTrusteesContribute(t *testing.T) {
	p := newPoll(t, pollOptions{group: Ed25519(), voters: 3, threshold: 2, questions: []Question{plainQuestion}})
	raw, want := p.run([]slip{{0, [][]int{{1, 0, 0}}}, {2, [][]int{{1, 1, 0}}}}, 1, 2, 4)
	whole, err := scan(bytes.NewReader(raw), int64(len(raw)), 0)
	p.must(err)
	tallied := raw[:whole.decryptions[0].at-block]
	report, err := verify(tallied, Options{})
	p.must(err)
	checked := map[int]*Decryption{}
	for _, owner := range []int{1, 3, 4} {
		got, d, err := report.Contribute(p.random, p.secrets[owner-1], 2)
		p.must(err)
		if got != owner {
			t.Errorf("owner %d, want %d", got, owner)
		}
		p.must(p.e.CheckDecryption(report.Tally, d, p.trustees.Owners()[owner-1]))
		checked[owner] = d
	}
	res, err := p.e.Result(p.trustees, report.Tally, checked)
	p.must(err)
	if string(res.JSON()) != string(want.JSON()) {
		t.Errorf("other members: %s, want %s", res.JSON(), want.JSON())
	}
	delete(checked, 1)
	if _, err := p.e.Result(p.trustees, report.Tally, checked); !errors.Is(err, ErrNotEnough) {
		t.Errorf("without the single trustee: %v", err)
	}
	if _, _, err := report.Contribute(p.random, p.secrets[0], 3); !errors.Is(err, ErrAnnounced) {
		t.Errorf("another number: %v", err)
	}
	if _, _, err := report.Contribute(p.random, big.NewInt(5), 2); !errors.Is(err, ErrNoTrustee) {
		t.Errorf("a stranger: %v", err)
	}
	once, err := verify(raw[:whole.decryptions[1].at-block], Options{})
	p.must(err)
	if _, _, err := once.Contribute(p.random, p.secrets[0], 2); !errors.Is(err, ErrNoTrustee) {
		t.Errorf("twice: %v", err)
	}
	for _, early := range [][]byte{raw, raw[:whole.tally.at-block]} {
		report, err := verify(early, Options{})
		p.must(err)
		if _, _, err := report.Contribute(p.random, p.secrets[0], 2); !errors.Is(err, ErrNotTallied) {
			t.Errorf("%s: %v", report.Phase, err)
		}
	}
}

// One false contribution of a member is tolerated and told while enough others
// remain; of a single trustee it never is.
func TestFalseContributions(t *testing.T) {
	p := newPoll(t, pollOptions{group: Ed25519(), voters: 1, threshold: 2, questions: []Question{plainQuestion}})
	slips := []slip{{0, [][]int{{1, 0, 0}}}}
	for _, c := range []struct {
		bad    int
		owners []int
		want   Class
	}{{0, []int{2, 1, 3, 4}, ""}, {3, []int{2, 1, 3, 4}, ""}, {3, []int{3, 1, 2}, BadDecryption}, {1, []int{2, 1, 3}, BadDecryption}} {
		raw, res := p.run(slips, c.owners...)
		a, err := scan(bytes.NewReader(raw), int64(len(raw)), 0)
		p.must(err)
		spoiled := rechain(t, a, func(h Hash, content []byte) []byte {
			for _, d := range a.decryptions {
				if d.owner == c.bad && d.hash == h {
					return unsigned(bytes.Clone(content))
				}
			}
			return content
		})
		report, err := verify(spoiled, Options{})
		if classOf(err) != c.want {
			t.Errorf("owner %d false: %v, want %q", c.bad, err, c.want)
		}
		if c.want == "" && (string(report.Result.JSON()) != string(res.JSON()) || (len(report.Notes) > 0) != (c.bad > 0)) {
			t.Errorf("owner %d false: result %s, notes %q", c.bad, report.Result.JSON(), report.Notes)
		}
	}
}
