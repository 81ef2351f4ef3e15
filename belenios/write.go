package belenios

import (
	"fmt"
	"io"
)

// Writer appends to an archive. Each call makes one Write with whole records and
// their event, so that a ballot is in the archive or is not.
type Writer struct {
	w         io.Writer
	timestamp int64
	phase     Phase
	height    int
	head      Hash
	err       error
}

// NewArchive begins an archive, stamped with Unix seconds. The Setup comes next.
func NewArchive(w io.Writer, timestamp int64) (*Writer, error) {
	if timestamp < 0 || timestamp > maxTimestamp {
		return nil, fmt.Errorf("timestamp %d is out of range", timestamp)
	}
	a := &Writer{w: w, timestamp: timestamp}
	a.write(a.member(nil, firstName, firstContent(timestamp)))
	return a, a.err
}

// Resume goes on with an archive. After a torn write, intact is where the last
// whole event ended: the file must be cut there before anything is written. Torn
// says what follows, nil if nothing does.
func Resume(w io.Writer, r io.ReaderAt, size int64) (a *Writer, intact int64, torn error) {
	s, err := scan(r, size, 0)
	if s == nil || s.intact == 0 {
		return nil, 0, err
	}
	a = &Writer{w: w, timestamp: s.c.timestamp, phase: s.phase, height: s.height, head: s.head}
	return a, s.intact, err
}

// Head is the hash of the last event.
func (a *Writer) Head() Hash { return a.head }

func (a *Writer) member(out []byte, name string, content []byte) []byte {
	size := int64(len(content))
	h := header(name, size, a.timestamp)
	out = append(append(out, h[:]...), content...)
	return append(out, make([]byte, padding(size))...)
}

// write keeps the first error: after a torn write nothing may follow.
func (a *Writer) write(b []byte) {
	if a.err == nil {
		_, a.err = a.w.Write(b)
	}
}

// event appends data records and the event whose payload is the last of them.
func (a *Writer) event(kind string, records ...[]byte) error {
	if a.err != nil {
		return a.err
	}
	phase, err := a.phase.after(kind)
	if err != nil {
		return err
	}
	e := event{height: a.height, kind: kind}
	if a.height > 0 {
		parent := a.head
		e.parent = &parent
	}
	var out []byte
	for _, content := range records {
		rec := record{hash: HashOf(content)}
		e.payload = &rec.hash
		out = a.member(out, rec.name(), content)
	}
	content := e.json()
	rec := record{hash: HashOf(content), event: true}
	a.write(a.member(out, rec.name(), content))
	if a.err == nil {
		a.phase, a.height, a.head = phase, a.height+1, rec.hash
	}
	return a.err
}

// Setup writes election, trustees and the public list of credentials.
func (a *Writer) Setup(e *Election, trustees Trustees, credentials []byte) error {
	t := trustees.JSON(e.Group)
	d := setupData{election: HashOf(e.raw), trustees: HashOf(t), credentials: HashOf(credentials)}
	return a.event(setupEvent, e.raw, t, credentials, d.json())
}

// Ballot writes a ballot that was accepted. Flush to disk before the voter is
// told.
func (a *Writer) Ballot(raw []byte) error { return a.event(ballotEvent, raw) }

// EndBallots closes the vote.
func (a *Writer) EndBallots() error { return a.event(endEvent) }

// Tally writes the sums that the trustees are to decrypt.
func (a *Writer) Tally(t *Tally) error { return a.event(tallyEvent, t.JSON(), t.sizedJSON()) }

// Decryption writes a trustee's contribution; owners are counted from 1 over all
// trustees and members.
func (a *Writer) Decryption(g Group, owner int, d *Decryption) error {
	raw := d.JSON(g)
	return a.event(decryptEvent, raw, ownedJSON(owner, HashOf(raw)))
}

// Result writes the result; the archive is then frozen.
func (a *Writer) Result(res Result) error { return a.event(resultEvent, res.JSON()) }
