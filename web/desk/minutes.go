package desk

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/paper"
	"hoinghi/resolution"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

// outcomeRoutes are the papers that come out of a conference.
func outcomeRoutes(m *kit.Mux) {
	m.On("GET /ban/bien-ban", kit.Only(access.SeeWork, shown(showMinutes)))
	m.On("GET /ban/bien-ban/truc-tiep", kit.Only(access.SeeWork, streamMinutes))
	m.On("GET /ban/bien-ban/xem", kit.Only(access.SeeWork, viewMinutes))
	m.On("GET /ban/bien-ban/tep", kit.Only(access.SeeWork, sendMinutes))
	m.On("POST /ban/bien-ban/luu", kit.Only(access.Record, doing("/ban/bien-ban", showMinutes, keepSection)))
	m.On("POST /ban/bien-ban/phuc-hoi", kit.Only(access.Record, doing("/ban/bien-ban", showMinutes, resetSection)))
	resolutionRoutes(m)
}

// minutesPage is the minutes as they stand, each section beside its editor.
type minutesPage struct {
	about
	M        resolution.Minutes
	Sections []resolution.Section // with empty places for points still to come
	Editors  map[string]string    // names of those who edited, by id
	Before   []paper.Issued       // papers whose hashes the minutes carry
}

func showMinutes(w http.ResponseWriter, r *http.Request, v *kit.Visit, a again) error {
	p, err := readMinutes(r, v, a)
	if err != nil {
		return err
	}
	return a.answer(w, r, minutesView(p))
}

func readMinutes(r *http.Request, v *kit.Visit, a again) (minutesPage, error) {
	p := minutesPage{about: about{Visit: v, again: a}, Editors: map[string]string{}}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.M, err = minutesOf(tx, r); err != nil {
			return err
		}
		p.C = p.M.Conference
		if p.Before, err = paper.Before(tx, p.C); err != nil {
			return err
		}
		items, err := conference.Agenda(tx, p.C.ID)
		if err != nil {
			return err
		}
		p.Sections = placed(p.M.Sections, items)
		for _, s := range p.Sections {
			if s.EditedBy != "" {
				p.Editors[s.EditedBy] = nameOf(tx, s.EditedBy)
			}
		}
		return nil
	})
	return p, err
}

func minutesOf(tx *store.Tx, r *http.Request) (resolution.Minutes, error) {
	c, err := shell.Conference(tx, r)
	if err != nil {
		return resolution.Minutes{}, err
	}
	office, err := officeOf(tx)
	if err != nil {
		return resolution.Minutes{}, err
	}
	return resolution.Assemble(tx, c.ID, office)
}

// placed keeps a place before the closing for every section that may still
// come, so that a page which is open finds it.
func placed(list []resolution.Section, items []conference.Item) []resolution.Section {
	keys := []string{}
	for _, i := range items {
		keys = append(keys, "item/"+i.ID)
	}
	list = slices.Clone(list)
	for _, k := range append(keys, "other") {
		if !slices.ContainsFunc(list, func(s resolution.Section) bool { return s.Key == k }) {
			list = slices.Insert(list, len(list)-1, resolution.Section{Key: k})
		}
	}
	return list
}

// nameOf is a person's name, or the id of somebody unknown to the roster.
func nameOf(tx *store.Tx, id string) string {
	if x, err := roster.Find(tx, id); err == nil {
		return x.Name
	}
	if m, err := account.Find(tx, id); err == nil {
		return m.Name
	}
	return id
}

// officeOf is the agency as its papers print it, with those who hold the
// duties of a conference.
func officeOf(tx *store.Tx) (resolution.Office, error) {
	org, err := account.FindOrg(tx)
	if err != nil {
		return resolution.Office{}, err
	}
	o := resolution.Office{Name: org.Name, Parent: org.Parent, Place: org.Place, HeadTitle: org.HeadTitle, Partner: org.PartnerName}
	holders := map[access.Role][]string{}
	for _, role := range []access.Role{access.Head, access.Union, access.Presidium, access.Secretary, access.Teller} {
		ids, err := account.HoldersOf(tx, role)
		if err != nil {
			return o, err
		}
		for _, id := range ids {
			holders[role] = append(holders[role], nameOf(tx, id))
		}
	}
	o.Head, o.PartnerHead = firstOf(holders[access.Head]), firstOf(holders[access.Union])
	o.Presidium, o.Secretaries, o.Tellers = holders[access.Presidium], holders[access.Secretary], holders[access.Teller]
	slices.SortStableFunc(o.Presidium, func(a, b string) int { return before(b == o.Head) - before(a == o.Head) })
	return o, nil
}

func before(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func firstOf(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

func streamMinutes(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readMinutes(r, v, again{})
	if err != nil {
		return err
	}
	return v.Stream(w, r, []live.Topic{conference.Topic(p.C.ID), ballot.Topic(p.C.ID)}, func() (templ.Component, error) {
		p, err := readMinutes(r, v, again{})
		return minutesParts(p), err
	})
}

func keepSection(tx *store.Tx, t *typed, c conference.Conference) error {
	var at time.Time
	if ms := t.number("rev"); ms != 0 {
		at = time.UnixMilli(int64(ms)).UTC()
	}
	return t.done(func() error {
		return conference.KeepSection(tx, c.ID, conference.Section{Key: t.text("id"), Text: t.Get("text"), Basis: t.Get("basis"), EditedAt: at})
	})
}

func resetSection(tx *store.Tx, t *typed, c conference.Conference) error {
	return conference.ResetSection(tx, c.ID, t.text("id"))
}

func viewMinutes(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := paperPage{about: about{Visit: v}, At: "desk.menu.minutes", Title: v.T("desk.minutes.view"), Back: "/ban/bien-ban"}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		d, err := paper.Make(tx, "minutes", p.C.ID)
		p.Paper = d.Paper
		return err
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, paperView(p))
}

func sendMinutes(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return sendPaper(w, r, v, "minutes")
}

// sendPaper answers with a paper of the set as the file that the address asks
// for, in the layout of the office or as it was issued: DOCX, or PDF with
// loai=pdf.
func sendPaper(w http.ResponseWriter, r *http.Request, v *kit.Visit, kind string) error {
	format, mime := paper.DOCX, kit.TypeDOCX
	if r.FormValue("loai") == paper.PDF {
		format, mime = paper.PDF, kit.TypePDF
	}
	k, err := paper.KindOf(kind)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	var c conference.Conference
	err = v.Read(r.Context(), func(tx *store.Tx) error {
		if c, err = shell.Conference(tx, r); err != nil {
			return err
		}
		body.Reset()
		return paper.Draw(tx, &body, paper.Order{Kind: kind, Conference: c.ID, Format: format})
	})
	if err != nil {
		return err
	}
	name := strings.Join(strings.Fields(locale.Fold(k.Name(locale.In("vi")))), "-") + "-" + c.HeldOn.String() + "." + format
	return v.Send(w, kit.Download{Name: name, Type: mime, Write: func(out io.Writer) error { _, err := body.WriteTo(out); return err }})
}

// revision is the version of a section that an editor is written upon.
func revision(s resolution.Section) string { return strconv.FormatInt(store.Ms(s.EditedAt), 10) }

// anchor is the id of a section on the page.
func anchor(s resolution.Section) string { return "muc-" + strings.ReplaceAll(s.Key, "/", "-") }

// typedOver is what the editor of a section holds.
func (p minutesPage) typedOver(s resolution.Section) string {
	if p.here(s.Key) {
		return p.form.Get("text")
	}
	return s.Text()
}

// fault is what is wrong with the text of a section that came back.
func (p minutesPage) fault(s resolution.Section) string {
	if p.here(s.Key) {
		return p.Wrong["text"]
	}
	return ""
}

// reason tells a fault that stands beside no field.
func (p about) reason() string {
	if p.Said != "" && len(p.Wrong) == 0 {
		return p.Said
	}
	return ""
}

// noResolution reports whether there is none to show yet.
func noResolution(err error) bool { return err != nil && fault.Of(err).Key == "resolution.none" }
