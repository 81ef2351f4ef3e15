package urn

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"hoinghi/access"
	"hoinghi/belenios"
	"hoinghi/fault"
	"hoinghi/store"
)

// Close ends the vote: the ballots are written anew in the order of their hashes,
// all at once, and then the key that hid their order is destroyed for ever. It is
// its own transaction, since a destroyed key cannot be taken back.
func Close(ctx context.Context, db *store.DB, who access.Actor, id string) error {
	err := db.Write(ctx, who, func(tx *store.Tx) error {
		if err := tx.Who.Need(access.Preside); err != nil {
			return err
		}
		b, err := oneBox(tx, id)
		if err != nil {
			return err
		}
		if b.State == Closed {
			return nil // an earlier try did not come to destroying the key
		}
		if b.State != Opened {
			return fault.New(fault.Conflict, "urn.notopen")
		}
		list, err := emptied(tx, b)
		if err != nil {
			return err
		}
		for _, x := range list {
			if err := insertBallot(tx, id, x); err != nil {
				return err
			}
		}
		if err := deleteSealed(tx, id); err != nil {
			return err
		}
		b.Counted = len(counting(list))
		return move(tx, b, Closed)
	})
	if err != nil {
		return err
	}
	if err := db.ForgetSecret(who.Org, secretName(id)); err != nil {
		return fmt.Errorf("destroy the key of box %s: %w", id, err)
	}
	return nil
}

// emptied are all ballots of an open box, in an order that says nothing.
func emptied(tx *store.Tx, b Box) ([]ballot, error) {
	k, err := keyOf(tx, b.ID)
	if err != nil {
		return nil, err
	}
	p, err := pollOf(tx, b)
	if err != nil {
		return nil, err
	}
	rows, err := allSealed(tx, b.ID)
	if err != nil {
		return nil, err
	}
	var list []ballot
	for _, s := range rows {
		x, err := p.open(k, s.id, s.body)
		if err != nil {
			return nil, fmt.Errorf("open a ballot of box %s: %w", b.ID, err)
		}
		list = append(list, x)
	}
	slices.SortFunc(list, byHash)
	return list, nil
}

// byHash is the order of the archive: first ballots first, so that the last of a
// credential stands last; among them the hash decides.
func byHash(a, b ballot) int { return cmp.Or(cmp.Compare(a.nth, b.nth), cmp.Compare(a.hash, b.hash)) }

// counting are the ballots that count, by credential: the last of each.
func counting(list []ballot) map[string]ballot {
	last := map[string]ballot{}
	for _, x := range list {
		if x.nth > last[x.credential].nth {
			last[x.credential] = x
		}
	}
	return last
}

// Few is how many ballots a box must hold to be opened: the sum of fewer would
// tell each of them.
const Few = 3

// Tally fixes the encrypted sum. From now on no slip can be taken out and the
// trustees can decrypt.
func Tally(tx *store.Tx, id string) error {
	if err := tx.Who.Need(access.Preside); err != nil {
		return err
	}
	b, err := oneBox(tx, id)
	if err != nil {
		return err
	}
	if b.State != Closed {
		return fault.New(fault.Conflict, "urn.step")
	}
	if b.Counted > 0 && b.Counted < Few {
		return fault.New(fault.Conflict, "urn.few", Few)
	}
	return move(tx, b, Decrypting)
}

// sum is the encrypted tally of a closed box. Its ballots were verified when they
// came.
func (p *poll) sum(tx *store.Tx, b Box) (*belenios.Tally, error) {
	p.mu.Lock()
	t := p.tally
	p.mu.Unlock()
	if t != nil {
		return t, nil
	}
	list, err := ballotsOf(tx, b.ID)
	if err != nil {
		return nil, err
	}
	t = p.e.NewTally()
	last := counting(list)
	for _, x := range list {
		if last[x.credential].nth != x.nth {
			continue
		}
		c, err := p.e.ParseBallot([]byte(x.raw))
		if err != nil {
			return nil, err
		}
		t.Add(c, one)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tally = t
	return t, nil
}

// Counts is the outcome of a box.
type Counts struct {
	Slips     int   // printed
	Cast      int   // slips that have voted
	Cancelled int   // slips given back, unused
	Blank     []int // by question: votes for nobody, where that is a choice
	Votes     [][]int
}

// Missing is how many slips have neither voted nor come back.
func (c Counts) Missing() int { return c.Slips - c.Cast - c.Cancelled }

// Outcome gives the counts of a finished box; before, "urn.noresult".
func Outcome(tx *store.Tx, id string) (Counts, error) {
	b, err := oneBox(tx, id)
	if err != nil {
		return Counts{}, err
	}
	c := Counts{Slips: b.Slips, Cast: b.Counted}
	if c.Cancelled, err = countCancelled(tx, id); err != nil {
		return c, err
	}
	if b.State != Done {
		return c, fault.New(fault.Conflict, "urn.noresult")
	}
	res, err := belenios.ParseResult([]byte(b.result))
	if err != nil {
		return c, err
	}
	for i, q := range b.Questions {
		var row []int
		for _, n := range res[i] {
			row = append(row, int(n.Int64()))
		}
		blank := 0
		if q.Blank {
			blank, row = row[0], row[1:]
		}
		c.Blank, c.Votes = append(c.Blank, blank), append(c.Votes, row)
	}
	return c, nil
}
