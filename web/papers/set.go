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
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/paper"
	"hoinghi/roster"
	"hoinghi/soffice"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

func setRoutes(m *kit.Mux) {
	m.On("GET /ban/bo-van-ban", kit.Only(access.SeeWork, showSet))
	m.On("GET /ban/bo-van-ban/{kind}", kit.Only(access.SeeWork, showPaper))
	m.On("GET /ban/bo-van-ban/{kind}/tep", kit.Only(access.SeeWork, sendPaper))
	m.On("POST /ban/bo-van-ban/{kind}/ban-hanh", kit.Only(access.Issue, issuePaper))
	m.On("POST /ban/bo-van-ban/{kind}/thu-hoi", kit.Only(access.Issue, withdrawPaper))
	m.On("POST /ban/bo-van-ban/{kind}/noi-dung", kit.Only(access.Prepare, keepTexts))
	m.On("GET /van-ban-goc/{hash}", showOriginal)
}

// setPage is the whole set of a conference.
type setPage struct {
	*kit.Visit
	C      conference.Conference
	Drafts []paper.Draft
	Issued map[string]paper.Issued // those in force, by kind
	Own    map[string]bool         // drawn in the office's layout
	Turns  bool                    // their PDF too
}

// keys: papers.set.missing.*

// of are the papers of a group.
func (p setPage) of(group string) (out []paper.Draft) {
	for _, d := range p.Drafts {
		if d.Kind.Group == group {
			out = append(out, d)
		}
	}
	return out
}

func showSet(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := setPage{Visit: v, Issued: map[string]paper.Issued{}, Turns: soffice.Found()}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		if p.Drafts, err = paper.Set(tx, p.C.ID); err != nil {
			return err
		}
		if p.Own, err = paper.OwnLayouts(tx, p.C.ID); err != nil {
			return err
		}
		return p.readIssued(tx)
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, setView(p))
}

func (p setPage) readIssued(tx *store.Tx) error {
	list, err := paper.IssuedOf(tx, p.C.ID)
	for _, i := range list {
		if i.State == paper.InForce {
			p.Issued[i.Kind] = i
		}
	}
	return err
}

// paperPage is one paper as it will be printed, with what it is made of.
type paperPage struct {
	*kit.Visit
	C       conference.Conference
	Draft   paper.Draft
	Issued  paper.Issued // zero while it is a draft
	Old     []paper.Issued
	Texts   paper.Texts
	Own     bool // drawn in the office's layout
	Turns   bool // its PDF too
	Missing []string
	Form    map[string]string // typed again
	Faults  map[string]string
	Said    string
}

func readPaper(r *http.Request, v *kit.Visit) (p paperPage, err error) {
	p.Visit, p.Form, p.Turns = v, map[string]string{}, soffice.Found()
	err = v.Read(r.Context(), func(tx *store.Tx) error {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		if p.Draft, err = paper.Make(tx, r.PathValue("kind"), p.C.ID); err != nil {
			return err
		}
		own, err := paper.OwnLayouts(tx, p.C.ID)
		if err != nil {
			return err
		}
		p.Missing, p.Own = p.Draft.Missing, own[p.Draft.Kind.Key]
		list, err := paper.IssuedOf(tx, p.C.ID)
		if err != nil {
			return err
		}
		p.Old = nil
		for _, i := range list {
			switch {
			case i.Kind != p.Draft.Kind.Key:
			case i.State == paper.InForce:
				if p.Issued, p.Draft.Paper, err = paper.Frozen(tx, i.ID); err != nil {
					return err
				}
				p.Missing = nil
			default:
				p.Old = append(p.Old, i)
			}
		}
		p.Form["dated"] = locale.Date(roster.Today(tx))
		p.Texts, err = paper.TextsOf(tx, p.C.ID)
		return err
	})
	return p, err
}

func showPaper(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readPaper(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, paperView(p))
}

// answer shows a paper's page again with what a form lacks.
func answer(w http.ResponseWriter, r *http.Request, v *kit.Visit, wrong error) error {
	if !fault.Is(wrong, fault.Invalid) && !fault.Is(wrong, fault.Conflict) {
		return wrong
	}
	p, err := readPaper(r, v)
	if err != nil {
		return err
	}
	for _, name := range []string{"dated", "reason", "was", "is"} {
		if r.PostForm.Has(name) {
			p.Form[name] = r.PostForm.Get(name)
		}
	}
	if r.PostForm.Has("is") {
		p.Texts = paper.Texts{Was: p.Form["was"], Is: p.Form["is"]}
	}
	p.Faults, p.Said = v.Faults(wrong), v.Say(wrong)
	return v.Return(w, r, paperView(p))
}

func (p setPage) path(kind string, parts ...string) string {
	return pathOf(p.Visit, p.C, kind, parts...)
}

func (p paperPage) path(parts ...string) string {
	return pathOf(p.Visit, p.C, p.Draft.Kind.Key, parts...)
}

// pathOf is an address of a paper of a conference.
func pathOf(v *kit.Visit, c conference.Conference, kind string, parts ...string) string {
	return v.Path(shell.Of("/ban/bo-van-ban/"+kind+strings.Join(parts, ""), c))
}

func sendPaper(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	o, err := orderOf(r, v)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	turn := false
	err = v.Read(r.Context(), func(tx *store.Tx) error {
		c, err := shell.Conference(tx, r)
		if err != nil {
			return err
		}
		o.Conference = c.ID
		own, err := paper.OwnLayouts(tx, c.ID)
		if err != nil {
			return err
		}
		drawn := o
		if turn = o.Format == paper.PDF && own[o.Kind] && r.URL.Query().Get("bo-cuc") != "nghi-dinh" && soffice.Found(); turn {
			drawn.Format = paper.DOCX
		}
		body.Reset()
		return paper.Draw(tx, &body, drawn)
	})
	if err != nil {
		return err
	}
	out := body.Bytes()
	if turn {
		if out, err = soffice.PDF(r.Context(), out); err != nil {
			return fault.New(fault.Conflict, "papers.set.turn").Because(err)
		}
	}
	types := map[string]string{paper.DOCX: kit.TypeDOCX, paper.PDF: kit.TypePDF, paper.XLSX: kit.TypeXLSX}
	return v.Send(w, kit.Download{Name: fileName(o), Type: types[o.Format], Write: func(w io.Writer) error {
		_, err := w.Write(out)
		return err
	}})
}

// orderOf is what is asked for, with the stock that certificates are printed onto.
func orderOf(r *http.Request, v *kit.Visit) (paper.Order, error) {
	q := r.URL.Query()
	o := paper.Order{Kind: r.PathValue("kind"), Format: q.Get("loai"), Origin: kit.Origin(r) + v.Path("")}
	by, err := document.ParseOffset(q.Get("sang-phai"), q.Get("xuong"))
	if err != nil {
		return o, fault.New(fault.Invalid, "papers.set.stock.wrong").Because(err)
	}
	o.On = document.Stock{Framed: q.Get("co-khung") != "", Headed: q.Get("co-chu") != "", Offset: by}
	return o, nil
}

// fileName is the Vietnamese name of a paper without marks.
func fileName(o paper.Order) string {
	k, err := paper.KindOf(o.Kind)
	if err != nil {
		return o.Kind + "." + o.Format
	}
	words := strings.FieldsFunc(locale.Fold(k.Name(locale.In("vi"))), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(words, "-") + "." + o.Format
}

func issuePaper(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	kind := r.PathValue("kind")
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		c, err := shell.Conference(tx, r)
		if err != nil {
			return "", err
		}
		var f fault.Form
		on, err := locale.ParseDate(r.PostForm.Get("dated"))
		f.Check(err == nil && on != law.Day{}, "dated", "fault.day")
		if err := f.Err(); err != nil {
			return "", err
		}
		_, err = paper.Issue(tx, paper.Issuance{Kind: kind, Conference: c.ID, Dated: on, Origin: kit.Origin(r) + v.Path("")})
		return pathOf(v, c, kind), err
	})
	if err != nil {
		return answer(w, r, v, err)
	}
	return nil
}

func withdrawPaper(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		c, err := shell.Conference(tx, r)
		if err != nil {
			return "", err
		}
		return pathOf(v, c, r.PathValue("kind")), paper.Withdraw(tx, r.PostForm.Get("id"), r.PostForm.Get("reason"))
	})
	if err != nil {
		return answer(w, r, v, err)
	}
	return nil
}

func keepTexts(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		c, err := shell.Conference(tx, r)
		if err != nil {
			return "", err
		}
		return pathOf(v, c, r.PathValue("kind")), paper.KeepTexts(tx, c.ID, paper.Texts{Was: r.PostForm.Get("was"), Is: r.PostForm.Get("is")})
	})
	if err != nil {
		return answer(w, r, v, err)
	}
	return nil
}

// originalPage is what anybody may learn of a paper whose hash they hold.
type originalPage struct {
	*kit.Visit
	Issued paper.Issued
	Files  []paper.File
	Asked  string
}

func showOriginal(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := originalPage{Visit: v, Asked: r.PathValue("hash")}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p.Issued, p.Files, err = paper.ByHash(tx, p.Asked)
		return err
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, originalView(p))
}

// gaps says where in the workspace what a paper lacks is entered; a code without
// an address is written by hand on the paper.
var gaps = map[string]string{
	"bases": "/ban/van-ban", "date": "/ban", "years": "/ban", "place": "/ban", "office": "/ban/don-vi", "convened": "/ban/trieu-tap",
	"agenda": "/ban/chuong-trinh", "tasks": "/ban/ban-to-chuc", "guests": "/ban/khach-moi", "opened": "/dieu-hanh", "closed": "/dieu-hanh",
	"facts": "/ban/su-kien", "votes": "/ban/bieu-quyet", "resolution": "/ban/nghi-quyet", "previous": "/ban/hoi-nghi", "tellers": "/ban/tai-khoan",
	"board": "/ban/tai-khoan", "opinions": "/ban/y-kien", "answers": "/ban/y-kien", "awards": "/ban/thi-dua", "movements": "/ban/thi-dua",
	"pledges": "/ban/thi-dua", "election": "/ban/bau-cu",
}

// gapPath is the address for a code: its own, or that of its first word; empty
// when it is written by hand.
func gapPath(code string) string {
	if strings.HasSuffix(code, ".judge") {
		return ""
	}
	first, _, _ := strings.Cut(code, ".")
	return gaps[first]
}

// gapsOf are what a paper lacks, each kind of gap once.
func gapsOf(missing []string) []string {
	out := slices.Clone(missing)
	slices.SortStableFunc(out, func(a, b string) int { return byHand(a) - byHand(b) })
	return out
}

func byHand(code string) int {
	if gapPath(code) == "" {
		return 1
	}
	return 0
}

// numberOf is the number of an issued paper as printed.
func numberOf(i paper.Issued) string {
	if i.Number == "" {
		return ""
	}
	return i.Number + "/" + i.Symbol
}

// block is a part of a paper on the screen.
type block struct {
	Tag   string // h2 h3 p centre table break signs
	Label string
	Runs  []document.Run
	Text  string
	Left  bool
	Table document.Table
	Signs []document.Signature
}

// blocksOf are the parts of a body as the screen shows them.
func blocksOf(body []document.Block) (out []block) {
	for _, b := range body {
		switch b := b.(type) {
		case document.Heading:
			tag := map[int]string{0: "centre", 1: "centre", 2: "h2"}[b.Level]
			if tag == "" {
				tag = "h3"
			}
			out = append(out, block{Tag: tag, Text: b.Text})
		case document.Para:
			out = append(out, paraOf(b))
		case document.Article:
			out = append(out, block{Tag: "p", Label: b.Label() + b.Title, Text: b.Text})
			out = append(out, blocksOf(b.Body)...)
		case document.Points:
			for i, s := range b.Items {
				out = append(out, block{Tag: "p", Text: b.Mark(i) + s})
			}
		case document.Table:
			out = append(out, block{Tag: "table", Table: b})
		case document.Signatures:
			out = append(out, block{Tag: "signs", Signs: b.Signers})
		case document.PageBreak:
			out = append(out, block{Tag: "break"})
		}
	}
	return out
}

func paraOf(b document.Para) block {
	x := block{Tag: "p", Text: b.Text, Runs: b.Runs, Left: b.Flush}
	if b.Align == document.Center {
		x.Tag = "middle"
	}
	if b.Bold {
		x.Label, x.Text = x.Text, ""
	}
	return x
}

// dotsOf reports whether a paragraph is a line to fill, which the screen draws as
// a rule.
func dotsOf(b block) bool { return len(b.Text) > 60 && strings.Trim(b.Text, ".") == "" }
