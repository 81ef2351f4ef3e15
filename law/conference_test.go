package law_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"hoinghi/law"
)

func is[T any](t *testing.T, s law.Series[T], on string) T {
	t.Helper()
	d, err := s.On(day(on))
	if err != nil {
		t.Fatal(err)
	}
	return d.Is
}

func TestThongTu01Dieu2Khoan3(t *testing.T) {
	if q := is(t, law.Quorum, "2022-01-21"); q.Needed(64) != 43 || !q.Met(42, 63) || q.Met(42, 64) {
		t.Errorf("quorum %v", q)
	}
	if m := is(t, law.Majority, "2022-01-21"); m.Met(24, 48) || !m.Met(25, 48) {
		t.Errorf("majority %v", m)
	}
}

func TestThongTu01Dieu4(t *testing.T) {
	l := is(t, law.WholeStaffMax, "2023-06-30")
	if !l.Allows(200) || l.Allows(201) {
		t.Errorf("limit %v", l)
	}
}

func TestDieu51Khoan1(t *testing.T) {
	if n := is(t, law.Frequency, "2023-07-01"); n != 1 {
		t.Errorf("%d a year", n)
	}
	if s := is(t, law.Deadline, "2023-07-01"); s != (law.Span{N: 3, Unit: law.Months}) {
		t.Errorf("deadline %v", s)
	}
}

func TestDieu51Khoan2DiemA(t *testing.T) {
	l := is(t, law.WholeStaffMax, "2023-07-01")
	if !l.Allows(99) || l.Allows(100) {
		t.Errorf("limit %v", l)
	}
}

func TestDieu51Khoan2DiemB(t *testing.T) {
	got := law.Codes(is(t, law.DelegateException, "2023-07-01"))
	if d := cmp.Diff([]string{"dispersed", "posts"}, got); d != "" {
		t.Error(d)
	}
}

func TestDieu51Khoan2DiemC(t *testing.T) {
	q, err := law.Quorum.On(day("2023-07-01"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(q.Cite, "điểm c khoản 2 Điều 51") || !q.Is.Met(2, 3) || q.Is.Met(66, 100) {
		t.Errorf("quorum %v", q)
	}
	if m := is(t, law.Majority, "2023-07-01"); m.Met(50, 100) || !m.Met(51, 100) {
		t.Errorf("majority %v", m)
	}
}

func TestDieu51Khoan2DiemDD(t *testing.T) {
	l := is(t, law.OptionalMax, "2023-07-01")
	if !l.Allows(7) || l.Allows(8) {
		t.Errorf("limit %v", l)
	}
}

func TestDieu51Khoan4(t *testing.T) {
	var got []string
	for _, s := range is(t, law.Steps, "2023-07-01") {
		got = append(got, s.Code)
	}
	if d := cmp.Diff([]string{"a", "b", "c", "d", "đ", "e", "g", "h", "i"}, got); d != "" {
		t.Error(d)
	}
}

func TestDieu50(t *testing.T) {
	p := is(t, law.ExtraRequest, "2023-07-01")
	if p.Staff.Needed(64) != 22 || !p.Union || !p.Head {
		t.Errorf("proposers %v", p)
	}
	if d := cmp.Diff([]string{"force-majeure", "second-call"}, law.Codes(is(t, law.FormsAllowed, "2023-07-01"))); d != "" {
		t.Error(d)
	}
	f, err := law.FormsPass.On(day("2023-07-01"))
	if err != nil || f.Conf != law.Low || f.Is.Met(50, 100) || !f.Is.Met(51, 100) {
		t.Errorf("forms %v %v", f, err)
	}
}

func TestDieu52Khoan3(t *testing.T) {
	if s := is(t, law.ReviewPeriod, "2023-07-01"); s.N != 6 || s.Unit != law.Months {
		t.Errorf("review %v", s)
	}
}

func TestDecree30IsWithinItsBounds(t *testing.T) {
	l, least, most := law.Decree30, law.Decree30Least, law.Decree30Most
	for name, v := range map[string][3]int{
		"top": {least.Top, l.Top, most.Top}, "bottom": {least.Bottom, l.Bottom, most.Bottom},
		"left": {least.Left, l.Left, most.Left}, "right": {least.Right, l.Right, most.Right},
		"nation": {least.NationPt, l.NationPt, most.NationPt}, "motto": {least.MottoPt, l.MottoPt, most.MottoPt},
		"superior": {least.SuperiorPt, l.SuperiorPt, most.SuperiorPt}, "issuer": {least.IssuerPt, l.IssuerPt, most.IssuerPt},
		"number": {13, l.NumberPt, 13}, "place": {least.PlacePt, l.PlacePt, most.PlacePt},
		"kind": {least.KindPt, l.KindPt, most.KindPt}, "summary": {least.SummaryPt, l.SummaryPt, most.SummaryPt},
		"subject": {least.SubjectPt, l.SubjectPt, most.SubjectPt}, "head": {least.HeadPt, l.HeadPt, most.HeadPt},
		"body": {least.BodyPt, l.BodyPt, most.BodyPt}, "signer": {least.SignerPt, l.SignerPt, most.SignerPt},
		"receivers": {12, l.ReceiversPt, 12}, "receiver list": {11, l.ReceiverListPt, 11}, "page": {least.PagePt, l.PagePt, most.PagePt},
		"indent": {100, l.IndentTenthMM, 127}, "line": {100, l.LinePercent, 150}, "paragraph": {6, l.ParagraphPt, 24},
	} {
		if v[1] < v[0] || v[1] > v[2] {
			t.Errorf("%s: %d is not within %d to %d", name, v[1], v[0], v[2])
		}
	}
}

func TestPaperKinds(t *testing.T) {
	names := map[string]string{}
	for _, k := range law.PaperKinds() {
		if _, twice := names[k.Abbreviation]; twice || k.Name == "" {
			t.Errorf("%q twice or without a name", k.Abbreviation)
		}
		names[k.Abbreviation] = k.Name
	}
	if names["NQ"] != "Nghị quyết" || names["TTr"] != "Tờ trình" || names[""] != "Công văn" || len(names) != 28 {
		t.Errorf("%d kinds: %v", len(names), names)
	}
}
