package chair

import (
	"net/http"
	"net/url"
	"time"

	"github.com/a-h/templ"

	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/opinion"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

// console is what the chair sees.
type console struct {
	*kit.Visit
	Conf     conference.Conference
	Items    []conference.Item
	Item     conference.Item // the one looked at: the open one, or one chosen to look ahead
	No       int             // its number from 1; 0 when there is none
	Next     conference.Item // the first not yet opened
	Speakers []conference.Speaker
	Turnout  conference.Turnout
	Unit     law.Unit
	Quorum   law.Why
	Bar      law.Dated[law.Share] // of a vote opened now
	Ballot   ballot.Ballot        // open, or the last of this item
	Asked    string               // the question on the wall, whichever item is looked at
	Counts   []ballot.Count
	Majority law.Why
	People   []conference.Attendee // for slips
	Online   int
	At       time.Time
	Faults   kit.Faults
	Form     typed
	Steps    []emulation.Step // of all ceremonies
	Opinions []opinion.Opinion
	Polls    []poll      // elections of the item, and any that runs
	Remote   law.Settled // what attending from afar rests on
	Whole    bool        // every ceremony is shown, on a page of its own
	Notice   string      // why the last press did nothing
	Where    string      // the part of the page that it was about
	Sent     string      // the path of the form that came back
}

// fault is what is wrong with a field of the form with this path, in words.
func (p console) fault(path, name string) string {
	if p.Sent != path {
		return ""
	}
	return p.Faults[name]
}

// typed is what stood in the forms that open a vote and that hand in a slip.
type typed struct{ Question, Method, Base, Shown, Name, Topic string }

// typedIn reads it from a form that was sent, or from the address of a stream.
func typedIn(f url.Values) typed {
	return typed{f.Get("question"), f.Get("method"), f.Get("base"), f.Get("shown"), f.Get("name"), f.Get("topic")}
}

// live is the address of the stream. It carries what was typed into a form that
// came back, so that the next redraw does not take it away.
func (p console) live() string {
	f := p.Form
	q := url.Values{"hn": {p.Conf.ID}, "muc": {p.lookedAt()}}
	for name, text := range map[string]string{"question": f.Question, "method": f.Method, "base": f.Base, "shown": f.Shown, "name": f.Name, "topic": f.Topic} {
		if text != "" {
			q.Set(name, text)
		}
	}
	return p.Path("/dieu-hanh/truc-tiep?", q.Encode())
}

func show(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := read(r, v)
	if fault.Is(err, fault.Missing) {
		return v.Show(w, r, noneView(v))
	}
	if err != nil {
		return err
	}
	return v.Show(w, r, consoleView(p))
}

func read(r *http.Request, v *kit.Visit) (console, error) {
	p := console{Visit: v, At: v.Now()}
	err := v.Read(r.Context(), func(tx *store.Tx) error { return p.fill(tx, r) })
	if err == nil {
		p.Online = v.Site.DB.Bus.Listeners(v.Place.ID, conference.Topic(p.Conf.ID))
	}
	return p, err
}

func (p *console) fill(tx *store.Tx, r *http.Request) (err error) {
	if p.Conf, err = shell.Conference(tx, r); err != nil {
		return err
	}
	if p.Items, err = conference.Agenda(tx, p.Conf.ID); err != nil {
		return err
	}
	p.choose(r.URL.Query().Get("muc"))
	if p.Speakers, err = conference.Speakers(tx, p.Conf.ID); err != nil {
		return err
	}
	if p.People, err = conference.Attendance(tx, p.Conf.ID); err != nil {
		return err
	}
	if p.Turnout, err = conference.Quorum(tx, p.Conf); err != nil {
		return err
	}
	if err := p.reasons(tx); err != nil {
		return err
	}
	if p.Remote, err = conference.RemoteRule(tx, p.Conf); err != nil {
		return err
	}
	if p.Steps, err = emulation.Ceremony(tx, p.Conf.ID); err != nil {
		return err
	}
	if p.Opinions, err = opinion.List(tx, p.Conf.ID); err != nil {
		return err
	}
	if err := p.vote(tx); err != nil {
		return err
	}
	return p.readPolls(tx)
}

// choose finds the item to show and the next one.
func (p *console) choose(wanted string) {
	if wanted == "" {
		wanted = p.Conf.Item
	}
	for i, it := range p.Items {
		if it.ID == wanted {
			p.Item, p.No = it, i+1
		}
		if it.OpenedAt.IsZero() && p.Next.ID == "" {
			p.Next = it
		}
	}
}

func (p *console) reasons(tx *store.Tx) error {
	org, err := account.FindOrg(tx)
	if err != nil {
		return err
	}
	p.Unit = conference.UnitOf(org)
	if p.Bar, err = conference.MajorityOn(tx, p.Conf); err != nil || p.Turnout.Convened == 0 {
		return err
	}
	p.Quorum, err = p.Turnout.Why(p.Conf, p.Unit)
	return err
}

// vote finds the vote that is open, else the last one of the item.
func (p *console) vote(tx *store.Tx) error {
	all, err := ballot.List(tx, p.Conf.ID)
	if err != nil {
		return err
	}
	for _, b := range all {
		if b.ID == p.Conf.ChannelRef {
			p.Asked = b.Question
		}
		if b.State == "open" || b.Item == p.Item.ID && b.State == "closed" && p.Ballot.State != "open" {
			p.Ballot = b
		}
	}
	if p.Ballot.ID == "" {
		return nil
	}
	if p.Counts, err = ballot.Counts(tx, p.Ballot.ID); err != nil {
		return err
	}
	if p.Ballot.Present > 0 {
		p.Majority, err = law.MajorityUnder(p.Ballot.Bar, p.Conf.HeldOn, p.Unit, law.Count{Base: p.Ballot.Present, Part: p.Ballot.InFavour})
		return err
	}
	return nil
}

func stream(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return v.Follow(w, r, func() (templ.Component, []live.Topic, error) {
		p, err := read(r, v)
		p.Form = typedIn(r.URL.Query())
		topics := []live.Topic{conference.Topic(p.Conf.ID), ballot.Topic(p.Conf.ID), emulation.Topic(p.Conf.ID), opinion.Topic(p.Conf.ID)}
		return consoleParts(p), append(topics, p.topics()...), err
	})
}

// Looking reports whether the chair looks at an item that is not the open one.
func (p console) Looking() bool { return p.Item.ID != p.Conf.Item && p.Item.ID != "" }

// Speaking is who has the floor; the zero Speaker is nobody.
func (p console) Speaking() conference.Speaker {
	for _, s := range p.Speakers {
		if s.Speaking() {
			return s
		}
	}
	return conference.Speaker{}
}

// Queue is who waits.
func (p console) Queue() []conference.Speaker {
	var q []conference.Speaker
	for _, s := range p.Speakers {
		if s.Waiting() {
			q = append(q, s)
		}
	}
	return q
}

// Voting reports whether a vote is open.
func (p console) Voting() bool { return p.Ballot.State == "open" }

// Decided reports whether the item has a vote that is closed.
func (p console) Decided() bool { return p.Ballot.State == "closed" }

// Votable reports whether the item ends in a vote.
func (p console) Votable() bool {
	switch p.Item.Ends {
	case "adopted", "voted", "elected":
		return true
	}
	return false
}

// Due is the planned clock time of an item by its place in the agenda.
func (p console) Due(index int) time.Time {
	at := p.start()
	for _, it := range p.Items[:index] {
		at = at.Add(time.Duration(it.Minutes) * time.Minute)
	}
	return at
}

// start is when the agenda begins: as planned, or as opened when the plan
// names no hour or the opening was on another day.
func (p console) start() time.Time {
	opened := p.Conf.OpenedAt.In(locale.Zone)
	hour, err := time.Parse("15:04", p.Conf.StartsAt)
	if err != nil {
		if p.Conf.OpenedAt.IsZero() {
			hour, _ = time.Parse("15:04", "08:00")
		} else {
			return opened
		}
	}
	d := p.Conf.HeldOn
	planned := time.Date(d.Year, d.Month, d.Day, hour.Hour(), hour.Minute(), 0, 0, locale.Zone)
	if !p.Conf.OpenedAt.IsZero() && law.DayOf(opened) != d {
		return opened
	}
	return planned
}

// Late is how many minutes the open item began after its planned time;
// negative is early. ok is false when nothing is open.
func (p console) Late() (minutes int, ok bool) {
	for i, it := range p.Items {
		if it.ID == p.Conf.Item && !it.OpenedAt.IsZero() {
			return int(it.OpenedAt.Sub(p.Due(i)).Minutes()), true
		}
	}
	return 0, false
}

// EndsAt is when the agenda will be through, by the plan and the delay.
func (p console) EndsAt() time.Time {
	late, _ := p.Late()
	return p.Due(len(p.Items)).Add(time.Duration(late) * time.Minute)
}

// Needed is how many must be in favour.
func (p console) Needed() int64 {
	if p.Ballot.Bar.ID == "" {
		return 0
	}
	return p.Ballot.Bar.Is.Needed(p.Ballot.Present)
}

// Left is how many of those present have not voted.
func (p console) Left() int64 { return max(0, p.Ballot.Present-p.Ballot.Cast()) }

// Counted is how many voices came by hand or card.
func (p console) Counted() (n int64) {
	for _, c := range p.Counts {
		n += c.InFavour + c.Against + c.Other
	}
	return n
}
