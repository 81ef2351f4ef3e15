package desk

import (
	"io"
	"net/http"
	"slices"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
)

func cardRoutes(m *kit.Mux) {
	on := func(pattern string, h kit.Handler) { m.On(pattern, kit.Only(access.KeepDoors, h)) }
	on("GET /ban/the", listCards)
	on("POST /ban/the", issueCards)
	on("GET /ban/the/in", printCards)
	on("POST /ban/the/{id}/doi", changeCard)
}

// holder is a convened person with the card in force; an empty Code has none.
type holder struct {
	conference.Attendee
	account.Card
}

// cardsPage is the cards of the convened.
type cardsPage struct {
	*kit.Visit
	C       conference.Conference
	Org     account.Org
	List    kit.List
	Holders []holder // of the page
	Missing int      // convened people without a card
	Total   int
	Renewed account.Card // just now
}

// readCards finds who of the convened has a card.
func readCards(r *http.Request, v *kit.Visit) (p cardsPage, all []holder, err error) {
	p.Visit = v
	err = v.Read(r.Context(), func(tx *store.Tx) error {
		if p.C, p.Org, err = conferenceAndOrg(tx); err != nil {
			return err
		}
		list, err := conference.ConvenedList(tx, p.C.ID)
		if err != nil {
			return err
		}
		cards, err := account.Cards(tx)
		p.Missing, all = 0, make([]holder, len(list))
		for i, a := range list {
			all[i] = holder{a, cards[a.Person]}
			if all[i].Code == "" {
				p.Missing++
			}
		}
		return err
	})
	p.Total = len(all)
	return p, all, err
}

func conferenceAndOrg(tx *store.Tx) (c conference.Conference, org account.Org, err error) {
	if c, err = conference.Current(tx); err != nil {
		return c, org, err
	}
	org, err = account.FindOrg(tx)
	return c, org, err
}

// issueAll lets every convened person sign in and gives each a card, keeping
// those in force.
func issueAll(tx *store.Tx, id string) error {
	list, err := conference.ConvenedList(tx, id)
	if err != nil {
		return err
	}
	people, ids := make([]account.Person, len(list)), make([]string, len(list))
	for i, a := range list {
		people[i], ids[i] = account.Person{ID: a.Person, Name: a.Name}, a.Person
	}
	if err := account.Enrol(tx, people); err != nil {
		return err
	}
	_, err = account.IssueCards(tx, ids)
	return err
}

func listCards(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, all, err := readCards(r, v)
	if err != nil {
		return err
	}
	p.List = v.ListOf(r, "ten")
	if p.List.Search != "" {
		words := locale.FoldSearch(p.List.Search)
		all = slices.DeleteFunc(all, func(h holder) bool { return !contains(h.Attendee, words) })
	}
	if wantsSheet(r) {
		return p.export(w, all)
	}
	if id := r.URL.Query().Get("doi"); id != "" {
		if i := slices.IndexFunc(all, func(h holder) bool { return h.Person == id }); i >= 0 {
			p.Renewed = all[i].Card
		}
	}
	p.Holders = kit.Cut(&p.List, all)
	return v.Show(w, r, cardsView(p))
}

// contains reports whether a person's name or department holds folded words.
func contains(a conference.Attendee, words string) bool {
	return len(conference.Seek([]conference.Attendee{a, {Name: a.Department}}, words)) > 0
}

func issueCards(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return v.Act(w, r, func(tx *store.Tx) (string, error) {
		c, err := conference.Current(tx)
		if err != nil {
			return "", err
		}
		return v.Path("/ban/the"), issueAll(tx, c.ID)
	})
}

func changeCard(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return v.Act(w, r, func(tx *store.Tx) (string, error) {
		c, err := conference.Current(tx)
		if err != nil {
			return "", err
		}
		id := r.PathValue("id")
		return v.Path("/ban/the?doi=", id), newCardOf(tx, c.ID, id)
	})
}

// newCardOf gives a convened person a card in place of the one that was lost.
func newCardOf(tx *store.Tx, conf, person string) error {
	list, err := conference.ConvenedList(tx, conf)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(a conference.Attendee) bool { return a.Person == person })
	if i < 0 {
		return fault.New(fault.Missing, "fault.missing")
	}
	if err := account.Enrol(tx, []account.Person{{ID: person, Name: list[i].Name}}); err != nil {
		return err
	}
	_, err = account.RenewCard(tx, person)
	return err
}

// printCards draws the cards in force: all, or the one of ?nguoi=.
func printCards(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, all, err := readCards(r, v)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	if id := q.Get("nguoi"); id != "" {
		all = slices.DeleteFunc(all, func(h holder) bool { return h.Person != id })
	}
	all = slices.DeleteFunc(all, func(h holder) bool { return h.Code == "" })
	if len(all) == 0 {
		return fault.New(fault.Missing, "desk.cards.none")
	}
	cards := make([]document.Card, len(all))
	for i, h := range all {
		cards[i] = printedCard(h, kit.Origin(r)+v.Path("/the/", h.Code))
	}
	deck := deckOf(p)
	deck.Small = q.Get("kho") == "nho"
	return v.Send(w, kit.Download{Name: "the-dai-bieu.pdf", Type: kit.TypePDF, Write: func(w io.Writer) error { return document.Cards(w, cards, deck) }})
}

func printedCard(h holder, address string) document.Card {
	return document.Card{Role: locale.In("vi").T("desk.cards.role"), Name: h.Attendee.Name, Unit: placeOf(h.Attendee), Code: h.Code, QR: address}
}

// deckOf is what all cards say, in Vietnamese: they are printed.
func deckOf(p cardsPage) document.Deck {
	vi := locale.In("vi")
	foot := locale.Weekday(p.C.HeldOn) + ", " + locale.Date(p.C.HeldOn)
	if p.C.StartsAt != "" {
		foot = p.C.StartsAt + ", " + foot
	}
	if p.C.Place != "" {
		foot += " · " + p.C.Place
	}
	return document.Deck{Agency: p.Org.Name, Title: p.C.Name, Label: vi.T("desk.cards.label"), Foot: foot,
		Meta: document.Meta{Title: vi.T("desk.cards.file", p.C.Name), Author: p.Org.Name, Created: p.C.HeldOn}}
}
