// Package emulation has what is honoured, pledged and launched at a
// conference: decisions on rewards with those who receive them, pledges with
// their parties, movements, individual commitments, flowers.
//
// Decided, announced, handed over and put before the public are separate facts.
// Parties and people sign in any order, on screen or on paper, each once; a
// figure of signatures names its population and its day. Unknown stays empty.
// A change keeps what stood before and why; what is withdrawn stays on record.
package emulation

import (
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/store"
)

// Decision is an official decision on titles or rewards.
type Decision struct {
	ID          string
	Conference  string
	Position    int
	Number      string  // with symbol: 12/QĐ-TVT; empty while unknown
	Dated       law.Day // zero while unknown
	Issuer      string  // who decides: Giám đốc Sở …
	Signer      string
	SignerPost  string
	Subject     string // trích yếu
	Words       string // what is read out; empty is the subject
	Behalf      string // who hands over by authority (thừa ủy quyền), as printed
	AnnouncedAt time.Time
	PublicAt    time.Time // put before everybody on the portal
	WithdrawnAt time.Time
	Withdrawn   string  // why
	Awards      []Award // in the order of the ceremony
}

// Award is one title or reward of one person or collective.
type Award struct {
	ID         string
	Decision   string
	Position   int
	Collective bool
	Person     string // of the roster; empty for a collective or an outsider
	Name       string
	Under      string // department or post, as printed
	Title      string // danh hiệu: Lao động tiên tiến; may be empty
	Form       string // hình thức: Giấy khen; may be empty
	Reason     string
	Picture    string // media id of the portrait; may be empty
	Consent    string // where it is kept that the person agreed to be named to the public; empty is no
	HandedAt   time.Time
}

// What is the award as printed: the title, else the form of reward.
func (a Award) What() string {
	if a.Title != "" {
		return a.Title
	}
	return a.Form
}

// PactKind says who signs a pact.
type PactKind string

// The kinds of pacts.
const (
	PledgePact     PactKind = "pledge"     // parties sign it
	CommitmentPact PactKind = "commitment" // each person signs the own
)

// Pact is a text that is signed.
type Pact struct {
	ID          string
	Kind        PactKind
	Conference  string
	Position    int
	Title       string
	Text        string    // one point a line
	OpenedAt    time.Time // from then on it may be signed
	WithdrawnAt time.Time
	Withdrawn   string  // why
	Parties     []Party // of a pledge
}

// Pledge is a giao ước thi đua between parties.
type Pledge = Pact

// Commitment is what each person signs (bản cam kết).
type Commitment = Pact

// Party is one who signs a pledge.
type Party struct {
	ID       string
	Pledge   string
	Position int
	Name     string // Công đoàn cơ sở, Phòng Tin học
	Signer   string // who signs for it
	Post     string
	Person   string // who may sign on screen; empty signs on paper alone
	SignedAt time.Time
	Way      string // screen or paper
	By       string // person who signed or noted the paper
}

// Ways of signing.
const (
	OnScreen = "screen"
	OnPaper  = "paper"
)

// Signed counts the parties that have signed.
func (p Pact) Signed() (n int) {
	for _, x := range p.Parties {
		if !x.SignedAt.IsZero() {
			n++
		}
	}
	return n
}

// Whole reports whether every party has signed.
func (p Pact) Whole() bool { return len(p.Parties) > 0 && p.Signed() == len(p.Parties) }

// Movement is an emulation movement launched at the conference.
type Movement struct {
	ID         string
	Conference string
	Position   int
	Title      string
	Theme      string
	Text       string // of the launch, for the speaker
	Goals      []string
	From, To   law.Day
	Speaker    string // who launches, as printed
	LaunchedAt time.Time
}

// Signature is one person's under a commitment.
type Signature struct {
	Commitment string
	Person     string
	Name       string // of the convened list, not as typed
	SignedAt   time.Time
	Way        string
	By         string
}

// Rate is a figure with all that it needs to be understood.
type Rate struct {
	Signed, Of    int64  // Of is the population
	Population    string // convened: those convened to the conference
	On            law.Day
	Paper, Screen int64 // of Signed
}

// Flowers are given by somebody to somebody.
type Flowers struct {
	ID              string
	Conference      string
	Position        int
	Giver, Receiver string
	Words           string // of the MC; empty is the usual phrase
	GivenAt         time.Time
}

// Topic is announced when anything of a conference's ceremonies changes.
func Topic(conference string) live.Topic { return live.Topic("emulation/" + conference) }

// keeps asks the right to prepare or to keep the record.
func keeps(tx *store.Tx) error {
	if tx.Who.May(access.Record) {
		return nil
	}
	return tx.Who.Need(access.Prepare)
}

// sees asks the right to what the hall sees.
func sees(tx *store.Tx) error { return tx.Who.Need(access.SeeScreen) }

const (
	longestLine = 300    // characters
	longestText = 20_000 // characters
)

type texts struct{ f fault.Form }

func (t *texts) line(s *string, field string, required bool) {
	*s = oneLine(*s)
	t.f.Check(*s != "" || !required, field, "fault.required")
	t.f.Check(len([]rune(*s)) <= longestLine, field, "fault.long", longestLine)
}

func (t *texts) long(s *string, field string, required bool) {
	*s = paragraphs(*s)
	t.f.Check(*s != "" || !required, field, "fault.required")
	t.f.Check(len([]rune(*s)) <= longestText, field, "fault.long", longestText)
}
