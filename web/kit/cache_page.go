package kit

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Kept is a document that readers who have not signed in get as it is. Fresh,
// if there is one, writes a part that every reader gets anew: the date of a
// form. It stands between the two parts and counts for no tag.
type Kept struct {
	Type          string // media type
	Before, After []byte
	Fresh         func() string
	Control       string    // Cache-Control
	Since         time.Time // last change; zero is unknown
	Until         time.Time // of the record's clock, when something on it ends; zero is open

	made   time.Time // by the clock of the machine
	drawn  time.Time // by the clock of the record
	tag    string
	once   sync.Once
	packed [2][]byte // Before and After as deflate streams that can stand behind one another
}

// NewKept makes a document of HTML. A part of the body that is fresh's work now
// is made anew for each reader.
func NewKept(v *Visit, body, now string, fresh func() string) *Kept {
	k := &Kept{Type: "text/html; charset=utf-8", Before: []byte(body), made: v.Site.Wall(), drawn: v.Site.Now()}
	if before, after, ok := strings.Cut(body, now); ok && now != "" {
		k.Before, k.After, k.Fresh = []byte(before), []byte(after), fresh
	}
	h := sha256.New()
	h.Write(k.Before)
	h.Write(k.After)
	k.tag = `W/"` + hex.EncodeToString(h.Sum(nil)[:12]) + `"`
	return k
}

// size is the memory of a page, its compressed form included.
func (k *Kept) size() int { return 512 + (len(k.Before)+len(k.After))*3/2 }

// good reports whether a page may still be served.
func (k *Kept) good(v *Visit, age time.Duration) bool {
	old := v.Site.Wall().Sub(k.made)
	return old >= 0 && old < age && (k.Until.IsZero() || v.Site.Now().Before(k.Until)) && !v.Site.Now().Before(k.drawn)
}

// Serve answers with the document, or that the reader has it already.
func (k *Kept) Serve(w http.ResponseWriter, r *http.Request, v *Visit) error {
	h := w.Header()
	h["Vary"] = varies
	h.Set("Etag", k.tag)
	h.Set("Cache-Control", k.Control)
	if !k.Since.IsZero() {
		h.Set("Last-Modified", k.Since.UTC().Format(http.TimeFormat))
	}
	if old := int(v.Site.Wall().Sub(k.made).Seconds()); old > 0 {
		h.Set("Age", strconv.Itoa(old)) // RFC 9111, 5.1: other caches count it in
	}
	if k.known(r) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		k.pack(b)
	} else {
		b.Write(k.Before)
		b.WriteString(k.fresh())
		b.Write(k.After)
	}
	h.Set("Content-Type", k.Type)
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	_, _ = w.Write(b.Bytes()) // a reader who hangs up is nobody's fault
	return nil
}

var varies = []string{"Cookie, Accept-Encoding"}

func (k *Kept) fresh() string {
	if k.Fresh == nil {
		return ""
	}
	return k.Fresh()
}

// known reports whether the reader's browser has this content.
func (k *Kept) known(r *http.Request) bool {
	for t := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(t), "W/") == k.tag[2:] {
			return true
		}
	}
	return false
}

// The gzip file format (RFC 1952) around deflate blocks (RFC 1951).
var gzipHead = []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff}

// pack writes one gzip stream: what stands before, compressed once and ended
// on a byte; what is fresh, as it is; what stands after, compressed by itself.
func (k *Kept) pack(b *bytes.Buffer) {
	k.once.Do(func() { k.packed = [2][]byte{deflated(k.Before, false), deflated(k.After, true)} })
	middle := k.fresh()
	b.Write(gzipHead)
	b.Write(k.packed[0])
	if n := len(middle); n > 0 { // a stored block: not the last, its length and the same inverted
		b.Write([]byte{0, byte(n), byte(n >> 8), ^byte(n), ^byte(n >> 8)})
		b.WriteString(middle)
	}
	b.Write(k.packed[1])
	sum := crc32.Update(crc32.ChecksumIEEE(k.Before), crc32.IEEETable, []byte(middle))
	sum = crc32.Update(sum, crc32.IEEETable, k.After)
	b.Write(binary.LittleEndian.AppendUint32(nil, sum))
	b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(k.Before)+len(middle)+len(k.After))))
}

// deflated are the blocks of a text without head and foot; last ends the stream.
func deflated(text []byte, last bool) []byte {
	var b bytes.Buffer
	z, _ := flate.NewWriter(&b, flate.DefaultCompression) // fails for unknown levels alone
	z.Write(text)
	if !last {
		z.Flush()
		return b.Bytes()
	}
	z.Close()
	return b.Bytes()
}
