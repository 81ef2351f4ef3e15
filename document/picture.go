package document

import (
	"bytes"
	"errors"
	"fmt"
	stdimage "image"
	_ "image/jpeg"
	"image/png"

	"rsc.io/qr"
)

// maxPixels bounds what a picture may take in memory.
const maxPixels = 50_000_000

// pictureOf keeps a JPEG as it is and writes a PNG anew, as eight bits without
// interlacing, which every reader knows.
func pictureOf(p Picture, width int) ([]element, error) {
	c, kind, err := stdimage.DecodeConfig(bytes.NewReader(p.Data))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read picture: %w", err)
	case c.Width <= 0 || c.Height <= 0 || c.Width > maxPixels/c.Height:
		return nil, errors.New("read picture: too large")
	}
	data := p.Data
	if kind == "png" {
		if data, err = plainPNG(data); err != nil {
			return nil, fmt.Errorf("read picture: %w", err)
		}
	}
	w := twips(p.Width)
	if w <= 0 || w > width {
		w = width
	}
	h := w * c.Height / c.Width
	if tallest := 10000; h > tallest {
		w, h = w*tallest/h, tallest
	}
	return captioned(&image{data: data, ext: kind, width: max(w, 1), height: max(h, 1), alt: oneLine(p.Caption)}, p.Caption), nil
}

func plainPNG(data []byte) ([]byte, error) {
	src, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	dst := stdimage.NewNRGBA(src.Bounds())
	for y := dst.Rect.Min.Y; y < dst.Rect.Max.Y; y++ {
		for x := dst.Rect.Min.X; x < dst.Rect.Max.X; x++ {
			dst.Set(x, y, src.At(x, y))
		}
	}
	var b bytes.Buffer
	err = png.Encode(&b, dst)
	return b.Bytes(), err
}

func codeOf(q QR, width int) ([]element, error) {
	c, err := qr.Encode(clean(q.Text), qr.M)
	if err != nil {
		return nil, fmt.Errorf("draw code: %w", err)
	}
	w := min(twips(orElse(q.Size, 30)), width)
	return captioned(&image{data: c.PNG(), ext: "png", width: w, height: w, alt: oneLine(q.Text)}, q.Caption), nil
}

func captioned(i *image, caption string) []element {
	if caption == "" {
		return []element{i}
	}
	i.keep = true
	l := text(caption, sizeTable, Run{Italic: true})
	l.after = paraGap
	return []element{i, l}
}
