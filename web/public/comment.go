package public

import (
	"net/http"

	"hoinghi/comment"
	"hoinghi/fault"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

const mostForm = 4 << 20 // bytes of a comment's form: a megabyte of text comes back to be cut

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

// sendComment takes a comment, or shows what was typed and what to mend: under
// the article, or alone while more come than can be read.
func sendComment(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	value := r.PostFormValue
	n := comment.New{Article: portal.IDOf(r.PathValue("address")), Answers: value("answers"), Name: value("name"), Mail: value("mail"), Body: value("comment")}
	err := n.Check()
	caught := false
	if err == nil {
		knock := comment.Knock{Org: v.Place.ID, Article: n.Article, Token: value("token"), Trap: value("website"), Address: addressOf(r), Body: n.Body}
		caught, err = pulseOf(v.Site).wall.Pass(knock, v.Site.Now())
	}
	if fault.Is(err, fault.Busy) {
		return putOff(w, r, v, n, err)
	}
	p, missing := readArticle(r, v)
	if fault.Is(missing, fault.Missing) {
		return gone(w, r, v)
	}
	if missing != nil {
		return missing
	}
	p.Form.Name, p.Form.Mail, p.Form.Body = n.Name, n.Mail, n.Body
	p.Form.answering(p.Threads, n.Answers)
	n.Answers = p.Form.Answers
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

// putOff keeps what a reader typed while the wall lets nothing more in. It asks
// the record for nothing, so that a flood costs little.
func putOff(w http.ResponseWriter, r *http.Request, v *kit.Visit, n comment.New, why error) error {
	p := articlePage{frame: frame{Visit: v, Origin: kit.Origin(r)}, Article: portal.Article{ID: n.Article}}
	p.Form = commentForm{Open: true, Token: r.PostFormValue("token"), Answers: n.Answers, Name: n.Name, Mail: n.Mail, Body: n.Body, Said: v.Say(why)}
	return p.answer(w, r, sheet{Body: putOffView(p), Status: kit.Status(why)})
}
