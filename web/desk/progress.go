package desk

import (
	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/locale"
	"hoinghi/resolution"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// keys: resolution.standing.*

// followed is how far the points of an adopted resolution are.
type followed struct {
	Course resolution.Course
	Point  resolution.Item // of which something is being said; may be empty
}

// follows reports whether this reader says how far the points are.
func (p resolutionPage) follows() bool {
	return p.R.State == resolution.Adopted && p.Who.May(access.Record)
}

func (p resolutionPage) words(s resolution.Progress) string {
	key, args := s.Words()
	return p.T(key, args...)
}

// today is the day that the form offers first.
func (p resolutionPage) today() string { return locale.Date(p.Course.Day) }

// said is the word that the form offers first: the one said last.
func (p resolutionPage) said() string {
	for _, s := range p.Course.Said[p.Point.ID] {
		return s.State
	}
	return resolution.Doing
}

func saidOptions(v *kit.Visit) (out []kit.Option) {
	for _, s := range resolution.Said() {
		out = append(out, kit.Option{Value: s, Label: v.T("resolution.standing." + s)})
	}
	return out
}

func reportProgress(tx *store.Tx, t *typed, c conference.Conference) error {
	id, err := resolutionID(tx, c)
	if err != nil {
		return err
	}
	p := resolution.Progress{Item: t.id(), State: t.text("state"), Note: t.text("note"), On: t.day("on")}
	return t.done(func() error { return resolution.Report(tx, id, p) })
}
