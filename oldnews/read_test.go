package oldnews_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/oldnews"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

const wxr = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Cũ</title>
<item><title>Hội nghị viên chức</title><dc:creator>phuong</dc:creator><pubDate>Thu, 30 Dec 2021 10:00:00 +0000</pubDate>
<content:encoded><![CDATA[Đoạn thứ nhất của bài.

Có 06 tập thể được khen.<script>alert(1)</script>
[caption id="a"]<img src="/wp-content/anh1.jpg" onerror="x()"> Quang cảnh hội nghị[/caption]]]></content:encoded>
<category>Tin tức</category><wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><wp:post_date>2021-12-30 17:00:00</wp:post_date></item>
<item><title>Nháp</title><wp:post_id>8</wp:post_id><wp:post_type>post</wp:post_type><wp:status>draft</wp:status></item>
<item><title>anh2</title><wp:post_type>attachment</wp:post_type><wp:post_parent>7</wp:post_parent><wp:attachment_url>https://cu.vn/anh2.jpg</wp:attachment_url></item>
</channel></rss>`

func one(t *testing.T, name, body string) oldnews.Item {
	t.Helper()
	all, err := oldnews.Read(name, []byte(body))
	if err != nil || len(all) != 1 {
		t.Fatalf("%s: %d articles, %v", name, len(all), err)
	}
	return all[0]
}

func TestWordPressExport(t *testing.T) {
	i := one(t, "cu.xml", wxr)
	if i.Title != "Hội nghị viên chức" || i.At.Format(time.RFC3339) != "2021-12-30T17:00:00+07:00" || i.Category != "Tin tức" || i.Byline.Name != "phuong" {
		t.Errorf("%+v", i)
	}
	if i.Lead != "Đoạn thứ nhất của bài." || i.Body != "Có 06 tập thể được khen." || len(i.Captions) != 1 || i.Captions[0] != "Quang cảnh hội nghị" {
		t.Errorf("lead %q, body %q, captions %q", i.Lead, i.Body, i.Captions)
	}
	if fmt.Sprint(i.Pictures) != "[/wp-content/anh1.jpg https://cu.vn/anh2.jpg]" || len(i.Facts) != 1 {
		t.Errorf("pictures %q, facts %+v", i.Pictures, i.Facts)
	}
}

func TestFeedsAndPages(t *testing.T) {
	for name, body := range map[string]string{
		"rss.xml":   `<rss version="2.0"><channel><item><title>Hội nghị</title><description>&lt;p&gt;Một.&lt;/p&gt;&lt;p&gt;Hai &lt;b&gt;ba&lt;/b&gt;.&lt;/p&gt;</description><pubDate>Fri, 21 Jan 2022 03:48:00 +0700</pubDate></item></channel></rss>`,
		"atom.xml":  `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Hội nghị</title><published>2022-01-21T03:48:00+07:00</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Một.</p><p>Hai <b>ba</b>.</p></div></content></entry></feed>`,
		"page.html": `<!DOCTYPE html><html><head><title>x</title></head><body><nav>Trang chủ</nav><article><h1>Hội nghị</h1><p>Thứ Sáu, ngày 21 tháng 1 năm 2022 - 03:48</p><p>Một.</p><script>bad()</script><p onclick=x>Hai <b>ba</b>.</p></article></body></html>`,
	} {
		i := one(t, name, body)
		if i.Title != "Hội nghị" || i.Lead != "Một." || i.Body != "Hai **ba**." || i.Day.String() != "2022-01-21" || i.At.UTC().Format("15:04") != "20:48" {
			t.Errorf("%s: %q, %q, %q, %v", name, i.Title, i.Lead, i.Body, i.At)
		}
	}
}

func TestDOCXIsRead(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.Create("word/document.xml")
	fmt.Fprint(w, `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	for _, s := range []string{"Hội nghị viên chức", "Ngày 07/01/2022, đơn vị tổ chức hội nghị.", "Có 18 cá nhân được khen."} {
		fmt.Fprintf(w, `<w:p><w:r><w:t>%s</w:t></w:r></w:p>`, s)
	}
	fmt.Fprint(w, `</w:body></w:document>`)
	z.Close()
	if i := one(t, "bai.docx", b.String()); i.Title != "Hội nghị viên chức" || i.Day.String() != "2022-01-07" || len(i.Facts) != 1 {
		t.Errorf("%+v", i)
	}
	if _, err := oldnews.Read("x.docx", []byte("PK\x03\x04 cut")); !fault.Is(err, fault.Invalid) {
		t.Errorf("a torn file: %v", err)
	}
}

// docx is a Word file of paragraphs and pictures: of each name its bytes.
func docx(t *testing.T, text []string, pictures ...[]byte) string {
	t.Helper()
	var b, doc, rels bytes.Buffer
	z := zip.NewWriter(&b)
	for _, s := range text {
		fmt.Fprintf(&doc, `<w:p><w:r><w:t>%s</w:t></w:r></w:p>`, s)
	}
	for n, p := range slices.Backward(pictures) { // numbered against the order in which they are shown
		fmt.Fprintf(&doc, `<w:p><w:r><w:drawing><a:blip cstate="print" r:embed="rId%d"/></w:drawing></w:r></w:p>`, n)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="image" Target="media/image%d.png"/>`, n, n)
		w, _ := z.Create(fmt.Sprintf("word/media/image%d.png", n))
		w.Write(p)
	}
	w, _ := z.Create("word/document.xml")
	fmt.Fprintf(w, `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:a="a" xmlns:r="r"><w:body>%s</w:body></w:document>`, doc.String())
	w, _ = z.Create("word/_rels/document.xml.rels")
	fmt.Fprintf(w, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`, rels.String())
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func drawn(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The pictures of a Word file come with it, in the order of its text, encoded
// anew; what is no picture is named alone.
func TestPicturesOfDOCX(t *testing.T) {
	text := []string{"Hội nghị viên chức", "Ngày 07/01/2022, đơn vị tổ chức hội nghị.", "Có 18 cá nhân được khen.", "Một số hình ảnh tại hội nghị:", "Quang cảnh hội nghị", "Đ/c Nguyễn Văn An phát biểu", "Khen thưởng"}
	i := one(t, "bai.docx", docx(t, text, drawn(t, 300, 200), []byte("EMF"), drawn(t, 2000, 500)))
	if fmt.Sprint(i.Pictures) != "[image2.png image1.png image0.png]" || len(i.Inside) != 2 {
		t.Fatalf("%q, %d inside", i.Pictures, len(i.Inside))
	}
	own, err := i.Own()
	if err != nil || len(own) != 2 || own[0].Name != "image2.png" || own[0].Picture.Width != 1600 || own[1].Picture.Width != 300 {
		t.Fatalf("%+v, %v", own, err)
	}
	if own[0].Caption != "Quang cảnh hội nghị" || own[1].Caption != "Khen thưởng" {
		t.Errorf("%q, %q of %q", own[0].Caption, own[1].Caption, i.Captions)
	}
	if !bytes.HasPrefix(i.Inside[0].Body, []byte{0xff, 0xd8}) {
		t.Error("not encoded anew")
	}
	for _, bad := range []string{docx(t, text, nil), strings.Replace(docx(t, text), "_rels", "_xxxx", 2)} {
		if i := one(t, "bai.docx", bad); len(i.Inside) != 0 || i.Title != "Hội nghị viên chức" {
			t.Errorf("%+v", i)
		}
	}
}

func TestBadFilesAreRefused(t *testing.T) {
	for name, body := range map[string]string{
		"torn":  wxr[:400],
		"bomb":  `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>`,
		"deep":  "<rss>" + strings.Repeat("<a>", 100_000),
		"empty": "<rss><channel></channel></rss>",
		"none":  " \n ",
		"zero":  "a\x00b",
		"large": "<rss>" + strings.Repeat(" ", oldnews.MostFile),
	} {
		if all, err := oldnews.Read(name, []byte(body)); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %d articles, %v", name, len(all), err)
		}
	}
}

// A confirmed article stands in history under its old date, its facts with it,
// and does not come a second time.
func TestKeepInHistory(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		who := access.Actor{Org: "a", Person: "p1", Roles: []access.Role{access.Editor}}
		var kept, again oldnews.Kept
		i := seed(t, "s3")
		err := db.Write(t.Context(), who, func(tx *store.Tx) (err error) {
			if kept, err = oldnews.Keep(tx, oldnews.Confirmed{Item: i, Publish: true}); err != nil {
				return err
			}
			again, err = oldnews.Keep(tx, oldnews.Confirmed{Item: i, Publish: true})
			return err
		})
		if err != nil || kept.Article == "" || kept.Lacks != nil || again.Article != "" {
			t.Fatalf("kept %+v, again %+v, %v", kept, again, err)
		}
		err = db.Read(t.Context(), who, func(tx *store.Tx) error {
			a, err := portal.FindPublished(tx, kept.Article)
			if a.Day.String() != "2021-12-30" || a.Byline.Name != "Trần Phường" {
				t.Errorf("%+v", a)
			}
			facts, _ := oldnews.Facts(tx, kept.Article)
			if len(facts) != 7 {
				t.Errorf("%d facts", len(facts))
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
		err = db.Write(t.Context(), access.Public("a"), func(tx *store.Tx) error {
			_, err := oldnews.Keep(tx, oldnews.Confirmed{Item: seed(t, "s1")})
			return err
		})
		if !fault.Is(err, fault.Missing) {
			t.Errorf("a stranger: %v", err)
		}
	})
}

// A text about a person's child waits for a reason; it is kept as a draft.
func TestWorriesHoldBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		who := access.Actor{Org: "a", Person: "p1", Roles: []access.Role{access.Editor}}
		i := oldnews.Plain("x", "Thăm hỏi\nNgày 05/01/2022, công đoàn đã thăm hỏi.\nĐồng chí Trần Văn Nam bị ung thư đang điều trị.\nMong sớm khỏe.")
		var kept oldnews.Kept
		err := db.Write(t.Context(), who, func(tx *store.Tx) (err error) {
			kept, err = oldnews.Keep(tx, oldnews.Confirmed{Item: i, Publish: true})
			return err
		})
		if err != nil || kept.Article == "" || !fault.Is(kept.Lacks, fault.Invalid) {
			t.Errorf("%+v, %v", kept, err)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(wxr))
	for _, n := range []string{"s0", "s1", "s2", "s3", "s4"} {
		b, err := os.ReadFile("testdata/" + n + ".txt")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`<!DOCTYPE html><p>a<img src="x"><figcaption>b</figcaption>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		all, err := oldnews.Read("x", body)
		if err != nil && !fault.Is(err, fault.Invalid) {
			t.Fatal(err)
		}
		for _, i := range all {
			if page := portal.HTML(i.Body); strings.Contains(page, "<script") {
				t.Errorf("runs: %q", page)
			}
			for _, x := range i.Facts {
				if utf8.ValidString(string(body)) && !strings.Contains(x.Sentence, strings.Fields(x.Figure)[0]) {
					t.Errorf("%q is not in %q", x.Figure, x.Sentence)
				}
			}
		}
	})
}
