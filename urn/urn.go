// Package urn keeps boxes of secret ballots in the Belenios format.
//
// It may not know who anybody is: no person, session, address or time of a vote
// comes in, and its tables keep no order of arrival. Private credentials and the
// trustees' secrets are made in browsers and never reach it. A ballot is verified
// completely before it is acknowledged, and is on the disk when it is. What a box
// did can be exported as an archive that other programs verify.
package urn

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"strings"
	"unicode/utf8"

	"hoinghi/access"
	"hoinghi/belenios"
	"hoinghi/fault"
	"hoinghi/live"
	"hoinghi/store"
)

// State is how far a box has come.
type State string

// The states of a box, in their order; a void box is given up.
const (
	Setup      State = "setup"      // credentials and keys are still to come
	Ready      State = "ready"      // the election is sealed and has a fingerprint
	Opened     State = "open"       // ballots are accepted
	Closed     State = "closed"     // unused slips are counted in public
	Decrypting State = "decrypting" // the encrypted tally is fixed
	Done       State = "done"
	Void       State = "void"
)

const (
	maxSlips    = 20000
	maxTrustees = 20
	maxAnswers  = 100
)

// Draft is what an organiser decides. Subject says what the box is for; it
// means nothing here. All Trustees must decrypt when Threshold equals their
// number, else any Threshold of them can.
type Draft struct {
	Subject, Name, Description string
	Questions                  []belenios.Question
	Slips                      int // printed: as many as people may vote, and spare ones
	Trustees, Threshold        int
	Revote                     bool   // the last ballot of a slip counts
	Group                      string // empty: Ed25519
}

// Box is one election by secret ballot.
type Box struct {
	ID string
	Draft
	UUID        string
	State       State
	Fingerprint string // of the election, once it is sealed
	Counted     int    // ballots that count, once it is closed

	officer string // link
	stamp   int64  // of the archive, Unix seconds of a day
	result  string
}

// Single says that every trustee holds a key of its own and all must decrypt.
func (b Box) Single() bool { return b.Threshold == b.Trustees }

// Sealed says that the election can no longer change.
func (b Box) Sealed() bool { return b.Fingerprint != "" }

func (b Box) group() belenios.Group {
	g, err := belenios.GroupNamed(b.Group)
	if err != nil {
		panic(err) // Prepare let only known names in
	}
	return g
}

// Topic is announced whenever the box changes.
func Topic(id string) live.Topic { return live.Topic("urn/" + id) }

// Prepare draws a box with the links of its officer and trustees.
func Prepare(tx *store.Tx, d Draft) (Box, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return Box{}, err
	}
	d, err := d.checked()
	if err != nil {
		return Box{}, err
	}
	uuid, err := belenios.NewUUID(rand.Reader)
	if err != nil {
		return Box{}, err
	}
	b := Box{ID: strings.ToLower(rand.Text()), Draft: d, UUID: uuid, State: Setup, officer: strings.ToLower(rand.Text())}
	if err := insertBox(tx, b); err != nil {
		return Box{}, err
	}
	for n := range d.Trustees {
		if err := insertTrustee(tx, b.ID, n+1, strings.ToLower(rand.Text())); err != nil {
			return Box{}, err
		}
	}
	tx.Announce(Topic(b.ID))
	return b, nil
}

func (d Draft) checked() (Draft, error) {
	if d.Group == "" {
		d.Group = belenios.Ed25519().Name()
	}
	d.Name, d.Description = strings.TrimSpace(d.Name), strings.TrimSpace(d.Description)
	var f fault.Form
	f.Check(plain(d.Name, 300), "name", "urn.name")
	f.Check(d.Description == "" || plain(d.Description, 2000), "description", "urn.description")
	f.Check(d.Slips >= 1 && d.Slips <= maxSlips, "slips", "urn.slips", maxSlips)
	f.Check(d.Trustees >= 1 && d.Trustees <= maxTrustees, "trustees", "urn.trustees", maxTrustees)
	f.Check(d.Threshold >= 1 && d.Threshold <= d.Trustees, "threshold", "urn.threshold")
	f.Check(len(d.Questions) >= 1 && len(d.Questions) <= 10, "questions", "urn.questions")
	for _, q := range d.Questions {
		f.Check(sound(q), "questions", "urn.question")
	}
	_, err := belenios.GroupNamed(d.Group)
	f.Check(err == nil, "group", "urn.question")
	return d, f.Err()
}

func sound(q belenios.Question) bool {
	seen := map[string]bool{}
	for _, a := range q.Answers {
		if !plain(a, 300) || seen[a] {
			return false
		}
		seen[a] = true
	}
	n := len(q.Answers)
	return plain(q.Question, 500) && n >= 1 && n <= maxAnswers && 0 <= q.Min && q.Min <= q.Max && q.Max <= n && q.Max > 0
}

func plain(s string, most int) bool {
	return s != "" && utf8.ValidString(s) && utf8.RuneCountInString(s) <= most
}

// Find reads a box. Everything in it is public but its links.
func Find(tx *store.Tx, id string) (Box, error) { return oneBox(tx, id) }

// Of lists the boxes for a subject, void ones too.
func Of(tx *store.Tx, subject string) ([]Box, error) { return boxesFor(tx, subject) }

// GiveUp makes a box void: no ballot in it will ever be opened, and the key of an
// open one is destroyed. What happened stays on record.
func GiveUp(ctx context.Context, db *store.DB, who access.Actor, id string) error {
	err := db.Write(ctx, who, func(tx *store.Tx) error {
		if err := tx.Who.Need(access.Preside); err != nil {
			return err
		}
		b, err := oneBox(tx, id)
		if err != nil {
			return err
		}
		if b.State == Done {
			return fault.New(fault.Conflict, "urn.done")
		}
		return move(tx, b, Void)
	})
	if err != nil {
		return err
	}
	return db.ForgetSecret(who.Org, secretName(id))
}

func move(tx *store.Tx, b Box, to State) error {
	b.State = to
	tx.Announce(Topic(b.ID))
	return updateBox(tx, b)
}

// Links are the addresses that an organiser hands to the people who prepare the
// vote. Whoever has one can do that person's part until it is done.
type Links struct {
	Officer  string
	Trustees []string
}

// LinksOf reads the links of a box.
func LinksOf(tx *store.Tx, id string) (Links, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return Links{}, err
	}
	b, err := oneBox(tx, id)
	if err != nil {
		return Links{}, err
	}
	all, err := trusteesOf(tx, id)
	l := Links{Officer: b.officer}
	for _, t := range all {
		l.Trustees = append(l.Trustees, t.link)
	}
	return l, err
}

func opens(link, key string) bool {
	return subtle.ConstantTimeCompare([]byte(link), []byte(key)) == 1
}

func stranger() error { return fault.New(fault.Missing, "fault.missing") }
