package media

import (
	"bytes"
	"image"
	"image/draw"
	"image/jpeg"
	"slices"
)

// Sizes are the widths in which a picture is kept beside the whole.
var Sizes = []int{1600, 960, 480, 160}

const (
	longest = 4096 // pixels of the longer edge of a whole: prints A3 at 240 dpi
	quality = 86
)

// Pictures is a picture made ready to be kept: upright, encoded anew, whole
// and in each of Sizes that is narrower than the whole.
type Pictures struct {
	Width, Height int            // of the whole
	bodies        map[int][]byte // by width; 0 is the whole
}

// Body is the encoded picture in one of Sizes, or nil; 0 is the whole.
func (p Pictures) Body(width int) []byte { return p.bodies[width] }

// one picture is decoded at a time: 50 megapixels may take 300 MB
var decoding = make(chan struct{}, 1)

// Picture makes a photo ready for TakePicture. It takes about a second for 12
// megapixels, so call it outside the transaction. Only JPEG, PNG and WebP of
// at most 50 megapixels are taken; an edge above 4096 pixels is scaled down to
// that. Nothing but the pixels is kept: no place, no time, no camera.
func Picture(body []byte) (Pictures, error) {
	k, err := sniff(body)
	if err != nil {
		return Pictures{}, err
	}
	if k.width == 0 {
		return Pictures{}, refuse("media.photo")
	}
	decoding <- struct{}{}
	defer func() { <-decoding }()
	src, _, err := image.Decode(bytes.NewReader(body))
	if err != nil {
		return Pictures{}, refuse("media.broken")
	}
	turn := 1
	if k.ext == ".jpg" {
		turn = orientation(body)
	}
	b := src.Bounds()
	whole := upright(fit(src, within(b.Dx(), b.Dy())), turn)
	p := Pictures{Width: whole.Rect.Dx(), Height: whole.Rect.Dy(), bodies: map[int][]byte{}}
	return p, p.encode(whole)
}

func (p *Pictures) encode(whole *image.RGBA) error {
	var b bytes.Buffer
	for _, width := range slices.Concat([]int{0}, Sizes) {
		if width >= p.Width {
			continue
		}
		if width > 0 {
			whole = fit(whole, image.Pt(width, HeightAt(p.Width, p.Height, width)))
		}
		b.Reset()
		if err := jpeg.Encode(&b, whole, &jpeg.Options{Quality: quality}); err != nil {
			return err
		}
		p.bodies[width] = bytes.Clone(b.Bytes())
	}
	return nil
}

// HeightAt is the height of a picture of w × h when it is shown so wide.
func HeightAt(w, h, width int) int {
	if w < 1 {
		return 0
	}
	return max(1, (h*width+w/2)/w)
}

// within is the size of a picture whose longer edge is at most longest.
func within(w, h int) image.Point {
	switch {
	case w >= h && w > longest:
		return image.Pt(longest, HeightAt(w, h, longest))
	case h > longest:
		return image.Pt(HeightAt(h, w, longest), longest)
	}
	return image.Pt(w, h)
}

// fit draws a picture on white, not larger than it was: each new pixel is the
// average of the area it stands for. One row of the source is held at a time,
// because a copy of 50 megapixels would take 200 MB.
func fit(src image.Image, to image.Point) *image.RGBA {
	b := src.Bounds()
	out := image.NewRGBA(image.Rectangle{Max: to})
	row := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1))
	across := spans(b.Dx(), to.X)
	line, sum := make([]float32, to.X*3), make([]float32, to.X*3)
	last := -1
	for y, s := range spans(b.Dy(), to.Y) {
		clear(sum)
		for n, from := 0, s.from; from < s.from+len(s.weights); n, from = n+1, from+1 {
			if from != last {
				draw.Draw(row, row.Rect, image.White, image.Point{}, draw.Src)
				draw.Draw(row, row.Rect, src, image.Pt(b.Min.X, b.Min.Y+from), draw.Over)
				squeeze(line, row.Pix, across)
				last = from
			}
			for i, v := range line {
				sum[i] += v * s.weights[n]
			}
		}
		pix := out.Pix[y*out.Stride:]
		for x := range to.X {
			pix[4*x], pix[4*x+1], pix[4*x+2], pix[4*x+3] = level(sum[3*x]), level(sum[3*x+1]), level(sum[3*x+2]), 255
		}
	}
	return out
}

func level(v float32) uint8 { return uint8(min(max(v+.5, 0), 255)) }

// span is the part of a source line that one new pixel stands for.
type span struct {
	from    int
	weights []float32 // sum to 1
}

// spans share n source pixels among m new ones, m ≤ n.
func spans(n, m int) []span {
	out := make([]span, m)
	for i := range out {
		lo, hi := i*n, (i+1)*n // in parts of 1/m of a source pixel
		s := span{from: lo / m}
		for at := s.from; at*m < hi; at++ {
			part := min(hi, (at+1)*m) - max(lo, at*m)
			s.weights = append(s.weights, float32(part)/float32(n))
		}
		out[i] = s
	}
	return out
}

// squeeze averages one line of RGBA pixels into a narrower one of three levels.
func squeeze(line []float32, pix []uint8, across []span) {
	for x, s := range across {
		var r, g, b float32
		at := pix[4*s.from:]
		for n, w := range s.weights {
			p := at[4*n : 4*n+3 : 4*n+3]
			r, g, b = r+w*float32(p[0]), g+w*float32(p[1]), b+w*float32(p[2])
		}
		line[3*x], line[3*x+1], line[3*x+2] = r, g, b
	}
}

// upright turns a picture as its camera was held (EXIF 2.3, 4.6.4, tag 274).
func upright(src *image.RGBA, turn int) *image.RGBA {
	if turn < 2 || turn > 8 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if turn >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			tx, ty := turned(turn, x, y, w, h)
			copy(out.Pix[ty*out.Stride+4*tx:][:4], src.Pix[y*src.Stride+4*x:][:4])
		}
	}
	return out
}

// turned is where the pixel x, y of a stored w × h picture belongs.
func turned(turn, x, y, w, h int) (int, int) {
	switch turn {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	}
	return y, w - 1 - x
}
