package cli_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/jpeg"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/law"
	"hoinghi/live"
	"hoinghi/media"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/watch"
)

// newsroom is an agency with articles, photos and a paper laid open.
func newsroom(t *testing.T) (data string) {
	t.Helper()
	data = t.TempDir()
	now := func() time.Time { return time.Date(2026, 1, 23, 9, 0, 0, 0, time.UTC) }
	db, err := store.Open(t.Context(), filepath.Join(data, "hoinghi.db"), store.Options{Now: now, Bus: new(live.Bus), Aside: filepath.Join(data, "aside")})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	org, err := account.Found(t.Context(), db, account.Org{Slug: "thu-vien", Name: "Thư viện tỉnh Hồng Lam", Kind: "su-nghiep", HeadTitle: "Giám đốc"})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), access.Machine(org.ID), func(tx *store.Tx) error {
		for i := range 13 {
			if err := news(tx, i); err != nil {
				return err
			}
		}
		return portal.Disclose(tx, portal.Disclosure{Title: "Quy chế chi tiêu nội bộ", Day: law.MustDay("2026-01-05")}, "quy-che.pdf", []byte("%PDF-1.4\n%%EOF\n"))
	})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func news(tx *store.Tx, i int) error {
	a, err := portal.Begin(tx, portal.Text{Title: "Hội nghị viên chức lần thứ " + string(rune('a'+i)), Lead: "Sáng nay hội nghị đã họp.", Category: "Hội nghị",
		Body: "Xem [bản khác](/d/thu-vien/vao) và [báo](https://example.org/).\n\n<script>alert(1)</script>", PublishAt: time.Date(2025, 11+time.Month(i%3), 3+i, 2, 0, 0, 0, time.UTC)})
	if err != nil {
		return err
	}
	if i == 1 {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 640, 480)), nil); err != nil {
			return err
		}
		p, err := media.Picture(b.Bytes())
		if err != nil {
			return err
		}
		if _, err := portal.AddPhoto(tx, a.ID, "anh.jpg", p, portal.Labels{Alt: "Hội trường", Caption: "Quang cảnh hội nghị"}); err != nil {
			return err
		}
	}
	return portal.Publish(tx, a.ID)
}

// hashes are all files of a folder.
func hashes(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(file)
		name, _ := filepath.Rel(dir, file)
		sum := sha256.Sum256(b)
		out[filepath.ToSlash(name)] = hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var linked = regexp.MustCompile(`(?:href|src)="([^"#]+)`)

// lastLook is what the record knows of the tamper watch.
func lastLook(t *testing.T, data string) (l watch.Look) {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(data, "hoinghi.db"), store.Options{Now: time.Now, Bus: new(live.Bus), Aside: filepath.Join(data, "aside")})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.ReadAll(t.Context(), func(s *store.System) error {
		orgs, err := account.ListOrgs(s)
		if err != nil {
			return err
		}
		return db.Read(t.Context(), access.Public(orgs[0].ID), func(tx *store.Tx) (err error) { l, err = watch.Last(tx); return err })
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Every link within the export leads to a file of it, nothing runs, nothing
// asks a server, and the same record gives the same bytes.
func TestExportStandsAlone(t *testing.T) {
	data := newsroom(t)
	dir := filepath.Join(t.TempDir(), "trang-tin")
	if status, _, errs := call("export", "site", dir, "--data", data); status != 0 {
		t.Fatalf("status %d: %s", status, errs)
	}
	all := hashes(t, dir)
	pages, articles, pictures, papers := 0, 0, 0, 0
	for name := range all {
		switch {
		case strings.HasPrefix(name, "anh/"):
			pictures++
		case strings.HasSuffix(name, ".pdf"):
			papers++
		case strings.HasPrefix(name, "tin/hoi-nghi-vien-chuc"):
			articles++
		}
		if filepath.Ext(name) != ".html" {
			continue
		}
		pages++
		b, _ := os.ReadFile(filepath.Join(dir, name))
		for _, bad := range []string{"<script", "<form", "<button", "xuat.invalid", "/d/thu-vien", "dem?", "onclick"} {
			if bytes.Contains(b, []byte(bad)) {
				t.Errorf("%s has %q", name, bad)
			}
		}
		for _, m := range linked.FindAllSubmatch(b, -1) {
			to := string(m[1])
			if strings.Contains(to, ":") {
				continue
			}
			if _, ok := all[filepath.ToSlash(filepath.Join(filepath.Dir(name), to))]; !ok {
				t.Errorf("%s leads to %s, where nothing is", name, to)
			}
		}
	}
	if articles != 13 || pictures < 2 || papers != 1 || pages < 25 {
		t.Errorf("%d pages, %d articles, %d pictures, %d papers", pages, articles, pictures, papers)
	}
	for _, want := range []string{"index.html", "tin/index.html", "tin/_trang-2/index.html", "tin/_nam-2025-thang-11/index.html", "cong-khai/index.html", "luat/index.html", "manifest.json"} {
		if all[want] == "" {
			t.Errorf("no %s", want)
		}
	}
	if all["tin.rss"] != "" || all["sitemap.xml"] != "" {
		t.Error("a feed without an address of the site")
	}
	if status, _, errs := call("export", "site", dir, "--data", data); status != 0 {
		t.Fatalf("again: %s", errs)
	}
	if again := hashes(t, dir); len(again) != len(all) || again["manifest.json"] != all["manifest.json"] {
		t.Errorf("the same record gave other bytes: %d files, then %d", len(all), len(again))
	}
}

func TestExportUnderAnAddress(t *testing.T) {
	data := newsroom(t)
	dir := filepath.Join(t.TempDir(), "x")
	if status, _, errs := call("export", "site", dir, "--data", data, "--base", "https://hong-lam.example/tin-tuc"); status != 0 {
		t.Fatalf("status %d: %s", status, errs)
	}
	for name, want := range map[string]string{"tin.rss": "<link>https://hong-lam.example/tin-tuc/tin/hoi-nghi-vien-chuc", "sitemap.xml": "https://hong-lam.example/tin-tuc/sitemap/1.xml",
		"robots.txt": "Sitemap: https://hong-lam.example/tin-tuc/sitemap.xml", "index.html": `rel="canonical" href="https://hong-lam.example/tin-tuc/"`} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !bytes.Contains(b, []byte(want)) || bytes.Contains(b, []byte("xuat.invalid")) {
			t.Errorf("%s: %v\n%.900s", name, err, b)
		}
	}
	if status, _, _ := call("export", "site", dir, "--data", data, "--base", "javascript:alert(1)"); status != 2 {
		t.Error("an address that is none was taken")
	}
}

// A folder with other files is not touched, and with force nothing is lost.
func TestExportSparesOtherFiles(t *testing.T) {
	data := newsroom(t)
	dir := filepath.Join(t.TempDir(), "web")
	other := filepath.Join(dir, "quan-trong.txt")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(other, []byte("giữ"), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := call("export", "site", dir, "--data", data); status != 1 || !strings.Contains(errs, "--force") {
		t.Errorf("status %d: %s", status, errs)
	}
	if left := hashes(t, dir); len(left) != 1 {
		t.Errorf("left %v", left)
	}
	if status, _, errs := call("export", "site", dir, "--data", data, "--force"); status != 0 {
		t.Errorf("forced: status %d: %s", status, errs)
	}
	if b, err := os.ReadFile(filepath.Join(dir+".cu", "quan-trong.txt")); err != nil || string(b) != "giữ" {
		t.Errorf("aside: %q %v", b, err)
	}
}

// The watch finds what was changed, taken away or added, in a folder and on a
// web server.
func TestExportCheck(t *testing.T) {
	data := newsroom(t)
	dir := filepath.Join(t.TempDir(), "web")
	_, out, _ := call("export", "site", dir, "--data", data)
	seal := regexp.MustCompile(`[0-9a-f]{64}`).FindString(out)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	for _, args := range [][]string{{dir, "--seal", seal}, {server.URL, "--seal", seal}, {dir, "--record", "--data", data}} {
		if status, out, errs := call(append([]string{"export", "check"}, args...)...); status != 0 {
			t.Fatalf("%v: status %d %s%s", args, status, out, errs)
		}
	}
	index := filepath.Join(dir, "index.html")
	b, err := os.ReadFile(index)
	if err != nil {
		t.Fatal(err)
	}
	for file, body := range map[string][]byte{index: append(b, "<script src=//bad.example></script>"...), filepath.Join(dir, "cua-sau.php"): []byte("<?php")} {
		if err := os.WriteFile(file, body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(dir, "luat", "index.html")); err != nil {
		t.Fatal(err)
	}
	if status, out, _ := call("export", "check", dir, "--seal", seal); status != 1 || out != "KHÁC: index.html\nTHIẾU: luat/index.html\nTHỪA: cua-sau.php\n" {
		t.Errorf("folder: status %d\n%s", status, out)
	}
	if l := lastLook(t, data); !l.At.IsZero() {
		t.Errorf("noted without being asked: %+v", l)
	}
	if status, _, errs := call("export", "check", dir, "--seal", seal, "--note", "--data", data); status != 1 {
		t.Errorf("noted: status %d %s", status, errs)
	}
	if l := lastLook(t, data); l.Wrong != 3 || l.Files < 25 || l.Where != dir {
		t.Errorf("noted: %+v", l)
	}
	if status, out, _ := call("export", "check", server.URL, "--seal", seal); status != 1 || !strings.Contains(out, "KHÁC: index.html\n") {
		t.Errorf("server: status %d\n%s", status, out)
	}
	if status, _, errs := call("export", "check", dir, "--seal", strings.Repeat("0", 64)); status != 1 || !strings.Contains(errs, "niêm phong") {
		t.Errorf("other seal: status %d %s", status, errs)
	}
	if status, _, errs := call("export", "site", dir, "--data", data); status != 1 || !strings.Contains(errs, "--force") {
		t.Errorf("an export with a foreign file was replaced: %d %s", status, errs)
	}
}
