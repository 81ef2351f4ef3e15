package papers

import (
	"io"
	"net/http"
	"slices"
	"strconv"

	"hoinghi/access"
	"hoinghi/archive"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

// keys: papers.pack.part.* papers.pack.count.* archive.lacks.*

func packRoutes(m *kit.Mux) {
	m.On("GET /ban/goi-in", kit.Only(access.Prepare, showPack))
	m.On("GET /ban/goi-in/tep", kit.Only(access.Prepare, sendPack))
}

// packPage is what can be printed for the day, with what each part counts.
type packPage struct {
	*kit.Visit
	C     conference.Conference
	Print archive.Print
}

// ready reports whether there is anything to print.
func (p packPage) ready() bool {
	return slices.ContainsFunc(archive.Parts(), func(part string) bool { return p.Print.Lacks[part] == "" })
}

func showPack(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := packPage{Visit: v}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		p.Print, err = archive.Printed(tx, p.C, archive.Wish{})
		return err
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, packView(p))
}

const mostSpare = 200

// wishOf reads what is to be printed; a form without a part wants all.
func wishOf(r *http.Request, v *kit.Visit) archive.Wish {
	q := r.URL.Query()
	w := archive.Wish{Parts: q["phan"], Small: q.Get("the-nho") != "", Serial: q.Get("so-phieu") != "", Origin: kit.Origin(r) + v.Path("/the/")}
	n, _ := strconv.Atoi(q.Get("du-phong"))
	w.Spare = min(max(n, 0), mostSpare)
	return w
}

func sendPack(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var print archive.Print
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		c, err := shell.Conference(tx, r)
		if err != nil {
			return err
		}
		print, err = archive.Printed(tx, c, wishOf(r, v))
		return err
	})
	if err != nil {
		return err
	}
	return v.Send(w, kit.Download{Name: "goi-in.pdf", Type: kit.TypePDF, Write: func(w io.Writer) error { return document.PrintPack(w, print.Pack) }})
}
