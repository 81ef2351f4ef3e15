package law

import (
	"slices"
	"strconv"
	"strings"
)

// Shape is how the value of a rule that a unit may set is written.
type Shape string

// The shapes.
const (
	ShapeShare  Shape = "share"  // "ít nhất 3/4", "trên 50 %"
	ShapeCap    Shape = "cap"    // "không quá 10 %"
	ShapeLimit  Shape = "limit"  // "dưới 150", "không quá 150"
	ShapeSpan   Shape = "span"   // "3 ngày làm việc"
	ShapeRating Shape = "rating" // "15 %; 15 %; 20 %": civil servants, public employees, those of an excellent unit
	ShapeChoice Shape = "choice" // the code of a choice
)

// Settable is a rule that a unit may tighten, or a question it may answer.
type Settable struct {
	ID, Title string
	Topic     string // empty for a question that the law leaves open
	Shape     Shape
	Choices   []Item // of a question
	Law       Entry  // what holds without the unit's own document
}

// settable reads an own value as written and lays it over the law's.
type settable struct {
	id    string
	shape Shape
	lay   func(text string, d Document, on Day) (Entry, error)
}

func settables() []settable {
	return []settable{
		bar(Quorum), bar(Majority), bar(FormsPass),
		own(WholeStaffMax, ShapeLimit, ParseLimit, func(_ Series[Limit], v Limit, d Document, on Day) (Dated[Limit], error) {
			return TightenWholeStaff(v, d, on)
		}),
		within(Deadline), within(ReviewPeriod), within(DisclosureDeadline), within(DisclosureDuration),
		bar(BoardElected), within(BoardAnswer), within(BoardPlanNotice),
		own(GrassrootsShare, ShapeCap, ParseCap, TightenCap),
		own(ExcellentCap, ShapeRating, parseRating, func(_ Series[RatingCap], v RatingCap, d Document, on Day) (Dated[RatingCap], error) {
			return TightenRating(v, d, on)
		}),
	}
}

func bar(s Series[Share]) settable { return own(s, ShapeShare, ParseShare, TightenShare) }

func within(s Series[Span]) settable { return own(s, ShapeSpan, ParseSpan, TightenSpan) }

func own[T interface{ Words() string }](s Series[T], shape Shape, read func(string) (T, bool), lay func(Series[T], T, Document, Day) (Dated[T], error)) settable {
	return settable{s.ID(), shape, func(text string, d Document, on Day) (Entry, error) {
		v, ok := read(text)
		if !ok {
			return Entry{}, missing(KeyOverlayValue, s.ID(), text)
		}
		laid, err := lay(s, v, d, on)
		return entry(laid, T.Words), err
	}}
}

// Settables lists what a unit may set on a day: the rules that it may tighten,
// then the questions that the law leaves open.
func Settables(on Day) []Settable {
	var out []Settable
	for _, x := range settables() {
		r, _ := Find(x.id)
		if e, err := r.On(on); err == nil {
			out = append(out, Settable{ID: x.id, Title: r.Title, Topic: r.Topic, Shape: x.shape, Law: e})
		}
	}
	for _, o := range Openings() {
		u := o.Unsettled()
		out = append(out, Settable{ID: o.ID, Title: o.Title, Shape: ShapeChoice, Choices: o.Choices,
			Law: Entry{ID: o.ID, Value: u.Choice.Text, Cite: o.Cite, Conf: Verified}})
	}
	return out
}

// Lay lays an own value, written as its Shape says, over the rule of a day, or
// answers the question with it. It refuses as the Tighten functions and Fill
// do, and what no unit may set with KeyOverlayClosed.
func Lay(id, text string, d Document, on Day) (Entry, error) {
	all := settables()
	if i := slices.IndexFunc(all, func(x settable) bool { return x.id == id }); i >= 0 {
		return all[i].lay(text, d, on)
	}
	s, err := Fill(id, text, d, on)
	return Entry{ID: id, Value: s.Choice.Text, From: d.Day, Cite: s.Cite, Conf: Verified}, err
}

// Bar finds the history of a bar to pass by the id of the rule or of one of
// its values.
func Bar(id string) (Series[Share], bool) {
	for _, s := range []Series[Share]{Quorum, Majority, FormsPass, BoardElected} {
		if s.ID() == ruleID(id) {
			return s, true
		}
	}
	return nil, false
}

// after is the text behind the first of some words that it begins with, and
// which one that was; -1 for none.
func after(text string, words ...string) (string, int) {
	for i, w := range words {
		if rest, ok := strings.CutPrefix(text, w); ok {
			return strings.TrimSpace(rest), i
		}
	}
	return text, -1
}

func plain(text string) string { return strings.Join(strings.Fields(strings.ToLower(text)), " ") }

const mostWritten = 1_000_000 // no rule counts further, and products stay exact

// ParseFraction reads "3/4", "75 %" or "66,7 %"; nothing above a whole.
func ParseFraction(text string) (Fraction, bool) {
	if p, ok := strings.CutSuffix(plain(text), "%"); ok {
		whole, part, _ := strings.Cut(strings.TrimSpace(p), ",")
		n, ok := count(whole + part)
		den := int64(100)
		for range min(len(part), 6) {
			den *= 10
		}
		return Fraction{n, den}, ok && len(part) <= 3 && whole != "" && n <= den
	}
	a, b, ok := strings.Cut(plain(text), "/")
	n, okN := count(strings.TrimSpace(a))
	den, okD := count(strings.TrimSpace(b))
	return Fraction{n, den}, ok && okN && okD && den > 0 && n <= den
}

func count(digits string) (int64, bool) {
	n, err := strconv.ParseUint(digits, 10, 32)
	return int64(n), err == nil && n <= mostWritten
}

// ParseShare reads a bar as law writes it: "ít nhất 2/3", "trên 50 %"; a bare
// fraction is at least that.
func ParseShare(text string) (Share, bool) {
	t, which := after(plain(text), "trên", "quá", ">=", ">", "ít nhất", "từ", "≥")
	f, ok := ParseFraction(strings.TrimSuffix(t, " trở lên"))
	return Share{f, which == 0 || which == 1 || which == 3}, ok && f.Num > 0
}

// ParseCap reads a cap: "không quá 10 %", "1/10".
func ParseCap(text string) (Cap, bool) {
	t, _ := after(plain(text), "không quá", "tối đa", "<=", "≤")
	f, ok := ParseFraction(t)
	return Cap{f}, ok
}

// ParseLimit reads a limit of people: "dưới 150", "không quá 150", "150".
func ParseLimit(text string) (Limit, bool) {
	t, which := after(plain(text), "dưới", "<=", "<", "không quá", "tối đa", "đến")
	n, ok := count(strings.TrimSuffix(t, " người"))
	return Limit{n, which == 0 || which == 2}, ok && n > 0
}

// ParseSpan reads a time limit: "3 ngày làm việc", "2 tháng".
func ParseSpan(text string) (Span, bool) {
	digits, unit, _ := strings.Cut(plain(text), " ")
	n, ok := count(digits)
	for u := Days; u <= Years; u++ {
		if s := (Span{int(n), u}); ok && n > 0 && s.Words() == digits+" "+unit {
			return s, true
		}
	}
	return Span{}, false
}

// parseRating reads the caps of excellent ratings, two or three of them.
func parseRating(text string) (RatingCap, bool) {
	var caps [3]Cap
	parts := strings.Split(text, ";")
	if len(parts) < 2 || len(parts) > 3 {
		return RatingCap{}, false
	}
	for i, p := range parts {
		c, ok := ParseCap(p)
		if !ok && !(i == 2 && strings.TrimSpace(p) == "") {
			return RatingCap{}, false
		}
		if ok {
			caps[i] = c
		}
	}
	return RatingCap{CivilServants: caps[0], PublicEmployees: caps[1], BestUnit: caps[2]}, true
}
