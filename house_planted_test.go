package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// sound is a small tree without a breach, under the real picture.
func sound(t *testing.T) fstest.MapFS {
	drawing, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	return tree(map[string]string{
		"ARCHITECTURE.md": string(drawing),
		"go.mod":          "module hoinghi\n\nrequire (\n\texample.org/a v1.0.0\n\texample.org/b v1.0.0 // indirect\n)\n",
		"main.go":         "// Hoinghi holds conferences.\npackage main\n\nimport (\n\t\"hoinghi/cli\"\n\t\"time\"\n)\n\nfunc main() { cli.Main(time.Now) }\n",
		"fault/fault.go":  "// Package fault names failures.\npackage fault\n",
		"roster/roster.go": "// Package roster knows people.\npackage roster\n\nimport _ \"hoinghi/fault\"\n\n" +
			"// Find may miss.\nfunc Find(a, b, c, d, e string) string { return \"Đã\" + a }\n",
		"ballot/ballot.go": "// Package ballot counts.\npackage ballot\n\nimport _ \"hoinghi/roster\"\n",
		"ballot/sql.go": "package ballot\n\nimport _ \"database/sql\"\n\n" +
			"const list = `SELECT id, resolution_item FROM ballot_box WHERE org_id = $1`\n\n" +
			"const some = `SELECT id FROM ballot_box`\n\n" +
			"func q(where string) string { return some + ` WHERE org_id = $1 AND ` + where }\n\n" +
			"func all() string {\n\t// all organisations: the nightly count of boxes\n\treturn `SELECT count(*) FROM ballot_box`\n}\n",
		"ballot/ballot_test.go": "package ballot\n\nimport (\n\t_ \"net/http\"\n\t_ \"hoinghi/store/storetest\"\n)\n\nconst peek = `SELECT * FROM ballot_box`\n" +
			"func check(t *rapid.T) { t.Skip() }\n\nfunc FuzzRead(f *testing.F) { f.Fuzz(func(t *testing.T, b []byte) { t.Skip() }) }\n",
		"urn/urn.go":                "// Package urn keeps ballots.\npackage urn\n\nimport _ \"hoinghi/belenios/group\"\n",
		"belenios/group/group.go":   "// Package group multiplies.\npackage group\n",
		"web/web.go":                "// Package web is the door.\npackage web\n\nimport (\n\t_ \"net/http/httputil\"\n\t_ \"hoinghi/web/desk\"\n)\n",
		"web/desk/page.go":          "// Package desk is the workspace.\npackage desk\n\nimport (\n\t_ \"hoinghi/ballot\"\n\t_ \"hoinghi/web/kit\"\n)\n",
		"web/desk/page.templ":       "package desk\n// lời giải thích\ntempl Page() { <p>{ T(\"desk.title\") }</p> }\n",
		"web/desk/page_templ.go":    "package desk\n\nimport _ \"github.com/a-h/templ\"\n\nfunc Page() {}\n" + strings.Repeat("\n", 600),
		"cli/demo.go":               "// Package cli is the command line.\npackage cli\n\nconst name = \"Hội nghị cán bộ\"\n",
		"law/pack.go":               "// Package law has rules.\npackage law\n\n// size: table\nvar pack = \"Luật số mười\"\n" + strings.Repeat("\n", 600),
		"locale/testdata/x.go":      "not Go at all",
		"store/schema/0001_x.sql":   "CREATE TABLE resolution_item (\n\torg_id TEXT, PRIMARY KEY (org_id)\n);\nCREATE TABLE ballot_box (\n\tresolution_item TEXT,\n\torg_id TEXT NOT NULL CHECK (org_id <> ''), -- who (really)\n\tid TEXT NOT NULL,\n\tPRIMARY KEY (org_id, id)\n);\nCREATE TABLE account_org (org_id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL);\n-- all organisations: whose session it is, is what the row says\nCREATE TABLE account_session (token TEXT PRIMARY KEY);\n",
		"store/storetest/each.go":   "// Package storetest gives databases.\npackage storetest\n\nimport _ \"github.com/jackc/pgx/v5\"\n",
		".tmp/broken/ignored.go":    "package broken\n",
		"shots/ignored/get_them.go": "package shots\n",
	})
}

func tree(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestSoundTreeHasNoBreach(t *testing.T) {
	h, err := readHouse(sound(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		if found := r.breaches(h); len(found) > 0 {
			t.Errorf("%s: %q", r.name, found)
		}
	}
}

// A breach planted in the sound tree: want is what the rule says about it.
type planted struct {
	rule, file, text, want string
}

const room = "// Package roster knows people.\npackage roster\n"

var breaches = []planted{
	{"imports", "fault/fault.go", "// Package fault names.\npackage fault\n\nimport _ \"hoinghi/law\"\n", "fault may not import law"},
	{"imports", "roster/up.go", "package roster\n\nimport _ \"hoinghi/ballot\"\n", "roster may not import ballot"},
	{"imports", "roster/up.go", "package roster\n\nimport _ \"hoinghi/web/kit\"\n", "roster may not import web/kit"},
	{"imports", "account/up.go", "// Package account lets in.\npackage account\n\nimport _ \"hoinghi/roster\"\n", "account may not import roster"},
	{"imports", "web/desk/side.go", "package desk\n\nimport _ \"hoinghi/web/chair\"\n", "web/desk may not import web/chair"},
	{"imports", "store/st.go", "// Package store keeps.\npackage store\n\nimport _ \"hoinghi/store/storetest\"\n", "which is for tests"},
	{"imports", "stray/stray.go", "// Package stray is alone.\npackage stray\n", "not in the picture"},
	{"imports", "roster/up.go", "package roster\n\nimport _ \"hoinghi/belenios/group\"\n", "roster may not import belenios/group"},
	{"outside", "roster/http.go", "package roster\n\nimport _ \"net/http\"\n", "net/http is only for"},
	{"outside", "cli/page.go", "package cli\n\nimport _ \"github.com/a-h/templ/x\"\n", "github.com/a-h/templ is only for"},
	{"outside", "media/m.go", "// Package media keeps.\npackage media\n\nimport _ \"modernc.org/sqlite\"\n", "modernc.org/sqlite is only for"},
	{"outside", "roster/db.go", "package roster\n\nimport _ \"database/sql\"\n", "database/sql is only for"},
	{"outside", "roster/now.go", "package roster\n\nvar now = time.Now()\n", "roster/now.go:3: time.Now is only for"},
	{"outside", "web/now.go", "package web\n\nfunc f(t time.Time) any { return time.Since(t) }\n", "time.Now is only for"},
	{"tables", "ballot/cast.go", "package ballot\n\nconst s = `SELECT 1 FROM ballot_box WHERE org_id = $1`\n", "ballot/cast.go:3: names table ballot_box"},
	{"tables", "roster/sql.go", "package roster\n\nconst s = `SELECT 1 FROM ballot_box WHERE org_id = $1`\n", "sql.go of ballot"},
	{"tables", "roster/sql.go", "package roster\n\nconst t = \"ballot_box\"\n", "sql.go of ballot"},
	{"tables", "ballot/sql_more.go", "package ballot\n\nconst s = `SELECT 1 FROM resolution_item WHERE org_id = $1`\n", "sql.go of resolution"},
	{"tables", "roster/find.go", "package roster\n\nconst s = `UPDATE roster_new SET a = $2 WHERE org_id = $1`\n", "names table roster_new"},
	{"tables", "store/schema/2.sql", "CREATE TABLE things (org_id TEXT, PRIMARY KEY (org_id));", "table things is not named"},
	{"tenant", "ballot/sql_more.go", "package ballot\n\nconst s = `SELECT 1 FROM ballot_box WHERE id = $1`\n", "ballot/sql_more.go:3: a statement without org_id"},
	{"tenant", "ballot/sql_more.go", "package ballot\n\nconst s = `SELECT org_id FROM ballot_box WHERE id = $10`\n", "without org_id and $1"},
	{"tenant", "ballot/sql_more.go", "package ballot\n\nfunc f(x string) string { return `DELETE FROM ballot_box WHERE ` + x }\n", "DELETE FROM ballot_box WHERE"},
	{"tenant", "ballot/sql_more.go", "package ballot\n\nfunc f() {\n\t// all organisations:\n\tg(`DELETE FROM ballot_box`)\n}\n", "DELETE FROM ballot_box"},
	{"tenant", "ballot/sql_more.go", "package ballot\n\nfunc f() {\n\t// all organisations: here\n\tg(`DELETE FROM ballot_box`)\n\tg(`UPDATE ballot_box SET a = 1`)\n}\n", "ballot/sql_more.go:6"},
	{"keys", "store/schema/2.sql", "CREATE TABLE ballot_x (\n\tid TEXT NOT NULL,\n\torg_id TEXT NOT NULL,\n\tPRIMARY KEY (id, org_id)\n);", "table ballot_x"},
	{"keys", "store/schema/2.sql", "-- all organisations:\nCREATE TABLE ballot_x (id TEXT PRIMARY KEY);\nCREATE TABLE ballot_y (org_id TEXT, PRIMARY KEY (org_id));", "table ballot_x"},
	{"package comments", "target/t.go", "package target\n", "package target has no comment"},
	{"package comments", "target/t.go", "// A target is this.\npackage target\n", "does not begin with"},
	{"package comments", "roster/roster.go", "// Package roster is\n" + strings.Repeat("// long\n", 12) + "package roster\n", "13 lines"},
	{"exported comments", "roster/roster.go", room + "\nfunc Find() {}\n", "Find is exported"},
	{"exported comments", "roster/roster.go", room + "\n// P is.\ntype P struct{}\n\nfunc (p *P) Name() {}\n", "Name is exported"},
	{"exported comments", "roster/roster.go", room + "\ntype P struct{}\n", "P is exported"},
	{"exported comments", "roster/roster.go", room + "\nconst Most = 1\n", "Most is exported"},
	{"sizes", "roster/long.go", "package roster\n\nfunc f() {\n" + strings.Repeat("\tf()\n", 79) + "}\n", "f has 81 lines"},
	{"sizes", "roster/long_test.go", "package roster\n\nfunc f() {\n" + strings.Repeat("\tf()\n", 79) + "}\n", "f has 81 lines"},
	{"sizes", "roster/long.go", "package roster\n" + strings.Repeat("\n", 500), "501 lines, at most 500"},
	{"sizes", "roster/long.go", "package roster\n// size: table\n" + strings.Repeat("\n", 500), "502 lines, at most 500"},
	{"sizes", "roster/long_test.go", "package roster\n" + strings.Repeat("\n", 800), "801 lines, at most 800"},
	{"sizes", "law/more.go", "package law\n" + strings.Repeat("\n", 500), "501 lines, at most 500"},
	{"sizes", "web/desk/long.templ", strings.Repeat("\n", 12000), "web/desk: "},
	{"parameters", "roster/p.go", "package roster\n\nfunc f(a, b, c string, d, e, g int) {}\n", "6 parameters"},
	{"parameters", "roster/p_test.go", "package roster\n\nvar f = func(a, b, c, d, e, g int) {}\n", "6 parameters"},
	{"dependencies", "go.mod", "module hoinghi\nrequire (\n" + strings.Repeat("\texample.org/x v1.0.0\n", 26) + ")\n", "26 direct"},
	{"names", "law/util/u.go", "// Package util holds.\npackage util\n", "a package called util"},
	{"names", "roster/g.go", "package roster\n\nfunc GetName() {}\n", "GetName"},
	{"names", "roster/g.go", "package roster\n\ntype boxManager struct{}\n", "type boxManager"},
	{"words", "roster/w.go", "package roster\n\nconst s = \"Hội nghị\"\n", "roster/w.go:3: Vietnamese words"},
	{"words", "web/desk/w.templ", "package desk\ntempl W() {\n\t<p>Chương trình</p>\n}\n", "web/desk/w.templ:3: Vietnamese words"},
	{"no skips", "roster/s_test.go", "package roster\n\nfunc TestX(t *testing.T) { t.Skip(\"no\") }\n", "t.Skip"},
	{"no skips", "roster/s_test.go", "package roster\n\nfunc TestX(t *testing.T) { if testing.Short() { return } }\n", "testing.Short"},
	{"no skips", "store/storetest/s.go", "package storetest\n\nfunc each(t *testing.T) { t.Skipf(\"no\") }\n", "t.Skipf"},
}

// Each rule sees the breach planted for it, and a breach of one rule is not
// mistaken for another.
func TestPlantedBreaches(t *testing.T) {
	tried := map[string]bool{}
	for i, p := range breaches {
		tried[p.rule] = true
		t.Run(fmt.Sprint(i, " ", p.rule), func(t *testing.T) {
			fsys := sound(t)
			fsys[p.file] = &fstest.MapFile{Data: []byte(p.text)}
			h, err := readHouse(fsys)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range rules {
				found := strings.Join(r.breaches(h), "\n")
				if r.name == p.rule && !strings.Contains(found, p.want) {
					t.Errorf("%s says %q, want %q", r.name, found, p.want)
				}
				if r.name != p.rule && found != "" && !allowed(p.rule, r.name) {
					t.Errorf("%s says too: %q", r.name, found)
				}
			}
		})
	}
	for _, r := range rules {
		if !tried[r.name] {
			t.Errorf("no breach of %q was planted", r.name)
		}
	}
}

// allowed are the pairs of rules that one planted line cannot but break.
func allowed(planted, also string) bool {
	return planted == "names" && also == "exported comments"
}

func TestRoomTooLarge(t *testing.T) {
	fsys := sound(t)
	for i := range 7 {
		fsys[fmt.Sprintf("roster/part%d.go", i)] = &fstest.MapFile{Data: []byte("package roster\n" + strings.Repeat("\n", 450))}
	}
	h, err := readHouse(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if found := strings.Join(sizes(h), "\n"); !strings.Contains(found, "roster: 3164 lines without tests") {
		t.Errorf("sizes says %q", found)
	}
}

func TestPlanMustBeReadable(t *testing.T) {
	for _, drawing := range []string{"no block", "```imports\nfault – law\n```\n", "```imports\nfault: law"} {
		if _, err := readPlan(drawing); err == nil {
			t.Errorf("read %q without an error", drawing)
		}
	}
}
