package law

import "fmt"

// CSTDCSWhy says whether the holders of CSTĐCS keep within their share of
// LĐTT. The text can be read in three ways; each reading is given with its
// source, and the verdict warns where they differ.
func CSTDCSWhy(on Day, unit Unit, advanced, fighters int64) (Why, error) {
	w, limit, err := reason(GrassrootsShare, on, unit)
	if err != nil {
		return Why{}, err
	}
	if err := counted(fighters, advanced); err != nil {
		return Why{}, err
	}
	basis, err := GrassrootsRequires.On(on)
	if err != nil {
		return Why{}, err
	}
	w.Inputs = []Figure{people(labelAdvanced, advanced), people(labelFighters, fighters)}
	w.Readings = []Reading{
		asWritten(limit, advanced, fighters, w.Cite),
		withFighters(limit, advanced, fighters, basis.Cite),
		roundedShare(limit, advanced, fighters),
	}
	w.Verdict = together(w.Readings)
	w.Conclusion = w.Readings[0].Conclusion
	if w.Verdict == Warned {
		w.Conclusion += textReadingsDiffer
		w.Change = textReadingChange
	}
	if w.Verdict == Short {
		w.Change = fmt.Sprintf(textReadingFewer, limit.Most(advanced))
	}
	return w, nil
}

// together is Met where all readings agree on it, Short where none gives it.
func together(readings []Reading) Verdict {
	met := 0
	for _, r := range readings {
		if r.Verdict == Met {
			met++
		}
	}
	switch met {
	case len(readings):
		return Met
	case 0:
		return Short
	}
	return Warned
}

// asWritten takes the number of LĐTT as it stands for the base.
func asWritten(c Cap, advanced, fighters int64, cite string) Reading {
	r := weighCap(c, advanced, fighters)
	r.Label, r.Source = fmt.Sprintf(readingAsWritten, advanced), cite
	return r
}

// withFighters adds the holders of CSTĐCS, who must be LĐTT themselves, to
// the base.
func withFighters(c Cap, advanced, fighters int64, cite string) Reading {
	r := weighCap(c, advanced+fighters, fighters)
	r.Label, r.Source = fmt.Sprintf(readingWithFighters, advanced, fighters), cite
	return r
}

// weighCap says whether n of base keep within a cap.
func weighCap(c Cap, base, n int64) Reading {
	r := Reading{Verdict: Met, Conclusion: fmt.Sprintf(textCapKept, n, base, percent(n, base), c.Words())}
	if !c.Holds(n, base) {
		r.Verdict = Short
		r.Conclusion = fmt.Sprintf(textCapBroken, n, base, percent(n, base), c.Fraction.Words())
	}
	return r
}

// roundedShare rounds the largest number half up to a whole one.
func roundedShare(c Cap, advanced, fighters int64) Reading {
	most := c.rounded(advanced, "half-up")
	r := Reading{Label: readingRounded, Source: sourceRounded, Verdict: Met}
	outcome := textRoundKept
	if fighters > most {
		r.Verdict, outcome = Short, textRoundBroken
	}
	r.Conclusion = fmt.Sprintf(textRounded, c.Fraction.Words(), advanced, decimal(c.Num*advanced, c.Den, 2), most, fighters, outcome)
	return r
}

// Proposal is a number of CSTĐCS and how the unit settled the two questions
// that the law leaves open; see Fill and Opening.Unsettled.
type Proposal struct {
	Advanced, Fighters int64
	Base, Rounding     Settled // of "tdkt.cstdcs.base" and "tdkt.cstdcs.rounding"
}

// CSTDCSDecided is CSTDCSWhy once the unit has settled how to count: one
// reading, with the unit's documents in its citation.
func CSTDCSDecided(on Day, unit Unit, p Proposal) (Why, error) {
	w, limit, err := reason(GrassrootsShare, on, unit)
	if err != nil {
		return Why{}, err
	}
	if err := counted(p.Fighters, p.Advanced); err != nil {
		return Why{}, err
	}
	if p.Base.Opening != "tdkt.cstdcs.base" || p.Rounding.Opening != "tdkt.cstdcs.rounding" {
		return Why{}, missing(KeyOverlayClosed, p.Base.Opening+", "+p.Rounding.Opening)
	}
	base := p.Advanced
	if p.Base.Choice.Code == "together" {
		base += p.Fighters
	}
	most := limit.rounded(base, p.Rounding.Choice.Code)
	w.Inputs = []Figure{people(labelAdvanced, p.Advanced), people(labelFighters, p.Fighters),
		{labelBase, p.Base.Choice.Text}, {labelRounding, p.Rounding.Choice.Text}}
	w.Cite = joinCites(w.Cite, p.Base.Cite, p.Rounding.Cite)
	w.Verdict, w.Conclusion = Met, textRoundKept
	if p.Fighters > most {
		w.Verdict, w.Conclusion = Short, textRoundBroken
		w.Change = fmt.Sprintf(textReadingFewer, most)
	}
	w.Conclusion = fmt.Sprintf(textDecided, limit.Fraction.Words(), base, decimal(limit.Num*base, limit.Den, 2), most, p.Fighters, w.Conclusion)
	return w, nil
}

// rounded is the largest count within a cap by a way of rounding.
func (c Cap) rounded(base int64, way string) int64 {
	switch way {
	case "half-up":
		return (2*c.Num*base + c.Den) / (2 * c.Den)
	case "up":
		return (c.Num*base + c.Den - 1) / c.Den
	}
	return c.Most(base)
}
