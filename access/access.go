// Package access says who acts and what they may do.
//
// There is one table of rights. Every verb of a room asks it in its first
// line, so that the command line and the web cannot differ. What a person may
// not see answers Missing; what they may see but not do answers Denied.
package access

import (
	"slices"

	"hoinghi/fault"
)

// Role is a duty that an organisation gives to a person.
type Role string

// The roles of an agency and of its conference.
const (
	Admin     Role = "admin"     // quản trị: accounts and set-up, never a vote for others
	Head      Role = "head"      // người đứng đầu
	Union     Role = "union"     // tổ chức phối hợp: công đoàn or its successor
	Organiser Role = "organiser" // ban tổ chức
	Secretary Role = "secretary" // thư ký
	Presidium Role = "presidium" // đoàn chủ tịch
	Teller    Role = "teller"    // ban kiểm phiếu
	Reception Role = "reception" // bàn đón tiếp
	Inspector Role = "inspector" // Ban Thanh tra nhân dân
	Editor    Role = "editor"    // biên tập tin bài
	Delegate  Role = "delegate"  // đại biểu
	Guest     Role = "guest"     // khách mời: attends, never votes
)

// Right is leave to do one family of acts.
type Right string

// The rights.
const (
	SeeWork    Right = "see-work"   // open the workspace
	SeeStaff   Right = "see-staff"  // read people and posts
	KeepStaff  Right = "keep-staff" // hire, import, move, close posts
	KeepDoors  Right = "keep-doors" // accounts, roles, cards, links
	Prepare    Right = "prepare"    // wizard, agenda, documents, convened list
	Receive    Right = "receive"    // check people in
	Preside    Right = "preside"    // open and close items, call speakers, open votes
	Count      Right = "count"      // enter a teller's count
	Record     Right = "record"     // keep minutes, draft the resolution
	Issue      Right = "issue"      // number and freeze documents
	Write      Right = "write"      // write articles
	Publish    Right = "publish"    // put them before the public
	Attend     Right = "attend"     // follow the conference, speak, read its documents
	Vote       Right = "vote"       // one voice
	SeeScreen  Right = "see-screen" // what the hall sees
	SetUp      Right = "set-up"     // the organisation itself
	ReadRecord Right = "read-record"
)

var office = []Right{SeeWork, SeeStaff, Attend, Vote, SeeScreen, ReadRecord}

var rights = map[Role][]Right{
	Admin:     {SeeWork, SeeStaff, KeepStaff, KeepDoors, SetUp, Attend, SeeScreen, ReadRecord},
	Head:      append([]Right{Prepare, Preside, Issue, Write, Publish, Record}, office...),
	Union:     append([]Right{Prepare, Preside, Record, Write}, office...),
	Organiser: append([]Right{KeepStaff, KeepDoors, Prepare, Receive, Issue, Record, Write}, office...),
	Secretary: append([]Right{KeepStaff, KeepDoors, Prepare, Receive, Record, Issue, Write, Publish, SetUp}, office...),
	Presidium: append([]Right{Preside}, office...),
	Teller:    append([]Right{Count}, office...),
	Reception: append([]Right{Receive, KeepDoors}, office...),
	Inspector: office,
	Editor:    append([]Right{Write, Publish}, office...),
	Delegate:  {Attend, Vote, SeeScreen},
	Guest:     {Attend, SeeScreen},
}

// Roles lists every role, in the order in which offices name them.
func Roles() []Role {
	return []Role{Head, Union, Organiser, Secretary, Presidium, Teller, Reception, Inspector, Editor, Admin, Delegate, Guest}
}

// Actor is one person of one organisation, or nobody of it (the public).
type Actor struct {
	Org    string
	Person string // empty for the public and for the machine itself
	Roles  []Role
	all    bool
}

// Public is a reader who has not signed in.
func Public(org string) Actor { return Actor{Org: org} }

// Machine acts for the operator at the command line, with every right in one
// organisation but without a person, so that it can never cast a vote.
func Machine(org string) Actor { return Actor{Org: org, all: true} }

// Screen is a projector: it sees what the hall sees and nothing else.
func Screen(org string) Actor { return Actor{Org: org, Roles: []Role{Guest}} }

// May reports whether the actor has a right.
func (a Actor) May(r Right) bool {
	if a.all {
		return r != Vote
	}
	for _, role := range a.Roles {
		if slices.Contains(rights[role], r) {
			return true
		}
	}
	return false
}

// Has reports whether the actor holds a role.
func (a Actor) Has(r Role) bool { return slices.Contains(a.Roles, r) }

// Need refuses an actor without the right: Missing to a stranger, for whom the
// thing shall not exist, Denied to somebody of the house.
func (a Actor) Need(r Right) error {
	if a.May(r) {
		return nil
	}
	if a.Person == "" {
		return fault.New(fault.Missing, "fault.missing")
	}
	return fault.New(fault.Denied, "fault.denied")
}

// Clash names two roles that one person may not hold together, or is empty:
// whoever stands for election or presides does not count the ballots.
func Clash(held []Role) (Role, Role) {
	if slices.Contains(held, Teller) {
		for _, r := range []Role{Head, Presidium} {
			if slices.Contains(held, r) {
				return Teller, r
			}
		}
	}
	return "", ""
}

// Label is the role as a word for messages: it is translated when shown.
type Label Role
