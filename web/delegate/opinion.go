package delegate

import (
	"net/http"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/opinion"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// keys: delegate.opinion.kind.* delegate.opinion.to.* delegate.opinion.cover.* delegate.opinion.stance.* delegate.opinion.state.* delegate.opinion.ending.*

// opinionPage is what the reader has said, what became of it, and the form.
type opinionPage struct {
	hall
	Own    []opinion.Opinion
	Shown  []opinion.Opinion // of others, read out or answered
	Found  *opinion.Opinion  // by the code of a receipt
	Form   opinion.Opinion
	Code   string // shown before the form is sent: the receipt if it is sent without a name
	Sent   string // receipt of what was just sent without a name
	Typed  string // into the field of the code
	Faults kit.Faults
}

func readOpinions(tx *store.Tx, v *kit.Visit) (p opinionPage, err error) {
	p.Form, p.Code = opinion.Opinion{Kind: opinion.Contribution, To: opinion.ToHead, Cover: opinion.Named}, opinion.NewCode()
	if p.hall, err = read(tx, v); err != nil || p.None {
		return p, err
	}
	if p.Own, err = opinion.Own(tx, p.C.ID); err != nil {
		return p, err
	}
	p.Shown, err = opinion.Shown(tx, p.C.ID)
	return p, err
}

func showOpinions(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p opinionPage
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p, err = readOpinions(tx, v)
		return err
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, opinionsView(p))
}

// say takes an opinion. One without a name is no act of kit's: a repeated form
// is known by its code alone, so that nothing leads back to the phone.
func say(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	o := opinion.Opinion{Kind: r.PostFormValue("kind"), To: r.PostFormValue("to"), Cover: r.PostFormValue("cover"), Stance: r.PostFormValue("stance"),
		Paper: r.PostFormValue("paper"), Place: r.PostFormValue("place"), Text: r.PostFormValue("text")}
	code := r.PostFormValue("code")
	current := func(tx *store.Tx) error {
		c, err := conference.Current(tx)
		o.Conference = c.ID
		return err
	}
	var err error
	if o.Cover == opinion.Unnamed {
		err = v.Write(r.Context(), func(tx *store.Tx) error {
			if err := current(tx); err != nil {
				return err
			}
			return opinion.PutUnnamed(tx, o, code)
		})
	} else {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) {
			if err := current(tx); err != nil {
				return "", err
			}
			_, err := opinion.Put(tx, o)
			return v.Path("/dai-bieu/y-kien#cua-toi"), err
		})
		if err == nil {
			return nil
		}
	}
	if err != nil && !fault.Is(err, fault.Invalid) {
		return err
	}
	return sayAgain(w, r, v, said{o, code, err})
}

// said is an opinion as it came, and what is wrong with it.
type said struct {
	o    opinion.Opinion
	code string
	err  error
}

// sayAgain shows the receipt of what was sent without a name, or the form with
// what is wrong.
func sayAgain(w http.ResponseWriter, r *http.Request, v *kit.Visit, s said) error {
	var p opinionPage
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p, err = readOpinions(tx, v)
		return err
	})
	if err != nil {
		return err
	}
	if s.err == nil {
		p.Sent = opinion.SpacedCode(s.code)
		return v.Show(w, r, opinionsView(p))
	}
	p.Form, p.Code, p.Faults = s.o, s.code, v.Faults(s.err)
	return v.Return(w, r, opinionsView(p))
}

// findOpinion looks an unnamed opinion up by its receipt. The code comes in a
// form and never in an address, which machines keep.
func findOpinion(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p opinionPage
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p, err = readOpinions(tx, v); err != nil {
			return err
		}
		p.Typed = r.PostFormValue("receipt")
		o, err := opinion.ByCode(tx, p.Typed)
		if fault.Is(err, fault.Missing) {
			p.Faults = kit.Faults{"receipt": v.Say(err)}
			return nil
		}
		p.Found = &o
		return err
	})
	if err != nil {
		return err
	}
	if p.Found == nil {
		return v.Return(w, r, opinionsView(p))
	}
	return v.Show(w, r, opinionsView(p))
}

func takeBack(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return v.Act(w, r, func(tx *store.Tx) (string, error) {
		return v.Path("/dai-bieu/y-kien"), opinion.Withdraw(tx, r.PathValue("id"))
	})
}

// staff reports whether the reader may send opinions at all.
func (h *hall) staff() bool { return h.Who.May(access.Vote) && h.Listed }

func (p opinionPage) options(prefix string, values []string) (out []kit.Option) {
	for _, v := range values {
		out = append(out, kit.Option{Value: v, Label: p.T(prefix + v)})
	}
	return out
}

// covers explain what becomes of the name.
func (p opinionPage) covers() (out []kit.Option) {
	for _, c := range opinion.Covers() {
		out = append(out, kit.Option{Value: c, Label: p.T("delegate.opinion.cover." + c), Hint: p.T("delegate.opinion.cover." + c + ".how")})
	}
	return out
}

func (p opinionPage) papers() (out []kit.Option) {
	for _, x := range p.Papers {
		out = append(out, kit.Option{Value: x.ID, Label: x.Title})
	}
	return out
}

// when is when an opinion came: the hour too, unless it has no name.
func (p opinionPage) when(o opinion.Opinion) string {
	if o.Cover == opinion.Unnamed {
		return p.T("delegate.opinion.day", locale.Date(dayOf(o.PutAt)))
	}
	return p.W.Stamp(o.PutAt)
}

// tone is the colour of a state.
func tone(s opinion.State) string {
	switch s {
	case opinion.Done:
		return "done"
	case opinion.Promised:
		return "warn"
	case opinion.Taken:
		return "now"
	}
	return ""
}

// mayTakeBack reports whether nobody has answered or read the opinion out yet.
func mayTakeBack(o opinion.Opinion) bool {
	return o.State() != opinion.Withdrawn && len(o.Answers) == 0 && o.ReadAt.IsZero()
}
