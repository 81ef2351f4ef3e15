package vote

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/belenios"
	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/live"
	"hoinghi/store"
	"hoinghi/tally"
	"hoinghi/urn"
	"hoinghi/web/kit"
)

func deskRoutes(m *kit.Mux) {
	m.On("GET /ban/bau-cu/{id}/phieu-kin", kit.Only(access.SeeWork, listBoxes))
	m.On("POST /ban/bau-cu/{id}/phieu-kin", kit.Only(access.Prepare, prepareBox))
	m.On("GET /ban/phieu-kin/{box}", kit.Only(access.SeeWork, showBox))
	m.On("GET /ban/phieu-kin/{box}/truc-tiep", kit.Only(access.SeeWork, streamBox))
	m.On("POST /ban/phieu-kin/{box}/{act}", kit.Only(access.SeeWork, actOnBox))
}

// boxesPage is the boxes of an election's running round.
type boxesPage struct {
	*kit.Visit
	E      election.Election
	Round  string // empty when none is open
	Boxes  []urn.Board
	Typed  map[string]string
	Faults kit.Faults
}

func listBoxes(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readBoxes(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, boxesView(p))
}

func readBoxes(r *http.Request, v *kit.Visit) (boxesPage, error) {
	p := boxesPage{Visit: v, Typed: map[string]string{"trustees": "3", "threshold": "2"}}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.E, err = election.Find(tx, r.PathValue("id")); err != nil {
			return err
		}
		p.Typed["name"] = p.E.Title
		way, err := election.ProgressOf(tx, p.E.ID)
		if err != nil {
			return err
		}
		p.Round = way.Running
		for _, round := range way.Rounds {
			boxes, err := urn.Of(tx, round.ID)
			if err != nil {
				return err
			}
			for _, b := range boxes {
				board, err := urn.BoardOf(tx, b.ID)
				if err != nil {
					return err
				}
				p.Boxes = append(p.Boxes, board)
			}
		}
		return nil
	})
	return p, err
}

// electronic reports whether the rules of an election provide for a box.
func electronic(e election.Election) bool {
	return e.Rules.Form == election.Electronic || e.Rules.Form == election.Mixed
}

func prepareBox(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	number := func(field string) int { n, _ := strconv.Atoi(r.FormValue(field)); return n } // 0 is refused by the room
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		e, err := election.Find(tx, r.PathValue("id"))
		if err != nil {
			return "", err
		}
		way, err := election.ProgressOf(tx, e.ID)
		if err != nil {
			return "", err
		}
		if way.Running == "" {
			return "", fault.New(fault.Conflict, "vote.urn.desk.noround")
		}
		q, err := questionOf(tx, e, way.Running)
		if err != nil {
			return "", err
		}
		b, err := urn.Prepare(tx, urn.Draft{Subject: way.Running, Name: r.FormValue("name"), Questions: []belenios.Question{q},
			Slips: number("slips"), Trustees: number("trustees"), Threshold: number("threshold"), Revote: r.FormValue("revote") != ""})
		if err != nil {
			return "", err
		}
		return v.Path("/ban/phieu-kin/", b.ID), journal.Write(tx, "urn.prepare", b.ID, b.Name)
	})
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	p, failed := readBoxes(r, v)
	if failed != nil {
		return failed
	}
	p.Faults = v.Faults(err)
	for field := range r.PostForm {
		p.Typed[field] = r.PostForm.Get(field)
	}
	return v.Return(w, r, boxesView(p))
}

// questionOf asks for the standers of a round, in the order of its slip. A blank
// vote is what the tellers of paper call an invalid slip for nobody.
func questionOf(tx *store.Tx, e election.Election, round string) (belenios.Question, error) {
	names, err := election.Standers(tx, round)
	if err != nil {
		return belenios.Question{}, err
	}
	r, _, err := election.FindRound(tx, round)
	if err != nil {
		return belenios.Question{}, err
	}
	b := e.Rules.Bounds(r.Seats)
	q := belenios.Question{Question: e.Title, Blank: true, Min: max(b.Min, 1), Max: b.Max}
	for _, c := range names {
		name := c.Name
		if c.Department != "" {
			name += " (" + c.Department + ")" // two of one name are told apart
		}
		q.Answers = append(q.Answers, name)
	}
	return q, nil
}

// boxPage is one box as its organisers see it.
type boxPage struct {
	*kit.Visit
	Board  urn.Board
	Links  urn.Links
	E      election.Election
	Origin string
	Round  election.Round
	Added  bool // the result is in the round
}

func readBox(r *http.Request, v *kit.Visit) (boxPage, error) {
	p := boxPage{Visit: v, Origin: kit.Origin(r)}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.Board, err = urn.BoardOf(tx, r.PathValue("box")); err != nil {
			return err
		}
		if v.Who.May(access.Prepare) {
			if p.Links, err = urn.LinksOf(tx, p.Board.ID); err != nil {
				return err
			}
		}
		p.Round, p.E, err = election.FindRound(tx, p.Board.Subject)
		if err != nil || p.Board.State != urn.Done {
			return err
		}
		boxes, err := election.BoxesOf(tx, p.Board.Subject)
		for _, b := range boxes {
			p.Added = p.Added || b.ID == p.Board.ID
		}
		if fault.Is(err, fault.Denied) {
			return nil // a reader who does not run the round
		}
		return err
	})
	return p, err
}

func showBox(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readBox(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, boxView(p))
}

func streamBox(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return v.Stream(w, r, []live.Topic{urn.Topic(r.PathValue("box"))}, func() (templ.Component, error) {
		p, err := readBox(r, v)
		return boxParts(p), err
	})
}

// Next is the act that is due, or empty.
func (p boxPage) Next() string {
	switch p.Board.State {
	case urn.Ready:
		return "mo"
	case urn.Opened:
		return "dong"
	case urn.Closed:
		if !p.Few() {
			return "kiem"
		}
	case urn.Done:
		if !p.Added && p.Round.State == "counting" {
			return "cong"
		}
	}
	return ""
}

// Few reports whether so few ballots are in the box that opening it would tell
// what each of them says.
func (p boxPage) Few() bool { return p.Board.Cast > 0 && p.Board.Cast < urn.Few }

func actOnBox(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id, ctx := r.PathValue("box"), r.Context()
	var err error
	note, detail := "", ""
	switch r.PathValue("act") {
	case "mo":
		note = "urn.open"
		err = v.Write(ctx, func(tx *store.Tx) error { return urn.Open(tx, id) })
	case "dong":
		note, err = "urn.close", urn.Close(ctx, v.Site.DB, v.Who, id)
	case "kiem":
		note = "urn.tally"
		err = v.Write(ctx, func(tx *store.Tx) error { return urn.Tally(tx, id) })
	case "huy":
		note, err = "urn.void", urn.GiveUp(ctx, v.Site.DB, v.Who, id)
	case "cong":
		err = v.Write(ctx, func(tx *store.Tx) error { return addResult(tx, id) })
	default:
		err = fault.New(fault.Missing, "fault.missing")
	}
	if err != nil {
		return err
	}
	if note != "" {
		err = v.Write(ctx, func(tx *store.Tx) error {
			b, err := urn.BoardOf(tx, id)
			if err != nil {
				return err
			}
			detail = b.Fingerprint
			if b.State != urn.Opened {
				detail += " " + strconv.Itoa(b.Cast)
			}
			if _, e, err := election.FindRound(tx, b.Subject); err == nil {
				tx.Announce(conference.Topic(e.Conference)) // phones learn that the box is open, or closed
			}
			return journal.Write(tx, note, id, detail)
		})
	}
	if err != nil {
		return err
	}
	v.Go(w, r, v.Path("/ban/phieu-kin/", id))
	return nil
}

// addResult hands the opened sums to the round that the box was for.
func addResult(tx *store.Tx, id string) error {
	b, err := urn.Find(tx, id)
	if err != nil {
		return err
	}
	c, err := urn.Outcome(tx, id)
	if err != nil {
		return err
	}
	sums := tally.Sums{Valid: int64(c.Cast - c.Blank[0]), Invalid: int64(c.Blank[0])}
	for _, n := range c.Votes[0] {
		sums.For = append(sums.For, int64(n))
	}
	return election.AddBoxResult(tx, b.Subject, election.Box{ID: id, Sums: sums})
}
