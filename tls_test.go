package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hoinghi/web"
	"hoinghi/web/kit"
)

// certificate makes a certificate of 127.0.0.1 that signs itself, as two files,
// and a client that trusts it.
func certificate(t *testing.T) (cert, key string, trust *tls.Config) {
	t.Helper()
	own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	form := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	raw, err := x509.CreateCertificate(rand.Reader, form, form, &own.PublicKey, own)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(own)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := func(name, kind string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: b}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	known := x509.NewCertPool()
	parsed, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	known.AddCert(parsed)
	return file("c.pem", "CERTIFICATE", raw), file("k.pem", "PRIVATE KEY", secret), &tls.Config{RootCAs: known}
}

// TestServesOverTLS: with the two files of a certificate the program speaks
// https, which phones want before they lend a page their camera.
func TestServesOverTLS(t *testing.T) {
	cert, key, trust := certificate(t)
	s := start(t, "serve", "--data", t.TempDir(), "--addr", "127.0.0.1:0", "--cert", cert, "--key", key)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: trust}}
	r, err := client.Get(s.base + setUpAddress.FindString(s.said())[len(s.base):])
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != http.StatusOK {
		t.Errorf("the set-up page over TLS answers %s", r.Status)
	}
}

// Live pages follow the record over TLS, whichever protocols a browser offers:
// the program takes HTTP/1.1, and where something before it speaks HTTP/2, that
// carries the streams too.
func TestStreamsOverTLS(t *testing.T) {
	s := prepareStorm(t)
	cert, key, trust := certificate(t)
	base, _ := serveOn(t, "--data", s.data, "--cert", cert, "--key", key)
	t.Run("program", func(t *testing.T) { s.streams(t, base, trust, "HTTP/1.1") })

	two := prepareStorm(t)
	db := openRecord(t, two.data)
	done := make(chan struct{})
	server := httptest.NewUnstartedServer(web.New(&kit.Site{DB: db, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Now: time.Now, Wall: time.Now, Done: done}))
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(func() { close(done); server.CloseClientConnections(); server.Close(); db.Close() })
	known := x509.NewCertPool()
	known.AddCert(server.Certificate())
	t.Run("behind HTTP/2", func(t *testing.T) { two.streams(t, server.URL, &tls.Config{RootCAs: known}, "HTTP/2.0") })
}

// streams has a browser that offers HTTP/2 and one that does not each hold the
// chair's console, the wall and a phone's page, which are three kinds of stream,
// and wants all six to show what the chair does. The first speaks proto.
func (s stormy) streams(t *testing.T, base string, trust *tls.Config, proto string) {
	offer := func(d *device, both bool) {
		d.wires.TLSClientConfig, d.wires.ForceAttemptHTTP2 = trust.Clone(), both
		if !both {
			d.wires.TLSNextProto = map[string]func(string, *tls.Conn) http.RoundTripper{}
		}
	}
	var all []*device
	for i, both := range []bool{true, false} {
		for name, way := range map[string][2]string{"console": {s.chair.Code, "/dieu-hanh"}, "phone": {s.cards[i].Code, "/dai-bieu"}, "wall": {"", "/man-chieu/" + s.key}} {
			d := newDevice(fmt.Sprintf("%s, offers HTTP/2: %v", name, both), base)
			offer(d, both)
			t.Cleanup(d.close)
			if way[0] != "" {
				if err := d.signIn(way[0]); err != nil {
					t.Fatal(err)
				}
			}
			if err := d.open(t, way[1]); err != nil {
				t.Fatal(err)
			}
			all = append(all, d)
		}
	}
	chair := newDevice("chair", base)
	offer(chair, true)
	if err := chair.signIn(s.chair.Code); err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if err := d.sees(""); err != nil { // the stream brought the page
			t.Error(err)
		}
	}
	h := &hall{T: t, stormy: s}
	h.ok(chair.send("/dieu-hanh/"+s.conf+"/khai-mac", url.Values{}), chair.send("/dieu-hanh/"+s.conf+"/phat-bieu", url.Values{"name": {"Vũ Đình Khách"}}))
	h.ok(chair.send("/dieu-hanh/phat-bieu/"+h.queue()[0].ID+"/moi", url.Values{"minutes": {"5"}}))
	for _, d := range all {
		h.ok(d.sees("Vũ Đình Khách"))
	}
	r, err := chair.http.Get(chair.base + "/dai-bieu")
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.Proto != proto {
		t.Errorf("a browser that offers both speaks %s, want %s", r.Proto, proto)
	}
}
