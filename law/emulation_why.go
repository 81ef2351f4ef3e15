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
	most := (2*c.Num*advanced + c.Den) / (2 * c.Den)
	r := Reading{Label: readingRounded, Source: sourceRounded, Verdict: Met}
	outcome := textRoundKept
	if fighters > most {
		r.Verdict, outcome = Short, textRoundBroken
	}
	r.Conclusion = fmt.Sprintf(textRounded, c.Fraction.Words(), advanced, decimal(c.Num*advanced, c.Den, 2), most, fighters, outcome)
	return r
}
