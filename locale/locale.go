// Package locale holds the words of the product and the Vietnamese ways of
// writing names, dates and numbers.
//
// Texts live in vi/*.json and en/*.json, one flat file per room or web area
// (roster.json, and roster-import.json when it grows); keys with one first
// word live with one room. A text is a fmt format: a percent sign is %%.
// The package is pure: no clock, no files at run time, no settings; every
// function may be called from many goroutines.
package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

//go:embed vi/*.json en/*.json
var files embed.FS

// Words speaks one language.
type Words struct {
	lang  string
	texts map[string]string
}

var catalogue = sync.OnceValue(func() map[string]*Words {
	all := map[string]*Words{}
	for _, lang := range []string{"vi", "en"} {
		texts, err := load(files, lang)
		if err != nil {
			panic(err) // embedded at build time: a broken file is a broken build
		}
		all[lang] = &Words{lang, texts}
	}
	return all
})

func load(from fs.FS, lang string) (map[string]string, error) {
	names, err := fs.Glob(from, lang+"/*.json")
	if err != nil {
		return nil, fmt.Errorf("list words of %s: %w", lang, err)
	}
	texts := map[string]string{}
	for _, name := range names {
		b, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, fmt.Errorf("read words: %w", err)
		}
		if err := json.Unmarshal(b, &texts); err != nil {
			return nil, fmt.Errorf("read words of %s: %w", name, err)
		}
	}
	return texts, nil
}

// In gives the words of a language code such as "en", or of the best known
// language of an Accept-Language header; vi when none is known.
func In(lang string) *Words {
	all := catalogue()
	if w := all[lang]; w != nil {
		return w
	}
	tags, _, err := language.ParseAcceptLanguage(lang)
	if err != nil {
		return all["vi"]
	}
	for _, tag := range tags {
		base, _ := tag.Base()
		if w := all[base.String()]; w != nil {
			return w
		}
	}
	return all["vi"]
}

// Lang is the language code: vi or en.
func (w *Words) Lang() string { return w.lang }

// Has reports whether the catalogue knows a key.
func (w *Words) Has(key string) bool {
	_, ok := w.texts[key]
	return ok
}

// T is the text of a key with its arguments filled in; ⟦key⟧ when the key is
// unknown, so that tests can find it. An argument with In(*Words) string
// speaks for itself, a law.Day is written dd/mm/yyyy, and an integer is
// grouped (1.234) by %s and %v but plain by %d.
func (w *Words) T(key string, args ...any) string {
	text, ok := w.texts[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	if len(args) == 0 && !strings.Contains(text, "%") {
		return text
	}
	spoken := make([]any, len(args))
	for i, a := range args {
		spoken[i] = w.speak(a)
	}
	return fmt.Sprintf(text, spoken...)
}
