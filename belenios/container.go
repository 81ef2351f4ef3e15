package belenios

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

const block = 512

// header is that of one member of the container: old-style tar with nothing
// left to choose, so a header is right or wrong, byte for byte (section 12.1).
func header(name string, size, mtime int64) [block]byte {
	var h [block]byte
	copy(h[:99], name)
	copy(h[100:], "0000644\x000000000\x000000000\x00")
	copy(h[124:], fmt.Sprintf("%011o\x00%011o\x00        0", size, mtime))
	sum := 0
	for _, b := range h {
		sum += int(b)
	}
	copy(h[148:], fmt.Sprintf("%06o\x00 ", sum))
	return h
}

func padding(size int64) int64 { return (block - size%block) % block }

// firstName is the member that opens every archive.
const firstName = "BELENIOS"

func firstContent(timestamp int64) []byte {
	return fmt.Appendf(nil, `{"version":%d,"timestamp":"%d"}`, Version, timestamp)
}

const maxTimestamp = 1<<33 - 1 // eleven octal digits

func parseFirst(raw []byte) (int64, error) {
	text, ok := strings.CutPrefix(string(raw), `{"version":1,"timestamp":"`)
	if !ok {
		return 0, failed(NotSupported, "not an archive of version 1")
	}
	n, err := strconv.ParseInt(strings.TrimSuffix(text, `"}`), 10, 64)
	if err != nil || n < 0 || n > maxTimestamp || !bytes.Equal(raw, firstContent(n)) {
		return 0, failed(BadContainer, "timestamp")
	}
	return n, nil
}

// record is one member after the first. Its content is read when needed.
type record struct {
	hash     Hash
	event    bool
	at, size int64
}

func (rec record) name() string {
	if rec.event {
		return rec.hash.String() + ".event.json"
	}
	return rec.hash.String() + ".data.json"
}

func parseName(name string) (rec record, ok bool) {
	text, isEvent := strings.CutSuffix(name, ".event.json")
	if !isEvent {
		if text, ok = strings.CutSuffix(name, ".data.json"); !ok {
			return rec, false
		}
	}
	rec.event = isEvent
	rec.hash, ok = parseHash(text)
	return rec, ok
}

// container reads members one after the other.
type container struct {
	r         io.ReaderAt
	at, end   int64
	timestamp int64
	limit     int64 // of one record
}

// DefaultRecord is how long one record may be unless a caller says otherwise:
// room for a list of 100,000 credentials in the widest group.
const DefaultRecord = 64 << 20

func openContainer(r io.ReaderAt, size, limit int64) (*container, error) {
	if limit <= 0 {
		limit = DefaultRecord
	}
	c := &container{r: r, end: size, limit: limit}
	h, n, err := c.header()
	if err != nil {
		return nil, err
	}
	if string(bytes.TrimRight(h[:100], "\x00")) != firstName || n > block {
		return nil, failed(BadContainer, "does not begin with %s", firstName)
	}
	first, err := c.content(c.at, n)
	if err != nil {
		return nil, err
	}
	if c.timestamp, err = parseFirst(first); err != nil {
		return nil, err
	}
	if h != header(firstName, n, c.timestamp) {
		return nil, failed(BadContainer, "first header")
	}
	return c, c.skip(n)
}

func (c *container) read(at, size int64) ([]byte, error) {
	if at+size > c.end || at+size < at {
		return nil, failed(BadContainer, "ends inside a record")
	}
	b := make([]byte, size)
	if n, err := c.r.ReadAt(b, at); n < len(b) {
		return nil, &Failure{Class: Unreadable, Detail: fmt.Sprint(err), Cause: err}
	}
	return b, nil
}

// header reads the next header and the size that it states.
func (c *container) header() (h [block]byte, size int64, err error) {
	b, err := c.read(c.at, block)
	if err != nil {
		return h, 0, err
	}
	h = [block]byte(b)
	size, err = strconv.ParseInt(string(h[124:135]), 8, 64)
	if err != nil || size < 0 {
		return h, 0, failed(BadContainer, "no header at byte %d", c.at)
	}
	c.at += block
	return h, size, nil
}

func (c *container) content(at, size int64) ([]byte, error) {
	if size > c.limit {
		return nil, failed(TooBig, "a record of %d bytes", size)
	}
	return c.read(at, size)
}

// skip steps over a content and its padding of zeros.
func (c *container) skip(size int64) error {
	pad, err := c.read(c.at+size, padding(size))
	if err != nil {
		return err
	}
	if len(bytes.Trim(pad, "\x00")) > 0 {
		return failed(BadContainer, "padding after byte %d", c.at+size)
	}
	c.at += size + int64(len(pad))
	return nil
}

// next reads a record and checks that its name is the hash of its content.
func (c *container) next() (rec record, content []byte, err error) {
	h, size, err := c.header()
	if err != nil {
		return rec, nil, err
	}
	name := string(bytes.TrimRight(h[:100], "\x00"))
	rec, ok := parseName(name)
	if !ok || h != header(name, size, c.timestamp) {
		return rec, nil, failed(BadContainer, "header before byte %d", c.at)
	}
	rec.at, rec.size = c.at, size
	if content, err = c.reread(rec); err != nil {
		return rec, nil, err
	}
	return rec, content, c.skip(size)
}

// reread gives the content of a record, and checks it again: the file may have
// been changed meanwhile.
func (c *container) reread(rec record) ([]byte, error) {
	content, err := c.content(rec.at, rec.size)
	if err != nil {
		return nil, err
	}
	if HashOf(content) != rec.hash {
		return nil, &Failure{Class: BadName, Record: rec.name(), Detail: "the content is another"}
	}
	return content, nil
}
