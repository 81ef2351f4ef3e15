package portal

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/store"
)

// What a sentence may tell of a person that is not the public's by itself;
// portal.worry.<kind> is the key of its name.
const (
	WorryIllness = "illness" // illness, accident, bereavement
	WorryChild   = "child"   // children and pupils
	WorryRating  = "rating"  // how somebody was rated, or disciplined
)

// keys: portal.worry.*

// Worry is a sentence that names a person and tells something private.
type Worry struct {
	Kind     string
	Where    string // title, lead, body, or the id of a photo
	Sentence string
	Word     string // that tells it
	Name     string // of whom
}

// Clearance is a worry that somebody confirmed as fit for the public.
type Clearance struct {
	Reason string
	By     string // person
	At     time.Time
	worry  string
}

//go:embed private.txt
var privateText string

// private are the lists of words by name: the kinds of worry, innocent phrases
// that hold such a word and tell of nobody, the common family names (a capital
// word behind one belongs to a person's name) and forms of address.
var private = privateLists(privateText)

func privateLists(text string) map[string][]string {
	lists := map[string][]string{}
	for line := range strings.Lines(text) {
		if name, words, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && !strings.HasPrefix(line, "#") {
			lists[name] = strings.Split(words, ", ")
		}
	}
	return lists
}

// Worries finds the sentences of an article, captions included, that name a
// person near words of illness, children or ratings. It is a rule of thumb
// that would rather ask once too often.
func Worries(a Article) (out []Worry) {
	out = append(out, worriesIn("title", a.Title)...)
	out = append(out, worriesIn("lead", a.Lead)...)
	for line := range strings.Lines(a.Body) { // a paragraph at a time, so that the sentence can be found again
		out = append(out, worriesIn("body", Plain(line))...)
	}
	for _, p := range a.Photos {
		for _, s := range slices.Compact([]string{p.Caption, p.Alt}) {
			out = append(out, worriesIn(p.ID, s)...)
		}
	}
	return out
}

func worriesIn(where, text string) (out []Worry) {
	for _, s := range sentences(text) {
		name := personIn(s)
		if name == "" {
			continue
		}
		low := " " + strings.Join(strings.FieldsFunc(strings.ToLower(s), notLetter), " ") + " "
		for _, phrase := range private["innocent"] {
			low = strings.ReplaceAll(low, " "+phrase+" ", " ")
		}
		for _, kind := range []string{WorryIllness, WorryChild, WorryRating} {
			at := slices.IndexFunc(private[kind], func(w string) bool { return strings.Contains(low, " "+w+" ") })
			if at >= 0 {
				out = append(out, Worry{Kind: kind, Where: where, Sentence: s, Word: private[kind][at], Name: name})
			}
		}
	}
	return out
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '/' }

// sentences takes a text apart; an abbreviation may cut one too early, which
// costs a finding only when name and word stand apart.
func sentences(text string) (out []string) {
	from := 0
	for i, r := range text {
		next := i + utf8.RuneLen(r)
		if strings.ContainsRune(".!?…", r) && (next >= len(text) || text[next] == ' ') || r == '\n' {
			out = append(out, strings.TrimSpace(text[from:next]))
			from = next
		}
	}
	return append(out, strings.TrimSpace(text[from:]))
}

// personIn is the first name of a person in a sentence, or empty: two to five
// capital words that begin with a family name, or any behind a form of address.
func personIn(s string) string {
	words := strings.Fields(s)
	for i := range words {
		run := capitals(words[i:])
		if n := len(run); n == 0 || n > 5 {
			continue
		}
		addressed := i > 0 && slices.Contains(private["titles"], strings.ToLower(words[i-1])) || i > 1 && slices.Contains(private["titles"], strings.ToLower(words[i-2]+" "+words[i-1]))
		if addressed && !allCapital(run[0]) || len(run) > 1 && slices.Contains(private["families"], run[0]) {
			return strings.Join(run, " ")
		}
	}
	return ""
}

// capitals is the run of words with a capital at the beginning; a mark behind
// a word ends it.
func capitals(words []string) (run []string) {
	for _, w := range words {
		bare := strings.TrimFunc(w, notLetter)
		first, size := utf8.DecodeRuneInString(bare)
		if !unicode.IsUpper(first) || !strings.HasPrefix(strings.TrimLeft(w, "“\"("), bare) || len(bare) > size && allCapital(bare) {
			break
		}
		run = append(run, bare)
		if !strings.HasSuffix(w, bare) {
			break
		}
	}
	return run
}

func allCapital(w string) bool { return len([]rune(w)) > 1 && w == strings.ToUpper(w) }

// key is what a clearance is for: the same sentence need not be asked again.
func (w Worry) key() string {
	h := sha256.Sum256([]byte(w.Kind + "\n" + w.Sentence))
	return hex.EncodeToString(h[:16])
}

// Open are the worries of an article that nobody has cleared, for writers.
func Open(tx *store.Tx, a Article) ([]Worry, error) {
	if err := tx.Who.Need(access.Write); err != nil {
		return nil, err
	}
	found := Worries(a)
	if len(found) == 0 || a.ID == "" {
		return found, nil
	}
	cleared, err := clearancesOf(tx, a.ID)
	return slices.DeleteFunc(found, func(w Worry) bool {
		return slices.ContainsFunc(cleared, func(c Clearance) bool { return c.worry == w.key() })
	}), err
}

// Clearances are the confirmations of an article, for writers; a reason that
// covered several worries stands once.
func Clearances(tx *store.Tx, id string) ([]Clearance, error) {
	if err := tx.Who.Need(access.Write); err != nil {
		return nil, err
	}
	all, err := clearancesOf(tx, id)
	return slices.CompactFunc(all, func(x, y Clearance) bool { return x.Reason == y.Reason && x.By == y.By && x.At.Equal(y.At) }), err
}

// Clear confirms that all that Worries finds now may go out, and why: the
// family agreed, the award is public. Who and when is kept.
func Clear(tx *store.Tx, id, reason string) error {
	if err := tx.Who.Need(access.Publish); err != nil {
		return err
	}
	a, err := whole(tx, id)
	if err != nil {
		return err
	}
	return clearAll(tx, a, reason)
}

func clearAll(tx *store.Tx, a Article, reason string) error {
	reason = strings.Join(strings.Fields(reason), " ")
	var f fault.Form
	f.Check(reason != "", "reason", "portal.private")
	f.Check(utf8.RuneCountInString(reason) <= mostNote, "reason", "fault.long", mostNote)
	open, err := Open(tx, a)
	if err != nil || len(open) == 0 {
		return err
	}
	if err := f.Err(); err != nil {
		return err
	}
	for _, w := range open {
		if err := addClearance(tx, a.ID, w.key(), reason); err != nil {
			return err
		}
	}
	return journal.Write(tx, "portal.clear", a.ID, reason)
}

// guard adds to a form that a reason is needed, and gives the form's fault.
func guard(tx *store.Tx, a Article, f *fault.Form) error {
	open, err := Open(tx, a)
	if err != nil {
		return err
	}
	f.Check(len(open) == 0, "reason", "portal.private")
	return f.Err()
}

// guardCorrected holds back what is already before the public and worries now.
func guardCorrected(tx *store.Tx, a Article, reason string) error {
	if a.State != Published {
		return nil
	}
	if a.Photos == nil {
		var err error
		if a.Photos, err = photosOf(tx, a.ID); err != nil {
			return err
		}
	}
	return clearAll(tx, a, reason)
}
