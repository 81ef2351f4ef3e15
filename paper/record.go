package paper

import (
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/opinion"
	"hoinghi/register"
	"hoinghi/resolution"
	"hoinghi/roster"
	"hoinghi/store"
)

// record is all that papers of a conference are made of, read in one
// transaction.
type record struct {
	conf     conference.Conference
	last     conference.Conference // the conference before this one; zero when there is none
	org      account.Org
	office   resolution.Office
	inspects []string // who holds the duty of the Inspection Board
	items    []conference.Item
	clocks   []string
	guests   []conference.Guest
	people   []conference.Attendee // convened, with what became of them
	turnout  conference.Turnout
	facts    []conference.Fact
	tasks    []conference.Task
	speakers []conference.Speaker
	ballots  []ballot.Ballot
	bases    []register.Document
	minutes  resolution.Minutes
	adopted  resolution.Resolution // zero when none was begun
	before   resolution.Resolution // of the conference before
	frozen   []Issued
	texts    Texts // of the draft regulation

	opinionList []opinion.Opinion
	decisions   []emulation.Decision
	movements   []emulation.Movement
	pledges     []emulation.Pledge
	ceremony    []emulation.Step
	elections   []poll
}

func read(tx *store.Tx, id string) (r *record, err error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	r = &record{}
	if r.conf, err = conference.Find(tx, id); err != nil {
		return nil, err
	}
	if err := r.readOffice(tx); err != nil {
		return nil, err
	}
	for _, part := range []func() error{
		func() error { r.items, err = conference.Agenda(tx, id); return err },
		func() error { r.guests, err = conference.Guests(tx, id); return err },
		func() error { r.people, err = conference.Attendance(tx, id); return err },
		func() error { r.turnout, err = conference.Quorum(tx, r.conf); return err },
		func() error { r.facts, err = conference.Facts(tx, id); return err },
		func() error { r.tasks, err = conference.Tasks(tx, id); return err },
		func() error { r.speakers, err = conference.Speakers(tx, id); return err },
		func() error { r.ballots, err = ballot.List(tx, id); return err },
		func() error { r.bases, err = conference.Bases(tx, id); return err },
		func() error { r.minutes, err = resolution.Assemble(tx, id, r.office); return err },
		func() error { r.adopted, err = resolutionOf(tx, id, r.office); return err },
		func() error { r.frozen, err = issuedRows(tx, id); return err },
		func() error { r.texts, err = textsRow(tx, id); return err },
		func() error { return r.readLast(tx) },
		func() error { r.opinionList, err = allowed(opinion.List(tx, id)); return err },
		func() error { r.decisions, err = allowed(emulation.Decisions(tx, id)); return err },
		func() error { r.movements, err = allowed(emulation.Movements(tx, id)); return err },
		func() error { r.pledges, err = allowed(emulation.Pledges(tx, id)); return err },
		func() error { r.ceremony, err = allowed(emulation.Ceremony(tx, id)); return err },
		func() error { r.elections, err = polls(tx, id); return err },
	} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	r.clocks = conference.Clocks(r.conf, r.items)
	register.Order(r.bases)
	return r, nil
}

// allowed leaves out what the reader may not see: the paper has a gap there.
func allowed[T any](list []T, err error) ([]T, error) {
	if fault.Is(err, fault.Denied) {
		return nil, nil
	}
	return list, err
}

// readLast finds the conference before this one and what it resolved.
func (r *record) readLast(tx *store.Tx) error {
	all, err := conference.List(tx)
	if err != nil {
		return err
	}
	for _, c := range all { // the latest day first
		if c.ID != r.conf.ID && c.HeldOn.Before(r.conf.HeldOn) && c.State == conference.Closed {
			r.last = c
			r.before, err = resolutionOf(tx, c.ID, r.office)
			return err
		}
	}
	return nil
}

// resolutionOf is the resolution of a conference; none is the zero one.
func resolutionOf(tx *store.Tx, id string, o resolution.Office) (resolution.Resolution, error) {
	res, err := resolution.Find(tx, id, o)
	if fault.Is(err, fault.Missing) {
		return resolution.Resolution{}, nil
	}
	return res, err
}

// readOffice is the agency as its papers print it, with those who hold duties.
func (r *record) readOffice(tx *store.Tx) (err error) {
	if r.org, err = account.FindOrg(tx); err != nil {
		return err
	}
	r.office = resolution.Office{Name: r.org.Name, Parent: r.org.Parent, Place: r.org.Place, HeadTitle: r.org.HeadTitle, Partner: r.org.PartnerName}
	var heads, partners []string
	for _, duty := range []struct {
		role  access.Role
		names *[]string
	}{
		{access.Head, &heads}, {access.Union, &partners}, {access.Presidium, &r.office.Presidium},
		{access.Secretary, &r.office.Secretaries}, {access.Teller, &r.office.Tellers}, {access.Inspector, &r.inspects},
	} {
		ids, err := account.HoldersOf(tx, duty.role)
		if err != nil {
			return err
		}
		for _, id := range ids {
			*duty.names = append(*duty.names, nameOf(tx, id))
		}
	}
	r.office.Head, r.office.PartnerHead = first(heads), first(partners)
	if at := slices.Index(r.office.Presidium, r.office.Head); at > 0 {
		r.office.Presidium = slices.Insert(slices.Delete(r.office.Presidium, at, at+1), 0, r.office.Head)
	}
	return nil
}

// nameOf is a person's name; somebody unknown has none, for papers print no ids.
func nameOf(tx *store.Tx, id string) string {
	if x, err := roster.Find(tx, id); err == nil {
		return x.Name
	}
	if m, err := account.Find(tx, id); err == nil {
		return m.Name
	}
	return ""
}

func first(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

// union reports whether who organises with the head is a trade union.
func (r *record) union() bool {
	return r.org.Partner == "" || strings.HasPrefix(r.org.Partner, "UNION")
}

// of are the facts of some topics, in their order.
func (r *record) of(topics ...string) (out []conference.Fact) {
	for _, f := range r.facts {
		if slices.Contains(topics, f.Topic) {
			out = append(out, f)
		}
	}
	return out
}

// came are the convened who were in the hall at any time.
func (r *record) came() (out []conference.Attendee) {
	for _, a := range r.people {
		if !a.ArrivedAt.IsZero() {
			out = append(out, a)
		}
	}
	return out
}

// when is the hour and day of the conference in words, as far as they are set.
func (r *record) when() string {
	w := vi()
	var parts []string
	if r.conf.StartsAt != "" {
		parts = append(parts, w.T("paper.clock", strings.Replace(r.conf.StartsAt, ":", " "+w.T("paper.hour")+" ", 1)))
	}
	if !r.conf.HeldOn.IsZero() {
		parts = append(parts, w.T("paper.onday", locale.OfficialDate(r.conf.HeldOn), locale.WeekdayWithin(r.conf.HeldOn)))
	}
	return strings.Join(parts, ", ")
}

// basis is a citation as a ground of a paper.
func basis(cite string) string { return vi().T("paper.basis", cite) }

// cite are the grounds of the day from a rule of law; none when it has no value.
func cite[T any](s law.Series[T], on law.Day) []string {
	rule, err := s.On(on)
	if err != nil {
		return nil
	}
	var out []string
	for _, g := range law.Grounds(rule.Cite) {
		out = append(out, basis(g))
	}
	return out
}
