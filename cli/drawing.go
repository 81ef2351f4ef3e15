package cli

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"

	"golang.org/x/image/vector"
)

// Size of a drawing in pixels, and how many there are.
const drawnWide, drawnHigh, drawings = 960, 640, 3

// drawing is a quiet picture of a conference hall as JPEG, where nobody has
// brought a photo: the hall from its back row, two at a table who sign, or the
// speaker's stand.
func drawing(n int) []byte {
	c := canvas{image.NewRGBA(image.Rect(0, 0, drawnWide, drawnHigh))}
	c.wall()
	switch n % drawings {
	case 0:
		c.presidium(5)
		c.seats()
	case 1:
		c.presidium(2)
		c.flowers(480, 440)
	default:
		c.stand()
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, c.img, &jpeg.Options{Quality: 82}); err != nil {
		return nil // a Buffer does not fail, nor does an RGBA of this size
	}
	return out.Bytes()
}

type canvas struct{ img *image.RGBA }

var (
	wallTop    = color.RGBA{0x8c, 0x2f, 0x2b, 0xff}
	wallBottom = color.RGBA{0x5e, 0x1d, 0x20, 0xff}
	gold       = color.RGBA{0xe3, 0xc0, 0x7a, 0xff}
	wood       = color.RGBA{0x6b, 0x46, 0x2b, 0xff}
	woodLight  = color.RGBA{0x96, 0x69, 0x42, 0xff}
	cloth      = color.RGBA{0xf4, 0xef, 0xe6, 0xff}
	skin       = color.RGBA{0xd9, 0xa8, 0x82, 0xff}
	hair       = color.RGBA{0x2b, 0x21, 0x1f, 0xff}
	green      = color.RGBA{0x3c, 0x6e, 0x47, 0xff}
)

// suits are the clothes of those who sit in the hall.
var suits = []color.RGBA{{0x2d, 0x3e, 0x5b, 0xff}, {0xef, 0xf1, 0xf4, 0xff}, {0x4a, 0x4f, 0x57, 0xff}, {0xb9, 0xc7, 0xd8, 0xff}}

// wall is the backdrop with its curtain, lettering and stage.
func (c canvas) wall() {
	for y := range drawnHigh {
		t := uint16(y * 255 / drawnHigh)
		mix := func(a, b uint8) uint8 { return uint8((uint16(a)*(255-t) + uint16(b)*t) / 255) }
		row := color.RGBA{mix(wallTop.R, wallBottom.R), mix(wallTop.G, wallBottom.G), mix(wallTop.B, wallBottom.B), 0xff}
		draw.Draw(c.img, image.Rect(0, y, drawnWide, y+1), image.NewUniform(row), image.Point{}, draw.Src)
	}
	for x := 0; x < drawnWide; x += 48 { // folds of the curtain
		c.box(x, 0, 10, 470, color.RGBA{0, 0, 0, 0x22})
	}
	for i, w := range []int{420, 560, 300} { // lines of the lettering, too far to read
		c.box((drawnWide-w)/2, 90+i*44, w, 18, gold)
	}
	c.box(0, 470, drawnWide, 170, wood)
	c.box(0, 470, drawnWide, 6, woodLight)
}

// presidium seats people behind a table with a cloth.
func (c canvas) presidium(people int) {
	for i := range people {
		c.person(480+(i*2-people+1)*70, 330, suits[i%len(suits)])
	}
	wide := people*140 + 60
	c.box(480-wide/2, 410, wide, 110, cloth)
	c.box(480-wide/2, 410, wide, 10, gold)
}

// seats are the rows of the hall seen from behind.
func (c canvas) seats() {
	for row := range 2 {
		for i := range 11 {
			x := 30 + i*90 + row*45
			c.circle(x, 560+row*60, 22, hair)
			c.box(x-34, 580+row*60, 68, 80, suits[(i+row)%len(suits)])
		}
	}
}

func (c canvas) stand() {
	c.person(480, 300, suits[0])
	c.box(400, 380, 160, 180, woodLight)
	c.box(390, 372, 180, 16, wood)
	c.box(440, 430, 80, 50, gold)
	c.flowers(250, 470)
	c.flowers(710, 470)
}

func (c canvas) person(x, y int, suit color.RGBA) {
	c.circle(x, y-42, 30, hair)
	c.circle(x, y-32, 26, skin)
	c.circle(x, y+46, 52, suit)
	c.box(x-52, y+46, 104, 60, suit)
	c.box(x-7, y-4, 14, 40, cloth)
}

func (c canvas) flowers(x, y int) {
	c.circle(x, y, 34, green)
	for i, p := range [][2]int{{-20, -14}, {0, -26}, {20, -14}, {-10, 4}, {12, 6}} {
		c.circle(x+p[0], y+p[1], 11, []color.RGBA{gold, cloth, wallTop}[i%3])
	}
}

func (c canvas) box(x, y, w, h int, col color.RGBA) {
	draw.Draw(c.img, image.Rect(x, y, x+w, y+h), image.NewUniform(col), image.Point{}, draw.Over)
}

// circle is drawn from four curves that stay within a thousandth of one.
func (c canvas) circle(x, y, r int, col color.RGBA) {
	const k = 0.5523
	v := vector.NewRasterizer(2*r, 2*r)
	f := float32(r)
	v.MoveTo(2*f, f)
	v.CubeTo(2*f, f+k*f, f+k*f, 2*f, f, 2*f)
	v.CubeTo(f-k*f, 2*f, 0, f+k*f, 0, f)
	v.CubeTo(0, f-k*f, f-k*f, 0, f, 0)
	v.CubeTo(f+k*f, 0, 2*f, f-k*f, 2*f, f)
	v.ClosePath()
	disc := image.NewAlpha(image.Rect(0, 0, 2*r, 2*r)) // Rasterizer does not clip, draw does
	v.Draw(disc, disc.Rect, image.Opaque, image.Point{})
	draw.DrawMask(c.img, image.Rect(x-r, y-r, x+r, y+r), image.NewUniform(col), image.Point{}, disc, image.Point{}, draw.Over)
}
