package desk

import (
	"net/http"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/resolution"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

// keys: resolution.parts.*

func resolutionRoutes(m *kit.Mux) {
	const path = "/ban/nghi-quyet"
	m.On("GET "+path, kit.Only(access.SeeWork, shown(showResolution)))
	m.On("GET "+path+"/xem", kit.Only(access.SeeWork, viewResolution))
	m.On("GET "+path+"/tep", kit.Only(access.SeeWork, sendResolution))
	for end, act := range map[string]deed{
		"/lap": beginResolution, "/mo-dau": textOfResolution, "/noi-dung": addResolutionItem, "/noi-dung/{id}": amendResolutionItem,
		"/noi-dung/{id}/len": moveResolutionItem(-1), "/noi-dung/{id}/xuong": moveResolutionItem(1), "/noi-dung/{id}/xoa": removeResolutionItem,
		"/tien-do/{id}": reportProgress,
	} {
		m.On("POST "+path+end, kit.Only(access.Record, doing(path, showResolution, act)))
	}
	m.On("POST "+path+"/thong-qua", kit.Only(access.Issue, doing(path, showResolution, adoptResolution)))
}

// resolutionPage is the resolution of a conference, being written or adopted.
type resolutionPage struct {
	about
	None    bool
	R       resolution.Resolution
	Edit    resolution.Item // the point being mended; empty for a new one
	Choices []ballot.Ballot
	Best    ballot.Ballot // the vote that can adopt it, or that did
	Why     kit.WhyBox
	followed
}

func showResolution(w http.ResponseWriter, r *http.Request, v *kit.Visit, a again) error {
	p := resolutionPage{about: about{Visit: v, again: a}}
	if err := v.Read(r.Context(), func(tx *store.Tx) error { return p.read(tx, r) }); err != nil {
		return err
	}
	wanted := r.FormValue("sua")
	if wanted == "" {
		wanted = r.PathValue("id")
	}
	for _, i := range p.R.Items {
		if i.ID == wanted {
			p.Edit = i
		}
		if i.HasProgress() && (i.ID == r.FormValue("tien-do") || i.ID == r.PathValue("id")) {
			p.Point = i
		}
	}
	return a.answer(w, r, resolutionView(p))
}

func (p *resolutionPage) read(tx *store.Tx, r *http.Request) (err error) {
	if p.C, err = shell.Conference(tx, r); err != nil {
		return err
	}
	office, err := officeOf(tx)
	if err != nil {
		return err
	}
	p.R, err = resolution.Find(tx, p.C.ID, office)
	if noResolution(err) {
		p.None = true
		return nil
	}
	if err != nil {
		return err
	}
	if p.Choices, err = resolution.Choices(tx, p.C.ID); err != nil {
		return err
	}
	if p.Course, err = resolution.CourseOf(tx, p.R); err != nil {
		return err
	}
	return p.choose(tx)
}

// choose finds the vote that adopts, and why it does or does not.
func (p *resolutionPage) choose(tx *store.Tx) error {
	for n, b := range p.Choices {
		if p.R.Ballot == b.ID || p.R.Ballot == "" && n == 0 {
			p.Best = b
		}
	}
	if p.Best.ID == "" || p.Best.Present == 0 {
		return nil
	}
	org, err := account.FindOrg(tx)
	if err != nil {
		return err
	}
	if why, err := law.MajorityUnder(p.Best.Bar, p.C.HeldOn, conference.UnitOf(org), law.Count{Base: p.Best.Present, Part: p.Best.InFavour}); err == nil {
		p.Why = p.WhyOf(why)
		p.Why.Open = true
	}
	return nil
}

// draft reports whether the resolution may still be written by this reader.
func (p resolutionPage) draft() bool {
	return p.R.State == resolution.Draft && p.Who.May(access.Record)
}

// items are the points of one part.
func (p resolutionPage) items(part string) (out []resolution.Item) {
	for _, i := range p.R.Items {
		if i.Part == part {
			out = append(out, i)
		}
	}
	return out
}

// choiceOptions are the votes that may adopt; those that failed are shown, off.
func (p resolutionPage) choiceOptions() (out []kit.Option) {
	for _, b := range p.Choices {
		out = append(out, kit.Option{Value: b.ID, Label: b.Question, Hint: p.figures(b), Off: !b.Passed})
	}
	return out
}

// chosen is the vote that is offered first; empty when none was won.
func (p resolutionPage) chosen() string {
	for _, b := range p.Choices {
		if b.Passed {
			return b.ID
		}
	}
	return ""
}

// figures are the counts of a vote with its share.
func (p resolutionPage) figures(b ballot.Ballot) string {
	key := "desk.resolution.vote.lost"
	if b.Passed {
		key = "desk.resolution.vote.won"
	}
	return p.T(key, b.InFavour, b.Against, b.Other, resolution.Share(b.InFavour, b.Of()))
}

func (p resolutionPage) formPath() string {
	if p.Edit.ID != "" {
		return "/ban/nghi-quyet/noi-dung/" + p.Edit.ID
	}
	return "/ban/nghi-quyet/noi-dung"
}

// under is what stands small beneath a point.
func (p resolutionPage) under(i resolution.Item) (out []string) {
	if i.Measure != "" {
		out = append(out, p.T("desk.resolution.measure.is", i.Measure))
	}
	if i.Owner != "" {
		out = append(out, p.T("desk.resolution.owner.is", i.Owner))
	}
	if !i.Due.IsZero() {
		out = append(out, p.T("desk.resolution.due.is", i.Due))
	}
	return out
}

func partOptions(v *kit.Visit) (out []kit.Option) {
	for _, part := range resolution.Parts() {
		out = append(out, kit.Option{Value: part, Label: v.T("resolution.parts." + part)})
	}
	return out
}

func beginResolution(tx *store.Tx, _ *typed, c conference.Conference) error {
	office, err := officeOf(tx)
	if err != nil {
		return err
	}
	_, err = resolution.Begin(tx, c.ID, office)
	return err
}

// resolutionID is the id of a conference's resolution.
func resolutionID(tx *store.Tx, c conference.Conference) (string, error) {
	r, err := resolution.Find(tx, c.ID, resolution.Office{})
	return r.ID, err
}

func textOfResolution(tx *store.Tx, t *typed, c conference.Conference) error {
	id, err := resolutionID(tx, c)
	if err != nil {
		return err
	}
	return resolution.AmendText(tx, id, resolution.Text{Bases: t.Get("bases"), Opening: t.Get("opening")})
}

func (t *typed) resolutionItem() resolution.Item {
	return resolution.Item{ID: t.id(), Part: t.text("part"), Text: t.text("text"), Owner: t.text("owner"), Due: t.day("due"), Measure: t.text("measure")}
}

func addResolutionItem(tx *store.Tx, t *typed, c conference.Conference) error {
	id, err := resolutionID(tx, c)
	if err != nil {
		return err
	}
	i := t.resolutionItem()
	return t.done(func() error { _, err := resolution.AddItem(tx, id, i); return err })
}

func amendResolutionItem(tx *store.Tx, t *typed, c conference.Conference) error {
	id, err := resolutionID(tx, c)
	if err != nil {
		return err
	}
	i := t.resolutionItem()
	return t.done(func() error { return resolution.AmendItem(tx, id, i) })
}

func moveResolutionItem(by int) deed {
	return func(tx *store.Tx, t *typed, c conference.Conference) error {
		id, err := resolutionID(tx, c)
		if err != nil {
			return err
		}
		return resolution.MoveItem(tx, id, t.id(), by)
	}
}

func removeResolutionItem(tx *store.Tx, t *typed, c conference.Conference) error {
	id, err := resolutionID(tx, c)
	if err != nil {
		return err
	}
	return resolution.RemoveItem(tx, id, t.id())
}

func adoptResolution(tx *store.Tx, t *typed, c conference.Conference) error {
	id, err := resolutionID(tx, c)
	if err != nil {
		return err
	}
	office, err := officeOf(tx)
	if err != nil {
		return err
	}
	_, err = resolution.Adopt(tx, resolution.Adoption{Resolution: id, Ballot: t.text("ballot"), Office: office})
	return err
}

// paperOf is the resolution of the conference that the address names.
func paperOf(tx *store.Tx, r *http.Request) (document.Paper, conference.Conference, error) {
	c, err := shell.Conference(tx, r)
	if err != nil {
		return document.Paper{}, c, err
	}
	office, err := officeOf(tx)
	if err != nil {
		return document.Paper{}, c, err
	}
	x, err := resolution.Find(tx, c.ID, office)
	return x.Paper(), c, err
}

func viewResolution(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := paperPage{about: about{Visit: v}, At: "desk.menu.resolution", Title: v.T("desk.minutes.view"), Back: "/ban/nghi-quyet"}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p.Paper, p.C, err = paperOf(tx, r)
		return err
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, paperView(p))
}

func sendResolution(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return sendPaper(w, r, v, "resolution")
}

// dueText is the day of a point as it is typed.
func dueText(i resolution.Item) string { return locale.Date(i.Due) }
