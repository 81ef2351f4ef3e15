// Package web answers requests: it finds the organisation and the reader,
// sets the headers that keep a page safe, and hands over to the five surfaces.
package web

import (
	"context"
	"net"
	"net/http"
	"path"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/chair"
	"hoinghi/web/delegate"
	"hoinghi/web/desk"
	"hoinghi/web/kit"
	"hoinghi/web/papers"
	"hoinghi/web/press"
	"hoinghi/web/public"
	"hoinghi/web/screen"
	"hoinghi/web/stage"
	"hoinghi/web/vote"
)

// Web is the whole site of all organisations.
type Web struct {
	site  *kit.Site
	mux   kit.Mux
	limit limiter

	mu     sync.Mutex
	orgs   []account.Org
	looked time.Time
}

const cookie = "hoinghi"

// New joins the five surfaces.
func New(site *kit.Site) http.Handler {
	web := &Web{site: site, limit: limiter{now: site.Wall}}
	web.enterRoutes()
	public.Routes(&web.mux)
	desk.Routes(&web.mux)
	papers.Routes(&web.mux)
	vote.Routes(&web.mux)
	stage.Routes(&web.mux)
	press.Routes(&web.mux)
	chair.Routes(&web.mux)
	delegate.Routes(&web.mux)
	screen.Routes(&web.mux)
	web.mux.On("/", missing)
	guard := http.NewCrossOriginProtection()
	return web.safe(guard.Handler(http.HandlerFunc(web.serve)))
}

var policy = strings.Join([]string{
	"default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "object-src 'none'",
	"base-uri 'none'", "form-action 'self'", "frame-ancestors 'self'",
}, "; ")

// safe sets the headers of every answer and survives a panic of one request.
func (web *Web) safe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler {
				web.site.Log.Error("panic", "what", p, "stack", string(debug.Stack()))
				w.WriteHeader(http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

func (web *Web) serve(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/static/") {
		kit.Static(w, r)
		return
	}
	v := &kit.Visit{Site: web.site, W: words(r)}
	if strings.HasPrefix(r.URL.Path, setupPath) {
		r = r.WithContext(kit.With(r.Context(), v))
		if err := web.setup(w, r, v); err != nil {
			v.Fail(w, r, err)
		}
		return
	}
	org, base, ok := web.find(r)
	if !ok {
		web.lost(w, r, v)
		return
	}
	v.Place = kit.Place{ID: org.ID, Slug: org.Slug, Name: org.Name, Short: org.Short, Base: base}
	rest := strings.TrimPrefix(r.URL.Path, base)
	if rest == "" {
		http.Redirect(w, r, base+"/", http.StatusMovedPermanently)
		return
	}
	inner := r.Clone(kit.With(r.Context(), v))
	inner.URL.Path, inner.URL.RawPath = rest, ""
	v.URL = inner.URL.RequestURI()
	v.Who = access.Public(org.ID)
	if strings.HasPrefix(rest, vote.SealedPath) {
		seal(w, inner, v)
	} else if err := web.recognise(inner.Context(), r, v); err != nil {
		v.Fail(w, inner, err)
		return
	}
	if path.Clean(rest) != rest {
		v.Fail(w, inner, fault.New(fault.Missing, "fault.missing"))
		return
	}
	web.mux.ServeHTTP(w, inner)
}

// seal takes away from a request for the secret ballot all that says who sends
// it, before any handler can see it. No session is looked up, so none is touched.
func seal(w http.ResponseWriter, r *http.Request, v *kit.Visit) {
	for _, name := range []string{"Cookie", "Referer", "User-Agent", "Authorization", "Forwarded", "X-Forwarded-For", "X-Real-Ip"} {
		r.Header.Del(name)
	}
	r.RemoteAddr = ""
	v.W = locale.In("vi")
	w.Header().Set("Referrer-Policy", "no-referrer")
}

func missing(http.ResponseWriter, *http.Request, *kit.Visit) error {
	return fault.New(fault.Missing, "fault.missing")
}

func words(r *http.Request) *locale.Words {
	if c, err := r.Cookie("lang"); err == nil {
		return locale.In(c.Value)
	}
	return locale.In("vi")
}

// lost answers a request for no organisation: the root of an installation
// with one organisation leads there, search engines are told of all that have
// no host of their own, anything else is Missing.
func (web *Web) lost(w http.ResponseWriter, r *http.Request, v *kit.Visit) {
	orgs, err := web.directory(r.Context(), false)
	if r.URL.Path == "/" && err == nil && len(orgs) == 1 {
		http.Redirect(w, r, "/d/"+orgs[0].Slug+"/", http.StatusFound)
		return
	}
	if r.URL.Path == "/robots.txt" && err == nil {
		var bases []string
		for _, o := range orgs {
			if o.Host == "" {
				bases = append(bases, "/d/"+o.Slug)
			}
		}
		public.Robots(w, r, bases...)
		return
	}
	if err == nil {
		err = fault.New(fault.Missing, "fault.missing")
	}
	v.Fail(w, r.WithContext(kit.With(r.Context(), v)), err)
}

// find knows the organisation by host name or by /d/<slug>.
func (web *Web) find(r *http.Request) (account.Org, string, bool) {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	slug := ""
	if rest, ok := strings.CutPrefix(r.URL.Path, "/d/"); ok {
		slug, _, _ = strings.Cut(rest, "/")
	}
	for _, fresh := range []bool{false, true} {
		orgs, err := web.directory(r.Context(), fresh)
		if err != nil {
			if !kit.HungUp(r, err) {
				web.site.Log.Error("read the directory", "err", err)
			}
			return account.Org{}, "", false
		}
		for _, o := range orgs {
			if slug != "" && o.Slug == slug {
				return o, "/d/" + slug, true
			}
			if slug == "" && o.Host != "" && strings.EqualFold(o.Host, host) {
				return o, "", true
			}
		}
	}
	return account.Org{}, "", false
}

// directory keeps the list of organisations for some seconds, and reads it
// anew for an unknown one at most every second.
func (web *Web) directory(ctx context.Context, fresh bool) ([]account.Org, error) {
	web.mu.Lock()
	defer web.mu.Unlock()
	age := web.site.Wall().Sub(web.looked)
	if web.orgs != nil && (age < time.Second || !fresh && age < 5*time.Second) {
		return web.orgs, nil
	}
	err := web.site.DB.ReadAll(ctx, func(s *store.System) error {
		orgs, err := account.ListOrgs(s)
		if err == nil {
			web.orgs, web.looked = orgs, web.site.Wall()
		}
		return err
	})
	return web.orgs, err
}

// recognise finds the person behind the cookie; without one the visit stays
// the public's.
func (web *Web) recognise(ctx context.Context, r *http.Request, v *kit.Visit) error {
	c, err := r.Cookie(cookie)
	if err != nil || c.Value == "" {
		return nil
	}
	return v.Read(ctx, func(tx *store.Tx) error {
		m, err := account.Recognise(tx, c.Value)
		if fault.Is(err, fault.Missing) {
			return nil
		}
		if err == nil {
			v.Who = access.Actor{Org: v.Place.ID, Person: m.ID, Roles: m.Roles}
			v.Name = m.Name
		}
		return err
	})
}
