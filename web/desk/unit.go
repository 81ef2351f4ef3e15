package desk

import (
	"net/http"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/store"
	"hoinghi/web/kit"
)

func unitRoutes(m *kit.Mux) {
	m.On("GET /ban/don-vi", kit.Only(access.SeeWork, unitShow))
	m.On("POST /ban/don-vi", kit.Only(access.SetUp, unitPost))
}

// unitPage is the office itself: what documents print and the law asks.
type unitPage struct {
	*kit.Visit
	again
	Org     account.Org
	Partner law.Appointment
	May     bool
}

// keys: desk.unit.kind.* desk.unit.partner.*

func unitShow(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return unitForm(w, r, v, again{})
}

func unitForm(w http.ResponseWriter, r *http.Request, v *kit.Visit, a again) error {
	p := unitPage{Visit: v, again: a, May: v.Who.May(access.SetUp)}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p.Org, err = account.FindOrg(tx)
		return err
	})
	if err != nil {
		return err
	}
	if p.Org.Kind != "" {
		p.Partner, err = law.CoOrganiser(conference.UnitOf(p.Org), law.DayOf(v.Now()))
		if err := unlessLaw(err); err != nil {
			return err
		}
	}
	return a.answer(w, r, unitView(p))
}

func unitPost(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	t := typedIn(r)
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		o, err := account.FindOrg(tx)
		if err != nil {
			return "", err
		}
		o.Name, o.Short, o.Parent, o.Sector, o.Place, o.Symbol = t.text("name"), t.text("short"), t.text("parent"), t.text("sector"), t.text("place"), t.text("symbol")
		o.Kind, o.FullBudget, o.Partner, o.PartnerName, o.HeadTitle = t.text("kind"), t.text("budget") == "1", t.text("partner"), t.text("partner_name"), t.text("head_title")
		var f fault.Form
		_, err = law.ParseUnitKind(o.Kind)
		f.Check(err == nil, "kind", "fault.choice")
		_, err = law.ParseRole(o.Partner)
		f.Check(o.Partner == "" || err == nil, "partner", "fault.choice")
		f.Check(o.Name != "", "name", "fault.required")
		f.Check(o.HeadTitle != "", "head_title", "fault.required")
		if err := f.Err(); err != nil {
			return "", err
		}
		return v.Path("/ban"), account.Amend(tx, o)
	})
	if fault.Is(err, fault.Invalid) {
		return unitForm(w, r, v, again{form: r.PostForm, Wrong: v.Faults(err), Said: v.Say(err)})
	}
	return err
}

func (p unitPage) field(name, class, was string, o kit.FieldOpts) kit.FieldOpts {
	// keys: desk.unit.*
	o.Name, o.Class, o.Label = name, class, p.T("desk.unit."+name)
	o.Value, o.Fault, o.Off = p.kept(name, was), p.Wrong[name], !p.May
	if o.MaxLen == 0 {
		o.MaxLen = 200
	}
	return o
}

func unitKinds(v *kit.Visit) (out []kit.Option) {
	for _, k := range law.UnitKinds() {
		out = append(out, kit.Option{Value: string(k), Label: v.T("desk.unit.kind." + string(k))})
	}
	return out
}

func partnerOptions(v *kit.Visit) []kit.Option {
	return options(v, "desk.unit.partner.", string(law.UnionBase), string(law.UnionUpper), string(law.Front), string(law.StaffRepresentative), string(law.PartyCommittee), string(law.NoRole))
}
