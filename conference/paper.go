package conference

import (
	"crypto/rand"
	"strings"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// PutPaper adds a document to the conference and answers its id. The file is
// one that media has taken. To an item that was opened nothing is added
// silently: the paper is then frozen at once, as what was shown last.
func PutPaper(tx *store.Tx, p Paper) (string, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return "", err
	}
	if _, err := need(tx, p.Conference); err != nil {
		return "", err
	}
	if err := checkPaper(tx, &p); err != nil {
		return "", err
	}
	p.ID, p.Version, p.PutAt = rand.Text(), 1, tx.Now
	if p.Item != "" {
		i, err := oneItem(tx, p.Item)
		if err != nil {
			return "", err
		}
		if !i.OpenedAt.IsZero() {
			p.FrozenAt = tx.Now
		}
	}
	if err := insertPaper(tx, p); err != nil {
		return "", err
	}
	tx.Announce(Topic(p.Conference))
	return p.ID, journal.Write(tx, "conference.paper.put", p.ID, p.Title)
}

// Papers reads the documents in the order in which they came.
func Papers(tx *store.Tx, conference string) ([]Paper, error) {
	if err := tx.Who.Need(access.Attend); err != nil {
		return nil, err
	}
	return allPapers(tx, conference)
}

// FindPaper reads one document.
func FindPaper(tx *store.Tx, id string) (Paper, error) {
	if err := tx.Who.Need(access.Attend); err != nil {
		return Paper{}, err
	}
	return onePaper(tx, id)
}

// ReplacePaper puts a new file in the place of a document and counts its
// version up. What was frozen stays; empty Title and Item keep what was.
func ReplacePaper(tx *store.Tx, p Paper) error {
	was, err := loosePaper(tx, p.ID)
	if err != nil {
		return err
	}
	if p.Title == "" {
		p.Title = was.Title
	}
	if p.Item == "" {
		p.Item = was.Item
	}
	p.Conference, p.Version, p.PutAt = was.Conference, was.Version+1, tx.Now
	if err := checkPaper(tx, &p); err != nil {
		return err
	}
	if err := updatePaper(tx, p); err != nil {
		return err
	}
	tx.Announce(Topic(p.Conference))
	return journal.Write(tx, "conference.paper.replace", p.ID, p.Title)
}

// RemovePaper takes a document away that was never shown.
func RemovePaper(tx *store.Tx, id string) error {
	p, err := loosePaper(tx, id)
	if err != nil {
		return err
	}
	if err := deletePaper(tx, id); err != nil {
		return err
	}
	tx.Announce(Topic(p.Conference))
	return journal.Write(tx, "conference.paper.remove", id, p.Title)
}

// FreezePapers keeps the papers of an item as they are: it is opened and what
// is shown now is what was shown. Papers frozen before keep their instant.
func FreezePapers(tx *store.Tx, item string) error { return freezePapers(tx, item) }

func loosePaper(tx *store.Tx, id string) (Paper, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return Paper{}, err
	}
	p, err := onePaper(tx, id)
	if err != nil {
		return p, err
	}
	if !p.FrozenAt.IsZero() {
		return p, fault.New(fault.Conflict, "conference.paper.frozen")
	}
	_, err = need(tx, p.Conference)
	return p, err
}

func checkPaper(tx *store.Tx, p *Paper) error {
	p.Title = strings.TrimSpace(p.Title)
	var f fault.Form
	f.Check(p.Title != "", "title", "fault.required")
	f.Check(p.File != "", "file", "fault.required")
	if p.Item != "" {
		i, err := oneItem(tx, p.Item)
		f.Check(err == nil && i.Conference == p.Conference, "item", "fault.choice")
	}
	return f.Err()
}
