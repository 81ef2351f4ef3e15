package delegate

import (
	"net/http"

	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// askPage is the form by which a delegate asks for the floor.
type askPage struct {
	hall
	Topic  string
	Faults kit.Faults
}

func showAsk(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := askPage{}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p.hall, err = read(tx, v)
		return err
	})
	if err != nil {
		return err
	}
	if p.Turn > 0 || !p.begun() || !p.Present {
		http.Redirect(w, r, v.Path("/dai-bieu"), http.StatusSeeOther)
		return nil
	}
	return v.Show(w, r, askView(p))
}

const longestTopic = 200 // characters of what somebody wants to speak about

func ask(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	topic := r.PostFormValue("topic")
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		var f fault.Form
		f.Check(len([]rune(topic)) <= longestTopic, "topic", "fault.long", longestTopic)
		if err := f.Err(); err != nil {
			return "", err
		}
		c, err := conference.Current(tx)
		if err != nil {
			return "", err
		}
		return v.Path("/dai-bieu"), conference.Ask(tx, c.ID, topic)
	})
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	p := askPage{Topic: topic, Faults: v.Faults(err)}
	if err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p.hall, err = read(tx, v)
		return err
	}); err != nil {
		return err
	}
	return v.Return(w, r, askView(p))
}

func withdraw(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return v.Act(w, r, func(tx *store.Tx) (string, error) {
		return v.Path("/dai-bieu"), conference.Withdraw(tx, r.PathValue("id"))
	})
}
