package belenios

import (
	"fmt"
	"strconv"
)

// Election is what voters are asked, and under which key.
type Election struct {
	Description, Name   string
	Group               Group
	PublicKey           Element
	Questions           []Question
	UUID                string
	Administrator       string   // optional
	CredentialAuthority string   // optional
	Language            []string // optional: a tag, and "ltr" or "rtl"

	raw  []byte
	phi  string
	g, y table // prepared for every ballot
}

// Question asks to choose between Min and Max of the answers. Blank adds the
// choice of voting for nobody, which is counted in front of the answers.
type Question struct {
	Answers  []string
	Blank    bool
	Min, Max int
	Question string
}

// Limits of what is read as an election; far above any real one.
const (
	maxQuestions = 100
	maxAnswers   = 1000
)

// size is the number of ciphertexts of an answer, and of numbers in a result.
func (q Question) size() int {
	if q.Blank {
		return len(q.Answers) + 1
	}
	return len(q.Answers)
}

func (q Question) check() error {
	if q.Min < 0 || q.Min > q.Max || q.Max > len(q.Answers) || len(q.Answers) == 0 || len(q.Answers) > maxAnswers {
		return failed(BadElection, "choose %d to %d of %d", q.Min, q.Max, len(q.Answers))
	}
	return nil
}

// Seal checks an election, writes its JSON and makes it ready for ballots. What
// is changed afterwards has no effect.
func (e *Election) Seal() error {
	if e.Group == nil || e.PublicKey == nil {
		return failed(BadElection, "no key")
	}
	sealed, err := ParseElection(e.appendJSON(nil))
	if err != nil {
		return fmt.Errorf("seal the election: %w", err)
	}
	*e = *sealed
	return nil
}

// Raw is the JSON as received or sealed.
func (e *Election) Raw() []byte { return e.raw }

// Fingerprint binds questions, names, group, key and uuid; 43 characters.
func (e *Election) Fingerprint() string { return e.phi }

func (e *Election) appendJSON(out []byte) []byte {
	out = quote(append(out, `{"version":1,"description":`...), e.Description)
	out = quote(append(out, `,"name":`...), e.Name)
	out = quote(append(out, `,"group":`...), e.Group.Name())
	out = quote(append(out, `,"public_key":`...), Text(e.Group, e.PublicKey))
	out = appendList(append(out, `,"questions":`...), e.Questions, appendQuestion)
	out = quote(append(out, `,"uuid":`...), e.UUID)
	if e.Administrator != "" {
		out = quote(append(out, `,"administrator":`...), e.Administrator)
	}
	if e.CredentialAuthority != "" {
		out = quote(append(out, `,"credential_authority":`...), e.CredentialAuthority)
	}
	if len(e.Language) == 2 {
		out = appendList(append(out, `,"language":`...), e.Language, quote)
	}
	return append(out, '}')
}

func appendQuestion(out []byte, q Question) []byte {
	out = appendList(append(out, `{"answers":`...), q.Answers, quote)
	if q.Blank {
		out = append(out, `,"blank":true`...)
	}
	out = strconv.AppendInt(append(out, `,"min":`...), int64(q.Min), 10)
	out = strconv.AppendInt(append(out, `,"max":`...), int64(q.Max), 10)
	return append(quote(append(out, `,"question":`...), q.Question), '}')
}

// ParseElection reads the raw bytes of an election; the fingerprint is taken
// from exactly these.
func ParseElection(raw []byte) (*Election, error) {
	r := &reader{s: string(raw)}
	if !r.has(`{"version":1,`) {
		return nil, failed(NotSupported, "not an election of version 1")
	}
	e := &Election{raw: append([]byte(nil), raw...), phi: HashOf(raw).Base64()}
	e.read(r)
	if err := r.end(); err != nil {
		return nil, err
	}
	if err := e.check(); err != nil {
		return nil, err
	}
	e.g, e.y = e.Group.table(e.Group.Generator()), e.Group.table(e.PublicKey)
	return e, nil
}

func (e *Election) read(r *reader) {
	r.need(`"description":`)
	e.Description = r.text()
	r.need(`,"name":`)
	e.Name = r.text()
	r.need(`,"group":`)
	g, err := GroupNamed(r.text())
	if err != nil {
		r.stop(NotSupported, "%v", err)
		return
	}
	e.Group, r.g = g, g
	r.need(`,"public_key":`)
	e.PublicKey = r.element()
	r.need(`,"questions":`)
	r.list(1, func() { e.Questions = append(e.Questions, r.question()) })
	r.need(`,"uuid":`)
	e.UUID = r.plainText()
	if r.has(`,"administrator":`) {
		e.Administrator = r.text()
	}
	if r.has(`,"credential_authority":`) {
		e.CredentialAuthority = r.text()
	}
	if r.has(`,"language":`) {
		r.list(2, func() { e.Language = append(e.Language, r.text()) })
	}
	r.need(`}`)
}

func (r *reader) question() (q Question) {
	if r.has(`{"type":`) {
		r.stop(NotSupported, "only approval questions are")
	}
	r.need(`{"answers":`)
	r.list(1, func() { q.Answers = append(q.Answers, r.text()) })
	if r.has(`,"blank":true`) {
		q.Blank = true
	} else {
		r.has(`,"blank":false`)
	}
	r.need(`,"min":`)
	q.Min = r.number()
	r.need(`,"max":`)
	q.Max = r.number()
	r.need(`,"question":`)
	q.Question = r.text()
	r.need(`}`)
	return q
}

func (e *Election) check() error {
	if len(e.UUID) < 14 || len(e.UUID) > 90 || !isBase58(e.UUID) {
		return failed(BadElection, "uuid %q", e.UUID)
	}
	if len(e.Questions) == 0 || len(e.Questions) > maxQuestions {
		return failed(BadElection, "%d questions", len(e.Questions))
	}
	if l := e.Language; l != nil && (len(l) != 2 || l[1] != "ltr" && l[1] != "rtl") {
		return failed(BadElection, "language %q", l)
	}
	for i, q := range e.Questions {
		if err := q.check(); err != nil {
			return fmt.Errorf("question %d: %w", i+1, err)
		}
	}
	return nil
}
