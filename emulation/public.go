package emulation

import (
	"slices"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

// Release says how a decision goes before the public.
type Release struct {
	Named   []string // awards whose people agreed to be named; all others stay unnamed
	Consent string   // where that is kept; needed with Named
	Cleared string   // why something private that was found may go out; for the journal
}

// Publish puts a decision before the public, or changes who is named. Only
// what was issued goes out: with its number and its day. Collectives are named
// always, people only where their consent is on record.
func Publish(tx *store.Tx, id string, r Release) error {
	if err := tx.Who.Need(access.Publish); err != nil {
		return err
	}
	d, err := findDecision(tx, id)
	if err != nil {
		return err
	}
	if !d.WithdrawnAt.IsZero() {
		return fault.New(fault.Conflict, "emulation.withdrawn")
	}
	var t texts
	d.publishable(tx, &t)
	t.line(&r.Cleared, "cleared", false)
	t.line(&r.Consent, "consent", len(r.Named) > 0)
	if t.f.Err() != nil {
		return t.f.Err()
	}
	for _, a := range d.Awards {
		if err := a.name(tx, r); err != nil {
			return err
		}
	}
	if d.PublicAt.IsZero() {
		d.PublicAt = tx.Now
		if err := updateDecision(tx, d); err != nil {
			return err
		}
	}
	tx.Announce(Topic(d.Conference))
	return journal.Write(tx, "emulation.publish", id, d.Number+" "+d.Subject+because(r.Consent)+because(r.Cleared))
}

// name notes whether a person agreed; a consent noted before keeps its words.
func (a Award) name(tx *store.Tx, r Release) error {
	had := a.Consent
	switch {
	case a.Collective || !slices.Contains(r.Named, a.ID):
		a.Consent = ""
	case a.Consent == "":
		a.Consent = r.Consent
	}
	if a.Consent == had {
		return nil
	}
	return updateAward(tx, a)
}

// publishable notes what a decision lacks to be shown to everybody.
func (d Decision) publishable(tx *store.Tx, t *texts) {
	t.f.Check(d.Number != "", "number", "emulation.public.number")
	today := law.DayOf(tx.Now.In(locale.Zone))
	if t.f.Check(!d.Dated.IsZero(), "dated", "emulation.public.dated") {
		t.f.Check(!today.Before(d.Dated), "dated", "emulation.public.early")
	}
}

// Conceal takes a decision from the public again.
func Conceal(tx *store.Tx, id string) error {
	if err := tx.Who.Need(access.Publish); err != nil {
		return err
	}
	d, err := oneDecision(tx, id)
	if err != nil || d.PublicAt.IsZero() {
		return err
	}
	d.PublicAt = time.Time{}
	if err := updateDecision(tx, d); err != nil {
		return err
	}
	tx.Announce(Topic(d.Conference))
	return journal.Write(tx, "emulation.conceal", id, d.Number+" "+d.Subject)
}

// PublicDecisions reads what is before the public, the newest first; anybody
// may ask. People who did not agree are without name and department, and
// nobody's merits, portrait and post in the roster are in it.
func PublicDecisions(tx *store.Tx) ([]Decision, error) {
	list, err := publicDecisions(tx)
	if err != nil {
		return nil, err
	}
	awards, err := publicAwards(tx)
	for i := range awards {
		awards[i] = awards[i].public()
	}
	join(list, awards)
	return list, err
}

// PublicDecision reads one of them; anybody may ask.
func PublicDecision(tx *store.Tx, id string) (Decision, error) {
	d, err := oneDecision(tx, id)
	if err != nil {
		return Decision{}, err
	}
	if d.PublicAt.IsZero() {
		return Decision{}, fault.New(fault.Missing, "fault.missing")
	}
	if !d.WithdrawnAt.IsZero() {
		return d, nil
	}
	awards, err := awardsOf(tx, id)
	for _, a := range awards {
		d.Awards = append(d.Awards, a.public())
	}
	return d, err
}

// public is an award as everybody reads it.
func (a Award) public() Award {
	out := Award{Decision: a.Decision, Position: a.Position, Collective: a.Collective, Title: a.Title, Form: a.Form}
	if a.Collective || a.Consent != "" {
		out.Name, out.Under = a.Name, a.Under
	}
	return out
}

// Correction is a change of a decision that everybody may know of.
type Correction struct {
	At     law.Day
	Reason string
}

// Corrections are the changes of a decision since it came before the public,
// the latest first; anybody may ask.
func Corrections(tx *store.Tx, id string) (out []Correction, err error) {
	d, err := PublicDecision(tx, id)
	if err != nil {
		return nil, err
	}
	list, err := versionsOf(tx, id)
	for _, v := range list {
		if !v.At.Before(d.PublicAt) && v.Reason != "" {
			out = append(out, Correction{law.DayOf(v.At.In(locale.Zone)), v.Reason})
		}
	}
	return out, err
}
