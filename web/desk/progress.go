package desk

import (
	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/resolution"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// keys: resolution.standing.*

// followed is how far the points of an adopted resolution are.
type followed struct {
	Reported map[string][]resolution.Progress // by point, the newest first
	Point    resolution.Item                  // of which something is being said; may be empty
}

func (p *resolutionPage) follow(tx *store.Tx) (err error) {
	if p.R.State == resolution.Adopted {
		p.Reported, err = resolution.Reported(tx, p.R.ID)
	}
	return err
}

// follows reports whether this reader says how far the points are.
func (p resolutionPage) follows() bool {
	return p.R.State == resolution.Adopted && p.Who.May(access.Record)
}

func (p resolutionPage) standing(i resolution.Item) string {
	return i.Standing(p.Reported[i.ID], law.DayOf(p.Now()))
}

// colourOf is the kind of kit.State for a standing.
func colourOf(standing string) string {
	return map[string]string{resolution.Done: "done", resolution.Doing: "now", resolution.Overdue: "bad", resolution.Dropped: "empty"}[standing]
}

func (p resolutionPage) words(s resolution.Progress) string {
	key, args := s.Words()
	return p.T(key, args...)
}

// shadeOf is the colour of a standing in the picture.
var shadeOf = map[string]string{resolution.Done: "yes", resolution.Doing: "else", resolution.Waiting: "pale", resolution.Overdue: "no"}

// share is how much of a resolution is done, as a chart needs it.
type share struct {
	Data      []kit.Datum
	Done, All int
}

func (p resolutionPage) share() (out share) {
	count := map[string]int{}
	for _, i := range p.R.Items {
		if i.HasProgress() {
			count[p.standing(i)]++
			out.All++
		}
	}
	for _, s := range resolution.Standings() {
		out.Data = append(out.Data, kit.Datum{Label: p.T("resolution.standing." + s), Value: int64(count[s]), Class: shadeOf[s]})
	}
	out.Done = count[resolution.Done]
	return out
}

// today is the day that the form offers first.
func (p resolutionPage) today() string { return locale.Date(law.DayOf(p.Now())) }

// said is the word that the form offers first: the one said last.
func (p resolutionPage) said() string {
	for _, s := range p.Reported[p.Point.ID] {
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
