package desk

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/regulation"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// sharePage weighs the number of grassroots emulation fighters against the
// advanced workers: every reading of the law, and the one by which the unit's
// council has settled to count.
type sharePage struct {
	*kit.Visit
	Day, Advanced, Fighters string // as typed
	Faults                  kit.Faults
	Readings, Decided       *law.Why
}

func showShare(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := sharePage{Visit: v, Day: r.FormValue("ngay"), Advanced: r.FormValue("ldtt"), Fighters: r.FormValue("cstd")}
	if p.Day == "" {
		p.Day = locale.Date(law.DayOf(v.Now()))
	}
	if p.Advanced == "" && p.Fighters == "" {
		return v.Show(w, r, shareView(p))
	}
	err := v.Read(r.Context(), func(tx *store.Tx) error { return p.weigh(tx) })
	if fault.Is(err, fault.Invalid) {
		p.Faults = v.Faults(err)
		return v.Return(w, r, shareView(p))
	}
	if err != nil {
		return err
	}
	return v.Show(w, r, shareView(p))
}

func (p *sharePage) weigh(tx *store.Tx) error {
	var f fault.Form
	on, err := locale.ParseDate(p.Day)
	f.Check(err == nil && !on.IsZero(), "ngay", "fault.day")
	advanced, err := strconv.ParseInt(strings.TrimSpace(p.Advanced), 10, 32)
	f.Check(err == nil && advanced > 0, "ldtt", "fault.number")
	fighters, err := strconv.ParseInt(strings.TrimSpace(p.Fighters), 10, 32)
	f.Check(err == nil && fighters >= 0, "cstd", "fault.number")
	if err := f.Err(); err != nil {
		return err
	}
	org, err := account.FindOrg(tx)
	if err != nil {
		return err
	}
	unit := conference.UnitOf(org)
	all, err := law.CSTDCSWhy(on, unit, advanced, fighters)
	if err != nil {
		return beside("cstd", err)
	}
	p.Readings = &all
	q := law.Proposal{Advanced: advanced, Fighters: fighters}
	if q.Base, err = regulation.Settled(tx, "tdkt.cstdcs.base", on); err != nil {
		return err
	}
	if q.Rounding, err = regulation.Settled(tx, "tdkt.cstdcs.rounding", on); err != nil {
		return err
	}
	one, err := law.CSTDCSDecided(on, unit, q)
	p.Decided = &one
	return err
}

// beside puts what the law cannot be applied to next to a field.
func beside(field string, err error) error {
	var x *law.Error
	if !errors.As(err, &x) {
		return err
	}
	var f fault.Form
	f.Check(false, field, x.Key, x.Args...)
	return f.Err()
}
