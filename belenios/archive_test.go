package belenios

import (
	"bytes"
	"encoding/hex"
	"math/big"
	"strings"
	"testing"
)

func TestHeaderVector(t *testing.T) {
	v := vectors(t).Tar
	h := header(v.Name, v.Size, v.Mtime)
	got := strings.TrimRight(hex.EncodeToString(h[:]), "0")
	if got != strings.TrimRight(v.Hex, "0") {
		t.Errorf("header\n got %s\nwant %s", got, v.Hex)
	}
}

// A false server can write any events and references it likes; each way that
// does not fit is refused by class.
// count is what archives are made of that do not fit together.
type count struct {
	*poll
	ballot, list, trustees []byte
	tally                  *Tally
	d                      *Decryption
}

func newCount(t *testing.T) count {
	p := newPoll(t, pollOptions{group: Ed25519(), voters: 2, questions: []Question{plainQuestion}})
	c := count{poll: p, tally: p.e.NewTally(), list: CredentialsJSON(p.voters), trustees: p.trustees.JSON(p.e.Group)}
	var err error
	c.ballot, err = p.e.Vote(p.random, p.credentials[0], [][]int{{1, 0, 0}})
	p.must(err)
	c.d, err = p.e.Decrypt(p.random, c.tally, p.secrets[0])
	p.must(err)
	return c
}

func (c count) setup(a *Writer) { c.must(a.Setup(c.e, c.poll.trustees, c.list)) }

func (c count) counted(a *Writer) {
	c.setup(a)
	c.must(a.EndBallots())
	c.must(a.Tally(c.tally))
}

// misfit is what is written into an archive, and what is found wrong with it.
type misfit struct {
	write func(a *Writer)
	want  Class
}

func (c count) check(misfits map[string]misfit) {
	c.t.Helper()
	for name, m := range misfits {
		var out bytes.Buffer
		a, err := NewArchive(&out, 1795288452)
		c.must(err)
		m.write(a)
		if _, err := verify(out.Bytes(), Options{}); classOf(err) != m.want {
			c.t.Errorf("%s: %v, want %q", name, err, m.want)
		}
	}
}

func TestArchivesOutOfOrder(t *testing.T) {
	p, other := newCount(t), HashOf(nil)
	setup, counted, ballot, tally := p.setup, p.counted, p.ballot, p.tally
	p.check(map[string]misfit{
		"honest":       {counted, ""},
		"nothing":      {func(*Writer) {}, BadOrder},
		"height":       {func(a *Writer) { setup(a); a.height++; p.must(a.EndBallots()) }, BrokenChain},
		"parent":       {func(a *Writer) { setup(a); a.head = other; p.must(a.EndBallots()) }, BrokenChain},
		"two setups":   {func(a *Writer) { setup(a); a.phase = Preparing; setup(a) }, StrayRecord},
		"setup again":  {func(a *Writer) { setup(a); a.phase = Preparing; p.must(a.event(setupEvent, ballot)) }, BadOrder},
		"ballot first": {func(a *Writer) { a.phase = Voting; p.must(a.Ballot(ballot)) }, BadOrder},
		"early tally":  {func(a *Writer) { setup(a); a.phase = Ended; p.must(a.Tally(tally)) }, BadOrder},
		"early result": {func(a *Writer) { setup(a); a.phase = Decrypting; p.must(a.Result(nil)) }, BadOrder},
		"late ballot":  {func(a *Writer) { setup(a); p.must(a.EndBallots()); a.phase = Voting; p.must(a.Ballot(ballot)) }, BadOrder},
		"end twice":    {func(a *Writer) { setup(a); p.must(a.EndBallots()); a.phase = Voting; p.must(a.EndBallots()) }, BadOrder},
		"after the end": {func(a *Writer) {
			counted(a)
			a.phase = Finished
			a.write(a.member(nil, record{hash: other}.name(), nil))
		}, StrayRecord},
	})
}

func TestArchivesThatDoNotFitTogether(t *testing.T) {
	p, other := newCount(t), HashOf(nil)
	setup, counted, ballot, tally := p.setup, p.counted, p.ballot, p.tally
	d, list, trustees := p.d, p.list, p.trustees
	p.check(map[string]misfit{
		"payload of end": {func(a *Writer) { setup(a); p.must(a.event(endEvent, ballot)) }, StrayRecord},
		"no payload":     {func(a *Writer) { setup(a); p.must(a.event(ballotEvent)) }, StrayRecord},
		"two ballots":    {func(a *Writer) { setup(a); p.must(a.event(ballotEvent, ballot, []byte("{}"))) }, StrayRecord},
		"owner again": {func(a *Writer) {
			counted(a)
			again, err := p.e.Decrypt(p.random, tally, p.secrets[0])
			p.must(err)
			p.must(a.Decryption(p.e.Group, 1, d))
			p.must(a.Decryption(p.e.Group, 1, again))
		}, BadDecryption},
		"other payload": {func(a *Writer) {
			setup(a)
			a.write(a.member(nil, nameOf(ballot), ballot))
			a.write(eventWith(a, ballotEvent, &other))
		}, StrayRecord},
		"other weight": {func(a *Writer) {
			setup(a)
			p.must(a.EndBallots())
			heavy := *tally
			heavy.Weight = big.NewInt(1)
			p.must(a.event(tallyEvent, tally.JSON(), heavy.sizedJSON()))
		}, WrongCount},
		"shuffle":       {func(a *Writer) { setup(a); a.write(shuffle(a)) }, NotSupported},
		"unknown event": {func(a *Writer) { setup(a); a.write(eventOf(a, "Vote")) }, BadOrder},
		"other tally": {func(a *Writer) {
			setup(a)
			p.must(a.EndBallots())
			p.must(a.event(tallyEvent, []byte("[]"), tally.sizedJSON()))
		}, StrayRecord},
		"other owned":     {func(a *Writer) { counted(a); p.must(a.event(decryptEvent, d.JSON(p.e.Group), ownedJSON(1, other))) }, StrayRecord},
		"owner zero":      {func(a *Writer) { counted(a); p.must(a.Decryption(p.e.Group, 0, d)) }, BadDecryption},
		"owner two":       {func(a *Writer) { counted(a); p.must(a.Decryption(p.e.Group, 2, d)) }, BadDecryption},
		"short factors":   {func(a *Writer) { counted(a); p.must(a.Decryption(p.e.Group, 1, &Decryption{})) }, BadDecryption},
		"short row":       {func(a *Writer) { counted(a); p.must(a.Decryption(p.e.Group, 1, shortened(d))) }, BadDecryption},
		"result too soon": {func(a *Writer) { counted(a); p.must(a.Result(Result{nil})) }, FewDecryptions},
		"no rows":         {func(a *Writer) { counted(a); p.must(a.Decryption(p.e.Group, 1, d)); p.must(a.Result(nil)) }, WrongResult},
		"short result":    {func(a *Writer) { counted(a); p.must(a.Decryption(p.e.Group, 1, d)); p.must(a.Result(Result{nil})) }, WrongResult},
		"setup of others": {func(a *Writer) {
			s := setupData{election: other, trustees: HashOf(trustees), credentials: HashOf(list)}
			p.must(a.event(setupEvent, p.e.raw, trustees, list, s.json()))
		}, StrayRecord},
		"long setup": {func(a *Writer) {
			s := setupData{election: HashOf(p.e.raw), trustees: HashOf(trustees), credentials: HashOf(list)}
			p.must(a.event(setupEvent, p.e.raw, trustees, list, []byte("[]"), s.json()))
		}, StrayRecord},
	})
}

func nameOf(content []byte) string { return record{hash: HashOf(content)}.name() }

func eventOf(a *Writer, kind string) []byte { return eventWith(a, kind, nil) }

func eventWith(a *Writer, kind string, payload *Hash) []byte {
	head := a.head
	content := event{&head, a.height, kind, payload}.json()
	return a.member(nil, record{hash: HashOf(content), event: true}.name(), content)
}

func shuffle(a *Writer) []byte { return eventOf(a, "EndShuffles") }

func shortened(d *Decryption) *Decryption {
	return &Decryption{Factors: [][]Element{d.Factors[0][:1]}, Proofs: d.Proofs}
}

// What the header of a container leaves to nobody's choice.
func TestContainersAreExact(t *testing.T) {
	_, good := archiveIn(t, "tampered/base")
	end := len(good)
	for name, c := range map[string]struct {
		change func([]byte) []byte
		want   Class
	}{
		"honest":        {func(b []byte) []byte { return b }, ""},
		"empty":         {func([]byte) []byte { return nil }, BadContainer},
		"header only":   {func(b []byte) []byte { return b[:block] }, BadContainer},
		"padding":       {func(b []byte) []byte { b[2*block-1] = 1; return b }, BadContainer},
		"last padding":  {func(b []byte) []byte { b[end-1] = 1; return b }, BadContainer},
		"user":          {func(b []byte) []byte { return mended(b, 108, '1') }, BadContainer},
		"magic":         {func(b []byte) []byte { copy(b[257:], "ustar"); return b }, BadContainer},
		"space in size": {func(b []byte) []byte { b[124] = ' '; return b }, BadContainer},
		"second header": {func(b []byte) []byte { b[2*block+108] = '1'; return b }, BadContainer},
		"long timestamp": {func(b []byte) []byte {
			a := &Writer{timestamp: 1795289085}
			return append(a.member(nil, firstName, []byte(`{"version":1,"timestamp":"01795289085"}`)), b[2*block:]...)
		}, BadContainer},
		"version 2":       {func(b []byte) []byte { return first(b, `{"version":2,"timestamp":"1795289085"}`) }, NotSupported},
		"zero timestamp":  {func(b []byte) []byte { return first(b, `{"version":1,"timestamp":"0795289085"}`) }, BadContainer},
		"other timestamp": {func(b []byte) []byte { return first(b, `{"version":1,"timestamp":"1795289086"}`) }, BadContainer},
	} {
		raw := c.change(bytes.Clone(good))
		if _, err := verify(raw, Options{}); classOf(err) != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if _, err := verify(good, Options{MaxRecord: 1000}); classOf(err) != TooBig {
		t.Errorf("above the limit: %v", err)
	}
	if _, err := Verify(bytes.NewReader(good[:end-block]), int64(end), Options{}); classOf(err) != Unreadable {
		t.Errorf("a disk that gives less: %v", err)
	}
	if _, err := verify(good, Options{Name: "other.bel"}); classOf(err) != WrongName {
		t.Errorf("another name: %v", err)
	}
}

func first(b []byte, content string) []byte {
	copy(b[block:], content)
	return b
}

// mended changes a byte of the first header and mends its checksum.
func mended(b []byte, at int, to byte) []byte {
	sum := 0
	b[at] = to
	copy(b[148:], "        ")
	for _, x := range b[:block] {
		sum += int(x)
	}
	for i := 5; i >= 0; i-- {
		b[148+i] = '0' + byte(sum&7)
		sum >>= 3
	}
	b[154], b[155] = 0, ' '
	return b
}

func TestEarlierArchiveHasTheSameTimestamp(t *testing.T) {
	p := newPoll(t, pollOptions{group: Ed25519(), voters: 1, questions: []Question{plainQuestion}})
	write := func(timestamp int64) []byte {
		var out bytes.Buffer
		a, err := NewArchive(&out, timestamp)
		p.must(err)
		p.must(a.Setup(p.e, p.trustees, CredentialsJSON(p.voters)))
		return out.Bytes()
	}
	before, after := write(5), write(6)
	for raw, want := range map[string]Class{string(before): "", string(after): NotAnEarlier} {
		if _, err := verify([]byte(raw), Options{Earlier: bytes.NewReader(before), EarlySize: int64(len(before))}); classOf(err) != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
