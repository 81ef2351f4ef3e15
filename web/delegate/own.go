package delegate

import (
	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// own is all that a page shows of its reader alone. Readers with an equal own
// see the same page, so it is comparable, and a page names nobody otherwise.
type own struct {
	Listed  bool   // convened
	Present bool   // checked in
	Called  string // the name, until checked in
	Code    string // of the card, until checked in; may be empty
	Voted   string // the choice in the vote that is open
	Turn    int    // in the queue, from 1; 0 is not in it
	Asked   string // the request that waits there
	Floor   bool   // speaks now
}

// readOwn finds what the reader sees of their own.
func (h *hall) readOwn(tx *store.Tx) error {
	h.own = h.queue()[h.Who.Person]
	place, err := conference.OwnPlace(tx, h.C.ID)
	if err != nil && !fault.Is(err, fault.Missing) {
		return err
	}
	h.Listed, h.Present = err == nil, place.Present()
	if !h.Present {
		h.Called = h.Name
	}
	if h.Listed && !h.Present {
		card, err := account.OwnCard(tx)
		if err != nil && !fault.Is(err, fault.Missing) {
			return err
		}
		h.Code = card.Code
	}
	if b := h.open(); b != nil && h.votes() {
		r, err := ballot.OwnReceipt(tx, b.ID)
		if err != nil && !fault.Is(err, fault.Missing) {
			return err
		}
		h.Voted = r.Choice
	}
	return nil
}

// readOwns is readOwn for a whole hall, in as many questions as for one. The
// machine asks, since no reader may ask of another; each gets their own line.
func (h *hall) readOwns(tx *store.Tx, readers []kit.Reader) ([]own, error) {
	reader := tx.Who
	defer func() { tx.Who = reader }()
	tx.Who = access.Machine(reader.Org)
	here, err := conference.Presence(tx, h.C.ID)
	if err != nil {
		return nil, err
	}
	var slips map[string]ballot.Receipt
	if b := h.open(); b != nil && h.votes() {
		if slips, err = ballot.Receipts(tx, b.ID); err != nil {
			return nil, err
		}
	}
	var cards map[string]account.Card
	if awaited(here, readers) {
		if cards, err = account.Cards(tx); err != nil {
			return nil, err
		}
	}
	queue := h.queue()
	all := make([]own, len(readers))
	for i, r := range readers {
		o := queue[r.Person]
		o.Present, o.Listed = here[r.Person]
		o.Voted = slips[r.Person].Choice
		if !o.Present {
			o.Called = r.Name
		}
		if o.Listed && !o.Present {
			o.Code = cards[r.Person].Code
		}
		all[i] = o
	}
	return all, nil
}

// awaited reports whether a reader has yet to be checked in.
func awaited(here map[string]bool, readers []kit.Reader) bool {
	for _, r := range readers {
		if present, listed := here[r.Person]; listed && !present {
			return true
		}
	}
	return false
}

// queue is who waits for the floor or has it, by person.
func (h *hall) queue() map[string]own {
	by := map[string]own{}
	place := 0
	for _, s := range h.Speakers {
		o := by[s.Person]
		if s.Waiting() {
			if place++; o.Turn == 0 {
				o.Turn, o.Asked = place, s.ID
			}
		}
		o.Floor = o.Floor || s.Speaking()
		if s.Person != "" {
			by[s.Person] = o
		}
	}
	return by
}
