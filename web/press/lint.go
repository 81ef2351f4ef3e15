package press

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"hoinghi/lint"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// finding is a slip in one field of an article, with what stands around it.
type finding struct {
	lint.Finding
	Field         string // title, lead, body or caption-<photo>
	Label         string // of the field
	Before, After string
}

// at names the mend in a form: the field, the place and the text, so that a
// mend of a text that has changed meanwhile is not made.
func (f finding) at() string { return fmt.Sprintf("%s:%d:%s", f.Field, f.Offset, f.Text) }

// photo is the photo whose caption it is in, or empty.
func (f finding) photo() string {
	id, _ := strings.CutPrefix(f.Field, "caption-")
	if id == f.Field {
		return ""
	}
	return id
}

const around = 28 // characters shown before and behind a slip

// findings reads over every text of an article.
func findings(v *kit.Visit, in articleIn, photos []portal.Photo) (out []finding) {
	for _, x := range []struct{ field, key, text string }{
		{"title", "desk.article.field.title", in.Title}, {"lead", "desk.article.field.lead", in.Lead}, {"body", "desk.article.field.body", in.Body},
	} {
		out = append(out, findingsIn(x.field, v.T(x.key), x.text)...)
	}
	for i, p := range photos {
		out = append(out, findingsIn("caption-"+p.ID, v.T("press.lint.caption", i+1), p.Caption)...)
	}
	return out
}

func findingsIn(field, label, text string) (out []finding) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for _, f := range lint.Text(text) {
		out = append(out, finding{Finding: f, Field: field, Label: label, Before: tail(text[:f.Offset]), After: head(text[f.Offset+len(f.Text):])})
	}
	return out
}

func tail(s string) string {
	s = s[strings.LastIndexByte(s, '\n')+1:]
	if r := []rune(s); len(r) > around {
		return "…" + string(r[len(r)-around:])
	}
	return s
}

func head(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	if r := []rune(s); len(r) > around {
		return string(r[:around]) + "…"
	}
	return s
}

// sumOf tells one list of findings from another.
func sumOf(all []finding) string {
	h := sha256.New()
	for _, f := range all {
		fmt.Fprintln(h, f.at(), f.Mend)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// mended is the text of a field with one mend made, and whether that slip is
// still there.
func mended(text, at string) (string, bool) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	where, slip, _ := strings.Cut(at, ":")
	offset, err := strconv.Atoi(where)
	if err != nil {
		return text, false
	}
	for _, f := range lint.Text(text) {
		if f.Offset == offset && f.Text == slip {
			return text[:offset] + f.Mend + text[offset+len(slip):], true
		}
	}
	return text, false
}

// lintArticle reads over what is typed and shows the findings beside it. A
// pressed mend is made in what is typed; nothing is kept.
func lintArticle(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := editorPage{Visit: v, In: articleTyped(r), Linted: true}
	if err := v.Read(r.Context(), func(tx *store.Tx) error { return p.readTyped(tx, r.PathValue("id")) }); err != nil {
		return err
	}
	if field, at, ok := strings.Cut(r.PostFormValue("mend"), ":"); ok {
		if text := p.In.fieldOf(field); text != nil {
			*text, p.Mended = mended(*text, at)
		}
	}
	p.Findings = findings(v, p.In, p.Article.Photos)
	p.In.LintSeen = sumOf(p.Findings)
	return v.Show(w, r, editorView(p))
}

func (in *articleIn) fieldOf(name string) *string {
	return map[string]*string{"title": &in.Title, "lead": &in.Lead, "body": &in.Body}[name]
}

// unread holds an article back once when the linter finds something that the
// writer has not seen; the same button then publishes it as it is.
func unread(w http.ResponseWriter, r *http.Request, v *kit.Visit) (held bool, err error) {
	p := editorPage{Visit: v, In: articleTyped(r), Linted: true}
	if err := v.Read(r.Context(), func(tx *store.Tx) error { return p.readTyped(tx, r.PathValue("id")) }); err != nil {
		return false, err
	}
	p.Findings = findings(v, p.In, p.Article.Photos)
	if len(p.Findings) == 0 || p.In.LintSeen == sumOf(p.Findings) {
		return false, nil
	}
	p.In.LintSeen = sumOf(p.Findings)
	p.Said = v.T("press.lint.before", len(p.Findings))
	return true, v.Return(w, r, editorView(p))
}

// shown writes white space so that it can be seen.
func shown(s string) string {
	if strings.TrimSpace(s) == "" || utf8.RuneCountInString(s) > 0 && strings.ContainsAny(s, "\u00a0\t") {
		return strings.NewReplacer(" ", "␣", "\u00a0", "␣", "\t", "␣").Replace(s)
	}
	return s
}
