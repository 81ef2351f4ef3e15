package public_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hoinghi/portal"
)

// Ten thousand comments in a minute, from as many addresses as a rented swarm
// has: each is answered with a sentence and with what was typed, few are kept,
// and the page stands.
func TestTenThousandCommentsOverHTTP(t *testing.T) {
	s := newSite(t)
	a := s.publish(portal.Text{Title: "Một"})
	address := s.url + "/tin/" + a.Address() + "/binh-luan"
	form := s.form(a, "")
	form.Set("comment", "mẫu")
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	t.Cleanup(client.CloseIdleConnections)
	var next atomic.Int64
	var mu sync.Mutex
	answers := map[int]int{}
	var crowd sync.WaitGroup
	began := time.Now()
	for range 8 {
		crowd.Go(func() {
			for i := next.Add(1); i <= 10_000; i = next.Add(1) {
				status, body := flood(t, client, address, form, int(i))
				mu.Lock()
				answers[status]++
				mu.Unlock()
				if status != http.StatusSeeOther && (!strings.Contains(body, fmt.Sprint("Mua ngay ", i, " món")) || !strings.Contains(body, "Đề nghị đợi một phút rồi gửi lại")) {
					t.Errorf("comment %d was put off without its words or a sentence: %.300s", i, body)
				}
			}
		})
	}
	crowd.Wait()
	took := time.Since(began)
	if took > 3*time.Minute { // 20 s on two idle cores; machines that test are neither
		t.Errorf("it took %s", took)
	}
	t.Logf("%v in %s", answers, took)
	kept := len(s.comments())
	if kept == 0 || kept > 60 || kept != answers[http.StatusSeeOther] {
		t.Errorf("%d were kept, %v answered", kept, answers)
	}
	if answers[http.StatusSeeOther]+answers[http.StatusServiceUnavailable] != 10_000 {
		t.Errorf("answers: %v", answers)
	}
	if res, _ := s.get("/tin/" + a.Address()); res.StatusCode != 200 {
		t.Errorf("the page: %d", res.StatusCode)
	}
}

// flood sends one comment from an address of its own.
func flood(t *testing.T, c *http.Client, address string, form url.Values, i int) (int, string) {
	f := url.Values{}
	for k, v := range form {
		f[k] = v
	}
	f.Set("comment", fmt.Sprint("Mua ngay ", i, " món"))
	q, err := http.NewRequest("POST", address, strings.NewReader(f.Encode()))
	if err != nil {
		t.Error(err)
		return 0, ""
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("X-Forwarded-For", fmt.Sprintf("203.%d.%d.7", i/250, i%250))
	res, err := c.Do(q)
	if err != nil {
		t.Error(err)
		return 0, ""
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Error(err)
	}
	return res.StatusCode, string(b)
}
