package public

import (
	"net/http"

	"hoinghi/comment"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/web/kit"
)

const mostForm = 32 << 10 // bytes of a comment's form

// commentForm is what a reader types under an article.
type commentForm struct {
	Open             bool
	Sent             bool // just now; it waits to be read
	Token            string
	Answers          string // id of the comment that is answered
	Whom             string // its writer
	Name, Mail, Body string
	Faults           kit.Faults
	Said             string // a fault of no field
}

// answering notes which comment the reader answers, if it is there.
func (f *commentForm) answering(all []comment.Thread, id string) {
	for _, t := range all {
		for _, c := range append([]comment.Comment{t.Comment}, t.Answered...) {
			if c.ID == id {
				f.Answers, f.Whom = id, c.Name
			}
		}
	}
}

// field is a field of the form with its fault. The names of the fields stand
// in the page besides those of the search.
func (f commentForm) field(o kit.FieldOpts) kit.FieldOpts {
	o.Fault, o.ID, o.Required = f.Faults[o.Name], "viet-"+o.Name, true
	return o
}

// sendComment takes a comment, or shows the article again with what was typed
// and what to mend.
func sendComment(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readArticle(r, v)
	if fault.Is(err, fault.Missing) {
		return gone(w, r, v)
	}
	if err != nil {
		return err
	}
	value := r.PostFormValue
	p.Form.Name, p.Form.Mail, p.Form.Body = value("name"), value("mail"), value("comment")
	p.Form.answering(p.Threads, value("answers"))
	n := comment.New{Article: p.ID, Answers: p.Form.Answers, Name: p.Form.Name, Mail: p.Form.Mail, Body: p.Form.Body}
	err = n.Check()
	caught := false
	if err == nil {
		knock := comment.Knock{Org: v.Place.ID, Article: p.ID, Token: value("token"), Trap: value("website"), Address: addressOf(r), Body: n.Body}
		caught, err = pulseOf(v.Site).wall.Pass(knock, v.Site.Now())
	}
	if err == nil && !caught {
		err = v.Write(r.Context(), func(tx *store.Tx) error { return comment.Send(tx, n) })
	}
	if err == nil {
		v.Go(w, r, p.own()+"?binh-luan=cho#binh-luan")
		return nil
	}
	if fault.Is(err, fault.Internal) {
		return err
	}
	p.Form.Faults, p.Form.Said = v.Faults(err), v.Say(err)
	return p.show(w, r, kit.Status(err))
}
