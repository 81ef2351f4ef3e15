package opinion

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

const (
	longestText  = 5000 // characters
	longestLine  = 300
	shortestCode = 10
	mostTopics   = 4
)

// Put is said by the actor's own phone, with the name; for Unnamed see
// PutUnnamed. Whoever has a voice among the staff may, guests may not.
func Put(tx *store.Tx, o Opinion) (id string, err error) {
	if err := needStaff(tx); err != nil {
		return "", err
	}
	if o.Cover == Unnamed {
		return "", fault.New(fault.Invalid, "fault.choice")
	}
	own, err := conference.OwnPlace(tx, o.Conference)
	if fault.Is(err, fault.Missing) {
		return "", fault.New(fault.Conflict, "opinion.not.convened")
	}
	if err != nil {
		return "", err
	}
	o.Person, o.Name, o.Department, o.Way = own.Person, own.Name, own.Department, ByPhone
	if o, err = o.begin(tx); err != nil {
		return "", err
	}
	tx.Announce(Topic(o.Conference), conference.Topic(o.Conference))
	if err := insertOpinion(tx, o); err != nil {
		return "", err
	}
	if o.Cover == Kept { // the journal is read by more people than the name is for
		return o.ID, nil
	}
	return o.ID, journal.Write(tx, "opinion.put", o.ID, o.To+", "+o.Kind)
}

// PutUnnamed takes an opinion of somebody of the staff whom nothing names: the
// row has the day alone, the journal nothing. The code was shown before and is
// the author's receipt; the same code again changes nothing.
func PutUnnamed(tx *store.Tx, o Opinion, code string) error {
	if err := needStaff(tx); err != nil {
		return err
	}
	if len(plain(code)) < shortestCode {
		return fault.New(fault.Invalid, "fault.form")
	}
	o.Cover, o.Way, o.Person, o.Name, o.Department = Unnamed, ByPhone, "", "", ""
	o, err := o.begin(tx)
	if err != nil {
		return err
	}
	o.code = digest(code)
	if _, err := opinionByCode(tx, o.code); !fault.Is(err, fault.Missing) {
		return err
	}
	tx.Announce(Topic(o.Conference), conference.Topic(o.Conference))
	return insertOpinion(tx, o)
}

// PutSlip takes a slip of paper that the secretary types: Person is one of the
// convened, or Name is as written, or both are empty for a slip without a name.
func PutSlip(tx *store.Tx, o Opinion) (id string, err error) {
	if err := tx.Who.Need(access.Record); err != nil {
		return "", err
	}
	if o.Person != "" {
		people, err := conference.Attendance(tx, o.Conference)
		if err != nil {
			return "", err
		}
		i := slices.IndexFunc(people, func(a conference.Attendee) bool { return a.Person == o.Person })
		if i < 0 {
			return "", fault.New(fault.Conflict, "opinion.not.convened")
		}
		o.Name, o.Department = people[i].Name, people[i].Department
	}
	o.Name, o.Department = oneLine(o.Name), oneLine(o.Department)
	if o.Name == "" {
		o.Cover = Unnamed
	} else if o.Cover == Unnamed {
		o.Person, o.Name, o.Department = "", "", ""
	}
	o.Way = BySlip
	if o, err = o.begin(tx); err != nil {
		return "", err
	}
	o.EnteredBy = tx.Who.Person
	tx.Announce(Topic(o.Conference), conference.Topic(o.Conference))
	if err := insertOpinion(tx, o); err != nil {
		return "", err
	}
	return o.ID, journal.Write(tx, "opinion.slip", o.ID, o.To+", "+o.Kind)
}

func needStaff(tx *store.Tx) error {
	if tx.Who.May(access.Vote) {
		return nil
	}
	if err := tx.Who.Need(access.Attend); err != nil {
		return err
	}
	return fault.New(fault.Denied, "opinion.guest")
}

// begin checks an opinion whole and gives it its id, phase and instant.
func (o Opinion) begin(tx *store.Tx) (Opinion, error) {
	c, err := conference.Find(tx, o.Conference)
	if err != nil {
		return o, err
	}
	if err := o.tidy(tx); err != nil {
		return o, err
	}
	o.ID, o.PutAt, o.Item, o.Phase = rand.Text(), tx.Now, c.Item, phaseOf(c.State)
	o.Topics, o.Answers, o.Owner, o.Due = nil, nil, "", law.Day{}
	o.TakenAt, o.ReadAt, o.WithdrawnAt = time.Time{}, time.Time{}, time.Time{}
	if o.Cover == Unnamed { // nothing finer than the day may tell who it was
		d := law.DayOf(tx.Now.In(locale.Zone))
		o.PutAt, o.Item = time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, locale.Zone), ""
	}
	return o, nil
}

func phaseOf(s conference.State) string {
	switch s {
	case conference.Open:
		return During
	case conference.Closed:
		return After
	}
	return Before
}

func (o *Opinion) tidy(tx *store.Tx) error {
	o.Text, o.Place = strings.TrimSpace(o.Text), oneLine(o.Place)
	if o.Cover == "" {
		o.Cover = Named
	}
	var f fault.Form
	f.Check(o.Text != "", "text", "fault.required")
	f.Check(len([]rune(o.Text)) <= longestText, "text", "fault.long", longestText)
	f.Check(len([]rune(o.Place)) <= longestLine, "place", "fault.long", longestLine)
	f.Check(len([]rune(o.Name)) <= longestLine, "name", "fault.long", longestLine)
	f.Check(slices.Contains(Kinds(), o.Kind), "kind", "fault.choice")
	f.Check(slices.Contains(Sides(), o.To), "to", "fault.choice")
	f.Check(slices.Contains(Covers(), o.Cover), "cover", "fault.choice")
	f.Check(o.Stance == "" || slices.Contains(Stances(), o.Stance), "stance", "fault.choice")
	if o.Paper != "" {
		p, err := conference.FindPaper(tx, o.Paper)
		f.Check(err == nil && p.Conference == o.Conference, "paper", "fault.choice")
	}
	return f.Err()
}

// Withdraw takes one's own opinion back while nobody has answered it.
func Withdraw(tx *store.Tx, id string) error {
	if err := tx.Who.Need(access.Attend); err != nil {
		return err
	}
	o, err := oneOpinion(tx, id)
	if err != nil {
		return err
	}
	if o.Person == "" || o.Person != tx.Who.Person {
		return fault.New(fault.Missing, "fault.missing")
	}
	if !o.WithdrawnAt.IsZero() {
		return nil
	}
	if o.Answers, err = answersOf(tx, id); err != nil {
		return err
	}
	if len(o.Answers) > 0 || !o.ReadAt.IsZero() {
		return fault.New(fault.Conflict, "opinion.answered")
	}
	o.WithdrawnAt = tx.Now
	if err := updateOpinion(tx, o); err != nil {
		return err
	}
	tx.Announce(Topic(o.Conference), conference.Topic(o.Conference))
	if o.Cover == Kept {
		return nil
	}
	return journal.Write(tx, "opinion.withdraw", id, "")
}

// NewCode is a fresh receipt for an unnamed opinion, to be shown in fours.
func NewCode() string { return rand.Text()[:12] }

// SpacedCode writes a receipt as people copy it: ABCD EFGH JKLM.
func SpacedCode(code string) string {
	var parts []string
	for part := range slices.Chunk([]byte(plain(code)), 4) {
		parts = append(parts, string(part))
	}
	return strings.Join(parts, " ")
}

// plain drops what people add when they copy a code.
func plain(code string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '2' && r <= '7' {
			return r
		}
		return -1
	}, strings.ToUpper(code))
}

func digest(code string) string {
	h := sha256.Sum256([]byte("opinion/" + plain(code)))
	return hex.EncodeToString(h[:])
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
