package cli

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"hoinghi/fault"
)

// trial is what bench live is asked for.
type trial struct {
	Streams, Updates int
	Pause            time.Duration
	db               string
}

// measured is what bench live prints.
type measured struct {
	Streams       int     `json:"streams"`
	Updates       int     `json:"updates"`
	Lost          int     `json:"lost"`   // arrivals that did not come within a minute
	P50           float64 `json:"p50_ms"` // from the press of the chair's button to the arrival at one stream
	P99           float64 `json:"p99_ms"`
	Max           float64 `json:"max_ms"`
	Commit        float64 `json:"answer_p50_ms"` // the chair's own answer, which comes after the commit
	Opening       float64 `json:"opening_s"`     // of all streams
	Before        int64   `json:"server_kb_before"`
	After         int64   `json:"server_kb_after"`
	PerStream     float64 `json:"kb_per_stream"`
	EventBytes    int64   `json:"bytes_per_event"`
	CPU           float64 `json:"server_cpu_us_per_event"`
	Cores         int     `json:"cores"`
	Engine        string  `json:"engine"`
	ServerVersion string  `json:"go"`
}

// benchLive fills a conference, serves it by a process of its own, opens the
// streams of as many phones as asked for, and measures how long each change of
// the hall takes to reach every one of them.
func benchLive(r *run, f *flag.FlagSet) (func() error, error) {
	var t trial
	f.IntVar(&t.Streams, "streams", 1000, r.w.T("cli.flag.streams"))
	f.IntVar(&t.Updates, "updates", 20, r.w.T("cli.flag.updates"))
	f.DurationVar(&t.Pause, "pause", time.Second, r.w.T("cli.flag.pause"))
	f.StringVar(&t.db, "db", r.Env("HOINGHI_DB"), r.w.T("cli.flag.db"))
	return func() error {
		if t.Streams < 1 || t.Updates < 1 {
			return fault.New(fault.Invalid, "cli.bench.numbers")
		}
		m, err := r.bench(t)
		if err != nil {
			return err
		}
		return json.NewEncoder(r.Out).Encode(m)
	}, nil
}

func (r *run) bench(t trial) (measured, error) {
	dir, err := os.MkdirTemp("", "hoinghi-bench-")
	if err != nil {
		return measured{}, err
	}
	defer os.RemoveAll(dir)
	o := options{data: dir, db: t.db}
	hall, err := r.fillBench(o, t)
	if err != nil {
		return measured{}, fmt.Errorf("fill the conference: %w", err)
	}
	s, err := startServer(r.ctx, o)
	if err != nil {
		return measured{}, err
	}
	defer s.stop()
	m := measured{Streams: t.Streams, Updates: t.Updates, Cores: runtime.NumCPU(), Engine: "sqlite", ServerVersion: runtime.Version()}
	if t.db != "" {
		m.Engine = "postgres"
	}
	return m, r.measure(&m, t, hall, s)
}

// measure opens the streams and presses the chair's button again and again.
func (r *run) measure(m *measured, t trial, hall benchHall, s *benchServer) error {
	crowd := &phones{now: r.Now, base: s.base, path: "/d/" + hall.slug + "/dai-bieu/truc-tiep"}
	if err := crowd.open(r.ctx, hall.tokens[:1]); err != nil { // warm: pages compiled, statements prepared
		return err
	}
	time.Sleep(time.Second)
	m.Before = s.memory()
	begun := r.Now()
	if err := crowd.open(r.ctx, hall.tokens[1:]); err != nil {
		return err
	}
	m.Opening = r.Now().Sub(begun).Seconds()
	time.Sleep(3 * time.Second)
	cpu, bytes := s.cpu(), crowd.bytes.Load()
	var delays, answers []time.Duration
	for k := range t.Updates {
		d, answer, err := crowd.update(r.ctx, hall, k)
		if err != nil {
			return err
		}
		m.Lost += t.Streams - len(d)
		delays, answers = append(delays, d...), append(answers, answer)
		time.Sleep(t.Pause)
	}
	arrived := float64(max(1, len(delays)))
	m.CPU = round(float64((s.cpu() - cpu).Microseconds()) / arrived)
	m.EventBytes = int64(float64(crowd.bytes.Load()-bytes) / arrived)
	m.After = s.memory()
	m.PerStream = round(float64(m.After-m.Before) / float64(max(1, t.Streams-1)))
	m.P50, m.P99, m.Max, m.Commit = at(delays, 50), at(delays, 99), at(delays, 100), at(answers, 50)
	return nil
}

// at is a percentile in milliseconds.
func at(all []time.Duration, percent int) float64 {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return round(all[(len(all)-1)*percent/100].Seconds() * 1000)
}

func round(x float64) float64 { return float64(int64(x*10+0.5)) / 10 }

// press does what the chair's button does.
func press(ctx context.Context, address, token string, form url.Values) error {
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("X-Send", "1")
	q.AddCookie(&http.Cookie{Name: "hoinghi", Value: token})
	a, err := http.DefaultClient.Do(q)
	if err != nil {
		return err
	}
	defer a.Body.Close()
	if a.StatusCode >= 300 {
		return fmt.Errorf("%s answers %s", address, a.Status)
	}
	return nil
}
