package law

import "fmt"

// Candidate is what the law asks about a person proposed for the board.
type Candidate struct {
	WorksHere bool
	Willing   bool   // stands of their own will
	Post      string // code of BoardExcluded, such as "head"; empty for others
}

// BoardMemberWhy says whether a person may be a member of the board.
func BoardMemberWhy(on Day, unit Unit, c Candidate) (Why, error) {
	w, barred, err := reason(BoardExcluded, on, unit)
	if err != nil {
		return Why{}, err
	}
	w.Inputs = []Figure{{labelWorksHere, yesNo(c.WorksHere)}, {labelWilling, yesNo(c.Willing)}}
	w.Requirement = textMemberRule + excluded(barred)
	w.Verdict, w.Conclusion = Met, textMemberMet
	switch {
	case has(barred, c.Post):
		w.Verdict = Short
		for _, x := range barred {
			if x.Code == c.Post {
				w.Conclusion = fmt.Sprintf(textMemberBarred, x.Text)
			}
		}
	case !c.WorksHere:
		w.Verdict, w.Conclusion = Short, textMemberElsewhere
	case !c.Willing:
		w.Verdict, w.Conclusion, w.Change = Short, textMemberUnwilling, textMemberWilling
	}
	return w, nil
}

// Board is the plan that BoardSizeWhy judges.
type Board struct {
	Staff   int64
	Members int64
	Special bool // special or scattered unit
}

// BoardSizeWhy says whether a unit may have a board of this size.
func BoardSizeWhy(on Day, unit Unit, b Board) (Why, error) {
	w, size, err := reason(BoardSizes, on, unit)
	if err != nil {
		return Why{}, err
	}
	if err := counted(b.Members, b.Staff); err != nil {
		return Why{}, err
	}
	w.Inputs = []Figure{people(labelStaff, b.Staff), people(labelMembers, b.Members)}
	none, err := NoBoardMax.On(on)
	switch {
	case err == nil && none.Is.Allows(b.Staff):
		w.Verdict, w.Rule, w.Cite = Short, none.ID, none.Cite
		w.Conclusion = fmt.Sprintf(textNoBoard, b.Staff)
	case size.Allows(b.Members):
		w.Verdict, w.Conclusion = Met, fmt.Sprintf(textBoardMet, b.Members)
	case size.Special && b.Special && b.Members > size.Max:
		w.Verdict, w.Conclusion = Warned, fmt.Sprintf(textBoardSpecial, b.Members)
	default:
		w.Verdict, w.Conclusion = Short, fmt.Sprintf(textBoardShort, b.Members, boardSizeText(size))
	}
	return w, nil
}

// BoardElectionWhy says whether a candidate is elected to the board.
func BoardElectionWhy(on Day, unit Unit, attending, inFavour int64) (Why, error) {
	w, bar, err := reason(BoardElected, on, unit)
	if err != nil {
		return Why{}, err
	}
	if err := counted(inFavour, attending); err != nil {
		return Why{}, err
	}
	w.Inputs = []Figure{people(labelAttending, attending), people(labelInFavour, inFavour)}
	return w.weigh(bar, weighing{attending, inFavour, textInFavour, textElected, textNotElected}), nil
}
