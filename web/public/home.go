package public

import (
	"net/http"
	"time"

	"hoinghi/law"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

const perPage = 10 // articles of a page of news, the front page included

// homePage is the front page: the newest article large, two below it, then
// the list, whose second page is that of /tin.
type homePage struct {
	frame
	Lead  []portal.Article // one, or none
	Row   []portal.Article // two, or none
	List  []portal.Article
	Pager pager
}

func home(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p homePage
	var since time.Time
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.frame, err = newFrame(tx, r, v, law.DayOf(v.Now())); err != nil {
			return err
		}
		if since, err = portal.LastChange(tx); err != nil {
			return err
		}
		all, total, err := portal.ListPublished(tx, portal.Query{Most: perPage})
		p.lay(all)
		p.Pager = newPager("", perPage, total)
		return err
	})
	if err != nil {
		return err
	}
	if err := p.announce(r.Context()); err != nil {
		return err
	}
	p.Here, p.Pager.Path, p.Pager.Label = "/", v.Path("/tin"), p.T("public.pages")
	head := preview{Title: v.Place.Name, Kind: "website", Address: p.Origin + v.Path("/")}
	p.Tags = previewTags(p.frame, head)
	return p.answer(w, r, sheet{Body: homeView(p), Since: since})
}

// lay gives each article its place; the two of the row stand only together.
func (p *homePage) lay(all []portal.Article) {
	n := min(len(all), 1)
	p.Lead, all = all[:n], all[n:]
	if len(all) >= 2 {
		p.Row, all = all[:2], all[2:]
	}
	p.List = all
}
