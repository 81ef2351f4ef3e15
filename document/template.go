package document

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Template is a DOCX that an office has edited in Word: its text holds names in
// double braces, which Fill replaces by what the record says. Runs that Word
// has split are joined before they are read.
//
//	{{so}}                    a value
//	{{noi_dung}}              alone in its paragraph: the body of the paper
//	{{#can_cu}}…{{/can_cu}}   whole paragraphs or table rows, once for each row
//	                          of a list, or only when a value is not empty
//
// A file of several sheets repeats the whole body, see FillSheets.
//
// A Template is read once and may be filled many times, at once too.
type Template struct {
	parts  []part
	trees  map[string]*node // the parts that have text, by name
	faults []Mistake        // what no names can mend
	holes  int
}

// Mistake is something in a template that its author must mend.
type Mistake struct {
	Part      string // "document", "header1", "footer2" …
	Paragraph int    // from 1, in reading order, empty ones counted
	Text      string // the paragraph, shortened
	Name      string // the name that is wrong, as written
	Why       string // one of the Mistake reasons
	Nearest   string // the right name that looks most like it; may be empty
}

// The reasons of a Mistake.
const (
	MistakeUnknown  = "unknown"  // there is no such name
	MistakeBraces   = "braces"   // {{ without }} or the other way round
	MistakeForm     = "form"     // what stands between the braces is no name
	MistakeOpen     = "open"     // {{#x}} is never closed
	MistakeClose    = "close"    // {{/x}} was never opened
	MistakeCross    = "cross"    // {{/x}} closes another than the last opened
	MistakeMixed    = "mixed"    // text before {{#x}} or after {{/x}} in its paragraph
	MistakeOutside  = "outside"  // a field of a list outside of that list
	MistakeAlone    = "alone"    // {{noi_dung}} with other text, in a header or in a list
	MistakeTwice    = "twice"    // {{noi_dung}} a second time
	MistakeSheet    = "sheet"    // what differs from sheet to sheet, in a header or footer
	MistakeNothing  = "nothing"  // the template has no placeholder at all
	MistakeBodyless = "bodyless" // neither {{noi_dung}} nor anything of the kind's own
)

// Refusal is why a file cannot be a template at all.
type Refusal struct {
	Why    string // one of the Refused reasons
	Detail string // the part or target concerned; may be empty
	Err    error
}

// The reasons of a Refusal.
const (
	RefusedFormat   = "format"   // no DOCX, or broken
	RefusedOld      = "old"      // .doc, or protected by a password
	RefusedDotx     = "dotx"     // a Word template: to be saved as a document
	RefusedStrict   = "strict"   // Strict Open XML
	RefusedMacro    = "macro"    // macros or controls
	RefusedExternal = "external" // a link or target outside of the file
	RefusedEmbedded = "embedded" // another file or program's object within
	RefusedTracked  = "tracked"  // changes not yet accepted
	RefusedSigned   = "signed"   // a digital signature that filling would break
	RefusedBomb     = "bomb"     // packed so tight that it must be an attack
	RefusedLarge    = "large"    // more than the limits
)

// Error says why in English; people read the key of Why.
// Error says why and where, for a log.
func (r *Refusal) Error() string {
	return strings.TrimSuffix(fmt.Sprintf("read template: %s: %s", r.Why, r.Detail), ": ")
}

// Unwrap is the cause, when there is one.
// Unwrap is the fault of the format beneath, if one was met.
func (r *Refusal) Unwrap() error { return r.Err }

func refused(why, detail string) *Refusal { return &Refusal{Why: why, Detail: detail} }

// ReadTemplate reads a template; the error is a *Refusal.
func ReadTemplate(r io.ReaderAt, size int64) (*Template, error) {
	parts, err := unpackTemplate(r, size)
	if err != nil {
		return nil, err
	}
	t := &Template{parts: parts, trees: map[string]*node{}}
	count := 0
	for _, p := range inReadingOrder(parts) {
		root, err := parseTemplate(p, &count)
		if err != nil {
			return nil, err
		}
		c := compiler{part: partTitle(p.name), t: t}
		if err := c.root(root); err != nil {
			return nil, err
		}
		t.trees[p.name] = root
	}
	return t, nil
}

const mainPart = "word/document.xml"

// inReadingOrder are the parts with text, the body first.
func inReadingOrder(parts []part) []part {
	var out []part
	for _, p := range parts {
		if textPart(p.name) {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b part) int {
		if (a.name == mainPart) != (b.name == mainPart) {
			if a.name == mainPart {
				return -1
			}
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	return out
}

func textPart(name string) bool {
	s, ok := strings.CutPrefix(name, "word/")
	if !ok || !strings.HasSuffix(s, ".xml") || strings.Contains(s, "/") {
		return false
	}
	s = strings.TrimRight(strings.TrimSuffix(s, ".xml"), "0123456789")
	return slices.Contains([]string{"document", "header", "footer", "footnotes", "endnotes"}, s)
}

func partTitle(name string) string {
	return strings.TrimSuffix(strings.TrimPrefix(name, "word/"), ".xml")
}
