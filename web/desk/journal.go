package desk

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/locale"
	"hoinghi/roster"
	"hoinghi/store"
	"hoinghi/web/kit"
)

const journalMost = 5000 // entries shown; the record keeps them all

func journalRoutes(m *kit.Mux) {
	m.On("GET /ban/nhat-ky", kit.Only(access.ReadRecord, journalShow))
}

// journalPage is the record of who did what, and whether its chain holds.
type journalPage struct {
	*kit.Visit
	List   kit.List
	Rows   []journal.Entry
	Names  map[string]string
	Loose  int    // not yet in the chain
	Sealed int    // in the chain, of those read
	Broken string // why the chain does not hold
}

func journalShow(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := journalPage{Visit: v, List: v.ListOf(r, "luc"), Names: map[string]string{}}
	var list []journal.Entry
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if list, err = journal.List(tx, journalMost); err != nil {
			return err
		}
		if err := journal.Verify(tx); fault.Is(err, fault.Conflict) {
			p.Broken = v.Say(err)
		} else if err != nil {
			return err
		}
		if !v.Who.May(access.SeeStaff) {
			return nil
		}
		people, err := roster.ListPeople(tx)
		for _, x := range people {
			p.Names[x.ID] = x.Name
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, e := range list {
		if e.Seq > 0 {
			p.Sealed++
		} else {
			p.Loose++
		}
	}
	list = p.found(list)
	if wantsSheet(r) {
		return p.export(w, list)
	}
	p.Rows = kit.Cut(&p.List, list)
	return v.Show(w, r, journalView(p))
}

func (p journalPage) found(list []journal.Entry) []journal.Entry {
	words := locale.FoldSearch(p.List.Search)
	list = slices.DeleteFunc(list, func(e journal.Entry) bool {
		return !strings.Contains(locale.FoldSearch(strings.Join([]string{p.who(e), p.act(e), e.Act, e.Detail}, " ")), words)
	})
	if p.List.Desc {
		slices.Reverse(list)
	}
	return list
}

func (p journalPage) who(e journal.Entry) string {
	if e.Who == "" {
		return p.T("desk.journal.machine")
	}
	return cmp.Or(p.Names[e.Who], e.Who)
}

// act is what was done, in words where the room has any.
func (p journalPage) act(e journal.Entry) string {
	// keys: desk.journal.act.*
	if key := "desk.journal.act." + e.Act; p.W.Has(key) {
		return p.T(key)
	}
	return e.Act
}
