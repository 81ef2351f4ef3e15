package document

import (
	"archive/zip"
	"fmt"
	"io"
	"time"

	"hoinghi/law"
)

// part is one file within a DOCX or XLSX.
type part struct {
	name string
	data []byte
}

// stamp is the moment written into files, so that the same paper gives the same
// bytes. Without a day it is the first that a zip can hold.
func stamp(d law.Day) time.Time {
	if d.Year < 1980 {
		d = law.Day{Year: 1980, Month: 1, Day: 1}
	}
	return d.Time()
}

// pack writes the parts in their order, all with one time.
func pack(w io.Writer, parts []part, at time.Time) error {
	z := zip.NewWriter(w)
	for _, p := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: at})
		if err != nil {
			return fmt.Errorf("pack %s: %w", p.name, err)
		}
		if _, err := f.Write(p.data); err != nil {
			return fmt.Errorf("pack %s: %w", p.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("pack: %w", err)
	}
	return nil
}
