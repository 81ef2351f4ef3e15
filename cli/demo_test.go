package cli_test

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"hoinghi/store/storetest"
)

type doors struct {
	URL, Screen string
	People      []struct{ Role, Name, URL string }
}

// demo starts the program as people do and waits for its line.
func demo(t *testing.T, args ...string) (*exec.Cmd, doors) {
	t.Helper()
	cmd := exec.Command("hoinghi", append([]string{"demo", "--addr", "127.0.0.1:0", "--json"}, args...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = t.Output()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		t.Fatalf("no line: %v", err)
	}
	var d doors
	if err := json.Unmarshal(line, &d); err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	return cmd, d
}

// stop asks the program to end and answers how long that took.
func stop(t *testing.T, cmd *exec.Cmd) time.Duration {
	t.Helper()
	from := time.Now()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("ended with %v", err)
	}
	return time.Since(from)
}

func TestDemoLetsEachRoleIn(t *testing.T) {
	_, address := storetest.PostgresAt(t)
	for name, where := range map[string][]string{"sqlite": {"--data", t.TempDir()}, "postgres": {"--db", address}} {
		t.Run(name, func(t *testing.T) {
			cmd, d := demo(t, where...)
			follow(t, d)
			if took := stop(t, cmd); took > 8*time.Second {
				t.Errorf("stopping took %v", took)
			}
			cmd, again := demo(t, where...) // the same record once more
			if again.People[0].URL[strings.LastIndex(again.People[0].URL, "/"):] != d.People[0].URL[strings.LastIndex(d.People[0].URL, "/"):] {
				t.Error("a second start gives other cards")
			}
			stop(t, cmd)
		})
	}
}

const hall = "48/64" // present and convened

func follow(t *testing.T, d doors) {
	t.Helper()
	roles := map[string]int{}
	for _, p := range d.People {
		roles[p.Role]++
		words := p.Name
		if p.Role == "delegate" {
			words = hall // a delegate's page is about the hall
		}
		page(t, p.URL, words)
	}
	for role, want := range map[string]int{"head": 1, "union": 1, "secretary": 1, "presidium": 1, "teller": 2, "reception": 1, "inspector": 1, "editor": 1, "admin": 1, "delegate": 2} {
		if roles[role] != want {
			t.Errorf("%d links of %s, want %d", roles[role], role, want)
		}
	}
	page(t, d.URL, "Thư viện tỉnh Hồng Lam")
	page(t, d.Screen, hall)
}

// page follows a link as a browser does and looks for words on the page.
func page(t *testing.T, link, words string) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := (&http.Client{Jar: jar}).Get(link)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if r.StatusCode != http.StatusOK || !strings.Contains(string(body), words) {
		t.Errorf("%s led to %s: status %d, %q found: %v", link, r.Request.URL, r.StatusCode, words, strings.Contains(string(body), words))
	}
}

// A request that is in flight when the program is told to stop gets its
// answer, and a page that listens does not keep the program.
func TestDemoFinishesWhatIsInFlight(t *testing.T) {
	cmd, d := demo(t, "--data", t.TempDir())
	stream, err := http.Get(d.Screen + "/truc-tiep")
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	if stream.StatusCode != http.StatusOK {
		t.Fatalf("the stream answers %d", stream.StatusCode)
	}
	u, err := url.Parse(d.URL)
	if err != nil {
		t.Fatal(err)
	}
	slow, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	io.WriteString(slow, "POST "+u.Path+"tieng HTTP/1.1\r\nHost: "+u.Host+"\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\nlan")
	time.Sleep(200 * time.Millisecond) // the head of the request must have been read
	go func() {
		time.Sleep(700 * time.Millisecond)
		io.WriteString(slow, "g=vi")
	}()
	took := stop(t, cmd)
	if took < 500*time.Millisecond || took > 8*time.Second {
		t.Errorf("stopping took %v", took)
	}
	r, err := http.ReadResponse(bufio.NewReader(slow), nil)
	if err != nil {
		t.Fatalf("the slow request got no answer: %v", err)
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusSeeOther {
		t.Errorf("the slow request got %d", r.StatusCode)
	}
}

func TestDemoAddressTaken(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, command := range []string{"demo", "serve"} {
		status, out, errs := call(command, "--addr", l.Addr().String(), "--data", t.TempDir())
		if status != 1 || out != "" || !strings.Contains(errs, "Không phục vụ được tại "+l.Addr().String()) {
			t.Errorf("%s: status %d, out %q, errs %q", command, status, out, errs)
		}
	}
}
