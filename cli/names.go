package cli

import (
	_ "embed"
	"encoding/json"
	"hash/fnv"
	"math/rand/v2"
	"sync"
	"time"

	"hoinghi/law"
)

//go:embed demo/names.json
var namesFile []byte

type nameLists struct {
	Family []string            `json:"family"`
	Middle map[string][]string `json:"middle"`
	Given  map[string][]string `json:"given"`
}

var names = sync.OnceValue(func() nameLists {
	var n nameLists
	if err := json.Unmarshal(namesFile, &n); err != nil {
		panic(err) // embedded at build time
	}
	return n
})

// generated makes up the people whom the form only counts, the same ones each
// time, with no name twice.
func (l *loader) generated() []formPerson {
	h := fnv.New64a()
	h.Write([]byte(l.x.Unit.Slug))
	r := rand.New(rand.NewPCG(h.Sum64(), 2026))
	used := map[string]bool{}
	for _, p := range l.x.People {
		used[p.Name] = true
	}
	var out []formPerson
	for _, g := range l.x.Generate {
		for range g.Count {
			p := madeUp(r, used)
			p.Category, p.Department, p.Union, p.Posts = g.Category, g.Department, true, g.Posts
			out = append(out, p)
		}
	}
	return out
}

func madeUp(r *rand.Rand, used map[string]bool) formPerson {
	one := func(list []string) string { return list[r.IntN(len(list))] }
	for {
		sex := one([]string{"nu", "nam", "nu"})
		n := names()
		name := one(n.Family) + " " + one(n.Middle[sex]) + " " + one(n.Given[sex])
		if used[name] {
			continue
		}
		used[name] = true
		born := law.Day{Year: 1968 + r.IntN(32), Month: time.Month(1 + r.IntN(12)), Day: 1 + r.IntN(28)}
		return formPerson{Name: name, Sex: sex, Born: born.String()}
	}
}
