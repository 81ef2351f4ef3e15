package urn

import (
	"context"
	"runtime"
	"sync"

	"hoinghi/access"
	"hoinghi/belenios"
	"hoinghi/fault"
	"hoinghi/store"
)

// Receipt is what a voter takes away.
type Receipt struct {
	Tracker string // smart ballot tracker, to be found on the board
	Again   bool   // it replaced an earlier ballot of the same slip
}

// Voters is one organisation's side of a database where ballots are cast. It
// has no reader: nobody is signed in here.
type Voters struct {
	DB  *store.DB
	Org string
}

// turns keeps the proofs of more ballots than there are processors waiting, so
// that each is done soon after it was begun.
var turns = make(chan struct{}, runtime.GOMAXPROCS(0))

// Cast verifies a ballot completely, keeps it durably and then acknowledges it.
// What is refused leaves no trace; the fault's key is the reason.
func (v Voters) Cast(ctx context.Context, id string, raw []byte) (Receipt, error) {
	var p *poll
	var b *belenios.Ballot
	who := access.Public(v.Org)
	err := v.DB.Read(ctx, who, func(tx *store.Tx) (err error) {
		box, err := oneBox(tx, id)
		if err != nil {
			return err
		}
		if err := accepts(box); err != nil {
			return err
		}
		if p, err = pollOf(tx, box); err != nil {
			return err
		}
		if b, err = p.read(raw); err != nil {
			return refused(err)
		}
		_, err = p.place(tx, box, b)
		return err
	})
	if err != nil {
		return Receipt{}, err
	}
	if err := verify(ctx, p, b); err != nil {
		return Receipt{}, refused(err)
	}
	r := Receipt{Tracker: b.Tracker()}
	err = v.DB.Write(ctx, who, func(tx *store.Tx) error {
		box, err := oneBox(tx, id) // things may have changed meanwhile
		if err != nil {
			return err
		}
		if err := accepts(box); err != nil {
			return err
		}
		nth, err := p.place(tx, box, b)
		if err != nil {
			return err
		}
		k, err := keyOf(tx, id)
		if err != nil {
			return err
		}
		s, err := p.shut(k, nth, raw, b)
		if err != nil {
			return err
		}
		r.Again = nth > 1
		tx.Announce(Topic(id))
		return insertSealed(tx, id, s)
	})
	return r, err
}

// verify does the proofs outside of any transaction: they are what takes time.
func verify(ctx context.Context, p *poll, b *belenios.Ballot) error {
	select {
	case turns <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-turns }()
	return p.voters.Check(p.e, b)
}

func accepts(b Box) error {
	switch b.State {
	case Opened:
		return nil
	case Setup, Ready:
		return fault.New(fault.Conflict, "urn.notopen")
	case Void:
		return fault.New(fault.Conflict, "urn.void")
	}
	return refuse(belenios.Closed)
}

// poll is what never changes about a sealed election.
type poll struct {
	e        *belenios.Election
	trustees belenios.Trustees
	voters   *belenios.Voters

	mu    sync.Mutex
	known map[string]ballot // of the open box, by row; without the raw text
	shown map[string]bool   // rows on the board
	tally *belenios.Tally   // once the box is closed
}

// polls keeps the elections that are in use: reading one costs more than any
// ballot. They never change, and the fingerprint names exactly one.
var polls struct {
	sync.Mutex
	by map[string]*poll
}

const pollsKept = 32

func pollOf(tx *store.Tx, b Box) (*poll, error) {
	if !b.Sealed() {
		return nil, fault.New(fault.Conflict, "urn.notready")
	}
	key := tx.Who.Org + "/" + b.ID + "/" + b.Fingerprint
	polls.Lock()
	p := polls.by[key]
	polls.Unlock()
	if p != nil {
		return p, nil
	}
	p, err := readPoll(tx, b)
	if err != nil {
		return nil, err
	}
	polls.Lock()
	defer polls.Unlock()
	if had := polls.by[key]; had != nil {
		return had, nil
	}
	if polls.by == nil || len(polls.by) >= pollsKept {
		polls.by = map[string]*poll{}
	}
	polls.by[key] = p
	return p, nil
}

func readPoll(tx *store.Tx, b Box) (*poll, error) {
	text := map[string]string{}
	for _, kind := range []string{"election", "trustees", "credentials"} {
		body, err := record(tx, b.ID, kind)
		if err != nil {
			return nil, err
		}
		text[kind] = body
	}
	p := &poll{known: map[string]ballot{}, shown: map[string]bool{}}
	var err error
	if p.e, err = belenios.ParseElection([]byte(text["election"])); err != nil {
		return nil, err
	}
	if p.trustees, err = belenios.ParseTrustees(p.e.Group, []byte(text["trustees"])); err != nil {
		return nil, err
	}
	p.voters, err = belenios.ParseVoters(p.e.Group, []byte(text["credentials"]), 0)
	return p, err
}

// read does what is cheap, so that nonsense costs little.
func (p *poll) read(raw []byte) (*belenios.Ballot, error) {
	b, err := p.e.ParseBallot(raw)
	if err == nil && !p.voters.Has(b.Credential) {
		err = &belenios.Failure{Class: belenios.UnknownCredential}
	}
	return b, err
}

// place finds which ballot of its credential this would be, counted from 1, or
// refuses it.
func (p *poll) place(tx *store.Tx, box Box, b *belenios.Ballot) (int, error) {
	if gone, err := isCancelled(tx, box.ID, b.Credential); err != nil || gone {
		return 0, or(err, fault.New(fault.Conflict, "urn.cancelled"))
	}
	k, err := keyOf(tx, box.ID)
	if err != nil {
		return 0, err
	}
	if again, err := hasSealedChoices(tx, box.ID, k.choices(p.e.Choices(b))); err != nil || again {
		return 0, or(err, refuse(belenios.Replayed))
	}
	for nth := 1; ; nth++ {
		used, err := hasSealed(tx, box.ID, k.slot(b.Credential, nth))
		if err != nil || !used {
			return nth, err
		}
		if !box.Revote {
			return 0, refuse(belenios.UsedCredential)
		}
	}
}

func or(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// used says whether a credential has cast.
func (p *poll) used(tx *store.Tx, b Box, credential string) (bool, error) {
	switch b.State {
	case Ready:
		return false, nil
	case Opened:
		k, err := keyOf(tx, b.ID)
		if err != nil {
			return false, err
		}
		return hasSealed(tx, b.ID, k.slot(credential, 1))
	}
	return hasBallotOf(tx, b.ID, credential)
}
