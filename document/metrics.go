package document

import (
	"embed"
	"encoding/binary"
	"sync"
)

//go:embed fonts/*.ttf
var fontFiles embed.FS

// face is one of the four embedded fonts: its file and the width of each rune.
type face struct {
	style string // "", "B", "I", "BI", as fpdf names them
	data  []byte
	width []uint16 // in units of em, by rune; noGlyph where the font has none
	em    int
}

var faces = [4]func() *face{
	sync.OnceValue(func() *face { return readFace("", "Regular") }),
	sync.OnceValue(func() *face { return readFace("B", "Bold") }),
	sync.OnceValue(func() *face { return readFace("I", "Italic") }),
	sync.OnceValue(func() *face { return readFace("BI", "BoldItalic") }),
}

// faceOf gives the font of a style.
func faceOf(bold, italic bool) *face {
	i := 0
	if bold {
		i++
	}
	if italic {
		i += 2
	}
	return faces[i]()
}

// textWidth is the width of text in twips at a size in half points.
func (f *face) textWidth(s string, size int) int {
	n := 0
	for _, r := range s {
		if f.has(r) {
			n += int(f.width[r])
		}
	}
	return n * size * 10 / f.em
}

const noGlyph = 0xffff

// has reports whether the font can draw a rune.
func (f *face) has(r rune) bool { return int(r) < len(f.width) && f.width[r] != noGlyph }

func readFace(style, name string) *face {
	data, err := fontFiles.ReadFile("fonts/Tinos-" + name + ".ttf")
	if err != nil {
		panic(err) // embedded: cannot be missing
	}
	tables := fontTables(data)
	f := &face{style: style, data: data, em: u16(tables["head"], 18)}
	f.width = runeWidths(tables)
	return f
}

// fontTables slices a TrueType file into its tables (OpenType, "Organization of
// an OpenType Font").
func fontTables(b []byte) map[string][]byte {
	tables := map[string][]byte{}
	for i := range u16(b, 4) {
		e := b[12+16*i:]
		at, size := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		tables[string(e[:4])] = b[at : at+size]
	}
	return tables
}

// runeWidths joins the character map of format 4 with the advance widths.
func runeWidths(tables map[string][]byte) []uint16 {
	hmtx, count := tables["hmtx"], u16(tables["hhea"], 34)
	sub := subtable4(tables["cmap"])
	segs := u16(sub, 6) / 2
	ends, starts := sub[14:], sub[16+2*segs:]
	deltas, offsets := starts[2*segs:], starts[4*segs:]
	widths := make([]uint16, 0x10000)
	for i := range widths {
		widths[i] = noGlyph
	}
	for i := range segs {
		from, to := u16(starts, 2*i), u16(ends, 2*i)
		for c := from; c <= to && c < 0xffff; c++ {
			g := c
			if o := u16(offsets, 2*i); o != 0 {
				if g = u16(offsets, 2*i+o+2*(c-from)); g == 0 {
					continue
				}
			}
			if g = (g + u16(deltas, 2*i)) & 0xffff; g != 0 {
				widths[c] = uint16(u16(hmtx, 4*min(g, count-1)))
			}
		}
	}
	return widths
}

func subtable4(cmap []byte) []byte {
	for i := range u16(cmap, 2) {
		at := binary.BigEndian.Uint32(cmap[4+8*i+4:])
		if u16(cmap[at:], 0) == 4 {
			return cmap[at:]
		}
	}
	panic("embedded font without a character map of format 4")
}

func u16(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
