package delegate

import (
	"net/http"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// keys: delegate.base.*

// votePage is one vote: the slip to fill in, or the receipt and the result.
type votePage struct {
	hall
	B       ballot.Ballot
	Own     *ballot.Receipt
	Refused string // another choice was sent after the first: in words
	Fault   string // nothing was chosen: in words
}

func readVote(tx *store.Tx, v *kit.Visit, id string) (p votePage, err error) {
	if p, err = readVoteAlike(tx, v, id); err != nil {
		return p, err
	}
	if err = p.readOwn(tx); err == nil && p.votes() {
		p.Own, err = receiptOf(tx, id)
		p.Called = v.Name
	}
	return p, err
}

// readVoteAlike gathers what all readers of the same roles see of a vote.
func readVoteAlike(tx *store.Tx, v *kit.Visit, id string) (p votePage, err error) {
	if p.B, err = ballot.Find(tx, id); err != nil {
		return p, err
	}
	if p.hall, err = readHall(tx, v); err != nil {
		return p, err
	}
	if p.B.Conference != p.C.ID { // an older conference's
		p.C, err = conference.Find(tx, p.B.Conference)
	}
	return p, err
}

// ownVote is what the page of a vote shows of its reader alone.
type ownVote struct {
	own
	Name    string
	Receipt ballot.Receipt // an empty Code is none
}

// voteFor is the page of a vote of many readers at once.
func voteFor(tx *store.Tx, v *kit.Visit, id string, readers []kit.Reader) (votePage, []ownVote, error) {
	p, err := readVoteAlike(tx, v, id)
	if err != nil {
		return p, nil, err
	}
	owns, err := p.readOwns(tx, readers)
	if err != nil {
		return p, nil, err
	}
	slips, err := p.slips(tx)
	all := make([]ownVote, len(owns))
	for i, o := range owns {
		all[i] = ownVote{own: o}
		if s, ok := slips[readers[i].Person]; ok {
			all[i].Name, all[i].Receipt = readers[i].Name, s
		}
	}
	return p, all, err
}

// slips are the receipts of all, read by the machine: each reader gets the own.
func (p votePage) slips(tx *store.Tx) (map[string]ballot.Receipt, error) {
	if !p.votes() {
		return nil, nil
	}
	reader := tx.Who
	defer func() { tx.Who = reader }()
	tx.Who = access.Machine(reader.Org)
	return ballot.Receipts(tx, p.B.ID)
}

// to is the page as one reader sees it.
func (p votePage) to(o ownVote) votePage {
	p.own = o.own
	if o.Receipt.Code != "" {
		p.Own, p.Called = &o.Receipt, o.Name
	}
	return p
}

// voteKey is all that the first part of a vote shows.
type voteKey struct {
	own      ownVote
	Stands   string
	Question string
	Day      law.Day
	Papers   string
}

func (p votePage) key(o ownVote) any {
	p = p.to(o)
	if p.Own != nil {
		return voteKey{own: o, Question: p.B.Question, Day: p.C.HeldOn}
	}
	k := voteKey{own: o, Stands: p.B.State, Question: p.B.Question}
	for _, x := range p.papersOf(p.B.Item) {
		k.Papers += x.ID + " " + x.Title + "\n"
	}
	return k
}

// voteStream are the parts of a vote's page that follow the hall. A receipt is
// nobody else's; the rest is shared.
var voteStream = []kit.Part[votePage, ownVote]{
	{Own: votePage.key, Draw: func(p votePage, o ownVote) templ.Component { return voteSection(p.to(o)) }, Still: true},
	{Own: func(p votePage, o ownVote) any { return o.Receipt.Code != "" }, Draw: func(p votePage, o ownVote) templ.Component { return outcome(p.to(o)) }},
	{Own: func(p votePage, o ownVote) any { return p.to(o).asks() }, Draw: func(p votePage, o ownVote) templ.Component { return voteDock(p.to(o)) }},
}

func showVote(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p votePage
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p, err = readVote(tx, v, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, voteView(p))
}

func streamVote(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id := r.PathValue("id")
	var topics []live.Topic
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		b, err := ballot.Find(tx, id)
		topics = []live.Topic{ballot.Topic(b.Conference), conference.Topic(b.Conference)}
		return err
	})
	if err != nil {
		return err
	}
	read := func(tx *store.Tx, v *kit.Visit, readers []kit.Reader) (votePage, []ownVote, error) {
		return voteFor(tx, v, id, readers)
	}
	return kit.Crowd[votePage, ownVote]{Key: "vote " + id, Topics: topics, Read: read, Parts: voteStream}.Stream(w, r, v)
}

// cast sends the slip. It is not one of kit's acts: the room itself knows a
// slip that came before, and answers with its receipt.
func cast(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id := r.PathValue("id")
	err := v.Write(r.Context(), func(tx *store.Tx) error {
		_, err := ballot.Cast(tx, id, r.PostFormValue("choice"))
		return err
	})
	if err == nil {
		http.Redirect(w, r, v.Path("/dai-bieu/bieu-quyet/", id), http.StatusSeeOther)
		return nil
	}
	return castAgain(w, r, v, err)
}

// castAgain answers a slip that could not be taken: an empty one with the
// form, another choice with the receipt that stands.
func castAgain(w http.ResponseWriter, r *http.Request, v *kit.Visit, why error) error {
	if !fault.Is(why, fault.Invalid) && !fault.Is(why, fault.Conflict) {
		return why
	}
	var p votePage
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p, err = readVote(tx, v, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	if fault.Is(why, fault.Invalid) {
		p.Fault = v.T("delegate.vote.choose")
		return v.Return(w, r, voteView(p))
	}
	if p.Own == nil {
		return why
	}
	p.Refused = v.Say(why)
	return v.Page(w, r, kit.Page{Status: kit.Status(why), Body: voteView(p)})
}

// choices are the answers of an open vote, in the order of the regulation.
func (h *hall) choices() []kit.Option {
	return []kit.Option{{Value: ballot.For, Label: h.T("kit.for")}, {Value: ballot.Against, Label: h.T("kit.against")}, {Value: ballot.Other, Label: h.T("kit.other")}}
}

// said is a choice in words.
func (h *hall) said(choice string) string {
	for _, o := range h.choices() {
		if o.Value == choice {
			return o.Label
		}
	}
	return choice
}

// spaced writes a receipt's code in fours.
func spaced(code string) string {
	if len(code) == 8 {
		return code[:4] + " " + code[4:]
	}
	return code
}

// majority is the reason of a closed vote; false where the law says nothing.
func (h *hall) majority(b ballot.Ballot) (kit.WhyBox, bool) {
	why, err := law.MajorityUnder(b.Bar, h.C.HeldOn, h.Unit, law.Count{Base: b.Present, Part: b.InFavour})
	return h.WhyOf(why), err == nil
}

// counts are the bars of a vote.
func (h *hall) counts(b ballot.Ballot) kit.VotesOpts {
	o := kit.VotesOpts{For: b.InFavour, Against: b.Against, Other: b.Other, Base: b.Of(), Shares: true}
	if b.Base == "present" {
		o.Mark = b.Bar.Is.Needed(b.Present)
	}
	return o
}

// asks reports whether this vote waits for the reader's slip.
func (p votePage) asks() bool {
	return p.B.State == "open" && p.B.Method != "hand" && p.votes() && p.Present && p.Own == nil
}

// stands says where a vote stands that the reader has no slip in.
func (p votePage) stands() string {
	if p.B.State == "open" {
		return p.T("delegate.vote.on")
	}
	return p.T("delegate.vote.over")
}

// barred says why the reader cannot vote now.
func (p votePage) barred() string {
	switch {
	case !p.votes():
		return p.T("delegate.guest")
	case p.B.Method == "hand":
		return p.T("delegate.hand")
	}
	if !p.Listed {
		return p.T("delegate.unlisted.how")
	}
	return p.T("delegate.absent.how")
}

// tone is the colour of what was said.
func (p votePage) tone() string {
	if p.Own.Choice == ballot.For {
		return ""
	}
	return "plain"
}

// verdict is a result in a word.
func (h *hall) verdict(b ballot.Ballot) string {
	if b.Passed {
		return h.T("delegate.passed")
	}
	return h.T("delegate.failed")
}
