package locale

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// usage is what the Go files and the pages of the module ask of the catalogue.
type usage struct {
	words    *Words
	literals map[string]bool   // every text in the code that could be a key
	prefixes map[string]string // declared by "// keys: kind.*", with the file
	built    map[string]string // beginnings of built keys, with the place
	faults   []string
}

// Every key that code asks for is in the catalogue, with as many arguments as
// its text takes, and every key of the catalogue is asked for somewhere. Code
// that builds keys declares them: // keys: kind.* other.kind.*
func TestKeysUsed(t *testing.T) {
	if found := readUsage(t, In("vi"), os.DirFS("..")).report(); len(found) > 0 {
		t.Errorf("%d faults:\n%s", len(found), strings.Join(found, "\n"))
	}
}

func readUsage(t *testing.T, words *Words, module fs.FS) *usage {
	t.Helper()
	u := &usage{words: words, literals: map[string]bool{}, prefixes: map[string]string{}, built: map[string]string{}}
	err := fs.WalkDir(module, ".", func(file string, d fs.DirEntry, err error) error {
		switch base := path.Base(file); {
		case err != nil:
			return nil // removed while we read
		case d.IsDir() && file != "." && (base == "testdata" || strings.HasPrefix(base, ".")):
			return fs.SkipDir
		case strings.HasSuffix(base, "_test.go"), strings.HasSuffix(base, "_templ.go"):
			return nil
		case strings.HasSuffix(base, ".go"), strings.HasSuffix(base, ".templ"):
			return u.readFile(module, file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

var declared = regexp.MustCompile(`(?m)^\s*//\s*keys:(.*)$`)

func (u *usage) readFile(module fs.FS, file string) error {
	b, err := fs.ReadFile(module, file)
	if err != nil {
		return err
	}
	for _, m := range declared.FindAllSubmatch(b, -1) {
		for prefix := range strings.FieldsSeq(strings.ReplaceAll(string(m[1]), ",", " ")) {
			u.prefixes[strings.TrimSuffix(prefix, "*")] = file
		}
	}
	if strings.HasSuffix(file, ".templ") {
		u.readPage(file, string(b))
		return nil
	}
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, file, b, parser.SkipObjectResolution)
	if err != nil {
		return nil // the compiler says it better
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if text, ok := literal(n); ok {
				u.literals[text] = true
			}
		case *ast.CallExpr:
			u.readCall(set.Position(n.Pos()).String(), f.Name.Name, n)
		}
		return true
	})
	return nil
}

// readCall looks at T(key, …), fault.New(kind, key, …) and
// form.Check(ok, field, key, …).
func (u *usage) readCall(where, in string, call *ast.CallExpr) {
	at := -1
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		if fun.Name == "T" || fun.Name == "New" && in == "fault" {
			at = map[string]int{"T": 0, "New": 1}[fun.Name]
		}
	case *ast.SelectorExpr:
		x, _ := fun.X.(*ast.Ident)
		switch {
		case fun.Sel.Name == "T":
			at = 0
		case fun.Sel.Name == "New" && x != nil && x.Name == "fault":
			at = 1
		case fun.Sel.Name == "Check" && len(call.Args) > 2:
			at = 2
		}
	}
	if at < 0 || at >= len(call.Args) {
		return
	}
	key := call.Args[at]
	if text, ok := literal(key); ok {
		u.ask(where, text, len(call.Args)-at-1, call.Ellipsis.IsValid())
	}
	if sum, ok := key.(*ast.BinaryExpr); ok {
		u.askPrefix(where, sum)
	}
}

func (u *usage) ask(where, key string, args int, open bool) {
	text, ok := u.words.texts[key]
	if !ok {
		u.faults = append(u.faults, fmt.Sprintf("%s: key %q is not in the catalogue", where, key))
		return
	}
	if need, err := verbs(text); err == nil && !open && len(need) != args {
		u.faults = append(u.faults, fmt.Sprintf("%s: key %q takes %d arguments, not %d", where, key, len(need), args))
	}
}

// askPrefix notes the beginning of a built key, which must be declared.
func (u *usage) askPrefix(where string, sum *ast.BinaryExpr) {
	left := sum.X
	for {
		deeper, ok := left.(*ast.BinaryExpr)
		if !ok {
			break
		}
		left = deeper.X
	}
	if text, ok := literal(left); ok {
		u.built[text] = where
	}
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(l.Value)
	return text, err == nil
}

var (
	pageKey     = regexp.MustCompile(`\bT\(\s*"([^"]*)"\s*([),+])`)
	pageLiteral = regexp.MustCompile("\"([^\"\\\\\n]*)\"|`([^`\n]*)`")
)

// readPage reads a page as text, for pages are not Go.
func (u *usage) readPage(file, page string) {
	for _, m := range pageLiteral.FindAllStringSubmatch(page, -1) {
		u.literals[m[1]+m[2]] = true
	}
	for _, m := range pageKey.FindAllStringSubmatch(page, -1) {
		switch m[2] {
		case "+":
			u.built[m[1]] = file
		case ")":
			u.ask(file, m[1], 0, false)
		default:
			u.ask(file, m[1], 0, true)
		}
	}
}

func (u *usage) report() []string {
	list := slices.Clone(u.faults)
	for begin, where := range u.built {
		if !u.declares(begin) {
			list = append(list, fmt.Sprintf("%s: keys %s* are built but not declared by // keys: %s*", where, begin, begin))
		}
	}
	keys := slices.Sorted(maps.Keys(u.words.texts))
	for prefix, file := range u.prefixes {
		if !slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, prefix) }) {
			list = append(list, fmt.Sprintf("%s: no key begins with %q", file, prefix))
		}
	}
	for _, key := range keys {
		if !u.literals[key] && !u.declares(key) {
			list = append(list, fmt.Sprintf("key %q of the catalogue is used nowhere", key))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func (u *usage) declares(key string) bool {
	for prefix := range u.prefixes {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

func TestUsageSeesFaults(t *testing.T) {
	words := &Words{"vi", map[string]string{"kind.a": "A", "room.one": "%d", "room.listed": "L", "room.back": "B", "room.unused": "U"}}
	u := readUsage(t, words, fstest.MapFS{
		"room/room.go": {Data: []byte(`package room
// keys: kind.* none.*
func f(w W, form Form) {
	w.T("kind.a"); w.T("room.gone"); w.T("room.one"); w.T("room.one", 5); w.T("loose." + x + "y"); w.T("kind." + x)
	fault.New(fault.Missing, "room.lost", id)
	form.Check(len(s) > 0, "field", "room.bad")
	other.New(1, "not.a.key"); w.T(key)
	_ = []string{"room.listed"}
}`)},
		"web/page.templ":       {Data: []byte("templ p(w W) {\n<p title={ w.T(`room.back`) }>{ w.T(\"page.gone\", n) } { w.T(\"room.one\") } { w.T(\"bare.\"+x) }</p>\n}")},
		"room/room_test.go":    {Data: []byte(`package room; var _ = T("test.gone")`)},
		"room/testdata/t.go":   {Data: []byte(`package room; var _ = T("data.gone")`)},
		"room/half_written.go": {Data: []byte(`package room; func (`)},
	})
	want := []string{
		`key "room.unused" of the catalogue is used nowhere`,
		`room/room.go: no key begins with "none."`,
		`room/room.go:4:17: key "room.gone" is not in the catalogue`,
		`room/room.go:4:35: key "room.one" takes 1 arguments, not 0`,
		`room/room.go:4:72: keys loose.* are built but not declared by // keys: loose.*`,
		`room/room.go:5:2: key "room.lost" is not in the catalogue`,
		`room/room.go:6:2: key "room.bad" is not in the catalogue`,
		`web/page.templ: key "page.gone" is not in the catalogue`,
		`web/page.templ: key "room.one" takes 1 arguments, not 0`,
		`web/page.templ: keys bare.* are built but not declared by // keys: bare.*`,
	}
	if got := u.report(); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
