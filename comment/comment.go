// Package comment keeps what readers write under articles. Nothing of it is
// public before a person has let it pass.
//
// The e-mail address that a writer gives is kept for the newsroom's duty alone
// and is given out by no function: no page, feed, log or export can hold it.
// Wall keeps machines out without asking anybody else.
package comment

import (
	"crypto/rand"
	"net/mail"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/portal"
	"hoinghi/store"
)

// State is where a comment stands.
type State string

// The states.
const (
	Waiting State = "waiting"
	Shown   State = "shown"
	Refused State = "refused"
)

// States lists them in the order of the work.
func States() []State { return []State{Waiting, Shown, Refused} }

// Comment is what a reader wrote, or what the agency answered.
type Comment struct {
	ID       string
	Article  string
	Answers  string // the comment that this one answers; empty for none
	Name     string
	Body     string // plain words, a paragraph a line
	Official bool   // written by the agency
	State    State
	At       time.Time
	By       string // person who decided
	Decided  time.Time
}

// New is a comment as a reader sends it.
type New struct{ Article, Answers, Name, Mail, Body string }

// Longest texts, in characters, and the most comments that may wait: beyond,
// the newsroom must read first.
const (
	MostName    = 80
	MostMail    = 120
	MostBody    = 3_000
	mostWaiting = 500
)

// Check finds what a reader must mend before a comment is taken.
func (n New) Check() error {
	n = n.tidy()
	var f fault.Form
	f.Check(n.Name != "", "name", "fault.required")
	f.Check(utf8.RuneCountInString(n.Name) <= MostName, "name", "fault.long", MostName)
	f.Check(!strings.Contains(n.Name, "://"), "name", "comment.name.link")
	a, err := mail.ParseAddress(n.Mail)
	ok := err == nil && a.Address == n.Mail && len(n.Mail) <= MostMail
	f.Check(n.Mail != "", "mail", "fault.required")
	f.Check(n.Mail == "" || ok, "mail", "comment.mail")
	f.Check(n.Body != "", "comment", "fault.required")
	f.Check(utf8.RuneCountInString(n.Body) <= MostBody, "comment", "fault.long", MostBody)
	f.Check(strings.Count(strings.ToLower(n.Body), "http") <= mostLinks && strings.Count(n.Body, "www.") <= mostLinks, "comment", "comment.links", mostLinks)
	return f.Err()
}

const mostLinks = 2 // in a comment

func (n New) tidy() New {
	n.Name, n.Mail = strings.Join(strings.Fields(seen(n.Name)), " "), strings.TrimSpace(n.Mail)
	var lines []string
	for line := range strings.Lines(seen(n.Body)) {
		if line = strings.Join(strings.Fields(line), " "); line != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, line)
		}
	}
	n.Body = strings.TrimSpace(strings.Join(lines, "\n"))
	return n
}

// seen drops what no reader sees and what turns text around.
func seen(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && !unicode.IsGraphic(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// Open reports whether readers may write under an article now.
func Open(tx *store.Tx, a portal.Article) (bool, error) {
	s, err := portal.FindSite(tx)
	return s.Comments && !a.NoComments && a.ShownAt(tx.Now), err
}

// Send takes a comment of a reader, who needs no account; it waits for the
// newsroom. One that answers an answer is put under the first of them.
func Send(tx *store.Tx, n New) error {
	if err := n.Check(); err != nil {
		return err
	}
	a, err := portal.FindPublished(tx, n.Article)
	if err != nil {
		return err
	}
	if open, err := Open(tx, a); err != nil {
		return err
	} else if !open {
		return fault.New(fault.Denied, "comment.closed")
	}
	waiting, err := countOf(tx, Waiting)
	if err != nil {
		return err
	}
	if waiting >= mostWaiting {
		return fault.New(fault.Busy, "comment.full")
	}
	if n.Answers, err = first(tx, n.Article, n.Answers); err != nil {
		return err
	}
	n = n.tidy()
	return insert(tx, Comment{ID: newID(), Article: n.Article, Answers: n.Answers, Name: n.Name, Body: n.Body, State: Waiting, At: tx.Now}, n.Mail)
}

// first is the comment that an answer stands under: one level deep, of the
// same article, and before the public.
func first(tx *store.Tx, article, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	c, err := one(tx, id)
	if err != nil {
		return "", err
	}
	if c.Article != article || c.State != Shown {
		return "", fault.New(fault.Missing, "fault.missing")
	}
	if c.Answers != "" {
		return c.Answers, nil
	}
	return c.ID, nil
}

// Decide lets a comment pass or refuses it; of a refused one the e-mail
// address is forgotten at once.
func Decide(tx *store.Tx, id string, to State) error {
	if err := tx.Who.Need(access.Publish); err != nil {
		return err
	}
	c, err := one(tx, id)
	if err != nil || c.State == to {
		return err
	}
	if to != Shown && to != Refused {
		return fault.New(fault.Invalid, "fault.choice")
	}
	if err := decide(tx, id, to); err != nil {
		return err
	}
	tx.Announce(portal.Topic)
	return journal.Write(tx, "comment."+string(to), c.Article, c.ID)
}

// Reply is the agency's answer to a comment, which it lets pass with it.
func Reply(tx *store.Tx, id, name, body string) error {
	if err := tx.Who.Need(access.Publish); err != nil {
		return err
	}
	c, err := one(tx, id)
	if err != nil {
		return err
	}
	n := New{Name: name, Body: body}.tidy()
	var f fault.Form
	f.Check(n.Body != "", "reply-"+id, "fault.required")
	f.Check(utf8.RuneCountInString(n.Body) <= MostBody, "reply-"+id, "fault.long", MostBody)
	if err := f.Err(); err != nil {
		return err
	}
	if err := Decide(tx, id, Shown); err != nil {
		return err
	}
	under := c.ID
	if c.Answers != "" {
		under = c.Answers
	}
	answer := Comment{ID: newID(), Article: c.Article, Answers: under, Name: n.Name, Body: n.Body, Official: true, State: Shown, At: tx.Now}
	if err := insert(tx, answer, ""); err != nil {
		return err
	}
	return journal.Write(tx, "comment.reply", c.Article, answer.ID)
}

// Thread is a comment with its answers, the oldest first.
type Thread struct {
	Comment
	Answered []Comment
}

// Under reads what the public sees under an article, the oldest first; anybody
// may ask.
func Under(tx *store.Tx, article string) ([]Thread, error) {
	all, err := shownUnder(tx, article)
	if err != nil {
		return nil, err
	}
	var out []Thread
	at := map[string]int{}
	for _, c := range all {
		if c.Answers == "" {
			at[c.ID] = len(out)
			out = append(out, Thread{Comment: c})
		}
	}
	for _, c := range all {
		if i, ok := at[c.Answers]; ok && c.Answers != "" {
			out[i].Answered = append(out[i].Answered, c)
		}
	}
	return out, nil
}

// List reads every comment, the newest first, for the newsroom.
func List(tx *store.Tx) ([]Comment, error) {
	if err := tx.Who.Need(access.Publish); err != nil {
		return nil, err
	}
	return everything(tx)
}

func newID() string { return strings.ToLower(rand.Text()[:12]) }
