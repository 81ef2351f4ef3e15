package law

import "fmt"

// Verdict is how a case stands against a rule.
type Verdict string

// The verdicts.
const (
	Met        Verdict = "met"
	Short      Verdict = "short"   // the rule is not met
	Warned     Verdict = "warn"    // allowed, but someone should look
	NotDecided Verdict = "unknown" // the law leaves it open or its text was not found
)

// Figure is one number or word that went into a conclusion.
type Figure struct{ Label, Value string }

// Why is the reason of one decision, in words that may be shown and printed.
type Why struct {
	Rule        string // id of the value applied, for example "conf.quorum.fraction@2023-07-01"
	Title       string
	Inputs      []Figure
	Requirement string // what the rule asks
	Cite        string
	Conf        Confidence
	On          Day
	Verdict     Verdict
	Conclusion  string
	Change      string    // what would turn the verdict; may be empty
	Note        string    // banner or caution; may be empty
	Readings    []Reading // where the law can be read in more than one way
}

// Reading is one way to read a rule and what it gives.
type Reading struct {
	Label, Conclusion, Source string
	Verdict                   Verdict
}

// reason begins a Why from the value in force for a unit on a day.
func reason[T any](s Series[T], on Day, u Unit) (Why, T, error) {
	var none T
	if err := u.check(); err != nil {
		return Why{}, none, err
	}
	d, err := s.On(on)
	if err != nil {
		return Why{}, none, err
	}
	x, err := Explain(s.ID(), on, u.Kind)
	if err != nil {
		return Why{}, none, err
	}
	if x.Applies == NotAtAll {
		return Why{}, none, missing(KeyUnitOutside, s.ID(), string(u.Kind))
	}
	return Why{
		Rule: d.ID, Title: x.Rule.Title, Requirement: opened(x.Entry.Value),
		Cite: d.Cite, Conf: d.Conf, On: on, Note: joined(x.Banner, d.Note),
	}, d.Is, nil
}

func joined(parts ...string) string {
	out := ""
	for _, p := range parts {
		if out != "" && p != "" {
			out += " "
		}
		out += p
	}
	return out
}

func people(label string, n int64) Figure { return Figure{label, number(n)} }

// counted refuses a part that its base cannot hold.
func counted(part, base int64) error {
	if base <= 0 {
		return missing(KeyCountBase, base)
	}
	if part < 0 || part > base {
		return missing(KeyCountPart, part, base)
	}
	return nil
}

// QuorumWhy says whether enough of the convened are present.
func QuorumWhy(on Day, unit Unit, convened, present int64) (Why, error) {
	d, err := Quorum.On(on)
	if err != nil {
		return Why{}, err
	}
	return QuorumUnder(d, on, unit, Count{convened, present})
}

// MajorityWhy says whether enough of those attending are in favour.
func MajorityWhy(on Day, unit Unit, base, inFavour int64) (Why, error) {
	d, err := Majority.On(on)
	if err != nil {
		return Why{}, err
	}
	return MajorityUnder(d, on, unit, Count{base, inFavour})
}

// Count is a part of a base.
type Count struct{ Base, Part int64 }

// QuorumUnder is QuorumWhy by a bar that the unit laid over the law's with
// TightenShare.
func QuorumUnder(d Dated[Share], on Day, unit Unit, c Count) (Why, error) {
	w, err := under(Quorum, d, on, unit)
	if err != nil {
		return Why{}, err
	}
	if err := counted(c.Part, c.Base); err != nil {
		return Why{}, err
	}
	w.Requirement = opened(fmt.Sprintf(ruleQuorum, d.Is.Words()))
	w.Inputs = []Figure{people(labelConvened, c.Base), people(labelPresent, c.Part)}
	return w.weigh(d.Is, weighing{c.Base, c.Part, textPresent, textQuorumMet, textQuorumShort}), nil
}

// MajorityUnder is MajorityWhy by a bar that the unit laid over the law's.
func MajorityUnder(d Dated[Share], on Day, unit Unit, c Count) (Why, error) {
	w, err := under(Majority, d, on, unit)
	if err != nil {
		return Why{}, err
	}
	if err := counted(c.Part, c.Base); err != nil {
		return Why{}, err
	}
	w.Requirement = opened(fmt.Sprintf(ruleMajority, d.Is.Words()))
	w.Inputs = []Figure{people(labelAttending, c.Base), people(labelInFavour, c.Part)}
	return w.weigh(d.Is, weighing{c.Base, c.Part, textInFavour, textPassed, textNotPassed}), nil
}

// under begins a Why by a value laid over that of a series. A value looser
// than the law's of that day is refused, whoever made it.
func under(s Series[Share], d Dated[Share], on Day, u Unit) (Why, error) {
	w, bar, err := reason(s, on, u)
	if err != nil {
		return Why{}, err
	}
	if ruleID(d.ID) != s.ID() || !d.Holds(on) {
		return Why{}, missing(KeyRuleUnknown, d.ID)
	}
	if looserBar(d.Is, bar) {
		return Why{}, missing(KeyOverlayLooser, s.ID(), d.Is.Words(), d.Cite, bar.Words(), w.Cite)
	}
	w.Rule, w.Cite, w.Conf = d.ID, d.Cite, d.Conf
	return w, nil
}

// weighing is a count against a base and the words for both outcomes.
type weighing struct {
	base, n              int64
	subject, met, notMet string
}

// weigh writes the verdict, the conclusion and what would change it.
func (w Why) weigh(bar Share, x weighing) Why {
	need := bar.Needed(x.base)
	w.Conclusion = share(bar, x.base) + ". " + fmt.Sprintf(textHave, x.n, x.subject)
	if bar.Met(x.n, x.base) {
		w.Verdict = Met
		w.Conclusion += fmt.Sprintf(", %s", x.met)
		w.Change = fmt.Sprintf(textChangeFewer, x.n-need+1, x.subject, x.notMet)
		return w
	}
	w.Verdict = Short
	w.Conclusion += fmt.Sprintf(textMissing, need-x.n, x.notMet)
	w.Change = fmt.Sprintf(textChangeMore, need-x.n, x.subject, x.met)
	return w
}

// share writes what a bar means for a base: "2/3 của 64 là 42,67, làm tròn
// lên 43" or "50 % của 49 là 24,5, phải trên mức đó, tức từ 25".
func share(bar Share, base int64) string {
	s := fmt.Sprintf(textShareOf, bar.Fraction.Words(), base, decimal(bar.Num*base, bar.Den, 2))
	switch {
	case bar.Strict:
		return s + fmt.Sprintf(textAbove, bar.Needed(base))
	case bar.Num*base%bar.Den != 0:
		return s + fmt.Sprintf(textRoundedUp, bar.Needed(base))
	}
	return s
}
