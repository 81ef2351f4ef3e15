package resolution

import (
	"slices"
	"strings"
	"time"

	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/locale"
	"hoinghi/register"
	"hoinghi/store"
)

// Minutes are the minutes of a conference as the record and the secretary
// have them at this moment.
type Minutes struct {
	Conference conference.Conference
	Office     Office
	Symbol     string // behind the number: BB-HNVC
	Sections   []Section
}

// Section is one part of the minutes: what the record says, and what the
// secretary wrote instead.
type Section struct {
	Key       string
	Part      string // heading of the part that begins here; empty within a part
	Title     string // heading of its own: the point of the agenda
	Generated string // paragraphs, one a line
	Edited    string // the secretary's paragraphs; empty while there are none
	Basis     string // what the record said when they were written
	EditedAt  time.Time
	EditedBy  string // a person's id
}

// Text is what stands in the paper.
func (s Section) Text() string {
	if s.Edited != "" {
		return s.Edited
	}
	return s.Generated
}

// Moved reports whether the record has changed since the secretary wrote.
func (s Section) Moved() bool { return s.Edited != "" && s.Basis != s.Generated }

// Assemble makes the minutes of a conference from what has happened so far,
// with the secretary's edits around it. The text is Vietnamese.
func Assemble(tx *store.Tx, conferenceID string, office Office) (Minutes, error) {
	r, err := read(tx, conferenceID, office)
	if err != nil {
		return Minutes{}, err
	}
	return Minutes{r.conf, r.office, r.symbol(register.Short(vi().T("resolution.paper.minutes"))), r.sections()}, nil
}

func (r record) sections() []Section {
	w := vi()
	list := []Section{
		{Key: "time", Part: w.T("resolution.part.time"), Generated: paragraphs(r.opening())},
		{Key: "attendance", Part: w.T("resolution.part.attendance"), Generated: paragraphs(r.attendance())},
		{Key: "bodies", Part: w.T("resolution.part.bodies"), Generated: paragraphs(r.bodies())},
	}
	part := w.T("resolution.part.course")
	for n, i := range r.held() {
		list = append(list, Section{Key: "item/" + i.ID, Part: part, Title: w.T("resolution.item", n+1, i.Title), Generated: paragraphs(r.course(i))})
		part = ""
	}
	if loose := r.loose(); len(loose) > 0 {
		list = append(list, Section{Key: "other", Part: part, Title: w.T("resolution.other"), Generated: paragraphs(loose)})
		part = ""
	}
	if said := r.said(); len(said) > 0 {
		list = append(list, Section{Key: "opinions", Part: part, Title: w.T("resolution.opinions"), Generated: paragraphs(said)})
	}
	list = append(list, Section{Key: "closing", Part: w.T("resolution.part.closing"), Generated: paragraphs(r.closing())})
	roman := 0
	for n := range list {
		if list[n].Part != "" {
			roman++
			list[n].Part = locale.Roman(roman) + ". " + locale.Upper(list[n].Part)
		}
		list[n].lay(r.edits)
	}
	return list
}

// lay puts the secretary's text over a section.
func (s *Section) lay(edits []conference.Section) {
	if i := slices.IndexFunc(edits, func(e conference.Section) bool { return e.Key == s.Key }); i >= 0 {
		e := edits[i]
		s.Edited, s.Basis, s.EditedAt, s.EditedBy = e.Text, e.Basis, e.EditedAt, e.EditedBy
	}
}

// paragraphs joins lines; a line feed within one would be a paragraph of its own.
func paragraphs(lines []string) string {
	var out []string
	for _, l := range lines {
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}

func (r record) opening() (out []string) {
	w := vi()
	switch {
	case !r.conf.OpenedAt.IsZero():
		d := dayOf(r.conf.OpenedAt)
		out = append(out, w.T("resolution.opened", clock(r.conf.OpenedAt), locale.OfficialDate(d), locale.Weekday(d)))
	case !r.conf.HeldOn.IsZero():
		out = append(out, w.T("resolution.planned", locale.OfficialDate(r.conf.HeldOn), locale.Weekday(r.conf.HeldOn)))
	}
	if r.conf.Place != "" {
		out = append(out, w.T("resolution.place", r.conf.Place))
	}
	return out
}

func (r record) attendance() []string {
	w, p := vi(), r.presence()
	convened, present := int64(len(r.people)), p.count()
	out := []string{w.T("resolution.convened", counted(convened)), w.T("resolution.present", counted(present), Share(present, convened))}
	var excused, absent []string
	for _, a := range r.people {
		switch {
		case p.there[a.Person] || r.came(a.Person):
		case a.Excuse != "":
			excused = append(excused, a.Name+" ("+a.Excuse+")")
		default:
			absent = append(absent, a.Name)
		}
	}
	if p.late > 0 {
		out = append(out, w.T("resolution.late", counted(p.late)))
	}
	if n := int64(len(excused) + len(absent)); n > 0 {
		out = append(out, w.T("resolution.absent", counted(n), counted(int64(len(excused))), counted(int64(len(absent)))))
	}
	if len(excused) > 0 {
		out = append(out, w.T("resolution.excused", strings.Join(excused, "; ")))
	}
	if len(absent) > 0 {
		out = append(out, w.T("resolution.unexcused", strings.Join(absent, "; ")))
	}
	if p.early > 0 {
		out = append(out, w.T("resolution.early", counted(p.early)))
	}
	out = append(out, r.quorum(convened, present))
	return append(out, r.welcomed()...)
}

// quorum quotes the rule of the day and says how the opening stood to it.
func (r record) quorum(convened, present int64) string {
	w, rule := vi(), r.turnout.Rule
	verdict := w.T("resolution.quorum.short")
	if rule.Is.Met(present, convened) {
		verdict = w.T("resolution.quorum.met")
	}
	return w.T("resolution.quorum", rule.Is.Words(), rule.Cite, locale.Padded(present), locale.Padded(convened), locale.Padded(rule.Is.Needed(convened)), verdict)
}

// welcomed lists the guests who came, in their order of precedence.
func (r record) welcomed() (out []string) {
	w := vi()
	for _, g := range r.guests {
		if g.CameAt.IsZero() {
			continue
		}
		line := capital(g.Printed())
		if g.OnBehalf != "" {
			line = w.T("resolution.behalf", line, g.OnBehalf)
		}
		out = append(out, "- "+line)
	}
	if n := len(out); n > 0 {
		return append([]string{w.T("resolution.guests", counted(int64(n)))}, listed(out)...)
	}
	return nil
}

// listed closes the lines of a list with ";" and the last with ".".
func listed(lines []string) []string {
	for i := range lines {
		mark := ";"
		if i == len(lines)-1 {
			mark = "."
		}
		lines[i] = strings.TrimRight(lines[i], ".;, ") + mark
	}
	return lines
}

func (r record) bodies() (out []string) {
	w := vi()
	names := func(list []string) string { return strings.Join(list, ", ") }
	switch o := r.office; len(o.Presidium) {
	case 0:
	case 1:
		out = append(out, w.T("resolution.chair", names(o.Presidium)))
	default:
		out = append(out, w.T("resolution.presidium", names(o.Presidium)))
	}
	if len(r.office.Secretaries) > 0 {
		out = append(out, w.T("resolution.secretaries", names(r.office.Secretaries)))
	}
	if len(r.office.Tellers) > 0 {
		out = append(out, w.T("resolution.tellers", names(r.office.Tellers)))
	}
	if len(out) == 0 {
		out = append(out, w.T("resolution.bodies.none"))
	}
	return out
}

// held are the points of the agenda that were taken up, in the order in which
// that happened.
func (r record) held() []conference.Item {
	list := slices.DeleteFunc(slices.Clone(r.items), func(i conference.Item) bool { return i.OpenedAt.IsZero() })
	slices.SortStableFunc(list, func(a, b conference.Item) int { return a.OpenedAt.Compare(b.OpenedAt) })
	return list
}

func (r record) course(i conference.Item) (out []string) {
	w := vi()
	when := w.T("resolution.from", clock(i.OpenedAt))
	if !i.ClosedAt.IsZero() {
		when = w.T("resolution.between", clock(i.OpenedAt), clock(i.ClosedAt))
	}
	out = append(out, when)
	if i.Presenter != "" {
		out = append(out, w.T("resolution.presenter", i.Presenter))
	}
	for _, p := range r.papers {
		if p.Item == i.ID {
			out = append(out, w.T("resolution.paper", p.Title, p.Version, short(p.File)))
		}
	}
	out = append(out, r.speeches(i.ID)...)
	out = append(out, r.ceremony(i)...)
	for line := range strings.Lines(i.Note) {
		out = append(out, ended(line))
	}
	if i.Outcome != "" {
		out = append(out, w.T("resolution.outcome", ended(i.Outcome)))
	}
	return append(out, r.votes(func(b ballot.Ballot) bool { return b.Item == i.ID })...)
}

// short is the beginning of a hash, enough to compare by eye.
func short(hash string) string { return hash[:min(len(hash), 12)] }

func (r record) speeches(item string) (out []string) {
	w := vi()
	list := slices.DeleteFunc(slices.Clone(r.speakers), func(s conference.Speaker) bool { return s.Item != item || s.CalledAt.IsZero() })
	slices.SortStableFunc(list, func(a, b conference.Speaker) int { return a.CalledAt.Compare(b.CalledAt) })
	if len(list) == 0 {
		return nil
	}
	out = append(out, w.T("resolution.speeches", counted(int64(len(list)))))
	for _, s := range list {
		who := s.Name
		if s.Department != "" {
			who += ", " + s.Department
		}
		line := w.T("resolution.speech", who, clock(s.CalledAt))
		if said := strings.TrimSpace(ended(s.Topic) + " " + ended(s.Note)); said != "" {
			line = w.T("resolution.speech.said", who, clock(s.CalledAt), said)
		}
		out = append(out, line)
	}
	return out
}

func (r record) votes(of func(ballot.Ballot) bool) (out []string) {
	for _, b := range r.ballots {
		if of(b) {
			out = append(out, VoteLine(b))
		}
	}
	return out
}

// loose is what happened between the points of the agenda.
func (r record) loose() []string {
	known := func(id string) bool {
		return slices.ContainsFunc(r.items, func(i conference.Item) bool { return i.ID == id && !i.OpenedAt.IsZero() })
	}
	return append(r.speeches(""), r.votes(func(b ballot.Ballot) bool { return !known(b.Item) })...)
}

func (r record) closing() (out []string) {
	w := vi()
	switch {
	case r.conf.OpenedAt.IsZero():
		return []string{w.T("resolution.closing.before")}
	case r.conf.ClosedAt.IsZero():
		return []string{w.T("resolution.closing.running")}
	}
	var left []string
	for _, i := range r.items {
		if i.OpenedAt.IsZero() {
			left = append(left, i.Title)
		}
	}
	if len(left) > 0 {
		out = append(out, w.T("resolution.left", strings.Join(left, "; ")))
	}
	out = append(out, w.T("resolution.closed", clock(r.conf.ClosedAt), r.closedOn()))
	if r.head != "" {
		out = append(out, w.T("resolution.head", r.head))
	}
	return out
}

func (r record) closedOn() string {
	if d := dayOf(r.conf.ClosedAt); d != dayOf(r.conf.OpenedAt) {
		return locale.OfficialDate(d)
	}
	return vi().T("resolution.same.day")
}
