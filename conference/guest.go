package conference

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// InviteGuest puts a guest at the end of the order of precedence and answers
// the id. Guests never count in the quorum.
func InviteGuest(tx *store.Tx, g Guest) (string, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return "", err
	}
	if _, err := need(tx, g.Conference); err != nil {
		return "", err
	}
	if err := g.tidy(); err != nil {
		return "", err
	}
	had, err := allGuests(tx, g.Conference)
	if err != nil {
		return "", err
	}
	g.ID, g.CameAt, g.Position = rand.Text(), time.Time{}, len(had)+1
	if err := insertGuest(tx, g); err != nil {
		return "", err
	}
	tx.Announce(Topic(g.Conference))
	return g.ID, journal.Write(tx, "conference.guest.invite", g.ID, g.Name)
}

// AmendGuest mends the name, posts and standing of a guest.
func AmendGuest(tx *store.Tx, g Guest) error {
	was, err := preparedGuest(tx, g.ID)
	if err != nil {
		return err
	}
	if err := g.tidy(); err != nil {
		return err
	}
	g.Conference, g.CameAt, g.Position = was.Conference, was.CameAt, was.Position
	if err := updateGuest(tx, g); err != nil {
		return err
	}
	tx.Announce(Topic(g.Conference))
	return journal.Write(tx, "conference.guest.amend", g.ID, g.Name)
}

// RemoveGuest takes a guest off who has not come.
func RemoveGuest(tx *store.Tx, id string) error {
	g, err := preparedGuest(tx, id)
	if err != nil {
		return err
	}
	if !g.CameAt.IsZero() {
		return fault.New(fault.Conflict, "conference.guest.came")
	}
	if err := deleteGuest(tx, id); err != nil {
		return err
	}
	tx.Announce(Topic(g.Conference))
	return journal.Write(tx, "conference.guest.remove", id, g.Name)
}

// MoveGuest changes the precedence by some places, up with a negative number.
func MoveGuest(tx *store.Tx, id string, by int) error {
	g, err := preparedGuest(tx, id)
	if err != nil {
		return err
	}
	list, err := allGuests(tx, g.Conference)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(list, func(x Guest) bool { return x.ID == id })
	to := min(max(at+by, 0), len(list)-1)
	list = slices.Insert(slices.Delete(list, at, at+1), to, g)
	for n, x := range list {
		if x.Position == n+1 {
			continue
		}
		x.Position = n + 1
		if err := updateGuest(tx, x); err != nil {
			return err
		}
	}
	tx.Announce(Topic(g.Conference))
	return nil
}

// WelcomeGuest notes that a guest has come; who came already stays so.
func WelcomeGuest(tx *store.Tx, id string) error {
	if err := tx.Who.Need(access.Receive); err != nil {
		return err
	}
	g, err := oneGuest(tx, id)
	if err != nil || !g.CameAt.IsZero() {
		return err
	}
	if _, err := need(tx, g.Conference); err != nil {
		return err
	}
	g.CameAt = tx.Now
	if err := updateGuest(tx, g); err != nil {
		return err
	}
	tx.Announce(Topic(g.Conference))
	return journal.Write(tx, "conference.guest.welcome", id, g.Name)
}

// Guests reads the guests in the order of precedence.
func Guests(tx *store.Tx, conference string) ([]Guest, error) {
	if err := tx.Who.Need(access.SeeScreen); err != nil {
		return nil, err
	}
	return allGuests(tx, conference)
}

// Printed is the guest as printed: honorific, name, and all posts in order.
func (g Guest) Printed() string {
	s := strings.TrimSpace(g.Honorific + " " + g.Name)
	if len(g.Posts) > 0 {
		s += ", " + strings.Join(g.Posts, ", ")
	}
	return s
}

func preparedGuest(tx *store.Tx, id string) (Guest, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return Guest{}, err
	}
	g, err := oneGuest(tx, id)
	if err != nil {
		return g, err
	}
	_, err = need(tx, g.Conference)
	return g, err
}

func (g *Guest) tidy() error {
	for _, s := range []*string{&g.Honorific, &g.Name, &g.OnBehalf} {
		*s = strings.Join(strings.Fields(*s), " ")
	}
	var posts []string
	for _, p := range g.Posts {
		for line := range strings.Lines(p) {
			if line = strings.Join(strings.Fields(line), " "); line != "" {
				posts = append(posts, line)
			}
		}
	}
	g.Posts = posts
	var f fault.Form
	f.Check(g.Name != "", "name", "fault.required")
	f.Check(len([]rune(g.Name)) <= longestTitle, "name", "fault.long", longestTitle)
	return f.Err()
}
