package portal_test

import (
	"strings"
	"testing"

	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

func kinds(t *testing.T, db *store.DB) string {
	t.Helper()
	var out []string
	read(t, db, public, func(tx *store.Tx) error {
		all, err := portal.ShownBlocks(tx)
		for _, b := range all {
			out = append(out, b.Kind)
		}
		return err
	})
	return strings.Join(out, " ")
}

func TestBlocksStandInTheEditorsOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		g := gate{t, db}
		if got := kinds(t, db); got != "next categories calendar counter staff" {
			t.Errorf("the usual blocks are %q", got)
		}
		put := func(b portal.Block) func(*store.Tx) error {
			return func(tx *store.Tx) error { return portal.PutBlock(tx, b, nil) }
		}
		g.do(editor, put(portal.Block{Kind: portal.BlockLinks, Title: "Liên kết web", Body: "Sở Văn hóa | https://sovhttdl.gov.vn\nBẫy | javascript:alert(1)\n"}))
		g.do(editor, func(tx *store.Tx) error { return portal.MoveBlock(tx, "counter", true) })
		g.do(editor, put(portal.Block{ID: "staff", Hidden: true}))
		if got := kinds(t, db); got != "next categories counter calendar links" {
			t.Errorf("blocks stand as %q", got)
		}
		read(t, db, public, func(tx *store.Tx) error {
			all, err := portal.ShownBlocks(tx)
			e := all[len(all)-1].Entries()
			if len(e) != 2 || e[0] != (portal.Entry{Label: "Sở Văn hóa", Link: "https://sovhttdl.gov.vn"}) || e[1].Link != "" {
				t.Errorf("entries %+v", e)
			}
			return err
		})
		banner := portal.Block{Kind: portal.BlockBanner, Title: "Tháng hành động", Body: "Vì an toàn thực phẩm", First: law.MustDay("2000-01-01"), Last: law.MustDay("2000-01-31")}
		g.do(editor, put(banner))
		if got := kinds(t, db); strings.Contains(got, "banner") {
			t.Errorf("a banner of long ago stands in %q", got)
		}
		for name, b := range map[string]portal.Block{
			"no title": {Kind: portal.BlockSupport, Body: "x"}, "kind": {Kind: "script", Title: "x", Body: "x"}, "made twice": {Kind: "", Title: "x", Body: "x"},
			"days": {Kind: portal.BlockBanner, Title: "x", Body: "x", First: law.MustDay("2026-02-01"), Last: law.MustDay("2026-01-01")},
			"link": {Kind: portal.BlockBanner, Title: "x", Body: "x", Link: "javascript:alert(1)"}, "mail": {Kind: portal.BlockMail, Title: "x", Body: "không phải thư"},
		} {
			if err := g.try(editor, put(b)); !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
		g.refuse(g.try(writer, put(banner)), fault.Denied)
		g.refuse(g.try(editor, func(tx *store.Tx) error { return portal.RemoveBlock(tx, "calendar") }), fault.Missing)
	})
}

func TestBannerPictureIsPublic(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		g := gate{t, db}
		pics := picture(t, 400, 200)
		banner := portal.Block{Kind: portal.BlockBanner, Title: "Ngày Sách"}
		g.refuse(g.try(editor, func(tx *store.Tx) error { return portal.PutBlock(tx, banner, &pics) }), fault.Invalid)
		banner.Alt = "Ngày Sách Việt Nam 21/4"
		g.do(editor, func(tx *store.Tx) error { return portal.PutBlock(tx, banner, &pics) })
		read(t, db, public, func(tx *store.Tx) error {
			all, err := portal.Blocks(tx)
			if err != nil {
				return err
			}
			b := all[len(all)-1]
			_, free, err := portal.OpenPicture(tx, b.File, 160)
			if !free || b.Width != 400 {
				t.Errorf("picture of %+v: public %v", b, free)
			}
			return err
		})
	})
}

func TestSettingsAreTheEditors(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		g := gate{t, db}
		s := portal.Site{TwoPeople: true, Stamp: portal.StampShort, Mail: "thuvien@honglam.gov.vn"}
		g.refuse(g.try(writer, func(tx *store.Tx) error { return portal.SetUp(tx, s) }), fault.Denied)
		bad := s
		bad.Mail = "thuvien"
		g.refuse(g.try(editor, func(tx *store.Tx) error { return portal.SetUp(tx, bad) }), fault.Invalid)
		for range 2 { // made, then changed
			g.do(editor, func(tx *store.Tx) error { return portal.SetUp(tx, s) })
			s.Comments = true
		}
		read(t, db, public, func(tx *store.Tx) error {
			got, err := portal.FindSite(tx)
			if got != s {
				t.Errorf("settings %+v, want %+v", got, s)
			}
			return err
		})
	})
}

func TestDisclosuresAreForEverybody(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		g := gate{t, db}
		paper := []byte("%PDF-1.4\nDự toán năm 2022\n%%EOF\n")
		d := portal.Disclosure{Title: "Công khai dự toán năm 2022", Day: law.MustDay("2022-01-21")}
		add := func(tx *store.Tx) error { return portal.Disclose(tx, d, "du-toan.pdf", paper) }
		g.refuse(g.try(writer, add), fault.Denied)
		g.do(editor, add)
		g.refuse(g.try(editor, func(tx *store.Tx) error { return portal.Disclose(tx, portal.Disclosure{}, "a.pdf", paper) }), fault.Invalid)
		g.refuse(g.try(editor, func(tx *store.Tx) error { return portal.Disclose(tx, d, "a.exe", []byte("MZ\x90\x00")) }), fault.Invalid)
		var id string
		read(t, db, public, func(tx *store.Tx) error {
			all, err := portal.Disclosures(tx, "DU TOAN")
			if err != nil || len(all) != 1 {
				t.Fatalf("found %+v, %v", all, err)
			}
			id = all[0].ID
			f, body, err := portal.OpenDisclosure(tx, id)
			if f.Type != "application/pdf" || string(body) != string(paper) {
				t.Errorf("opened %+v", f)
			}
			none, _ := portal.Disclosures(tx, "quyết toán")
			if len(none) != 0 {
				t.Errorf("found %+v", none)
			}
			return err
		})
		g.do(editor, func(tx *store.Tx) error { return portal.Conceal(tx, id) })
		g.refuse(g.try(editor, func(tx *store.Tx) error { return portal.Conceal(tx, id) }), fault.Missing)
	})
}
