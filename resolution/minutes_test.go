package resolution_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/resolution"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

var update = flag.Bool("update", false, "write the golden files anew; read the difference")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s differs; if it is meant, run with -update:\n%s", name, d)
	}
}

// hashes are of random ids and of drawn files; the goldens name them only.
var hashes = regexp.MustCompile(`\b[0-9a-f]{64}\b|\b[0-9a-f]{12}\b`)

func TestMinutesGolden(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		text := document.Text(held(t, db).minutes().Paper())
		if n := len(hashes.FindAllString(text, -1)); n != 2 {
			t.Errorf("%d hashes, want that of the paper and that of the journal", n)
		}
		golden(t, "minutes.txt", hashes.ReplaceAllString(text, "<hash>"))
	})
}

func TestHashesOfTheRecord(t *testing.T) {
	h := held(t, storetest.SQLite(t))
	m := h.minutes()
	var file, head string
	h.act(chair, func(tx *store.Tx) error {
		papers, err := conference.Papers(tx, h.id)
		if err != nil {
			return err
		}
		file = papers[0].File
		head, err = store.Value[string](tx, `SELECT hash FROM journal_entry WHERE org_id = $1 ORDER BY seq DESC LIMIT 1`)
		return err
	})
	text := document.Text(m.Paper())
	if !strings.Contains(text, "bắt đầu bằng "+file[:12]+")") || head == "" || !strings.Contains(text, head+".") {
		t.Errorf("the minutes do not carry %s and %s:\n%s", file[:12], head, text)
	}
}

func section(m resolution.Minutes, key string) resolution.Section {
	i := slices.IndexFunc(m.Sections, func(s resolution.Section) bool { return s.Key == key })
	return m.Sections[i]
}

func TestEditsStayAndAChangedRecordIsSeen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := begun(t, db)
		s := section(h.minutes(), "attendance")
		keep := func(e conference.Section) error {
			return db.Write(t.Context(), chair, func(tx *store.Tx) error { return conference.KeepSection(tx, h.id, e) })
		}
		if err := keep(conference.Section{Key: s.Key, Text: s.Generated + "\r\n\r\n", Basis: s.Generated}); err != nil {
			t.Fatal(err)
		}
		if s = section(h.minutes(), s.Key); s.Edited != "" {
			t.Errorf("a text that is the record's own counts as an edit: %q", s.Edited)
		}
		if err := keep(conference.Section{Key: s.Key, Text: "Có mặt đông đủ.", Basis: s.Generated}); err != nil {
			t.Fatal(err)
		}
		if s = section(h.minutes(), s.Key); s.Text() != "Có mặt đông đủ." || s.Moved() || s.EditedBy != "chair" {
			t.Errorf("after the edit: %+v", s)
		}
		err := keep(conference.Section{Key: s.Key, Text: "Người khác viết.", Basis: s.Generated})
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("a second secretary overwrote the first: %v", err)
		}
		h.at("08:20", func(tx *store.Tx) error {
			_, _, err := conference.CheckIn(tx, h.id, "p060", conference.ByName)
			return err
		})
		s = section(h.minutes(), s.Key)
		if !s.Moved() || s.Text() != "Có mặt đông đủ." || !strings.Contains(s.Generated, "Đến sau giờ khai mạc: 01 (một) người.") {
			t.Errorf("the record moved on: %+v", s)
		}
		h.act(chair, func(tx *store.Tx) error { return conference.ResetSection(tx, h.id, s.Key) })
		if s = section(h.minutes(), s.Key); s.Edited != "" || s.Moved() {
			t.Errorf("after the reset: %+v", s)
		}
	})
}

// Who is there is counted at the opening: late, early and ticked by mistake.
func TestPresenceAtTheOpening(t *testing.T) {
	h := prepared(t, storetest.SQLite(t))
	h.at("07:30", func(tx *store.Tx) error {
		_, _, err := conference.Tick(tx, h.id, []string{"p000", "p001", "p002"})
		return err
	})
	h.at("07:40", func(tx *store.Tx) error { _, _, err := conference.Tick(tx, h.id, []string{"p000", "p001"}); return err })
	h.at("08:00", func(tx *store.Tx) error { return conference.Begin(tx, h.id) })
	h.at("08:10", func(tx *store.Tx) error {
		_, _, err := conference.CheckIn(tx, h.id, "p010", conference.ByName)
		return err
	})
	h.at("08:30", func(tx *store.Tx) error { return conference.CheckOut(tx, h.id, "p000") })
	got := section(h.minutes(), "attendance").Generated
	for _, want := range []string{"Có mặt khi khai mạc: 02 (hai) người, đạt 3,1%", "Đến sau giờ khai mạc: 01 (một) người.", "Về trước giờ bế mạc: 01 (một) người.",
		"Vắng mặt: 61 (sáu mươi mốt) người; trong đó có lý do 03 (ba) người, không có lý do 58 (năm mươi tám) người.", "02/64 người, số tối thiểu là 43 người: chưa đủ điều kiện"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestMinutesBeforeAndDuring(t *testing.T) {
	h := prepared(t, storetest.SQLite(t))
	if got := section(h.minutes(), "closing").Generated; got != "Hội nghị chưa khai mạc." {
		t.Errorf("before: %s", got)
	}
	h = begun(t, storetest.SQLite(t))
	m := h.minutes()
	if got := section(m, "closing").Generated; got != "Hội nghị đang tiến hành." {
		t.Errorf("during: %s", got)
	}
	if len(m.Sections) != 4 {
		t.Errorf("sections of points not taken up: %+v", m.Sections)
	}
	h.vote("08:30", "", "Tạm nghỉ", 30, 10)
	if got := section(h.minutes(), "other"); !strings.Contains(got.Generated, "Tỷ lệ tán thành đạt 62,5% số người có mặt") || got.Part != "IV. NỘI DUNG VÀ DIỄN BIẾN" {
		t.Errorf("a vote between the points: %+v", got)
	}
}

// "100%" stands in a paper only where everybody of the base was in favour.
func TestHundredPerCentIsAll(t *testing.T) {
	bar, err := law.Majority.On(law.MustDay("2026-01-23"))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		base := rapid.OneOf(rapid.Int64Range(1, 300), rapid.Int64Range(1, 1_000_000_000)).Draw(t, "base")
		n := rapid.OneOf(rapid.Int64Range(0, base), rapid.Just(base), rapid.Just(base-1)).Draw(t, "n")
		b := ballot.Ballot{Question: "?", Method: "hand", Base: "present", State: "closed", Present: base, InFavour: n, Against: base - n, Passed: true, Bar: bar}
		for _, text := range []string{resolution.Share(n, base), resolution.VoteLine(b), resolution.PassedLine(b)} {
			if has := regexp.MustCompile(`(^|[^\d.,])100(,0*)?%`).MatchString(text); has != (n == base) {
				t.Fatalf("%d of %d: %q", n, base, text)
			}
		}
	})
	for want, c := range map[string][2]int64{"97,9%": {47, 48}, "75%": {48, 64}, "99,9%": {1999, 2000}, "0%": {0, 48}, "—": {0, 0}, "100%": {48, 48}} {
		if got := resolution.Share(c[0], c[1]); got != want {
			t.Errorf("%v: %s, want %s", c, got, want)
		}
	}
}

func TestPapersAsDOCX(t *testing.T) {
	h := held(t, storetest.SQLite(t))
	h.adopted()
	for name, p := range map[string]document.Paper{"minutes": h.minutes().Paper(), "resolution": h.resolution().Paper()} {
		var b bytes.Buffer
		if err := document.DOCX(&b, p); err != nil {
			t.Fatal(err)
		}
		lines, err := document.ReadDOCXText(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(lines, "\n")
		for _, want := range []string{"97,9%", "100%", "điểm c khoản 2 Điều 51", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Thông qua các chỉ tiêu năm 2026"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q", name, want)
			}
		}
	}
}

func TestMinutesAreForTheHouse(t *testing.T) {
	h := begun(t, storetest.SQLite(t))
	for who, kind := range map[access.Role]fault.Kind{access.Delegate: fault.Denied, access.Guest: fault.Denied} {
		err := h.db.Read(t.Context(), access.Actor{Org: "a", Person: "p000", Roles: []access.Role{who}}, func(tx *store.Tx) error {
			_, err := resolution.Assemble(tx, h.id, office)
			return err
		})
		if !fault.Is(err, kind) {
			t.Errorf("%s: %v", who, err)
		}
	}
	teller := access.Actor{Org: "a", Person: "p000", Roles: []access.Role{access.Teller}}
	err := h.db.Write(t.Context(), teller, func(tx *store.Tx) error {
		return conference.KeepSection(tx, h.id, conference.Section{Key: "time", Text: "x"})
	})
	if !fault.Is(err, fault.Denied) {
		t.Errorf("a teller edits the minutes: %v", err)
	}
}

func TestDutiesNameTheBodies(t *testing.T) {
	h := prepared(t, storetest.SQLite(t))
	h.at("07:10", func(tx *store.Tx) error {
		for i, duty := range []string{"Đoàn Chủ tịch", "Đoàn chủ tịch", "Thư ký hội nghị", "Ban Kiểm phiếu"} {
			if _, err := conference.AddTask(tx, conference.Task{Conference: h.id, PersonName: fmt.Sprintf("Người %d", i), Duty: duty, What: "Làm việc"}); err != nil {
				return err
			}
		}
		m, err := resolution.Assemble(tx, h.id, resolution.Office{})
		if got, want := section(m, "bodies").Generated, "Đoàn Chủ tịch: Người 0, Người 1.\nThư ký: Người 2.\nBan Kiểm phiếu: Người 3."; err == nil && got != want {
			t.Errorf("got %s", got)
		}
		return err
	})
}
