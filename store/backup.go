package store

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"time"

	"hoinghi/fault"
)

// A backup is gzip over lines of JSON: a head, then for each table a line with
// its name and columns and one line for each row, then a foot with the number of
// rows and the SHA-256 of all lines before it. Bytes are written as {"b": base64}.
// It holds nothing of the engine, so that a backup of one restores into the other.
const backupFormat = 1

// Backup tells what a backup holds.
type Backup struct {
	Made   time.Time
	Tables int
	Rows   int64
	Sum    string // SHA-256 of its lines, hexadecimal
}

type backupHead struct {
	Format int               `json:"hoinghi-backup"`
	Made   int64             `json:"made"`
	Schema map[string]string `json:"schema"` // sums by name
}

type backupTable struct {
	Table   string   `json:"table"`
	Columns []string `json:"columns"`
}

type backupFoot struct {
	Rows int64  `json:"rows"`
	Sum  string `json:"sha256"`
}

// Backup writes one consistent state of all organisations while others go on
// reading and writing.
func (db *DB) Backup(ctx context.Context, to io.Writer) (b Backup, err error) {
	names, err := db.tables()
	if err != nil {
		return b, err
	}
	sums, err := schemaSums()
	if err != nil {
		return b, err
	}
	z := gzip.NewWriter(to)
	out := &backupWriter{sum: sha256.New()}
	out.to = bufio.NewWriter(io.MultiWriter(z, out.sum))
	b = Backup{Made: db.now(), Tables: len(names)}
	out.line(backupHead{backupFormat, Ms(b.Made), sums})
	err = db.Read(ctx, machineOfAll, func(tx *Tx) error {
		for _, name := range names {
			if err := out.table(tx, name); err != nil {
				return fmt.Errorf("back up %s: %w", name, err)
			}
		}
		return nil
	})
	if err != nil {
		return b, err
	}
	if err := out.to.Flush(); err != nil {
		return b, err
	}
	b.Rows, b.Sum = out.rows, hex.EncodeToString(out.sum.Sum(nil))
	if err := json.NewEncoder(z).Encode(backupFoot{b.Rows, b.Sum}); err != nil {
		return b, err
	}
	return b, z.Close()
}

type backupWriter struct {
	to   *bufio.Writer
	sum  hash.Hash
	rows int64
	err  error
}

func (w *backupWriter) line(v any) {
	line, err := json.Marshal(v)
	if err == nil {
		_, err = w.to.Write(append(line, '\n'))
	}
	if w.err == nil {
		w.err = err
	}
}

type blob struct {
	B []byte `json:"b"`
}

func (w *backupWriter) table(tx *Tx, name string) error {
	rows, err := tx.run.QueryContext(tx.ctx, selectAll(name))
	if err != nil {
		return wrap(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	w.line(backupTable{name, columns})
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		row := make([]any, len(values))
		for i, v := range values {
			if b, ok := v.([]byte); ok {
				v = blob{b}
			}
			row[i] = v
		}
		w.line(row)
		w.rows++
	}
	return errors.Join(w.err, rows.Err())
}

// CheckBackup reads a backup to its end and refuses one that is cut, changed
// or made by a program with another schema.
func CheckBackup(from io.Reader) (b Backup, err error) {
	return readBackup(from, func(string, []string) error { return nil }, func([]any) error { return nil })
}

// readBackup hands out the tables and rows of a backup; what it handed out
// holds only if it answers no error.
func readBackup(from io.Reader, table func(name string, columns []string) error, row func([]any) error) (b Backup, err error) {
	broken := func(err error) (Backup, error) {
		return b, fault.New(fault.Invalid, "store.backup.broken").Because(err)
	}
	z, err := gzip.NewReader(from)
	if err != nil {
		return broken(err)
	}
	lines, sum := bufio.NewReaderSize(z, 1<<16), sha256.New()
	for n := 0; ; n++ {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return broken(err)
		}
		if n == 0 {
			if b.Made, err = checkHead(line); err != nil {
				return b, err
			}
		} else if foot, ok := footOf(line); ok {
			if b.Sum = hex.EncodeToString(sum.Sum(nil)); foot.Sum != b.Sum || foot.Rows != b.Rows {
				return broken(errors.New("the sum does not agree"))
			}
			return b, nil
		} else if err := b.take(line, table, row); err != nil {
			return b, err
		}
		sum.Write(line)
	}
}

func (b *Backup) take(line []byte, table func(string, []string) error, row func([]any) error) error {
	if line[0] == '{' {
		var t backupTable
		if err := json.Unmarshal(line, &t); err != nil {
			return fault.New(fault.Invalid, "store.backup.broken").Because(err)
		}
		b.Tables++
		return table(t.Table, t.Columns)
	}
	values, err := rowOf(line)
	if err != nil {
		return fault.New(fault.Invalid, "store.backup.broken").Because(err)
	}
	b.Rows++
	return row(values)
}

func footOf(line []byte) (f backupFoot, ok bool) {
	if line[0] != '{' {
		return f, false
	}
	err := json.Unmarshal(line, &f)
	return f, err == nil && f.Sum != ""
}

// checkHead refuses a backup of another schema: the program that made it can
// restore it and bring it up to date.
func checkHead(line []byte) (made time.Time, err error) {
	var h backupHead
	if err := json.Unmarshal(line, &h); err != nil || h.Format != backupFormat {
		return made, fault.New(fault.Invalid, "store.backup.broken").Because(err)
	}
	sums, err := schemaSums()
	if err != nil {
		return made, err
	}
	same := len(sums) == len(h.Schema)
	for name, sum := range sums {
		same = same && h.Schema[name] == sum
	}
	if !same {
		return made, fault.New(fault.Conflict, "store.backup.schema")
	}
	return time.UnixMilli(h.Made), nil
}

func rowOf(line []byte) ([]any, error) {
	var raw []json.RawMessage
	if err := json.Unmarshal(line, &raw); err != nil {
		return nil, err
	}
	row := make([]any, len(raw))
	for i, r := range raw {
		v, err := valueOf(r)
		if err != nil {
			return nil, err
		}
		row[i] = v
	}
	return row, nil
}

func valueOf(r json.RawMessage) (any, error) {
	switch r[0] {
	case '{':
		var b blob
		err := json.Unmarshal(r, &b)
		if b.B == nil {
			b.B = []byte{}
		}
		return b.B, err
	case '"':
		var s string
		err := json.Unmarshal(r, &s)
		return s, err
	case 't', 'f':
		return r[0] == 't', nil
	case 'n':
		return sql.NullString{}, nil
	}
	var n int64
	err := json.Unmarshal(r, &n)
	return n, err
}
