package conference

import (
	"slices"

	"hoinghi/law"
)

// Own is the kind of a point that the catalogue does not hold.
const Own = "other"

// ItemKind is an optional point of an agenda.
type ItemKind struct {
	Kind    string
	Title   string // key of its title; {review} and {plan} stand for the years
	Step    string // of khoản 4 Điều 51 Luật 10/2022/QH15: a … i; empty for the ceremonial frame
	Minutes int    // usual length
	Ends    string
	By      string // who presents it: head, partner, host, organiser, chair, accountant, board, superior, secretary
	Usual   bool   // ticked in a new agenda
}

// keys: conference.item.*

// catalogue is in the order of khoản 4 Điều 51 Luật 10/2022/QH15 within the
// usual ceremony.
var catalogue = []ItemKind{
	{"flag", "conference.item.flag", "", 5, "heard", "host", true},
	{"reason", "conference.item.reason", "", 5, "heard", "host", true},
	{"attendance", "conference.item.attendance", "", 5, "announced", "organiser", true},
	{"presidium", "conference.item.presidium", "", 5, "voted", "organiser", true},
	{"programme", "conference.item.programme", "", 5, "adopted", "chair", true},
	{"review", "conference.item.review", "a", 20, "heard", "head", true},
	{"directives", "conference.item.directives", "a", 10, "heard", "head", false},
	{"accountability", "conference.item.accountability", "a", 10, "heard", "head", false},
	{"emulation", "conference.item.emulation", "a", 10, "heard", "head", false},
	{"finance", "conference.item.finance", "a", 10, "heard", "accountant", true},
	{"previous", "conference.item.previous", "b", 10, "heard", "partner", true},
	{"democracy", "conference.item.democracy", "b", 10, "heard", "partner", true},
	{"union", "conference.item.union", "b", 15, "heard", "partner", false},
	{"union-finance", "conference.item.union-finance", "b", 10, "heard", "partner", false},
	{"opinions", "conference.item.opinions", "b", 10, "heard", "secretary", false},
	{"spending", "conference.item.spending", "b", 10, "heard", "head", false},
	{"coordination", "conference.item.coordination", "b", 10, "heard", "partner", false},
	{"discussion", "conference.item.discussion", "c", 40, "discussed", "chair", true},
	{"answers", "conference.item.answers", "d", 20, "discussed", "head", true},
	{"plan", "conference.item.plan", "d", 15, "adopted", "head", true},
	{"inspection", "conference.item.inspection", "đ", 10, "heard", "board", true},
	{"election", "conference.item.election", "e", 30, "elected", "chair", false},
	{"contributions", "conference.item.contributions", "e", 10, "voted", "chair", false},
	{"targets", "conference.item.targets", "e", 10, "voted", "chair", false},
	{"superior", "conference.item.superior", "", 15, "heard", "superior", true},
	{"awards", "conference.item.awards", "g", 15, "announced", "head", true},
	{"launch", "conference.item.launch", "g", 10, "announced", "head", true},
	{"pledge", "conference.item.pledge", "h", 10, "signed", "head", true},
	{"commitment", "conference.item.commitment", "h", 10, "signed", "partner", false},
	{"resolution", "conference.item.resolution", "i", 15, "adopted", "secretary", true},
	{"close", "conference.item.close", "", 5, "heard", "chair", true},
}

// Catalogue lists the optional points in the order of the law in force on a
// day. Before 1 July 2023 no order was laid down: the report of the
// Inspection Board then stood, as was usual, with the other reports.
func Catalogue(on law.Day) []ItemKind {
	list := slices.Clone(catalogue)
	if _, err := law.Steps.On(on); err == nil {
		return list
	}
	from, to := kindAt(list, "inspection"), kindAt(list, "discussion")
	moved := list[from]
	return slices.Insert(slices.Delete(list, from, from+1), to, moved)
}

func kindAt(list []ItemKind, kind string) int {
	return slices.IndexFunc(list, func(k ItemKind) bool { return k.Kind == kind })
}

// Astray names the points that stand after a point of a later step of the
// law's order; none when the law of the day lays no order down. The value
// tells the article.
func Astray(on law.Day, items []Item) (map[string]bool, law.Dated[[]law.Step]) {
	steps, err := law.Steps.On(on)
	if err != nil {
		return nil, steps
	}
	out, latest := map[string]bool{}, -1
	for _, i := range items {
		at := kindAt(catalogue, i.Kind)
		if at < 0 || catalogue[at].Step == "" {
			continue
		}
		step := slices.IndexFunc(steps.Is, func(s law.Step) bool { return s.Code == catalogue[at].Step })
		if step < latest {
			out[i.ID] = true
		}
		latest = max(latest, step)
	}
	return out, steps
}
