package cli

import (
	"os"
	"path/filepath"
	"time"

	"hoinghi/web/kit"
)

// lastBackup is touched whenever a backup of the record is whole.
const lastBackup = "last-backup"

// stamp notes in the data folder that a backup was made; a folder that cannot
// be written is no reason to call the backup a failure.
func (o options) stamp(now time.Time) {
	path := filepath.Join(o.data, lastBackup)
	if os.WriteFile(path, nil, 0o600) == nil {
		_ = os.Chtimes(path, now, now)
	}
}

// machine tells the readiness page of the disk and of the last backup.
func (o options) machine() kit.Machine {
	m := kit.Machine{Free: freeBytes(o.data)}
	if s, err := os.Stat(filepath.Join(o.data, lastBackup)); err == nil {
		m.BackedUp = s.ModTime()
	}
	return m
}
