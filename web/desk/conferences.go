package desk

import (
	"net/http"
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
)

func conferencesRoutes(m *kit.Mux) {
	m.On("GET /ban/hoi-nghi", kit.Only(access.SeeWork, conferencesShow))
	m.On("POST /ban/hoi-nghi/xoa", kit.Only(access.Prepare, removeConference))
}

// keys: desk.conferences.state.*

// conferencesPage lists the conferences of all years.
type conferencesPage struct {
	*kit.Visit
	List kit.List
	Rows []conference.Conference
	All  int
}

func conferencesShow(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := conferencesPage{Visit: v, List: v.ListOf(r, "ngay")}
	var list []conference.Conference
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		list, err = conference.List(tx)
		return err
	})
	if err != nil {
		return err
	}
	p.All = len(list)
	words := locale.FoldSearch(p.List.Search)
	list = slices.DeleteFunc(list, func(c conference.Conference) bool {
		return !strings.Contains(locale.FoldSearch(c.Name+" "+c.Place), words)
	})
	if p.List.Sort == "ten" {
		slices.SortStableFunc(list, func(a, b conference.Conference) int { return strings.Compare(locale.Fold(a.Name), locale.Fold(b.Name)) })
	}
	if p.List.Desc {
		slices.Reverse(list)
	}
	if wantsSheet(r) {
		return p.export(w, list)
	}
	p.Rows = kit.Cut(&p.List, list)
	return v.Show(w, r, conferencesView(p))
}

func removeConference(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return v.Act(w, r, func(tx *store.Tx) (string, error) {
		return v.Path("/ban/hoi-nghi"), conference.Remove(tx, r.FormValue("hn"))
	})
}
