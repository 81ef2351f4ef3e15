package media_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"

	"hoinghi/fault"
	"hoinghi/media"
)

// Whatever comes, Picture answers: a picture that can be shown, or a refusal
// that a person can understand; never a panic, never an internal fault.
func FuzzPicture(f *testing.F) {
	jpg := asJPEG(f, scene(24, 16))
	f.Add(jpg)
	f.Add(withEXIF(jpg, 6))
	f.Add(asPNG(f, scene(24, 16)))
	f.Add([]byte(webp))
	f.Add([]byte(pdf))
	f.Add(office(f, docx, "word/document.xml"))
	f.Add(hugePNG(5000, 9000))
	f.Fuzz(func(t *testing.T, body []byte) {
		if c, _, err := image.DecodeConfig(bytes.NewReader(body)); err == nil && c.Width*c.Height > 1<<20 && c.Width*c.Height <= 50_000_000 {
			return // pixels by the million only take time
		}
		p, err := media.Picture(body)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("not a refusal: %v", err)
			}
			return
		}
		for _, width := range []int{0, 160} {
			if b := p.Body(width); b != nil {
				if _, err := jpeg.DecodeConfig(bytes.NewReader(b)); err != nil {
					t.Fatalf("width %d cannot be shown: %v", width, err)
				}
			}
		}
	})
}
