package belenios

import "fmt"

// event binds data records into the chain; its hash names it (section 12.2).
type event struct {
	parent  *Hash // absent in the first
	height  int
	kind    string
	payload *Hash // absent in EndBallots
}

// The kinds of events, in their order.
const (
	setupEvent   = "Setup"
	ballotEvent  = "Ballot"
	endEvent     = "EndBallots"
	tallyEvent   = "EncryptedTally"
	decryptEvent = "PartialDecryption"
	resultEvent  = "Result"
)

func (e event) json() []byte {
	out := []byte{'{'}
	if e.parent != nil {
		out = fmt.Appendf(out, `"parent":"%s",`, *e.parent)
	}
	out = fmt.Appendf(out, `"height":%d,"type":"%s"`, e.height, e.kind)
	if e.payload != nil {
		out = fmt.Appendf(out, `,"payload":"%s"`, *e.payload)
	}
	return append(out, '}')
}

func parseEvent(raw []byte) (e event, err error) {
	r := &reader{s: string(raw)}
	r.need(`{`)
	if r.has(`"parent":`) {
		h := r.hash()
		e.parent = &h
		r.need(`,`)
	}
	r.need(`"height":`)
	e.height = r.number()
	r.need(`,"type":`)
	e.kind = r.plainText()
	if r.has(`,"payload":`) {
		h := r.hash()
		e.payload = &h
	}
	r.need(`}`)
	return e, r.end()
}

// Phase is how far an election has come, by its archive.
type Phase int

// The phases. Decrypting begins with the encrypted tally.
const (
	Preparing Phase = iota
	Voting
	Ended
	Decrypting
	Finished
)

// String is a stable name.
func (p Phase) String() string {
	return [...]string{"preparing", "voting", "ended", "decrypting", "finished"}[p]
}

// after gives the phase after an event, and whether it may stand here.
func (p Phase) after(kind string) (Phase, error) {
	type step struct {
		from Phase
		kind string
	}
	next, ok := map[step]Phase{
		{Preparing, setupEvent}: Voting, {Voting, ballotEvent}: Voting, {Voting, endEvent}: Ended,
		{Ended, tallyEvent}: Decrypting, {Decrypting, decryptEvent}: Decrypting, {Decrypting, resultEvent}: Finished,
	}[step{p, kind}]
	if ok {
		return next, nil
	}
	switch kind {
	case "Shuffle", "EndShuffles":
		return p, failed(NotSupported, "%s events", kind)
	case setupEvent, ballotEvent, endEvent, tallyEvent, decryptEvent, resultEvent:
		return p, failed(BadOrder, "a %s event may not stand here", kind)
	}
	return p, failed(BadOrder, "unknown event %q", kind)
}

// setupData refers to the records of the setup.
type setupData struct {
	election, trustees, credentials Hash
	certificate                     *Hash
}

func (s setupData) json() []byte {
	return fmt.Appendf(nil, `{"election":"%s","trustees":"%s","credentials":"%s"}`, s.election, s.trustees, s.credentials)
}

func parseSetupData(raw []byte) (s setupData, err error) {
	r := &reader{s: string(raw)}
	r.need(`{"election":`)
	s.election = r.hash()
	r.need(`,"trustees":`)
	s.trustees = r.hash()
	r.need(`,"credentials":`)
	s.credentials = r.hash()
	if r.has(`,"credentials_certificate":`) {
		h := r.hash()
		s.certificate = &h
	}
	r.need(`}`)
	return s, r.end()
}
