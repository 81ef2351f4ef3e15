package cli

import (
	"cmp"
	"embed"
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

//go:embed demo/last.json demo/this.json
var demoFiles embed.FS

// door is a way into the demo.
type door struct {
	Role string `json:"role"`
	Name string `json:"name"`
	URL  string `json:"url"`
}

// doors is what demo --json prints, in one line.
type doors struct {
	URL    string `json:"url"`
	Screen string `json:"screen"`
	People []door `json:"people"`
}

// demo serves an agency that has held last year's conference and is in the
// middle of this year's, in a folder of its own.
func demo(r *run, f *flag.FlagSet) (func() error, error) {
	var o options
	o.flags(f, r)
	addr := f.String("addr", or(r.Env("HOINGHI_ADDR"), "127.0.0.1:8080"), r.w.T("cli.flag.addr"))
	asJSON := f.Bool("json", false, r.w.T("cli.flag.json"))
	return func() (err error) {
		l, err := listen(*addr) // first, so that a taken address is said at once
		if err != nil {
			return err
		}
		defer l.Close()
		if o.data == "" && o.db == "" {
			if o.data, err = os.MkdirTemp("", "hoinghi-demo-"); err != nil {
				return err
			}
		}
		db, err := r.open(o)
		if err != nil {
			return err
		}
		defer db.Close()
		d, err := r.stage(db, "http://"+reachable(l.Addr()))
		if err != nil {
			return err
		}
		if *asJSON {
			err = json.NewEncoder(r.Out).Encode(d)
		} else {
			r.tell(d, or(o.data, "PostgreSQL"))
		}
		if err != nil {
			return err
		}
		return r.answerOn(l, db, "")
	}, nil
}

func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fault.New(fault.Conflict, "cli.listen", addr).Because(err)
	}
	return l, nil
}

// reachable is an address that a browser on this machine can open.
func reachable(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return a.String()
}

// keys: role.*

func (r *run) tell(d doors, data string) {
	r.say("cli.demo.public", d.URL)
	r.say("cli.demo.screen", d.Screen)
	r.say("cli.demo.people")
	for _, p := range d.People {
		r.say("cli.demo.person", r.w.T("role."+p.Role), p.Name, p.URL)
	}
	r.say("cli.demo.data", data)
}

// stage fills the record, unless an earlier demo has, and reads the ways in.
func (r *run) stage(db *store.DB, base string) (doors, error) {
	this, err := r.demoForm("demo/this.json")
	if err != nil {
		return doors{}, err
	}
	base += "/d/" + this.Unit.Slug + "/"
	org, err := r.theOrg(db, this.Unit.Slug)
	if fault.Is(err, fault.Invalid) {
		org, err = r.fill(db, this, base)
	}
	if err != nil {
		return doors{}, err
	}
	d := doors{URL: base}
	err = db.Write(r.ctx, access.Machine(org.ID), func(tx *store.Tx) error {
		c, err := conference.Current(tx)
		if err != nil {
			return err
		}
		d.Screen = base + "man-chieu/" + c.ScreenKey
		d.People, err = doorsOf(tx, base)
		return err
	})
	return d, err
}

func (r *run) fill(db *store.DB, this form, base string) (account.Org, error) {
	last, err := r.demoForm("demo/last.json")
	if err != nil {
		return account.Org{}, err
	}
	l := &loader{run: r, db: db, x: last, way: "card"}
	l.more = l.lastYear()
	if err := l.readPictures(""); err != nil {
		return account.Org{}, err
	}
	if err := l.load(); err != nil {
		return account.Org{}, fmt.Errorf("enter last year: %w", err)
	}
	l = &loader{run: r, db: db, x: this, way: "card", starts: r.Now().Add(-this.elapsed())}
	l.more = l.thisYear(base)
	if err := l.load(); err != nil {
		return account.Org{}, fmt.Errorf("enter this year: %w", err)
	}
	return l.org, nil
}

// elapsed is how long the conference of a form has been going on.
func (x form) elapsed() time.Duration {
	minutes, usual := 0, map[string]int{}
	for _, k := range conference.Catalogue(day(x.Conference.HeldOn)) {
		usual[k.Kind] = k.Minutes
	}
	for _, i := range x.Conference.Agenda {
		n := cmp.Or(i.Minutes, usual[i.Kind])
		if i.Open {
			return time.Duration(minutes+n/2) * time.Minute
		}
		minutes += n
	}
	return time.Duration(minutes) * time.Minute
}

// demoForm reads a form of the demo and puts today and its years into it: the
// conference of this year looks back on the year that ended last, or on this
// one when it is nearly over.
func (r *run) demoForm(name string) (form, error) {
	body, err := demoFiles.ReadFile(name)
	if err != nil {
		return form{}, err
	}
	now := r.Now().In(locale.Zone)
	review := now.Year() - 1
	if now.Month() >= time.November {
		review = now.Year()
	}
	words := []string{"{today}", law.DayOf(now).String()}
	for n, word := range []string{"{before}", "{prior}", "{review}", "{plan}"} {
		words = append(words, word, strconv.Itoa(review-2+n))
	}
	x, err := readForm([]byte(strings.NewReplacer(words...).Replace(string(body))))
	if err != nil {
		return x, fmt.Errorf("read %s: %w", name, err)
	}
	if x.Conference.Stage == "open" {
		x.Conference.StartsAt = now.Add(-x.elapsed()).Format("15:04")
	}
	return x, nil
}

// doorsOf lists one card for each role, two for delegates.
func doorsOf(tx *store.Tx, base string) ([]door, error) {
	members, err := account.List(tx)
	if err != nil {
		return nil, err
	}
	var out []door
	for _, role := range []access.Role{access.Head, access.Union, access.Secretary, access.Presidium, access.Teller, access.Reception,
		access.Inspector, access.Editor, access.Admin, access.Delegate} {
		for _, m := range members {
			if mainRole(m) != role {
				continue
			}
			cards, err := account.IssueCards(tx, []string{m.ID})
			if err != nil {
				return nil, err
			}
			out = append(out, door{string(role), m.Name, base + "the/" + cards[0].Code})
		}
	}
	return out, nil
}

// mainRole is the first of a member's roles in the order in which offices name
// them: the head who presides is the head.
func mainRole(m account.Member) access.Role {
	for _, role := range access.Roles() {
		if slices.Contains(m.Roles, role) {
			return role
		}
	}
	return ""
}
