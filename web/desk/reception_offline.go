package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// Limits of what a desk hands in after its link was cut.
const (
	mostHanded = 500            // arrivals in one request; the desk sends the rest after it
	oldest     = 12 * time.Hour // of an arrival
)

// storedList is what a desk keeps to go on while its link is cut: the least by
// which a person can be found, and nothing once the conference is over.
type storedList struct {
	Conference string         `json:"conference"`
	Over       bool           `json:"over"`
	Told       int64          `json:"told"` // milliseconds, by the clock of the record
	People     []storedPerson `json:"people"`
}

// storedPerson has of the card 32 bits of a hash alone: enough to know it
// again, and true of some two hundred other codes, so that a stolen list opens
// no account.
type storedPerson struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Department string `json:"department"`
	Card       string `json:"card"`
	Here       bool   `json:"here"`
}

// cardMark is told by script as well: sha256 of conference, colon and code.
func cardMark(conference, code string) string {
	h := sha256.Sum256([]byte(conference + ":" + code))
	return hex.EncodeToString(h[:4])
}

func showStoredList(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var l storedList
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		c, err := conference.Current(tx)
		if err != nil {
			return err
		}
		l = storedList{Conference: c.ID, Over: c.State == conference.Closed, Told: store.Ms(tx.Now)}
		if l.Over {
			return nil
		}
		cards, err := account.Cards(tx)
		if err != nil {
			return err
		}
		list, err := conference.Attendance(tx, c.ID)
		for _, a := range list {
			p := storedPerson{ID: a.Person, Name: a.Name, Department: a.Department, Here: a.Present()}
			if code := cards[a.Person].Code; code != "" {
				p.Card = cardMark(c.ID, code)
			}
			l.People = append(l.People, p)
		}
		return err
	})
	if err != nil {
		return err
	}
	return sendJSON(w, l)
}

func sendJSON(w http.ResponseWriter, x any) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	return json.NewEncoder(w).Encode(x)
}

// handed is one arrival that a desk took while its link was cut.
type handed struct {
	Once   string `json:"once"`
	Person string `json:"person"`
	Ago    int64  `json:"ago"`   // milliseconds, by the desk's own clock
	Since  int64  `json:"since"` // when the list was told by which the person is known
	Way    string `json:"way"`
}

// noted is when the person came. A desk's clock may be wrong and may be put
// right while its link is cut, so it says how long ago that was, and the moment
// lies between the last word that the desk had from here and now.
func (h handed) noted(now time.Time) time.Time {
	first := now.Add(-oldest)
	if told := time.UnixMilli(h.Since); told.After(first) {
		first = told
	}
	at := now.Add(-time.Duration(min(max(h.Ago, 0), oldest.Milliseconds())) * time.Millisecond)
	if at.Before(first) {
		at = first
	}
	if at.After(now) {
		at = now
	}
	return at
}

// taken is what became of it: the first desk wins, the second is told.
type taken struct {
	Once string `json:"once"`
	Kind string `json:"kind"`
	Said string `json:"said,omitempty"` // what the desk must know
}

// receiveHanded takes over what desks noted while their link was cut. Each
// arrival has a key, so that one sent again is answered as the first time.
func receiveHanded(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var list []handed
	if err := json.Unmarshal([]byte(r.PostFormValue("list")), &list); err != nil || len(list) > mostHanded {
		return fault.New(fault.Invalid, "fault.form").Because(err)
	}
	var out []taken
	err := v.Write(r.Context(), func(tx *store.Tx) error {
		out = make([]taken, 0, len(list))
		for _, h := range list {
			t, err := takeOver(tx, v, h)
			if err != nil {
				return err
			}
			out = append(out, t)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return sendJSON(w, out)
}

func takeOver(tx *store.Tx, v *kit.Visit, h handed) (t taken, err error) {
	if h.Once == "" {
		return t, fault.New(fault.Invalid, "fault.form") // it would be taken for another
	}
	key := v.Who.Person + "/" + h.Once
	kept, again, err := store.Once(tx, key)
	if err != nil {
		return t, err
	}
	if again {
		return t, json.Unmarshal([]byte(kept), &t)
	}
	c, err := conference.Current(tx)
	if err != nil {
		return t, err
	}
	a, was, err := arrive(tx, c.ID, h)
	t = taken{Once: h.Once, Kind: hitCame}
	switch {
	case err != nil && fault.Of(err).Key == "conference.not.on.list":
		t.Kind, t.Said = hitOutside, v.T("desk.reception.offline.outside")
	case err != nil:
		return t, err
	case was:
		t.Kind, t.Said = hitAgain, v.T("desk.reception.offline.again", a.Name, locale.Clock(a.ArrivedAt))
	}
	answer, err := json.Marshal(t)
	if err != nil {
		return t, fmt.Errorf("write down an answer: %w", err)
	}
	return t, store.Keep(tx, key, string(answer))
}

// arrive checks in at the moment when the desk noted it.
func arrive(tx *store.Tx, conf string, h handed) (a conference.Attendee, again bool, err error) {
	now := tx.Now
	defer func() { tx.Now = now }()
	tx.Now = h.noted(now)
	way := conference.ByName
	if h.Way == conference.ByCard || h.Way == conference.ByCode {
		way = h.Way
	}
	return conference.CheckIn(tx, conf, h.Person, way)
}
