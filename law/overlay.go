package law

import (
	"slices"
	"strings"
)

// Document is the unit's own regulation that an overlay rests on.
type Document struct {
	Number  string // for example "15/QC-STTTT"
	Day     Day    // in force from
	Article string // for example "khoản 2 Điều 7"
}

// Cite is how the document is cited.
func (d Document) Cite() string {
	return d.Article + " " + d.Number + " ngày " + vnDay(d.Day)
}

// check refuses a document that cannot be cited.
func (d Document) check() error {
	var lacks []string
	if strings.TrimSpace(d.Number) == "" {
		lacks = append(lacks, "number")
	}
	if d.Day.IsZero() {
		lacks = append(lacks, "day")
	}
	if strings.TrimSpace(d.Article) == "" {
		lacks = append(lacks, "article")
	}
	if len(lacks) > 0 {
		return missing(KeyOverlayPaper, strings.Join(lacks, ", "))
	}
	return nil
}

// looserBar reports whether an own bar admits what the law's refuses.
func looserBar(own, law Share) bool {
	o, l := own.Num*law.Den, law.Num*own.Den
	return o < l || o == l && law.Strict && !own.Strict
}

// looserCap reports whether an own cap admits what the law's refuses.
func looserCap(own, law Cap) bool { return own.Num*law.Den > law.Num*own.Den }

// looserLimit reports whether an own limit for whole-staff conferences lets a
// unit convene delegates that by law must convene everyone.
func looserLimit(own, law Limit) bool {
	return own.N < law.N || own.N == law.N && own.Strict && !law.Strict
}

// later reports whether an own time limit may run longer than the law's.
func later(own, law Span) bool { return longest(own, law) > shortest(law, own) }

// shorter reports whether an own period may end before the law's does.
func shorter(own, law Span) bool { return shortest(own, law) < longest(law, own) }

// endless stands for working days where they cannot be counted in days: any
// number of holidays may fall between.
const endless = 1 << 30

// longest is the most days that a span may last, in units comparable with o.
func longest(s, o Span) int {
	if s.Unit == o.Unit {
		return s.N
	}
	switch s.Unit {
	case WorkingDaysOnly:
		return endless
	case Months:
		return 31 * s.N
	case Years:
		return 366 * s.N
	}
	return s.N
}

// shortest is the fewest days that a span may last, in units comparable with o.
func shortest(s, o Span) int {
	if s.Unit == o.Unit {
		return s.N
	}
	switch s.Unit {
	case Months:
		return 28 * s.N
	case Years:
		return 365 * s.N
	}
	return s.N
}

// tighten lays an own value over the law's of a day: the same rule with the
// unit's document first in its citation. A looser value is refused with both
// citations, an own value without a document or before its day likewise.
func tighten[T interface{ Words() string }](s Series[T], own T, d Document, on Day, looser func(own, law T) bool) (Dated[T], error) {
	if err := d.check(); err != nil {
		return Dated[T]{}, err
	}
	base, err := s.On(on)
	if err != nil {
		return Dated[T]{}, err
	}
	if on.Before(d.Day) {
		return Dated[T]{}, missing(KeyOverlayDay, s.ID(), on, d.Day)
	}
	if looser(own, base.Is) {
		return Dated[T]{}, missing(KeyOverlayLooser, s.ID(), own.Words(), d.Cite(), base.Is.Words(), base.Cite)
	}
	base.ID += "+" + d.Number
	if base.From.Before(d.Day) {
		base.From = d.Day
	}
	base.Cite = joinCites(d.Cite(), base.Cite)
	base.Is = own
	return base, nil
}

// TightenShare raises a bar such as the quorum or the majority.
func TightenShare(s Series[Share], own Share, d Document, on Day) (Dated[Share], error) {
	if own.Den <= 0 || own.Num <= 0 || own.Num > own.Den || own.Strict && own.Num == own.Den {
		return Dated[Share]{}, missing(KeyOverlayValue, s.ID(), own.Words())
	}
	return tighten(s, own, d, on, looserBar)
}

// TightenCap lowers a cap such as the share of CSTĐCS.
func TightenCap(s Series[Cap], own Cap, d Document, on Day) (Dated[Cap], error) {
	if own.Den <= 0 || own.Num < 0 {
		return Dated[Cap]{}, missing(KeyOverlayValue, s.ID(), own.Words())
	}
	return tighten(s, own, d, on, looserCap)
}

// TightenWholeStaff raises the number of staff up to which all are convened.
func TightenWholeStaff(own Limit, d Document, on Day) (Dated[Limit], error) {
	return tighten(WholeStaffMax, own, d, on, looserLimit)
}

// minimums are the periods that must last at least so long; all others are
// time limits that must not run longer.
var minimums = []string{"disc.duration.days", "ttnd.plan.notice_days", "portal.downtime"}

// TightenSpan shortens a time limit, or lengthens a period that the law sets
// as a minimum.
func TightenSpan(s Series[Span], own Span, d Document, on Day) (Dated[Span], error) {
	if own.N <= 0 {
		return Dated[Span]{}, missing(KeyOverlayValue, s.ID(), own.Words())
	}
	if slices.Contains(minimums, s.ID()) {
		return tighten(s, own, d, on, shorter)
	}
	return tighten(s, own, d, on, later)
}

// TightenRating lowers the caps of excellent ratings; all of them are given.
func TightenRating(own RatingCap, d Document, on Day) (Dated[RatingCap], error) {
	for _, c := range []Cap{own.CivilServants, own.PublicEmployees} {
		if c.Den <= 0 || c.Num < 0 {
			return Dated[RatingCap]{}, missing(KeyOverlayValue, ExcellentCap.ID(), c.String())
		}
	}
	return tighten(ExcellentCap, own, d, on, looserRating)
}

// looserRating reports whether any own cap admits what the law's refuses. A
// unit without an own cap for excellent units keeps to the usual one.
func looserRating(own, law RatingCap) bool {
	if own.BestUnit != (Cap{}) && (law.BestUnit == (Cap{}) || looserCap(own.BestUnit, law.BestUnit)) {
		return true
	}
	return looserCap(own.CivilServants, law.CivilServants) || looserCap(own.PublicEmployees, law.PublicEmployees)
}
