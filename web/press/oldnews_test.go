package press_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hoinghi/oldnews"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/web/browser"
)

// wordFile is an article as an office keeps it: Word with a picture in it.
func wordFile(t *testing.T, photo []byte, text ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range map[string]string{
		"word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` +
			strings.Join(text, `</w:t></w:r></w:p><w:p><w:r><w:t>`) + `</w:t></w:r></w:p><w:p><w:r><w:drawing><a:blip r:embed="rId1"/></w:drawing></w:r></w:p></w:body></w:document>`,
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="rId1" Target="media/image1.jpeg"/></Relationships>`,
		"word/media/image1.jpeg":       string(photo),
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, body)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Old news in Word and from a feed are looked over, dated and kept with their
// picture and the one figure that was confirmed; nothing is kept before.
func TestOldNewsInABrowser(t *testing.T) {
	db := storetest.SQLite(t)
	base, dir := newsroom(t, db), t.TempDir()
	word, feed := filepath.Join(dir, "bai.docx"), filepath.Join(dir, "cu.rss")
	for file, body := range map[string][]byte{
		word: wordFile(t, photoBytes(t, 640), "Hội nghị viên chức năm 2021", "Ngày 07/01/2022, đơn vị tổ chức hội nghị.", "Có 18 cá nhân được khen.", "Một số hình ảnh tại hội nghị:", "Quang cảnh hội nghị"),
		feed: []byte(`<rss version="2.0"><channel><item><title>Ngày hội đọc sách</title><description>&lt;p&gt;Sáng nay, thư viện mở ngày hội.&lt;/p&gt;&lt;p&gt;Có 320 người đến dự.&lt;/p&gt;</description><pubDate>Thu, 21 Apr 2022 08:30:00 +0700</pubDate></item></channel></rss>`),
	} {
		if err := os.WriteFile(file, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p := browser.Start(t).Page(t, 1440, 900)
	look := func(name string) {
		t.Helper()
		for _, found := range p.Axe() {
			t.Errorf("%s: %s", name, found)
		}
		if out := p.SticksOut(360); out != "" {
			t.Errorf("%s sticks out: %s", name, out)
		}
		p.ShotAt("press-"+name, 360, 1440)
	}
	p.Open(base + "/ban/tin-cu")
	look("old-empty")
	p.Upload("[type=file]", word, feed)
	p.ClickText("Xem trước")
	p.WaitText("Đã đọc được 2 bài")
	look("old-understood")
	for _, want := range []string{"đây là ngày diễn ra sự kiện", "Có 1 ảnh trong tệp", "18 cá nhân", "320 người"} {
		if !p.Has(want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if n := len(oldArticles(t, db)); n != 0 {
		t.Errorf("%d articles before they were confirmed", n)
	}
	p.Tick("[name=fact-1-0]")
	p.Tick("[name=publish]")
	p.ClickText("Nhập các bài đã chọn")
	p.WaitText("Đã nhập 2 bài")
	look("old-done")
	all := oldArticles(t, db)
	if len(all) != 2 {
		t.Fatalf("%d articles", len(all))
	}
	for _, a := range all {
		facts := oldFacts(t, db, a.ID)
		switch a.Title {
		case "Hội nghị viên chức năm 2021":
			if a.Day.String() != "2022-01-07" || len(a.Photos) != 1 || a.Photos[0].Caption != "Quang cảnh hội nghị" || a.Photos[0].Width != 640 || a.State != portal.Published || facts != 0 {
				t.Errorf("%d facts, %+v", facts, a)
			}
		case "Ngày hội đọc sách":
			if a.Day.String() != "2022-04-21" || a.PublishedAt.UTC().Format("15:04") != "01:30" || a.State != portal.Published || facts != 1 {
				t.Errorf("%d facts, %+v", facts, a)
			}
		}
	}
	if c := p.Console(); len(c) > 0 {
		t.Errorf("console: %q", c)
	}
}

func oldArticles(t *testing.T, db *store.DB) (all []portal.Article) {
	t.Helper()
	err := db.Read(context.Background(), editor, func(tx *store.Tx) error {
		listed, _, err := portal.ListPublished(tx, portal.Query{Most: 10})
		for _, a := range listed {
			if a, err = portal.Find(tx, a.ID); err != nil {
				return err
			}
			all = append(all, a)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func oldFacts(t *testing.T, db *store.DB, article string) int {
	t.Helper()
	var all []oldnews.Fact
	err := db.Read(context.Background(), editor, func(tx *store.Tx) (err error) { all, err = oldnews.Facts(tx, article); return err })
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}
