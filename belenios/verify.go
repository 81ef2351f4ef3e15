package belenios

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/big"
	"slices"
)

// Options of a verification. The zero value verifies one archive as it is.
type Options struct {
	Name      string      // of the file; "" if it has none
	Earlier   io.ReaderAt // an archive kept from before, which must be its beginning
	EarlySize int64
	Workers   int   // 0: all processors
	MaxRecord int64 // bytes of one record; 0: DefaultRecord
}

// Report says what was verified. After a failure it says what was before it.
type Report struct {
	Steps []Step
	Notes []string // what is allowed but should be known

	Phase       Phase
	Election    *Election
	Trustees    Trustees
	Credentials Hash // of the public list
	Voters      int
	Ballots     int
	Counted     []Counted // newest first
	Tally       *Tally    // computed here from the counted ballots
	Result      Result    // nil before the end
	Head        Hash      // of the last event: commits to everything

	decrypted map[int]bool // owners that have contributed; nil before that step
}

// Step is one finished part of a verification.
type Step struct {
	Name  string // container, continuity, election, trustees, credentials, ballots, tally, decryptions, result
	Count int    // of the things it looked at
}

// Counted is a ballot that counts: the last of its credential.
type Counted struct {
	Ballot Hash
	Weight *big.Int
}

// verification carries the state from step to step.
type verification struct {
	Report
	a       *archive
	o       Options
	voters  *Voters
	checked map[int]*Decryption
	invalid error // the first decryption that was tolerated
}

// Verify checks an archive completely: container, chain, setup, every ballot,
// tally, decryptions and result, as far as the election has come (section 13).
// The error is a *Failure, which names the class and the record.
func Verify(r io.ReaderAt, size int64, o Options) (*Report, error) {
	v := &verification{o: o, checked: map[int]*Decryption{}}
	var err error
	if v.a, err = scan(r, size, o.MaxRecord); err != nil {
		return &v.Report, err
	}
	v.Phase, v.Head = v.a.phase, v.a.head
	v.done("container", len(v.a.records))
	for _, step := range []struct {
		name string
		do   func() (int, error)
		from Phase
	}{
		{"continuity", v.continuity, Voting}, {"election", v.election, Voting},
		{"trustees", v.trustees, Voting}, {"credentials", v.credentials, Voting}, {"ballots", v.ballots, Voting},
		{"tally", v.tally, Decrypting}, {"decryptions", v.decryptions, Decrypting}, {"result", v.result, Finished},
	} {
		if v.Phase < step.from || step.name == "continuity" && o.Earlier == nil {
			continue
		}
		n, err := step.do()
		if err != nil {
			return &v.Report, fmt.Errorf("%s: %w", step.name, err)
		}
		v.done(step.name, n)
	}
	return &v.Report, nil
}

func (v *verification) done(name string, n int) { v.Steps = append(v.Steps, Step{name, n}) }

func (v *verification) continuity() (int, error) {
	earlier, err := scan(v.o.Earlier, v.o.EarlySize, v.o.MaxRecord)
	if err != nil {
		return 0, fmt.Errorf("the earlier archive: %w", err)
	}
	return len(earlier.records), v.a.begins(earlier)
}

// within reads a record and names it in any failure of what is done with it.
func (v *verification) within(rec record, do func(raw []byte) error) error {
	raw, err := v.a.c.reread(rec)
	if err == nil {
		err = do(raw)
	}
	return inRecord(rec, err)
}

func (v *verification) election() (int, error) {
	err := v.within(v.a.election, func(raw []byte) (err error) {
		v.Election, err = ParseElection(raw)
		return err
	})
	if err != nil {
		return 0, err
	}
	if v.o.Name != "" && v.o.Name != v.Election.UUID+".bel" {
		return 0, failed(WrongName, "the election is %s", v.Election.UUID)
	}
	return len(v.Election.Questions), nil
}

func (v *verification) trustees() (int, error) {
	g := v.Election.Group
	err := v.within(v.a.trustees, func(raw []byte) (err error) {
		if v.Trustees, err = ParseTrustees(g, raw); err != nil {
			return err
		}
		return v.Trustees.Check(g)
	})
	if err != nil {
		return 0, err
	}
	if !g.Equal(v.Trustees.Key(g), v.Election.PublicKey) {
		return 0, inRecord(v.a.election, failed(WrongKey, "the key of the election is not that of its trustees"))
	}
	return len(v.Trustees.Owners()), nil
}

func (v *verification) credentials() (int, error) {
	err := v.within(v.a.credentials, func(raw []byte) (err error) {
		v.voters, err = ParseVoters(v.Election.Group, raw, v.o.Workers)
		return err
	})
	if err != nil {
		return 0, err
	}
	v.Credentials, v.Voters = v.a.credentials.hash, v.voters.Len()
	return v.Voters, nil
}

// ballots checks all ballots on all cores; each core sums those that count.
func (v *verification) ballots() (int, error) {
	last := map[Hash]int{}
	for i, b := range v.a.ballots {
		last[b.signer] = i
	}
	weights := make([]*big.Int, len(v.a.ballots))
	sums := newSums(v.Election)
	err := parallel(v.o.Workers, len(v.a.ballots), func(i int) error {
		b, weight, err := v.ballot(i)
		if err != nil {
			return v.replayed(i, b, err)
		}
		if last[v.a.ballots[i].signer] == i {
			weights[i] = weight
			sums.add(b, weight)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	for i, w := range slices.Backward(weights) {
		if w != nil {
			v.Counted = append(v.Counted, Counted{v.a.ballots[i].hash, w})
		}
	}
	v.Ballots, v.Tally = len(v.a.ballots), sums.total()
	return v.Ballots, nil
}

func (v *verification) ballot(i int) (b *Ballot, weight *big.Int, err error) {
	err = v.within(v.a.ballots[i].record, func(raw []byte) (err error) {
		if b, err = v.Election.ParseBallot(raw); err != nil {
			return err
		}
		who, err := v.voters.find(b.Credential)
		if err != nil {
			return err
		}
		weight = v.voters.list[who].Weight
		return v.Election.Check(b, v.voters.list[who].key)
	})
	return b, weight, err
}

// replayed looks whether the choices of a refused ballot were copied from an
// earlier one; if so, that is its failure.
func (v *verification) replayed(i int, b *Ballot, err error) error {
	var f *Failure
	if b == nil || !errors.As(err, &f) || f.Class != ForgedProof && f.Class != OutOfBounds {
		return err
	}
	choices := appendCiphertexts(v.Election.Group, nil, b.Answers[0].Choices)
	for _, earlier := range v.a.ballots[:i] {
		raw, err := v.a.c.reread(earlier.record)
		if err == nil && bytes.Contains(raw, choices) && earlier.signer != v.a.ballots[i].signer {
			f.Class, f.Detail = Replayed, "the choices of "+earlier.name()
			break
		}
	}
	return err
}

func (v *verification) tally() (int, error) {
	err := v.within(v.a.tally, func(raw []byte) error {
		if !bytes.Equal(raw, v.Tally.JSON()) {
			return failed(WrongTally, "not the product of the counted ballots")
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return v.Tally.Counted, v.within(v.a.sized, func(raw []byte) error {
		z, err := parseSized(raw)
		if err != nil {
			return err
		}
		if z.counted != v.Tally.Counted || z.weight.Cmp(v.Tally.Weight) != 0 {
			return failed(WrongCount, "%d ballots of weight %v stated, %d of %v counted",
				z.counted, z.weight, v.Tally.Counted, v.Tally.Weight)
		}
		return nil
	})
}

func (v *verification) decryptions() (int, error) {
	keys := v.Trustees.Owners()
	v.decrypted = map[int]bool{}
	for _, d := range v.a.decryptions {
		if d.owner < 1 || d.owner > len(keys) || v.decrypted[d.owner] {
			return 0, inRecord(d.record, failed(BadDecryption, "owner %d", d.owner))
		}
		v.decrypted[d.owner] = true
		err := v.within(d.record, func(raw []byte) error {
			p, err := ParseDecryption(v.Election.Group, raw)
			if err != nil {
				return err
			}
			if err := v.Election.CheckDecryption(v.Tally, p, keys[d.owner-1]); err != nil {
				return err
			}
			v.checked[d.owner] = p
			return nil
		})
		if err != nil && !v.spare(d.owner, err) {
			return 0, err
		}
	}
	return len(v.checked), nil
}

// spare reports whether a bad contribution may be tolerated: a single trustee's
// never, a member's as long as enough others remain.
func (v *verification) spare(owner int, err error) bool {
	for _, t := range v.Trustees {
		n := 1
		if t.Pedersen != nil {
			n = len(t.Pedersen.Keys)
		}
		if owner -= n; owner > 0 {
			continue
		}
		if t.Pedersen == nil {
			return false
		}
		break
	}
	v.Notes = append(v.Notes, err.Error())
	if v.invalid == nil {
		v.invalid = err
	}
	return true
}

func (v *verification) result() (int, error) {
	return len(v.Election.Questions), v.within(v.a.result, func(raw []byte) error {
		res, err := ParseResult(raw)
		if err != nil {
			return err
		}
		err = v.Election.CheckResult(v.Trustees, v.Tally, v.checked, res)
		if f := new(Failure); errors.As(err, &f) && f.Class == FewDecryptions && v.invalid != nil {
			return v.invalid
		}
		if err == nil {
			v.Result = res
		}
		return err
	})
}
