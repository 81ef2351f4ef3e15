package belenios

import (
	"errors"
	"io"
)

// archive is the order of an archive's records, checked; contents are read again
// when they are verified, so that size does not matter.
type archive struct {
	c       *container
	records []record
	phase   Phase
	height  int
	head    Hash  // of the last event
	intact  int64 // where it ended

	election, trustees, credentials record
	ballots                         []cast
	tally, sized                    record
	decryptions                     []contribution
	result                          record
}

// cast is a ballot's record and who says to have signed it.
type cast struct {
	record
	signer Hash // of the text of the credential
}

type contribution struct {
	record
	owner int
}

// scan reads the whole container and checks everything that does not need
// cryptography: section 13.1. After a failure the archive holds what was before.
func scan(r io.ReaderAt, size, limit int64) (*archive, error) {
	c, err := openContainer(r, size, limit)
	if err != nil {
		return nil, err
	}
	a := &archive{c: c}
	s := scanner{archive: a, seen: map[Hash]bool{}}
	for c.at < c.end {
		rec, content, err := c.next()
		if err == nil {
			err = s.take(rec, content)
		}
		if err != nil {
			return a, inRecord(rec, err)
		}
		if rec.event {
			a.intact = c.at
		}
	}
	if len(s.pending) > 0 {
		return a, inRecord(s.pending[0], failed(StrayRecord, "no event refers to it"))
	}
	if a.phase == Preparing {
		return a, failed(BadOrder, "no Setup event")
	}
	return a, nil
}

func inRecord(rec record, err error) error {
	var f *Failure
	if errors.As(err, &f) && f.Record == "" && rec.size > 0 {
		f.Record = rec.name()
	}
	return err
}

// scanner holds the data records that wait for their event.
type scanner struct {
	*archive
	seen    map[Hash]bool // true: a ballot
	pending []record
	last    []byte
}

const maxPending = 5 // a Setup has the most

func (s *scanner) take(rec record, content []byte) error {
	if ballot, seen := s.seen[rec.hash]; seen {
		if ballot {
			return failed(Replayed, "the same bytes twice")
		}
		return failed(StrayRecord, "the same record twice")
	}
	s.seen[rec.hash] = false
	s.records = append(s.records, rec)
	if !rec.event {
		s.pending, s.last = append(s.pending, rec), content
		if len(s.pending) > maxPending {
			return failed(StrayRecord, "no event refers to it")
		}
		return nil
	}
	e, err := parseEvent(content)
	if err != nil {
		return err
	}
	if err := s.link(e); err != nil {
		return err
	}
	s.head = rec.hash
	s.height++
	s.pending, s.last = nil, nil
	return nil
}

// link checks an event against the chain and its data records.
func (s *scanner) link(e event) error {
	first := s.phase == Preparing
	if e.height != s.height || first != (e.parent == nil) || !first && *e.parent != s.head {
		return failed(BrokenChain, "event %d does not follow the one before", e.height)
	}
	phase, err := s.phase.after(e.kind)
	if err != nil {
		return err
	}
	s.phase = phase
	n := len(s.pending)
	if e.payload == nil && n == 0 && e.kind == endEvent {
		return nil
	}
	if e.payload == nil || n == 0 || *e.payload != s.pending[n-1].hash {
		return failed(StrayRecord, "the payload is not the record before the event")
	}
	return s.file(e.kind)
}

// file takes the records of an event to their places.
func (s *scanner) file(kind string) error {
	p := s.pending
	want := map[string]int{ballotEvent: 1, tallyEvent: 2, decryptEvent: 2, resultEvent: 1}
	if kind != setupEvent && len(p) != want[kind] {
		return failed(StrayRecord, "%d data records before a %s event", len(p), kind)
	}
	switch kind {
	case setupEvent:
		return s.fileSetup()
	case ballotEvent:
		s.ballots = append(s.ballots, cast{p[0], signer(s.last)})
		s.seen[p[0].hash] = true
	case tallyEvent:
		z, err := parseSized(s.last)
		if err != nil || z.tally != p[0].hash {
			return stray(err)
		}
		s.tally, s.sized = p[0], p[1]
	case decryptEvent:
		owner, d, err := parseOwned(s.last)
		if err != nil || d != p[0].hash {
			return stray(err)
		}
		s.decryptions = append(s.decryptions, contribution{p[0], owner})
	case resultEvent:
		s.result = p[0]
	}
	return nil
}

func stray(err error) error {
	if err != nil {
		return err
	}
	return failed(StrayRecord, "a record does not refer to the one before")
}

func (s *scanner) fileSetup() error {
	d, err := parseSetupData(s.last)
	if err != nil {
		return err
	}
	want := []Hash{d.election, d.trustees, d.credentials}
	if d.certificate != nil {
		want = append(want, *d.certificate)
	}
	p := s.pending
	if len(p) != len(want)+1 {
		return failed(StrayRecord, "%d data records before the Setup event", len(p))
	}
	for i, h := range want {
		if p[i].hash != h {
			return stray(nil)
		}
	}
	s.election, s.trustees, s.credentials = p[0], p[1], p[2]
	return nil
}

// signer reads the credential of a ballot without judging the rest.
func signer(raw []byte) Hash {
	r := &reader{s: string(raw[:min(len(raw), 2048)])}
	r.need(`{"election_uuid":`)
	r.plainText()
	r.need(`,"election_hash":`)
	r.plainText()
	r.need(`,"credential":`)
	return HashOf([]byte(r.plainText()))
}

// begins reports whether all records of an earlier archive begin this one.
func (a *archive) begins(earlier *archive) error {
	if earlier.c.timestamp != a.c.timestamp {
		return failed(NotAnEarlier, "another timestamp")
	}
	for i, rec := range earlier.records {
		if i >= len(a.records) || a.records[i].hash != rec.hash || a.records[i].event != rec.event {
			return &Failure{Class: NotAnEarlier, Record: rec.name(), Detail: "missing here"}
		}
	}
	return nil
}
