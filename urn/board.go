package urn

import (
	"io"
	"slices"

	"hoinghi/belenios"
	"hoinghi/fault"
	"hoinghi/store"
)

// lot is how many new ballots come onto the board of an open box together, so
// that who watches it does not learn the moment of each.
const lot = 5

// Board is what everybody may know about a box at any time.
type Board struct {
	Box
	Cast      int      // slips that have voted
	Cancelled int      // slips given back
	Trackers  []string // of the ballots that count, sorted; of an open box in lots
	Keys      int      // trustees whose key is there
	Decrypted int      // trustees who have decrypted
	Listed    bool     // the public credentials are there
}

// Missing is how many slips have neither voted nor come back.
func (b Board) Missing() int { return b.Slips - b.Cast - b.Cancelled }

// BoardOf reads the board of a box.
func BoardOf(tx *store.Tx, id string) (Board, error) {
	b, err := oneBox(tx, id)
	if err != nil {
		return Board{}, err
	}
	out := Board{Box: b}
	all, err := trusteesOf(tx, id)
	if err != nil {
		return out, err
	}
	out.Keys = count(all, func(t trustee) bool { return t.key != "" })
	out.Decrypted = count(all, func(t trustee) bool { return t.decryption != "" })
	list, err := record(tx, id, "credentials")
	if err != nil {
		return out, err
	}
	out.Listed = list != ""
	if out.Cancelled, err = countCancelled(tx, id); err != nil || !b.Sealed() || b.State == Ready {
		return out, err
	}
	known, err := ballotsKnown(tx, b)
	if err != nil {
		return out, err
	}
	last := counting(known.list)
	out.Cast = len(last)
	for _, x := range last {
		if known.shown == nil || known.shown[x.hash] {
			out.Trackers = append(out.Trackers, x.tracker())
		}
	}
	slices.Sort(out.Trackers)
	return out, nil
}

// Place says where a tracker stands.
type Place string

// The places of a tracker.
const (
	Counting Place = "counts"
	Replaced Place = "replaced" // by a later ballot of the same slip
	Nowhere  Place = "nowhere"
)

// Seek looks for a tracker in a box, at once after it was cast.
func Seek(tx *store.Tx, id, tracker string) (Place, error) {
	b, err := oneBox(tx, id)
	if err != nil || !b.Sealed() || b.State == Ready {
		return Nowhere, err
	}
	known, err := ballotsKnown(tx, b)
	if err != nil {
		return Nowhere, err
	}
	last := counting(known.list)
	for _, x := range known.list {
		if x.tracker() == tracker {
			if last[x.credential].nth == x.nth {
				return Counting, nil
			}
			return Replaced, nil
		}
	}
	return Nowhere, nil
}

// ballotsSeen are the ballots of a box without their texts. Shown is nil when
// all of them are on the board.
type ballotsSeen struct {
	list  []ballot
	shown map[string]bool
}

func ballotsKnown(tx *store.Tx, b Box) (ballotsSeen, error) {
	if b.State != Opened {
		list, err := listedOf(tx, b.ID)
		return ballotsSeen{list: list}, err
	}
	p, err := pollOf(tx, b)
	if err != nil {
		return ballotsSeen{}, err
	}
	k, err := keyOf(tx, b.ID)
	if err != nil {
		return ballotsSeen{}, err
	}
	ids, err := sealedIDs(tx, b.ID)
	if err != nil {
		return ballotsSeen{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	var seen ballotsSeen
	for _, id := range ids {
		x, ok := p.known[id]
		if !ok {
			if x, err = p.look(tx, b.ID, k, id); err != nil {
				return seen, err
			}
		}
		seen.list = append(seen.list, x)
	}
	seen.shown = p.show(seen.list)
	return seen, nil
}

func (p *poll) look(tx *store.Tx, box string, k boxKey, id string) (ballot, error) {
	body, err := oneSealed(tx, box, id)
	if err != nil {
		return ballot{}, err
	}
	x, err := p.open(k, id, body)
	if err != nil {
		return ballot{}, err
	}
	x.raw = ""
	p.known[id] = x
	return x, nil
}

// show puts new ballots onto the board when there are enough of them.
func (p *poll) show(list []ballot) map[string]bool {
	if len(list)-len(p.shown) >= lot {
		for _, x := range list {
			p.shown[x.hash] = true
		}
	}
	shown := make(map[string]bool, len(p.shown))
	for h := range p.shown {
		shown[h] = true
	}
	return shown
}

// Record gives a public record of a sealed election as it is hashed: election,
// trustees or credentials.
func Record(tx *store.Tx, id, kind string) ([]byte, error) {
	b, err := oneBox(tx, id)
	if err != nil {
		return nil, err
	}
	if !b.Sealed() || !slices.Contains([]string{"election", "trustees", "credentials"}, kind) {
		return nil, stranger()
	}
	body, err := record(tx, id, kind)
	return []byte(body), err
}

// WriteArchive writes the Belenios archive as far as the election has come. Of
// an open box it has the set-up only: the ballots join at the closing, in an
// order that says nothing, and from then on it only grows.
func WriteArchive(tx *store.Tx, id string, w io.Writer) error { return writeArchive(tx, id, w, true) }

// WriteUnopened is WriteArchive up to the encrypted sum: who reads it finds all
// ballots and their proofs, and cannot know the sum.
func WriteUnopened(tx *store.Tx, id string, w io.Writer) error {
	return writeArchive(tx, id, w, false)
}

func writeArchive(tx *store.Tx, id string, w io.Writer, opened bool) error {
	b, err := oneBox(tx, id)
	if err != nil {
		return err
	}
	if !b.Sealed() {
		return fault.New(fault.Conflict, "urn.notready")
	}
	p, err := pollOf(tx, b)
	if err != nil {
		return err
	}
	a, err := belenios.NewArchive(w, b.stamp)
	if err != nil {
		return err
	}
	list, err := record(tx, id, "credentials")
	if err != nil {
		return err
	}
	if err := a.Setup(p.e, p.trustees, []byte(list)); err != nil {
		return err
	}
	if b.State == Closed || b.State == Decrypting || b.State == Done {
		if err := p.writeBallots(tx, b, a); err != nil {
			return err
		}
	}
	if opened && (b.State == Decrypting || b.State == Done) {
		return writeOpening(tx, b, a)
	}
	return nil
}

func (p *poll) writeBallots(tx *store.Tx, b Box, a *belenios.Writer) error {
	list, err := ballotsOf(tx, b.ID)
	if err != nil {
		return err
	}
	for _, x := range list {
		if err := a.Ballot([]byte(x.raw)); err != nil {
			return err
		}
	}
	if err := a.EndBallots(); err != nil || b.State == Closed {
		return err
	}
	t, err := p.sum(tx, b)
	if err != nil {
		return err
	}
	return a.Tally(t)
}

// writeOpening writes what the trustees did, in the order in which they did it.
func writeOpening(tx *store.Tx, b Box, a *belenios.Writer) error {
	all, err := trusteesOf(tx, b.ID)
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b trustee) int { return a.turn - b.turn })
	for _, t := range all {
		if t.turn == 0 {
			continue
		}
		d, err := belenios.ParseDecryption(b.group(), []byte(t.decryption))
		if err != nil {
			return err
		}
		if err := a.Decryption(b.group(), t.nth, d); err != nil {
			return err
		}
	}
	if b.State != Done {
		return nil
	}
	res, err := belenios.ParseResult([]byte(b.result))
	if err != nil {
		return err
	}
	return a.Result(res)
}
