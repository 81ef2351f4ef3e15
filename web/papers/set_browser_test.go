package papers_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/locale"
	"hoinghi/web/browser"
	"hoinghi/web/kit"
	"hoinghi/web/papers"
)

// open serves the area to one person as a browser sees it.
func (o *office) open(who access.Actor) string {
	var mux kit.Mux
	papers.Routes(&mux)
	done := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/static/") {
			kit.Static(w, r)
			return
		}
		now := func() time.Time { return time.Date(2026, 1, 10, 1, 0, 0, 0, time.UTC) }
		v := &kit.Visit{
			Site:  &kit.Site{DB: o.db, Now: now, Wall: time.Now, Done: done},
			Place: kit.Place{ID: o.org.ID, Slug: "thu-vien", Name: o.org.Name, Base: "/d/thu-vien"},
			Who:   who, Name: "Đỗ Hải Yến", W: locale.In("vi"),
		}
		in := r.Clone(kit.With(r.Context(), v))
		in.URL.Path = strings.TrimPrefix(r.URL.Path, v.Place.Base)
		v.URL = in.URL.RequestURI()
		mux.ServeHTTP(w, in)
	}))
	o.Cleanup(s.Close)
	o.Cleanup(s.CloseClientConnections)
	o.Cleanup(func() { close(done) })
	return s.URL + "/d/thu-vien"
}

func (o *office) look(p *browser.Page, name string) {
	o.Helper()
	if found := p.Axe(); len(found) > 0 {
		o.Errorf("%s: %q", name, found)
	}
	p.ShotAt(name, 360, 768, 1440)
}

// A clerk finds a paper in the set, issues it and follows its hash.
func TestSetInABrowser(t *testing.T) {
	o := newOffice(t)
	url := o.open(o.clerk())
	p := browser.Start(t).Page(t, 1440, 900)
	p.Open(url + "/ban/bo-van-ban")
	p.WaitText("Kế hoạch tổ chức hội nghị")
	o.look(p, "papers-set")
	p.Open(url + "/ban/bo-van-ban/report")
	o.look(p, "papers-draft")
	p.Click("form[action*='ban-hanh'] button")
	p.WaitText("Số 01/BC-TVT")
	o.look(p, "papers-issued")
	p.Click("a[href*='/van-ban-goc/']")
	p.WaitText("Đang có hiệu lực")
	o.look(p, "papers-original")
}
