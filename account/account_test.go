package account_test

import (
	"strings"
	"testing"
	"time"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

const lan, hung = "p-lan", "p-hung"

// house is one agency with two members; its id is not known before.
type house struct {
	*testing.T
	db  *store.DB
	org account.Org
}

func each(t *testing.T, f func(h house)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		org, err := account.Found(t.Context(), db, account.Org{Slug: " Thu-Vien ", Name: "Thư viện tỉnh Hồng Lam"})
		if err != nil {
			t.Fatal(err)
		}
		h := house{t, db, org}
		h.do(func(tx *store.Tx) error {
			return account.Enrol(tx, []account.Person{{ID: lan, Name: "Phạm Thị Ngọc Lan"}, {ID: hung, Name: "Trần Quốc Hưng"}})
		})
		f(h)
	})
}

func (h house) office() access.Actor {
	return access.Actor{Org: h.org.ID, Person: "p-thu-ky", Roles: []access.Role{access.Secretary}}
}

func (h house) as(person string) access.Actor {
	return access.Actor{Org: h.org.ID, Person: person, Roles: []access.Role{access.Delegate}}
}

func (h house) try(who access.Actor, f func(*store.Tx) error) error {
	return h.db.Write(h.Context(), who, f)
}

func (h house) do(f func(*store.Tx) error) {
	h.Helper()
	if err := h.try(h.office(), f); err != nil {
		h.Fatal(err)
	}
}

// wants checks the key of a refusal, in a form the key of its only field.
func (h house) wants(err error, kind fault.Kind, key string) {
	h.Helper()
	f := fault.Of(err)
	said := f.Key
	if len(f.Fields) == 1 {
		said = f.Fields[0].Key
	}
	if err == nil || f.Kind != kind || said != key {
		h.Errorf("got %v, want %s", err, key)
	}
}

// later runs f as if so much time had passed.
func later(d time.Duration, f func(*store.Tx) error) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		now := tx.Now
		defer func() { tx.Now = now }()
		tx.Now = now.Add(d)
		return f(tx)
	}
}

func (h house) card(member string) (c account.Card) {
	h.Helper()
	h.do(func(tx *store.Tx) error {
		cards, err := account.IssueCards(tx, []string{member})
		if err == nil {
			c = cards[0]
		}
		return err
	})
	return c
}

func (h house) byCard(code string) (token string, err error) {
	err = h.try(access.Public(h.org.ID), func(tx *store.Tx) (err error) {
		token, err = account.EnterByCard(tx, code, "điện thoại")
		return err
	})
	return token, err
}

func (h house) recognised(token string) (m account.Member, err error) {
	err = h.try(access.Public(h.org.ID), func(tx *store.Tx) (err error) { m, err = account.Recognise(tx, token); return err })
	return m, err
}

func TestFound(t *testing.T) {
	each(t, func(h house) {
		if h.org.Slug != "thu-vien" || h.org.ID == "" {
			h.Errorf("founded as %+v", h.org)
		}
		_, err := account.Found(h.Context(), h.db, account.Org{Slug: "thu-vien", Name: "Thư viện khác"})
		h.wants(err, fault.Invalid, "account.slug.taken")
		for _, bad := range []string{"", "thư-viện", "a b", "-a", "a-", strings.Repeat("a", 41), "../x"} {
			_, err := account.Found(h.Context(), h.db, account.Org{Slug: bad, Name: "Một cơ quan"})
			h.wants(err, fault.Invalid, "account.slug.form")
		}
		_, err = account.Found(h.Context(), h.db, account.Org{Slug: "khac", Name: " "})
		h.wants(err, fault.Invalid, "fault.required")
		h.do(func(tx *store.Tx) error {
			return account.Amend(tx, account.Org{Slug: "thu-vien", Name: "Thư viện thành phố"})
		})
		h.do(func(tx *store.Tx) error {
			o, err := account.FindOrg(tx)
			if o.Name != "Thư viện thành phố" || o.ID != h.org.ID {
				h.Errorf("amended to %+v", o)
			}
			return err
		})
		h.wants(h.try(h.as(lan), func(tx *store.Tx) error { return account.Amend(tx, h.org) }), fault.Denied, "fault.denied")
	})
}

func TestRoles(t *testing.T) {
	each(t, func(h house) {
		grant := func(member string, role access.Role) error {
			return h.try(h.office(), func(tx *store.Tx) error { return account.Grant(tx, member, role) })
		}
		for _, role := range []access.Role{access.Presidium, access.Editor, access.Editor} {
			if err := grant(lan, role); err != nil {
				h.Fatal(err)
			}
		}
		h.wants(grant(lan, access.Teller), fault.Conflict, "account.clash")
		if err := grant(hung, access.Teller); err != nil {
			h.Fatal(err)
		}
		h.wants(grant(hung, access.Presidium), fault.Conflict, "account.clash")
		h.wants(grant(hung, access.Head), fault.Conflict, "account.clash")
		h.wants(grant("nobody", access.Editor), fault.Missing, "fault.missing")
		h.wants(h.try(h.as(lan), func(tx *store.Tx) error { return account.Grant(tx, lan, access.Admin) }), fault.Denied, "fault.denied")
		h.do(func(tx *store.Tx) error { return account.Withdraw(tx, lan, access.Presidium) })
		if err := grant(lan, access.Teller); err != nil {
			h.Errorf("a teller who presides no longer: %v", err)
		}
		// Enrolling again keeps roles and takes the new name.
		h.do(func(tx *store.Tx) error {
			return account.Enrol(tx, []account.Person{{ID: lan, Name: "Phạm Ngọc Lan"}})
		})
		h.do(func(tx *store.Tx) error {
			all, err := account.List(tx)
			if len(all) != 2 || all[1].Name != "Phạm Ngọc Lan" || len(all[1].Roles) != 2 {
				h.Errorf("members %+v", all)
			}
			tellers, err2 := account.HoldersOf(tx, access.Teller)
			if strings.Join(tellers, " ") != hung+" "+lan {
				h.Errorf("tellers %v", tellers)
			}
			if err == nil {
				err = err2
			}
			return err
		})
	})
}

func TestCards(t *testing.T) {
	each(t, func(h house) {
		c := h.card(lan)
		if len(c.Code) != 8 || c.Member != lan || h.card(lan).Code != c.Code {
			h.Errorf("issued %+v, and again another", c)
		}
		spaced := strings.ToLower(c.Code[:4] + " " + c.Code[4:])
		for _, typed := range []string{c.Code, spaced, " " + c.Code[:4] + "-" + c.Code[4:] + "\n", "https://hoinghi.example/d/thu-vien/the/" + c.Code} {
			token, err := h.byCard(typed)
			if err != nil {
				h.Errorf("%q: %v", typed, err)
				continue
			}
			if m, err := h.recognised(token); err != nil || m.ID != lan || len(m.Roles) != 1 || m.Roles[0] != access.Delegate {
				h.Errorf("%q signs in as %+v, %v", typed, m, err)
			}
		}
		for _, typed := range []string{"", c.Code[:7], c.Code + "2", "ZZZZZZZZ", "ô"} {
			_, err := h.byCard(typed)
			h.wants(err, fault.Missing, "account.card.unknown")
		}
		token, _ := h.byCard(c.Code)
		var renewed account.Card
		h.do(func(tx *store.Tx) (err error) { renewed, err = account.RenewCard(tx, lan); return err })
		_, err := h.byCard(c.Code)
		h.wants(err, fault.Missing, "account.card.unknown")
		_, err = h.recognised(token)
		h.wants(err, fault.Missing, "fault.missing")
		if _, err := h.byCard(renewed.Code); err != nil || renewed.Code == c.Code {
			h.Errorf("the new card %+v: %v", renewed, err)
		}
	})
}

func TestReadingCards(t *testing.T) {
	each(t, func(h house) {
		c := h.card(lan)
		own := func(who access.Actor) (c account.Card, err error) {
			err = h.db.Read(h.Context(), who, func(tx *store.Tx) (err error) { c, err = account.OwnCard(tx); return err })
			return c, err
		}
		if got, err := own(h.as(lan)); err != nil || got.Code != c.Code || got.Name != "Phạm Thị Ngọc Lan" {
			h.Errorf("own card %+v, %v; want %s", got, err, c.Code)
		}
		for _, who := range []access.Actor{h.as(hung), access.Public(h.org.ID), access.Machine(h.org.ID)} {
			_, err := own(who)
			h.wants(err, fault.Missing, "fault.missing")
		}
		all := func(tx *store.Tx) error {
			cards, err := account.Cards(tx)
			if err == nil && (len(cards) != 1 || cards[lan].Code != c.Code) {
				h.Errorf("cards in force: %+v", cards)
			}
			return err
		}
		h.do(all)
		h.wants(h.try(h.as(lan), all), fault.Denied, "fault.denied")
	})
}

func TestLinkIsGoodOnce(t *testing.T) {
	each(t, func(h house) {
		offer := func() (link string) {
			h.do(func(tx *store.Tx) (err error) { link, err = account.OfferLink(tx, lan); return err })
			return link
		}
		enter := func(after time.Duration, link string) error {
			return h.try(access.Public(h.org.ID), later(after, func(tx *store.Tx) error { _, err := account.EnterByLink(tx, link, ""); return err }))
		}
		link := offer()
		if err := enter(7*24*time.Hour-time.Minute, link); err != nil {
			h.Errorf("within the week: %v", err)
		}
		h.wants(enter(0, link), fault.Conflict, "account.link.used")
		h.wants(enter(7*24*time.Hour+time.Minute, offer()), fault.Conflict, "account.link.used")
		h.wants(enter(0, "no such link"), fault.Missing, "account.link.unknown")
	})
}

func TestPassword(t *testing.T) {
	each(t, func(h house) {
		set := func(who access.Actor, plain string) error {
			p := account.NewPassword(plain)
			return h.try(who, func(tx *store.Tx) error { return account.SetPassword(tx, lan, " Lan ", p) })
		}
		h.wants(set(h.office(), "ngắn quá!"), fault.Invalid, "account.password.short")
		h.wants(set(h.as(hung), "mật khẩu của người khác"), fault.Denied, "fault.denied")
		if err := set(h.as(lan), "mật khẩu đủ dài"); err != nil {
			h.Fatal(err)
		}
		enter := func(name, plain string) (string, error) {
			return account.EnterByPassword(h.Context(), h.db, access.Public(h.org.ID), account.Login{Name: name, Password: plain})
		}
		token, err := enter("LAN ", "mật khẩu đủ dài")
		if m, err2 := h.recognised(token); err != nil || err2 != nil || m.ID != lan {
			h.Errorf("the right password: %v, %v, %+v", err, err2, m)
		}
		for _, c := range [][2]string{{"lan", "mật khẩu đủ dà"}, {"lan", ""}, {"hung", "mật khẩu đủ dài"}, {"", ""}, {"", "mật khẩu đủ dài"}} {
			_, err := enter(c[0], c[1])
			h.wants(err, fault.Invalid, "account.password.wrong")
		}
		if err := set(h.office(), "một mật khẩu khác"); err != nil {
			h.Fatal(err)
		}
		_, err = h.recognised(token)
		h.wants(err, fault.Missing, "fault.missing")
	})
}

func TestSessionsEnd(t *testing.T) {
	each(t, func(h house) {
		c := h.card(lan)
		enter := func() string {
			token, err := h.byCard(c.Code)
			if err != nil {
				h.Fatal(err)
			}
			return token
		}
		token := enter()
		month := func(d time.Duration) error {
			return h.try(access.Public(h.org.ID), later(d, func(tx *store.Tx) error { _, err := account.Recognise(tx, token); return err }))
		}
		if err := month(30*24*time.Hour - time.Minute); err != nil {
			h.Errorf("within the month: %v", err)
		}
		h.wants(month(30*24*time.Hour+time.Minute), fault.Missing, "fault.signin")

		other := enter()
		if err := h.try(h.as(lan), func(tx *store.Tx) error { return account.Leave(tx, token) }); err != nil {
			h.Fatal(err)
		}
		_, err := h.recognised(token)
		h.wants(err, fault.Missing, "fault.missing")
		if _, err := h.recognised(other); err != nil {
			h.Errorf("leaving on one device left the other: %v", err)
		}
		h.do(func(tx *store.Tx) error { return account.Shut(tx, lan) })
		_, err = h.recognised(other)
		h.wants(err, fault.Missing, "fault.missing")
	})
}

func TestInactiveMembersDoNotEnter(t *testing.T) {
	each(t, func(h house) {
		c := h.card(lan)
		token, err := h.byCard(c.Code)
		if err != nil {
			h.Fatal(err)
		}
		p := account.NewPassword("mật khẩu đủ dài")
		h.do(func(tx *store.Tx) error { return account.SetPassword(tx, hung, "hung", p) })
		h.do(func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE account_member SET active = $2 WHERE org_id = $1`, false)
			return err
		})
		_, err = h.byCard(c.Code)
		h.wants(err, fault.Denied, "account.inactive")
		_, err = h.recognised(token)
		h.wants(err, fault.Missing, "fault.signin")
		_, err = account.EnterByPassword(h.Context(), h.db, access.Public(h.org.ID), account.Login{Name: "hung", Password: "mật khẩu đủ dài"})
		h.wants(err, fault.Invalid, "account.password.wrong")
	})
}

// Every exported verb, asked from another organisation with every role,
// answers Missing or an empty list, and moves nothing.
func TestTenant(t *testing.T) {
	each(t, func(h house) {
		c := h.card(lan)
		token, err := h.byCard(c.Code)
		if err != nil {
			h.Fatal(err)
		}
		p := account.NewPassword("mật khẩu đủ dài")
		var link string
		h.do(func(tx *store.Tx) error { return account.Grant(tx, lan, access.Editor) })
		h.do(func(tx *store.Tx) (err error) { link, err = account.OfferLink(tx, lan); return err })
		nothing := func(n int, err error) error {
			if err == nil && n == 0 {
				return fault.New(fault.Missing, "nothing")
			}
			return err
		}
		other := access.Actor{Org: "b", Person: lan, Roles: access.Roles()}
		for name, verb := range map[string]func(*store.Tx) error{
			"Amend":    func(tx *store.Tx) error { return account.Amend(tx, h.org) },
			"FindOrg":  func(tx *store.Tx) error { _, err := account.FindOrg(tx); return err },
			"Grant":    func(tx *store.Tx) error { return account.Grant(tx, lan, access.Editor) },
			"Withdraw": func(tx *store.Tx) error { return account.Withdraw(tx, lan, access.Editor) },
			"Find":     func(tx *store.Tx) error { _, err := account.Find(tx, lan); return err },
			"List":     func(tx *store.Tx) error { all, err := account.List(tx); return nothing(len(all), err) },
			"HoldersOf": func(tx *store.Tx) error {
				all, err := account.HoldersOf(tx, access.Editor)
				return nothing(len(all), err)
			},
			"SetPassword": func(tx *store.Tx) error { return account.SetPassword(tx, lan, "lan", p) },
			"IssueCards":  func(tx *store.Tx) error { _, err := account.IssueCards(tx, []string{lan}); return err },
			"Cards":       func(tx *store.Tx) error { all, err := account.Cards(tx); return nothing(len(all), err) },
			"OwnCard":     func(tx *store.Tx) error { _, err := account.OwnCard(tx); return err },
			"RenewCard":   func(tx *store.Tx) error { _, err := account.RenewCard(tx, lan); return err },
			"HolderOf":    func(tx *store.Tx) error { _, err := account.HolderOf(tx, c.Code); return err },
			"EnterByCard": func(tx *store.Tx) error { _, err := account.EnterByCard(tx, c.Code, ""); return err },
			"OfferLink":   func(tx *store.Tx) error { _, err := account.OfferLink(tx, lan); return err },
			"EnterByLink": func(tx *store.Tx) error { _, err := account.EnterByLink(tx, link, ""); return err },
			"Recognise":   func(tx *store.Tx) error { _, err := account.Recognise(tx, token); return err },
			"Shut":        func(tx *store.Tx) error { return account.Shut(tx, lan) },
			"Leave":       func(tx *store.Tx) error { return nothing(0, account.Leave(tx, token)) },
		} {
			if err := h.try(other, verb); !fault.Is(err, fault.Missing) {
				h.Errorf("%s from another organisation: %v, want Missing", name, err)
			}
		}
		if m, err := h.recognised(token); err != nil || len(m.Roles) != 1 {
			h.Errorf("after all that: %+v, %v", m, err)
		}
	})
}
