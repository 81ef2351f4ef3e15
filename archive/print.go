package archive

import (
	"fmt"
	"slices"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/election"
	"hoinghi/locale"
	"hoinghi/paper"
	"hoinghi/store"
	"hoinghi/tally"
)

// The parts of a print pack, in the order in which they are printed.
const (
	PartCards      = "cards"
	PartAttendance = "attendance"
	PartBallots    = "ballots"
	PartSigns      = "signs"
	PartAgenda     = "agenda"
)

// Parts lists the parts of a print pack.
func Parts() []string {
	return []string{PartCards, PartAttendance, PartBallots, PartSigns, PartAgenda}
}

// Wish is what is wanted in print.
type Wish struct {
	Parts  []string // empty is all
	Small  bool     // eight cards on a page instead of four
	Serial bool     // ballots carry numbers from 001
	Spare  int      // ballots beyond one for each convened person
	Origin string   // address that cards open, before the code; empty draws none
}

// keys: archive.lacks.*

// Print is a print pack, with what each part counts and why one is empty.
type Print struct {
	Pack  document.Pack
	Count map[string]int    // cards, people, ballots, signs, points of the agenda
	Lacks map[string]string // code of the text archive.lacks.… for a part that is empty
}

// Printed gathers all that is printed for the day of a conference.
func Printed(tx *store.Tx, c conference.Conference, w Wish) (Print, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return Print{}, err
	}
	org, err := account.FindOrg(tx)
	if err != nil {
		return Print{}, err
	}
	people, err := conference.ConvenedList(tx, c.ID)
	if err != nil {
		return Print{}, err
	}
	vi := locale.In("vi")
	p := printer{tx: tx, org: org, c: c, people: people, wish: w, vi: vi}
	p.out = Print{Count: map[string]int{}, Lacks: map[string]string{}}
	p.out.Pack.Meta = document.Meta{Title: vi.T("archive.print.file", c.Name), Author: org.Name, Created: c.HeldOn}
	for part, draw := range map[string]func() error{
		PartCards: p.cards, PartAttendance: p.attendance, PartBallots: p.ballots, PartSigns: p.signs, PartAgenda: p.agenda,
	} {
		if len(w.Parts) > 0 && !slices.Contains(w.Parts, part) {
			continue
		}
		if err := draw(); err != nil {
			return p.out, fmt.Errorf("print %s: %w", part, err)
		}
	}
	return p.out, nil
}

// printer gathers the parts; what it writes is Vietnamese: it is printed.
type printer struct {
	tx     *store.Tx
	org    account.Org
	c      conference.Conference
	people []conference.Attendee
	wish   Wish
	vi     *locale.Words
	out    Print
}

// cards are those in force; only who keeps them may print them.
func (p *printer) cards() error {
	if !p.tx.Who.May(access.KeepDoors) {
		p.out.Lacks[PartCards] = "cards.right"
		return nil
	}
	held, err := account.Cards(p.tx)
	if err != nil {
		return err
	}
	for _, a := range p.people {
		card, ok := held[a.Person]
		if !ok || card.Code == "" {
			continue
		}
		address := ""
		if p.wish.Origin != "" {
			address = p.wish.Origin + card.Code
		}
		unit := a.Post
		if unit == "" {
			unit = a.Department
		}
		p.out.Pack.Cards = append(p.out.Pack.Cards, document.Card{Role: p.vi.T("desk.cards.role"), Name: a.Name, Unit: unit, Code: card.Code, QR: address})
	}
	p.out.Pack.Deck = document.Deck{Agency: p.org.Name, Title: p.c.Name, Label: p.vi.T("desk.cards.label"), Foot: p.foot(), Small: p.wish.Small}
	if p.out.Count[PartCards] = len(p.out.Pack.Cards); len(p.out.Pack.Cards) == 0 {
		p.out.Lacks[PartCards] = "cards"
	}
	return nil
}

// foot is when and where.
func (p *printer) foot() string {
	s := locale.Weekday(p.c.HeldOn) + ", " + locale.Date(p.c.HeldOn)
	if p.c.StartsAt != "" {
		s = p.c.StartsAt + ", " + s
	}
	if p.c.Place != "" {
		s += " · " + p.c.Place
	}
	return s
}

func (p *printer) attendance() error {
	if p.out.Count[PartAttendance] = len(p.people); len(p.people) == 0 {
		p.out.Lacks[PartAttendance] = "convened"
		return nil
	}
	d, err := paper.Make(p.tx, "attendance", p.c.ID)
	p.out.Pack.Before = append(p.out.Pack.Before, d.Paper)
	return err
}

func (p *printer) agenda() error {
	items, err := conference.Agenda(p.tx, p.c.ID)
	if err != nil {
		return err
	}
	if p.out.Count[PartAgenda] = len(items); len(items) == 0 {
		p.out.Lacks[PartAgenda] = "agenda"
		return nil
	}
	d, err := paper.Make(p.tx, "agenda-a5", p.c.ID)
	p.out.Pack.After = append(p.out.Pack.After, d.Paper)
	return err
}

// signs are for the guests and who holds a duty on the stage.
func (p *printer) signs() error {
	guests, err := conference.Guests(p.tx, p.c.ID)
	if err != nil {
		return err
	}
	add := func(name, post string) {
		p.out.Pack.Signs = append(p.out.Pack.Signs, document.Sign{Name: name, Post: post, Unit: p.org.Name})
	}
	seated := map[string]bool{}
	for _, role := range []access.Role{access.Presidium, access.Secretary} {
		ids, err := account.HoldersOf(p.tx, role)
		if err != nil {
			return err
		}
		for _, id := range ids {
			i := slices.IndexFunc(p.people, func(a conference.Attendee) bool { return a.Person == id })
			if i >= 0 && !seated[id] {
				seated[id] = true
				add(p.people[i].Name, p.people[i].Post)
			}
		}
	}
	for _, g := range guests {
		post := ""
		if len(g.Posts) > 0 {
			post = g.Posts[0]
		}
		add(g.Name, post)
	}
	if p.out.Count[PartSigns] = len(p.out.Pack.Signs); len(p.out.Pack.Signs) == 0 {
		p.out.Lacks[PartSigns] = "signs"
	}
	return nil
}

// ballots are for the elections on paper that have candidates.
func (p *printer) ballots() error {
	list, err := election.List(p.tx, p.c.ID)
	if err != nil {
		return err
	}
	for _, e := range list {
		if !e.EndedAt.IsZero() || e.Rules.Form == election.Electronic || e.Rules.Form == election.Hands {
			continue
		}
		candidates, err := election.Candidates(p.tx, e.ID)
		if err != nil {
			return err
		}
		candidates = slices.DeleteFunc(candidates, func(c election.Candidate) bool { return !c.Standing() })
		if len(candidates) == 0 {
			continue
		}
		set := document.SlipSet{Slip: p.slip(e, candidates), Copies: len(p.people) + max(p.wish.Spare, 0), Serial: p.wish.Serial, Label: p.vi.T("archive.slip.serial")}
		p.out.Pack.Slips = append(p.out.Pack.Slips, set)
		p.out.Count[PartBallots] += set.Copies
	}
	if p.out.Count[PartBallots] == 0 {
		p.out.Lacks[PartBallots] = "ballots"
	}
	return nil
}

func (p *printer) slip(e election.Election, candidates []election.Candidate) document.Slip {
	most := locale.Padded(int64(max(e.Rules.Max, e.Seats)))
	s := document.Slip{
		Agency: locale.Upper(p.org.Name), Title: p.vi.T("paper.slip.election"), About: e.Title, Head: p.vi.T("paper.col.name"),
		Foot: p.foot(), Stamp: p.vi.T("archive.slip.stamp"), Answers: []string{p.vi.T("paper.col.agree"), p.vi.T("paper.col.disagree")},
		Note: p.vi.T("paper.slip.seats", locale.Padded(int64(e.Seats))) + " " + p.vi.T("paper.slip.how.choose", most),
	}
	if e.Rules.Way == tally.Cross {
		s.Answers = nil
		s.Note = p.vi.T("paper.slip.seats", locale.Padded(int64(e.Seats))) + " " + p.vi.T("paper.slip.how.cross", most)
	}
	for i, c := range candidates {
		s.Rows = append(s.Rows, document.SlipRow{No: locale.Number(int64(i + 1)), Name: c.Name, Detail: c.Post})
	}
	return s
}
