package law

import "fmt"

// Form is how the staff meet.
type Form string

// The forms of the conference.
const (
	WholeStaff Form = "toan-the"
	Delegates  Form = "dai-bieu"
)

// ParseForm reads a form.
func ParseForm(s string) (Form, error) {
	if f := Form(s); f == WholeStaff || f == Delegates {
		return f, nil
	}
	return "", missing(KeyForm, s)
}

// Gathering is the plan that WholeStaffWhy judges.
type Gathering struct {
	Staff     int64 // all people of the unit
	Form      Form
	Dispersed bool // works in scattered places, or posts cannot be left
}

// WholeStaffWhy says whether a unit may meet in the form it plans.
func WholeStaffWhy(on Day, unit Unit, g Gathering) (Why, error) {
	w, limit, err := reason(WholeStaffMax, on, unit)
	if err != nil {
		return Why{}, err
	}
	if _, err := ParseForm(string(g.Form)); err != nil {
		return Why{}, err
	}
	if g.Staff <= 0 {
		return Why{}, missing(KeyCountBase, g.Staff)
	}
	w.Inputs = []Figure{people(labelStaff, g.Staff), {labelForm, formName(g.Form)}, {labelDispersed, yesNo(g.Dispersed)}}
	w = w.gather(limit, g)
	if o, err := OptionalMax.On(on); err == nil && o.Is.Allows(g.Staff) {
		w.Note = joined(w.Note, fmt.Sprintf(textOptional, g.Staff, o.Cite))
	}
	return w, nil
}

// gather judges a plan against the limit for whole-staff conferences.
func (w Why) gather(limit Limit, g Gathering) Why {
	w.Verdict = Met
	switch {
	case g.Form == WholeStaff:
		w.Conclusion = fmt.Sprintf(textWholeAllowed, g.Staff)
	case !limit.Allows(g.Staff):
		w.Conclusion = fmt.Sprintf(textDelegatesLarge, g.Staff, limit.Words())
	case g.Dispersed:
		w.Conclusion = fmt.Sprintf(textDelegatesDispersed, g.Staff, limit.Words())
		w.Cite = delegateCite(w)
		w.Change = textChangeNotDispersed
	default:
		w.Verdict = Short
		w.Conclusion = fmt.Sprintf(textDelegatesRefused, g.Staff, limit.Words())
		w.Change = textChangeWhole
	}
	return w
}

// delegateCite adds the citation of the exception for scattered units.
func delegateCite(w Why) string {
	x, err := DelegateException.On(w.On)
	if err != nil || x.Cite == w.Cite {
		return w.Cite
	}
	return w.Cite + "; " + x.Cite
}

func formName(f Form) string {
	if f == Delegates {
		return "hội nghị đại biểu"
	}
	return "hội nghị toàn thể"
}

func yesNo(b bool) string {
	if b {
		return "có"
	}
	return "không"
}
