package account

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

const (
	sessionFor = 30 * 24 * time.Hour
	linkFor    = 7 * 24 * time.Hour
	codeLength = 8
	alphabet   = "23456789ABCDEFGHJKMNPQRSTUVWXYZ" // 31 signs, none of which looks like another
)

// Session is a sign-in on one device.
type Session struct {
	ID      string
	Member  string
	Began   time.Time
	Expires time.Time
	Device  string
}

// Card is the personal card with which a person signs in and checks in.
type Card struct {
	Code   string // 8 signs, as printed
	Member string
	Name   string
	Issued time.Time
}

// IssueCards gives each member a card, keeping the one in force.
func IssueCards(tx *store.Tx, members []string) ([]Card, error) {
	if err := tx.Who.Need(access.KeepDoors); err != nil {
		return nil, err
	}
	have, err := cardsInForce(tx)
	if err != nil {
		return nil, err
	}
	for _, m := range members {
		if _, ok := have[m]; ok {
			continue
		}
		if _, err := oneMember(tx, m); err != nil {
			return nil, err
		}
		if err := insertCard(tx, newCode(), m); err != nil {
			return nil, err
		}
	}
	if have, err = cardsInForce(tx); err != nil {
		return nil, err
	}
	cards := make([]Card, 0, len(members))
	for _, m := range members {
		cards = append(cards, have[m])
	}
	return cards, nil
}

// Cards reads the cards in force, by member.
func Cards(tx *store.Tx) (map[string]Card, error) {
	if err := tx.Who.Need(access.KeepDoors); err != nil {
		return nil, err
	}
	return cardsInForce(tx)
}

// OwnCard is the card in force of whoever is signed in; none is Missing.
func OwnCard(tx *store.Tx) (Card, error) {
	if tx.Who.Person == "" {
		return Card{}, fault.New(fault.Missing, "fault.missing")
	}
	return cardOf(tx, tx.Who.Person)
}

// RenewCard ends a lost card with every session and gives a new one.
func RenewCard(tx *store.Tx, member string) (Card, error) {
	if err := tx.Who.Need(access.KeepDoors); err != nil {
		return Card{}, err
	}
	if _, err := oneMember(tx, member); err != nil {
		return Card{}, err
	}
	if err := endCards(tx, member); err != nil {
		return Card{}, err
	}
	if err := endSessions(tx, member); err != nil {
		return Card{}, err
	}
	if err := journal.Write(tx, "account.card.renew", member, ""); err != nil {
		return Card{}, err
	}
	cards, err := IssueCards(tx, []string{member})
	if err != nil {
		return Card{}, err
	}
	return cards[0], nil
}

// HolderOf finds the member whose card in force has this code, as typed or
// scanned: spaces, hyphens and small letters do not matter, nor does the
// address that a QR code puts before it.
func HolderOf(tx *store.Tx, typed string) (string, error) {
	m, err := holderOf(tx, cleanCode(typed))
	if fault.Is(err, fault.Missing) {
		return "", fault.New(fault.Missing, "account.card.unknown")
	}
	return m, err
}

func cleanCode(typed string) string {
	if i := strings.LastIndexByte(typed, '/'); i >= 0 {
		typed = typed[i+1:]
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(alphabet, r) {
			return r
		}
		return -1
	}, strings.ToUpper(typed))
}

func newCode() string {
	b := make([]byte, 0, codeLength)
	one := make([]byte, 1)
	for len(b) < codeLength {
		rand.Read(one)
		if one[0] < 8*byte(len(alphabet)) { // no sign more likely than another
			b = append(b, alphabet[int(one[0])%len(alphabet)])
		}
	}
	return string(b)
}

// EnterByCard signs in with a card's code. The token is for a cookie.
func EnterByCard(tx *store.Tx, code, device string) (tokenText string, err error) {
	m, err := HolderOf(tx, code)
	if err != nil {
		return "", err
	}
	return begin(tx, m, device)
}

// OfferLink makes a one-time link for a member, good for a week.
func OfferLink(tx *store.Tx, member string) (tokenText string, err error) {
	if err := tx.Who.Need(access.KeepDoors); err != nil {
		return "", err
	}
	if _, err := oneMember(tx, member); err != nil {
		return "", err
	}
	plain, stored := token()
	if err := insertLink(tx, stored, member, tx.Now.Add(linkFor)); err != nil {
		return "", err
	}
	return plain, journal.Write(tx, "account.link", member, "")
}

// EnterByLink signs in with a one-time link, once.
func EnterByLink(tx *store.Tx, plain, device string) (tokenText string, err error) {
	l, err := oneLink(tx, digest(plain))
	if err != nil {
		return "", fault.New(fault.Missing, "account.link.unknown")
	}
	if !l.used.IsZero() || expired(l.expires, tx.Now) {
		return "", fault.New(fault.Conflict, "account.link.used")
	}
	if err := useLink(tx, digest(plain)); err != nil {
		return "", err
	}
	return begin(tx, l.member, device)
}

// EnterByPassword signs in with a name and a password. A wrong name and a
// wrong password answer alike and take alike long.
func EnterByPassword(ctx context.Context, db *store.DB, who access.Actor, in Login) (tokenText string, err error) {
	var m loginRow
	err = db.Read(ctx, who, func(tx *store.Tx) error {
		m, err = byLogin(tx, strings.ToLower(strings.TrimSpace(in.Name)))
		return err
	})
	if err != nil && !fault.Is(err, fault.Missing) {
		return "", err
	}
	if !matches(m.password, in.Password) || !m.active {
		var f fault.Form
		f.Check(false, "password", "account.password.wrong")
		return "", f.Err()
	}
	err = db.Write(ctx, who, func(tx *store.Tx) error {
		tokenText, err = begin(tx, m.id, in.Device)
		return err
	})
	return tokenText, err
}

// Login is what the sign-in form carries.
type Login struct{ Name, Password, Device string }

func begin(tx *store.Tx, member, device string) (string, error) {
	m, err := oneMember(tx, member)
	if err != nil {
		return "", err
	}
	if !m.Active {
		return "", fault.New(fault.Denied, "account.inactive")
	}
	if len(device) > 120 {
		device = device[:120]
	}
	plain, stored := token()
	s := Session{ID: stored, Member: member, Began: tx.Now, Expires: tx.Now.Add(sessionFor), Device: strings.ToValidUTF8(device, "")}
	return plain, insertSession(tx, s)
}

// Recognise finds who stands behind a session's token, with the roles held
// now. Nobody is an error of kind Missing.
func Recognise(tx *store.Tx, plain string) (Member, error) {
	s, err := oneSession(tx, digest(plain))
	if err != nil {
		return Member{}, err
	}
	if expired(s.Expires, tx.Now) {
		return Member{}, fault.New(fault.Missing, "fault.signin")
	}
	m, err := Find(tx, s.Member)
	if err != nil {
		return Member{}, err
	}
	if !m.Active {
		return Member{}, fault.New(fault.Missing, "fault.signin")
	}
	if len(m.Roles) == 0 {
		m.Roles = []access.Role{access.Delegate}
	}
	return m, nil
}

// Leave ends one's own session.
func Leave(tx *store.Tx, plain string) error { return deleteSession(tx, digest(plain)) }

// Shut ends every session of a member; the card stays in force, RenewCard ends
// that too.
func Shut(tx *store.Tx, member string) error {
	if err := tx.Who.Need(access.KeepDoors); err != nil {
		return err
	}
	if _, err := oneMember(tx, member); err != nil {
		return err
	}
	if err := endSessions(tx, member); err != nil {
		return err
	}
	return journal.Write(tx, "account.shut", member, "")
}
