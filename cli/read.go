package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"hoinghi/fault"
	"hoinghi/law"
)

const largestForm = 8 << 20 // bytes

// readForm parses the form; an unknown or ill-typed field is refused by name.
func readForm(body []byte) (form, error) {
	var x form
	if len(body) > largestForm {
		return x, fault.New(fault.Invalid, "fault.toobig", largestForm>>20)
	}
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	err := d.Decode(&x)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("more than one value")
		}
	}
	if err != nil {
		return x, unread(err, body, d.InputOffset())
	}
	return x, x.check()
}

// unread says why a form was not read, and in which line.
func unread(err error, body []byte, offset int64) error {
	var kind *json.UnmarshalTypeError
	var bad *json.SyntaxError
	switch {
	case errors.As(err, &kind):
		return fault.New(fault.Invalid, "cli.form.type", kind.Field, lineAt(body, kind.Offset))
	case errors.As(err, &bad):
		offset = bad.Offset
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return fault.New(fault.Invalid, "cli.form.unknown", strings.Trim(name, `"`), lineAt(body, offset))
	}
	return fault.New(fault.Invalid, "cli.form.syntax", lineAt(body, offset)).Because(err)
}

func lineAt(body []byte, offset int64) int {
	return 1 + bytes.Count(body[:min(int(offset), len(body))], []byte("\n"))
}

// check refuses what must stand and days that do not exist; the rooms refuse
// the rest.
func (x form) check() error {
	var f fault.Form
	f.Check(x.Unit.Slug != "", "unit.slug", "fault.required")
	f.Check(x.Unit.Name != "", "unit.name", "fault.required")
	f.Check(x.Conference.HeldOn != "", "conference.held_on", "fault.required")
	day := func(field, s string) {
		_, err := law.ParseDay(s)
		f.Check(err == nil || s == "", field, "cli.day", s)
	}
	day("conference.held_on", x.Conference.HeldOn)
	day("conference.consent_on", x.Conference.ConsentOn)
	for i, b := range x.Conference.Bases {
		day(fmt.Sprintf("conference.bases[%d].dated", i), b.Dated)
	}
	for i, p := range x.People {
		day(fmt.Sprintf("people[%d].born", i), p.Born)
	}
	for i, t := range x.Conference.Committee {
		day(fmt.Sprintf("conference.committee[%d].due", i), t.Due)
	}
	for i, r := range x.Conference.Resolution {
		day(fmt.Sprintf("conference.resolution[%d].due", i), r.Due)
	}
	_, err := law.ParseUnitKind(x.Unit.Kind)
	f.Check(err == nil, "unit.kind", "cli.kind", x.Unit.Kind)
	f.Check(x.Conference.Stage == "" || x.Conference.Stage == "plan" || x.Conference.Stage == "open" || x.Conference.Stage == "held", "conference.stage", "fault.choice")
	x.checkArticle(&f)
	return f.Err()
}

func (x form) checkArticle(f *fault.Form) {
	a := x.Conference.Article
	if a == nil {
		return
	}
	_, err := time.Parse(time.RFC3339, a.Stamp)
	f.Check(a.Stamp == "" || err == nil, "conference.article.stamp", "cli.instant", a.Stamp)
	f.Check(a.Headline == "" || a.Headline == "agency" || a.Headline == "upper", "conference.article.headline", "fault.choice")
	f.Check(x.Conference.Stage == "" || x.Conference.Stage == "held", "conference.article", "cli.article.early")
}

// within says at which place of the form a room found fault.
func within(place string, err error) error {
	if !fault.Is(err, fault.Invalid) || len(fault.Of(err).Fields) == 0 {
		return err
	}
	var f fault.Form
	for _, x := range fault.Of(err).Fields {
		f.Check(false, place+"."+x.Name, x.Key, x.Args...)
	}
	return f.Err()
}

func day(s string) law.Day {
	d, _ := law.ParseDay(s) // check has refused what is no day
	return d
}
