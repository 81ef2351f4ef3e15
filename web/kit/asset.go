package kit

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed static
var statics embed.FS

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
	w.Write(b)
}
