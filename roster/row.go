package roster

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"

	"hoinghi/law"
	"hoinghi/locale"
)

// parsed is one row as it was read, before it is laid beside the roster.
type parsed struct {
	line         int
	person       Person
	union, party string
	has          map[Field]string // cells that are not empty
	faulty       bool
}

// read reads every row that names a person. A row that names a department
// alone heads those below it; notes and signatures are passed over.
func (p *planner) read() []parsed {
	var out []parsed
	section := ""
	placed := hasField(p.sheet.Columns, Place)
	for _, line := range p.sheet.Rows {
		if s, ok := sectionOf(line); ok {
			section = s
			continue
		}
		r := parsed{line: line.Number, has: map[Field]string{}}
		for _, c := range p.sheet.Columns {
			if c.Field != "" && c.Index < len(line.Cells) && line.Cells[c.Index] != "" {
				r.has[c.Field] = line.Cells[c.Index]
			}
		}
		if !r.names() {
			if r.looksLikePerson() {
				p.bad(&r, FullName, "fault.required")
			}
			continue
		}
		if !placed && section != "" {
			r.has[Place] = section
		}
		p.readPerson(&r)
		out = append(out, r)
	}
	return out
}

func hasField(columns []Column, f Field) bool {
	for _, c := range columns {
		if c.Field == f {
			return true
		}
	}
	return false
}

var (
	numbering = regexp.MustCompile(`^\(?[0-9]{1,2}\)?$`)
	footer    = regexp.MustCompile(`^(tong cong|tong so|tong|cong|an dinh danh sach|danh sach (nay )?(co|gom)|nguoi lap|ghi chu|luu y)\b`)
	heading   = regexp.MustCompile(`^(?:(?:[ivx]{1,5}|[a-z]|[0-9]{1,2})\s*[.)/-]\s*)?((?:phong|ban|khoa|to|doi|trung tam|bo phan|chi nhanh|van phong|thu vien|tram|phan xuong|lanh dao|hoi dong|thuong truc)\b.*)$`)
)

// sectionOf reads a row whose only words name a department: "II. Phòng Kế toán".
func sectionOf(line Line) (string, bool) {
	var words []string
	for _, c := range line.Cells {
		if c != "" && (len(words) == 0 || c != words[len(words)-1]) {
			words = append(words, c)
		}
	}
	if len(words) == 2 && len(plainHeader(words[0])) <= 4 {
		words = words[1:]
	}
	if len(words) != 1 {
		return "", false
	}
	folded := locale.Fold(words[0])
	m := heading.FindStringSubmatch(folded)
	if m == nil {
		return "", false
	}
	runes := []rune(words[0])
	name := tidy(string(runes[max(0, len(runes)-len([]rune(m[1]))):]))
	if strings.HasPrefix(m[1], "to ") && !strings.HasPrefix(strings.ToLower(name), "tổ ") {
		return "", false // the family name Tô
	}
	if name == strings.ToUpper(name) {
		name = sentence(name)
	}
	return strings.TrimRight(name, ":. "), true
}

// sentence writes capitals small but for the first letter of the words that
// begin a name: PHÒNG KẾ TOÁN becomes Phòng Kế toán.
func sentence(s string) string {
	words := strings.Fields(strings.ToLower(s))
	for i := range words[:min(2, len(words))] {
		r := []rune(words[i])
		r[0] = unicode.ToUpper(r[0])
		words[i] = string(r)
	}
	return strings.Join(words, " ")
}

// names reports whether a row holds a name, and not a footer or the row of
// numbers under a header.
func (r *parsed) names() bool {
	name := tidy(r.has[FullName] + " " + r.has[FirstNames] + " " + r.has[GivenName])
	folded := locale.FoldSearch(name)
	return name != "" && !numbering.MatchString(name) && !numbering.MatchString(strings.Fields(name)[0]) && !footer.MatchString(folded)
}

func (r *parsed) looksLikePerson() bool {
	if tidy(r.has[FullName]+r.has[FirstNames]+r.has[GivenName]) != "" {
		return false // a footer
	}
	told := 0
	for f, v := range r.has {
		if f != Ordinal && !numbering.MatchString(v) {
			told++
		}
	}
	return told >= 2
}

func (p *planner) readPerson(r *parsed) {
	x := &r.person
	p.readName(r)
	x.Born = p.readDay(r, BornOn)
	p.readSides(r)
	x.Joined = p.readDay(r, JoinedOn)
	if v := r.has[SexOf]; v != "" {
		if x.Sex = sexOf(v); x.Sex == "" {
			p.bad(r, SexOf, "roster.sex")
		}
	}
	if v := r.has[CategoryOf]; v != "" {
		if x.Category = categoryOf(v); x.Category == "" {
			p.bad(r, CategoryOf, "roster.bad.category")
		}
	}
	x.DepartmentName = p.department(r.has[Place])
	x.Grade, x.Post = tidy(r.has[GradeOf]), tidy(r.has[PostOf])
	r.union, r.party = tidy(r.has[UnionPost]), tidy(r.has[PartyPost])
	x.UnionMember, x.PartyMember = p.readMark(r, InUnion), p.readMark(r, InParty)
	x.Phone, x.Email, x.Code = phone(r.has[PhoneOf]), strings.TrimSpace(r.has[EmailOf]), plainNumber(tidy(r.has[CodeOf]))
	for f, v := range r.has {
		if latin(v) {
			if _, enc := locale.Mend(v); enc == locale.Ambiguous {
				p.bad(r, f, "roster.bad.encoding")
			}
		}
	}
}

// latin reports whether a cell could be of an old font at all.
func latin(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r > 0xA0 }) && !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxLatin1 && unicode.IsLetter(r) })
}

func (p *planner) readName(r *parsed) {
	x := &r.person
	switch {
	case r.has[FirstNames] != "":
		x.Name = r.has[FirstNames] + " " + r.has[GivenName]
	default:
		x.Name = r.has[FullName] + " " + r.has[GivenName]
	}
	if p.sheet.Encoding == locale.TCVN3 { // it has no capitals with a tone
		x.Name = locale.TitleName(x.Name)
	}
	x.named()
	if x.Family == "" {
		p.bad(r, FullName, "roster.bad.name")
	}
}

// department is the known department of that name, spelt as it is known, or
// the name itself.
func (p *planner) department(name string) string {
	name = tidy(name)
	if name != "" && name == strings.ToUpper(name) && len(strings.Fields(name)) > 1 {
		name = sentence(name)
	}
	if d, ok := p.places[nameKey(name)]; ok {
		return d.Name
	}
	return name
}

// readSides reads two columns Nam and Nữ: a birth date in one of them, or a mark.
func (p *planner) readSides(r *parsed) {
	for f, sex := range map[Field]string{BornMale: "nam", BornFemale: "nu"} {
		v := r.has[f]
		if v == "" || v == "0" {
			continue
		}
		r.person.Sex = sex
		if len(v) > 2 && strings.ContainsFunc(v, unicode.IsDigit) {
			r.has[BornOn] = v
			if r.person.Born = p.readDay(r, f); r.person.Born.IsZero() {
				delete(r.has, BornOn)
			}
		}
	}
}

// readDay reads dd/mm/yyyy, or the number by which a spreadsheet keeps a day.
func (p *planner) readDay(r *parsed, f Field) law.Day {
	v := strings.TrimSpace(r.has[f])
	if v == "" {
		return law.Day{}
	}
	if i := strings.IndexAny(v, "T"); i == 10 {
		v = v[:i] // a day with an hour
	}
	if n, err := strconv.ParseFloat(v, 64); err == nil && !strings.Contains(v, "/") {
		switch {
		case n >= 1900 && n <= 2100 && n == math.Trunc(n):
			p.bad(r, f, "roster.bad.year", int(n))
			return law.Day{}
		case n >= 2101 && n < 80_000:
			if t, err := excelize.ExcelDateToTime(n, p.sheet.Old1904); err == nil {
				r.has[f] = locale.Date(law.DayOf(t))
				return law.DayOf(t)
			}
		}
	}
	d, err := locale.ParseDate(v)
	if err != nil {
		p.bad(r, f, "roster.bad.day")
		return law.Day{}
	}
	if p.today.Before(d) && f != JoinedOn {
		p.bad(r, f, "roster.bad.future")
		return law.Day{}
	}
	return d
}

var yes = map[string]bool{"x": true, "co": true, "1": true, "dung": true, "v": true, "yes": true, "true": true, "da ket nap": true, "dang vien": true, "doan vien": true, "la doan vien": true, "la dang vien": true, "dbct": true}
var no = map[string]bool{"": true, "khong": true, "0": true, "chua": true, "no": true, "false": true, "o": true}

// readMark reads a tick, a word, or the date of admission.
func (p *planner) readMark(r *parsed, f Field) bool {
	v := plainHeader(r.has[f])
	switch {
	case no[v]:
		return false
	case yes[v]:
		return true
	}
	if n, err := strconv.ParseFloat(r.has[f], 64); err == nil && n > 1900 && n < 80_000 {
		return true
	}
	if _, err := locale.ParseDate(r.has[f]); err == nil {
		return true
	}
	p.bad(r, f, "roster.bad.mark")
	return false
}

func sexOf(v string) string {
	switch plainHeader(v) {
	case "nam", "m", "male", "trai", "1":
		return "nam"
	case "nu", "f", "female", "gai", "0":
		return "nu"
	}
	return ""
}

// categories of staff by words that stand in a cell, the first that fits.
var categories = []struct {
	words string
	is    Category
}{
	{"nguoi lao dong", Worker}, {"nld", Worker}, {"lao dong hop dong", Worker}, {"hop dong lao dong", Worker}, {"hdld", Worker}, {"hop dong", Worker}, {"lao dong", Worker}, {"ldhd", Worker},
	{"vien chuc", PublicEmployee}, {"vc", PublicEmployee}, {"cong chuc", CivilServant}, {"cc", CivilServant}, {"can bo", Official}, {"cb", Official},
}

func categoryOf(v string) Category {
	v = plainHeader(v)
	for _, c := range categories {
		if v == c.words || len(c.words) > 4 && strings.Contains(v, c.words) {
			return c.is
		}
	}
	return ""
}

// phone gives back the zero that a spreadsheet takes from a number.
func phone(v string) string {
	v = plainNumber(tidy(v))
	if len(v) == 9 && strings.Trim(v, "0123456789") == "" {
		return "0" + v
	}
	return v
}

// plainNumber writes 9.12345678E8 as a spreadsheet shows it.
func plainNumber(v string) string {
	if n, err := strconv.ParseFloat(v, 64); err == nil && strings.ContainsAny(v, "eE.") && n == math.Trunc(n) && math.Abs(n) < 1e15 {
		return strconv.FormatFloat(n, 'f', 0, 64)
	}
	return v
}
