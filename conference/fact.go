package conference

import (
	"crypto/rand"
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// FactTopics lists what facts are about.
func FactTopics() []string {
	return []string{"result", "plan", "award", "union", "pay", "finance", "pledge", "petition", "speech", "attendance", "limitation", "other"}
}

// FactStates says how far the matter of a fact is.
func FactStates() []string { return []string{"done", "planned", "proposed"} }

// AddFact notes a figure or statement and answers its id. Facts may be added
// after the closing too: decisions of superiors come later.
func AddFact(tx *store.Tx, f Fact) (string, error) {
	if err := needFacts(tx); err != nil {
		return "", err
	}
	if _, err := oneConference(tx, f.Conference); err != nil {
		return "", err
	}
	if err := f.tidy(); err != nil {
		return "", err
	}
	had, err := allFacts(tx, f.Conference)
	if err != nil {
		return "", err
	}
	f.ID, f.Position = rand.Text(), len(had)+1
	if err := insertFact(tx, f); err != nil {
		return "", err
	}
	tx.Announce(Topic(f.Conference))
	return f.ID, journal.Write(tx, "conference.fact.add", f.ID, f.Figure()+" "+f.What)
}

// AmendFact mends a fact; the journal keeps what it said before.
func AmendFact(tx *store.Tx, f Fact) error {
	if err := needFacts(tx); err != nil {
		return err
	}
	was, err := oneFact(tx, f.ID)
	if err != nil {
		return err
	}
	if err := f.tidy(); err != nil {
		return err
	}
	f.Conference = was.Conference
	if f.Position == 0 {
		f.Position = was.Position
	}
	if err := updateFact(tx, f); err != nil {
		return err
	}
	tx.Announce(Topic(f.Conference))
	return journal.Write(tx, "conference.fact.amend", f.ID, was.Figure()+" "+was.What+" → "+f.Figure()+" "+f.What)
}

// RemoveFact takes a fact away.
func RemoveFact(tx *store.Tx, id string) error {
	if err := needFacts(tx); err != nil {
		return err
	}
	f, err := oneFact(tx, id)
	if err != nil {
		return err
	}
	if err := deleteFact(tx, id); err != nil {
		return err
	}
	tx.Announce(Topic(f.Conference))
	return journal.Write(tx, "conference.fact.remove", id, f.Figure()+" "+f.What)
}

// Facts reads the facts in their order.
func Facts(tx *store.Tx, conference string) ([]Fact, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	return allFacts(tx, conference)
}

// Figure writes the figure as printed: "5 - 29,2%", "03 cá nhân", or nothing.
func (f Fact) Figure() string {
	s := f.Low
	if f.High != "" {
		s += " - " + f.High
	}
	switch {
	case s == "" || f.Unit == "":
		return s
	case f.Unit == "%":
		return s + "%"
	}
	return s + " " + f.Unit
}

func needFacts(tx *store.Tx) error {
	if tx.Who.May(access.Record) {
		return nil
	}
	return tx.Who.Need(access.Prepare)
}

func (f *Fact) tidy() error {
	for _, s := range []*string{&f.What, &f.Low, &f.High, &f.Unit, &f.Base, &f.DecidedBy} {
		*s = strings.Join(strings.Fields(*s), " ")
	}
	if f.State == "" {
		f.State = "done"
	}
	var form fault.Form
	form.Check(f.What != "", "what", "fault.required")
	form.Check(len([]rune(f.What)) <= longestFact, "what", "fault.long", longestFact)
	form.Check(slices.Contains(FactTopics(), f.Topic), "topic", "fault.choice")
	form.Check(slices.Contains(FactStates(), f.State), "state", "fault.choice")
	form.Check(f.Low == "" || figure(f.Low), "low", "conference.fact.figure")
	form.Check(f.High == "" || figure(f.High) && f.Low != "", "high", "conference.fact.figure")
	form.Check(f.Year == 0 || sane(f.Year), "year", "conference.year")
	return form.Err()
}

const longestFact = 1000 // characters

// figure reports whether a text is a number as Vietnamese writes it, with
// zeros before it kept: 03, 29,2, 1.424.699.
func figure(s string) bool {
	return strings.Trim(s, "0123456789.,") == "" && strings.ContainsAny(s, "0123456789")
}
