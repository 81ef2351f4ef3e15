package vote

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/election"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/tally"
	"hoinghi/urn"
	"hoinghi/web/kit"
)

func roundRoutes(m *kit.Mux) {
	m.On("GET /ban/bau-cu/{id}/vong/{round}", kit.Only(access.SeeWork, showRound))
	m.On("GET /ban/bau-cu/{id}/vong/{round}/truc-tiep", kit.Only(access.SeeWork, streamRound))
	m.On("GET /ban/bau-cu/{id}/vong/{round}/phieu.pdf", kit.Only(access.SeeWork, printSlips))
	m.On("GET /ban/bau-cu/{id}/vong/{round}/bien-ban", kit.Only(access.SeeWork, sendMinutes))
	m.On("GET /ban/bau-cu/{id}/vong/{round}/phat", kit.Only(access.SeeWork, showDesk))
	m.On("POST /ban/bau-cu/{id}/vong/{round}/phat", kit.Only(access.SeeWork, handOut))
	m.On("POST /ban/bau-cu/{id}/vong/{round}/phat/{act}", kit.Only(access.SeeWork, actAtDesk))
	m.On("POST /ban/bau-cu/{id}/vong/{round}/{act}", kit.Only(access.SeeWork, actOnRound))
}

// roundPage is one round, from the slips to the outcome.
type roundPage struct {
	*kit.Visit
	typed
	C        conference.Conference
	E        election.Election
	R        election.Round
	Names    []election.Candidate
	Issued   election.Issued
	Counting *election.Counting // for those who run the round
	Outcome  *election.Outcome
	Leads    bool
	Hands    bool // the reader gives out ballots
	Boxes    int  // electronic boxes of the round
}

func (p *roundPage) read(tx *store.Tx, id string) (err error) {
	if p.R, p.E, err = election.FindRound(tx, id); err != nil {
		return err
	}
	if p.C, err = conference.Find(tx, p.E.Conference); err != nil {
		return err
	}
	if p.Names, err = election.Standers(tx, id); err != nil {
		return err
	}
	if p.Issued, err = election.IssuedOf(tx, id); err != nil {
		return err
	}
	k, err := election.CountingOf(tx, id)
	if err == nil {
		p.Counting, p.Leads = &k, true
	} else if !fault.Is(err, fault.Denied) {
		return err
	}
	p.Hands = p.Leads || p.Who.May(access.Receive)
	boxes, err := urn.Of(tx, id)
	if err != nil && !fault.Is(err, fault.Denied) {
		return err
	}
	p.Boxes = len(boxes)
	if p.R.DecidedAt.IsZero() {
		return nil
	}
	o, err := election.OutcomeOf(tx, id)
	p.Outcome = &o
	return err
}

func readRound(r *http.Request, v *kit.Visit) (roundPage, error) {
	p := roundPage{Visit: v}
	err := v.Read(r.Context(), func(tx *store.Tx) error { return p.read(tx, r.PathValue("round")) })
	if err == nil && p.E.ID != r.PathValue("id") {
		err = fault.New(fault.Missing, "fault.missing")
	}
	return p, err
}

// Here is the address of the round with more behind it.
func (p roundPage) Here(more string) string {
	return p.Path("/ban/bau-cu/", p.E.ID, "/vong/", p.R.ID, more)
}

// UsesPaper reports whether slips are printed.
func (p roundPage) UsesPaper() bool {
	return p.E.Rules.Form == election.Paper || p.E.Rules.Form == election.Mixed
}

// UsesBox reports whether there is an electronic box.
func (p roundPage) UsesBox() bool {
	return p.E.Rules.Form == election.Electronic || p.E.Rules.Form == election.Mixed
}

// Small reports whether the room is so small that an outcome can tell of all.
func (p roundPage) Small() bool {
	return p.R.Present <= tally.SmallRoom && p.E.Rules.Form != election.Hands
}

// LineName is a figure of a count in words.
// keys: vote.count.line.*
func (p roundPage) LineName(line int) string {
	switch line {
	case tally.LineValid:
		return p.T("vote.count.line.valid")
	case tally.LineInvalid:
		return p.T("vote.count.line.invalid")
	case tally.LineNotReturned:
		return p.T("vote.count.line.out")
	}
	return p.Names[line].Name
}

func showRound(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readRound(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, roundView(p))
}

func streamRound(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readRound(r, v)
	if err != nil {
		return err
	}
	return v.Stream(w, r, []live.Topic{election.Topic(p.E.ID)}, func() (templ.Component, error) {
		p, err := readRound(r, v)
		return roundNow(p), err
	})
}

// roundActs are the forms of a round, by the last word of their address.
var roundActs = map[string]func(tx *store.Tx, r *http.Request, round string) error{
	"in": func(tx *store.Tx, r *http.Request, round string) error {
		return election.PrintSlips(tx, round, whole(r, "slips"))
	},
	"dong": func(tx *store.Tx, r *http.Request, round string) error {
		return election.CloseVoting(tx, round, election.Stub{Spoiled: figure(r, "spoiled"), Unused: figure(r, "unused")})
	},
	"ket-qua": func(tx *store.Tx, _ *http.Request, round string) error {
		_, err := election.Decide(tx, round)
		return err
	},
	"lan-ba": thirdReading,
	"kiem-lai": func(tx *store.Tx, r *http.Request, round string) error {
		return election.Recount(tx, round, r.PostFormValue("reason"))
	},
	"huy": func(tx *store.Tx, r *http.Request, round string) error {
		return election.SetAside(tx, round, r.PostFormValue("reason"))
	},
	"boc-tham": func(tx *store.Tx, r *http.Request, round string) error {
		return election.DrawLot(tx, round, r.PostForm["winner"], r.PostFormValue("how"))
	},
}

// figure reads a figure of a form; an empty one is none, what is no number -1.
func figure(r *http.Request, field string) int64 {
	if strings.TrimSpace(r.PostFormValue(field)) == "" {
		return 0
	}
	return int64(whole(r, field))
}

func actOnRound(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	act, at := roundActs[r.PathValue("act")], r.PathValue("act")
	if act == nil {
		return fault.New(fault.Missing, "fault.missing")
	}
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		return v.Path("/ban/bau-cu/", r.PathValue("id"), "/vong/", r.PathValue("round")), act(tx, r, r.PathValue("round"))
	})
	if !mendable(err) {
		return err
	}
	p, failed := readRound(r, v)
	if failed != nil {
		return failed
	}
	p.typed = refusedForm(v, r, at, err)
	return v.Return(w, r, roundView(p))
}

// printSlips sends the slips of the round as a PDF, each with its serial, in
// an order that nobody keeps.
func printSlips(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var sets []document.SlipSet
	var on law.Day
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		p := roundPage{Visit: v}
		if err := p.read(tx, r.PathValue("round")); err != nil {
			return err
		}
		serials, err := election.Serials(tx, p.R.ID)
		if err != nil {
			return err
		}
		if len(serials) == 0 {
			return fault.New(fault.Conflict, "vote.paper.none")
		}
		org, err := account.FindOrg(tx)
		set := document.SlipSet{Slip: p.slip(org), Copies: len(serials), Label: locale.In("vi").T("vote.paper.serial")}
		for _, s := range serials {
			set.Serials = append(set.Serials, s.String())
		}
		sets, on = append(sets, set), p.C.HeldOn
		return err
	})
	if err != nil {
		return err
	}
	return v.Send(w, kit.Download{Name: "phieu-bau.pdf", Type: kit.TypePDF, Write: func(w io.Writer) error {
		return document.Slips(w, sets, document.Meta{Created: on})
	}})
}

// slip is the ballot of a round, always in Vietnamese.
// keys: vote.paper.how.*
func (p roundPage) slip(org account.Org) document.Slip {
	vi := locale.In("vi")
	b := p.E.Rules.Bounds(p.R.Seats)
	s := document.Slip{Agency: locale.Upper(org.Name), Title: vi.T("vote.paper.slip.title"), About: p.E.Title, Head: vi.T("vote.paper.slip.name"),
		Note: vi.T("vote.paper.how."+string(b.Way), b.Max), Answers: []string{vi.T("vote.paper.slip.yes")},
		Foot: strings.TrimLeft(org.Place+", ", ", ") + locale.OfficialDate(p.C.HeldOn), Stamp: vi.T("vote.paper.slip.stamp")}
	if b.Way == tally.Cross {
		s.Answers = nil
	}
	if p.R.No > 1 {
		s.About += " – " + vi.T("vote.paper.slip.round", p.R.No)
	}
	for i, c := range p.Names {
		s.Rows = append(s.Rows, document.SlipRow{No: strconv.Itoa(i + 1), Name: c.Name, Detail: strings.Trim(c.Post+", "+c.Department, ", ")})
	}
	return s
}

// deskPage is where ballots are given out.
type deskPage struct {
	roundPage
	Roll []election.Voter
}

func readDesk(r *http.Request, v *kit.Visit) (deskPage, error) {
	p := deskPage{roundPage: roundPage{Visit: v}}
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		if err := p.read(tx, r.PathValue("round")); err != nil {
			return err
		}
		all, err := election.Roll(tx, p.R.ID)
		p.Roll = all
		return err
	})
	return p, err
}

// waiting are those in the hall who have no ballot yet, by department.
func (p deskPage) waiting() (rooms []deskRoom) {
	for _, x := range p.Roll {
		if !x.Present() || x.Channel != "" {
			continue
		}
		i := slices.IndexFunc(rooms, func(r deskRoom) bool { return r.Name == x.Department })
		if i < 0 {
			i, rooms = len(rooms), append(rooms, deskRoom{Name: x.Department})
		}
		rooms[i].People = append(rooms[i].People, x)
	}
	slices.SortStableFunc(rooms, func(a, b deskRoom) int { return cmp.Compare(locale.FoldSearch(a.Name), locale.FoldSearch(b.Name)) })
	return rooms
}

// with are those who got a ballot by a way.
func (p deskPage) with(channel string) (out []election.Voter) {
	for _, x := range p.Roll {
		if x.Channel == channel {
			out = append(out, x)
		}
	}
	return out
}

type deskRoom struct {
	Name   string
	People []election.Voter
}

func showDesk(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readDesk(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, deskView(p))
}

// deskAgain comes back to the desk, or shows what was refused with the ticks
// as they were. The form carries no key: nothing about the moment is kept.
func deskAgain(w http.ResponseWriter, r *http.Request, v *kit.Visit, at string, err error) error {
	if err == nil {
		v.Go(w, r, v.Path("/ban/bau-cu/", r.PathValue("id"), "/vong/", r.PathValue("round"), "/phat"))
		return nil
	}
	if !mendable(err) {
		return err
	}
	p, failed := readDesk(r, v)
	if failed != nil {
		return failed
	}
	p.typed = refusedForm(v, r, at, err)
	return v.Return(w, r, deskView(p))
}

func handOut(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	err := v.Write(r.Context(), func(tx *store.Tx) error {
		return election.HandOut(tx, r.PathValue("round"), r.PostFormValue("channel"), r.PostForm["person"]...)
	})
	return deskAgain(w, r, v, "hand", err)
}

func actAtDesk(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	round, act := r.PathValue("round"), r.PathValue("act")
	err := v.Write(r.Context(), func(tx *store.Tx) error {
		switch act {
		case "hong":
			return election.Spoil(tx, round)
		case "bo":
			return election.TakeBack(tx, round, r.PostFormValue("person"))
		case "doi":
			return election.Swap(tx, round, r.PostFormValue("person"), func(tx *store.Tx) error {
				return cancelSlipOf(tx, round, strings.TrimSpace(r.PostFormValue("credential")))
			})
		}
		return fault.New(fault.Missing, "fault.missing")
	})
	return deskAgain(w, r, v, act, err)
}

// cancelSlipOf takes a slip that was handed back out of whichever box of the
// round knows it, by the public code printed on it.
func cancelSlipOf(tx *store.Tx, round, typed string) error {
	boxes, err := urn.Of(tx, round)
	if err != nil {
		return err
	}
	code := strings.ToLower(strings.Join(strings.Fields(typed), ""))
	if !publicCode.MatchString(code) || len(boxes) == 0 {
		return fault.New(fault.Conflict, "vote.paper.credential")
	}
	for _, b := range boxes {
		var credential string
		if credential, err = listed(tx, b.ID, code); err == nil {
			err = urn.Cancel(tx, b.ID, credential)
		}
		if err == nil {
			return nil
		}
	}
	if fault.Of(err).Key == "belenios.used-credential" {
		return fault.New(fault.Conflict, "vote.paper.credential.used").Because(err)
	}
	return err
}

var publicCode = regexp.MustCompile(`^[0-9a-f]{8,64}$`)

// listed is the one credential of a box that begins with a code; of two alike
// neither is meant.
func listed(tx *store.Tx, box, code string) (string, error) {
	raw, err := urn.Record(tx, box, "credentials")
	if err != nil {
		return "", err
	}
	var all []string
	if err := json.Unmarshal(raw, &all); err != nil {
		return "", fmt.Errorf("read the credentials of box %s: %w", box, err)
	}
	all = slices.DeleteFunc(all, func(c string) bool { return !strings.HasPrefix(c, code) })
	if len(all) != 1 {
		return "", fault.New(fault.Conflict, "vote.paper.credential.none")
	}
	return all[0], nil
}
