package papers

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/fault"
	"hoinghi/paper"
	"hoinghi/soffice"
	"hoinghi/store"
	"hoinghi/template"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

// keys: papers.template.why.*

func templateRoutes(m *kit.Mux) {
	m.On("GET /ban/mau-van-ban", kit.Only(access.SeeWork, listTemplates))
	m.On("GET /ban/mau-van-ban/{kind}", kit.Only(access.SeeWork, showTemplate))
	m.Upload("POST /ban/mau-van-ban/{kind}", template.Limit+1<<16, kit.Only(access.Prepare, uploadTemplate))
	m.On("GET /ban/mau-van-ban/{kind}/khoi-dau", kit.Only(access.SeeWork, sendStarter))
	m.On("GET /ban/mau-van-ban/{kind}/ban/{id}", kit.Only(access.SeeWork, sendVersion))
	m.On("GET /ban/mau-van-ban/{kind}/xem-thu/{id}", kit.Only(access.SeeWork, sendPreview))
	m.On("POST /ban/mau-van-ban/{kind}/ban/{id}", kit.Only(access.Prepare, useVersion))
	m.On("POST /ban/mau-van-ban/{kind}/tro-ve", kit.Only(access.Prepare, putBack))
}

// templatesPage is the kinds of papers with the layout each is drawn in.
type templatesPage struct {
	*kit.Visit
	C      conference.Conference
	Active map[string]template.Version
	Count  map[string]int // versions of a kind
}

// kinds are those of a group.
func (p templatesPage) kinds(group string) (out []paper.Kind) {
	for _, k := range paper.Kinds() {
		if k.Group == group {
			out = append(out, k)
		}
	}
	return out
}

func listTemplates(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := templatesPage{Visit: v}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p.Active, p.Count = map[string]template.Version{}, map[string]int{}
		all, err := template.List(tx, "")
		for _, x := range all {
			p.Count[x.Kind]++
			if x.Active {
				p.Active[x.Kind] = x
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, templatesView(p))
}

// templatePage is the layout of one kind.
type templatePage struct {
	*kit.Visit
	C        conference.Conference
	Kind     paper.Kind
	Draft    paper.Draft
	Versions []template.Version // newest first
	Active   template.Version   // zero while the decree's layout is used
	Preview  [][]string         // paragraphs of its first sheets in the layout in use
	Turns    bool               // the PDF follows the layout too
	Mistakes []document.Mistake
	File     string // that has them
	Faults   kit.Faults
}

// many reports whether a file of the kind has several sheets, each a copy of the
// template.
func (p templatePage) many() bool { return len(p.Draft.Own) > 0 }

// shown is how many sheets a preview has.
const shown = 2

// path is the address of the kind, or of something of it, for its conference.
func (p templatePage) path(parts ...string) string {
	return p.Path(shell.Of("/ban/mau-van-ban/"+p.Kind.Key+strings.Join(parts, ""), p.C))
}

// data are the sheets of a preview.
func (p templatePage) data() []document.Data {
	list := p.Draft.Data()
	return list[:min(len(list), shown)]
}

func readTemplate(r *http.Request, v *kit.Visit) (p templatePage, err error) {
	p.Visit, p.Turns = v, soffice.Found()
	if p.Kind, err = paper.KindOf(r.PathValue("kind")); err != nil {
		return p, err
	}
	err = v.Read(r.Context(), func(tx *store.Tx) error {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		if p.Draft, err = paper.Make(tx, p.Kind.Key, p.C.ID); err != nil {
			return err
		}
		if p.Versions, err = template.List(tx, p.Kind.Key); err != nil {
			return err
		}
		p.Active, p.Preview = template.Version{}, nil
		i := slices.IndexFunc(p.Versions, func(x template.Version) bool { return x.Active })
		if i < 0 {
			return nil
		}
		p.Active = p.Versions[i]
		return p.preview(tx)
	})
	return p, err
}

// preview reads the text of the first sheets in the layout in use.
func (p *templatePage) preview(tx *store.Tx) error {
	for _, d := range p.data() {
		body, err := template.Preview(tx, p.Active.ID, []document.Data{d}, document.Offset{})
		if err != nil {
			return err
		}
		lines, err := document.ReadDOCXText(bytes.NewReader(body), int64(len(body)))
		if err != nil {
			return err
		}
		p.Preview = append(p.Preview, lines)
	}
	return nil
}

func showTemplate(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readTemplate(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, templateView(p))
}

// uploadTemplate takes a template over, or lists every mistake in it.
func uploadTemplate(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readTemplate(r, v)
	if err != nil {
		return err
	}
	name, body, err := kit.File(r, "file")
	if err != nil {
		return err
	}
	p.File = name
	if p.Mistakes, err = template.Check(body, p.Kind.Names()); err == nil {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) {
			_, err := template.Upload(tx, template.Offer{Kind: p.Kind.Key, Name: name, Body: body, Names: p.Kind.Names()})
			return p.path(), err
		})
	}
	if fault.Is(err, fault.Invalid) {
		p.Faults = v.Faults(err)
		return v.Return(w, r, templateView(p))
	}
	return err
}

func useVersion(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readTemplate(r, v)
	if err != nil {
		return err
	}
	return v.Act(w, r, func(tx *store.Tx) (string, error) { return p.path(), template.Use(tx, r.PathValue("id")) })
}

func putBack(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readTemplate(r, v)
	if err != nil {
		return err
	}
	return v.Act(w, r, func(tx *store.Tx) (string, error) { return p.path(), template.PutBack(tx, p.Kind.Key) })
}

// sendStarter is the decree's layout of the kind with names in it.
func sendStarter(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readTemplate(r, v)
	if err != nil {
		return err
	}
	return v.Send(w, kit.Download{Name: "mau-" + p.Kind.Key + ".docx", Type: kit.TypeDOCX,
		Write: func(w io.Writer) error { return document.StarterTemplate(w, p.Draft.Paper, p.Draft.Starter...) }})
}

func sendVersion(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var x template.Version
	var body []byte
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		x, body, err = template.Open(tx, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	return v.Send(w, kit.Download{Name: x.Name, Type: kit.TypeDOCX, Write: func(w io.Writer) error { _, err := w.Write(body); return err }})
}

// sendPreview is the paper of this moment in one of the versions.
func sendPreview(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readTemplate(r, v)
	if err != nil {
		return err
	}
	var body []byte
	err = v.Read(r.Context(), func(tx *store.Tx) (err error) {
		body, err = template.Preview(tx, r.PathValue("id"), p.data(), document.Offset{})
		return err
	})
	if err != nil {
		return err
	}
	return v.Send(w, kit.Download{Name: p.Kind.Key + ".docx", Type: kit.TypeDOCX, Write: func(w io.Writer) error { _, err := w.Write(body); return err }})
}

// named is a name with what it says at this moment.
type named struct{ Name, Value string }

// names are those of the kind with their values, for the author to look up.
func (p templatePage) names() []named {
	d := p.data()[0]
	var out []named
	for _, name := range append(p.Kind.Names().Sheet, append(document.PaperNames().Values, p.Kind.Names().Values...)...) {
		if _, ok := d.Values[name]; !ok {
			continue // a list
		}
		if !slices.ContainsFunc(out, func(n named) bool { return n.Name == name }) {
			out = append(out, named{name, d.Values[name]})
		}
	}
	return out
}

// listed is a list that a template may repeat, with its fields.
type listed struct {
	Name   string
	Fields []string
}

func (p templatePage) lists() []listed {
	var out []listed
	own := document.PaperNames().Rows
	for _, rows := range []map[string][]string{own, p.Kind.Names().Rows} {
		for name, fields := range rows {
			if slices.ContainsFunc(out, func(l listed) bool { return l.Name == name }) {
				continue
			}
			out = append(out, listed{name, fields})
		}
	}
	slices.SortFunc(out, func(a, b listed) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// where says in which part of the file a mistake stands.
func (p templatePage) where(m document.Mistake) string {
	switch {
	case m.Paragraph == 0:
		return p.T("papers.template.whole")
	case strings.HasPrefix(m.Part, "header"):
		return p.T("papers.template.header", m.Paragraph)
	case strings.HasPrefix(m.Part, "footer"):
		return p.T("papers.template.footer", m.Paragraph)
	case m.Part == "document":
		return p.T("papers.template.paragraph", m.Paragraph)
	}
	return p.T("papers.template.note", m.Paragraph)
}
