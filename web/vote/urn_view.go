package vote

import (
	"net/url"
	"strconv"

	"hoinghi/belenios"
	"hoinghi/urn"
)

// keys: vote.urn.state.* vote.urn.place.* vote.urn.honest.*

var stateTones = map[urn.State]string{urn.Setup: "", urn.Ready: "gold", urn.Opened: "now", urn.Closed: "warn",
	urn.Decrypting: "warn", urn.Done: "done", urn.Void: "bad"}

var placeTones = map[urn.Place]string{urn.Counting: "done", urn.Replaced: "warn", urn.Nowhere: "bad"}

func (p urnPage) scripts() []string {
	if p.Script == "" {
		return nil
	}
	return []string{p.Script}
}

// liveBoard keeps what was sought, so that it stays marked.
func (p urnPage) liveBoard() string {
	to := p.Base() + "/bang/truc-tiep"
	if p.Sought != "" {
		to += "?ma=" + url.QueryEscape(p.Sought)
	}
	return to
}

func choiceID(question, answer int) string {
	return "c-" + strconv.Itoa(question) + "-" + strconv.Itoa(answer+1)
}

// bounds says how many may be chosen.
func (p urnPage) bounds(q belenios.Question) string {
	switch {
	case q.Min == q.Max:
		return p.T("vote.urn.bounds.exact", q.Max, len(q.Answers))
	case q.Min == 0:
		return p.T("vote.urn.bounds.most", q.Max, len(q.Answers))
	}
	return p.T("vote.urn.bounds", q.Min, q.Max, len(q.Answers))
}

func (p urnPage) needed() string {
	if p.Board.Single() {
		return p.T("vote.urn.needed.all", p.Board.Trustees)
	}
	return p.T("vote.urn.needed", p.Board.Threshold, p.Board.Trustees)
}

func (p urnPage) conspiracy() string {
	if p.Board.Trustees == 1 {
		return p.T("vote.urn.honest.single")
	}
	return p.needed()
}

func (p urnPage) trackersHow() string {
	if p.Board.State == urn.Opened {
		return p.T("vote.urn.trackers.open")
	}
	return p.T("vote.urn.trackers.how", len(p.Board.Trackers))
}

// keys: vote.urn.desk.do.*

func (p boxPage) nextHow() string {
	key := "vote.urn.desk.do." + p.Next() + ".how"
	if p.Next() == "kiem" {
		return p.T(key, p.Board.Counted)
	}
	return p.T(key)
}

func (p boxPage) officerLink() string {
	return p.Origin + p.Path(SealedPath, p.Board.ID, "/can-bo/", p.Links.Officer)
}

func (p boxPage) keeperLink(i int) string {
	return p.Origin + p.Path(SealedPath, p.Board.ID, "/giu-khoa/", p.Links.Trustees[i])
}
