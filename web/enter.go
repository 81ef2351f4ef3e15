package web

import (
	"net/http"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/web/kit"
)

func (web *Web) enterRoutes() {
	web.mux.On("GET /vao", web.showEnter)
	web.mux.On("POST /vao", web.enter)
	web.mux.On("GET /the/{code}", web.enterByCard)
	web.mux.On("GET /moi/{token}", web.showLink)
	web.mux.On("POST /moi/{token}", web.enterByLink)
	web.mux.On("POST /ra", web.leave)
	web.mux.On("POST /tieng", web.speak)
}

// enterPage is the way in: by card, or by name and password.
type enterPage struct {
	*kit.Visit
	Faults      kit.Faults
	Code, Login string
	To          string
}

func (web *Web) showEnter(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	if v.SignedIn() {
		http.Redirect(w, r, v.Back(r, home(v.Who)), http.StatusSeeOther)
		return nil
	}
	return v.Show(w, r, enterView(enterPage{Visit: v, To: r.FormValue("to")}))
}

func (web *Web) enter(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := enterPage{Visit: v, Code: r.PostFormValue("code"), Login: r.PostFormValue("login"), To: r.PostFormValue("to")}
	token, err := web.tokenFor(r, v, p)
	if fault.Is(err, fault.Invalid) {
		p.Faults = v.Faults(err)
		return v.Return(w, r, enterView(p))
	}
	if err != nil {
		return err
	}
	return web.letIn(w, r, v, token)
}

func (web *Web) tokenFor(r *http.Request, v *kit.Visit, p enterPage) (token string, err error) {
	field := "code"
	if p.Login != "" || p.Code == "" {
		field = "password"
	}
	var f fault.Form
	if f.Check(web.limit.allow(r, v.Place.ID), field, "account.slow"); f.Err() != nil {
		return "", f.Err()
	}
	if field == "password" {
		return account.EnterByPassword(r.Context(), v.Site.DB, v.Who, account.Login{Name: p.Login, Password: r.PostFormValue("password"), Device: r.UserAgent()})
	}
	err = v.Write(r.Context(), func(tx *store.Tx) error {
		token, err = account.EnterByCard(tx, p.Code, r.UserAgent())
		return err
	})
	if fault.Is(err, fault.Missing) {
		f.Check(false, "code", fault.Of(err).Key)
		return "", f.Err()
	}
	return token, err
}

func (web *Web) enterByCard(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := enterPage{Visit: v, Code: r.PathValue("code")}
	token, err := web.tokenFor(r, v, p)
	if fault.Is(err, fault.Invalid) {
		p.Faults = v.Faults(err)
		return v.Return(w, r, enterView(p))
	}
	if err != nil {
		return err
	}
	return web.letIn(w, r, v, token)
}

// linkPage asks for one tap, because programs that preview a message open its
// links and would use up a link that works once.
type linkPage struct {
	*kit.Visit
	Token string
}

func (web *Web) showLink(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return v.Show(w, r, linkView(linkPage{v, r.PathValue("token")}))
}

func (web *Web) enterByLink(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	if !web.limit.allow(r, v.Place.ID) {
		return fault.New(fault.Busy, "account.slow")
	}
	var token string
	err := v.Write(r.Context(), func(tx *store.Tx) (err error) {
		token, err = account.EnterByLink(tx, r.PathValue("token"), r.UserAgent())
		return err
	})
	if err != nil {
		return err
	}
	return web.letIn(w, r, v, token)
}

func (web *Web) letIn(w http.ResponseWriter, r *http.Request, v *kit.Visit, token string) error {
	http.SetCookie(w, &http.Cookie{Name: cookie, Value: token, Path: v.Path("/"), MaxAge: 30 * 24 * 3600,
		HttpOnly: true, Secure: secure(r), SameSite: http.SameSiteLaxMode})
	var to string
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		m, err := account.Recognise(tx, token)
		to = v.Back(r, home(access.Actor{Org: v.Place.ID, Person: m.ID, Roles: m.Roles}))
		return err
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// home is where a role's work begins.
func home(a access.Actor) string {
	switch {
	case a.Has(access.Presidium) && !a.May(access.Prepare):
		return "/dieu-hanh"
	case a.May(access.SeeWork):
		return "/ban"
	}
	return "/dai-bieu"
}

func (web *Web) leave(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	if c, err := r.Cookie(cookie); err == nil {
		if err := v.Write(r.Context(), func(tx *store.Tx) error { return account.Leave(tx, c.Value) }); err != nil {
			return err
		}
	}
	http.SetCookie(w, &http.Cookie{Name: cookie, Path: v.Path("/"), MaxAge: -1, HttpOnly: true, Secure: secure(r), SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, v.Path("/"), http.StatusSeeOther)
	return nil
}

func (web *Web) speak(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	lang := "vi"
	if r.PostFormValue("lang") == "en" {
		lang = "en"
	}
	http.SetCookie(w, &http.Cookie{Name: "lang", Value: lang, Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()), Secure: secure(r), SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, v.Back(r, "/"), http.StatusSeeOther)
	return nil
}

func secure(r *http.Request) bool { return r.TLS != nil }
