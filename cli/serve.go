package cli

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"flag"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"hoinghi/fault"
	"hoinghi/live"
	"hoinghi/store"
	"hoinghi/web"
	"hoinghi/web/kit"
)

const patience = 10 * time.Second // for requests in flight when the server stops

// options of every command that opens the record.
type options struct{ db, data string }

func (o *options) flags(f *flag.FlagSet, r *run) {
	f.StringVar(&o.data, "data", r.Env("HOINGHI_DATA"), r.w.T("cli.flag.data"))
	f.StringVar(&o.db, "db", r.Env("HOINGHI_DB"), r.w.T("cli.flag.db"))
}

// address is where the record is: PostgreSQL when it is given, else the file
// hoinghi.db in the data folder, which is made when it is missing.
func (o *options) address() (string, error) {
	if o.data == "" {
		o.data = "data"
	}
	if o.db != "" {
		return o.db, nil
	}
	return filepath.Join(o.data, "hoinghi.db"), os.MkdirAll(o.data, 0o700)
}

// open opens the record.
func (r *run) open(o options) (*store.DB, error) {
	address, err := o.address()
	if err != nil {
		return nil, err
	}
	return store.Open(r.ctx, address, store.Options{Now: r.Now, Bus: new(live.Bus), Aside: filepath.Join(o.data, "aside")})
}

func serve(r *run, f *flag.FlagSet) (func() error, error) {
	var o options
	o.flags(f, r)
	addr := f.String("addr", or(r.Env("HOINGHI_ADDR"), "127.0.0.1:8080"), r.w.T("cli.flag.addr"))
	cert := f.String("cert", r.Env("HOINGHI_CERT"), r.w.T("cli.flag.cert"))
	key := f.String("key", r.Env("HOINGHI_KEY"), r.w.T("cli.flag.key"))
	return func() error {
		l, err := listen(*addr)
		if err != nil {
			return err
		}
		defer l.Close()
		url := "http://" + reachable(l.Addr())
		if *cert != "" || *key != "" {
			if l, err = secured(l, *cert, *key); err != nil {
				return err
			}
			url = "https://" + reachable(l.Addr())
		}
		db, err := r.open(o)
		if err != nil {
			return err
		}
		defer db.Close()
		r.say("cli.serving", url+"/")
		setUp, err := r.setUp(db)
		if err != nil {
			return err
		}
		if setUp != "" {
			r.say("cli.set.up", url+"/thiet-lap/"+setUp)
		}
		site := r.site(db)
		site.SetUp, site.Machine = setUp, o.machine
		return r.answerSite(l, site)
	}, nil
}

// secured speaks TLS with the certificate of a file. HTTP/2 is left out: a
// live page holds its connection for itself.
func secured(l net.Listener, cert, key string) (net.Listener, error) {
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, fault.New(fault.Invalid, "cli.cert", cert, key).Because(err)
	}
	return tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}), nil
}

// setUp is the secret of the set-up address while no organisation is there.
func (r *run) setUp(db *store.DB) (string, error) {
	orgs, err := r.orgs(db)
	if err != nil || len(orgs) > 0 {
		return "", err
	}
	return rand.Text(), nil
}

func (r *run) site(db *store.DB) *kit.Site {
	return &kit.Site{DB: db, Log: slog.New(slog.NewJSONHandler(r.Err, nil)), Now: r.Now, Wall: r.Now}
}

// answerOn serves the record; answerSite serves a site that was made before.
func (r *run) answerOn(l net.Listener, db *store.DB, setUp string) error {
	site := r.site(db)
	site.SetUp = setUp
	return r.answerSite(l, site)
}

// answerSite serves until the context ends, then finishes what is in flight.
func (r *run) answerSite(l net.Listener, site *kit.Site) error {
	done := make(chan struct{})
	site.Done = done
	beside := &asides{site: site}
	if site.Over == "" { // a rehearsal is not rehearsed
		site.Aside = beside.begin
	}
	defer beside.end()
	server := &http.Server{
		Handler:           beside.before(web.New(site)),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(site.Log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-r.ctx.Done():
	}
	close(done) // streams end and let the server go
	beside.end()
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	if err := server.Shutdown(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	site.Last.Wait() // each has a deadline of its own
	return nil
}

func or(s, fallback string) string {
	if s != "" {
		return s
	}
	return fallback
}
