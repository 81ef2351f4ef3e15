package store

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"hoinghi/fault"
)

const secretLength = 32

// unsaved is the mark by which backup programs leave a folder out (bford.info/cachedir).
const unsaved = "Signature: 8a477f597d28d172789f06886806bc55\n# Keys that must not outlive their purpose: never copy them.\n"

// Secret is a random key that stands beside the database and never in it, so
// that no dump, log or copy of the database has it. Without one it answers
// Missing. Names are of this organisation.
func (tx *Tx) Secret(name string) ([]byte, error) {
	b, err := os.ReadFile(tx.db.secretPath(tx.Who.Org, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.Missing, "fault.missing").Because(err)
	}
	if err == nil && len(b) != secretLength {
		return nil, errors.New("a secret beside the database is damaged")
	}
	return b, err
}

// MakeSecret draws the secret unless it is there. It outlives a transaction
// that fails, so a second try finds it.
func (tx *Tx) MakeSecret(name string) error {
	if tx.db.aside == "" {
		return errors.New("no folder was named for secrets beside the database")
	}
	if err := os.MkdirAll(tx.db.aside, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(tx.db.aside, "CACHEDIR.TAG"), []byte(unsaved), 0o600); err != nil {
		return err
	}
	b := make([]byte, secretLength)
	rand.Read(b)
	return writeSecret(tx.db.secretPath(tx.Who.Org, name), b)
}

// writeSecret leaves a whole file or none, on the disk and not only in its cache.
func writeSecret(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Link(f.Name(), path) // never over another
	}
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// ForgetSecret destroys a secret for ever. It stands on the DB and not on a
// transaction: what a failed transaction still needs must not be gone.
func (db *DB) ForgetSecret(org, name string) error {
	path := db.secretPath(org, name)
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = f.Write(make([]byte, secretLength))
	return errors.Join(err, f.Sync(), f.Close(), os.Remove(path))
}

func (db *DB) secretPath(org, name string) string {
	h := sha256.Sum256([]byte(org + "\x00" + name))
	return filepath.Join(db.aside, hex.EncodeToString(h[:16])+".key")
}
