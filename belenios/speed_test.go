package belenios

import (
	"bytes"
	"crypto/rand"
	"crypto/sha512"
	"sync"
	"syscall"
	"testing"
	"time"

	"filippo.io/edwards25519"
)

// thousand is an election of 1,000 ballots with 7 candidates, choose 0 to 5.
var thousand = sync.OnceValue(func() []byte {
	p := newPoll(&testing.B{}, pollOptions{group: Ed25519(), voters: 1000, questions: []Question{{
		Answers: []string{"A", "B", "C", "D", "E", "F", "G"}, Max: 5, Question: "?"}}})
	ballots := make([][]byte, 1000)
	err := parallel(0, len(ballots), func(i int) (err error) {
		row := make([]int, 7)
		for k := range i % 6 {
			row[(i+k)%7] = 1
		}
		ballots[i], err = p.e.Vote(rand.Reader, p.credentials[i], [][]int{row})
		return err
	})
	p.must(err)
	var out bytes.Buffer
	a, err := NewArchive(&out, 1795288452)
	p.must(err)
	p.must(a.Setup(p.e, p.trustees, CredentialsJSON(p.voters)))
	box := p.box(false)
	for _, raw := range ballots {
		p.must(a.Ballot(raw))
		p.must(box.Restore(raw))
	}
	p.must(a.EndBallots())
	t := box.Tally()
	p.must(a.Tally(t))
	d, err := p.e.Decrypt(p.random, t, p.secrets[0])
	p.must(err)
	p.must(a.Decryption(p.e.Group, 1, d))
	res, err := p.e.Result(p.trustees, t, map[int]*Decryption{1: d})
	p.must(err)
	p.must(a.Result(res))
	return out.Bytes()
})

// userTime is the processor time of this process: what a loaded machine does not
// distort as much as the clock.
func userTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano())
}

func BenchmarkVerify1000(b *testing.B) {
	raw := thousand()
	start := userTime()
	for b.Loop() {
		if report, err := verify(raw, Options{}); err != nil || report.Ballots != 1000 {
			b.Fatal(err)
		}
	}
	b.ReportMetric((userTime()-start).Seconds()/float64(b.N), "user-s/op")
}

// BenchmarkPlain1000 is the measure of BenchmarkVerify1000 on the machine at
// hand: the group operations of the same 1,000 ballots, each done by one call of
// the library, on as many cores, and nothing else: no parsing, no hashes.
func BenchmarkPlain1000(b *testing.B) {
	const answers, values = 7, 6 // 0 to 5 of 7
	one := edwards25519.NewScalar()
	if _, err := one.SetCanonicalBytes(append([]byte{1}, make([]byte, 31)...)); err != nil {
		b.Fatal(err)
	}
	last := edwards25519.NewScalar().Negate(one) // the order is last + 1
	wide := sha512.Sum512([]byte("an exponent"))
	n, err := edwards25519.NewScalar().SetUniformBytes(wide[:])
	if err != nil {
		b.Fatal(err)
	}
	key := new(edwards25519.Point).ScalarBaseMult(n)
	ballot := func(int) error {
		p := new(edwards25519.Point)
		commit := func(base *edwards25519.Point, of int) {
			for range of {
				p.VarTimeDoubleScalarBaseMult(n, base, n).Bytes()
				p.VarTimeMultiScalarMult([]*edwards25519.Scalar{n, n}, []*edwards25519.Point{key, base}).Bytes()
			}
		}
		for range answers {
			commit(key, 2)
			for range 2 {
				p.Add(p.ScalarMult(last, key), key).Equal(edwards25519.NewIdentityPoint())
			}
		}
		commit(key, values)
		p.VarTimeDoubleScalarBaseMult(n, key, n).Bytes()
		return nil
	}
	start := userTime()
	for b.Loop() {
		if err := parallel(0, 1000, ballot); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric((userTime()-start).Seconds()/float64(b.N), "user-s/op")
}

// BenchmarkAccept verifies ballots as they come, each before it is acknowledged.
func BenchmarkAccept(b *testing.B) {
	raw := thousand()
	a, err := scan(bytes.NewReader(raw), int64(len(raw)), 0)
	if err != nil {
		b.Fatal(err)
	}
	open := func(rec record) []byte {
		content, err := a.c.reread(rec)
		if err != nil {
			b.Fatal(err)
		}
		return content
	}
	e, err := ParseElection(open(a.election))
	if err != nil {
		b.Fatal(err)
	}
	voters, err := ParseVoters(e.Group, open(a.credentials), 0)
	if err != nil {
		b.Fatal(err)
	}
	box, i := NewBox(e, voters, false), 0
	start := userTime()
	for b.Loop() {
		if i == len(a.ballots) {
			box, i = NewBox(e, voters, false), 0
		}
		if _, err := box.Accept(open(a.ballots[i].record), nil); err != nil {
			b.Fatal(err)
		}
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "ballots/s")
	b.ReportMetric((userTime()-start).Seconds()/float64(b.N)*1000, "user-ms/op")
}

func BenchmarkCheck(b *testing.B) {
	e := sample(b, "ed25519-single")
	raw, err := e.Vote(rand.Reader, "HsqB3-YduDbL-3oKu1-XuaYQ8", [][]int{{1, 0, 1, 0, 1, 0, 0}})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := checked(e, raw); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVote(b *testing.B) {
	e := sample(b, "ed25519-single")
	for b.Loop() {
		if _, err := e.Vote(rand.Reader, "HsqB3-YduDbL-3oKu1-XuaYQ8", [][]int{{1, 0, 1, 0, 1, 0, 0}}); err != nil {
			b.Fatal(err)
		}
	}
}
