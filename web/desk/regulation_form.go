package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/regulation"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// keys: desk.regulation.unit.* desk.regulation.cap.*

// ownForm records one own value; which fields it has depends on the rule.
type ownForm struct {
	*kit.Visit
	Rule   law.Settable
	Form   url.Values
	Faults kit.Faults
	Clash  clash
}

// clash is an own value that is looser than the law, both with their citations.
type clash struct {
	Unit, UnitCite, Law, LawCite string
	Open                         bool // the law leaves it open: Law is what holds until the unit decides
}

func newRegulation(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := ownFormFor(v, r.FormValue("dieu"))
	if err != nil {
		return err
	}
	p.Form = url.Values{"how": {">="}, "unit": {"0"}}
	return v.Show(w, r, ownFormView(p))
}

func ownFormFor(v *kit.Visit, rule string) (ownForm, error) {
	all := law.Settables(law.DayOf(v.Now()))
	i := slices.IndexFunc(all, func(s law.Settable) bool { return s.ID == rule })
	if i < 0 {
		return ownForm{}, fault.New(fault.Missing, law.KeyOverlayClosed, rule)
	}
	return ownForm{Visit: v, Rule: all[i]}, nil
}

func recordRegulation(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	t := typedIn(r)
	p, err := ownFormFor(v, t.text("rule"))
	if err != nil {
		return err
	}
	o := regulation.Own{Rule: p.Rule.ID, Value: t.ownValue(p.Rule.Shape), From: t.day("from"),
		Document: law.Document{Number: t.text("number"), Day: t.day("day"), Article: t.text("article")}}
	if err = t.faults.Err(); err == nil {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) {
			_, err := regulation.Record(tx, o)
			return v.Path("/ban/quy-che"), err
		})
	}
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	p.Form, p.Faults, p.Clash = t.Values, v.Faults(err), clashIn(err)
	if p.Clash.Unit != "" {
		p.Faults["value"] = v.T("desk.regulation.looser")
	}
	return v.Return(w, r, ownFormView(p))
}

// clashIn takes both sides out of a refusal of what is looser than the law.
func clashIn(err error) clash {
	for _, f := range fault.Of(err).Fields {
		if f.Key == law.KeyOverlayLooser && len(f.Args) == 5 {
			var said [5]string
			for i, a := range f.Args {
				said[i], _ = a.(string)
			}
			return clash{Unit: said[1], UnitCite: said[2], Law: said[3], LawCite: said[4]}
		}
	}
	return clash{}
}

// ownValue writes the fields of a value as its shape is read.
func (t *typed) ownValue(s law.Shape) string {
	value := t.text("value")
	if value == "" {
		return ""
	}
	switch s {
	case law.ShapeShare, law.ShapeLimit:
		if how := t.text("how"); slices.Contains([]string{">", ">=", "<", "<="}, how) && !strings.ContainsAny(value[:1], "<>") {
			return how + " " + value
		}
	case law.ShapeSpan:
		n, err := strconv.Atoi(value)
		unit, err2 := strconv.Atoi(t.text("unit"))
		if err == nil && err2 == nil && unit >= int(law.Days) && unit <= int(law.Years) {
			return law.Span{N: n, Unit: law.SpanUnit(unit)}.Words()
		}
	case law.ShapeCap:
		return perCent(value)
	case law.ShapeRating:
		return strings.Join([]string{perCent(value), perCent(t.text("value2")), perCent(t.text("value3"))}, ";")
	}
	return value
}

// perCent adds the sign to a bare number.
func perCent(s string) string {
	if s == "" || strings.ContainsAny(s, "%/") {
		return s
	}
	return s + " %"
}

// field is a field of the form as it was typed.
func (p ownForm) field(name string, o kit.FieldOpts) kit.FieldOpts {
	o.Name = name
	o.Value = p.Form.Get(name)
	o.Fault = p.Faults[name]
	return o
}

func (p ownForm) choices() (out []kit.Option) {
	for _, c := range p.Rule.Choices {
		out = append(out, kit.Option{Value: c.Code, Label: c.Text})
	}
	return out
}

func (p ownForm) spans() (out []kit.Option) {
	for u := law.Days; u <= law.Years; u++ {
		out = append(out, kit.Option{Value: strconv.Itoa(int(u)), Label: p.T("desk.regulation.unit." + strconv.Itoa(int(u)))})
	}
	return out
}

func (p ownForm) hows() []kit.Option {
	if p.Rule.Shape == law.ShapeLimit {
		return []kit.Option{{Value: "<=", Label: p.T("desk.regulation.how.upto")}, {Value: "<", Label: p.T("desk.regulation.how.below")}}
	}
	return []kit.Option{{Value: ">=", Label: p.T("desk.regulation.how.least")}, {Value: ">", Label: p.T("desk.regulation.how.more")}}
}

// period is the days of an own value in words.
func (l ownLine) period(w *locale.Words) string {
	if l.To.IsZero() {
		return w.T("desk.regulation.since", l.From)
	}
	return w.T("desk.regulation.between", l.From, l.To)
}
