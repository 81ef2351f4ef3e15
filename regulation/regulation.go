// Package regulation keeps what the unit has set for itself: rules of the law
// that it tightens, and questions that the law leaves open and it answers,
// each with the document that says so.
//
// What is looser than the law is refused with both citations. Where a later
// law overtakes an own value, the law decides. A decision keeps the id of the
// value it was taken under, and Named gives that value for ever: rows are
// ended, never removed.
package regulation

import (
	"crypto/rand"
	"errors"
	"strings"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/store"
)

// Own is one value that the unit has set.
type Own struct {
	ID       string
	Rule     string // id of a law.Settable
	Value    string // as written: "ít nhất 3/4", or the code of a choice
	Document law.Document
	From, To law.Day // in force; To is zero while open
}

// Holds reports whether the value is in force on a day.
func (o Own) Holds(on law.Day) bool {
	return !on.Before(o.From) && (o.To.IsZero() || !o.To.Before(on))
}

// Struck reports whether the value was taken back before it came into force.
func (o Own) Struck() bool { return !o.To.IsZero() && o.To.Before(o.From) }

// Lay is the value laid over the law's on a day.
func (o Own) Lay(on law.Day) (law.Entry, error) { return law.Lay(o.Rule, o.Value, o.Document, on) }

// Record notes a value of the unit's own, from the day of its document when
// From is zero. A value of the same rule that is still open ends the day
// before. Faults are by field: rule, value, number, day, article, from; a
// looser value is a fault of value that carries both citations.
func Record(tx *store.Tx, o Own) (string, error) {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return "", err
	}
	o = o.trimmed()
	if err := o.check(); err != nil {
		return "", err
	}
	if err := makeRoom(tx, o); err != nil {
		return "", err
	}
	o.ID, o.Value = rand.Text(), o.inWords()
	if err := insertOwn(tx, o); err != nil {
		return "", err
	}
	return o.ID, journal.Write(tx, "regulation.record", o.ID, o.Rule+": "+o.Value+"; "+o.Document.Cite())
}

func (o Own) trimmed() Own {
	o.Value = strings.TrimSpace(o.Value)
	o.Document.Number = strings.TrimSpace(o.Document.Number)
	o.Document.Article = strings.TrimSpace(o.Document.Article)
	if o.From.IsZero() {
		o.From = o.Document.Day
	}
	return o
}

const longest = 120 // characters of a number, an article or a value

func (o Own) check() error {
	var f fault.Form
	for _, x := range []struct{ field, text string }{{"value", o.Value}, {"number", o.Document.Number}, {"article", o.Document.Article}} {
		f.Check(x.text != "", x.field, "fault.required")
		f.Check(len([]rune(x.text)) <= longest, x.field, "fault.long", longest)
	}
	f.Check(!o.Document.Day.IsZero(), "day", "fault.required")
	if err := f.Err(); err != nil {
		return err
	}
	_, err := o.Lay(o.From)
	return refusal(err)
}

// inWords is the value as the law would write it, where that reads back.
func (o Own) inWords() string {
	e, err := o.Lay(o.From)
	if err != nil {
		return o.Value
	}
	typed := o.Value
	o.Value = e.Value
	if _, err := o.Lay(o.From); err != nil {
		return typed
	}
	return e.Value
}

// fields are where on the form a refusal of the law belongs.
var fields = map[string]string{
	law.KeyOverlayClosed: "rule", law.KeyRuleUnknown: "rule", law.KeyOverlayDay: "from",
	law.KeyDayBefore: "from", law.KeyDayGap: "from", law.KeyDayMissing: "from",
}

// refusal is a refusal of the law as a fault of the form.
func refusal(err error) error {
	var e *law.Error
	if !errors.As(err, &e) {
		return err
	}
	field := fields[e.Key]
	if field == "" {
		field = "value"
	}
	return &fault.Fault{Kind: fault.Invalid, Key: "fault.form", Fields: []fault.Field{{Name: field, Key: e.Key, Args: e.Args}}, Cause: e}
}

// makeRoom ends the open value before a new one, and refuses one that would
// begin while another holds or before one that is already noted.
func makeRoom(tx *store.Tx, o Own) error {
	had, err := ownOf(tx, o.Rule)
	if err != nil {
		return err
	}
	for _, x := range had {
		switch {
		case x.Struck() || !x.To.IsZero() && x.To.Before(o.From):
		case x.To.IsZero() && x.From.Before(o.From):
			if err := endOwn(tx, x.ID, o.From.AddDays(-1)); err != nil {
				return err
			}
		default:
			var f fault.Form
			f.Check(false, "from", "regulation.overlap", x.Document.Number, x.From)
			return f.Err()
		}
	}
	return nil
}

// End sets the last day of a value. The day before its first strikes it: it
// never was in force. A value that has ended is Conflict.
func End(tx *store.Tx, id string, last law.Day) error {
	if err := tx.Who.Need(access.Prepare); err != nil {
		return err
	}
	o, err := oneOwn(tx, id)
	if err != nil {
		return err
	}
	if !o.To.IsZero() {
		return fault.New(fault.Conflict, "regulation.ended", o.To)
	}
	var f fault.Form
	if f.Check(!last.IsZero(), "last", "fault.required") {
		f.Check(!last.Before(o.From.AddDays(-1)), "last", "regulation.last.early", o.From)
	}
	if err := f.Err(); err != nil {
		return err
	}
	if err := endOwn(tx, id, last); err != nil {
		return err
	}
	return journal.Write(tx, "regulation.end", id, last.String())
}

// List reads every value, rule by rule, the oldest first.
func List(tx *store.Tx) ([]Own, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return nil, err
	}
	return allOwn(tx)
}

// Find reads one value.
func Find(tx *store.Tx, id string) (Own, error) {
	if err := tx.Who.Need(access.SeeWork); err != nil {
		return Own{}, err
	}
	return oneOwn(tx, id)
}
