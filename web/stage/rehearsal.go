package stage

import (
	"net/http"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

func rehearsalRoutes(m *kit.Mux) {
	m.On("GET /ban/dien-tap", kit.Only(access.Prepare, showRehearsal))
}

// rehearsalPage tells how a rehearsal is begun: it runs in a process of its
// own, on a copy, so that this one cannot mistake it for the record.
type rehearsalPage struct {
	*kit.Visit
	C conference.Conference
}

func showRehearsal(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := rehearsalPage{Visit: v}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) { p.C, err = shell.Conference(tx, r); return err })
	if err != nil {
		return err
	}
	return v.Show(w, r, rehearsalView(p))
}

// command is what is typed on the machine that serves.
func (p rehearsalPage) command() string {
	return "hoinghi rehearse --org " + p.Place.Slug + " --conference " + p.C.ID + " --addr 0.0.0.0:8081"
}
