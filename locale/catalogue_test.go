package locale

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// entry is one line of a catalogue file.
type entry struct{ file, key, text string }

// entries reads the files word by word, because a map hides doubled keys.
func entries(t *testing.T, lang string) []entry {
	t.Helper()
	names, err := fs.Glob(files, lang+"/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no words of %s: %v", lang, err)
	}
	var all []entry
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		d := json.NewDecoder(bytes.NewReader(b))
		if open, err := d.Token(); err != nil || open != json.Delim('{') {
			t.Fatalf("%s: %v %v", name, open, err)
		}
		for d.More() {
			key, err1 := d.Token()
			text, err2 := d.Token()
			k, ok1 := key.(string)
			v, ok2 := text.(string)
			if err1 != nil || err2 != nil || !ok1 || !ok2 {
				t.Fatalf("%s: not a flat object of texts near %v", name, key)
			}
			all = append(all, entry{name, k, v})
		}
	}
	return all
}

func TestCatalogue(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		seen, home := map[string]string{}, map[string]string{}
		for _, e := range entries(t, lang) {
			first, _, _ := strings.Cut(e.key, ".")
			if home[first] == "" {
				home[first] = room(e.file)
			}
			if home[first] != room(e.file) {
				t.Errorf("%s: %s: the other keys of %s are in %s.json", e.file, e.key, first, home[first])
			}
			for _, fault := range faultsOf(e) {
				t.Errorf("%s: %s: %s", e.file, e.key, fault)
			}
			if first, twice := seen[e.key]; twice {
				t.Errorf("%s: %s is also in %s", e.file, e.key, first)
			}
			seen[e.key] = e.file
		}
	}
}

// room is whose words a file holds: desk-people.json has more words of desk.
// All keys with one first word, such as role, live with one room.
func room(file string) string {
	stem, _, _ := strings.Cut(strings.TrimSuffix(path.Base(file), ".json"), "-")
	return stem
}

func faultsOf(e entry) (list []string) {
	if !strings.Contains(e.key, ".") {
		list = append(list, "a key is room.word")
	}
	if strings.TrimSpace(e.text) == "" {
		list = append(list, "empty")
	}
	if strings.TrimSpace(e.text) != e.text {
		list = append(list, "blank at an end")
	}
	if !norm.NFC.IsNormalString(e.text) {
		list = append(list, "not NFC")
	}
	if _, err := verbs(e.text); err != nil {
		list = append(list, err.Error())
	}
	return list
}

func TestLanguagesAgree(t *testing.T) {
	vi, en := catalogue()["vi"].texts, catalogue()["en"].texts
	for key, text := range vi {
		other, ok := en[key]
		if !ok {
			t.Errorf("%s is not in en", key)
			continue
		}
		a, _ := verbs(text)
		b, _ := verbs(other)
		if !maps.Equal(a, b) {
			t.Errorf("%s: vi takes %v, en takes %v", key, a, b)
		}
	}
	for key := range en {
		if _, ok := vi[key]; !ok {
			t.Errorf("%s is not in vi", key)
		}
	}
}

var verbForm = regexp.MustCompile(`%(\[(\d+)\])?([-+0]*\d*(?:\.\d+)?)([sdvq%])|%`)

// verbs gives, for each argument of a text, the verb that writes it.
func verbs(text string) (map[int]string, error) {
	found, next := map[int]string{}, 1
	for _, m := range verbForm.FindAllStringSubmatch(text, -1) {
		switch {
		case m[4] == "":
			return nil, fmt.Errorf("a percent sign is written %%%%: %q", text)
		case m[4] == "%":
			continue
		case m[2] != "":
			next, _ = strconv.Atoi(m[2])
		}
		if v := found[next]; v != "" && v != m[4] {
			return nil, fmt.Errorf("argument %d is both %%%s and %%%s", next, v, m[4])
		}
		found[next] = m[4]
		next++
	}
	for i := range len(found) {
		if found[i+1] == "" {
			return nil, fmt.Errorf("no verb for argument %d", i+1)
		}
	}
	return found, nil
}

func TestVerbs(t *testing.T) {
	for text, want := range map[string]string{
		"": "map[]", "100%%": "map[]", "%s %d": "map[1:s 2:d]", "%[2]s %[1]02d %[2]s": "map[1:d 2:s]", "%[1]s, %d": "map[1:s 2:d]",
	} {
		if got, err := verbs(text); err != nil || fmt.Sprint(got) != want {
			t.Errorf("%q: got %v, %v, want %s", text, got, err, want)
		}
	}
	for _, bad := range []string{"29,2% số phiếu", "%", "%[2]s", "%[1]s %[1]d", "%f"} {
		if got, err := verbs(bad); err == nil {
			t.Errorf("%q: got %v, want a fault", bad, got)
		}
	}
}

// The checks themselves must see a fault when there is one.
func TestCatalogueFaultsAreSeen(t *testing.T) {
	for _, e := range []entry{
		{"vi/kit.json", "title", "Tên"}, {"vi/kit.json", "kit.title", " "}, {"vi/kit.json", "kit.title", "Tên "},
		{"vi/kit.json", "kit.title", norm.NFD.String("Tên")}, {"vi/kit.json", "kit.title", "29%"},
	} {
		if len(faultsOf(e)) == 0 {
			t.Errorf("nothing is said of %+v", e)
		}
	}
	if list := faultsOf(entry{"vi/desk-people.json", "desk.title", "Tên: %s"}); len(list) > 0 {
		t.Error(slices.Sorted(slices.Values(list)))
	}
}
