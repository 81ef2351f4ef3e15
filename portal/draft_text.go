package portal

import (
	"slices"
	"strings"
	"unicode"

	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/resolution"
)

// keys: portal.draft.did.* portal.draft.of.*

// agenda tells the points of business by the way in which they ended, in the
// order of the day.
func (s *story) agenda() []string {
	var order []string
	by := map[string][]string{}
	for _, i := range s.held() {
		if s.decided(i.ID) {
			continue // its vote has a sentence of its own
		}
		if by[i.Ends] == nil {
			order = append(order, i.Ends)
		}
		by[i.Ends] = append(by[i.Ends], s.point(i))
	}
	var out, single []string
	tell := func(what string) {
		key := "portal.draft.did"
		if len(out) > 0 {
			key = "portal.draft.did.too"
		}
		out = append(out, s.say(key, what))
	}
	for n, ends := range order {
		if len(by[ends]) == 1 && n > 0 {
			single = append(single, by[ends][0]) // told together with its neighbours
			continue
		}
		if len(single) > 0 {
			tell(strings.Join(single, "; "))
			single = nil
		}
		tell(s.series(by[ends]))
	}
	if len(single) > 0 {
		tell(strings.Join(single, "; "))
	}
	if len(out) == 0 {
		return nil
	}
	return []string{strings.Join(out, " ")}
}

// point says what was done with a point of the agenda: "nghe báo cáo …". A
// title that names its own act needs no other.
func (s *story) point(i conference.Item) string {
	title := strings.TrimRight(i.Title, ".")
	for _, act := range strings.Split(s.w.T("portal.draft.acts"), "|") {
		if begins(lowered(title), act) {
			return lowered(title)
		}
	}
	return s.w.T("portal.draft.did."+i.Ends, small(title))
}

// series joins what begins with one verb under that verb: "nghe A; B và C".
func (s *story) series(points []string) string {
	verb := ""
	for _, ends := range conference.EndsList() {
		v := s.w.T("portal.draft.did."+ends, "")
		if begins(points[0], strings.TrimSpace(v)) {
			verb = v
		}
	}
	for n := range points {
		if n > 0 && verb != "" {
			points[n] = strings.TrimPrefix(points[n], verb)
		}
	}
	return strings.Join(points, "; ")
}

func (s *story) decided(item string) bool {
	return slices.ContainsFunc(s.ballots, func(b ballot.Ballot) bool { return b.Item == item && b.State == "closed" })
}

// votes tells each vote that is business: all in favour is 100% only when
// everybody of its base was.
func (s *story) votes() (out []string) {
	for _, b := range s.ballots {
		at := slices.IndexFunc(s.items, func(i conference.Item) bool { return i.ID == b.Item })
		if b.State == "closed" && (at < 0 || !slices.Contains(frame, s.items[at].Kind)) {
			out = append(out, s.vote(b, s.question(b)))
		}
	}
	if len(out) == 0 {
		return nil
	}
	return []string{strings.Join(out, " ")}
}

func (s *story) question(b ballot.Ballot) string {
	q := strings.TrimRight(strings.TrimSpace(b.Question), ".?! ")
	for _, act := range strings.Split(s.w.T("portal.draft.asks"), "|") {
		if begins(lowered(q), act) {
			q = strings.TrimSpace(string([]rune(q)[len([]rune(act)):]))
		}
	}
	return small(q)
}

func (s *story) vote(b ballot.Ballot, what string) string {
	of := s.w.T("portal.draft.of." + b.Base)
	switch {
	case b.Passed && b.Unanimous():
		return s.w.T("portal.draft.vote.all", what)
	case b.Passed:
		return s.w.T("portal.draft.vote", what, b.InFavour, b.Of(), of, resolution.Share(b.InFavour, b.Of()))
	}
	return s.w.T("portal.draft.vote.lost", what, b.InFavour, b.Of(), of, resolution.Share(b.InFavour, b.Of()))
}

// outcomes tells in what words points of business were closed.
func (s *story) outcomes() (out []string) {
	for _, i := range s.held() {
		if i.Outcome != "" {
			out = append(out, large(ended(i.Outcome)))
		}
	}
	if len(out) == 0 {
		return nil
	}
	return []string{strings.Join(out, " ")}
}

// speeches tells what guests and superiors said, as the secretary noted it.
func (s *story) speeches() (out []string) {
	for _, x := range s.speakers {
		at := slices.IndexFunc(s.items, func(i conference.Item) bool { return i.ID == x.Item })
		directing := at >= 0 && s.items[at].Kind == "superior"
		if x.CalledAt.IsZero() || x.Note == "" || x.Person != "" && !directing {
			continue
		}
		key := "portal.draft.spoke"
		if directing {
			key = "portal.draft.directed"
		}
		note := strings.Join(strings.Fields(x.Note), " ")
		out = append(out, ended(s.say(key, s.who(x), small(note))))
	}
	return out
}

// keys: portal.draft.spoke portal.draft.directed
func (s *story) say(key string, args ...any) string { return s.w.T(key, args...) }

// who is a speaker as named: with all posts the first time, without them later.
func (s *story) who(x conference.Speaker) string {
	name, posts := s.w.T("portal.draft.comrade", x.Name), s.posts[x.Person]
	if at := slices.IndexFunc(s.guests, func(g conference.Guest) bool { return g.Name == x.Name }); x.Person == "" && at >= 0 {
		g := s.guests[at]
		posts, g.Posts = g.Posts, nil
		name = g.Printed()
	} else if x.Person == "" && x.Department != "" {
		posts = []string{x.Department}
	}
	if s.named[x.Name] || len(posts) == 0 {
		return name
	}
	s.named[x.Name] = true
	return name + ", " + strings.Join(posts, ", ") + ","
}

// resolved tells the resolution and the tasks that it sets.
func (s *story) resolved() (out []string) {
	at := slices.IndexFunc(s.ballots, func(b ballot.Ballot) bool { return b.State == "closed" && b.Resolution == "resolution" })
	paper := s.w.T("portal.draft.resolution", s.plainName())
	switch {
	case at >= 0 && s.ballots[at].Unanimous():
		out = append(out, s.w.T("portal.draft.resolved", paper))
	case at >= 0:
		out = append(out, s.vote(s.ballots[at], paper))
	case slices.ContainsFunc(s.items, func(i conference.Item) bool {
		return i.Kind == "resolution" && i.Ends == "adopted" && !i.ClosedAt.IsZero()
	}):
		out = append(out, s.w.T("portal.draft.resolved.plain", paper))
	}
	var tasks []string
	for _, i := range s.adopted.Items {
		if i.Part == "tasks" && s.adopted.State == resolution.Adopted {
			tasks = append(tasks, small(strings.TrimRight(i.Text, ".;")))
		}
	}
	if len(tasks) > 0 {
		out = append(out, s.w.T("portal.draft.tasks", strings.Join(tasks, "; ")))
	}
	if len(out) == 0 {
		return nil
	}
	return []string{strings.Join(out, " ")}
}

// pictures are words for the photos that such a day brings.
func (s *story) pictures() []Labels {
	scene := s.w.T("portal.draft.scene")
	out := []Labels{{Caption: scene, Alt: scene, Place: AfterLead}}
	for _, i := range s.held() {
		name, post, _ := strings.Cut(i.Presenter, ", ")
		switch {
		case i.Ends == "signed":
			out = append(out, Labels{Caption: Caption("", "", "", large(small(i.Title)), CaptionCeremony), Place: AtEnd})
		case i.PresenterID != "" && i.Ends == "heard":
			act := s.w.T("portal.draft.presents", small(i.Title))
			out = append(out, Labels{Caption: Caption(large(s.w.T("portal.draft.comrade", "")), name, post, act, CaptionComma), Place: AtEnd})
		}
	}
	for n := range out {
		out[n].Alt = out[n].Caption
	}
	return out
}

// small begins a phrase within a sentence; a name keeps its capital, which
// shows in that of its second word or in a second one of the first.
func small(s string) string {
	words := strings.Fields(s)
	if len(words) == 0 {
		return s
	}
	first := []rune(words[0])
	if len(first) > 1 && unicode.IsUpper(first[1]) || len(words) > 1 && unicode.IsUpper([]rune(words[1])[0]) {
		return s
	}
	return lowered(s)
}

func lowered(s string) string {
	r := []rune(s)
	if len(r) > 0 {
		r[0] = unicode.ToLower(r[0])
	}
	return string(r)
}

func large(s string) string {
	r := []rune(s)
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}

// ended closes a sentence once.
func ended(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsRune(".!?…", []rune(s)[len([]rune(s))-1]) {
		return s
	}
	return strings.TrimRight(s, ",;: ") + "."
}

// begins reports whether a phrase begins with whole words.
func begins(s, words string) bool {
	rest, ok := strings.CutPrefix(s, words)
	return ok && words != "" && (rest == "" || rest[0] == ' ' || rest[0] == ',')
}
