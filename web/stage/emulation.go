package stage

import (
	"io"
	"net/http"
	"net/url"
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/emulation"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/media"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

const pictureLimit = 12 << 20 // bytes of a portrait's form

// deed is one change of the page.
type deed func(tx *store.Tx, r *http.Request, c conference.Conference) error

func emulationRoutes(m *kit.Mux) {
	m.On("GET /ban/thi-dua", kit.Only(access.SeeWork, showEmulation))
	m.On("GET /ban/thi-dua/anh/{award}", kit.Only(access.SeeWork, portrait))
	m.Upload("POST /ban/thi-dua/quyet-dinh/{id}/nguoi", pictureLimit, kit.Only(access.SeeWork, rewarding))
	for path, d := range map[string]deed{
		"/quyet-dinh": decide, "/giao-uoc": drawPledge, "/phong-trao": planMovement, "/cam-ket": drawCommitment, "/hoa": giveFlowers,
		"/giao-uoc/{id}/ben": addParty, "/cam-ket/{id}/giay": paperSheets,
		"/quyet-dinh/{id}/xoa": only(emulation.RemoveDecision), "/nguoi/{id}/xoa": only(func(tx *store.Tx, id string) error { return emulation.RemoveAward(tx, id, "") }), "/giao-uoc/{id}/xoa": only(emulation.RemovePact),
		"/ben/{id}/xoa": only(emulation.RemoveParty), "/phong-trao/{id}/xoa": only(emulation.RemoveMovement), "/cam-ket/{id}/xoa": only(emulation.RemovePact),
		"/hoa/{id}/xoa": only(emulation.RemoveFlowers), "/ben/{id}/giay": only(emulation.SignPaper), "/giao-uoc/{id}/mo": only(emulation.OpenPact),
		"/cam-ket/{id}/mo": only(emulation.OpenPact), "/nguoi/{id}/len": moving(-1), "/nguoi/{id}/xuong": moving(1),
	} {
		m.On("POST /ban/thi-dua"+path, kit.Only(access.SeeWork, doing(d)))
	}
}

// emulationPage has all that is honoured, pledged and launched.
type emulationPage struct {
	*kit.Visit
	C             conference.Conference
	Decisions     []emulation.Decision
	Pledges       []emulation.Pledge
	Movements     []emulation.Movement
	Commitments   []commitment
	Flowers       []emulation.Flowers
	GoneDecisions []emulation.Decision // withdrawn
	GonePacts     []emulation.Pact
	Staff         []roster.Person
	Convened      []conference.Attendee
	Typed         url.Values
	At            string // address of the form that came back
	Faults        kit.Faults
}

// commitment is one with its rate and who has not signed: for the office alone.
type commitment struct {
	emulation.Commitment
	Rate    emulation.Rate
	Missing []conference.Attendee
}

func readEmulation(r *http.Request, v *kit.Visit) (p emulationPage, err error) {
	p = emulationPage{Visit: v, Typed: url.Values{}}
	err = v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		for _, part := range []func() error{
			func() error { p.Decisions, err = emulation.Decisions(tx, p.C.ID); return err },
			func() error { p.Pledges, err = emulation.Pledges(tx, p.C.ID); return err },
			func() error { p.Movements, err = emulation.Movements(tx, p.C.ID); return err },
			func() error { p.Flowers, err = emulation.AllFlowers(tx, p.C.ID); return err },
			func() error { p.Convened, err = conference.Attendance(tx, p.C.ID); return err },
			func() error { p.Staff, err = roster.StaffOn(tx, p.C.HeldOn); return err },
			func() error { return p.readCommitments(tx) },
			func() error { p.GoneDecisions, err = emulation.WithdrawnDecisions(tx, p.C.ID); return err },
			func() error { p.GonePacts, err = emulation.WithdrawnPacts(tx, p.C.ID); return err },
		} {
			if err := part(); err != nil {
				return err
			}
		}
		return nil
	})
	return p, err
}

func (p *emulationPage) readCommitments(tx *store.Tx) error {
	list, err := emulation.Commitments(tx, p.C.ID)
	if err != nil {
		return err
	}
	for _, x := range list {
		c := commitment{Commitment: x}
		if c.Rate, err = emulation.Signed(tx, x.ID); err != nil {
			return err
		}
		signed, err := emulation.Signatures(tx, x.ID)
		if err != nil {
			return err
		}
		had := map[string]bool{}
		for _, s := range signed {
			had[s.Person] = true
		}
		for _, a := range p.Convened {
			if !had[a.Person] {
				c.Missing = append(c.Missing, a)
			}
		}
		p.Commitments = append(p.Commitments, c)
	}
	return nil
}

func showEmulation(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readEmulation(r, v)
	if err != nil {
		return err
	}
	if r.FormValue("xuat") == "xlsx" {
		return p.export(w)
	}
	return v.Show(w, r, emulationView(p))
}

// doing runs a deed and comes back, to the form with its faults when it failed.
func doing(d deed) kit.Handler {
	return func(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
		err := v.Act(w, r, func(tx *store.Tx) (string, error) {
			c, err := shell.Conference(tx, r)
			if err != nil {
				return "", err
			}
			return v.Path("/ban/thi-dua?hn=", c.ID), d(tx, r, c)
		})
		if !fault.Is(err, fault.Invalid) {
			return err
		}
		p, again := readEmulation(r, v)
		if again != nil {
			return again
		}
		p.Typed, p.Faults, p.At = r.PostForm, v.Faults(err), r.URL.Path
		return v.Return(w, r, emulationView(p))
	}
}

func only(f func(*store.Tx, string) error) deed {
	return func(tx *store.Tx, r *http.Request, _ conference.Conference) error { return f(tx, r.PathValue("id")) }
}

func moving(by int) deed {
	return func(tx *store.Tx, r *http.Request, _ conference.Conference) error {
		return emulation.MoveAward(tx, r.PathValue("id"), by)
	}
}

func decide(tx *store.Tx, r *http.Request, c conference.Conference) error {
	d, err := typedDecision(r)
	if err != nil {
		return err
	}
	d.Conference = c.ID
	_, err = emulation.Decide(tx, d)
	return err
}

// rewarding makes the portrait ready, without the camera's notes, before the
// record is written.
func rewarding(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var name string
	var body []byte
	var err error
	if r.MultipartForm != nil {
		name, body, err = kit.File(r, "picture")
	}
	var face media.Pictures
	if err == nil && len(body) > 0 {
		face, err = media.Picture(body)
	}
	return doing(func(tx *store.Tx, r *http.Request, _ conference.Conference) error {
		if err != nil {
			return err
		}
		picture := ""
		if len(body) > 0 {
			f, err := media.TakePicture(tx, name, face)
			if err != nil {
				return err
			}
			picture = f.ID
		}
		return reward(tx, r, picture)
	})(w, r, v)
}

// reward takes a recipient, or several lines of names for one title.
func reward(tx *store.Tx, r *http.Request, picture string) error {
	a := emulation.Award{Decision: r.PathValue("id"), Collective: r.PostFormValue("collective") == "1", Under: r.PostFormValue("under"), Title: r.PostFormValue("title"),
		Form: r.PostFormValue("form"), Reason: r.PostFormValue("merit"), Picture: picture}
	people, err := roster.ListPeople(tx)
	if err != nil {
		return err
	}
	lines := strings.Split(strings.TrimSpace(r.PostFormValue("name")), "\n")
	for _, line := range lines {
		x := a
		x.Name = strings.TrimSpace(line)
		for _, p := range people {
			if !a.Collective && x.Name == p.Name+" · "+p.DepartmentName {
				x.Person = p.ID
			}
		}
		if _, err := emulation.Reward(tx, x); err != nil {
			return err
		}
	}
	return nil
}

func drawPledge(tx *store.Tx, r *http.Request, c conference.Conference) error {
	_, err := emulation.DrawPledge(tx, emulation.Pledge{Conference: c.ID, Title: r.PostFormValue("title"), Text: r.PostFormValue("text")})
	return err
}

func addParty(tx *store.Tx, r *http.Request, _ conference.Conference) error {
	x := emulation.Party{Pledge: r.PathValue("id"), Name: r.PostFormValue("name"), Signer: r.PostFormValue("signer"), Post: r.PostFormValue("post")}
	people, err := roster.ListPeople(tx)
	if err != nil {
		return err
	}
	for _, p := range people {
		if x.Signer == p.Name+" · "+p.DepartmentName {
			x.Person, x.Signer = p.ID, p.Name
			if x.Post == "" {
				x.Post = p.Post
			}
		}
	}
	_, err = emulation.AddParty(tx, x)
	return err
}

func planMovement(tx *store.Tx, r *http.Request, c conference.Conference) error {
	from, err := typedDay(r, "from")
	if err != nil {
		return err
	}
	to, err := typedDay(r, "to_day")
	if err != nil {
		return err
	}
	_, err = emulation.PlanMovement(tx, emulation.Movement{Conference: c.ID, Title: r.PostFormValue("title"), Theme: r.PostFormValue("theme"), Text: r.PostFormValue("text"),
		Speaker: r.PostFormValue("speaker"), Goals: []string{r.PostFormValue("goals")}, From: from, To: to})
	return err
}

func drawCommitment(tx *store.Tx, r *http.Request, c conference.Conference) error {
	_, err := emulation.DrawCommitment(tx, emulation.Commitment{Conference: c.ID, Title: r.PostFormValue("title"), Text: r.PostFormValue("text")})
	return err
}

func paperSheets(tx *store.Tx, r *http.Request, _ conference.Conference) error {
	_, err := emulation.CommitPaper(tx, r.PathValue("id"), r.PostForm["person"])
	return err
}

func giveFlowers(tx *store.Tx, r *http.Request, c conference.Conference) error {
	_, err := emulation.Give(tx, emulation.Flowers{Conference: c.ID, Giver: r.PostFormValue("giver"), Receiver: r.PostFormValue("receiver"), Words: r.PostFormValue("words")})
	return err
}

// portrait sends the picture of one who is honoured, to the office.
func portrait(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var body []byte
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		c, err := shell.Conference(tx, r)
		if err != nil {
			return err
		}
		list, err := emulation.Decisions(tx, c.ID)
		if err != nil {
			return err
		}
		for _, d := range list {
			for _, a := range d.Awards {
				if a.ID == r.PathValue("award") && a.Picture != "" {
					body, err = media.OpenSize(tx, a.Picture, 320)
					return err
				}
			}
		}
		return fault.New(fault.Missing, "fault.missing")
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", http.DetectContentType(body))
	w.Header().Set("Cache-Control", "private, max-age=300")
	_, _ = w.Write(body) // a reader who hangs up is nobody's fault
	return nil
}

func (p emulationPage) export(w http.ResponseWriter) error {
	s := document.Sheet{Name: p.T("stage.award.sheet"), Meta: document.Meta{Title: p.T("stage.emulation"), Author: p.Place.Name, Created: dayOf(p.Now())}}
	for _, title := range []string{"stage.award.no", "stage.award.name", "stage.award.under", "stage.award.title", "stage.award.form", "stage.award.reason", "stage.decision.number", "stage.decision.dated", "stage.decision.issuer"} {
		s.Columns = append(s.Columns, document.Column{Title: p.T(title), Width: 22})
	}
	for _, d := range p.Decisions {
		for _, a := range d.Awards {
			s.Rows = append(s.Rows, []document.Cell{document.Int(int64(len(s.Rows) + 1)), document.Str(a.Name), document.Str(a.Under), document.Str(a.Title), document.Str(a.Form), document.Str(a.Reason),
				document.Str(d.Number), document.Date(d.Dated), document.Str(d.Issuer)})
		}
	}
	return p.Send(w, kit.Download{Name: "khen-thuong.xlsx", Type: kit.TypeXLSX, Write: func(out io.Writer) error { return document.XLSX(out, s) }})
}

// typed is what came back in the form with this address.
func (p emulationPage) typed(at, field string) string {
	if p.At == "/ban/thi-dua"+at {
		return p.Typed.Get(field)
	}
	return ""
}

// wrong is the fault beside a field of the form with this address.
func (p emulationPage) wrong(at, field string) string {
	if p.At == "/ban/thi-dua"+at {
		return p.Faults[field]
	}
	return ""
}

func (p emulationPage) open(at string) bool { return p.At == "/ban/thi-dua"+at }

// mayKeep reports whether the reader may change anything here.
func (p emulationPage) mayKeep() bool { return p.Who.May(access.Record) || p.Who.May(access.Prepare) }

// titles are the titles and forms of reward that the law names, for choice.
func titles() (out []string) {
	for _, a := range []law.Award{law.LDTT, law.CSTDCS, law.TTLDTT, law.TTLDXS, law.CSTDBo, law.CSTDTQ, law.CoBo, law.CoCP} {
		out = append(out, a.Name())
	}
	return out
}

func forms() (out []string) {
	for _, a := range []law.Award{law.GiayKhen, law.BangKhen, law.BangKhenTTg, law.HCLDNhat, law.HCLDNhi, law.HCLDBa, law.KyNiem} {
		out = append(out, a.Name())
	}
	return out
}
