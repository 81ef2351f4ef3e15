package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/roster"
	"hoinghi/store"
)

// program builds the program once for the tests that need it as a process.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "hoinghi-test-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "hoinghi")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %v\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := program(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// server is the program serving a data folder.
type server struct {
	cmd  *exec.Cmd
	base string // http://127.0.0.1:port

	mu  sync.Mutex
	out strings.Builder
}

// said is what the program has printed so far.
func (s *server) said() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

var address = regexp.MustCompile(`https?://127\.0\.0\.1:\d+`)

func serve(t *testing.T, data string) *server {
	t.Helper()
	return start(t, "serve", "--data", data, "--addr", "127.0.0.1:0")
}

// serveDemo begins with a line of JSON: the ways in.
func serveDemo(t *testing.T) *server {
	t.Helper()
	return start(t, "demo", "--json", "--data", t.TempDir(), "--addr", "127.0.0.1:0")
}

func start(t *testing.T, words ...string) *server {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	s := &server{cmd: exec.Command(path, words...)}
	pipe, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	s.cmd.Stderr = os.Stderr
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.cmd.Process.Kill(); s.cmd.Wait() })
	served := make(chan bool)
	go s.listen(pipe, served)
	select {
	case <-served:
	case <-time.After(30 * time.Second):
		t.Fatalf("the program does not say where it serves: %s", s.said())
	}
	s.base = address.FindString(s.said())
	return s
}

// listen keeps what the program says and tells when it serves.
func (s *server) listen(pipe io.Reader, served chan bool) {
	b := make([]byte, 4096)
	told := false
	for {
		n, err := pipe.Read(b)
		s.mu.Lock()
		s.out.Write(b[:n])
		ready := strings.Contains(s.out.String(), "Ctrl-C") || strings.Contains(s.out.String(), `"people"`)
		s.mu.Unlock()
		if ready && !told {
			told = true
			time.AfterFunc(100*time.Millisecond, func() { close(served) })
		}
		if err != nil {
			return
		}
	}
}

// poll is a record in a folder with an open vote and the cards of its voters.
type poll struct {
	data, org, ballot string
	cards             []account.Card
}

func openPoll(t *testing.T, voters int) poll {
	t.Helper()
	p := poll{data: t.TempDir()}
	db := openRecord(t, p.data)
	defer db.Close()
	org, err := account.Found(t.Context(), db, account.Org{Slug: "thu-vien", Name: "Thư viện", Kind: "su-nghiep"})
	if err != nil {
		t.Fatal(err)
	}
	p.org = org.ID
	chair := access.Actor{Org: org.ID, Person: "chair", Roles: []access.Role{access.Secretary, access.Head}}
	err = db.Write(t.Context(), chair, func(tx *store.Tx) error { return p.fill(tx, voters) })
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *poll) fill(tx *store.Tx, voters int) error {
	conf, err := conference.Plan(tx, conference.Conference{Form: "whole", ReviewYear: 2025, PlanYear: 2026, YearName: "plan", HeldOn: law.MustDay("2026-01-23"), Session: "morning"})
	if err != nil {
		return err
	}
	var people []roster.Person
	var ids []string
	for i := range voters {
		id, name := fmt.Sprintf("p%03d", i), fmt.Sprintf("Nguyễn Thị %03d", i)
		people = append(people, roster.Person{ID: id, Name: name, Category: roster.PublicEmployee})
		ids = append(ids, id)
		if err := account.Enrol(tx, []account.Person{{ID: id, Name: name}}); err != nil {
			return err
		}
	}
	if p.cards, err = account.IssueCards(tx, ids); err != nil {
		return err
	}
	if err := conference.Convene(tx, conf, people); err != nil {
		return err
	}
	if _, _, err := conference.Tick(tx, conf, ids); err != nil {
		return err
	}
	if err := conference.Begin(tx, conf); err != nil {
		return err
	}
	p.ballot, err = ballot.Open(tx, ballot.Ballot{Conference: conf, Question: "Thông qua Nghị quyết", Method: "phone", Base: "present", Shown: "live"})
	return err
}

func openRecord(t *testing.T, data string) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), filepath.Join(data, "hoinghi.db"), store.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// vote signs in with a card and votes as a phone does; it reports whether the
// program acknowledged the vote.
func vote(base string, p poll, card string) bool {
	return voteAs(base+"/d/thu-vien", p, card, ballot.For)
}

// voteAs is vote with a choice, at the address of an agency.
func voteAs(base string, p poll, card, choice string) bool {
	jar, _ := cookiejar.New(nil)
	c := &http.Client{Jar: jar, Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := c.Get(base + "/the/" + card)
	if err != nil {
		return false
	}
	r.Body.Close()
	r, err = c.PostForm(base+"/dai-bieu/bieu-quyet/"+p.ballot, url.Values{"choice": {choice}})
	if err != nil {
		return false
	}
	defer r.Body.Close()
	return r.StatusCode == http.StatusSeeOther || r.StatusCode == http.StatusOK || r.StatusCode == http.StatusNoContent
}

// Losing power in the middle of voting loses no vote that was acknowledged.
func TestKilledWhileVotingLosesNothingAcknowledged(t *testing.T) {
	const voters, rounds = 240, 4
	p := openPoll(t, voters)
	acknowledged := map[string]bool{}
	var mu sync.Mutex
	next := 0
	for round := range rounds {
		s := serve(t, p.data)
		stop := make(chan bool)
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for {
					mu.Lock()
					if next == voters {
						mu.Unlock()
						return
					}
					card := p.cards[next]
					next++
					mu.Unlock()
					select {
					case <-stop:
						return
					default:
					}
					if vote(s.base, p, card.Code) {
						mu.Lock()
						acknowledged[card.Member] = true
						mu.Unlock()
					}
				}
			})
		}
		time.Sleep(time.Duration(40+rand.IntN(120)) * time.Millisecond)
		for { // in the middle: some votes in, more on their way
			mu.Lock()
			n := len(acknowledged)
			mu.Unlock()
			if n > round*5 || next == voters {
				break
			}
			time.Sleep(5 * time.Millisecond)
		}
		s.cmd.Process.Signal(syscall.SIGKILL)
		close(stop)
		s.cmd.Wait()
		wg.Wait()
	}
	if len(acknowledged) == 0 {
		t.Fatal("no vote was acknowledged: nothing was tried")
	}
	db := openRecord(t, p.data)
	defer db.Close()
	for member := range acknowledged {
		who := access.Actor{Org: p.org, Person: member, Roles: []access.Role{access.Delegate}}
		err := db.Read(t.Context(), who, func(tx *store.Tx) error { _, err := ballot.OwnReceipt(tx, p.ballot); return err })
		if err != nil {
			t.Errorf("the acknowledged vote of %s is lost: %v", member, err)
		}
	}
	t.Logf("%d votes acknowledged over %d kills, none lost", len(acknowledged), rounds)
}
