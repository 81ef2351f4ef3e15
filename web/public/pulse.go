package public

import (
	"context"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"hoinghi/comment"
	"hoinghi/counter"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/watch"
	"hoinghi/web/kit"
)

// pulse is what a running site remembers of its readers, in memory alone.
type pulse struct {
	meter counter.Meter
	wall  *comment.Wall
	known sync.Map // articles that were asked for and are there: org/id
	begin sync.Once
	pages kit.Cache
}

var pulses sync.Map // *pulse by *kit.Site

func pulseOf(s *kit.Site) *pulse {
	if p, ok := pulses.Load(s); ok {
		return p.(*pulse)
	}
	p, _ := pulses.LoadOrStore(s, &pulse{wall: comment.NewWall(), pages: kit.Cache{Most: mostPages, Age: pageAge, Topics: []live.Topic{portal.Topic}}})
	return p.(*pulse)
}

const (
	mostPages = 32 << 20         // bytes of pages kept for the next reader
	pageAge   = 30 * time.Second // of a page, and with it of the figures of the counter on it
)

// kept is a handler whose pages are kept for who has not signed in.
func kept(h kit.Handler) kit.Handler {
	return func(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
		return pulseOf(v.Site).pages.Keeping(h)(w, r, v)
	}
}

const (
	everyBeat = 20 * time.Second // between two writings of what was counted
	lastBeat  = 5 * time.Second  // for the one at the end
)

// beat writes what was counted, some times a minute and once more when the
// server stops. It begins with the first reader.
func (p *pulse) beat(s *kit.Site) {
	p.begin.Do(func() {
		s.Last.Go(func() {
			tick := time.NewTicker(everyBeat)
			defer tick.Stop()
			for {
				select {
				case <-tick.C:
					p.write(s)
				case <-s.Done:
					p.write(s)
					return
				}
			}
		})
	})
}

func (p *pulse) write(s *kit.Site) {
	ctx, done := context.WithTimeout(context.Background(), lastBeat)
	defer done()
	if err := p.meter.Flush(ctx, s.DB); err != nil {
		s.Log.Warn("write the counter", "err", err)
	}
}

// dot is a picture of one clear point.
const dot = "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"

// count answers the point that each page asks for anew, also when the page
// comes from a cache; it needs neither cookies nor scripts.
func count(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	h := w.Header()
	h.Set("Content-Type", "image/gif")
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if wanted(r) {
		p := pulseOf(v.Site)
		p.beat(v.Site)
		hit := counter.Hit{Org: v.Place.ID, Address: addressOf(r), Agent: r.UserAgent()}
		if id := r.URL.Query().Get("bai"); id != "" && p.knows(r.Context(), v, id) {
			hit.Article = id
		}
		p.meter.See(hit, v.Now())
	}
	_, _ = w.Write([]byte(dot))
	return nil
}

// wanted reports whether a person's browser wants the point for a page of ours
// that is seen now.
func wanted(r *http.Request) bool {
	h := r.Header
	ahead := strings.Contains(h.Get("Sec-Purpose")+h.Get("Purpose")+h.Get("X-Moz"), "prefetch")
	site := h.Get("Sec-Fetch-Site")
	return r.Method == http.MethodGet && !ahead && (site == "" || site == "same-origin")
}

// knows reports whether an id is that of an article before the public.
func (p *pulse) knows(ctx context.Context, v *kit.Visit, id string) bool {
	key := v.Place.ID + "/" + id
	if _, ok := p.known.Load(key); ok {
		return true
	}
	err := v.Read(ctx, func(tx *store.Tx) error { _, err := portal.FindPublished(tx, id); return err })
	if err == nil {
		p.known.Store(key, true)
	}
	return err == nil
}

// addressOf is the reader's address in the network; behind a proxy on this
// machine, the one that the proxy names.
func addressOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		all := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
		if last := net.ParseIP(strings.TrimSpace(all[len(all)-1])); last != nil {
			return last.String()
		}
	}
	return host
}

// countsPage says what the figures of the counter mean, and their history.
type countsPage struct {
	frame
	Days, Months []counter.Day
}

const mostDays = 10 // of the history by day

// keys: counter.means.*

func countPage(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p countsPage
	today := law.DayOf(v.Now())
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.frame, err = newFrame(tx, r, v, today); err != nil {
			return err
		}
		if p.Figures, err = pulseOf(v.Site).meter.Read(tx); err != nil {
			return err
		}
		if p.Days, err = counter.History(tx, today.AddDays(1-mostDays), today); err != nil {
			return err
		}
		p.Months, err = counter.Months(tx)
		return err
	})
	if err != nil {
		return err
	}
	return p.answer(w, r, sheet{Body: countsView(p)})
}

// chart is the visits of each day, the oldest first, days without any too.
func (p countsPage) chart() (out []kit.Datum) {
	by := map[law.Day]int64{}
	for _, d := range p.Days {
		by[d.Day] = d.Visits
	}
	today := law.DayOf(p.Now())
	for _, f := range p.Figures {
		if f.Kind == counter.Today { // with what is not written yet
			by[today] = f.N
		}
	}
	for d := today.AddDays(1 - mostDays); !today.Before(d); d = d.AddDays(1) {
		out = append(out, kit.Datum{Label: locale.ShortDate(d), Value: by[d]})
	}
	return out
}

// statusPage says whether the site does what it should.
type statusPage struct {
	frame
	Articles int
	Since    time.Time // last change
	Look     watch.Look
}

// looked is what the tamper watch found last, in words.
func (p statusPage) looked() string {
	all, when := p.W.Number(int64(p.Look.Files)), p.W.Stamp(p.Look.At)
	if p.Look.Wrong > 0 {
		return p.T("public.status.watch.wrong", p.W.Number(int64(p.Look.Wrong)), all, when)
	}
	return p.T("public.status.watch.same", all, when)
}

func status(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p statusPage
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.frame, err = newFrame(tx, r, v, law.DayOf(v.Now())); err != nil {
			return err
		}
		if _, p.Articles, err = portal.ListPublished(tx, portal.Query{}); err != nil {
			return err
		}
		if p.Since, err = portal.LastChange(tx); err != nil {
			return err
		}
		p.Look, err = watch.Last(tx)
		return err
	})
	if err != nil {
		return err
	}
	return p.Page(w, r, kit.Page{Body: statusView(p)})
}

var notHere = fault.New(fault.Missing, "fault.missing")
