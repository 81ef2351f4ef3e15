package oldnews

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"regexp"

	"hoinghi/media"
)

// Inside is a picture that came within the source, encoded anew and at most
// insideWidth pixels wide, so that nothing of its camera is left.
type Inside struct {
	Name string
	Body []byte
}

const (
	insideWidth = 1600
	mostInside  = 30       // pictures of an article
	mostBytes   = 12 << 20 // of all of them, made ready
	mostPart    = 64 << 20 // bytes of XML
)

// shown are the pictures of WordprocessingML, of now (DrawingML, 20.1.8.13) and
// of before 2007 (VML), by their relationship.
var shown = regexp.MustCompile(`<(?:a:blip|v:imagedata)\s(?:[^>]*\s)?r:(?:embed|id)="([^"]+)"`)

// picturesOf takes the pictures of a DOCX in the order of its text. What is no
// picture, or too much, is named and left.
func (i *Item) picturesOf(docx []byte) {
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		return
	}
	var rels struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if xml.Unmarshal(part(z, "word/_rels/document.xml.rels", mostPart), &rels) != nil {
		return
	}
	targets := map[string]string{}
	for _, r := range rels.All {
		targets[r.ID] = path.Join("word", r.Target)
	}
	size := 0
	for _, m := range shown.FindAllSubmatch(part(z, "word/document.xml", mostPart), mostInside) {
		name := targets[string(m[1])]
		if name == "" {
			continue
		}
		i.Pictures = unlike(i.Pictures, []string{path.Base(name)})
		p, err := media.Picture(part(z, name, media.Limit))
		if err != nil {
			continue
		}
		b := p.Body(insideWidth)
		if b == nil {
			b = p.Body(0)
		}
		if size += len(b); size <= mostBytes {
			i.Inside = append(i.Inside, Inside{path.Base(name), b})
		}
	}
}

// part is a file of an archive up to a size; nothing where there is none.
func part(z *zip.Reader, name string, most int64) []byte {
	f, err := z.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return nil
	}
	return b
}

// Own makes the pictures ready that came within the source.
func (i Item) Own() (out []Photo, err error) {
	for _, x := range i.Inside {
		p, err := media.Picture(x.Body)
		if err != nil {
			return nil, err
		}
		caption, _ := i.Wants(x.Name)
		out = append(out, Photo{Name: x.Name, Picture: p, Caption: caption})
	}
	return out, nil
}
