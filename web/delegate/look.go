package delegate

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"hoinghi/web/kit"
)

// aidNames are what a reader may choose without scripts; with scripts the
// device itself remembers.
var aidNames = []string{"big", "contrast"}

const lookCookie = "look-"

// looking gives every page of the phone the looks that came with the request.
func looking(h kit.Handler) kit.Handler {
	return func(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
		var on []string
		for _, name := range aidNames {
			if c, err := r.Cookie(lookCookie + name); err == nil && c.Value == "1" {
				on = append(on, name)
			}
		}
		v.Root = strings.Join(on, " ")
		return h(w, r, v)
	}
}

// look turns one choice over and comes back.
func look(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	name := r.PostFormValue("look")
	if !slices.Contains(aidNames, name) {
		name = aidNames[0]
	}
	c := &http.Cookie{Name: lookCookie + name, Value: "1", Path: v.Path("/"), MaxAge: int((365 * 24 * time.Hour).Seconds()), HttpOnly: true, SameSite: http.SameSiteLaxMode}
	if pressed(v.Root, name) == "true" {
		c.Value, c.MaxAge = "", -1
	}
	http.SetCookie(w, c)
	v.Go(w, r, v.Back(r, "/dai-bieu"))
	return nil
}

// pressed reports whether a look is chosen, as an attribute.
func pressed(looks, name string) string {
	return strconv.FormatBool(slices.Contains(strings.Fields(looks), name))
}

// read is the selector of what may be read aloud.
func (f frame) read() string {
	if f.Read == "" {
		return "#noi-dung"
	}
	return f.Read
}
