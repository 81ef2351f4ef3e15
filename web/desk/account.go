package desk

import (
	"net/http"
	"slices"
	"strings"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
)

func accountRoutes(m *kit.Mux) {
	m.On("GET /ban/tai-khoan", kit.Only(access.KeepDoors, listAccounts))
	m.On("GET /ban/tai-khoan/{id}", kit.Only(access.KeepDoors, showAccount))
	m.On("POST /ban/tai-khoan/{id}/vai-tro", kit.Only(access.KeepDoors, setRoles))
	m.On("POST /ban/tai-khoan/{id}/lien-ket", kit.Only(access.KeepDoors, offerLink))
	m.On("POST /ban/tai-khoan/{id}/mat-khau", kit.Only(access.KeepDoors, setPassword))
	m.On("POST /ban/tai-khoan/{id}/dong-phien", kit.Only(access.KeepDoors, shutAccount))
}

// accountsPage is who may sign in, and with which roles.
type accountsPage struct {
	*kit.Visit
	List    kit.List
	Members []account.Member
	All     int
}

func listAccounts(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := accountsPage{Visit: v, List: v.ListOf(r, "", "vai-tro")}
	var all []account.Member
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		all, err = account.List(tx)
		return err
	})
	if err != nil {
		return err
	}
	p.All = len(all)
	keys := map[string]string{}
	for _, m := range all {
		keys[m.ID] = locale.SortKey(locale.SplitName(m.Name))
	}
	slices.SortFunc(all, func(a, b account.Member) int {
		return strings.Compare(keys[a.ID], keys[b.ID])
	})
	role, search := p.List.Filter("vai-tro"), locale.FoldSearch(p.List.Search)
	found := slices.DeleteFunc(all, func(m account.Member) bool {
		return role != "" && !slices.Contains(m.Roles, access.Role(role)) || !strings.Contains(locale.FoldSearch(m.Name+" | "+m.Login), search)
	})
	if wantsSheet(r) {
		return p.export(w, found)
	}
	p.Members = kit.Cut(&p.List, found)
	return v.Show(w, r, accountsView(p))
}

// accountPage is one member: roles and ways in.
type accountPage struct {
	*kit.Visit
	Member account.Member
	Chosen []string // roles as ticked
	Login  string
	Fault  string // of the roles
	Faults kit.Faults
}

func showAccount(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readAccount(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, accountView(p))
}

func readAccount(r *http.Request, v *kit.Visit) (accountPage, error) {
	p := accountPage{Visit: v}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p.Member, err = account.Find(tx, r.PathValue("id"))
		return err
	})
	for _, role := range p.Member.Roles {
		p.Chosen = append(p.Chosen, string(role))
	}
	p.Login = p.Member.Login
	return p, err
}

// setRoles withdraws before it grants, so that two roles that clash may change
// places at once.
func setRoles(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id, chosen := r.PathValue("id"), r.PostForm["role"]
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		m, err := account.Find(tx, id)
		if err != nil {
			return "", err
		}
		for _, role := range m.Roles {
			if !slices.Contains(chosen, string(role)) {
				if err := account.Withdraw(tx, id, role); err != nil {
					return "", err
				}
			}
		}
		for _, role := range access.Roles() {
			if slices.Contains(chosen, string(role)) && !slices.Contains(m.Roles, role) {
				if err := account.Grant(tx, id, role); err != nil {
					return "", err
				}
			}
		}
		return v.Path("/ban/tai-khoan/", id), nil
	})
	if !fault.Is(err, fault.Conflict) {
		return err
	}
	p, again := readAccount(r, v)
	if again != nil {
		return again
	}
	p.Fault, p.Chosen = v.Say(err), chosen
	return v.Return(w, r, accountView(p))
}

func offerLink(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id := r.PathValue("id")
	var token string
	var m account.Member
	err := v.Write(r.Context(), func(tx *store.Tx) (err error) {
		if m, err = account.Find(tx, id); err != nil {
			return err
		}
		token, err = account.OfferLink(tx, id)
		return err
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, secretView(secretPage{Visit: v, Title: v.T("desk.account.link.title"), Name: m.Name, Back: "/ban/tai-khoan/" + id,
		How: v.T("desk.account.link.how"), Link: kit.Origin(r) + v.Path("/moi/", token)}))
}

func setPassword(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id, login := r.PathValue("id"), r.PostFormValue("login")
	secret := account.NewPassword(r.PostFormValue("password"))
	err := v.Act(w, r, func(tx *store.Tx) (string, error) {
		return v.Path("/ban/tai-khoan/", id), account.SetPassword(tx, id, login, secret)
	})
	var said kit.Faults
	switch {
	case fault.Is(err, fault.Invalid):
		said = v.Faults(err)
	case fault.Is(err, fault.Conflict):
		said = kit.Faults{"login": v.T("desk.account.login.taken")}
	default:
		return err
	}
	p, err := readAccount(r, v)
	if err != nil {
		return err
	}
	p.Login, p.Faults = login, said
	return v.Return(w, r, accountView(p))
}

func shutAccount(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id := r.PathValue("id")
	return v.Act(w, r, func(tx *store.Tx) (string, error) {
		if _, err := account.Find(tx, id); err != nil {
			return "", err
		}
		return v.Path("/ban/tai-khoan/", id), account.Shut(tx, id)
	})
}

// keys: role.* desk.account.role.*
func roleOptions(v *kit.Visit, hints bool) (out []kit.Option) {
	for _, role := range access.Roles() {
		o := kit.Option{Value: string(role), Label: v.T("role." + string(role))}
		if hints {
			o.Hint = v.T("desk.account.role." + string(role))
		}
		out = append(out, o)
	}
	return out
}

func roleWords(v *kit.Visit, roles []access.Role) string {
	var out []string
	for _, role := range access.Roles() {
		if slices.Contains(roles, role) {
			out = append(out, v.T("role."+string(role)))
		}
	}
	return strings.Join(out, ", ")
}
