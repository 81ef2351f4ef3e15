package papers

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"

	"hoinghi/access"
	"hoinghi/archive"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/web/kit"
)

const (
	typeZIP  = "application/zip"
	mostPack = 300 << 20 // bytes of a pack that is checked here; larger ones on the command line
)

// keys: papers.archive.state.*

func archiveRoutes(m *kit.Mux) {
	m.On("GET /ban/luu-tru", kit.Only(access.ReadRecord, showArchive))
	m.On("GET /ban/luu-tru/hoi-nghi/{id}", kit.Only(access.ReadRecord, sendConference))
	m.On("GET /ban/luu-tru/nam/{year}", kit.Only(access.ReadRecord, sendYear))
	m.Upload("POST /ban/luu-tru/kiem-tra", mostPack, kit.Only(access.ReadRecord, checkPack))
}

// archivePage is the conferences whose record can be taken away, by year.
type archivePage struct {
	*kit.Visit
	Years  []yearOf
	File   string // checked just now
	Report *archive.Report
	Faults kit.Faults
}

// yearOf is the conferences held in a year.
type yearOf struct {
	Year int
	Held []conference.Conference
}

func readArchive(r *http.Request, v *kit.Visit) (archivePage, error) {
	p := archivePage{Visit: v}
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		all, err := conference.List(tx)
		if err != nil {
			return err
		}
		p.Years = nil
		for _, c := range all {
			i := slices.IndexFunc(p.Years, func(y yearOf) bool { return y.Year == c.HeldOn.Year })
			if i < 0 {
				i = len(p.Years)
				p.Years = append(p.Years, yearOf{Year: c.HeldOn.Year})
			}
			p.Years[i].Held = append(p.Years[i].Held, c)
		}
		slices.SortStableFunc(p.Years, func(a, b yearOf) int { return b.Year - a.Year })
		return nil
	})
	return p, err
}

func showArchive(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readArchive(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, archiveView(p))
}

func sendConference(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return sendArchive(w, r, v, func(tx *store.Tx) (archive.Choice, string, error) {
		c, err := conference.Find(tx, r.PathValue("id"))
		return archive.One(c), "luu-tru-" + c.HeldOn.String() + ".zip", err
	})
}

func sendYear(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return sendArchive(w, r, v, func(tx *store.Tx) (archive.Choice, string, error) {
		year, err := strconv.Atoi(r.PathValue("year"))
		if err != nil {
			return archive.Choice{}, "", fault.New(fault.Missing, "fault.missing")
		}
		c, err := archive.Year(tx, year)
		return c, fmt.Sprintf("luu-tru-%d.zip", year), err
	})
}

// sendArchive makes the pack within one reading of the record.
func sendArchive(w http.ResponseWriter, r *http.Request, v *kit.Visit, choose func(*store.Tx) (archive.Choice, string, error)) error {
	var b bytes.Buffer
	var name string
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		b.Reset()
		var c archive.Choice
		if c, name, err = choose(tx); err != nil {
			return err
		}
		return archive.Write(tx, &b, c)
	})
	if err != nil {
		return err
	}
	return v.Send(w, kit.Download{Name: name, Type: typeZIP, Write: func(w io.Writer) error { _, err := w.Write(b.Bytes()); return err }})
}

// checkPack says of a pack that somebody brings whether it is whole; it keeps
// nothing of it.
func checkPack(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	name, body, err := kit.File(r, "file")
	if err != nil {
		return err
	}
	p, err := readArchive(r, v)
	if err != nil {
		return err
	}
	p.File = name
	report, err := archive.Verify(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		p.Faults = kit.Faults{"file": p.T("papers.archive.none")}
		return v.Return(w, r, archiveView(p))
	}
	p.Report = &report
	return v.Show(w, r, archiveView(p))
}

// wrong are the files that are not as the manifest says.
func (p archivePage) wrong() []archive.Checked {
	return slices.DeleteFunc(slices.Clone(p.Report.Files), func(f archive.Checked) bool { return f.State == archive.Whole })
}
