package vote_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/belenios"
	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/tally"
	"hoinghi/urn"
	"hoinghi/web"
	"hoinghi/web/kit"
	"hoinghi/web/vote"
)

var held = law.MustDay("2026-01-23")

// hall is a conference with an election under way, the whole site before it, and
// what only people have: cards, slips, keys.
type hall struct {
	*testing.T
	db     *store.DB
	org    account.Org
	desk   access.Actor
	site   *httptest.Server
	log    logbook
	random io.Reader

	people   []string
	election string
	round    string
	box      urn.Box
	slips    []string
	secret   *big.Int
	e        *belenios.Election
	asks     belenios.Question // of the box; one for three names unless a test asks more
	own      http.ServeMux     // what a test serves of its own, under /thu/
	mu       sync.Mutex
	sent     []string // bodies that browsers posted to boxes
	records  int      // times that a whole archive was asked for
}

// logbook keeps all that the server writes about its requests.
type logbook struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newHall(t *testing.T, db *store.DB, people int) *hall {
	t.Helper()
	h := &hall{T: t, db: db, random: rand.NewChaCha8([32]byte{7})}
	var err error
	h.org, err = account.Found(t.Context(), db, account.Org{Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam", Short: "Thư viện", Kind: "su-nghiep", HeadTitle: "Giám đốc", Partner: "UNION_BASE"})
	h.ok(err)
	h.desk = access.Actor{Org: h.org.ID, Person: "desk", Roles: []access.Role{access.Secretary, access.Presidium}}
	h.gather(people)
	h.call()
	done := make(chan struct{})
	site := &kit.Site{DB: db, Log: slog.New(slog.NewJSONHandler(&h.log, nil)), Now: storetest.Now(), Wall: time.Now, Done: done}
	pages := web.New(site)
	h.site = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/thu/") {
			h.own.ServeHTTP(w, r)
			return
		}
		h.note(r)
		pages.ServeHTTP(w, r)
	}))
	h.site.Config.ErrorLog = slog.NewLogLogger(site.Log.Handler(), slog.LevelWarn)
	h.site.Start()
	t.Cleanup(h.site.Close)
	t.Cleanup(h.site.CloseClientConnections)
	t.Cleanup(func() { close(done) })
	return h
}

// note keeps what is posted to a box, and counts who takes the whole archive.
func (h *hall) note(r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/luu-tru.bel") {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.records++
	}
	if r.Method != http.MethodPost || !strings.Contains(r.URL.Path, vote.SealedPath) {
		return
	}
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sent = append(h.sent, string(body))
}

func (h *hall) ok(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *hall) do(f func(*store.Tx) error) {
	h.Helper()
	h.ok(h.db.Write(h.Context(), h.desk, f))
}

// gather hires people, convenes them, checks them in and begins.
func (h *hall) gather(n int) {
	h.Helper()
	h.do(func(tx *store.Tx) error {
		for i := range n {
			name := fmt.Sprintf("Nguyễn Văn %c%c", 'A'+i/26, 'A'+i%26)
			id, err := roster.Hire(tx, roster.Person{Name: name, Category: roster.PublicEmployee, Joined: law.MustDay("2010-03-01")})
			if err != nil {
				return err
			}
			h.people = append(h.people, id)
			if err := account.Enrol(tx, []account.Person{{ID: id, Name: name}}); err != nil {
				return err
			}
		}
		return nil
	})
}

// call brings an electronic election to its open first round.
func (h *hall) call() {
	h.Helper()
	var conf, vote string
	h.do(func(tx *store.Tx) (err error) {
		conf, err = conference.Plan(tx, conference.Conference{Name: "Hội nghị", OwnName: true, Track: "staff", Form: "whole", YearName: "plan",
			ReviewYear: 2025, PlanYear: 2026, Period: "calendar", HeldOn: held, Session: "morning", StartsAt: "08:00", Place: "Hội trường", Scope: "office"})
		if err != nil {
			return err
		}
		staff, err := roster.StaffOn(tx, held)
		if err != nil {
			return err
		}
		if err := conference.Convene(tx, conf, staff); err != nil {
			return err
		}
		for _, p := range h.people {
			if _, _, err := conference.CheckIn(tx, conf, p, conference.ByCard); err != nil {
				return err
			}
		}
		return conference.Begin(tx, conf)
	})
	h.do(func(tx *store.Tx) (err error) {
		h.election, err = election.Call(tx, election.Election{Conference: conf, Purpose: election.Board, Title: "Bầu Ban Thanh tra nhân dân", Seats: 3})
		for _, p := range h.people[3:7] {
			if err != nil {
				return err
			}
			_, err = election.Nominate(tx, election.Candidate{Election: h.election, Person: p, Source: "nominated", By: "Công đoàn", ConsentOn: held.AddDays(-3), ConsentHow: "letter"})
		}
		return err
	})
	h.do(func(tx *store.Tx) (err error) {
		if vote, err = ballot.Open(tx, ballot.Ballot{Conference: conf, Question: "Chốt danh sách", Method: "hand", Base: "present", Shown: "live"}); err != nil {
			return err
		}
		if err := ballot.Enter(tx, vote, ballot.Count{Row: "1", InFavour: int64(len(h.people))}); err != nil {
			return err
		}
		_, err = ballot.Close(tx, vote)
		return err
	})
	h.do(func(tx *store.Tx) (err error) {
		if err := election.SettleList(tx, h.election, vote); err != nil {
			return err
		}
		if err := election.SetRules(tx, h.election, election.Rules{Way: tally.Choose, Form: election.Mixed, Base: "present", Tie: "lot", Min: 1, Max: 3}); err != nil {
			return err
		}
		n := len(h.people)
		if err := election.AppointTellers(tx, h.election, []election.Teller{{Person: h.people[n-1], Duty: "head"}, {Person: h.people[n-2], Duty: "member"}}); err != nil {
			return err
		}
		h.round, err = election.OpenRound(tx, h.election)
		return err
	})
}

// prepare sets up a box with one key keeper over HTTP, as its pages do, and
// opens it.
func (h *hall) prepare(slips int) {
	h.Helper()
	if h.asks.Answers == nil {
		h.asks = belenios.Question{Question: "Chọn 1 đến 2 người", Answers: []string{"An", "Bình", "Cường"}, Min: 1, Max: 2, Blank: true}
	}
	draft := urn.Draft{Subject: h.round, Name: "Bầu Ban Thanh tra nhân dân", Slips: slips, Trustees: 1, Threshold: 1, Questions: []belenios.Question{h.asks}}
	var links urn.Links
	h.do(func(tx *store.Tx) (err error) { h.box, err = urn.Prepare(tx, draft); return err })
	h.do(func(tx *store.Tx) (err error) { links, err = urn.LinksOf(tx, h.box.ID); return err })
	g := belenios.Ed25519()
	var list []string
	for range slips {
		c, err := belenios.NewCredential(h.random)
		h.ok(err)
		p, err := belenios.PublicCredential(g, h.box.UUID, c)
		h.ok(err)
		h.slips, list = append(h.slips, c), append(list, p)
	}
	slices.Sort(list)
	raw, err := json.Marshal(list)
	h.ok(err)
	h.post(204, "/can-bo/"+links.Officer+"/phieu", raw)
	secret, key, err := belenios.NewTrustee(g, h.random)
	h.ok(err)
	h.secret = secret
	text := belenios.Trustees{{Single: &key}}.JSON(g)
	h.post(204, "/giu-khoa/"+links.Trustees[0]+"/buoc", bytes.TrimSuffix(bytes.TrimPrefix(text, []byte(`[["Single",`)), []byte(`]]`)))
	h.do(func(tx *store.Tx) error { return urn.Open(tx, h.box.ID) })
	if h.e, err = belenios.ParseElection(h.get(200, "/election.json")); err != nil {
		h.Fatal(err)
	}
}

func (h *hall) url(path string) string {
	return h.site.URL + "/d/thu-vien/phieu-kin/" + h.box.ID + path
}

// asker is a request as a browser of somebody signed in would send it at worst.
func (h *hall) ask(r *http.Request, cookie string) (*http.Response, []byte) {
	h.Helper()
	if cookie != "" {
		r.AddCookie(&http.Cookie{Name: "hoinghi", Value: cookie})
		r.Header.Set("Referer", h.site.URL+"/d/thu-vien/dai-bieu")
	}
	res, err := h.site.Client().Do(r)
	h.ok(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	h.ok(err)
	return res, body
}

func (h *hall) post(status int, path string, body []byte) []byte {
	h.Helper()
	return h.postAs(status, path, body, "")
}

func (h *hall) postAs(status int, path string, body []byte, cookie string) []byte {
	h.Helper()
	r, err := http.NewRequestWithContext(h.Context(), http.MethodPost, h.url(path), bytes.NewReader(body))
	h.ok(err)
	r.Header.Set("Content-Type", "application/json")
	res, out := h.ask(r, cookie)
	if res.StatusCode != status {
		h.Fatalf("POST %s: %d %.300s, want %d", path, res.StatusCode, out, status)
	}
	if res.Header.Get("Set-Cookie") != "" || res.Header.Get("Referrer-Policy") != "no-referrer" {
		h.Errorf("POST %s: cookie %q, referrer policy %q", path, res.Header.Get("Set-Cookie"), res.Header.Get("Referrer-Policy"))
	}
	return out
}

func (h *hall) get(status int, path string) []byte {
	h.Helper()
	r, err := http.NewRequestWithContext(h.Context(), http.MethodGet, h.url(path), nil)
	h.ok(err)
	res, out := h.ask(r, "")
	if res.StatusCode != status {
		h.Fatalf("GET %s: %d %.300s, want %d", path, res.StatusCode, out, status)
	}
	return out
}

func (h *hall) vote(slip int, row ...int) []byte {
	h.Helper()
	raw, err := h.e.Vote(h.random, h.slips[slip], [][]int{row})
	h.ok(err)
	return raw
}

// finish closes the box, opens it and hands the result over.
func (h *hall) finish() {
	h.Helper()
	h.ok(urn.Close(h.Context(), h.db, h.desk, h.box.ID))
	h.do(func(tx *store.Tx) error { return urn.Tally(tx, h.box.ID) })
	raw := h.get(200, "/luu-tru.bel")
	report, err := belenios.Verify(bytes.NewReader(raw), int64(len(raw)), belenios.Options{Name: h.box.UUID + ".bel"})
	h.ok(err)
	_, d, err := report.Contribute(h.random, h.secret, len(report.Counted))
	h.ok(err)
	var links urn.Links
	h.do(func(tx *store.Tx) (err error) { links, err = urn.LinksOf(tx, h.box.ID); return err })
	h.post(204, "/giu-khoa/"+links.Trustees[0]+"/buoc", d.JSON(belenios.Ed25519()))
}

// secrets are what may be on no disk of the server.
func (h *hall) secrets() []string {
	list := []string{h.secret.String()}
	for _, s := range h.slips {
		list = append(list, s, strings.ReplaceAll(s, "-", ""))
	}
	return list
}
