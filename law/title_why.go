package law

// Nominee is what the conditions of a personal title ask.
type Nominee struct {
	Level      Level
	Months     int        // worked in the year, maternity leave included
	Discipline Discipline // heaviest of the year; empty for none
	Advanced   bool       // is LĐTT
	Initiative bool       // has a recognised initiative or accepted research
}

// Team is what the conditions of a collective title ask.
type Team struct {
	Members, Advanced, Fighters int64 // all, LĐTT, CSTĐCS
	AllDone                     bool  // the plan and everyone's tasks are done
	Discipline                  Discipline
}

// condition is one condition and how a case stands against it; open conditions
// are no longer in the texts known and are left to ministry or province.
type condition struct {
	text     string
	ok, open bool
}

// TitleWhy says whether a person meets the conditions of LĐTT or CSTĐCS; the
// share of CSTĐCS is another question: CSTDCSWhy.
func TitleWhy(on Day, unit Unit, a Award, n Nominee) (Why, error) {
	w, err := titled(on, unit, a)
	if err != nil {
		return Why{}, err
	}
	switch a {
	case LDTT:
		return w.judge(advancedConditions(on, n)), nil
	case CSTDCS:
		return w.judge([]condition{{textIsAdvanced, n.Advanced, false}, {textHasInitiative, n.Initiative, false}}), nil
	}
	return Why{}, missing(KeyAwardRecipient, string(a), string(Person))
}

// TeamTitleWhy says whether a collective meets the conditions of TTLĐTT or TTLĐXS.
func TeamTitleWhy(on Day, unit Unit, a Award, t Team) (Why, error) {
	w, err := titled(on, unit, a)
	if err != nil {
		return Why{}, err
	}
	if err := counted(t.Advanced, t.Members); err != nil {
		return Why{}, err
	}
	series := AdvancedCollective
	if a == TTLDXS {
		series = ExcellentCollective
	}
	bar, err := series.On(on)
	if err != nil {
		return Why{}, err
	}
	w.Inputs = []Figure{people(labelTeam, t.Members), people(labelAdvanced, t.Advanced), people(labelFighters, t.Fighters)}
	list := []condition{{textAllDone, t.AllDone, false}, {bar.Is.Words() + textAreAdvanced, bar.Is.Met(t.Advanced, t.Members), false}}
	switch a {
	case TTLDTT:
		return w.judge(list), nil
	case TTLDXS:
		list = append(list, condition{textHasFighter, t.Fighters > 0, false})
		if d, err := CollectiveDiscipline.On(on); err == nil {
			list = append(list, condition{barredFrom(d.Is), lighter(t.Discipline, d.Is), false})
		}
		return w.judge(list), nil
	}
	return Why{}, missing(KeyAwardRecipient, string(a), string(Collective))
}

// titleArticles is the article of each title, the same in both laws.
var titleArticles = map[Award]string{LDTT: "Điều 24 ", CSTDCS: "Điều 23 ", TTLDTT: "Điều 28 ", TTLDXS: "Điều 27 "}

// titled begins the reason for a title: its article in the law of the day.
func titled(on Day, unit Unit, a Award) (Why, error) {
	article, ok := titleArticles[a]
	if !ok {
		return Why{}, missing(KeyAwardUnknown, string(a))
	}
	w, _, err := reason(GrassrootsRequires, on, unit)
	if err != nil {
		return Why{}, err
	}
	w.Title, w.Cite = a.Name(), article+l06
	if GrassrootsRequires[0].Holds(on) {
		w.Cite = article + ltdkt2003
	}
	return w, nil
}

func advancedConditions(on Day, n Nominee) []condition {
	list := []condition{{textWellDone, n.Level == Excellent || n.Level == Good, false}}
	months, err := AdvancedMonths.On(on)
	open := err != nil
	if open {
		months = AdvancedMonths[0]
	}
	return append(list,
		condition{textWorked + months.Is.Words(), n.Months >= months.Is.N, open},
		condition{barredFrom(Reprimand), n.Discipline == "", open})
}

// lighter reports whether discipline is lighter than a bar; none is.
func lighter(d, bar Discipline) bool {
	weight := map[Discipline]int{Reprimand: 1, Warning: 2, Demotion: 3, Dismissal: 4}
	return weight[d] < weight[bar]
}

// judge writes the verdict over a list of conditions.
func (w Why) judge(list []condition) Why {
	var short, open, all []Item
	for _, c := range list {
		all = append(all, Item{"", c.text})
		switch {
		case c.ok:
		case c.open:
			open = append(open, Item{"", c.text})
		default:
			short = append(short, Item{"", c.text})
		}
	}
	w.Requirement = opened(excluded(all))
	switch {
	case len(short) > 0:
		w.Verdict, w.Conclusion = Short, textConditionsShort+excluded(short)
	case len(open) > 0:
		w.Verdict, w.Conclusion = NotDecided, textConditionsOpen+excluded(open)
		w.Change = textConditionsAsk
	default:
		w.Verdict, w.Conclusion = Met, textConditionsMet
	}
	return w
}
