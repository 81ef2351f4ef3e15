package comment_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/comment"
	"hoinghi/fault"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

var (
	editor = access.Actor{Org: "a", Person: "p1", Roles: []access.Role{access.Editor}}
	writer = access.Actor{Org: "a", Person: "p2", Roles: []access.Role{access.Union}}
	reader = access.Public("a")
)

func do(t *testing.T, db *store.DB, who access.Actor, f func(*store.Tx) error) {
	t.Helper()
	if err := db.Write(context.Background(), who, f); err != nil {
		t.Fatal(err)
	}
}

func article(t *testing.T, db *store.DB) (id string) {
	t.Helper()
	do(t, db, editor, func(tx *store.Tx) error {
		a, err := portal.Begin(tx, portal.Text{Title: "T", Lead: "L", Body: "B"})
		if err == nil {
			id, err = a.ID, portal.Publish(tx, a.ID)
		}
		return err
	})
	return id
}

func send(db *store.DB, n comment.New) error {
	return db.Write(context.Background(), reader, func(tx *store.Tx) error { return comment.Send(tx, n) })
}

func valid(article string) comment.New {
	return comment.New{Article: article, Name: "Lê Thị Mai", Mail: "mai@gmail.com", Body: "Bài viết rất bổ ích."}
}

func list(t *testing.T, db *store.DB) (all []comment.Comment) {
	t.Helper()
	do(t, db, editor, func(tx *store.Tx) (err error) { all, err = comment.List(tx); return err })
	return all
}

func under(t *testing.T, db *store.DB, article string) (all []comment.Thread) {
	t.Helper()
	do(t, db, reader, func(tx *store.Tx) (err error) { all, err = comment.Under(tx, article); return err })
	return all
}

func TestNothingIsPublicBeforeAPersonReadIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		id := article(t, db)
		if err := send(db, valid(id)); err != nil {
			t.Fatal(err)
		}
		if got := under(t, db, id); len(got) != 0 {
			t.Fatalf("unread and public: %+v", got)
		}
		c := list(t, db)[0]
		for _, who := range []access.Actor{reader, writer} {
			if err := db.Write(context.Background(), who, func(tx *store.Tx) error { return comment.Decide(tx, c.ID, comment.Shown) }); err == nil {
				t.Errorf("%+v decided", who)
			}
		}
		do(t, db, editor, func(tx *store.Tx) error { return comment.Decide(tx, c.ID, comment.Shown) })
		if got := under(t, db, id); len(got) != 1 || got[0].Name != "Lê Thị Mai" {
			t.Fatalf("shown: %+v", got)
		}
		answer := valid(id)
		answer.Answers, answer.Body = c.ID, "Tôi cũng nghĩ vậy."
		if err := send(db, answer); err != nil {
			t.Fatal(err)
		}
		second := list(t, db)[0]
		do(t, db, editor, func(tx *store.Tx) error {
			return comment.Reply(tx, second.ID, "Thư viện tỉnh", "Cảm ơn bạn đọc.")
		})
		got := under(t, db, id)
		if len(got) != 1 || len(got[0].Answered) != 2 || !got[0].Answered[1].Official {
			t.Errorf("one level of answers: %+v", got)
		}
		answer.Answers = second.ID
		if err := send(db, answer); err != nil {
			t.Fatal(err)
		}
		if c := list(t, db)[0]; c.Answers != got[0].ID {
			t.Errorf("an answer to an answer stands under %q", c.Answers)
		}
	})
}

func TestWhatIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		id := article(t, db)
		for name, change := range map[string]func(*comment.New){
			"name": func(n *comment.New) { n.Name = " " }, "mail missing": func(n *comment.New) { n.Mail = "" },
			"mail": func(n *comment.New) { n.Mail = "mai" }, "mail with name": func(n *comment.New) { n.Mail = "Mai <mai@gmail.com>" },
			"body": func(n *comment.New) { n.Body = "\n \u200b" }, "long": func(n *comment.New) { n.Body = strings.Repeat("a", comment.MostBody+1) },
			"links": func(n *comment.New) { n.Body = "http://a http://b https://c" }, "name link": func(n *comment.New) { n.Name = "http://casino" },
		} {
			n := valid(id)
			change(&n)
			if err := send(db, n); !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
		n := valid("khong-co")
		if err := send(db, n); !fault.Is(err, fault.Missing) {
			t.Errorf("no article: %v", err)
		}
		n = valid(id)
		n.Answers = "khong-co"
		if err := send(db, n); !fault.Is(err, fault.Missing) {
			t.Errorf("no such comment: %v", err)
		}
		do(t, db, editor, func(tx *store.Tx) error { return portal.SetUp(tx, portal.Site{Comments: false}) })
		if err := send(db, valid(id)); !fault.Is(err, fault.Denied) {
			t.Errorf("closed: %v", err)
		}
		if got := list(t, db); len(got) != 0 {
			t.Errorf("kept %+v", got)
		}
	})
}

func TestTheMailIsForgottenWithARefusal(t *testing.T) {
	db := storetest.SQLite(t)
	id := article(t, db)
	if err := send(db, valid(id)); err != nil {
		t.Fatal(err)
	}
	mail := func() (m string) {
		do(t, db, editor, func(tx *store.Tx) (err error) {
			m, err = store.Value[string](tx, `SELECT mail FROM comment_comment WHERE org_id = $1`)
			return err
		})
		return m
	}
	if mail() != "mai@gmail.com" {
		t.Fatal("not kept")
	}
	c := list(t, db)[0]
	do(t, db, editor, func(tx *store.Tx) error { return comment.Decide(tx, c.ID, comment.Refused) })
	if got := mail(); got != "" {
		t.Errorf("kept %q", got)
	}
}

func TestSoManyMayWait(t *testing.T) {
	db := storetest.SQLite(t)
	id := article(t, db)
	full := 0
	for i := range 520 {
		n := valid(id)
		n.Body = fmt.Sprintf("Ý kiến %d", i)
		if err := send(db, n); fault.Is(err, fault.Busy) {
			full++
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if full != 20 {
		t.Errorf("%d of 520 were put off, want 20", full)
	}
}
