package law_test

import (
	"strings"
	"testing"

	"hoinghi/law"
)

func TestLuat2003Dieu24VaNghiDinh91Dieu10(t *testing.T) {
	for name, c := range map[string]struct {
		on   string
		in   law.Nominee
		want law.Verdict
	}{
		"good":                    {"2021-12-30", law.Nominee{Level: law.Good, Months: 10}, law.Met},
		"excellent":               {"2021-12-30", law.Nominee{Level: law.Excellent, Months: 12}, law.Met},
		"only completed":          {"2021-12-30", law.Nominee{Level: law.Completed, Months: 12}, law.Short},
		"nine months":             {"2021-12-30", law.Nominee{Level: law.Good, Months: 9}, law.Short},
		"reprimanded":             {"2021-12-30", law.Nominee{Level: law.Good, Months: 12, Discipline: law.Reprimand}, law.Short},
		"nine months, law of now": {"2024-12-30", law.Nominee{Level: law.Good, Months: 9}, law.NotDecided},
		"reprimanded now":         {"2024-12-30", law.Nominee{Level: law.Good, Months: 12, Discipline: law.Reprimand}, law.NotDecided},
		"completed now":           {"2024-12-30", law.Nominee{Level: law.Completed, Months: 9}, law.Short},
		"good now":                {"2024-12-30", law.Nominee{Level: law.Good, Months: 12}, law.Met},
	} {
		w, err := law.TitleWhy(day(c.on), agency, law.LDTT, c.in)
		if err != nil || w.Verdict != c.want || !strings.HasPrefix(w.Cite, "Điều 24 ") {
			t.Errorf("%s: %s %q %q %v", name, w.Verdict, w.Conclusion, w.Cite, err)
		}
	}
}

func TestLuat2003Dieu23(t *testing.T) {
	for _, c := range []struct {
		in   law.Nominee
		want law.Verdict
	}{
		{law.Nominee{Advanced: true, Initiative: true}, law.Met},
		{law.Nominee{Advanced: true}, law.Short},
		{law.Nominee{Initiative: true}, law.Short},
	} {
		if w, err := law.TitleWhy(day("2021-12-30"), agency, law.CSTDCS, c.in); err != nil || w.Verdict != c.want {
			t.Errorf("%+v: %s %v", c.in, w.Verdict, err)
		}
	}
}

func TestLuat2003Dieu27Va28(t *testing.T) {
	team := law.Team{Members: 20, Advanced: 14, Fighters: 1, AllDone: true}
	edit := func(f func(*law.Team)) law.Team {
		x := team
		f(&x)
		return x
	}
	for name, c := range map[string]struct {
		award law.Award
		on    string
		in    law.Team
		want  law.Verdict
	}{
		"excellent":                  {law.TTLDXS, "2021-12-30", team, law.Met},
		"13 of 20":                   {law.TTLDXS, "2021-12-30", edit(func(x *law.Team) { x.Advanced = 13 }), law.Short},
		"no fighter":                 {law.TTLDXS, "2021-12-30", edit(func(x *law.Team) { x.Fighters = 0 }), law.Short},
		"someone warned":             {law.TTLDXS, "2023-12-31", edit(func(x *law.Team) { x.Discipline = law.Warning }), law.Short},
		"someone reprimanded":        {law.TTLDXS, "2023-12-31", edit(func(x *law.Team) { x.Discipline = law.Reprimand }), law.Met},
		"someone warned, law of now": {law.TTLDXS, "2024-01-01", edit(func(x *law.Team) { x.Discipline = law.Warning }), law.Met},
		"advanced, 11 of 20":         {law.TTLDTT, "2021-12-30", edit(func(x *law.Team) { x.Advanced, x.Fighters = 11, 0 }), law.Met},
		"advanced, 10 of 20":         {law.TTLDTT, "2021-12-30", edit(func(x *law.Team) { x.Advanced = 10 }), law.Short},
		"plan not done":              {law.TTLDTT, "2021-12-30", edit(func(x *law.Team) { x.AllDone = false }), law.Short},
	} {
		w, err := law.TeamTitleWhy(day(c.on), agency, c.award, c.in)
		if err != nil || w.Verdict != c.want || w.Conclusion == "" {
			t.Errorf("%s: %s %q %v", name, w.Verdict, w.Conclusion, err)
		}
	}
}

func TestTitleRefusals(t *testing.T) {
	team := law.Team{Members: 20, Advanced: 14}
	on := day("2021-12-30")
	for name, c := range map[string]struct {
		want string
		of   func() error
	}{
		"collective's title": {law.KeyAwardRecipient, func() error { _, err := law.TitleWhy(on, agency, law.TTLDXS, law.Nominee{}); return err }},
		"person's title":     {law.KeyAwardRecipient, func() error { _, err := law.TeamTitleWhy(on, agency, law.LDTT, team); return err }},
		"no title":           {law.KeyAwardUnknown, func() error { _, err := law.TitleWhy(on, agency, law.GiayKhen, law.Nominee{}); return err }},
		"no kind":            {law.KeyUnitKind, func() error { _, err := law.TitleWhy(on, law.Unit{}, law.LDTT, law.Nominee{}); return err }},
		"before any":         {law.KeyDayBefore, func() error { _, err := law.TitleWhy(day("2004-06-30"), agency, law.LDTT, law.Nominee{}); return err }},
		"more than all": {law.KeyCountPart, func() error {
			_, err := law.TeamTitleWhy(on, agency, law.TTLDTT, law.Team{Members: 2, Advanced: 3})
			return err
		}},
	} {
		if err := c.of(); key(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}
