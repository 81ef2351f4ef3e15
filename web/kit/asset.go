package kit

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

//go:embed static
var statics embed.FS

// packed are the static texts compressed once, at the first request for any.
var packed = sync.OnceValue(func() map[string][]byte {
	small := map[string][]byte{}
	for name := range assets() {
		switch path.Ext(name) {
		case ".js", ".css", ".svg":
			b, err := statics.ReadFile("static/" + name)
			if err != nil {
				continue
			}
			var out bytes.Buffer
			z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
			z.Write(b)
			z.Close()
			small[name] = out.Bytes()
		}
	}
	return small
})

var assets = sync.OnceValue(func() map[string]string {
	urls := map[string]string{}
	fs.WalkDir(statics, "static", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := statics.ReadFile(p)
		if err != nil {
			return err
		}
		h := sha256.Sum256(b)
		name := strings.TrimPrefix(p, "static/")
		urls[name] = "/static/" + hex.EncodeToString(h[:4]) + "/" + name
		return nil
	})
	return urls
})

// Asset is the address of a static file, which changes with its content, so
// that browsers may keep it for ever.
func Asset(name string) string {
	url, ok := assets()[name]
	if !ok {
		panic("no static file " + name) // a page names a file that is not built in: found by any test of it
	}
	return url
}

var types = map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8"}

// Script is the text of a static script, for the few that must be served under
// a path of their own.
func Script(name string) ([]byte, error) { return statics.ReadFile("static/" + name) }

// Static serves the files under /static/<hash>/. The hash is for caches; a
// file that another file names beside itself has the other's.
func Static(w http.ResponseWriter, r *http.Request) {
	_, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/static/"), "/")
	b, err := statics.ReadFile("static/" + path.Clean(name))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	kind := types[path.Ext(name)]
	if kind == "" {
		kind = mime.TypeByExtension(path.Ext(name))
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Vary", "Accept-Encoding")
	if z := packed()[path.Clean(name)]; z != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		b = z
	}
	h.Set("Content-Length", strconv.Itoa(len(b)))
	w.Write(b)
}
