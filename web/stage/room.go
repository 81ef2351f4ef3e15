package stage

import (
	"net/http"
	"slices"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/store"
	"hoinghi/web/kit"
	"hoinghi/web/shell"
)

// keys: stage.room.*

func roomRoutes(m *kit.Mux) {
	m.On("GET /ban/phong-hop", kit.Only(access.Receive, showRooms))
	m.On("POST /ban/phong-hop", kit.Only(access.Receive, seat))
}

// roomsPage is who attends elsewhere than in the main hall, with the rule.
type roomsPage struct {
	*kit.Visit
	C       conference.Conference
	Turnout conference.Turnout
	Away    []conference.Attendee
	People  []conference.Attendee
	Rule    law.Settled
	Typed   string
	Faults  kit.Faults
}

func readRooms(r *http.Request, v *kit.Visit) (p roomsPage, err error) {
	p.Visit = v
	err = v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.C, err = shell.Conference(tx, r); err != nil {
			return err
		}
		if p.Turnout, err = conference.Quorum(tx, p.C); err != nil {
			return err
		}
		if p.People, err = conference.Attendance(tx, p.C.ID); err != nil {
			return err
		}
		p.Rule, err = conference.RemoteRule(tx, p.C)
		return err
	})
	p.Away = slices.DeleteFunc(slices.Clone(p.People), func(a conference.Attendee) bool { return a.Room == "" })
	return p, err
}

func showRooms(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readRooms(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, roomsView(p))
}

func seat(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	typed := r.PostFormValue("person")
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		c, err := shell.Conference(tx, r)
		if err != nil {
			return "", err
		}
		people, err := conference.Attendance(tx, c.ID)
		if err != nil {
			return "", err
		}
		i := slices.IndexFunc(people, func(a conference.Attendee) bool { return typed == a.Person || typed == a.Name+" · "+a.Department })
		var f fault.Form
		f.Check(i >= 0, "person", "stage.room.unknown")
		if err := f.Err(); err != nil {
			return "", err
		}
		room := r.PostFormValue("room")
		if room == "hall" {
			room = ""
		}
		return v.Path("/ban/phong-hop?hn=", c.ID), conference.Seat(tx, c.ID, people[i].Person, room)
	})
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	p, again := readRooms(r, v)
	if again != nil {
		return again
	}
	p.Typed, p.Faults = typed, v.Faults(err)
	return v.Return(w, r, roomsView(p))
}
