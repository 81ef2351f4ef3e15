package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// statement is one string of the source, with what is added to it: parts that
// are constants of the same package are put in, others show as a space.
type statement struct {
	from   *source
	pos    token.Pos
	text   string
	exempt bool // a comment says it is meant for all organisations
	part   bool // a constant that other statements add to
}

// sqlFile reports whether a file may hold the SQL of its package.
func sqlFile(s *source) bool {
	ok, _ := path.Match("sql_*.go", path.Base(s.path))
	return ok || path.Base(s.path) == "sql.go"
}

var (
	named      = regexp.MustCompile(`\b(?:FROM|JOIN|INTO|UPDATE|TABLE|REFERENCES)\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?([a-z][a-z0-9]*_[a-z0-9_]+)`)
	created    = regexp.MustCompile(`(?i)\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([a-z0-9_]+)\s*\(`)
	column     = regexp.MustCompile(`(?m)^\s*([a-z0-9_]+)\s+(?:TEXT|BIGINT|BOOLEAN|BYTEA|DOUBLE)\b`)
	tableName  = regexp.MustCompile(`\b[a-z][a-z0-9]*_[a-z0-9_]+\b`)
	orgFirst   = regexp.MustCompile(`(?i)PRIMARY\s+KEY\s*\(\s*org_id\b|\borg_id\s+TEXT[^,]*PRIMARY\s+KEY`)
	firstParam = regexp.MustCompile(`\$1\b`)
	everyone   = regexp.MustCompile(`all organisations: \S`)
)

// schema are the tables that the migrations create, and where. A table that
// shares its name with a column is left out: a text may mean the column.
func (h *house) schema() map[string]string {
	out := map[string]string{}
	columns := map[string]bool{}
	for p, text := range h.texts {
		if path.Dir(p) != "store/schema" {
			continue
		}
		for _, m := range created.FindAllStringSubmatch(text, -1) {
			out[m[1]] = p
		}
		for _, m := range column.FindAllStringSubmatch(text, -1) {
			columns[m[1]] = true
		}
	}
	maps.DeleteFunc(out, func(table, _ string) bool { return columns[table] })
	return out
}

// tablesIn are the tables that a text names: those of the schema anywhere,
// others where SQL expects a table and the name begins with a package.
func (h *house) tablesIn(text string, known map[string]string) []string {
	var out []string
	for _, name := range tableName.FindAllString(text, -1) {
		if known[name] != "" {
			out = append(out, name)
		}
	}
	for _, m := range named.FindAllStringSubmatch(text, -1) {
		if h.plan.may[owner(m[1])] != nil {
			out = append(out, m[1])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func owner(table string) string {
	pkg, _, _ := strings.Cut(table, "_")
	return pkg
}

func tables(h *house) (out []string) {
	known := h.schema()
	for table, p := range known {
		if h.plan.may[owner(table)] == nil {
			out = append(out, fmt.Sprintf("%s: table %s is not named <package>_<thing>", p, table))
		}
	}
	for _, st := range h.statements() {
		for _, table := range h.tablesIn(st.text, known) {
			if h.plan.drawn(st.from.dir) != owner(table) || !sqlFile(st.from) {
				out = append(out, fmt.Sprintf("%s: names table %s, which belongs to sql.go of %s", h.at(st.pos), table, owner(table)))
			}
		}
	}
	return out
}

func tenant(h *house) (out []string) {
	known := h.schema()
	for _, st := range h.statements() {
		if st.exempt || st.part || len(h.tablesIn(st.text, known)) == 0 || !named.MatchString(st.text) {
			continue
		}
		if !strings.Contains(st.text, "org_id") || !firstParam.MatchString(st.text) {
			out = append(out, fmt.Sprintf("%s: a statement without org_id and $1: %s", h.at(st.pos), strings.Join(strings.Fields(st.text), " ")))
		}
	}
	return out
}

func keys(h *house) (out []string) {
	for p, text := range h.texts {
		if path.Dir(p) != "store/schema" {
			continue
		}
		for _, m := range created.FindAllStringSubmatchIndex(text, -1) {
			if !orgFirst.MatchString(body(text[m[1]:])) && !everyone.MatchString(commentAbove(text[:m[0]])) {
				out = append(out, fmt.Sprintf("%s: table %s has no primary key that begins with org_id", p, text[m[2]:m[3]]))
			}
		}
	}
	return out
}

// body is the text up to the bracket that closes the one already open,
// without comments.
func body(text string) string {
	text = regexp.MustCompile(`--[^\n]*`).ReplaceAllString(text, "")
	depth := 1
	for i, r := range text {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			return text[:i]
		}
	}
	return text
}

// commentAbove are the comment lines that end a text.
func commentAbove(text string) string {
	lines := strings.Split(strings.TrimRight(text, " \t\n"), "\n")
	i := len(lines)
	for i > 0 && strings.HasPrefix(strings.TrimSpace(lines[i-1]), "--") {
		i--
	}
	return strings.Join(lines[i:], "\n")
}

// statements are the strings of the product, joined where the source joins.
func (h *house) statements() (out []statement) {
	rooms := map[string]*strung{}
	for s := range h.shipped {
		if rooms[s.dir] == nil {
			rooms[s.dir] = &strung{map[string]ast.Expr{}, map[token.Pos]bool{}}
		}
		rooms[s.dir].read(s.ast)
	}
	for s := range h.shipped {
		if !s.generated {
			out = append(out, h.strings(s, rooms[s.dir])...)
		}
	}
	for i, st := range out {
		out[i].part = rooms[st.from.dir].parts[st.pos]
	}
	return out
}

// strung are the values of a package that strings are joined from.
type strung struct {
	values map[string]ast.Expr
	parts  map[token.Pos]bool // the values that a joined string uses
}

func (v *strung) read(f *ast.File) {
	for n := range ast.Preorder(f) {
		if spec, ok := n.(*ast.ValueSpec); ok {
			for i, id := range spec.Names[:min(len(spec.Names), len(spec.Values))] {
				v.values[id.Name] = spec.Values[i]
			}
		}
	}
}

// strings are the statements of one file.
func (h *house) strings(s *source, v *strung) (out []statement) {
	free := exemptLines(h, s)
	var until token.Pos // the end of what a comment exempts
	joined := map[ast.Node]bool{}
	for n := range ast.Preorder(s.ast) {
		if _, whole := n.(*ast.File); whole {
			continue
		}
		if free[h.fset.Position(n.Pos()).Line] {
			until = max(until, n.End())
		}
		if joined[n] {
			continue
		}
		switch n := n.(type) {
		case *ast.BasicLit, *ast.BinaryExpr:
			e := n.(ast.Expr)
			if text, ok := v.join(e, joined, 5); ok {
				out = append(out, statement{from: s, pos: e.Pos(), text: text, exempt: e.Pos() < until})
			}
		}
	}
	return out
}

// exemptLines are the lines that follow a comment `// all organisations: why`.
func exemptLines(h *house, s *source) map[int]bool {
	out := map[int]bool{}
	for _, g := range s.ast.Comments {
		if everyone.MatchString(g.Text()) {
			out[h.fset.Position(g.End()).Line+1] = true
		}
	}
	return out
}

// join is the text of a string expression, and whether it holds any string;
// it notes what it has joined. What is not constant shows as a space.
func (v *strung) join(e ast.Expr, joined map[ast.Node]bool, depth int) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		joined[e] = true
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.ParenExpr:
		return v.join(e.X, joined, depth)
	case *ast.Ident:
		if x := v.values[e.Name]; x != nil && depth > 0 {
			v.parts[x.Pos()] = true
			return v.join(x, map[ast.Node]bool{}, depth-1)
		}
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			joined[e] = true
			x, isX := v.join(e.X, joined, depth)
			y, isY := v.join(e.Y, joined, depth)
			return x + y, isX || isY
		}
	}
	return " ", false
}
