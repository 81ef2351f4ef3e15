package media_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/media"
	"hoinghi/store"
	"hoinghi/store/storetest"
)

var editor = access.Actor{Org: "a", Person: "p1", Roles: []access.Role{access.Editor}}

// scene is a picture whose corners can be told apart: top left red, top right
// green, bottom left blue, bottom right white.
func scene(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{230, 20, 20, 255}
			switch {
			case x >= w/2 && y < h/2:
				c = color.RGBA{20, 200, 20, 255}
			case x < w/2 && y >= h/2:
				c = color.RGBA{20, 20, 230, 255}
			case x >= w/2:
				c = color.RGBA{240, 240, 240, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func asJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withEXIF puts an EXIF segment behind SOI: orientation, the camera and a
// place (GPS), as a phone writes them.
func withEXIF(jpg []byte, turn uint16) []byte {
	var t bytes.Buffer
	be := binary.BigEndian
	entry := func(tag, kind uint16, count uint32, value []byte) {
		binary.Write(&t, be, tag)
		binary.Write(&t, be, kind)
		binary.Write(&t, be, count)
		t.Write(append(value, 0, 0, 0, 0)[:4])
	}
	t.WriteString("MM\x00\x2a\x00\x00\x00\x08")
	binary.Write(&t, be, uint16(2))
	entry(0x0112, 3, 1, be.AppendUint16(nil, turn))
	entry(0x8825, 4, 1, be.AppendUint32(nil, 38)) // GPS directory
	binary.Write(&t, be, uint32(0))
	binary.Write(&t, be, uint16(1))
	entry(0x0002, 5, 3, be.AppendUint32(nil, 56)) // latitude
	binary.Write(&t, be, uint32(0))
	for _, n := range []uint32{19, 1, 48, 1, 2712, 100} {
		binary.Write(&t, be, n)
	}
	t.WriteString("SECRETCAMERA-BaoTang")
	body := append([]byte("Exif\x00\x00"), t.Bytes()...)
	seg := be.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2))
	return append(append(append([]byte{}, jpg[:2]...), append(seg, body...)...), jpg[2:]...)
}

// office is a package of ECMA-376 with one declared type and further parts.
func office(t testing.TB, kind string, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, text string) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(text))
	}
	put("[Content_Types].xml", `<Types><Override PartName="/x.xml" ContentType="`+kind+`"/></Types>`)
	for _, p := range parts {
		put(p, "content of "+p)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	docx  = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
	xlsx  = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
	docm  = "application/vnd.ms-word.document.macroEnabled.main+xml"
	pdf   = "%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\nstartxref\n9\n%%EOF\n"
	webp  = "RIFF\x22\x00\x00\x00WEBPVP8 \x16\x00\x00\x000\x01\x00\x9d\x01\x2a\x01\x00\x01\x00\x0e\xc0\xfe\x25\xa4\x00\x03\x70\x00\x00\x00\x00"
	plain = "not a picture at all, only words"
)

// hugePNG declares many pixels and holds none.
func hugePNG(w, h uint32) []byte {
	var head bytes.Buffer
	head.WriteString("IHDR")
	binary.Write(&head, binary.BigEndian, w)
	binary.Write(&head, binary.BigEndian, h)
	head.Write([]byte{8, 2, 0, 0, 0})
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")
	b = append(b, head.Bytes()...)
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(head.Bytes()))
	return append(b, "\x00\x00\x00\x00IEND\xae\x42\x60\x82"...)
}

func TestContentDecidesWhatAFileIs(t *testing.T) {
	jpg := asJPEG(t, scene(40, 20))
	shot := asPNG(t, scene(40, 20))
	word := office(t, docx, "word/document.xml")
	cases := []struct {
		name, file string
		body       []byte
		media, key string
	}{
		{"pdf", "bao cao.pdf", []byte(pdf), "application/pdf", ""},
		{"pdf named as a picture", "anh.jpg", []byte(pdf), "application/pdf", ""},
		{"pdf cut off", "bao cao.pdf", []byte(pdf[:30]), "", "media.broken"},
		{"docx", "qc.docx", word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ""},
		{"xlsx", "ds.xlsx", office(t, xlsx, "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ""},
		{"docx cut off", "qc.docx", word[:len(word)-30], "", "media.broken"},
		{"docx with a macro", "qc.docx", office(t, docx, "word/vbaProject.bin"), "", "media.macro"},
		{"docm named docx", "qc.docx", office(t, docm, "word/document.xml"), "", "media.macro"},
		{"zip named jpg", "anh.jpg", office(t, "text/plain", "virus.exe"), "", "media.kind"},
		{"empty zip", "anh.docx", append([]byte("PK\x05\x06"), make([]byte, 18)...), "", "media.kind"},
		{"old word", "qc.doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"), "", "media.old"},
		{"iphone photo", "IMG_1.heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "", "media.heic"},
		{"jpeg", "anh.jpg", jpg, "image/jpeg", ""},
		{"jpeg cut off", "anh.jpg", jpg[:len(jpg)-40], "", "media.broken"},
		{"jpeg with a preview, cut off", "anh.jpg", withEXIF(jpg, 1)[:120], "", "media.broken"},
		{"png", "anh.png", shot, "image/png", ""},
		{"png cut off", "anh.png", shot[:len(shot)-8], "", "media.broken"},
		{"webp", "anh.webp", []byte(webp), "image/webp", ""},
		{"webp cut off", "anh.webp", []byte(webp[:38]), "", "media.broken"},
		{"more than 50 megapixels", "to.png", hugePNG(10_000, 5_001), "", "media.pixels"},
		{"words", "a.txt", []byte(plain), "", "media.kind"},
		{"page", "a.pdf", []byte("<html><script>alert(1)</script>"), "", "media.kind"},
		{"nothing", "a.pdf", nil, "", "media.empty"},
		{"gif", "a.gif", []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "", "media.kind"},
	}
	db := storetest.SQLite(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var f media.File
			err := db.Write(context.Background(), editor, func(tx *store.Tx) (err error) {
				f, err = media.Take(tx, c.file, c.body)
				return err
			})
			if c.key == "" && err != nil || f.Type != c.media {
				t.Fatalf("took %q as %q, %v; want %q", c.file, f.Type, err, c.media)
			}
			if c.key != "" && (!fault.Is(err, fault.Invalid) || fault.Of(err).Key != c.key || fault.Of(err).Fields[0].Name != "file") {
				t.Errorf("refused with %v, want %s", err, c.key)
			}
		})
	}
}

func TestTooLargeIsRefused(t *testing.T) {
	db := storetest.SQLite(t)
	body := []byte(pdf + strings.Repeat(" ", media.Limit))
	err := db.Write(context.Background(), editor, func(tx *store.Tx) error {
		_, err := media.Take(tx, "a.pdf", body)
		return err
	})
	if fault.Of(err).Key != "fault.toobig" {
		t.Errorf("got %v", err)
	}
}

func TestTakeKeepsOnceAndOpens(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		var first, again media.File
		for _, to := range []*media.File{&first, &again} {
			err := db.Write(ctx, editor, func(tx *store.Tx) (err error) {
				*to, err = media.Take(tx, `C:\Hồ sơ\Báo cáo <năm> 2025.PDF`, []byte(pdf))
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if first.ID != again.ID || !first.At.Equal(again.At) {
			t.Errorf("the same content was kept twice: %v, %v", first, again)
		}
		if want := "Báo cáo năm 2025.pdf"; first.Name != want {
			t.Errorf("name %q, want %q", first.Name, want)
		}
		err := db.Read(ctx, editor, func(tx *store.Tx) error {
			f, body, err := media.Open(tx, first.ID)
			if err == nil && (string(body) != pdf || f.Size != int64(len(pdf))) {
				t.Errorf("opened %d bytes of %v", len(body), f)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
		for who, want := range map[string]access.Actor{"another organisation": {Org: "b", Person: "p1"}} {
			err := db.Read(ctx, want, func(tx *store.Tx) error { _, _, err := media.Open(tx, first.ID); return err })
			if !fault.Is(err, fault.Missing) {
				t.Errorf("%s: %v", who, err)
			}
		}
		for _, who := range []access.Actor{access.Public("a"), access.Screen("a")} {
			err := db.Write(ctx, who, func(tx *store.Tx) error { _, err := media.Take(tx, "a.pdf", []byte(pdf)); return err })
			if !fault.Is(err, fault.Missing) {
				t.Errorf("a stranger's file: %v", err)
			}
		}
	})
}

func TestPictureIsUprightAndForgetsTheCamera(t *testing.T) {
	// Stored corners for each orientation so that the upright picture is the scene.
	stored := map[uint16]func(x, y, w, h int) (int, int){
		1: func(x, y, w, h int) (int, int) { return x, y },
		2: func(x, y, w, h int) (int, int) { return w - 1 - x, y },
		3: func(x, y, w, h int) (int, int) { return w - 1 - x, h - 1 - y },
		4: func(x, y, w, h int) (int, int) { return x, h - 1 - y },
		5: func(x, y, w, h int) (int, int) { return y, x },
		6: func(x, y, w, h int) (int, int) { return y, w - 1 - x },
		7: func(x, y, w, h int) (int, int) { return h - 1 - y, w - 1 - x },
		8: func(x, y, w, h int) (int, int) { return h - 1 - y, x },
	}
	want := scene(400, 200)
	for turn, at := range stored {
		w, h := 400, 200
		if turn >= 5 {
			w, h = h, w
		}
		held := image.NewRGBA(image.Rect(0, 0, w, h))
		for y := range 200 {
			for x := range 400 {
				hx, hy := at(x, y, 400, 200)
				held.SetRGBA(hx, hy, want.RGBAAt(x, y))
			}
		}
		p, err := media.Picture(withEXIF(asJPEG(t, held), turn))
		if err != nil {
			t.Fatal(err)
		}
		if p.Width != 400 || p.Height != 200 {
			t.Fatalf("orientation %d: %d × %d", turn, p.Width, p.Height)
		}
		for _, width := range []int{0, 160} {
			body := p.Body(width)
			for _, secret := range []string{"Exif", "SECRETCAMERA"} {
				if bytes.Contains(body, []byte(secret)) {
					t.Errorf("orientation %d, width %d: %s is left in the file", turn, width, secret)
				}
			}
			sameCorners(t, body, want)
		}
	}
}

func sameCorners(t *testing.T, body []byte, want *image.RGBA) {
	t.Helper()
	got, err := jpeg.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	b := got.Bounds()
	for _, c := range [][2]int{{1, 1}, {3, 1}, {1, 3}, {3, 3}} {
		r, g, bl, _ := got.At(b.Dx()*c[0]/4, b.Dy()*c[1]/4).RGBA()
		w := want.RGBAAt(want.Rect.Dx()*c[0]/4, want.Rect.Dy()*c[1]/4)
		if far(r, w.R) || far(g, w.G) || far(bl, w.B) {
			t.Errorf("corner %v is %d %d %d, want %v", c, r>>8, g>>8, bl>>8, w)
		}
	}
}

func far(got uint32, want uint8) bool {
	return max(got>>8, uint32(want))-min(got>>8, uint32(want)) > 12
}

func TestPictureOfFortyMegapixels(t *testing.T) {
	m := image.NewYCbCr(image.Rect(0, 0, 8000, 5000), image.YCbCrSubsampleRatio420)
	for i := range m.Y {
		m.Y[i] = 200
	}
	for i := range m.Cb {
		m.Cb[i], m.Cr[i] = 128, 128
	}
	p, err := media.Picture(asJPEG(t, m))
	if err != nil {
		t.Fatal(err)
	}
	if p.Width != 4096 || p.Height != 2560 {
		t.Errorf("whole is %d × %d", p.Width, p.Height)
	}
	for _, width := range media.Sizes {
		c, err := jpeg.DecodeConfig(bytes.NewReader(p.Body(width)))
		if err != nil || c.Width != width || c.Height != media.HeightAt(8000, 5000, width) {
			t.Errorf("size %d is %d × %d, %v", width, c.Width, c.Height, err)
		}
	}
}

func TestPictureRefuses(t *testing.T) {
	jpg := asJPEG(t, scene(800, 600))
	middle := bytes.Clone(jpg)
	middle = append(middle[:len(jpg)/2], 0xff, 0xd9)
	for name, c := range map[string]struct {
		body []byte
		key  string
	}{
		"a document":               {[]byte(pdf), "media.photo"},
		"cut in the middle":        {middle, "media.broken"},
		"pixels that do not come":  {hugePNG(4000, 3000), "media.broken"},
		"51 megapixels":            {hugePNG(10_200, 5_000), "media.pixels"},
		"a width beyond all words": {hugePNG(1<<31-1, 1<<31-1), "media.broken"},
	} {
		if _, err := media.Picture(c.body); fault.Of(err).Key != c.key {
			t.Errorf("%s: %v, want %s", name, err, c.key)
		}
	}
}

func TestClearPixelsBecomeWhite(t *testing.T) {
	p, err := media.Picture(asPNG(t, image.NewNRGBA(image.Rect(0, 0, 300, 300))))
	if err != nil {
		t.Fatal(err)
	}
	m, err := jpeg.Decode(bytes.NewReader(p.Body(160)))
	if err != nil {
		t.Fatal(err)
	}
	if r, _, _, _ := m.At(80, 80).RGBA(); r>>8 < 250 {
		t.Errorf("clear is %d, want white", r>>8)
	}
}

func TestTakePictureServesEachSize(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		p, err := media.Picture(asJPEG(t, scene(1000, 700)))
		if err != nil {
			t.Fatal(err)
		}
		var f media.File
		err = db.Write(ctx, editor, func(tx *store.Tx) (err error) {
			f, err = media.TakePicture(tx, "Quang cảnh.HEIC", p)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if f.Name != "Quang cảnh.jpg" || f.Width != 1000 || f.Height != 700 {
			t.Errorf("kept %v", f)
		}
		err = db.Read(ctx, editor, func(tx *store.Tx) error {
			for width, want := range map[int]int{0: 1000, 1600: 1000, 960: 960, 480: 480, 160: 160, 7: 1000} {
				body, err := media.OpenSize(tx, f.ID, width)
				if err != nil {
					return err
				}
				if c, err := jpeg.DecodeConfig(bytes.NewReader(body)); err != nil || c.Width != want {
					t.Errorf("size %d is %d wide, %v", width, c.Width, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}
