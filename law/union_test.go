package law_test

import (
	"testing"

	"hoinghi/law"
)

func TestWhoTakesTheUnionsPart(t *testing.T) {
	full := law.Unit{Kind: law.PublicService, FullyFunded: true}
	part := law.Unit{Kind: law.PublicService}
	none := law.Unit{Kind: law.PublicService, NoUnion: true}
	front := law.Unit{Kind: law.Administrative, CoOrganiser: law.Front}
	for name, c := range map[string]struct {
		unit   law.Unit
		on     string
		role   law.Role
		chosen bool
		warned bool
		rule   string
	}{
		"agency, last day":    {agency, "2025-06-15", law.UnionBase, false, false, "union.present.full_budget_unit@2013-01-01"},
		"agency, first day":   {agency, "2025-06-16", law.StaffRepresentative, false, true, "coorganiser.without_union@2025-06-16"},
		"party body":          {law.Unit{Kind: law.PartyOrMass}, "2026-01-01", law.StaffRepresentative, false, true, "coorganiser.without_union@2025-06-16"},
		"full budget service": {full, "2026-01-01", law.StaffRepresentative, false, true, "coorganiser.without_union@2025-06-16"},
		"own income service":  {part, "2026-01-01", law.UnionBase, false, false, "union.present.part_budget_unit@2013-01-01"},
		"never had one":       {none, "2026-01-01", law.StaffRepresentative, false, true, "coorganiser.without_union@2025-06-16"},
		"own choice":          {front, "2026-01-01", law.Front, true, true, "union.present.full_budget_unit@2025-06-16"},
	} {
		for part, of := range map[string]func(law.Unit, law.Day) (law.Appointment, error){
			"co-organiser": law.CoOrganiser, "recogniser": law.BoardRecogniser, "pledge": law.PledgePartner,
		} {
			a, err := of(c.unit, day(c.on))
			if err != nil {
				t.Fatalf("%s, %s: %v", name, part, err)
			}
			if a.Role != c.role || a.Chosen != c.chosen || (a.Warning != "") != c.warned || a.Rule != c.rule || a.Cite == "" {
				t.Errorf("%s, %s: %+v", name, part, a)
			}
		}
	}
}

func TestUnionRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		unit law.Unit
		on   string
		want string
	}{
		"no kind":            {law.Unit{}, "2026-01-01", law.KeyUnitKind},
		"no day":             {agency, "", law.KeyDayMissing},
		"before any":         {agency, "2012-12-31", law.KeyDayBefore},
		"none, law silent":   {law.Unit{Kind: law.PublicService, NoUnion: true}, "2022-01-01", law.KeyDayBefore},
		"union that is gone": {law.Unit{Kind: law.Administrative, CoOrganiser: law.UnionBase}, "2025-06-16", law.KeyRoleAbsent},
		"no such role":       {law.Unit{Kind: law.Administrative, CoOrganiser: "CHOIR"}, "2025-06-16", law.KeyRoleUnknown},
	} {
		if _, err := law.CoOrganiser(c.unit, day(c.on)); key(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestHasUnion(t *testing.T) {
	for _, c := range []struct {
		unit law.Unit
		on   string
		want bool
	}{
		{agency, "2025-06-15", true}, {agency, "2025-06-16", false},
		{law.Unit{Kind: law.PublicService}, "2025-06-16", true},
		{law.Unit{Kind: law.PublicService, NoUnion: true}, "2020-01-01", false},
		{law.Unit{Kind: law.Enterprise}, "2026-06-16", true},
	} {
		if got, err := law.HasUnion(c.unit, day(c.on)); err != nil || got != c.want {
			t.Errorf("%+v on %s: %v %v", c.unit, c.on, got, err)
		}
	}
}

func TestParsers(t *testing.T) {
	for _, k := range law.UnitKinds() {
		if got, err := law.ParseUnitKind(string(k)); err != nil || got != k || k.Name() == "" {
			t.Errorf("%s: %v", k, err)
		}
	}
	if _, err := law.ParseUnitKind("truong-hoc"); key(err) != law.KeyUnitKind {
		t.Error(err)
	}
	if _, err := law.ParseBudgetAutonomy(""); key(err) != law.KeyUnitBudget {
		t.Error(err)
	}
	if b, err := law.ParseBudgetAutonomy("tu-chu"); err != nil || b != law.SelfFunded {
		t.Error(b, err)
	}
	if d, err := law.ParseDiscipline("canh-cao"); err != nil || d != law.Warning {
		t.Error(d, err)
	}
	if _, err := law.ParseDiscipline(""); key(err) != law.KeyPayDiscipline {
		t.Error(err)
	}
	if a, err := law.ParseAward("CSTDCS"); err != nil || a != law.CSTDCS || a.Name() != "Chiến sĩ thi đua cơ sở" {
		t.Error(a, err)
	}
	if _, err := law.ParseAward("cstdcs"); key(err) != law.KeyAwardUnknown {
		t.Error(err)
	}
	if _, err := law.ParseRole("NOBODY"); key(err) != law.KeyRoleUnknown {
		t.Error(err)
	}
}
