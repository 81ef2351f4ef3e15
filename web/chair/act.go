package chair

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// The parts of the console beside which it says why a press did nothing.
const (
	atStage = "stage" // the step, the vote, the wall, the clocks
	atFloor = "floor" // speakers and petitions
)

// act does one thing and comes back to the console; what cannot be done is
// said there, above the step.
func act(w http.ResponseWriter, r *http.Request, v *kit.Visit, f func(*store.Tx) error) error {
	return actAt(w, r, v, deed{atStage, f})
}

// onFloor is act for what concerns who speaks and what was raised.
func onFloor(w http.ResponseWriter, r *http.Request, v *kit.Visit, f func(*store.Tx) error) error {
	return actAt(w, r, v, deed{atFloor, f})
}

// deed is something done in one part of the console.
type deed struct {
	at string
	do func(*store.Tx) error
}

func actAt(w http.ResponseWriter, r *http.Request, v *kit.Visit, d deed) error {
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		return v.Back(r, "/dieu-hanh"), d.do(tx)
	})
	if !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Invalid) {
		return err
	}
	return stay(w, r, v, refusal{err, d.at})
}

// refusal is why nothing was done, and where.
type refusal struct {
	err error
	at  string
}

// stay shows the console as it is now to whoever pressed in vain: another
// console was first, the hall has changed, or a form must be mended. What was
// typed stands in it.
func stay(w http.ResponseWriter, r *http.Request, v *kit.Visit, no refusal) error {
	if id := r.PathValue("id"); id != "" {
		r.Form.Set("hn", id)
	}
	p, err := read(r, v)
	if err != nil {
		return err
	}
	p.Faults, p.Form, p.Sent = v.Faults(no.err), typedIn(r.PostForm), r.URL.Path
	if len(p.Faults) == 0 {
		p.Notice, p.Where = v.Say(no.err), no.at
	}
	body := consoleView(p)
	if p.Whole = strings.Contains(r.PostFormValue("to"), "/dieu-hanh/nghi-thuc"); p.Whole {
		body = ceremonyView(p)
	}
	return v.Page(w, r, kit.Page{Status: kit.Status(no.err), Body: body})
}

func begin(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return act(w, r, v, func(tx *store.Tx) error { return conference.Begin(tx, r.PathValue("id")) })
}

func end(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return act(w, r, v, func(tx *store.Tx) error {
		open, err := ballot.OpenOf(tx, r.PathValue("id"))
		if err == nil {
			return fault.New(fault.Conflict, "chair.vote.running", open.Question)
		}
		if !fault.Is(err, fault.Missing) {
			return err
		}
		return conference.End(tx, r.PathValue("id"))
	})
}

// openItem takes an item up from the one that the form saw open; when another
// console has opened a third meanwhile, it says so and opens nothing.
func openItem(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return act(w, r, v, func(tx *store.Tx) error {
		if r.PostForm.Has("from") {
			if err := still(tx, r.PathValue("item"), r.PostFormValue("from"), r.PathValue("item")); err != nil {
				return err
			}
		}
		return conference.OpenItem(tx, r.PathValue("item"))
	})
}

// closeItem ends an item and, when the form names it, takes up the next. An
// item that another console has ended already is left as it is.
func closeItem(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return act(w, r, v, func(tx *store.Tx) error {
		item, next := r.PathValue("item"), r.PostFormValue("next")
		if err := still(tx, item, item, next); err != nil {
			return err
		}
		if err := conference.CloseItem(tx, item, r.PostFormValue("outcome")); err != nil {
			return err
		}
		if next != "" {
			return conference.OpenItem(tx, next)
		}
		return nil
	})
}

// still asks that the hall is at the item that a console saw, or where that
// console would lead it; of is an item of the conference.
func still(tx *store.Tx, of, seen, wanted string) error {
	it, err := conference.FindItem(tx, of)
	if err != nil {
		return err
	}
	c, err := conference.Find(tx, it.Conference)
	if err != nil || c.Item == seen || c.Item == wanted {
		return err
	}
	if c.Item == "" {
		return fault.New(fault.Conflict, "chair.item.closed", it.Title)
	}
	open, err := conference.FindItem(tx, c.Item)
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "chair.item.other", open.Title)
}

func remark(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return act(w, r, v, func(tx *store.Tx) error {
		return conference.Remark(tx, r.PathValue("item"), r.PostFormValue("note"))
	})
}

func screen(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return act(w, r, v, func(tx *store.Tx) error {
		channel, ref := r.PostFormValue("channel"), r.PostFormValue("ref")
		if channel == "back" { // from the blank screen to the ceremony that it hid, else to the agenda
			return light(tx, r.PathValue("id"))
		}
		return conference.Show(tx, r.PathValue("id"), channel, ref)
	})
}

func timer(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return act(w, r, v, func(tx *store.Tx) error {
		id := r.PathValue("id")
		switch do := r.PostFormValue("do"); do {
		case "hold":
			return conference.HoldTimer(tx, id)
		case "stop":
			return conference.StopTimer(tx, id)
		default:
			n, err := strconv.Atoi(do)
			if err != nil {
				return fault.New(fault.Invalid, "conference.timer.length")
			}
			return conference.StartTimer(tx, id, time.Duration(n)*time.Minute)
		}
	})
}

func slip(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return onFloor(w, r, v, func(tx *store.Tx) error {
		s := conference.Speaker{Conference: r.PathValue("id"), Name: r.PostFormValue("name"), Topic: r.PostFormValue("topic")}
		people, err := conference.Attendance(tx, s.Conference)
		if err != nil {
			return err
		}
		name, dept, _ := strings.Cut(s.Name, " · ")
		for _, a := range people {
			if a.Name == strings.TrimSpace(name) && (dept == "" || a.Department == strings.TrimSpace(dept)) {
				s.Person = a.Person
			}
		}
		return conference.AskBySlip(tx, s)
	})
}

func call(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return onFloor(w, r, v, func(tx *store.Tx) error {
		n, _ := strconv.Atoi(r.PostFormValue("minutes"))
		return conference.Call(tx, r.PathValue("speaker"), time.Duration(min(max(n, 0), 180))*time.Minute)
	})
}

func finish(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return onFloor(w, r, v, func(tx *store.Tx) error {
		return conference.Finish(tx, r.PathValue("speaker"), r.PostFormValue("note"))
	})
}

func withdraw(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return onFloor(w, r, v, func(tx *store.Tx) error { return conference.Withdraw(tx, r.PathValue("speaker")) })
}

func openVote(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	f := typedIn(r.PostForm)
	return act(w, r, v, func(tx *store.Tx) error {
		_, err := ballot.Open(tx, ballot.Ballot{Conference: r.PathValue("id"), Item: r.PostFormValue("item"), Question: f.Question,
			Method: f.Method, Base: f.Base, Shown: f.Shown, Resolution: r.PostFormValue("resolution")})
		return err
	})
}

func count(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	n := func(name string) int64 {
		if s := strings.TrimSpace(r.PostFormValue(name)); s != "" {
			i, err := strconv.ParseInt(s, 10, 64)
			if err != nil {
				return -1
			}
			return i
		}
		return 0
	}
	return act(w, r, v, func(tx *store.Tx) error {
		return ballot.Enter(tx, r.PathValue("ballot"), ballot.Count{Row: r.PostFormValue("row"), InFavour: n("for"), Against: n("against"), Other: n("other")})
	})
}

func closeVote(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return act(w, r, v, func(tx *store.Tx) error {
		_, err := ballot.Close(tx, r.PathValue("ballot"))
		return err
	})
}

func annul(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return act(w, r, v, func(tx *store.Tx) error { return ballot.Annul(tx, r.PathValue("ballot"), r.PostFormValue("reason")) })
}
