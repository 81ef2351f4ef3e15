package paper_test

import (
	"encoding/xml"
	"errors"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/document/documenttest"
	"hoinghi/law"
	"hoinghi/paper"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

// five kinds of layout: headings and a table, many papers in a file, a decision
// with an annex, a redline, a letter.
var five = []string{"plan", "invitation", "awards", "regulation", "guidance"}

func TestXMLGoldens(t *testing.T) {
	h := held(t, storetest.SQLite(t), 24)
	h.wordings()
	for _, kind := range five {
		documenttest.Golden(t, "xml/"+kind+".xml", documenttest.Indented(t, documenttest.Parts(t, h.draw(kind, paper.DOCX))["word/document.xml"]))
	}
}

// wordings keeps a regulation and its draft.
func (h *hall) wordings() {
	h.t.Helper()
	h.at("2026-01-24 08:00", func(tx *store.Tx) error {
		return paper.KeepTexts(tx, h.id, paper.Texts{Was: "Điều 1. Phạm vi\nCông khai trong 10 ngày.", Is: "Điều 1. Phạm vi\nCông khai trong 05 ngày làm việc.\nĐiều 2. Thi hành"})
	})
}

// twips of millimetres, as DOCX writes lengths.
func twips(mm int) int { return (mm*14400 + 127) / 254 }

type para struct {
	Jc struct {
		Val string `xml:"val,attr"`
	} `xml:"pPr>jc"`
	Ind struct {
		First int `xml:"firstLine,attr"`
	} `xml:"pPr>ind"`
	Spacing struct {
		After int `xml:"after,attr"`
		Line  int `xml:"line,attr"`
	} `xml:"pPr>spacing"`
	Runs []struct {
		Bold   *struct{} `xml:"rPr>b"`
		Italic *struct{} `xml:"rPr>i"`
		Size   struct {
			Val int `xml:"val,attr"`
		} `xml:"rPr>sz"`
		Text string `xml:"t"`
	} `xml:"r"`
}

type margins struct {
	Top    int `xml:"top,attr"`
	Right  int `xml:"right,attr"`
	Bottom int `xml:"bottom,attr"`
	Left   int `xml:"left,attr"`
}

// laid are the paragraphs and margins of a DOCX.
func laid(t *testing.T, body string) (paras []para, pages []margins) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(body))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return paras, pages
		}
		if err != nil {
			t.Fatal(err)
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "p":
			var p para
			if err := d.DecodeElement(&p, &e); err != nil {
				t.Fatal(err)
			}
			paras = append(paras, p)
		case "pgMar":
			var m margins
			if err := d.DecodeElement(&m, &e); err != nil {
				t.Fatal(err)
			}
			pages = append(pages, m)
		}
	}
}

// Margins, font, sizes and the body, read back from each DOCX, are the law's.
func TestLayoutIsTheLaws(t *testing.T) {
	h := held(t, storetest.SQLite(t), 24)
	want := margins{twips(law.Decree30.Top), twips(law.Decree30.Right), twips(law.Decree30.Bottom), twips(law.Decree30.Left)}
	for _, k := range paper.Kinds() {
		parts := documenttest.Parts(t, h.draw(k.Key, paper.DOCX))
		if s := parts["word/styles.xml"]; !strings.Contains(s, `w:ascii="`+law.Decree30.Font+`"`) {
			t.Errorf("%s: not in %s", k.Key, law.Decree30.Font)
		}
		paras, pages := laid(t, parts["word/document.xml"])
		for _, m := range pages {
			if m != want && k.Key != "agenda-a5" {
				t.Errorf("%s: margins %+v, the law's are %+v", k.Key, m, want)
			}
		}
		checkSizes(t, k.Key, paras)
	}
}

func checkSizes(t *testing.T, kind string, paras []para) {
	t.Helper()
	l := law.Decree30
	body := 0
	for _, p := range paras {
		for _, r := range p.Runs {
			size, ok := map[string]int{law.NationalName: l.NationPt, law.NationalMark: l.MottoPt, law.ToHead: l.ReceiversPt}[r.Text]
			if ok && (r.Size.Val != 2*size || r.Bold == nil) {
				t.Errorf("%s: %q in %d half points, bold %t", kind, r.Text, r.Size.Val, r.Bold != nil)
			}
			if strings.HasPrefix(r.Text, "Số: ") && p.Jc.Val == "center" && r.Size.Val != 2*l.NumberPt {
				t.Errorf("%s: the number in %d half points", kind, r.Size.Val)
			}
		}
		if p.Jc.Val == "both" && len(p.Runs) > 0 && p.Runs[0].Size.Val == 2*l.BodyPt && p.Ind.First > 0 {
			body++
			if p.Ind.First != l.IndentTenthMM*1440/254 || p.Spacing.Line != l.LinePercent*240/100 || p.Spacing.After < l.ParagraphPt*20 {
				t.Errorf("%s: a paragraph with %+v %+v", kind, p.Ind, p.Spacing)
			}
		}
	}
	if lists := []string{"convened", "attendance", "guests", "agenda-a5", "signs", "ballots", "certificates"}; body == 0 && !slices.Contains(lists, kind) {
		t.Errorf("%s: no paragraph of the body", kind)
	}
}

// hard is text that breaks formats: marks of XML, an emoji, letters whose marks
// stand apart, what XML forbids.
const hard = `A<b>&"c' 🎉 ]]>` + "\x01"

// rough is a conference whose every word is hard.
func rough(t *testing.T) *hall {
	org := library
	org.Slug, org.Name, org.PartnerName, org.Place, org.Parent = "kho", "Thư viện "+hard, norm.NFD.String("Công đoàn cơ sở Hoà Bình"), "Hồng "+hard, norm.NFD.String("Sở Văn hoá")
	h := founded(t, storetest.SQLite(t), org)
	c := year2025()
	c.Name, c.Place, c.Purpose = norm.NFD.String("Hội nghị viên chức ")+hard, hard, hard
	h.at("2026-01-05 08:00", func(tx *store.Tx) (err error) {
		h.id, err = conference.Plan(tx, c)
		return err
	})
	h.at("2026-01-06 08:00", func(tx *store.Tx) error {
		for _, topic := range conference.FactTopics() {
			if _, err := conference.AddFact(tx, conference.Fact{Conference: h.id, Topic: topic, What: norm.NFD.String("Hoà giải ") + hard, Low: "5", Unit: "<lượt>", Base: hard, DecidedBy: hard}); err != nil {
				return err
			}
		}
		for _, k := range []string{"presidium", "awards"} {
			if _, err := conference.AddItem(tx, conference.Item{Conference: h.id, Kind: k, Title: "Mục " + hard, Presenter: hard, Minutes: 5, Ends: "voted"}); err != nil {
				return err
			}
		}
		if _, err := conference.InviteGuest(tx, conference.Guest{Conference: h.id, Name: norm.NFD.String("Nguyễn Hoà ") + hard, Posts: []string{hard}}); err != nil {
			return err
		}
		return paper.KeepTexts(tx, h.id, paper.Texts{Was: strings.Repeat("cũ ", 3000) + hard, Is: norm.NFD.String(strings.Repeat("nghị ", 2000)) + hard})
	})
	return h
}

// Each paper as another program opens it, in one run: of a conference that was
// held, and of one full of hard text with a paragraph of 10,000 characters.
func TestEachOpensInLibreOffice(t *testing.T) {
	pdftotext := documenttest.Tool(t, "pdftotext")
	dir := t.TempDir()
	drafts := map[string]paper.Draft{}
	full, bad := held(t, storetest.SQLite(t), 24), rough(t)
	long := document.Para{Text: strings.TrimSpace(strings.Repeat("dân chủ ", 1250))}
	files := map[string][]byte{}
	for _, k := range paper.Kinds() {
		drafts[k.Key] = full.make(k.Key)
		d := bad.make(k.Key)
		d.Paper.Body = append(d.Paper.Body, long)
		drafts[k.Key+"-hard"] = d
		for _, name := range []string{k.Key, k.Key + "-hard"} {
			d := drafts[name]
			body, err := d.Bytes(paper.DOCX)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if _, err := d.Bytes(paper.PDF); err != nil {
				t.Errorf("%s as PDF: %v", name, err)
			}
			files[name] = body
		}
	}
	if out := documenttest.ToPDF(t, dir, files); strings.Count(strings.ToLower(out), "warning") > strings.Count(out, "javaldx") {
		t.Fatalf("soffice warns: %s", out)
	}
	for name, d := range drafts {
		text := documenttest.Run(t, pdftotext, "-nopgbrk", filepath.Join(dir, name+".pdf"), "-")
		if strings.HasSuffix(name, "-hard") {
			checkHard(t, name, text)
			continue
		}
		checkLines(t, name, text, d.Paper)
	}
}

var spaces = regexp.MustCompile(`\s+`)

func flat(s string) string { return spaces.ReplaceAllString(strings.ReplaceAll(s, "\u00a0", " "), "") }

func checkHard(t *testing.T, name, text string) {
	t.Helper()
	text = flat(text)
	if n := strings.Count(text, "dânchủ"); n < 1240 { // page numbers fall between some
		t.Errorf("%s: %d of 1250 words of the long paragraph", name, n)
	}
	if name != "script-hard" && name != "agenda-a5-hard" && name != "signs-hard" && !strings.Contains(strings.ToUpper(text), `A<B>&"C'`) {
		t.Errorf("%s: marks of XML are lost", name)
	}
	if strings.Contains(text, "\u0300") {
		t.Errorf("%s: marks stand apart from their letters", name)
	}
}

// checkLines finds each line of a paper; a page break may part one.
func checkLines(t *testing.T, name, text string, p document.Paper) {
	t.Helper()
	text = flat(text)
	n := 0
	for _, whole := range strings.FieldsFunc(document.Text(p), func(r rune) bool { return r == '\n' || r == '|' }) {
		line := flat(strings.TrimLeft(whole, "# "))
		if line == "" || strings.HasPrefix(line, "----") || strings.Trim(line, ".…/") == "" {
			continue
		}
		n++
		r := []rune(line)
		head, tail := string(r[:min(len(r), 24)]), string(r[max(len(r)-24, 0):])
		if !strings.Contains(text, head) && !strings.Contains(text, tail) && !scattered(text, whole) {
			t.Errorf("%s: %q is not on the pages", name, whole)
		}
	}
	if n < 8 {
		t.Errorf("%s: only %d lines looked for", name, n)
	}
}

// scattered finds each word of a line: pdftotext mixes the lines of what stands
// side by side, as the two heads and the narrow cells of a table do.
func scattered(text, line string) bool {
	for w := range strings.FieldsSeq(strings.TrimLeft(line, "# ")) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// The set of 500 people: each paper drafted, drawn as DOCX and as PDF. It is to
// take less than two seconds; cpu-s/op is what it takes of one core, whatever
// else the machine has to do.
func BenchmarkSet500(b *testing.B) {
	h := held(b, storetest.SQLite(b), 500)
	began := processor(b)
	defer func() { b.ReportMetric((processor(b)-began).Seconds()/float64(b.N), "cpu-s/op") }()
	for b.Loop() {
		size := 0
		err := h.db.Read(b.Context(), h.chair, func(tx *store.Tx) error {
			set, err := paper.Set(tx, h.id)
			if err != nil {
				return err
			}
			files, err := paper.Files(set, paper.DOCX, paper.PDF)
			for _, list := range files {
				for _, f := range list {
					size += len(f.Body)
				}
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(size)/1e6, "MB")
	}
}

// processor is the time that this process has had of the cores.
func processor(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
