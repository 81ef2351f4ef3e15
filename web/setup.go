package web

import (
	"crypto/subtle"
	"net/http"
	"strings"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// setupPage is the first page of an empty installation: the unit and the
// person who will keep it. Only who started the program has its address.
type setupPage struct {
	*kit.Visit
	Token  string
	Org    account.Org
	Person string
	Faults kit.Faults
}

const setupPath = "/thiet-lap/"

// setup answers the set-up address while there is no organisation.
func (web *Web) setup(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	token := strings.TrimPrefix(r.URL.Path, setupPath)
	if web.site.SetUp == "" || subtle.ConstantTimeCompare([]byte(token), []byte(web.site.SetUp)) != 1 {
		return fault.New(fault.Missing, "fault.missing")
	}
	orgs, err := web.directory(r.Context(), true)
	if err != nil {
		return err
	}
	if len(orgs) > 0 {
		http.Redirect(w, r, "/d/"+orgs[0].Slug+"/vao", http.StatusSeeOther)
		return nil
	}
	p := setupPage{Visit: v, Token: token, Org: account.Org{Kind: string(law.Administrative)}}
	if r.Method != http.MethodPost {
		return v.Show(w, r, setupView(p))
	}
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	p.Person = strings.Join(strings.Fields(r.PostFormValue("person")), " ")
	p.Org.Name = strings.Join(strings.Fields(r.PostFormValue("name")), " ")
	p.Org.Kind = r.PostFormValue("kind")
	p.Org.HeadTitle = strings.TrimSpace(r.PostFormValue("head"))
	p.Org.Slug = slugOf(p.Org.Name)
	token, err = web.found(r, p)
	if fault.Is(err, fault.Invalid) {
		p.Faults = v.Faults(err)
		return v.Return(w, r, setupView(p))
	}
	if err != nil {
		return err
	}
	web.mu.Lock()
	web.orgs = nil
	web.mu.Unlock()
	http.SetCookie(w, &http.Cookie{Name: cookie, Value: token, Path: "/d/" + p.Org.Slug + "/", MaxAge: 30 * 24 * 3600,
		HttpOnly: true, Secure: secure(r), SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, "/d/"+p.Org.Slug+"/ban", http.StatusSeeOther)
	return nil
}

// found sets up the unit with its first member and lets that person in.
func (web *Web) found(r *http.Request, p setupPage) (token string, err error) {
	var f fault.Form
	f.Check(p.Org.Name != "", "name", "fault.required")
	f.Check(p.Person != "", "person", "fault.required")
	_, unknown := law.ParseUnitKind(p.Org.Kind)
	f.Check(unknown == nil, "kind", "fault.choice")
	if err := f.Err(); err != nil {
		return "", err
	}
	org, err := account.Found(r.Context(), web.site.DB, p.Org)
	if err != nil {
		return "", err
	}
	const first = "quan-tri"
	err = web.site.DB.Write(r.Context(), access.Machine(org.ID), func(tx *store.Tx) error {
		if err := account.Enrol(tx, []account.Person{{ID: first, Name: p.Person}}); err != nil {
			return err
		}
		for _, role := range []access.Role{access.Admin, access.Secretary, access.Presidium} {
			if err := account.Grant(tx, first, role); err != nil {
				return err
			}
		}
		cards, err := account.IssueCards(tx, []string{first})
		if err != nil {
			return err
		}
		token, err = account.EnterByCard(tx, cards[0].Code, r.UserAgent())
		return err
	})
	return token, err
}

const longestSlug = 40 // of an organisation's address

// slugOf makes an address of a name: Thư viện tỉnh Hồng Lam is
// thu-vien-tinh-hong-lam.
func slugOf(name string) string {
	s := portal.Slug(name)
	return strings.TrimRight(s[:min(len(s), longestSlug)], "-")
}

func (p setupPage) kinds() []kit.Option {
	var out []kit.Option
	for _, k := range law.UnitKinds() {
		out = append(out, kit.Option{Value: string(k), Label: k.Name()})
	}
	return out
}
