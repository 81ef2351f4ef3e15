package delegate

import (
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// vow is a commitment with the reader's own signature and how many have signed.
type vow struct {
	emulation.Commitment
	Own  *emulation.Signature
	Rate emulation.Rate
}

// commitPage is what the reader may sign: commitments of each, pledges of parties.
type commitPage struct {
	hall
	Vows    []vow
	Pledges []emulation.Pledge
	Typed   map[string]string // names typed, by what they sign
	Wrong   map[string]string // what is wrong with them, in words
}

func readVows(tx *store.Tx, v *kit.Visit) (p commitPage, err error) {
	h, err := read(tx, v)
	if err != nil || h.None {
		return commitPage{hall: h}, err
	}
	return readVowsOf(tx, h)
}

func readVowsOf(tx *store.Tx, h hall) (p commitPage, err error) {
	p.hall = h
	list, err := emulation.Commitments(tx, p.C.ID)
	if err != nil {
		return p, err
	}
	for _, c := range list {
		x := vow{Commitment: c}
		if x.Rate, err = emulation.Signed(tx, c.ID); err != nil {
			return p, err
		}
		s, err := emulation.OwnSignature(tx, c.ID)
		if err == nil {
			x.Own = &s
		} else if !fault.Is(err, fault.Missing) {
			return p, err
		}
		p.Vows = append(p.Vows, x)
	}
	p.Pledges, err = emulation.Pledges(tx, p.C.ID)
	return p, err
}

func showVows(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p commitPage
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p, err = readVows(tx, v)
		return err
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, vowsView(p))
}

func streamVows(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var id string
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		c, err := conference.Current(tx)
		id = c.ID
		return err
	})
	if err != nil {
		return err
	}
	return v.Stream(w, r, []live.Topic{emulation.Topic(id)}, func() (templ.Component, error) {
		var p commitPage
		err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
			p, err = readVows(tx, v)
			return err
		})
		return vowsParts(p), err
	})
}

func commit(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return signing(w, r, v, func(tx *store.Tx, typed string) error { return emulation.Commit(tx, r.PathValue("id"), typed) })
}

func signParty(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return signing(w, r, v, func(tx *store.Tx, typed string) error { return emulation.Sign(tx, r.PathValue("id"), typed) })
}

// signing signs with the name that was typed, or shows what is wrong with it.
func signing(w http.ResponseWriter, r *http.Request, v *kit.Visit, sign func(*store.Tx, string) error) error {
	typed := r.PostFormValue("typed")
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		return v.Path("/dai-bieu/cam-ket"), sign(tx, typed)
	})
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	var p commitPage
	if err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p, err = readVows(tx, v)
		return err
	}); err != nil {
		return err
	}
	id := r.PathValue("id")
	p.Typed, p.Wrong = map[string]string{id: typed}, map[string]string{id: v.Faults(err)["typed"]}
	return v.Return(w, r, vowsView(p))
}

// mine reports whether the reader signs for a party.
func (p commitPage) mine(x emulation.Party) bool { return x.Person != "" && x.Person == p.Who.Person }

// way is how somebody signed, in words.
func (p commitPage) way(way string, at time.Time) string {
	if way == emulation.OnPaper {
		return p.T("delegate.signed.paper", locale.Clock(at), dayOf(at))
	}
	return p.T("delegate.signed.screen", locale.Clock(at), dayOf(at))
}

func dayOf(t time.Time) law.Day { return law.DayOf(t.In(locale.Zone)) }

func paragraphs(s string) []string { return strings.Split(s, "\n") }
