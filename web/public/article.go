package public

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"hoinghi/comment"
	"hoinghi/counter"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

const perOther = 5 // other news under an article

// articlePage is one article as the newspaper prints it.
type articlePage struct {
	frame
	portal.Article
	Corrections []portal.Correction
	Other       []portal.Article
	Pager       pager
	Threads     []comment.Thread
	Form        commentForm
	Views       int64
}

// photosAt are the photos of one place.
func (p articlePage) photosAt(place string) (out []portal.Photo) {
	for _, x := range p.Photos {
		if x.Place == place {
			out = append(out, x)
		}
	}
	return out
}

func article(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	address := r.PathValue("address")
	p, err := readArticle(r, v)
	if fault.Is(err, fault.Missing) {
		return gone(w, r, v)
	}
	if err != nil {
		return err
	}
	if address != p.Address() { // the title has changed since the link was made
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, p.own(), http.StatusMovedPermanently)
		return nil
	}
	p.Form.answering(p.Threads, r.URL.Query().Get("tra-loi"))
	p.Form.Sent = r.URL.Query().Get("binh-luan") == "cho"
	return p.show(w, r, 0)
}

// own is the path of the article's page.
func (p articlePage) own() string { return p.Path("/tin/", p.Address()) }

// readArticle reads an article of the public with all that stands around it.
func readArticle(r *http.Request, v *kit.Visit) (p articlePage, err error) {
	err = v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.Article, err = portal.FindPublished(tx, portal.IDOf(r.PathValue("address"))); err != nil {
			return err
		}
		if p.frame, err = newFrame(tx, r, v, p.Day); err != nil {
			return err
		}
		if p.Corrections, err = portal.Corrections(tx, p.ID); err != nil {
			return err
		}
		if p.Threads, err = comment.Under(tx, p.ID); err != nil {
			return err
		}
		views, err := counter.Views(tx, p.ID)
		if p.Views = views[p.ID]; err != nil {
			return err
		}
		p.Form.Open = p.Settings.Comments && !p.NoComments
		return p.readOther(tx, r.URL.Query().Get("khac"))
	})
	if err == nil {
		err = p.announce(r.Context())
	}
	return p, err
}

// show sends the page, with what its head says to others.
func (p articlePage) show(w http.ResponseWriter, r *http.Request, status int) error {
	own := p.own()
	p.Here, p.Pixel = portal.Slug(p.Category), p.Pixel+"?bai="+p.ID
	p.Pager.Label, p.Pager.Path, p.Pager.Field, p.Pager.Anchor = p.T("public.other.pages"), own, "khac", "#tin-khac"
	head := preview{Title: p.Title, Kind: "article", Address: p.Origin + own, About: p.Lead, At: machine(p.Article)}
	if len(p.Photos) > 0 {
		head.Picture = p.Photos[0]
	}
	p.Tags = previewTags(p.frame, head)
	dated := func() string { return pulseOf(p.Site).wall.Token(p.ID, p.Site.Now()) }
	if p.Form.Open {
		p.Form.Token = dated()
	}
	return p.answer(w, r, sheet{Body: articleView(p), Since: p.since(), Status: status, Shift: p.Form.Token, Fresh: dated})
}

// since is the last change of the article or of what is written under it.
func (p articlePage) since() time.Time {
	at := p.ChangedAt
	for _, t := range p.Threads {
		for _, c := range append([]comment.Comment{t.Comment}, t.Answered...) {
			if c.Decided.After(at) {
				at = c.Decided
			}
		}
	}
	return at
}

func (p *articlePage) readOther(tx *store.Tx, page string) (err error) {
	n, _ := strconv.Atoi(page)
	q := portal.Query{Except: p.ID, Most: perOther, From: (min(max(n, 1), 100_000) - 1) * perOther}
	total := 0
	p.Other, total, err = portal.ListPublished(tx, q)
	p.Pager = newPager(page, perOther, total)
	if err == nil && len(p.Other) == 0 && total > 0 { // beyond the last page: show the last
		q.From = (p.Pager.Page - 1) * perOther
		p.Other, _, err = portal.ListPublished(tx, q)
	}
	return err
}

// gonePage is met under an address where no article is, or none any more.
type gonePage struct {
	frame
	Latest []portal.Article
}

func gone(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p gonePage
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.frame, err = newFrame(tx, r, v, law.DayOf(v.Now())); err != nil {
			return err
		}
		p.Latest, _, err = portal.ListPublished(tx, portal.Query{Most: perOther})
		return err
	})
	if err != nil {
		return err
	}
	return p.answer(w, r, sheet{Body: goneView(p), Status: http.StatusNotFound})
}

// preview is what a message or a social network shows of a link.
type preview struct {
	Title, Kind, Address, About string
	At                          string // of an article
	Picture                     portal.Photo
}

// lang is the language of a page for previews: vi_VN.
func lang(f frame) string {
	if f.W.Lang() == "en" {
		return "en_GB"
	}
	return "vi_VN"
}

func paragraphs(lines []string) (name, unit string) {
	if len(lines) == 0 {
		return "", ""
	}
	return lines[0], strings.Join(lines[1:], " ")
}
