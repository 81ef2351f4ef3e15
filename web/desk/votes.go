package desk

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// keys: desk.votes.base.* desk.votes.method.* desk.votes.state.*

func voteRoutes(m *kit.Mux) {
	m.On("GET /ban/bieu-quyet", kit.Only(access.SeeWork, listVotes))
	m.On("GET /ban/bieu-quyet/{id}", kit.Only(access.SeeWork, showVote))
	m.On("POST /ban/bieu-quyet/{id}/huy", kit.Only(access.Preside, annul))
	m.On("GET /ban/bieu-quyet/{id}/kiem-dem", kit.Only(access.SeeWork, showCounts))
	m.On("GET /ban/bieu-quyet/{id}/kiem-dem/truc-tiep", kit.Only(access.SeeWork, streamCounts))
	m.On("POST /ban/bieu-quyet/{id}/kiem-dem", kit.Only(access.SeeWork, enterCount))
	m.On("POST /ban/bieu-quyet/{id}/kiem-dem/bo", kit.Only(access.SeeWork, strikeCount))
}

// votesPage is every vote of the conference.
type votesPage struct {
	*kit.Visit
	C     conference.Conference
	Unit  law.Unit
	Votes []ballot.Ballot
	Query kit.List
}

func listVotes(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := votesPage{Visit: v, Query: v.ListOf(r, "", "ket-qua")}
	voices := map[string][]ballot.Voice{}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		var org account.Org
		if p.C, org, err = conferenceAndOrg(tx); err != nil {
			return err
		}
		p.Unit = conference.UnitOf(org)
		if p.Votes, err = ballot.List(tx, p.C.ID); err != nil || r.URL.Query().Get("xuat") != "xlsx" {
			return err
		}
		for _, b := range p.Votes {
			if b.State != "open" {
				if voices[b.ID], err = ballot.Voices(tx, b.ID); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if r.URL.Query().Get("xuat") == "xlsx" {
		return v.Send(w, kit.Download{Name: "bieu-quyet.xlsx", Type: kit.TypeXLSX, Write: func(w io.Writer) error { return document.XLSX(w, voteSheets(p, voices)...) }})
	}
	p.Votes = kit.Cut(&p.Query, p.sought())
	return v.Show(w, r, votesView(p))
}

// sought are the votes that the search and the filter leave.
func (p votesPage) sought() []ballot.Ballot {
	words, state := locale.FoldSearch(p.Query.Search), p.Query.Filter("ket-qua")
	return slices.DeleteFunc(slices.Clone(p.Votes), func(b ballot.Ballot) bool {
		return !strings.Contains(locale.FoldSearch(b.Question), words) || state != "" && voteState(b) != state
	})
}

// voteState is where a vote stands, in one word of the address and the keys.
func voteState(b ballot.Ballot) string {
	switch {
	case b.State != "closed":
		return b.State
	case b.Passed:
		return "passed"
	}
	return "failed"
}

var voteTones = map[string]string{"open": "now", "passed": "done", "failed": "bad", "annulled": "warn"}

// voteStates are the states a list can be filtered by.
var voteStates = []string{"open", "passed", "failed", "annulled"}

// voteSheets are the votes with their figures, and who voted what.
func voteSheets(p votesPage, voices map[string][]ballot.Voice) []document.Sheet {
	votes := document.Sheet{Name: p.T("desk.votes.title"), Meta: document.Meta{Title: p.C.Name, Created: p.C.HeldOn}}
	for _, c := range []struct {
		key   string
		width int
	}{{"desk.votes.question", 110}, {"desk.votes.state", 40}, {"desk.votes.base", 50}, {"desk.votes.of", 24}, {"kit.for", 24}, {"kit.against", 30}, {"kit.other", 24}, {"desk.votes.closed", 24}} {
		votes.Columns = append(votes.Columns, document.Column{Title: p.T(c.key), Width: c.width})
	}
	said := document.Sheet{Name: p.T("desk.votes.voices"), Columns: []document.Column{{Title: p.T("desk.votes.question"), Width: 110}, {Title: p.T("desk.reception.col.name"), Width: 60},
		{Title: p.T("desk.votes.room"), Width: 60}, {Title: p.T("desk.votes.choice"), Width: 40}}}
	for _, b := range p.Votes {
		votes.Rows = append(votes.Rows, []document.Cell{document.Str(b.Question), document.Str(p.T("desk.votes.state." + voteState(b))), document.Str(p.T("desk.votes.base." + b.Base)),
			document.Int(b.Of()), document.Int(b.InFavour), document.Int(b.Against), document.Int(b.Other), document.Str(clockOrNone(b))})
		for _, x := range voices[b.ID] {
			said.Rows = append(said.Rows, []document.Cell{document.Str(b.Question), document.Str(x.Name), document.Str(x.Department), document.Str(choiceWords(p.Visit, x.Choice))})
		}
	}
	return []document.Sheet{votes, said}
}

func clockOrNone(b ballot.Ballot) string {
	if b.ClosedAt.IsZero() {
		return ""
	}
	return locale.Clock(b.ClosedAt)
}

func choiceWords(v *kit.Visit, choice string) string {
	switch choice {
	case ballot.For:
		return v.T("kit.for")
	case ballot.Against:
		return v.T("kit.against")
	}
	return v.T("kit.other")
}

// votePage is one vote: its result, reason, voices and the tellers' rows.
type votePage struct {
	*kit.Visit
	C      conference.Conference
	B      ballot.Ballot
	Why    kit.WhyBox
	Voices []ballot.Voice
	Counts []ballot.Count
	Entry  countEntry
	Reason string
	Faults kit.Faults
}

// countEntry is a row of the tellers as typed.
type countEntry struct{ Row, For, Against, Other string }

func readVote(tx *store.Tx, p *votePage, id string) (err error) {
	if p.B, err = ballot.Find(tx, id); err != nil {
		return err
	}
	if p.C, err = conference.Find(tx, p.B.Conference); err != nil {
		return err
	}
	org, err := account.FindOrg(tx)
	if err != nil {
		return err
	}
	if why, err := law.MajorityUnder(p.B.Bar, p.C.HeldOn, conference.UnitOf(org), law.Count{Base: p.B.Present, Part: p.B.InFavour}); err == nil {
		p.Why = p.WhyOf(why)
	}
	if p.Counts, err = ballot.Counts(tx, id); err != nil || p.B.State == "open" {
		return err
	}
	p.Voices, err = ballot.Voices(tx, id)
	return err
}

func showVote(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := votePage{Visit: v}
	if err := v.Read(r.Context(), func(tx *store.Tx) error { return readVote(tx, &p, r.PathValue("id")) }); err != nil {
		return err
	}
	return v.Show(w, r, voteView(p))
}

func annul(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id := r.PathValue("id")
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		return v.Path("/ban/bieu-quyet/", id), ballot.Annul(tx, id, r.PostFormValue("reason"))
	})
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	p := votePage{Visit: v, Reason: r.PostFormValue("reason"), Faults: v.Faults(err)}
	if err := v.Read(r.Context(), func(tx *store.Tx) error { return readVote(tx, &p, id) }); err != nil {
		return err
	}
	return v.Return(w, r, voteView(p))
}

// counts reports whether the reader enters counts: a teller, or the chair
// where a small unit has none.
func (p votePage) mayCount() bool { return p.Who.May(access.Count) || p.Who.May(access.Preside) }

func showCounts(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := votePage{Visit: v}
	if err := v.Read(r.Context(), func(tx *store.Tx) error { return readVote(tx, &p, r.PathValue("id")) }); err != nil {
		return err
	}
	if !p.mayCount() {
		return v.Who.Need(access.Count)
	}
	row := r.URL.Query().Get("hang")
	if i := slices.IndexFunc(p.Counts, func(c ballot.Count) bool { return c.Row == row }); i >= 0 {
		c := p.Counts[i]
		p.Entry = countEntry{c.Row, strconv.FormatInt(c.InFavour, 10), strconv.FormatInt(c.Against, 10), strconv.FormatInt(c.Other, 10)}
	}
	return v.Show(w, r, countsView(p))
}

func streamCounts(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := votePage{Visit: v}
	if err := v.Read(r.Context(), func(tx *store.Tx) error { return readVote(tx, &p, r.PathValue("id")) }); err != nil {
		return err
	}
	topics := []live.Topic{ballot.Topic(p.C.ID), conference.Topic(p.C.ID)}
	return v.Stream(w, r, topics, func() (templ.Component, error) {
		p := votePage{Visit: v}
		err := v.Read(r.Context(), func(tx *store.Tx) error { return readVote(tx, &p, r.PathValue("id")) })
		return countsPart(p), err
	})
}

// enterCount keeps or corrects a row. The row is its own key, so the form may
// arrive twice.
func enterCount(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id := r.PathValue("id")
	p := votePage{Visit: v, Entry: countEntry{r.PostFormValue("row"), r.PostFormValue("for"), r.PostFormValue("against"), r.PostFormValue("other")}}
	count, err := p.Entry.read()
	if err == nil {
		err = v.Write(r.Context(), func(tx *store.Tx) error { return ballot.Enter(tx, id, count) })
	}
	if !fault.Is(err, fault.Invalid) {
		return seeOther(w, r, v.Path("/ban/bieu-quyet/", id, "/kiem-dem"), err)
	}
	p.Faults = v.Faults(err)
	if err := v.Read(r.Context(), func(tx *store.Tx) error { return readVote(tx, &p, id) }); err != nil {
		return err
	}
	if !p.mayCount() {
		return v.Who.Need(access.Count)
	}
	return v.Return(w, r, countsView(p))
}

// read takes the figures of a row; an empty one is none.
func (e countEntry) read() (c ballot.Count, err error) {
	var f fault.Form
	number := func(s, field string) int64 {
		s = strings.TrimSpace(s)
		if s == "" {
			return 0
		}
		n, err := strconv.ParseInt(s, 10, 64)
		f.Check(err == nil, field, "fault.number")
		return n
	}
	c = ballot.Count{Row: e.Row, InFavour: number(e.For, "for"), Against: number(e.Against, "against"), Other: number(e.Other, "other")}
	return c, f.Err()
}

func strikeCount(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id := r.PathValue("id")
	err := v.Write(r.Context(), func(tx *store.Tx) error { return ballot.Strike(tx, id, r.PostFormValue("row")) })
	return seeOther(w, r, v.Path("/ban/bieu-quyet/", id, "/kiem-dem"), err)
}

// sums are the rows together.
func (p votePage) sums() (c ballot.Count) {
	for _, x := range p.Counts {
		c.InFavour, c.Against, c.Other = c.InFavour+x.InFavour, c.Against+x.Against, c.Other+x.Other
	}
	return c
}

// byPhone is how many voices came by phone.
func (p votePage) byPhone() int64 {
	s := p.sums()
	return p.B.Cast() - s.InFavour - s.Against - s.Other
}

// bars are the counts of a vote, marked where it passes.
func voteBars(b ballot.Ballot) kit.VotesOpts {
	o := kit.VotesOpts{For: b.InFavour, Against: b.Against, Other: b.Other, Base: b.Of(), Shares: true}
	if b.Base == "present" {
		o.Mark = b.Bar.Is.Needed(b.Present)
	}
	return o
}

// voteWhen is the course of a vote in one line.
func voteWhen(v *kit.Visit, b ballot.Ballot) string {
	if b.ClosedAt.IsZero() {
		return v.T("desk.votes.opened.at", locale.Clock(b.OpenedAt))
	}
	return v.T("desk.votes.from.to", locale.Clock(b.OpenedAt), locale.Clock(b.ClosedAt))
}

func urlWord(s string) string { return url.QueryEscape(s) }
