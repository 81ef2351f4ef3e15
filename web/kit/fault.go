package kit

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
)

// keys: role.*

var statuses = map[fault.Kind]int{
	fault.Internal: http.StatusInternalServerError,
	fault.Invalid:  http.StatusUnprocessableEntity,
	fault.Denied:   http.StatusForbidden,
	fault.Missing:  http.StatusNotFound,
	fault.Conflict: http.StatusConflict,
	fault.Busy:     http.StatusServiceUnavailable,
}

// faultOf finds the fault in an error. Where the law cannot be applied to what
// was given, that must be mended and is no mistake of ours.
func faultOf(err error) *fault.Fault {
	f := fault.Of(err)
	var e *law.Error
	if f.Kind == fault.Internal && errors.As(err, &e) {
		return fault.New(fault.Invalid, e.Key, e.Args...).Because(err)
	}
	return f
}

// Status is the only table from kinds of fault to what a browser is told.
func Status(err error) int { return statuses[faultOf(err).Kind] }

// HungUp reports whether an error says no more than that the reader's link
// broke while the answer was made: that is nobody's fault.
func HungUp(r *http.Request, err error) bool {
	return errors.Is(err, context.Canceled) && r.Context().Err() != nil
}

// Fail answers with the fault's page. An internal fault shows a short code
// that stands in the log too, and nothing of its cause. Somebody who hung up
// gets no page: should the answer arrive after all, it says to ask again.
func (v *Visit) Fail(w http.ResponseWriter, r *http.Request, err error) {
	if HungUp(r, err) {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	f := faultOf(err)
	code := ""
	if f.Kind == fault.Internal {
		code = rand.Text()[:6]
		v.Site.Log.Error("internal fault", slog.String("code", code), slog.String("path", r.Pattern), slog.Any("err", err))
	}
	w.Header().Set("Cache-Control", "no-store")
	p := FaultPage{Visit: v, Status: Status(err), Said: v.Say(f), Code: code}
	if f.Kind == fault.Missing && !v.SignedIn() {
		p.SignIn = v.SignInPath(r)
	}
	if err := v.Page(w, r, Page{Status: Status(err), Body: faultPage(p)}); err != nil && !HungUp(r, err) {
		v.Site.Log.Error("draw a fault", slog.Any("err", err))
	}
}

// FaultPage is what somebody sees who cannot go on here.
type FaultPage struct {
	*Visit
	Status int
	Said   string
	Code   string
	SignIn string
}

// Say is a fault in the reader's words; each field of a form is said beside
// the field, by Faults.
func (v *Visit) Say(err error) string {
	f := faultOf(err)
	return say(v.W, f.Key, f.Args)
}

// Faults are the words beside the fields of a form, by field name.
type Faults map[string]string

// Faults takes the faults of a form apart; other errors have none.
func (v *Visit) Faults(err error) Faults {
	said := Faults{}
	for _, f := range faultOf(err).Fields {
		if said[f.Name] == "" {
			said[f.Name] = say(v.W, f.Key, f.Args)
		}
	}
	return said
}

// say translates a key and those of its arguments that are words themselves.
func say(w *locale.Words, key string, args []any) string {
	out := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case access.Label:
			out[i] = w.T("role." + string(a))
		case access.Role:
			out[i] = w.T("role." + string(a))
		default:
			out[i] = a
		}
	}
	return w.T(key, out...)
}
