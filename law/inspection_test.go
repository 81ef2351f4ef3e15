package law_test

import (
	"strings"
	"testing"

	"hoinghi/law"
)

func TestDieu60Khoan2(t *testing.T) {
	for name, c := range map[string]struct {
		in   law.Candidate
		want law.Verdict
		says string
	}{
		"staff":            {law.Candidate{WorksHere: true, Willing: true}, law.Met, "Không thuộc diện"},
		"head":             {law.Candidate{WorksHere: true, Willing: true, Post: "head"}, law.Short, "Là người đứng đầu,"},
		"deputy":           {law.Candidate{WorksHere: true, Willing: true, Post: "deputy"}, law.Short, "cấp phó"},
		"chief accountant": {law.Candidate{WorksHere: true, Willing: true, Post: "chief-accountant"}, law.Short, "kế toán trưởng"},
		"from elsewhere":   {law.Candidate{Willing: true}, law.Short, "Không làm việc"},
		"unwilling":        {law.Candidate{WorksHere: true}, law.Short, "tự nguyện"},
	} {
		w, err := law.BoardMemberWhy(day("2024-01-01"), agency, c.in)
		if err != nil || w.Verdict != c.want || !strings.Contains(w.Conclusion, c.says) {
			t.Errorf("%s: %s %q %v", name, w.Verdict, w.Conclusion, err)
		}
	}
}

func TestBoardSizeWhy(t *testing.T) {
	for name, c := range map[string]struct {
		on   string
		in   law.Board
		want law.Verdict
	}{
		"seven staff":             {"2024-01-01", law.Board{Staff: 7, Members: 3}, law.Short},
		"eight staff":             {"2024-01-01", law.Board{Staff: 8, Members: 3}, law.Met},
		"four members":            {"2024-01-01", law.Board{Staff: 60, Members: 4}, law.Met},
		"four members before":     {"2023-06-30", law.Board{Staff: 60, Members: 4}, law.Short},
		"two members":             {"2024-01-01", law.Board{Staff: 60, Members: 2}, law.Short},
		"eleven":                  {"2024-01-01", law.Board{Staff: 300, Members: 11}, law.Short},
		"eleven, special":         {"2024-01-01", law.Board{Staff: 300, Members: 11, Special: true}, law.Warned},
		"eleven, special, before": {"2023-06-30", law.Board{Staff: 300, Members: 11, Special: true}, law.Short},
		"two, special":            {"2024-01-01", law.Board{Staff: 300, Members: 2, Special: true}, law.Short},
	} {
		w, err := law.BoardSizeWhy(day(c.on), agency, c.in)
		if err != nil || w.Verdict != c.want || w.Conclusion == "" {
			t.Errorf("%s: %s %q %v", name, w.Verdict, w.Conclusion, err)
		}
	}
	if _, err := law.BoardSizeWhy(day("2024-01-01"), agency, law.Board{Staff: 5, Members: 6}); key(err) != law.KeyCountPart {
		t.Error(err)
	}
}

func TestNghiDinh59Dieu21Khoan1(t *testing.T) {
	w, err := law.BoardElectionWhy(day("2024-01-01"), agency, 48, 25)
	if err != nil || w.Verdict != law.Met || !strings.HasSuffix(w.Conclusion, "Có 25 người tán thành, trúng cử") {
		t.Errorf("%s %q %v", w.Verdict, w.Conclusion, err)
	}
	if w, err = law.BoardElectionWhy(day("2024-01-01"), agency, 48, 24); err != nil || w.Verdict != law.Short {
		t.Errorf("%s %v", w.Verdict, err)
	}
}
