package delegate

import (
	"slices"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// hall is the conference as one person in it sees it.
type hall struct {
	*kit.Visit
	C        conference.Conference
	Unit     law.Unit
	Items    []conference.Item
	Papers   []conference.Paper
	Turnout  conference.Turnout
	Why      kit.WhyBox // of the quorum; empty when the law says nothing
	Speakers []conference.Speaker
	Votes    []ballot.Ballot // in the order of their opening
	Listed   bool            // the reader is convened
	Present  bool            // the reader is checked in
	Card     account.Card    // the reader's, until checked in; an empty Code is none
	Origin   string          // of addresses that another device opens
	Receipt  *ballot.Receipt // the reader's, of the vote that is open
	None     bool            // there is no conference yet
}

// read gathers one state of the hall with the reader's rights.
func read(tx *store.Tx, v *kit.Visit) (h hall, err error) {
	h.Visit = v
	h.C, err = conference.Current(tx)
	if fault.Is(err, fault.Missing) {
		h.None = true
		return h, nil
	}
	if err != nil {
		return h, err
	}
	for _, part := range []func(*store.Tx) error{h.readPlan, h.readPeople, h.readVotes} {
		if err := part(tx); err != nil {
			return h, err
		}
	}
	return h, nil
}

func (h *hall) readPlan(tx *store.Tx) (err error) {
	if h.Items, err = conference.Agenda(tx, h.C.ID); err != nil {
		return err
	}
	if h.Papers, err = conference.Papers(tx, h.C.ID); err != nil {
		return err
	}
	org, err := account.FindOrg(tx)
	h.Unit = conference.UnitOf(org)
	return err
}

func (h *hall) readPeople(tx *store.Tx) (err error) {
	// A day before the law was written has no quorum to show.
	if h.Turnout, err = conference.Quorum(tx, h.C); err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	if why, err := h.Turnout.Why(h.C, h.Unit); err == nil {
		h.Why = h.WhyOf(why)
	}
	if h.Speakers, err = conference.Speakers(tx, h.C.ID); err != nil {
		return err
	}
	return h.readOwn(tx)
}

// readOwn finds how the reader stands on the list, and the card to be checked
// in with while that is to be done.
func (h *hall) readOwn(tx *store.Tx) error {
	own, err := conference.OwnPlace(tx, h.C.ID)
	if fault.Is(err, fault.Missing) {
		return nil
	}
	if err != nil || own.Present() {
		h.Listed, h.Present = true, own.Present()
		return err
	}
	h.Listed = true
	h.Card, err = account.OwnCard(tx)
	if fault.Is(err, fault.Missing) {
		err = nil
	}
	return err
}

func (h *hall) readVotes(tx *store.Tx) (err error) {
	if h.Votes, err = ballot.List(tx, h.C.ID); err != nil {
		return err
	}
	if b := h.open(); b != nil && h.votes() {
		h.Receipt, err = receiptOf(tx, b.ID)
	}
	return err
}

// receiptOf finds the reader's slip; nil when there is none.
func receiptOf(tx *store.Tx, id string) (*ballot.Receipt, error) {
	r, err := ballot.OwnReceipt(tx, id)
	if fault.Is(err, fault.Missing) {
		return nil, nil
	}
	return &r, err
}

// votes reports whether the reader has a voice at all.
func (h *hall) votes() bool { return h.Who.May(access.Vote) }

// open is the vote that is going on; nil when none is.
func (h *hall) open() *ballot.Ballot {
	i := slices.IndexFunc(h.Votes, func(b ballot.Ballot) bool { return b.State == "open" })
	if i < 0 {
		return nil
	}
	return &h.Votes[i]
}

// at is the index of the agenda item that is on; -1 when none is.
func (h *hall) at() int {
	return slices.IndexFunc(h.Items, func(i conference.Item) bool { return h.C.Item != "" && i.ID == h.C.Item })
}

// papersOf are the papers of one agenda item.
func (h *hall) papersOf(item string) (of []conference.Paper) {
	for _, p := range h.Papers {
		if item != "" && p.Item == item {
			of = append(of, p)
		}
	}
	return of
}

// speaking is who has the floor; nil when nobody has.
func (h *hall) speaking() *conference.Speaker {
	i := slices.IndexFunc(h.Speakers, conference.Speaker.Speaking)
	if i < 0 {
		return nil
	}
	return &h.Speakers[i]
}

// waiting is the reader's own place in the queue, from 1; 0 is not in it.
func (h *hall) waiting() (place int, id string) {
	for _, s := range h.Speakers {
		if !s.Waiting() {
			continue
		}
		place++
		if s.Person != "" && s.Person == h.Who.Person {
			return place, s.ID
		}
	}
	return 0, ""
}

// closed are the votes that ended with a result, the latest first.
func (h *hall) closed() (of []ballot.Ballot) {
	for _, b := range slices.Backward(h.Votes) {
		if b.State == "closed" {
			of = append(of, b)
		}
	}
	return of
}

// begun reports whether the hall has been opened and not closed.
func (h *hall) begun() bool { return h.C.State == conference.Open }

func (h *hall) over() bool { return h.C.State == conference.Closed }

// mayVote reports whether the open vote waits for the reader's slip.
func (h *hall) mayVote() bool {
	b := h.open()
	return b != nil && b.Method != "hand" && h.votes() && h.Present && h.Receipt == nil
}

// quorum are the options of the line of the present.
func (h *hall) quorum() kit.QuorumOpts {
	return kit.QuorumOpts{Present: h.Turnout.Present, Convened: h.Turnout.Convened, Need: h.Turnout.Needed}
}

// name is the short name of the conference for the bar on top.
func (h *hall) name() string {
	if h.None {
		return h.Place.Name
	}
	return h.T("delegate.name", h.year())
}

// year is the one in the conference's name, in digits.
func (h *hall) year() int {
	if h.C.YearName == "plan" && h.C.PlanYear != 0 {
		return h.C.PlanYear
	}
	if h.C.ReviewYear != 0 {
		return h.C.ReviewYear
	}
	return h.C.HeldOn.Year
}

// next is the first item that was not opened yet; nil after the last.
func (h *hall) next() *conference.Item {
	i := slices.IndexFunc(h.Items, func(i conference.Item) bool { return i.OpenedAt.IsZero() })
	if i < 0 {
		return nil
	}
	return &h.Items[i]
}

// standingShown reports whether there is anything to say of the reader.
func (h *hall) standingShown() bool {
	place, _ := h.waiting()
	b := h.open()
	switch {
	case h.over():
		return false
	case !h.votes(), !h.Present && h.C.State != conference.Draft:
		return true
	case b != nil:
		return h.Receipt != nil || b.Method != "phone"
	}
	return h.begun() && place > 0
}
