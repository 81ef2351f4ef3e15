package delegate_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/web/delegate"
	"hoinghi/web/kit"
)

const base = "/d/tv"

// world is one agency with a conference that is convened, and a clock that
// moves when told to.
type world struct {
	*testing.T
	db     *store.DB
	org    account.Org
	conf   string
	people map[string]string // ids by name
	items  []string
	paper  string
}

var names = []string{"Phạm Thị Ngọc Lan", "Lương Thị Kim Oanh", "Trần Quốc Hưng", "Nguyễn Thị Minh Châu", "Hoàng Văn Tú", "Đỗ Thị Bích Ngọc"}

const lan, oanh, hung = "Phạm Thị Ngọc Lan", "Lương Thị Kim Oanh", "Trần Quốc Hưng"

func newWorld(t *testing.T) *world {
	w := &world{T: t, db: storetest.SQLite(t), people: map[string]string{}}
	var err error
	w.org, err = account.Found(t.Context(), w.db, account.Org{Slug: "tv", Name: "Thư viện tỉnh Hồng Lam", Short: "Thư viện tỉnh", Place: "Hồng Lam", Symbol: "TVT", Kind: "su-nghiep", HeadTitle: "Giám đốc"})
	w.ok(err)
	w.do(w.machine(), w.hire, w.plan)
	return w
}

func (w *world) machine() access.Actor { return access.Machine(w.org.ID) }

func (w *world) ok(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) do(who access.Actor, acts ...func(*store.Tx) error) {
	w.Helper()
	for _, act := range acts {
		w.ok(w.db.Write(context.Background(), who, act))
	}
}

func (w *world) hire(tx *store.Tx) error {
	room, err := roster.AddDepartment(tx, roster.Department{Name: "Phòng Phục vụ bạn đọc", Kind: roster.Plain, Tree: roster.Agency})
	if err != nil {
		return err
	}
	for _, n := range names {
		id, err := roster.Hire(tx, roster.Person{Name: n, Category: roster.PublicEmployee, Department: room})
		if err != nil {
			return err
		}
		w.people[n] = id
		if err := account.Enrol(tx, []account.Person{{ID: id, Name: n}}); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) plan(tx *store.Tx) (err error) {
	w.conf, err = conference.Plan(tx, conference.Conference{Name: "Hội nghị viên chức, người lao động năm 2026", OwnName: true, Track: conference.Staff, Form: "whole",
		YearName: "plan", ReviewYear: 2025, PlanYear: 2026, Period: "calendar", HeldOn: law.MustDay("2026-01-23"), StartsAt: "08:00", Place: "Hội trường tầng 3", Scope: "office"})
	if err != nil {
		return err
	}
	for _, i := range []conference.Item{
		{Title: "Báo cáo tổng kết công tác năm 2025", Presenter: "Trần Quốc Hưng, Phó Giám đốc", Minutes: 20, Ends: "heard"},
		{Title: "Thảo luận các báo cáo và dự thảo Nghị quyết", Minutes: 60, Ends: "discussed"},
		{Title: "Thông qua Nghị quyết hội nghị", Presenter: "Nguyễn Thị Minh Châu, Thư ký", Minutes: 15, Ends: "adopted"},
	} {
		i.Conference, i.Kind = w.conf, conference.Own
		id, err := conference.AddItem(tx, i)
		if err != nil {
			return err
		}
		w.items = append(w.items, id)
	}
	f, err := media.Take(tx, "du-thao.pdf", []byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"))
	if err != nil {
		return err
	}
	if w.paper, err = conference.PutPaper(tx, conference.Paper{Conference: w.conf, Item: w.items[1], Title: "Dự thảo Nghị quyết hội nghị", File: f.ID, FileName: "du-thao.pdf"}); err != nil {
		return err
	}
	people, err := roster.StaffOn(tx, law.MustDay("2026-01-23"))
	if err != nil {
		return err
	}
	return conference.Convene(tx, w.conf, people)
}

// begin opens the conference with the first n people in the hall and the
// second item on.
func (w *world) begin(n int) {
	w.Helper()
	w.do(w.machine(), func(tx *store.Tx) error { return conference.Begin(tx, w.conf) }, func(tx *store.Tx) error {
		for _, name := range names[:n] {
			if _, _, err := conference.CheckIn(tx, w.conf, w.people[name], conference.ByCard); err != nil {
				return err
			}
		}
		return conference.OpenItem(tx, w.items[1])
	})
}

func (w *world) openVote(method string) (id string) {
	w.Helper()
	w.do(w.machine(), func(tx *store.Tx) (err error) {
		id, err = ballot.Open(tx, ballot.Ballot{Conference: w.conf, Item: w.items[1], Question: "Thông qua Nghị quyết hội nghị năm 2026", Method: method, Base: "present", Shown: "closed"})
		return err
	})
	return id
}

func (w *world) closeVote(id string) {
	w.Helper()
	w.do(w.machine(), func(tx *store.Tx) error { _, err := ballot.Close(tx, id); return err })
}

func (w *world) delegate(name string) access.Actor {
	return access.Actor{Org: w.org.ID, Person: w.people[name], Roles: []access.Role{access.Delegate}}
}

// site answers as one reader sees it.
func (w *world) site(who access.Actor, name string) http.Handler {
	var mux kit.Mux
	delegate.Routes(&mux)
	now := func() time.Time { return time.Date(2026, 1, 23, 3, 0, 0, 0, time.UTC) }
	site := &kit.Site{DB: w.db, Log: slog.New(slog.NewTextHandler(w.Output(), nil)), Now: now, Wall: time.Now, Done: make(chan struct{})}
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/static/") {
			kit.Static(rw, r)
			return
		}
		v := &kit.Visit{Site: site, W: locale.In("vi"), Who: who, Name: name, Place: kit.Place{ID: who.Org, Slug: "tv", Name: w.org.Name, Short: w.org.Short, Base: base}}
		in := r.Clone(kit.With(r.Context(), v))
		in.URL.Path = strings.TrimPrefix(r.URL.Path, base)
		v.URL = in.URL.RequestURI()
		mux.ServeHTTP(rw, in)
	})
}

// answer is what a browser was told.
type answer struct {
	status   int
	body, to string
	head     http.Header
}

func (w *world) get(name, path string) answer { return w.ask(w.delegate(name), name, path, nil) }

func (w *world) post(name, path string, form ...string) answer {
	v := url.Values{"once": {kit.NewOnce()}}
	for i := 0; i+1 < len(form); i += 2 {
		v.Set(form[i], form[i+1])
	}
	return w.ask(w.delegate(name), name, path, v)
}

func (w *world) ask(who access.Actor, name, path string, form url.Values) answer {
	r := httptest.NewRequest("GET", base+path, nil)
	if form != nil {
		r = httptest.NewRequest("POST", base+path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	rec := httptest.NewRecorder()
	w.site(who, name).ServeHTTP(rec, r)
	body, _ := io.ReadAll(rec.Body)
	return answer{rec.Code, string(body), rec.Header().Get("Location"), rec.Header()}
}

// shows fails unless the page has status 200 and every text, and none of those
// that begin with an exclamation mark.
func (w *world) shows(a answer, texts ...string) {
	w.Helper()
	if a.status != http.StatusOK {
		w.Errorf("status %d", a.status)
	}
	w.says(a, texts...)
}

func (w *world) says(a answer, texts ...string) {
	w.Helper()
	if strings.Contains(a.body, "⟦") {
		w.Errorf("page shows a raw key: %.80s", a.body[strings.Index(a.body, "⟦"):])
	}
	for _, s := range texts {
		if t, not := strings.CutPrefix(s, "!"); not == strings.Contains(a.body, t) {
			w.Errorf("page shows %q: %v", t, not)
		}
	}
}
