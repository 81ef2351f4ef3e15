package portal

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// What a sentence may tell of a person that is not the public's by itself;
// portal.worry.<kind> is the key of its name.
const (
	WorryIllness = "illness" // illness, accident, bereavement
	WorryChild   = "child"   // children and pupils
	WorryRating  = "rating"  // how somebody was rated, or disciplined
)

// keys: portal.worry.*

// Worry is a sentence that names a person and tells something private.
type Worry struct {
	Kind     string
	Where    string // title, lead, body, or the id of a photo
	Sentence string
	Word     string // that tells it
	Name     string // of whom
}

// Clearance is a worry that somebody confirmed as fit for the public.
type Clearance struct {
	Reason string
	By     string // person
	At     time.Time
	worry  string
}

var private = map[string][]string{
	WorryIllness: {"ung thư", "bệnh", "ốm đau", "ốm nặng", "bị ốm", "điều trị", "phẫu thuật", "nằm viện", "nhập viện", "tai nạn", "tai biến", "đột quỵ", "dương tính", "nhiễm covid", "khuyết tật", "hiểm nghèo", "chạy thận", "từ trần", "qua đời", "tang"},
	WorryChild:   {"cháu", "các em", "em bé", "con gái", "con trai", "con của", "con đồng chí", "học sinh", "trẻ em", "thiếu nhi", "nhi đồng", "mồ côi", "lớp 1", "lớp 2", "lớp 3", "lớp 4", "lớp 5", "lớp 6", "lớp 7", "lớp 8", "lớp 9"},
	WorryRating:  {"xếp loại", "không hoàn thành", "hoàn thành nhiệm vụ ở mức", "kỷ luật", "khiển trách", "cảnh cáo", "loại a", "loại b", "loại c", "loại d", "phê bình"},
}

// innocent are phrases that hold such a word and tell of nobody.
var innocent = []string{"bệnh viện", "khám chữa bệnh", "chữa bệnh", "dịch bệnh", "phòng bệnh", "tự phê bình và phê bình", "phê bình và tự phê bình", "hội đồng kỷ luật", "kỷ luật kỷ cương", "kỷ cương kỷ luật", "kỷ luật lao động", "khen thưởng kỷ luật", "bảo vệ chăm sóc trẻ em"}

// families are the common family names. A capital word that follows one of
// them belongs to a person's name.
var families = strings.Fields("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn Vương Trịnh Trương Đinh Lâm Phùng Mai Tô Tạ Hà Cao Chu Châu Lương Lưu Thái Nghiêm Quách Triệu Kiều La Lục Nông Vi Bế Hứa Tống Khổng Thân Giáp Doãn Cù Ninh Viên Âu Đàm Bạch Diệp Nghị Thạch Sơn Kim Danh Y Ksor Rơ Hoa Mạc Ma Lò Cầm Quàng Vàng Giàng Sùng Thào Mùa Hạng Tòng Điêu Hờ")

var titles = []string{"đồng chí", "đ/c", "ông", "bà", "anh", "chị", "cháu", "em", "cô", "chú", "bác"}

// Worries finds the sentences of an article, captions included, that name a
// person near words of illness, children or ratings. It is a rule of thumb
// that would rather ask once too often.
func Worries(a Article) (out []Worry) {
	out = append(out, worriesIn("title", a.Title)...)
	out = append(out, worriesIn("lead", a.Lead)...)
	for line := range strings.Lines(a.Body) { // a paragraph at a time, so that the sentence can be found again
		out = append(out, worriesIn("body", Plain(line))...)
	}
	for _, p := range a.Photos {
		for _, s := range slices.Compact([]string{p.Caption, p.Alt}) {
			out = append(out, worriesIn(p.ID, s)...)
		}
	}
	return out
}

func worriesIn(where, text string) (out []Worry) {
	for _, s := range sentences(text) {
		name := personIn(s)
		if name == "" {
			continue
		}
		low := " " + strings.Join(strings.FieldsFunc(strings.ToLower(s), notLetter), " ") + " "
		for _, phrase := range innocent {
			low = strings.ReplaceAll(low, " "+phrase+" ", " ")
		}
		for _, kind := range []string{WorryIllness, WorryChild, WorryRating} {
			at := slices.IndexFunc(private[kind], func(w string) bool { return strings.Contains(low, " "+w+" ") })
			if at >= 0 {
				out = append(out, Worry{Kind: kind, Where: where, Sentence: s, Word: private[kind][at], Name: name})
			}
		}
	}
	return out
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '/' }

// sentences takes a text apart; an abbreviation may cut one too early, which
// costs a finding only when name and word stand apart.
func sentences(text string) (out []string) {
	from := 0
	for i, r := range text {
		next := i + utf8.RuneLen(r)
		if strings.ContainsRune(".!?…", r) && (next >= len(text) || text[next] == ' ') || r == '\n' {
			out = append(out, strings.TrimSpace(text[from:next]))
			from = next
		}
	}
	return append(out, strings.TrimSpace(text[from:]))
}

// personIn is the first name of a person in a sentence, or empty: two to five
// capital words that begin with a family name, or any behind a form of address.
func personIn(s string) string {
	words := strings.Fields(s)
	for i := range words {
		run := capitals(words[i:])
		if n := len(run); n == 0 || n > 5 {
			continue
		}
		addressed := i > 0 && slices.Contains(titles, strings.ToLower(words[i-1])) || i > 1 && slices.Contains(titles, strings.ToLower(words[i-2]+" "+words[i-1]))
		if addressed && !allCapital(run[0]) || len(run) > 1 && slices.Contains(families, run[0]) {
			return strings.Join(run, " ")
		}
	}
	return ""
}

// capitals is the run of words with a capital at the beginning; a mark behind
// a word ends it.
func capitals(words []string) (run []string) {
	for _, w := range words {
		bare := strings.TrimFunc(w, notLetter)
		first, size := utf8.DecodeRuneInString(bare)
		if !unicode.IsUpper(first) || !strings.HasPrefix(strings.TrimLeft(w, "“\"("), bare) || len(bare) > size && allCapital(bare) {
			break
		}
		run = append(run, bare)
		if !strings.HasSuffix(w, bare) {
			break
		}
	}
	return run
}

func allCapital(w string) bool { return len([]rune(w)) > 1 && w == strings.ToUpper(w) }

// key is what a clearance is for: the same sentence need not be asked again.
func (w Worry) key() string {
	h := sha256.Sum256([]byte(w.Kind + "\n" + w.Sentence))
	return hex.EncodeToString(h[:16])
}

// Open are the worries of an article that nobody has cleared, for writers.
func Open(tx *store.Tx, a Article) ([]Worry, error) {
	if err := tx.Who.Need(access.Write); err != nil {
		return nil, err
	}
	found := Worries(a)
	if len(found) == 0 || a.ID == "" {
		return found, nil
	}
	cleared, err := clearancesOf(tx, a.ID)
	return slices.DeleteFunc(found, func(w Worry) bool {
		return slices.ContainsFunc(cleared, func(c Clearance) bool { return c.worry == w.key() })
	}), err
}

// Clearances are the confirmations of an article, for writers; a reason that
// covered several worries stands once.
func Clearances(tx *store.Tx, id string) ([]Clearance, error) {
	if err := tx.Who.Need(access.Write); err != nil {
		return nil, err
	}
	all, err := clearancesOf(tx, id)
	return slices.CompactFunc(all, func(x, y Clearance) bool { return x.Reason == y.Reason && x.By == y.By && x.At.Equal(y.At) }), err
}

// Clear confirms that all that Worries finds now may go out, and why: the
// family agreed, the award is public. Who and when is kept.
func Clear(tx *store.Tx, id, reason string) error {
	if err := tx.Who.Need(access.Publish); err != nil {
		return err
	}
	a, err := whole(tx, id)
	if err != nil {
		return err
	}
	return clearAll(tx, a, reason)
}

func clearAll(tx *store.Tx, a Article, reason string) error {
	reason = strings.Join(strings.Fields(reason), " ")
	var f fault.Form
	f.Check(reason != "", "reason", "portal.private")
	f.Check(utf8.RuneCountInString(reason) <= mostNote, "reason", "fault.long", mostNote)
	open, err := Open(tx, a)
	if err != nil || len(open) == 0 {
		return err
	}
	if err := f.Err(); err != nil {
		return err
	}
	for _, w := range open {
		if err := addClearance(tx, a.ID, w.key(), reason); err != nil {
			return err
		}
	}
	return journal.Write(tx, "portal.clear", a.ID, reason)
}

// guard adds to a form that a reason is needed, and gives the form's fault.
func guard(tx *store.Tx, a Article, f *fault.Form) error {
	open, err := Open(tx, a)
	if err != nil {
		return err
	}
	f.Check(len(open) == 0, "reason", "portal.private")
	return f.Err()
}

// guardCorrected holds back what is already before the public and worries now.
func guardCorrected(tx *store.Tx, a Article, reason string) error {
	if a.State != Published {
		return nil
	}
	if a.Photos == nil {
		var err error
		if a.Photos, err = photosOf(tx, a.ID); err != nil {
			return err
		}
	}
	return clearAll(tx, a, reason)
}
