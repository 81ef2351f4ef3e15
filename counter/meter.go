package counter

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"regexp"
	"strings"
	"sync"
	"time"

	"hoinghi/access"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/store"
)

// Hit is a page that was opened.
type Hit struct {
	Org     string
	Address string // of the network
	Agent   string // as the browser calls itself
	Article string // id; empty for other pages
}

// Meter counts in memory until Flush writes. The zero value is ready; it may
// be used from many goroutines.
type Meter struct {
	mu   sync.Mutex
	day  law.Day // of the salt
	salt [32]byte
	orgs map[string]*meter
}

type reader [16]byte

// meter is what is known of one organisation.
type meter struct {
	seen  map[reader]time.Time // when readers were last here
	views map[[16]byte]time.Time
	crowd map[reader]int // visits of an address today
	take  Take
	sums  Sums // stored, without take
	asOf  time.Time
}

const (
	silence  = 30 * time.Minute // after which a reader's return is a visit
	nowadays = 5 * time.Minute  // online
	fresh    = 20 * time.Second // age of the sums before they are read again
	mostKept = 100_000          // readers remembered; beyond, new ones are not counted
	perHouse = 500              // visits a day of one address of the network
)

var machines = regexp.MustCompile(`(?i)bot|crawl|spider|slurp|scan|fetch|monitor|preview|headless|phantom|selenium|playwright|puppeteer|curl|wget|python|java/|okhttp|go-http|libwww|httpclient|axios|node|ruby|perl|php|facebookexternalhit|whatsapp|telegram|zalo.*link|lighthouse|pingdom|uptime|archiver|feed|rss|validator|gptbot|claude|bytespider|ahrefs|semrush`)

// IsMachine reports whether a browser calls itself a program, or nothing.
func IsMachine(agent string) bool {
	return !strings.HasPrefix(agent, "Mozilla/") && !strings.HasPrefix(agent, "Opera/") || machines.MatchString(agent)
}

// See counts a page, if a person opened it.
func (m *Meter) See(h Hit, now time.Time) {
	if IsMachine(h.Agent) {
		return
	}
	today := law.DayOf(now.In(locale.Zone))
	m.mu.Lock()
	defer m.mu.Unlock()
	o := m.org(h.Org, today)
	who := m.hash(h.Address, h.Agent)
	last, known := o.seen[who]
	if !known && len(o.seen) >= mostKept {
		if o.sweep(now); len(o.seen) >= mostKept {
			return
		}
	}
	d := o.take.Days[today]
	d.Day = today
	if !known || now.Sub(last) > silence {
		house := m.hash(h.Address, "")
		if o.crowd[house] >= perHouse {
			return
		}
		o.crowd[house]++
		d.Visits++
	}
	o.seen[who] = now
	page := [16]byte(m.hash(string(who[:]), h.Article))
	if t, again := o.views[page]; !again || now.Sub(t) > silence {
		o.views[page] = now
		d.Views++
		if h.Article != "" {
			o.take.Articles[h.Article]++
		}
	}
	if d.Visits > 0 || d.Views > 0 {
		o.take.Days[today] = d
	}
}

// org finds an organisation's counts. At midnight the salt changes, so that
// nobody is known from one day to the next.
func (m *Meter) org(id string, today law.Day) *meter {
	if m.day != today {
		m.day = today
		rand.Read(m.salt[:]) // never fails
		for _, o := range m.orgs {
			o.seen, o.views, o.crowd = map[reader]time.Time{}, map[[16]byte]time.Time{}, map[reader]int{}
			o.asOf = time.Time{}
		}
	}
	if m.orgs == nil {
		m.orgs = map[string]*meter{}
	}
	o := m.orgs[id]
	if o == nil {
		o = &meter{seen: map[reader]time.Time{}, views: map[[16]byte]time.Time{}, crowd: map[reader]int{}, take: newTake()}
		m.orgs[id] = o
	}
	return o
}

func newTake() Take { return Take{map[law.Day]Day{}, map[string]int64{}} }

func (m *Meter) hash(a, b string) reader {
	h := sha256.New()
	h.Write(m.salt[:])
	h.Write([]byte(a + "\x00" + b))
	return reader(h.Sum(nil)[:16])
}

func (o *meter) sweep(now time.Time) {
	for k, t := range o.seen {
		if now.Sub(t) > silence {
			delete(o.seen, k)
		}
	}
	for k, t := range o.views {
		if now.Sub(t) > silence {
			delete(o.views, k)
		}
	}
}

// Read gives the figures that the site shows, with what is not yet written.
// The record is asked at most some times a minute.
func (m *Meter) Read(tx *store.Tx) ([]Figure, error) {
	all, err := Figures(tx)
	if err != nil {
		return nil, err
	}
	today := dayOf(tx)
	m.mu.Lock()
	o := m.org(tx.Who.Org, today)
	stale := tx.Now.Sub(o.asOf) >= fresh || tx.Now.Before(o.asOf)
	m.mu.Unlock()
	var stored Sums
	if stale {
		if stored, err = sumsOn(tx, today); err != nil {
			return nil, err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if stale {
		o.sums, o.asOf = stored, tx.Now
	}
	var shown []Figure
	for _, f := range all {
		if f.N = o.figure(f, today, tx.Now); !f.Hidden {
			shown = append(shown, f)
		}
	}
	return shown, nil
}

func (o *meter) figure(f Figure, today law.Day, now time.Time) (n int64) {
	pending := o.take.Days[today].Visits
	switch f.Kind {
	case Online:
		for _, t := range o.seen {
			if now.Sub(t) <= nowadays {
				n++
			}
		}
		return n
	case Today:
		return o.sums.Today + pending
	case Week:
		return o.sums.Week + pending
	case Month:
		return o.sums.Month + pending
	}
	return o.sums.Total + pending + f.Start
}

// Flush writes what was counted, one transaction for each organisation that
// was read. What cannot be written stays and is tried the next time.
func (m *Meter) Flush(ctx context.Context, db *store.DB) error {
	m.mu.Lock()
	takes := map[string]Take{}
	for id, o := range m.orgs {
		if !o.take.Empty() {
			takes[id], o.take = o.take, newTake()
		}
	}
	m.mu.Unlock()
	var first error
	for id, t := range takes {
		err := db.Write(ctx, access.Machine(id), func(tx *store.Tx) error { return Add(tx, t) })
		m.mu.Lock()
		o := m.orgs[id]
		o.asOf = time.Time{}
		if err != nil {
			o.put(t)
			if first == nil {
				first = err
			}
		}
		m.mu.Unlock()
	}
	return first
}

// put takes back what could not be written.
func (o *meter) put(t Take) {
	for d, x := range t.Days {
		y := o.take.Days[d]
		o.take.Days[d] = Day{Day: d, Visits: x.Visits + y.Visits, Views: x.Views + y.Views}
	}
	for id, n := range t.Articles {
		o.take.Articles[id] += n
	}
}
