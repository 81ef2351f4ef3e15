package law_test

import (
	"strings"
	"testing"

	"hoinghi/law"
)

func post(step int, since string) law.Post {
	return law.Post{Scale: "A1", Step: step, Since: day(since), Staff: law.PublicEmployee}
}

func TestNghiDinh204Bang(t *testing.T) {
	last := map[string]int64{"CGCC": 1000, "A3.1": 800, "A3.2": 755, "A2.1": 678, "A2.2": 638, "A1": 498, "A0": 489,
		"B": 406, "C1": 363, "C2.CC": 348, "C2.VC": 398, "C3": 333, "LX": 403, "PV": 298}
	scales := is(t, law.SalaryScales, "2026-07-01")
	if len(scales) != len(last) {
		t.Errorf("%d scales", len(scales))
	}
	for _, s := range scales {
		if s.Last() != last[s.Code] {
			t.Errorf("%s ends at %d, want %d", s.Code, s.Last(), last[s.Code])
		}
		if c, err := s.Coefficient(s.Steps); err != nil || c != s.Last() {
			t.Errorf("%s: last step %d %v", s.Code, c, err)
		}
		for _, bad := range []int{0, s.Steps + 1} {
			if _, err := s.Coefficient(bad); key(err) != law.KeyPayStep {
				t.Errorf("%s: step %d: %v", s.Code, bad, err)
			}
		}
	}
}

func TestThongTu08Dieu2(t *testing.T) {
	warned := func(form law.Discipline, on string) []law.Sanction {
		return []law.Sanction{{Form: form, Decided: day(on)}}
	}
	as := func(p law.Post, staff law.StaffKind) law.Post {
		p.Staff = staff
		return p
	}
	with := func(p law.Post, s []law.Sanction, failed ...int) law.Post {
		p.Sanctions, p.Failed = s, failed
		return p
	}
	base := post(3, "2021-03-01")
	driver := law.Post{Scale: "LX", Step: 3, Since: day("2021-03-01"), Staff: law.Worker}
	expert := law.Post{Scale: "CGCC", Step: 1, Since: day("2021-03-01"), Staff: law.CivilServant}
	for name, c := range map[string]struct {
		post     law.Post
		due      string
		extended int
	}{
		"A, 36 months":                      {base, "2024-03-01", 0},
		"driver, 24 months":                 {driver, "2023-03-01", 0},
		"expert, 60 months":                 {expert, "2026-03-01", 0},
		"official dismissed":                {with(as(base, law.Official), warned(law.Dismissal, "2022-05-01")), "2025-03-01", 12},
		"civil servant demoted":             {with(as(base, law.CivilServant), warned(law.Demotion, "2022-05-01")), "2025-03-01", 12},
		"civil servant dismissed":           {with(as(base, law.CivilServant), warned(law.Dismissal, "2022-05-01")), "2025-03-01", 12},
		"public employee dismissed":         {with(base, warned(law.Dismissal, "2022-05-01")), "2025-03-01", 12},
		"worker dismissed":                  {with(as(base, law.Worker), warned(law.Dismissal, "2022-05-01")), "2025-03-01", 12},
		"civil servant reprimanded":         {with(as(base, law.CivilServant), warned(law.Reprimand, "2022-05-01")), "2024-09-01", 6},
		"civil servant warned":              {with(as(base, law.CivilServant), warned(law.Warning, "2022-05-01")), "2024-09-01", 6},
		"official reprimanded":              {with(as(base, law.Official), warned(law.Reprimand, "2022-05-01")), "2024-09-01", 6},
		"worker reprimanded now":            {with(as(base, law.Worker), warned(law.Reprimand, "2021-08-15")), "2024-09-01", 6},
		"worker reprimanded before":         {with(as(base, law.Worker), warned(law.Reprimand, "2021-08-14")), "2024-06-01", 3},
		"worker warned before":              {with(as(base, law.Worker), warned(law.Warning, "2021-08-14")), "2024-09-01", 6},
		"public employee warned":            {with(base, warned(law.Warning, "2022-05-01")), "2024-09-01", 6},
		"public employee reprimanded":       {with(base, warned(law.Reprimand, "2022-05-01")), "2024-06-01", 3},
		"failed one year":                   {with(base, nil, 2022), "2024-09-01", 6},
		"failed two years":                  {with(base, nil, 2021, 2023), "2025-03-01", 12},
		"failed and reprimanded":            {with(base, warned(law.Reprimand, "2022-05-01"), 2022), "2024-12-01", 9},
		"reprimanded before the step":       {with(base, warned(law.Reprimand, "2021-02-28")), "2024-03-01", 0},
		"reprimanded when already due":      {with(base, warned(law.Reprimand, "2024-03-01")), "2024-03-01", 0},
		"reprimanded while put off":         {with(base, warned(law.Reprimand, "2024-05-01"), 2022), "2024-12-01", 9},
		"eleven working days not counted":   {law.Post{Scale: "A1", Step: 3, Since: day("2021-03-01"), Staff: law.PublicEmployee, NotCounted: law.MonthsNotCounted(2, 11)}, "2024-06-01", 0},
		"ten working days are not a month":  {law.Post{Scale: "A1", Step: 3, Since: day("2021-03-01"), Staff: law.PublicEmployee, NotCounted: law.MonthsNotCounted(2, 10)}, "2024-05-01", 0},
		"last day of a long month, clamped": {post(3, "2021-08-31"), "2024-08-31", 0},
	} {
		r, err := law.RegularRaise(c.post)
		if err != nil || r.Due != day(c.due) || r.Extended != c.extended || r.Step != c.post.Step+1 {
			t.Errorf("%s: due %s, extended %d, step %d, %v", name, r.Due, r.Extended, r.Step, err)
		}
	}
}

func TestRaiseRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		post law.Post
		want string
	}{
		"last step":     {post(9, "2021-03-01"), law.KeyPayLast},
		"no such step":  {post(10, "2021-03-01"), law.KeyPayStep},
		"no such scale": {law.Post{Scale: "Z", Step: 1, Since: day("2021-03-01"), Staff: law.Worker}, law.KeyPayScale},
		"no kind":       {law.Post{Scale: "A1", Step: 1, Since: day("2021-03-01")}, law.KeyPayStaff},
		"no day":        {post(1, ""), law.KeyDayMissing},
		"negative":      {law.Post{Scale: "A1", Step: 1, Since: day("2021-03-01"), Staff: law.Worker, NotCounted: -1}, law.KeyPayPeriod},
		"no discipline": {law.Post{Scale: "A1", Step: 1, Since: day("2021-03-01"), Staff: law.Worker, Sanctions: []law.Sanction{{Form: "talk", Decided: day("2022-01-01")}}}, law.KeyPayDiscipline},
		"too early":     {law.Post{Scale: "A1", Step: 1, Since: day("2012-03-01"), Staff: law.Worker, Failed: []int{2012}}, law.KeyDayBefore},
	} {
		if _, err := law.RegularRaise(c.post); key(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestThongTu04(t *testing.T) {
	p := post(9, "2020-01-01")
	driver := law.Post{Scale: "LX", Step: 12, Since: day("2020-01-01"), Staff: law.Worker}
	put := p
	put.Failed = []int{2021}
	later := p
	later.Sanctions = []law.Sanction{{Form: law.Warning, Decided: day("2023-06-01")}}
	for name, c := range map[string]struct {
		post    law.Post
		on      string
		percent int
		next    string
	}{
		"before 36 months":         {p, "2022-12-31", 0, "2023-01-01"},
		"36 months":                {p, "2023-01-01", 5, "2024-01-01"},
		"a year on":                {p, "2024-01-01", 6, "2025-01-01"},
		"a day less":               {p, "2023-12-31", 5, "2024-01-01"},
		"ten years":                {p, "2030-01-01", 12, "2031-01-01"},
		"driver, 24 months":        {driver, "2022-01-01", 5, "2023-01-01"},
		"failed once":              {put, "2023-06-30", 0, "2023-07-01"},
		"failed once, due":         {put, "2023-07-01", 5, "2024-07-01"},
		"warned in a further year": {later, "2024-06-30", 5, "2024-07-01"},
		"and then":                 {later, "2024-07-01", 6, "2025-07-01"},
	} {
		o, err := law.OverScaleOn(c.post, day(c.on))
		if err != nil || o.Percent != c.percent || o.Next != day(c.next) {
			t.Errorf("%s: %d %%, next %s, %v", name, o.Percent, o.Next, err)
		}
	}
	if _, err := law.OverScaleOn(post(8, "2020-01-01"), day("2024-01-01")); key(err) != law.KeyPayNotLast {
		t.Error(err)
	}
}

func TestThongTu08Dieu3Khoan1(t *testing.T) {
	good := law.EarlyCase{Post: post(3, "2022-12-01"), Year: 2024, Achievement: true}
	edit := func(f func(*law.EarlyCase)) law.EarlyCase {
		c := good
		f(&c)
		return c
	}
	for name, c := range map[string]struct {
		in   law.EarlyCase
		want law.Verdict
		says string
	}{
		"lacks 11 months":     {good, law.Met, "Đủ điều kiện"},
		"lacks 12 months":     {edit(func(c *law.EarlyCase) { c.Since = day("2022-12-31") }), law.Met, "Đủ điều kiện"},
		"lacks a day more":    {edit(func(c *law.EarlyCase) { c.Since = day("2023-01-01") }), law.Short, "còn thiếu quá 12 tháng"},
		"no achievement":      {edit(func(c *law.EarlyCase) { c.Achievement = false }), law.Short, "thành tích"},
		"twice in a row":      {edit(func(c *law.EarlyCase) { c.LastEarly = true }), law.Short, "trước thời hạn"},
		"failed a year":       {edit(func(c *law.EarlyCase) { c.Failed = []int{2023} }), law.Short, "không hoàn thành"},
		"last step":           {edit(func(c *law.EarlyCase) { c.Step = 9 }), law.Short, "bậc cuối"},
		"retires, in time":    {edit(func(c *law.EarlyCase) { c.Notice, c.Achievement, c.LastEarly = day("2024-12-01"), false, true }), law.Met, "Đủ điều kiện"},
		"retires, too early":  {edit(func(c *law.EarlyCase) { c.Notice = day("2024-11-30") }), law.Short, "còn thiếu quá 12 tháng"},
		"twice, before rule":  {edit(func(c *law.EarlyCase) { c.Year, c.Since, c.LastEarly = 2020, day("2018-12-01"), true }), law.Met, "Đủ điều kiện"},
		"both, all are named": {edit(func(c *law.EarlyCase) { c.Achievement, c.LastEarly = false, true }), law.Short, "thành tích xuất sắc, lần nâng"},
	} {
		w, err := law.EarlyRaiseWhy(agency, c.in)
		if err != nil || w.Verdict != c.want || !strings.Contains(w.Conclusion, c.says) {
			t.Errorf("%s: %s %q %v", name, w.Verdict, w.Conclusion, err)
		}
	}
}

func TestEarlyQuota(t *testing.T) {
	for _, c := range []struct{ payroll, slots, rest int64 }{{0, 0, 0}, {9, 0, 9}, {10, 1, 0}, {19, 1, 9}, {64, 6, 4}, {100, 10, 0}} {
		s, err := law.EarlySlots(c.payroll, 2024)
		if err != nil || s.Slots != c.slots || s.Remainder != c.rest {
			t.Errorf("%d people: %+v %v", c.payroll, s, err)
		}
	}
	w, err := law.QuotaWhy(agency, 2024, 64, 7)
	if err != nil || w.Verdict != law.Short || w.Conclusion != "64 người được 6 suất, dư 4 người. Đề nghị 7 người, vượt 1 suất" {
		t.Errorf("%s %q %v", w.Verdict, w.Conclusion, err)
	}
	if w, err = law.QuotaWhy(agency, 2024, 64, 6); err != nil || w.Verdict != law.Met {
		t.Errorf("%s %v", w.Verdict, err)
	}
}

func TestRaiseWhy(t *testing.T) {
	p := post(3, "2021-03-01")
	p.Failed, p.NotCounted = []int{2022}, 1
	w, err := law.RaiseWhy(day("2024-03-01"), agency, p)
	if err != nil || w.Verdict != law.Short ||
		w.Conclusion != "36 tháng kể từ 01/03/2021, cộng 1 tháng không được tính, cộng 6 tháng kéo dài: đến hạn 01/10/2024, lên bậc 4, hệ số 3,33; chưa đến hạn" {
		t.Errorf("%s %q %v", w.Verdict, w.Conclusion, err)
	}
	if w, err = law.RaiseWhy(day("2024-10-01"), agency, p); err != nil || w.Verdict != law.Met {
		t.Errorf("%s %v", w.Verdict, err)
	}
}

func TestThongTu13(t *testing.T) {
	base := is(t, law.BasePay, "2026-07-01")
	if got := (law.Pay{Coefficient: 498, OverScale: 5}).Amount(base); got != 13_229_370 { // (4,98 + 0,249) × 2.530.000
		t.Error(got)
	}
	if got := (law.Pay{Coefficient: 234}).Amount(1_234_567); got != 2_888_887 { // 2.888.886,78
		t.Error(got)
	}
	if got := (law.Pay{Coefficient: 234, Leadership: 20}).Amount(base); got != 6_426_200 {
		t.Error(got)
	}
}
