package document_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"rsc.io/qr"

	"hoinghi/document"
	"hoinghi/document/documenttest"
)

// The code on a printed card has every square that its text asks for.
func TestCardCodeIsWhole(t *testing.T) {
	pdftoppm := documenttest.Tool(t, "pdftoppm")
	const text = "https://thuvien.example/v/K7M4P2XQ"
	var b bytes.Buffer
	if err := document.Cards(&b, []document.Card{{QR: text}}, document.Deck{}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.pdf"), b.Bytes())
	documenttest.Run(t, pdftoppm, "-r", "254", "-gray", "-png", "-singlefile", filepath.Join(dir, "a.pdf"), filepath.Join(dir, "a"))
	data, err := os.ReadFile(filepath.Join(dir, "a.png"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	// Ten pixels a millimetre: between the line and the band of the first card.
	box := darkBounds(page, image.Rect(40, 980, 600, 1350))
	want, err := qr.Encode(text, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for y := range want.Size {
		for x := range want.Size {
			at := box.Min.Add(image.Pt((2*x+1)*box.Dx()/(2*want.Size), (2*y+1)*box.Dy()/(2*want.Size)))
			if dark(page, at) != want.Black(x, y) {
				wrong++
			}
		}
	}
	if wrong > 0 || box.Dx() < 240 {
		t.Errorf("%d squares of %d wrong in %v", wrong, want.Size*want.Size, box)
	}
}

func dark(m image.Image, p image.Point) bool {
	r, _, _, _ := m.At(p.X, p.Y).RGBA()
	return r < 0x8000
}

func darkBounds(m image.Image, in image.Rectangle) image.Rectangle {
	var out image.Rectangle
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			if dark(m, image.Pt(x, y)) {
				out = out.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return out
}
