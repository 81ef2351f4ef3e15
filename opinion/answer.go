package opinion

import (
	"crypto/rand"
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/store"
)

// Assignment is what is settled when an opinion is taken up.
type Assignment struct {
	Owner  string  // who prepares the answer, as printed
	Due    law.Day // of the answer; the law sets no day, so the office may
	Topics []string
}

// Assign takes an opinion up: who prepares the answer, until when, on which
// topics it is. It may be repeated.
func Assign(tx *store.Tx, id string, a Assignment) error {
	o, err := standing(tx, id)
	if err != nil {
		return err
	}
	var f fault.Form
	a.Owner = oneLine(a.Owner)
	f.Check(len([]rune(a.Owner)) <= longestLine, "owner", "fault.long", longestLine)
	topics := tidyTopics(a.Topics)
	f.Check(len(topics) <= mostTopics, "topics", "opinion.topics.most", mostTopics)
	if err := f.Err(); err != nil {
		return err
	}
	o.Owner, o.Topics = a.Owner, topics
	if o.State() != Promised { // a promise has its own day
		o.Due = a.Due
	}
	if o.TakenAt.IsZero() {
		o.TakenAt = tx.Now
	}
	if err := updateOpinion(tx, o); err != nil {
		return err
	}
	tx.Announce(Topic(o.Conference), conference.Topic(o.Conference))
	return journal.Write(tx, "opinion.assign", id, strings.Join([]string{o.Owner, o.Due.String(), strings.Join(topics, "; ")}, " | "))
}

// ReadOut puts an opinion before the hall, without a name given in confidence.
func ReadOut(tx *store.Tx, id string) error {
	if err := tx.Who.Need(access.Preside); err != nil {
		return err
	}
	o, err := oneOpinion(tx, id)
	if err != nil {
		return err
	}
	if !o.WithdrawnAt.IsZero() {
		return fault.New(fault.Conflict, "opinion.withdrawn")
	}
	if err := conference.Show(tx, o.Conference, "opinion", id); err != nil {
		return err
	}
	tx.Announce(Topic(o.Conference))
	if !o.ReadAt.IsZero() {
		return nil
	}
	o.ReadAt = tx.Now
	if err := updateOpinion(tx, o); err != nil {
		return err
	}
	return journal.Write(tx, "opinion.read", id, "")
}

// Reply adds an answer. Only the side that was addressed answers, or a
// secretary who writes down what it said; an answer in the hall is Live.
func Reply(tx *store.Tx, a Answer) (id string, err error) {
	o, err := standing(tx, a.Opinion)
	if err != nil {
		return "", err
	}
	if !AnswersFor(tx.Who, o.To) {
		return "", fault.New(fault.Denied, "opinion.other.side")
	}
	a.Text, a.Name = strings.TrimSpace(a.Text), oneLine(a.Name)
	var f fault.Form
	f.Check(slices.Contains(Endings(), a.Ending), "ending", "fault.choice")
	f.Check(a.Text != "", "text", "fault.required")
	f.Check(len([]rune(a.Text)) <= longestText, "text", "fault.long", longestText)
	f.Check(a.Name != "", "name", "fault.required")
	f.Check(len([]rune(a.Name)) <= longestLine, "name", "fault.long", longestLine)
	f.Check(a.Ending != Promise || !a.Due.IsZero(), "due", "opinion.promise.day")
	if err := f.Err(); err != nil {
		return "", err
	}
	c, err := conference.Find(tx, o.Conference)
	if err != nil {
		return "", err
	}
	a.ID, a.By, a.At, a.Live = rand.Text(), tx.Who.Person, tx.Now, c.State == conference.Open
	if a.Ending != Promise {
		a.Due = law.Day{}
	}
	if err := insertAnswer(tx, a); err != nil {
		return "", err
	}
	if o.TakenAt.IsZero() {
		o.TakenAt = tx.Now
	}
	o.Due = a.Due
	if err := updateOpinion(tx, o); err != nil {
		return "", err
	}
	tx.Announce(Topic(o.Conference), conference.Topic(o.Conference))
	return a.ID, journal.Write(tx, "opinion.answer", o.ID, a.Ending+": "+a.Name+": "+a.Text)
}

// standing reads an opinion that may be taken up or answered.
func standing(tx *store.Tx, id string) (Opinion, error) {
	if err := needReader(tx); err != nil {
		return Opinion{}, err
	}
	if !tx.Who.May(access.Record) {
		if err := tx.Who.Need(access.Preside); err != nil {
			return Opinion{}, err
		}
	}
	o, err := oneOpinion(tx, id)
	if err != nil {
		return o, err
	}
	if !o.WithdrawnAt.IsZero() {
		return o, fault.New(fault.Conflict, "opinion.withdrawn")
	}
	o.Answers, err = answersOf(tx, id)
	return o, err
}

func tidyTopics(list []string) (out []string) {
	for _, s := range list {
		for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '\n' || r == ';' }) {
			if part = oneLine(part); part != "" && !slices.Contains(out, part) {
				out = append(out, part)
			}
		}
	}
	return out
}
