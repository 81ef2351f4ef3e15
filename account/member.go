package account

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// Member is a person who may sign in.
type Member struct {
	ID     string // the person's id in the roster
	Name   string
	Login  string
	Active bool
	Roles  []access.Role
}

// Person names somebody who becomes a member.
type Person struct{ ID, Name string }

// Enrol lets people sign in; who is a member already keeps roles and card.
func Enrol(tx *store.Tx, people []Person) error {
	if err := tx.Who.Need(access.KeepDoors); err != nil {
		return err
	}
	for _, p := range people {
		if err := upsertMember(tx, p); err != nil {
			return err
		}
	}
	return nil
}

// Grant gives a role. Roles that clash by law are refused, so is the grant of
// a role to somebody who is not a member.
func Grant(tx *store.Tx, member string, role access.Role) error {
	if err := tx.Who.Need(access.KeepDoors); err != nil {
		return err
	}
	m, err := Find(tx, member)
	if err != nil {
		return err
	}
	if a, b := access.Clash(append(m.Roles, role)); a != "" {
		return fault.New(fault.Conflict, "account.clash", access.Label(a), access.Label(b))
	}
	if err := insertRole(tx, member, role); err != nil {
		return err
	}
	return journal.Write(tx, "account.grant", member, string(role))
}

// Withdraw takes a role away.
func Withdraw(tx *store.Tx, member string, role access.Role) error {
	if err := tx.Who.Need(access.KeepDoors); err != nil {
		return err
	}
	if _, err := oneMember(tx, member); err != nil {
		return err
	}
	if err := deleteRole(tx, member, role); err != nil {
		return err
	}
	return journal.Write(tx, "account.withdraw", member, string(role))
}

// Find reads one member with the roles held.
func Find(tx *store.Tx, id string) (Member, error) {
	m, err := oneMember(tx, id)
	if err != nil {
		return Member{}, err
	}
	m.Roles, err = rolesOf(tx, id)
	return m, err
}

// List reads all members with their roles.
func List(tx *store.Tx) ([]Member, error) {
	if err := tx.Who.Need(access.KeepDoors); err != nil {
		return nil, err
	}
	members, err := allMembers(tx)
	if err != nil {
		return nil, err
	}
	roles, err := allRoles(tx)
	for i := range members {
		members[i].Roles = roles[members[i].ID]
	}
	return members, err
}

// HoldersOf lists the ids of the members who hold a role.
func HoldersOf(tx *store.Tx, role access.Role) ([]string, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	return holders(tx, role)
}

// Password rules of OWASP's set: argon2id, two passes, 19 MiB, one lane.
const (
	passTime, passMemory, passLanes, passKey = 2, 19 * 1024, 1, 32
	shortest                                 = 10 // characters of a password
)

var hashing = make(chan struct{}, 4) // 500 people at 8 o'clock must not need 10 GB

func stretch(password string, salt []byte) []byte {
	hashing <- struct{}{}
	defer func() { <-hashing }()
	return argon2.IDKey([]byte(password), salt, passTime, passMemory, passLanes, passKey)
}

// SetPassword gives an office role its own name and password. Stretch it
// before the transaction with NewPassword: hashing takes 35 ms.
func SetPassword(tx *store.Tx, member, login string, p Password) error {
	if tx.Who.Person != member {
		if err := tx.Who.Need(access.KeepDoors); err != nil {
			return err
		}
	}
	login = strings.ToLower(strings.TrimSpace(login))
	var f fault.Form
	f.Check(login != "", "login", "fault.required")
	f.Check(utf8.RuneCountInString(p.plain) >= shortest, "password", "account.password.short", shortest)
	if err := f.Err(); err != nil {
		return err
	}
	if _, err := oneMember(tx, member); err != nil {
		return err
	}
	if err := updatePassword(tx, member, login, p.stored); err != nil {
		return err
	}
	if err := endSessions(tx, member); err != nil {
		return err
	}
	return journal.Write(tx, "account.password", member, "")
}

// Password is a password ready to be stored.
type Password struct{ plain, stored string }

// NewPassword stretches a password outside any transaction.
func NewPassword(plain string) Password {
	salt := make([]byte, 16)
	rand.Read(salt)
	enc := base64.RawStdEncoding.EncodeToString
	return Password{plain, fmt.Sprintf("argon2id$%d$%d$%d$%s$%s", passTime, passMemory, passLanes, enc(salt), enc(stretch(plain, salt)))}
}

func matches(stored, plain string) bool {
	parts := strings.Split(stored, "$")
	if len(parts) != 6 {
		stretch(plain, make([]byte, 16)) // as slow for a name that does not exist
		return false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	want, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	got := stretch(plain, salt)
	return err1 == nil && err2 == nil && subtle.ConstantTimeCompare(got, want) == 1
}

// token is a secret for a URL or a cookie; only its hash is stored.
func token() (plain, stored string) {
	plain = rand.Text()
	return plain, digest(plain)
}

func digest(plain string) string {
	h := sha256.Sum256([]byte(plain))
	return hex.EncodeToString(h[:])
}

func expired(at time.Time, now time.Time) bool { return !at.After(now) }
