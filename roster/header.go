package roster

import (
	"slices"
	"strings"
	"unicode"

	"hoinghi/locale"
)

// Field is what a column of a list holds. Its name is part of message keys.
type Field string

// The fields that a list may have.
const (
	Ordinal    Field = "ordinal"
	FullName   Field = "name"
	FirstNames Field = "family" // họ và đệm
	GivenName  Field = "given"
	BornOn     Field = "born"
	BornMale   Field = "born-male" // a date, or a mark that says nam
	BornFemale Field = "born-female"
	SexOf      Field = "sex"
	CategoryOf Field = "category"
	Place      Field = "department"
	GradeOf    Field = "grade"
	PostOf     Field = "post"
	UnionPost  Field = "union-post"
	PartyPost  Field = "party-post"
	InUnion    Field = "union"
	InParty    Field = "party"
	JoinedOn   Field = "joined"
	PhoneOf    Field = "phone"
	EmailOf    Field = "email"
	CodeOf     Field = "code"
)

// spellings of headers as offices write them, without marks and signs.
var spellings = map[Field][]string{
	Ordinal:    {"stt", "tt", "so tt", "so thu tu", "no"},
	FullName:   {"ho va ten", "ho ten", "ten", "ho va ten khai sinh", "ho dem va ten", "ho ten dem va ten", "ho ten can bo", "ten can bo", "can bo", "full name", "name", "ho chu dem va ten", "ho va chu dem va ten"},
	FirstNames: {"ho va dem", "ho dem", "ho va ten dem", "ho", "ho va chu dem", "ho chu dem", "ho lot", "ho va ten lot"},
	GivenName:  {"ten goi"},
	BornOn:     {"ngay sinh", "ngay thang nam sinh", "nam sinh", "sinh ngay", "ngay thang sinh", "ngay sinh nhat", "ntns", "date of birth", "birthday"},
	BornMale:   {"nam"},
	BornFemale: {"nu"},
	SexOf:      {"gioi tinh", "gioi", "phai", "nam nu", "sex"},
	CategoryOf: {"doi tuong", "loai", "loai lao dong", "dien", "dien lao dong", "loai can bo", "hinh thuc lao dong", "hinh thuc hop dong", "cbccvc", "loai nhan su", "phan loai", "cong chuc vien chuc", "bien che hop dong", "loai hop dong"},
	Place:      {"phong", "phong ban", "don vi", "bo phan", "khoa phong", "phong khoa", "to", "khoa", "don vi cong tac", "noi cong tac", "phong cong tac", "phong ban cong tac", "phong ban don vi", "to bo mon", "department", "don vi bo phan", "phong bo phan"},
	GradeOf:    {"ngach", "ngach vien chuc", "ngach cong chuc", "ngach luong", "chuc danh nghe nghiep", "cdnn", "ngach cdnn", "ngach chuc danh nghe nghiep", "ma ngach", "hang chuc danh nghe nghiep", "ten ngach", "hang"},
	PostOf:     {"chuc vu", "chuc danh", "chuc vu chuc danh", "chuc danh chuc vu", "chuc vu chinh quyen", "cv", "vi tri viec lam", "vi tri", "chuc vu cong tac", "chuc vu hien tai", "chuc vu dang giu", "post", "title"},
	UnionPost:  {"chuc vu cong doan", "chuc vu doan the"},
	PartyPost:  {"chuc vu dang"},
	InUnion:    {"doan vien cong doan", "doan vien", "cong doan vien", "dvcd"},
	InParty:    {"dang vien", "ngay vao dang", "vao dang"},
	JoinedOn:   {"ngay vao lam", "ngay tuyen dung", "ngay vao co quan", "ngay vao nganh", "ngay ve co quan", "ngay bat dau lam viec", "ngay nhan viec", "ngay cong tac", "ngay vao lam viec"},
	PhoneOf:    {"dien thoai", "so dien thoai", "sdt", "dt", "di dong", "so dt", "dien thoai di dong", "phone", "mobile"},
	EmailOf:    {"email", "e mail", "thu dien tu", "hop thu", "dia chi email", "mail"},
	CodeOf:     {"ma so", "ma can bo", "ma nhan vien", "ma nv", "ma cb", "ma vien chuc", "ma so can bo", "ma", "ma dinh danh", "so hieu", "so hieu cong chuc", "so hieu vien chuc", "ma so vien chuc", "code", "shcc"},
}

var fieldOf = func() map[string]Field {
	out := map[string]Field{}
	for field, names := range spellings {
		for _, name := range names {
			out[name] = field
		}
	}
	return out
}()

// plainHeader folds a header and drops brackets, signs and line breaks.
func plainHeader(s string) string {
	if i := strings.IndexAny(s, "([{"); i > 0 {
		s = s[:i]
	}
	return strings.Join(strings.FieldsFunc(locale.Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// fieldFor recognises a header; further words behind a known one do not
// matter ("Phòng, ban nơi làm việc").
func fieldFor(header string) Field {
	words := strings.Fields(plainHeader(header))
	if len(words) > 10 {
		return ""
	}
	if f, ok := fieldOf[strings.Join(words, " ")]; ok {
		return f
	}
	for n := len(words) - 1; n >= 2; n-- {
		if f, ok := fieldOf[strings.Join(words[:n], " ")]; ok {
			return f
		}
	}
	return ""
}

// Column is one column of a list.
type Column struct {
	Index  int    // from 0
	Header string // as written
	Field  Field  // empty when the column is not used
}

// Letter is the name of the column in a spreadsheet: A, B … AA.
func (c Column) Letter() string {
	s := ""
	for n := c.Index + 1; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

const headerRows = 10 // in which the header is looked for

// findHeader gives the columns, the index of the header's row and the index of
// the first row behind it; ok is false when no row of the first ten names
// people.
func findHeader(rows [][]string) (columns []Column, at, next int, ok bool) {
	best := 0
	for i, row := range rows[:min(headerRows, len(rows))] {
		found := readHeader(row, nil)
		if n := score(found); n > best {
			columns, at, best = found, i, n
		}
	}
	if best == 0 {
		return nil, 0, 0, false
	}
	next = at + 1
	if next < len(rows) {
		if both := readHeader(rows[next], columns); score(both) > best {
			return both, at, next + 1, true
		}
	}
	return columns, at, next, true
}

// readHeader recognises one row; a second row of the header fills what the
// first left open, such as Nam and Nữ under the date of birth.
func readHeader(row []string, first []Column) []Column {
	var out []Column
	used := map[Field]bool{}
	for _, c := range first {
		used[c.Field] = c.Field != ""
	}
	split := slices.ContainsFunc(row, func(s string) bool { return fieldFor(s) == BornFemale })
	for i := range max(len(row), len(first)) {
		c := Column{Index: i}
		if i < len(first) {
			c = first[i]
		}
		under := ""
		if i < len(row) {
			under = row[i]
		}
		f := fieldFor(under)
		if c.Field == BornOn && split && f == BornMale {
			c.Field = ""
		}
		if c.Header == "" || c.Field == "" && f != "" {
			c.Header = strings.TrimSpace(under)
			if c.Field = ""; f != "" && !used[f] {
				c.Field, used[f] = f, true
			}
		}
		out = append(out, c)
	}
	return pairNames(out)
}

// pairNames reads "Tên" beside "Họ và đệm" as the given name.
func pairNames(columns []Column) []Column {
	first := slices.IndexFunc(columns, func(c Column) bool { return c.Field == FirstNames })
	for i := range columns {
		c := &columns[i]
		if first >= 0 && c.Field == FullName && plainHeader(c.Header) == "ten" {
			c.Field = GivenName
		}
	}
	// One merged header over two columns: the given name stands right of the family name.
	for i := range columns[:max(0, len(columns)-1)] {
		if columns[i].Field == FullName && columns[i+1].Header == "" && columns[i+1].Field == "" {
			columns[i+1].Field = GivenName
		}
	}
	return columns
}

// score counts the fields of a row that names people; other rows have none.
func score(columns []Column) int {
	n, named := 0, false
	for _, c := range columns {
		if c.Field != "" && c.Header != "" {
			n++
		}
		named = named || c.Header != "" && (c.Field == FullName || c.Field == FirstNames)
	}
	if !named || n == 1 && len(slices.DeleteFunc(slices.Clone(columns), func(c Column) bool { return c.Header == "" })) > 3 {
		return 0
	}
	return n
}
