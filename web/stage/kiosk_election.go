package stage

import (
	"net/http"
	"slices"

	"hoinghi/election"
	"hoinghi/store"
	"hoinghi/urn"
	"hoinghi/web/kit"
)

// apart is an election whose ballots no tablet takes: on paper, or by hands.
type apart struct{ Title, Form string }

// said is the key of the sentence that says so.
func (a apart) said() string {
	if a.Form == election.Hands {
		return "raised"
	}
	return "paper"
}

// readElections finds the boxes of secret elections that take ballots, and the
// elections that are held otherwise. The boxes know nobody: the tablet leads
// there without a name.
func (p *kioskPage) readElections(tx *store.Tx) error {
	all, err := election.List(tx, p.C.ID)
	if err != nil {
		return err
	}
	for _, e := range all {
		p.topics = append(p.topics, election.Topic(e.ID))
		done, err := election.ProgressOf(tx, e.ID)
		if err != nil {
			return err
		}
		if n := len(done.Rounds); n == 0 || done.Rounds[n-1].State != "open" {
			continue
		}
		if e.Rules.Form == election.Paper || e.Rules.Form == election.Hands {
			p.Apart = append(p.Apart, apart{e.Title, e.Rules.Form})
		}
		boxes, err := urn.Of(tx, done.Running)
		if err != nil {
			return err
		}
		for _, b := range boxes {
			p.topics = append(p.topics, urn.Topic(b.ID))
			if b.State == urn.Opened {
				p.Booths = append(p.Booths, b)
			}
		}
	}
	return nil
}

// booth shows the page of a secret ballot within the tablet's own, from which
// one button, and after a while the tablet itself, leads back to the start. The
// page inside forgets the slip and the choice when it is left.
func (k *kiosk) booth(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := k.read(r, v)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(p.Booths, func(b urn.Box) bool { return b.ID == r.PathValue("box") })
	if at < 0 { // closed meanwhile
		http.Redirect(w, r, p.home(), http.StatusSeeOther)
		return nil
	}
	w.Header().Set("Refresh", boothFor+"; url="+p.home())
	return v.Show(w, r, kioskBoothView(p, p.Booths[at]))
}
