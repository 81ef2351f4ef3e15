package belenios

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

func TestBoxRefusesByReason(t *testing.T) {
	p := newPoll(t, pollOptions{group: Ed25519(), voters: 4, questions: []Question{plainQuestion}})
	vote := func(voter int, row ...int) []byte {
		raw, err := p.e.Vote(p.random, p.credentials[voter], [][]int{row})
		p.must(err)
		return raw
	}
	once, twice := p.box(false), p.box(true)
	first := vote(0, 1, 1, 0)
	for _, b := range []*Box{once, twice} {
		if x, err := b.Accept(first, nil); err != nil || x.Tracker() != HashOf(first).Base64() {
			t.Fatal(err)
		}
	}
	unknown, err := p.e.Vote(p.random, "HsqB3-YduDbL-3oKu1-XuaYQ8", [][]int{{1, 0, 0}})
	p.must(err)
	for name, c := range map[string]struct {
		box  *Box
		raw  []byte
		want Class
	}{
		"same bytes":         {twice, first, Replayed},
		"second ballot":      {once, vote(0, 0, 0, 1), UsedCredential},
		"unknown":            {once, unknown, UnknownCredential},
		"copied choices":     {once, copied(p, first, 1), Replayed},
		"choice of two":      {once, forged(p, 1, []int{2, 0, 0}), ForgedProof},
		"too many":           {once, forged(p, 1, []int{1, 1, 1}), OutOfBounds},
		"too big":            {once, bytes.Repeat([]byte{' '}, 1<<20), TooBig},
		"not a ballot":       {once, []byte("{}"), NotCanonical},
		"unsigned":           {once, unsigned(vote(1, 0, 0, 0)), BadSignature},
		"another's election": {once, []byte(strings.Replace(string(first), p.e.UUID, "22222222222222", 1)), OtherElection},
	} {
		_, err := c.box.Accept(c.raw, nil)
		if !slices.Contains(BallotClasses(), classOf(err)) {
			t.Errorf("%s: %q is no reason told to voters", name, classOf(err))
		}
		if classOf(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		var f *Failure
		if errors.As(err, &f) && f.Key() != "belenios."+string(f.Class) {
			t.Errorf("%s: key %s", name, f.Key())
		}
	}
	disk := errors.New("disk full")
	ballot := vote(2, 1, 0, 0)
	if _, err := once.Accept(ballot, func([]byte, *Ballot) error { return disk }); !errors.Is(err, disk) || once.Tally().Counted != 1 {
		t.Errorf("a ballot that was not kept: %v, %d counted", err, once.Tally().Counted)
	}
	once.Close()
	if _, err := once.Accept(ballot, nil); classOf(err) != Closed {
		t.Errorf("after the end: %v", err)
	}
}

// unsigned changes one digit of the signature.
func unsigned(raw []byte) []byte {
	at := bytes.LastIndex(raw, []byte(`"response":"`)) + len(`"response":"`) + 1
	raw[at] = '0' + (raw[at]-'0'+1)%10
	return raw
}

// copied signs the answers of another's ballot with one's own credential.
func copied(p *poll, raw []byte, who int) []byte {
	b, err := p.e.ParseBallot(raw)
	p.must(err)
	return resigned(p, b, who)
}

func resigned(p *poll, b *Ballot, who int) []byte {
	secret, err := CredentialSecret(p.e.Group, p.e.UUID, p.credentials[who])
	p.must(err)
	b.Credential = p.voters[who].Credential
	v := &voter{maker: maker{g: p.e.Group, random: p.random}, e: p.e}
	return v.sign(p.e.appendUnsigned(nil, b), secret)
}

// forged votes for what is not allowed, as well as can be: every proof that can
// be true is.
func forged(p *poll, who int, row []int) []byte {
	b := &Ballot{Credential: p.voters[who].Credential}
	v := &voter{maker{g: p.e.Group, random: p.random}, p.e, p.e.phi + "|" + b.Credential}
	q := p.e.Questions[0]
	a := v.answer(q, row)
	if v.err == nil {
		p.t.Fatal("an allowed vote was to be forged")
	}
	v.err = nil
	for i := range a.Individual {
		for k := range a.Individual[i] {
			a.Individual[i][k] = whole(v, a.Individual[i][k])
		}
	}
	for k := range a.Overall {
		a.Overall[k] = whole(v, a.Overall[k])
	}
	b.Answers = []Answer{a}
	return resigned(p, b, who)
}

func whole(v *voter, p Proof) Proof {
	if p.Challenge == nil {
		return Proof{v.draw(), v.draw()}
	}
	return p
}

func TestBoxCountsTheLastBallot(t *testing.T) {
	p := newPoll(t, pollOptions{group: Ed25519(), voters: 3, weights: []int64{2, 1, 5}, questions: []Question{plainQuestion}})
	box, again := p.box(true), p.box(true)
	var slips []slip
	var wg sync.WaitGroup
	var mu sync.Mutex
	for i := range 9 {
		raw, err := p.e.Vote(p.random, p.credentials[i%3], [][]int{{i % 2, 1, 0}})
		p.must(err)
		wg.Go(func() {
			_, err := box.Accept(raw, func(raw []byte, _ *Ballot) error {
				mu.Lock()
				defer mu.Unlock()
				slips = append(slips, slip{i % 3, [][]int{{i % 2, 1, 0}}})
				return again.Restore(raw)
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	want := p.count(slips)
	for name, b := range map[string]*Box{"accepted": box, "restored": again} {
		tally := b.Tally()
		d, err := p.e.Decrypt(p.random, tally, p.secrets[0])
		p.must(err)
		res, err := p.e.Result(p.trustees, tally, map[int]*Decryption{1: d})
		p.must(err)
		if string(res.JSON()) != string(want.JSON()) || tally.Counted != 3 {
			t.Errorf("%s: %s, want %s", name, res.JSON(), want.JSON())
		}
	}
}

// Ballots with too few or too many parts, signed by their voter.
func TestShapesAreExact(t *testing.T) {
	p := newPoll(t, pollOptions{group: Ed25519(), voters: 1, questions: twoQuestions})
	for name, c := range map[string]struct {
		change func(*Ballot)
		want   Class
	}{
		"honest":          {func(*Ballot) {}, ""},
		"one answer":      {func(b *Ballot) { b.Answers = b.Answers[:1] }, BadShape},
		"a choice less":   {func(b *Ballot) { b.Answers[1].Choices = b.Answers[1].Choices[1:] }, BadShape},
		"a proof less":    {func(b *Ballot) { b.Answers[1].Individual = b.Answers[1].Individual[1:] }, BadShape},
		"a proof more":    {func(b *Ballot) { b.Answers[1].Individual = append(b.Answers[1].Individual, b.Answers[1].Overall[:2]) }, BadShape},
		"half a proof":    {func(b *Ballot) { b.Answers[1].Individual[0] = b.Answers[1].Individual[0][:1] }, BadShape},
		"overall less":    {func(b *Ballot) { b.Answers[1].Overall = b.Answers[1].Overall[1:] }, BadShape},
		"overall more":    {func(b *Ballot) { b.Answers[1].Overall = append(b.Answers[1].Overall, b.Answers[1].Overall[0]) }, BadShape},
		"no blank proof":  {func(b *Ballot) { b.Answers[0].Blank = nil }, BadShape},
		"a blank proof":   {func(b *Ballot) { b.Answers[1].Blank = b.Answers[0].Blank }, BadShape},
		"other blank":     {func(b *Ballot) { b.Answers[0].Blank[0] = b.Answers[0].Blank[1] }, OutOfBounds},
		"swapped overall": {func(b *Ballot) { o := b.Answers[0].Overall; o[0], o[1] = o[1], o[0] }, OutOfBounds},
	} {
		raw, err := p.e.Vote(p.random, p.credentials[0], [][]int{{0, 1, 0}, {1, 0, 0}})
		p.must(err)
		b, err := p.e.ParseBallot(raw)
		p.must(err)
		c.change(b)
		if _, err := p.box(false).Accept(resigned(p, b, 0), nil); classOf(err) != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// Of many ballots of one credential at once, one is accepted.
func TestOneBallotOfManyAtOnce(t *testing.T) {
	p := newPoll(t, pollOptions{group: Ed25519(), voters: 1, questions: []Question{plainQuestion}})
	box := p.box(false)
	var wg sync.WaitGroup
	var accepted atomic.Int64
	ballots := make([][]byte, 8)
	for i := range ballots {
		raw, err := p.e.Vote(p.random, p.credentials[0], [][]int{{1, 0, 0}})
		p.must(err)
		ballots[i] = raw
	}
	start := make(chan struct{})
	for _, raw := range ballots {
		wg.Go(func() {
			<-start
			switch _, err := box.Accept(raw, nil); classOf(err) {
			case "":
				accepted.Add(1)
			case UsedCredential:
			default:
				t.Error(err)
			}
		})
	}
	close(start)
	wg.Wait()
	if accepted.Load() != 1 || box.Tally().Counted != 1 {
		t.Errorf("%d accepted, %d counted", accepted.Load(), box.Tally().Counted)
	}
}
