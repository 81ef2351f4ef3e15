package kit

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"

	"hoinghi/store"
)

const onceField = "once"

// NewOnce is a fresh key for the hidden field of a form.
func NewOnce() string { return rand.Text() }

// Act does what a form asks, once: f returns the path (with base) to go to.
// A form that arrives again because a link broke is led to the same place.
func (v *Visit) Act(w http.ResponseWriter, r *http.Request, f func(*store.Tx) (to string, err error)) error {
	key := r.FormValue(onceField)
	var to string
	err := v.Write(r.Context(), func(tx *store.Tx) error {
		if key != "" {
			answer, again, err := store.Once(tx, v.Who.Person+"/"+key)
			if err != nil || again {
				to = answer
				return err
			}
		}
		var err error
		if to, err = f(tx); err != nil || key == "" {
			return err
		}
		return store.Keep(tx, v.Who.Person+"/"+key, to)
	})
	if err != nil {
		return err
	}
	v.Go(w, r, to)
	return nil
}

// Go leads the reader to a path with base. A form sent by script is told where
// to go, so that the target is read once and not twice.
func (v *Visit) Go(w http.ResponseWriter, r *http.Request, to string) {
	if r.Header.Get("X-Send") != "" {
		w.Header().Set("X-Go", to)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// Back is the path of this site that a form names in its field "to", or the
// fallback: never another site's.
func (v *Visit) Back(r *http.Request, fallback string) string {
	to := r.FormValue("to")
	u, err := url.Parse(to)
	if err != nil || to == "" || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, "\\") {
		return v.Path(fallback)
	}
	return to
}

// SignInPath asks the reader to sign in and leads back here afterwards.
func (v *Visit) SignInPath(r *http.Request) string {
	return v.Path("/vao?to=", url.QueryEscape(v.Path(v.URL)))
}
