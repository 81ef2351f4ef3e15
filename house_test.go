package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A rule of the house is a test, not a wish. Each says why it stands, because
// whoever breaks it meets the reason before the rule.
type rule struct {
	name, why string
	breaches  func(*house) []string
}

var rules = []rule{
	{"imports", "one direction (doors, rooms, machinery, pure) keeps every package readable alone; the block in ARCHITECTURE.md says what may import what", imports},
	{"outside", "a foreign package or the clock has one home, so that it can be replaced there and tested without it everywhere else", outside},
	{"tables", "a table belongs to one package and is named in its sql.go alone, so that its rows have one keeper", tables},
	{"tenant", "a statement that forgets its organisation shows one agency the records of another; $1 is always the organisation (`// all organisations: why` above a statement that means it)", tenant},
	{"keys", "org_id first in the primary key makes a reference across organisations impossible (`-- all organisations: why` above a table that is shared)", keys},
	{"package comments", "a package says what it is for and what it promises, in at most 12 lines", packageComments},
	{"exported comments", "an exported name says what a caller cannot guess", exportedComments},
	{"sizes", "what is read in one look is understood; limits and reasons stand in ARCHITECTURE.md", sizes},
	{"parameters", "beyond five parameters callers mix them up; a struct has names", parameters},
	{"dependencies", "each direct dependency is someone else's future; 25 at most", dependencies},
	{"names", "a bag without a noun collects everything; Get says nothing", names},
	{"words", "people read words from the catalogues of locale, where they can be corrected and translated", words},
	{"no skips", "a skipped test looks green; what a test needs and misses is a failure", skips},
}

func TestHouse(t *testing.T) {
	h, err := readHouse(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			if found := r.breaches(h); len(found) > 0 {
				t.Errorf("%s\nwhy: %s", strings.Join(found, "\n"), r.why)
			}
		})
	}
}

// house is the source tree as the rules see it.
type house struct {
	plan    plan
	fset    *token.FileSet
	files   []*source
	texts   map[string]string // .templ and .sql by path
	module  string
	require []string // direct dependencies
}

type source struct {
	path, dir string // dir is "main" at the root
	lines     int
	test      bool
	generated bool
	ast       *ast.File
}

func readHouse(fsys fs.FS) (*house, error) {
	h := &house{fset: token.NewFileSet(), texts: map[string]string{}}
	drawing, err := fs.ReadFile(fsys, "ARCHITECTURE.md")
	if err != nil {
		return nil, err
	}
	if h.plan, err = readPlan(string(drawing)); err != nil {
		return nil, err
	}
	mod, err := fs.ReadFile(fsys, "go.mod")
	if err != nil {
		return nil, err
	}
	h.readMod(string(mod))
	return h, fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); p != "." && (n == "testdata" || n == "node_modules" || n == "shots" || n == "data" && p == "data" || strings.ContainsAny(n[:1], "._")) {
				return fs.SkipDir
			}
			return nil
		}
		return h.readFile(fsys, p)
	})
}

func (h *house) readFile(fsys fs.FS, p string) error {
	ext := path.Ext(p)
	if ext != ".go" && ext != ".templ" && ext != ".sql" {
		return nil
	}
	body, err := fs.ReadFile(fsys, p)
	if err != nil {
		return err
	}
	if ext != ".go" {
		h.texts[p] = string(body)
		return nil
	}
	f, err := parser.ParseFile(h.fset, p, body, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	s := &source{path: p, dir: path.Dir(p), ast: f, lines: bytes.Count(body, []byte("\n"))}
	if s.dir == "." {
		s.dir = "main"
	}
	s.test = strings.HasSuffix(p, "_test.go")
	s.generated = strings.HasSuffix(p, "_templ.go")
	h.files = append(h.files, s)
	return nil
}

func (h *house) readMod(mod string) {
	for line := range strings.Lines(mod) {
		f := strings.Fields(line)
		switch {
		case len(f) >= 2 && f[0] == "module":
			h.module = f[1]
		case len(f) >= 2 && strings.HasPrefix(f[1], "v") && !strings.Contains(line, "// indirect"):
			h.require = append(h.require, f[0])
		}
	}
}

// shipped are the files of the product: no tests, nothing that only tests use.
func (h *house) shipped(yield func(*source) bool) {
	for _, s := range h.files {
		if !s.test && !h.plan.forTests[s.dir] && !yield(s) {
			return
		}
	}
}

func (h *house) at(p token.Pos) string {
	at := h.fset.Position(p)
	return fmt.Sprintf("%s:%d", at.Filename, at.Line)
}

// plan is the block ```imports of ARCHITECTURE.md.
type plan struct {
	may      map[string]map[string]bool // a drawn package and what it may import
	rooms    []string
	forTests map[string]bool
	only     []home
}

// home is an outside package, or a function such as time.Now, with the only
// places that may name it: packages, "web/…" for all below, or a file name.
type home struct {
	what  string
	where []string
}

func readPlan(drawing string) (plan, error) {
	_, rest, ok := strings.Cut(drawing, "```imports\n")
	block, _, end := strings.Cut(rest, "\n```")
	if !ok || !end {
		return plan{}, fmt.Errorf("ARCHITECTURE.md has no block ```imports")
	}
	p := plan{may: map[string]map[string]bool{}, forTests: map[string]bool{}}
	said := map[string][]string{}
	var drawn []string
	for line := range strings.Lines(block) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if what, where, ok := strings.Cut(line, " only in: "); ok {
			p.only = append(p.only, home{what, strings.Fields(where)})
			continue
		}
		names, may, ok := strings.Cut(line, ": ")
		if !ok {
			return plan{}, fmt.Errorf("ARCHITECTURE.md: cannot read %q", line)
		}
		for name := range strings.SplitSeq(names, ", ") {
			said[name] = append(said[name], strings.Fields(may)...)
			drawn = append(drawn, name)
		}
	}
	p.rooms = said["rooms"]
	for _, name := range said["for tests"] {
		p.forTests[name] = true
	}
	for i, room := range p.rooms {
		p.draw(room, slices.Concat(said["a room"], p.rooms[:i]))
	}
	for _, name := range drawn {
		if name != "rooms" && name != "a room" && name != "for tests" {
			p.draw(name, said[name])
		}
	}
	return p, nil
}

func (p *plan) draw(name string, may []string) {
	if p.may[name] == nil {
		p.may[name] = map[string]bool{}
	}
	for _, m := range may {
		switch m {
		case "–", "also":
		case "rooms":
			p.draw(name, p.rooms)
		default:
			p.may[name][m] = true
		}
	}
}

// drawn is the nearest package in the picture at or above a folder, or "".
func (p *plan) drawn(dir string) string {
	for d := dir; d != "." && d != "/"; d = path.Dir(d) {
		if p.may[d] != nil {
			return d
		}
	}
	return ""
}

func imports(h *house) (out []string) {
	for s := range h.shipped {
		from := h.plan.drawn(s.dir)
		if from == "" {
			out = append(out, fmt.Sprintf("%s: package %s is not in the picture: draw it in ARCHITECTURE.md first", s.path, s.dir))
			continue
		}
		for _, spec := range s.ast.Imports {
			to, ours := strings.CutPrefix(importPath(spec), h.module+"/")
			if !ours {
				continue
			}
			near := h.plan.drawn(to)
			if h.plan.forTests[to] {
				out = append(out, fmt.Sprintf("%s: imports %s, which is for tests", h.at(spec.Pos()), to))
			} else if may := h.plan.may[from]; near != from && !may[to] && !may[near] {
				out = append(out, fmt.Sprintf("%s: %s may not import %s", h.at(spec.Pos()), from, to))
			}
		}
	}
	return out
}

func importPath(spec *ast.ImportSpec) string {
	p, _ := strconv.Unquote(spec.Path.Value)
	return p
}

func outside(h *house) (out []string) {
	for s := range h.shipped {
		for _, o := range h.plan.only {
			if o.holds(s) {
				continue
			}
			for _, pos := range o.uses(s) {
				out = append(out, fmt.Sprintf("%s: %s is only for %s", h.at(pos), o.what, strings.Join(o.where, ", ")))
			}
		}
	}
	return out
}

func (o home) holds(s *source) bool {
	return slices.ContainsFunc(o.where, func(w string) bool {
		if below, ok := strings.CutSuffix(w, "/…"); ok {
			return s.dir == below || strings.HasPrefix(s.dir, below+"/")
		}
		return s.dir == w || w == "sql.go" && sqlFile(s)
	})
}

// uses finds imports of a package, or calls of a function of the standard
// library; Since and Until read the clock as Now does.
func (o home) uses(s *source) (out []token.Pos) {
	pkg, name, isFunc := strings.Cut(o.what, ".")
	if !isFunc || !ast.IsExported(name) {
		for _, spec := range s.ast.Imports {
			if p := importPath(spec); p == o.what || strings.HasPrefix(p, o.what+"/") {
				out = append(out, spec.Pos())
			}
		}
		return out
	}
	for n := range ast.Preorder(s.ast) {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			continue
		}
		x, ok := sel.X.(*ast.Ident)
		clock := o.what == "time.Now" && (sel.Sel.Name == "Since" || sel.Sel.Name == "Until")
		if ok && x.Name == pkg && (sel.Sel.Name == name || clock) {
			out = append(out, sel.Pos())
		}
	}
	return out
}

func packageComments(h *house) (out []string) {
	said := map[string]bool{}
	seen := map[string]*source{}
	for s := range h.shipped {
		if seen[s.dir] == nil || !s.generated {
			seen[s.dir] = s
		}
		doc := s.ast.Doc
		if doc == nil || s.generated {
			continue
		}
		said[s.dir] = true
		if n := len(strings.Split(strings.TrimSpace(doc.Text()), "\n")); n > 12 && path.Base(s.path) != "doc.go" {
			out = append(out, fmt.Sprintf("%s: package comment of %d lines; at most 12, longer in doc.go", s.path, n))
		}
		if want := "Package " + s.ast.Name.Name + " "; s.dir != "main" && !strings.HasPrefix(doc.Text(), want) {
			out = append(out, fmt.Sprintf("%s: package comment does not begin with %q", s.path, want))
		}
	}
	for dir, s := range seen {
		if !said[dir] {
			out = append(out, fmt.Sprintf("%s: package %s has no comment that says what it is for", s.path, dir))
		}
	}
	return out
}

func exportedComments(h *house) (out []string) {
	for s := range h.shipped {
		if s.generated || s.dir == "main" {
			continue
		}
		for _, d := range s.ast.Decls {
			for _, id := range uncommented(d) {
				out = append(out, fmt.Sprintf("%s: %s is exported and has no comment", h.at(id.Pos()), id.Name))
			}
		}
	}
	return out
}

func uncommented(d ast.Decl) (out []*ast.Ident) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && (d.Recv == nil || ast.IsExported(receiver(d))) {
			out = append(out, d.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if d.Doc == nil && spec.Doc == nil && spec.Name.IsExported() {
					out = append(out, spec.Name)
				}
			case *ast.ValueSpec:
				if id := spec.Names[0]; d.Doc == nil && spec.Doc == nil && spec.Comment == nil && id.IsExported() {
					out = append(out, id)
				}
			}
		}
	}
	return out
}

func receiver(d *ast.FuncDecl) string {
	for n := range ast.Preorder(d.Recv.List[0].Type) {
		if id, ok := n.(*ast.Ident); ok {
			return id.Name
		}
	}
	return ""
}

const (
	maxFunc, maxFile, maxTest      = 80, 500, 800
	maxRoom, maxArea               = 3000, 12000
	maxParameters, maxDependencies = 5, 25
)

func sizes(h *house) (out []string) {
	total := map[string]int{}
	for _, s := range h.files {
		if s.generated {
			continue
		}
		limit := maxFile
		if s.test {
			limit = maxTest
		} else {
			total[h.plan.drawn(s.dir)] += s.lines
		}
		if s.lines > limit && !isTable(s) {
			out = append(out, fmt.Sprintf("%s: %d lines, at most %d", s.path, s.lines, limit))
		}
		for _, d := range s.ast.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := h.fset.Position(f.End()).Line - h.fset.Position(f.Pos()).Line + 1; n > maxFunc {
				out = append(out, fmt.Sprintf("%s: %s has %d lines, at most %d", h.at(f.Pos()), f.Name.Name, n, maxFunc))
			}
		}
	}
	for p, text := range h.texts {
		if path.Ext(p) == ".templ" {
			total[h.plan.drawn(path.Dir(p))] += strings.Count(text, "\n")
		}
	}
	for dir, n := range total {
		if limit := roomFor(h, dir); n > limit {
			out = append(out, fmt.Sprintf("%s: %d lines without tests, at most %d", dir, n, limit))
		}
	}
	slices.Sort(out)
	return out
}

func roomFor(h *house, dir string) int {
	switch {
	case slices.Contains(h.plan.rooms, dir):
		return maxRoom
	case strings.HasPrefix(dir, "web/"):
		return maxArea
	}
	return 1 << 30
}

// isTable is a file of data of law or of a language that says so.
func isTable(s *source) bool {
	top, _, _ := strings.Cut(s.dir, "/")
	if top != "law" && top != "locale" {
		return false
	}
	for _, g := range s.ast.Comments {
		for _, c := range g.List {
			if c.Text == "// size: table" {
				return true
			}
		}
	}
	return false
}

func parameters(h *house) (out []string) {
	for _, s := range h.files {
		if s.generated {
			continue
		}
		for n := range ast.Preorder(s.ast) {
			if f, ok := n.(*ast.FuncType); ok && f.Params.NumFields() > maxParameters {
				out = append(out, fmt.Sprintf("%s: %d parameters, at most %d", h.at(f.Pos()), f.Params.NumFields(), maxParameters))
			}
		}
	}
	return out
}

func dependencies(h *house) []string {
	if n := len(h.require); n > maxDependencies {
		return []string{fmt.Sprintf("go.mod: %d direct dependencies, at most %d", n, maxDependencies)}
	}
	return nil
}

var (
	bag     = regexp.MustCompile(`^(util|helper|common|manager|service)s?$`)
	bagType = regexp.MustCompile(`(Util|Helper|Manager|Service)s?$`)
	getter  = regexp.MustCompile(`^Get[A-Z]`)
)

func names(h *house) (out []string) {
	for s := range h.shipped {
		if n := s.ast.Name.Name; bag.MatchString(n) || bag.MatchString(path.Base(s.dir)) {
			out = append(out, fmt.Sprintf("%s: a package called %s", s.path, n))
		}
		if s.generated {
			continue
		}
		for n := range ast.Preorder(s.ast) {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if getter.MatchString(n.Name.Name) {
					out = append(out, fmt.Sprintf("%s: %s", h.at(n.Pos()), n.Name.Name))
				}
			case *ast.TypeSpec:
				if bagType.MatchString(n.Name.Name) {
					out = append(out, fmt.Sprintf("%s: type %s", h.at(n.Pos()), n.Name.Name))
				}
			}
		}
	}
	return out
}

var (
	word   = regexp.MustCompile(`[\p{L}\p{M}]+`)
	marked = regexp.MustCompile(`[À-ÖØ-öø-ÿĂăĐđĨĩŨũƠơƯư\x{1EA0}-\x{1EF9}\x{0300}-\x{0323}]`)
)

// vietnamese reports whether a text holds two words with Vietnamese marks.
func vietnamese(text string) bool {
	n := 0
	for _, w := range word.FindAllString(text, -1) {
		if marked.MatchString(w) {
			n++
		}
	}
	return n >= 2
}

// wordsHome are the places of data: law, language, examples and the demo.
var wordsHome = regexp.MustCompile(`^(law|locale|examples|cli/demo[^/]*)(/|$)`)

func words(h *house) (out []string) {
	for s := range h.shipped {
		if s.generated || wordsHome.MatchString(s.path) {
			continue
		}
		for n := range ast.Preorder(s.ast) {
			lit, ok := n.(*ast.BasicLit)
			if ok && lit.Kind == token.STRING && vietnamese(lit.Value) {
				out = append(out, fmt.Sprintf("%s: Vietnamese words in code: %s", h.at(lit.Pos()), lit.Value))
			}
		}
	}
	for p, text := range h.texts {
		if path.Ext(p) != ".templ" {
			continue
		}
		for i, line := range strings.Split(text, "\n") {
			line, _, _ = strings.Cut(line, "// ")
			if vietnamese(line) {
				out = append(out, fmt.Sprintf("%s:%d: Vietnamese words in a page: %s", p, i+1, strings.TrimSpace(line)))
			}
		}
	}
	return out
}

// skips looks for skipped tests. A fuzz body may discard an input and rapid
// may discard a draw: neither hides a test.
func skips(h *house) (out []string) {
	for _, s := range h.files {
		for _, d := range s.ast.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil || strings.HasPrefix(f.Name.Name, "Fuzz") {
				continue
			}
			draws := rapidNames(f)
			for n := range ast.Preorder(f.Body) {
				sel, ok := n.(*ast.SelectorExpr)
				if !ok {
					continue
				}
				x, ok := sel.X.(*ast.Ident)
				skip := sel.Sel.Name == "Skip" || sel.Sel.Name == "Skipf" || sel.Sel.Name == "SkipNow"
				short := ok && x.Name == "testing" && sel.Sel.Name == "Short"
				if ok && !draws[x.Name] && (skip && (s.test || h.plan.forTests[s.dir]) || short) {
					out = append(out, fmt.Sprintf("%s: %s.%s", h.at(sel.Pos()), x.Name, sel.Sel.Name))
				}
			}
		}
	}
	return out
}

// rapidNames are the parameters of type *rapid.T in a function.
func rapidNames(f *ast.FuncDecl) map[string]bool {
	out := map[string]bool{}
	for n := range ast.Preorder(f) {
		field, ok := n.(*ast.Field)
		if !ok {
			continue
		}
		star, ok := field.Type.(*ast.StarExpr)
		if !ok {
			continue
		}
		if sel, ok := star.X.(*ast.SelectorExpr); ok && sel.Sel.Name == "T" {
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == "rapid" {
				for _, id := range field.Names {
					out[id.Name] = true
				}
			}
		}
	}
	return out
}
