package portal

import (
	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// Submit asks that another person approve a draft, who does so by Publish.
func Submit(tx *store.Tx, id string) error {
	if err := tx.Who.Need(access.Write); err != nil {
		return err
	}
	a, err := oneArticle(tx, id)
	if err != nil || a.State == Published || a.State == Submitted {
		return err
	}
	var f fault.Form
	if a.complete(&f); f.Err() != nil {
		return f.Err()
	}
	a.State, a.SubmittedBy = Submitted, tx.Who.Person
	if err := save(tx, a); err != nil {
		return err
	}
	return journal.Write(tx, "portal.submit", id, a.Title)
}

// SendBack makes a submitted article a draft again.
func SendBack(tx *store.Tx, id string) error {
	if err := tx.Who.Need(access.Write); err != nil {
		return err
	}
	a, err := oneArticle(tx, id)
	if err != nil || a.State != Submitted {
		return err
	}
	a.State, a.SubmittedBy = Drafted, ""
	if err := save(tx, a); err != nil {
		return err
	}
	return journal.Write(tx, "portal.sendback", id, a.Title)
}

// approved refuses an article that only one person has seen, where the site
// asks for two: who wrote or submitted it is not who approves it.
func approved(tx *store.Tx, a Article) error {
	s, err := FindSite(tx)
	if err != nil || !s.TwoPeople {
		return err
	}
	if tx.Who.Person == a.MadeBy || tx.Who.Person == a.SubmittedBy {
		return fault.New(fault.Denied, "portal.own")
	}
	if a.State != Submitted {
		return fault.New(fault.Conflict, "portal.submit.first")
	}
	return nil
}

// otherThanAuthor refuses a correction of one's own article where the site
// asks for two people.
func otherThanAuthor(tx *store.Tx, a Article) error {
	s, err := FindSite(tx)
	if err == nil && s.TwoPeople && tx.Who.Person == a.MadeBy {
		err = fault.New(fault.Denied, "portal.own.correct")
	}
	return err
}
