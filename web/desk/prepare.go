package desk

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/register"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

func prepareRoutes(m *kit.Mux) {
	m.On("GET /ban", kit.Only(access.SeeWork, showPrepare))
	wizardRoutes(m)
	agendaRoutes(m)
	papersRoutes(m)
	convenedRoutes(m)
	guestsRoutes(m)
	committeeRoutes(m)
	conferencesRoutes(m)
	registerRoutes(m)
	factsRoutes(m)
	unitRoutes(m)
	journalRoutes(m)
}

// preparePage is the first page of the workspace: where the year stands and
// what comes next. Without a conference it leads to making one.
type preparePage struct {
	about
	Org     account.Org
	Today   law.Day
	Staff   int
	Next    nextStep
	Marks   []yearMark
	Duties  []duty
	Papers  []conference.Paper
	Items   []conference.Item
	Guests  []conference.Guest
	Tasks   []conference.Task
	Bases   []register.Document
	Turnout conference.Turnout
	Quorum  law.Why
	Whys    []law.Why
	Steps   []readyStep
	Done    int
}

// nextStep is what to do next: keys of its words, and where.
type nextStep struct{ Title, Text, Do, Path string }

type yearMark struct {
	Day   law.Day
	Label string
	Today bool
}

// duty is something that the law asks, with its last day.
type duty struct {
	Title, Cite, Kind, State, Path string
	Due                            law.Day
}

type readyStep struct {
	Label, Path string // key and path
	Done        bool
}

func showPrepare(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := preparePage{about: about{Visit: v}, Today: law.DayOf(v.Now())}
	err := v.Read(r.Context(), func(tx *store.Tx) error { return p.read(tx, r) })
	if err != nil {
		return err
	}
	p.Steps = p.readySteps()
	for _, s := range p.Steps {
		if s.Done {
			p.Done++
		}
	}
	p.Next = p.next()
	return v.Show(w, r, prepareView(p))
}

func (p *preparePage) read(tx *store.Tx, r *http.Request) (err error) {
	if p.Org, err = account.FindOrg(tx); err != nil {
		return err
	}
	if p.C, err = shell.Conference(tx, r); fault.Is(err, fault.Missing) && r.FormValue("hn") == "" {
		staff, err := roster.StaffOn(tx, p.Today)
		p.Staff = len(staff)
		return err
	}
	if err != nil {
		return err
	}
	staff, err := roster.StaffOn(tx, p.C.HeldOn)
	if err != nil {
		return err
	}
	p.Staff = len(staff)
	for _, part := range []func(*store.Tx) error{p.readPrepared, p.readTurnout, p.readLaw} {
		if err := part(tx); err != nil {
			return err
		}
	}
	return nil
}

func (p *preparePage) readPrepared(tx *store.Tx) (err error) {
	if p.Items, err = conference.Agenda(tx, p.C.ID); err != nil {
		return err
	}
	if p.Papers, err = conference.Papers(tx, p.C.ID); err != nil {
		return err
	}
	if p.Guests, err = conference.Guests(tx, p.C.ID); err != nil {
		return err
	}
	if p.Tasks, err = conference.Tasks(tx, p.C.ID); err != nil {
		return err
	}
	p.Bases, err = conference.Bases(tx, p.C.ID)
	return err
}

func (p *preparePage) readTurnout(tx *store.Tx) (err error) {
	p.Turnout, err = conference.Quorum(tx, p.C)
	if fault.Is(err, fault.Conflict) { // no rule for such a day
		return nil
	}
	if err == nil && p.Turnout.Convened > 0 {
		p.Quorum, err = law.QuorumUnder(p.Turnout.Rule, p.C.HeldOn, conference.UnitOf(p.Org), law.Count{Base: p.Turnout.Convened, Part: p.Turnout.Convened - p.Turnout.Excused})
	}
	return unlessLaw(err)
}

// readLaw asks the law; where it is silent about such a unit or day, the page
// says nothing instead of failing.
func (p *preparePage) readLaw(tx *store.Tx) error {
	for _, ask := range []func(*store.Tx, conference.Conference) (law.Why, error){conference.FormWhy, conference.DateWhy} {
		w, err := ask(tx, p.C)
		if err := unlessLaw(err); err != nil {
			return err
		}
		if w.Conclusion != "" {
			p.Whys = append(p.Whys, w)
		}
	}
	year := law.Year{End: p.C.YearEnd()}
	if p.C.State == conference.Closed || !p.Today.Before(p.C.HeldOn) {
		year.Held = p.C.HeldOn
	}
	windows, err := law.Calendar(conference.UnitOf(p.Org), year)
	if err := unlessLaw(err); err != nil {
		return err
	}
	p.duties(windows)
	p.marks(windows)
	return nil
}

// duties are the steps of preparation that the law names and the windows of
// the year, in order of their days.
func (p *preparePage) duties(windows []law.Window) {
	done := func(ok bool) (string, string) {
		if ok {
			return "done", p.T("desk.prepare.done")
		}
		return "", p.T("desk.prepare.notyet")
	}
	add := func(key, cite, path string, before int, ok bool) {
		d := duty{Title: p.T(key), Cite: cite, Path: path, Due: p.C.HeldOn.AddDays(-before)}
		d.Kind, d.State = done(ok)
		if !ok && d.Due.Before(p.Today) && p.C.State != conference.Closed {
			d.Kind, d.State = "warn", p.T("desk.prepare.overdue")
		}
		p.Duties = append(p.Duties, d)
	}
	if !p.C.HeldOn.Before(law.MustDay("2023-07-01")) {
		add("desk.prepare.duty.plan", law.Chair[0].Cite, "/ban/van-ban", 30, len(p.Bases) > 0)
		add("desk.prepare.duty.list", law.WholeStaffMax[1].Cite, "/ban/trieu-tap", 7, p.Turnout.Convened > 0)
		add("desk.prepare.duty.agenda", law.Steps[0].Cite, "/ban/chuong-trinh", 5, len(p.Items) > 0)
	}
	for _, w := range windows {
		if !holding(w) && w.To.Before(p.Today) { // past and not of this conference
			continue
		}
		d := duty{Title: w.Title, Cite: w.Cite, Due: w.To}
		d.Kind, d.State = done(false)
		switch left := p.Today.DaysUntil(w.To); {
		case holding(w):
			d.Kind, d.State = p.heldState(w)
		case left <= 14:
			d.Kind, d.State = "warn", p.T("desk.prepare.left", left)
		}
		p.Duties = append(p.Duties, d)
	}
	slices.SortStableFunc(p.Duties, func(a, b duty) int { return a.Due.Compare(b.Due) })
}

// holding reports whether a window is that of the conference itself.
func holding(w law.Window) bool { return strings.HasPrefix(w.Rule, "conf.deadline") }

func (p *preparePage) heldState(w law.Window) (kind, text string) {
	switch {
	case w.To.Before(p.C.HeldOn):
		return "bad", p.T("desk.prepare.late")
	case !w.From.IsZero() && p.C.HeldOn.Before(w.From):
		return "warn", p.T("desk.prepare.early")
	case p.C.State == conference.Closed:
		return "done", p.T("desk.prepare.done")
	}
	return "done", p.T("desk.prepare.intime")
}

// marks are the six days of the year that people ask for first.
func (p *preparePage) marks(windows []law.Window) {
	marks := []yearMark{{p.Today, p.T("desk.prepare.today"), true}, {p.C.HeldOn, p.T("desk.prepare.held"), false}}
	for _, w := range windows {
		label := w.Title
		if holding(w) {
			label = p.T("desk.prepare.limit")
		}
		if !slices.ContainsFunc(marks, func(m yearMark) bool { return m.Day == w.To }) {
			marks = append(marks, yearMark{w.To, label, false})
		}
	}
	slices.SortStableFunc(marks, func(a, b yearMark) int { return a.Day.Compare(b.Day) })
	at := slices.IndexFunc(marks, func(m yearMark) bool { return m.Today })
	from := min(max(0, at-1), max(0, len(marks)-6))
	p.Marks = marks[from:min(from+6, len(marks))]
}

// readySteps are what a conference needs before it can open.
func (p *preparePage) readySteps() []readyStep {
	return []readyStep{
		{"desk.prepare.step.basis", "/ban/van-ban", len(p.Bases) > 0},
		{"desk.prepare.step.committee", "/ban/ban-to-chuc", len(p.Tasks) > 0},
		{"desk.prepare.step.agenda", "/ban/chuong-trinh", len(p.Items) > 0},
		{"desk.prepare.step.presenters", "/ban/chuong-trinh", len(p.Items) > 0 && !slices.ContainsFunc(p.Items, func(i conference.Item) bool { return i.Presenter == "" })},
		{"desk.prepare.step.papers", "/ban/tai-lieu", len(p.Papers) > 0},
		{"desk.prepare.step.guests", "/ban/khach-moi", len(p.Guests) > 0},
		{"desk.prepare.step.convened", "/ban/trieu-tap", p.Turnout.Convened > 0},
	}
}

// next is the one thing to do now, worked out from the record.
func (p *preparePage) next() nextStep {
	step := func(key, path string) nextStep {
		// keys: desk.prepare.now.*
		return nextStep{key, key + ".text", key + ".do", path}
	}
	switch {
	case p.Org.Kind == "":
		return step("desk.prepare.now.unit", "/ban/don-vi")
	case p.Staff == 0:
		return step("desk.prepare.now.staff", "/ban/nhap-can-bo")
	case p.C.ID == "":
		return step("desk.prepare.now.plan", "/ban/hoi-nghi/moi")
	case p.C.State == conference.Open:
		return step("desk.prepare.now.open", "/dieu-hanh")
	case p.C.State == conference.Closed:
		return step("desk.prepare.now.closed", shell.Of("/ban/bien-ban", p.C))
	}
	key := map[string]string{"/ban/van-ban": "desk.prepare.now.basis", "/ban/ban-to-chuc": "desk.prepare.now.committee", "/ban/chuong-trinh": "desk.prepare.now.agenda",
		"/ban/tai-lieu": "desk.prepare.now.papers", "/ban/khach-moi": "desk.prepare.now.guests", "/ban/trieu-tap": "desk.prepare.now.convened"}
	for _, s := range p.Steps {
		if !s.Done {
			return step(key[s.Path], shell.Of(s.Path, p.C))
		}
	}
	return step("desk.prepare.now.ready", shell.Of("/ban/diem-danh", p.C))
}

func (p preparePage) title() string { return cmp.Or(p.C.Name, p.T("desk.prepare.title")) }

func (p preparePage) under() string {
	if p.C.ID == "" {
		return p.Org.Name
	}
	s := when(p.Visit, p.C)
	if left := p.Today.DaysUntil(p.C.HeldOn); left > 0 && p.C.State != conference.Closed {
		s += " · " + p.T("desk.prepare.days", left)
	}
	return s
}

// presenter is who presents the point that a paper belongs to.
func (p preparePage) presenter(item string) string {
	for _, i := range p.Items {
		if i.ID == item {
			return i.Presenter
		}
	}
	return ""
}

// unlessLaw lets pass what the law does not know: a day or kind of unit
// without a rule is no failure of the page.
func unlessLaw(err error) error {
	if _, ok := err.(*law.Error); ok {
		return nil
	}
	return err
}

func dayOf(t time.Time) law.Day { return law.DayOf(t.In(locale.Zone)) }
