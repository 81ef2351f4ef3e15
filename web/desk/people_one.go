package desk

import (
	"net/http"
	"net/url"
	"slices"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// personPage is all that is known of one person.
type personPage struct {
	peoplePage
	Person roster.Person
	Posts  []roster.Post
	Spells []roster.Spell
	Bodies []roster.Department // of every tree
	Open   string              // the form that came back
	Form   url.Values
	Faults kit.Faults
}

func showPerson(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readPersonPage(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, personView(p))
}

func readPersonPage(r *http.Request, v *kit.Visit) (personPage, error) {
	p := personPage{peoplePage: peoplePage{Visit: v, Today: law.DayOf(v.Now())}, Form: url.Values{}}
	id := r.PathValue("id")
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.Person, err = roster.Find(tx, id); err != nil {
			return err
		}
		if p.Posts, err = roster.Posts(tx, id); err != nil {
			return err
		}
		if p.Spells, err = roster.Statuses(tx, id); err != nil {
			return err
		}
		p.Bodies, err = roster.Departments(tx, p.Today)
		return err
	})
	return p, err
}

// field is one of the small forms of the page, filled again when it came back.
func (p personPage) field(form, name, class string, o kit.FieldOpts) kit.FieldOpts {
	o.Name, o.ID, o.Class = name, form+"-"+name, class
	if p.Open == form {
		o.Value, o.Fault = p.Form.Get(name), p.Faults[name]
	}
	return o
}

func (p personPage) body(id string) string {
	for _, d := range p.Bodies {
		if d.ID == id {
			return d.Name
		}
	}
	return ""
}

// treePosts are the posts in one tree, those of today first.
func (p personPage) treePosts(t roster.Tree) []roster.Post {
	list := slices.DeleteFunc(slices.Clone(p.Posts), func(x roster.Post) bool { return x.Tree != t })
	slices.SortStableFunc(list, func(a, b roster.Post) int {
		if a.On(p.Today) != b.On(p.Today) {
			if a.On(p.Today) {
				return -1
			}
			return 1
		}
		return b.From.Compare(a.From)
	})
	return list
}

// period says from when to when, by the last day that still counts.
func (p personPage) period(from, to law.Day) string {
	last := law.Day{}
	if !to.IsZero() {
		last = to.AddDays(-1)
	}
	switch {
	case from.IsZero() && to.IsZero():
		return p.T("desk.people.period.always")
	case from.IsZero():
		return p.T("desk.people.period.until", last)
	case to.IsZero():
		return p.T("desk.people.period.since", from)
	}
	return p.T("desk.people.period.both", from, last)
}

// after is the day after a last day, as periods are kept.
func after(last law.Day) law.Day {
	if last.IsZero() {
		return last
	}
	return last.AddDays(1)
}

// actOn does one of the small forms and comes back to the page.
func actOn(w http.ResponseWriter, v *kit.Visit, t *typed, form string, f func(tx *store.Tx, id string) error) error {
	r := t.from
	id := r.PathValue("id")
	err := t.faults.Err()
	if err == nil {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) { return v.Path("/ban/can-bo/", id), f(tx, id) })
	}
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	said := v.Faults(err)
	p, err := readPersonPage(r, v)
	if err != nil {
		return err
	}
	p.Open, p.Form, p.Faults = form, r.PostForm, said
	return v.Return(w, r, personView(p))
}

func appointPost(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	t := typedIn(r)
	post := roster.Post{Title: t.text("title"), Tree: roster.Tree(t.text("tree")), Department: t.text("department"), From: t.day("from"), To: after(t.day("to"))}
	return actOn(w, v, t, "post", func(tx *store.Tx, id string) error {
		post.Person = id
		_, err := roster.Appoint(tx, post)
		return err
	})
}

func relievePost(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	t := typedIn(r)
	last := t.day("to")
	t.faults.Check(!last.IsZero(), "to", "fault.required")
	return actOn(w, v, t, "relieve-"+t.text("post"), func(tx *store.Tx, id string) error {
		return roster.Relieve(tx, t.text("post"), after(last))
	})
}

func setPersonStatus(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	t := typedIn(r)
	from, to := t.day("from"), after(t.day("to"))
	return actOn(w, v, t, "status", func(tx *store.Tx, id string) error {
		return roster.SetStatus(tx, roster.Spell{Person: id, Status: t.text("status"), From: from, To: to, Reason: t.text("reason")})
	})
}

func dismissPerson(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	t := typedIn(r)
	on := t.day("left")
	return actOn(w, v, t, "dismiss", func(tx *store.Tx, id string) error { return roster.Dismiss(tx, id, on) })
}

// secretPage shows, once, what lets a person in: a card's code or a link.
type secretPage struct {
	*kit.Visit
	Title, Name, Back string
	How               string
	Code, Link        string
}

func showPersonCard(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return personCardPage(w, r, v, func(tx *store.Tx, id string) (account.Card, error) {
		if _, err := account.Find(tx, id); err != nil {
			return account.Card{}, err
		}
		cards, err := account.IssueCards(tx, []string{id})
		if err != nil {
			return account.Card{}, err
		}
		return cards[0], nil
	})
}

func renewPersonCard(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return personCardPage(w, r, v, account.RenewCard)
}

func personCardPage(w http.ResponseWriter, r *http.Request, v *kit.Visit, f func(*store.Tx, string) (account.Card, error)) error {
	id := r.PathValue("id")
	var c account.Card
	err := v.Write(r.Context(), func(tx *store.Tx) (err error) {
		c, err = f(tx, id)
		return err
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, secretView(secretPage{Visit: v, Title: v.T("desk.people.card.title"), Name: c.Name, Back: "/ban/can-bo/" + id,
		How: v.T("desk.people.card.how"), Code: c.Code[:4] + " " + c.Code[4:], Link: kit.Origin(r) + v.Path("/the/", c.Code)}))
}

func (p personPage) mayKeep() bool { return p.Who.May(access.KeepStaff) }

func (p personPage) today() string { return locale.Date(p.Today) }

func treeOptions(v *kit.Visit) (out []kit.Option) {
	for _, t := range roster.Trees() {
		out = append(out, kit.Option{Value: string(t), Label: v.T("desk.people.tree." + string(t))})
	}
	return out
}

// under is what a person is today.
func (p personPage) under() string {
	out := p.Person.Post
	if out == "" {
		out = p.category(p.Person)
	}
	if p.Person.DepartmentName != "" {
		out += " · " + p.Person.DepartmentName
	}
	return out + " · " + p.T("desk.people.status."+p.status(p.Person))
}

func (p personPage) yesNo(b bool) string {
	if b {
		return p.T("roster.is.yes")
	}
	return p.T("roster.is.no")
}
