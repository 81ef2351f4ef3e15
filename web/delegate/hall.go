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
	Origin   string          // of addresses that another device opens
	None     bool            // there is no conference yet
	own
}

// read gathers one state of the hall with the reader's rights.
func read(tx *store.Tx, v *kit.Visit) (h hall, err error) {
	if h, err = readHall(tx, v); err != nil || h.None {
		return h, err
	}
	return h, h.readOwn(tx)
}

// readHall gathers what all readers of the same roles see alike.
func readHall(tx *store.Tx, v *kit.Visit) (h hall, err error) {
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
	h.Speakers, err = conference.Speakers(tx, h.C.ID)
	return err
}

func (h *hall) readVotes(tx *store.Tx) (err error) {
	h.Votes, err = ballot.List(tx, h.C.ID)
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
	return b != nil && b.Method != "hand" && h.votes() && h.Present && h.Voted == ""
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
	b := h.open()
	switch {
	case h.over():
		return false
	case !h.votes(), !h.Present && h.C.State != conference.Draft:
		return true
	case b != nil:
		return h.Voted != "" || b.Method != "phone"
	}
	return h.begun() && h.Turn > 0
}
