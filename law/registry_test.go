package law_test

import (
	"errors"
	"strings"
	"testing"

	"hoinghi/law"
)

func day(s string) law.Day { return law.MustDay(s) }

func key(err error) string {
	var e *law.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

func TestEveryRuleIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range law.Rules() {
		if seen[r.ID] {
			t.Errorf("%s is listed twice", r.ID)
		}
		seen[r.ID] = true
		if r.Title == "" || r.Topic == "" || len(r.Kinds) == 0 || r.Review.IsZero() || len(r.Entries) == 0 {
			t.Errorf("%s lacks title, topic, kinds, review day or entries", r.ID)
		}
		for _, e := range r.Entries {
			if want := r.ID + "@" + e.From.String(); e.ID != want {
				t.Errorf("entry %s, want id %s", e.ID, want)
			}
			if e.Cite == "" || e.Value == "" || !strings.Contains("VHML", string(e.Conf)) || e.Conf == "" {
				t.Errorf("%s lacks citation, value or confidence", e.ID)
			}
			if e.From.IsZero() || strings.Contains(e.Value, "%!") {
				t.Errorf("%s has no first day or a broken value %q", e.ID, e.Value)
			}
		}
	}
}

// undeclared lists what is wrong with a rule's days: entries that overlap or
// go backwards, and days without a value that no gap declares.
func undeclared(r law.Rule) []string {
	var bad []string
	say := func(s string, d law.Day) { bad = append(bad, r.ID+" "+s+" "+d.String()) }
	gaps := r.Gaps
	for i, e := range r.Entries {
		if !e.To.IsZero() && e.To.Before(e.From) {
			say("ends before it starts", e.From)
		}
		if e.To.IsZero() {
			if i < len(r.Entries)-1 {
				say("open entry is followed by another", e.From)
			}
			continue
		}
		next := e.To.AddDays(1)
		until := law.Day{}
		if i < len(r.Entries)-1 {
			f := r.Entries[i+1].From
			if f.Before(next) {
				say("overlaps", f)
			}
			if f == next {
				continue
			}
			until = f.AddDays(-1)
		}
		if len(gaps) == 0 || gaps[0].From != next || gaps[0].To != until || gaps[0].Reason == "" {
			say("has an undeclared gap from", next)
			continue
		}
		gaps = gaps[1:]
	}
	for _, g := range gaps {
		say("declares a gap that is not there", g.From)
	}
	return bad
}

func TestGapsAreDeclared(t *testing.T) {
	for _, r := range law.Rules() {
		for _, s := range undeclared(r) {
			t.Error(s)
		}
	}
}

func TestUndeclaredGapIsFound(t *testing.T) {
	e := func(from, to string) law.Entry { return law.Entry{From: day(from), To: day(to)} }
	for name, r := range map[string]law.Rule{
		"gap between":  {Entries: []law.Entry{e("2020-01-01", "2020-12-31"), e("2021-01-02", "")}},
		"ends":         {Entries: []law.Entry{e("2020-01-01", "2020-12-31")}},
		"overlap":      {Entries: []law.Entry{e("2020-01-01", "2020-12-31"), e("2020-12-31", "")}},
		"open inside":  {Entries: []law.Entry{e("2020-01-01", ""), e("2021-01-01", "")}},
		"idle gap":     {Entries: []law.Entry{e("2020-01-01", "")}, Gaps: []law.Gap{{From: day("2021-01-01"), Reason: "x"}}},
		"no reason":    {Entries: []law.Entry{e("2020-01-01", "2020-12-31")}, Gaps: []law.Gap{{From: day("2021-01-01")}}},
		"short of gap": {Entries: []law.Entry{e("2020-01-01", "2020-12-31"), e("2022-01-01", "")}, Gaps: []law.Gap{{From: day("2021-01-01"), To: day("2021-12-30"), Reason: "x"}}},
	} {
		if len(undeclared(r)) == 0 {
			t.Errorf("%s: not found", name)
		}
	}
}

func TestFind(t *testing.T) {
	for _, id := range []string{"conf.quorum.fraction", "conf.quorum.fraction@2023-07-01"} {
		if r, ok := law.Find(id); !ok || r.ID != "conf.quorum.fraction" || len(r.Entries) != 2 {
			t.Errorf("Find(%q) = %v, %v", id, r.ID, ok)
		}
	}
	if _, ok := law.Find("conf.quorum"); ok {
		t.Error("found a rule that does not exist")
	}
}

func TestExplain(t *testing.T) {
	for _, c := range []struct {
		id, on  string
		kind    law.UnitKind
		value   string
		applies law.Application
	}{
		{"conf.whole_staff.max", "2022-01-21", law.Administrative, "đơn vị có không quá 200 người tổ chức hội nghị toàn thể", law.Directly},
		{"conf.whole_staff.max", "2023-07-01", law.PublicService, "đơn vị có dưới 100 người tổ chức hội nghị toàn thể", law.Directly},
		{"conf.pass.fraction", "2021-12-30", law.PartyOrMass, "có trên 50 % số người dự hội nghị tán thành", law.ByAnalogy},
		{"conf.party_body.analogy", "2024-01-01", law.PartyOrMass, "thực hiện theo hướng dẫn của cơ quan trung ương của tổ chức mình, trên tinh thần của luật", law.Directly},
		{"conf.quorum.fraction", "2024-01-01", law.Enterprise, "có ít nhất 2/3 tổng số người được triệu tập có mặt", law.NotAtAll},
		{"doc.margin", "2024-01-01", law.PartyOrMass, "trên, dưới 20–25 mm; trái 30–35 mm; phải 15–20 mm", law.Directly},
	} {
		x, err := law.Explain(c.id, day(c.on), c.kind)
		if err != nil {
			t.Fatal(err)
		}
		if x.Entry.Value != c.value || x.Applies != c.applies {
			t.Errorf("%s on %s for %s: %q, %s", c.id, c.on, c.kind, x.Entry.Value, x.Applies)
		}
		if (x.Banner == "") != (c.applies == law.Directly) {
			t.Errorf("%s for %s: banner %q", c.id, c.kind, x.Banner)
		}
	}
}

func TestExplainRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		id, on string
		kind   law.UnitKind
		want   string
	}{
		"no such rule":    {"conf.nothing", "2024-01-01", law.Administrative, law.KeyRuleUnknown},
		"no kind":         {"conf.quorum.fraction", "2024-01-01", "", law.KeyUnitKind},
		"no day":          {"conf.quorum.fraction", "", law.Administrative, law.KeyDayMissing},
		"before any rule": {"conf.quorum.fraction", "2016-02-29", law.Administrative, law.KeyDayBefore},
		"ended":           {"conf.extra.convene_days", "2023-07-01", law.Administrative, law.KeyDayGap},
	} {
		_, err := law.Explain(c.id, day(c.on), c.kind)
		if key(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestGapGivesItsReason(t *testing.T) {
	_, err := law.Explain("conf.extra.convene_days", day("2024-01-01"), law.Administrative)
	var e *law.Error
	if !errors.As(err, &e) || len(e.Args) != 3 || !strings.Contains(e.Args[2].(string), "không quy định số ngày") {
		t.Errorf("got %v", err)
	}
}

// A decision stores an id and is recomputed with it, whatever is in force now.
func TestNamed(t *testing.T) {
	d, err := law.WholeStaffMax.Named("conf.whole_staff.max@2016-03-01")
	if err != nil || !d.Is.Allows(200) {
		t.Errorf("%v %v", d, err)
	}
	if _, err := law.WholeStaffMax.Named("conf.whole_staff.max"); key(err) != law.KeyRuleUnknown {
		t.Error(err)
	}
}
