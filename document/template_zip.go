package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Bounds on a template: far above what an office makes, far below what would
// trouble the server.
const (
	templateFile  = 10 << 20 // packed
	templateParts = 400
	templatePart  = 16 << 20 // one part, unpacked
	templateAll   = 48 << 20 // all parts
	templateRatio = 150      // XML of Word packs to a thirtieth at most
	templateFree  = 1 << 20  // below this no ratio is asked
)

const oldOffice = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" // MS-CFB 2.2

// unpackTemplate reads the parts within the bounds and refuses what a template
// must not hold.
func unpackTemplate(r io.ReaderAt, size int64) ([]part, error) {
	if size > templateFile {
		return nil, refused(RefusedLarge, fmt.Sprintf("%d MB", size>>20))
	}
	var head [8]byte
	if _, err := r.ReadAt(head[:], 0); err == nil && string(head[:]) == oldOffice {
		return nil, refused(RefusedOld, "")
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, &Refusal{Why: RefusedFormat, Err: err}
	}
	if len(z.File) > templateParts {
		return nil, refused(RefusedLarge, fmt.Sprintf("%d tệp", len(z.File)))
	}
	parts, seen, left := []part(nil), map[string]bool{}, int64(templateAll)
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if key := strings.ToLower(f.Name); seen[key] || !plainName(f.Name) {
			return nil, refused(RefusedFormat, f.Name)
		} else {
			seen[key] = true
		}
		b, err := unpackPart(f, &left)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{f.Name, b})
	}
	return parts, vet(parts)
}

func plainName(s string) bool {
	return s == path.Clean(s) && !strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "../") && !strings.Contains(s, `\`)
}

// unpackPart believes nothing that the archive says of its sizes.
func unpackPart(f *zip.File, left *int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, &Refusal{Why: RefusedFormat, Detail: f.Name, Err: err}
	}
	defer func() { _ = r.Close() }()
	most := min(int64(templatePart), *left)
	packed := int64(min(f.CompressedSize64, templateFile)) + 1
	tight := max(packed*templateRatio, templateFree)
	b, err := io.ReadAll(io.LimitReader(r, min(most, tight)+1))
	switch n := int64(len(b)); {
	case n > tight:
		return nil, refused(RefusedBomb, f.Name)
	case n > most:
		return nil, refused(RefusedLarge, f.Name)
	case err != nil:
		return nil, &Refusal{Why: RefusedFormat, Detail: f.Name, Err: err}
	}
	*left -= int64(len(b))
	return b, nil
}

// vet refuses by the names, the declared types and the targets of the parts.
func vet(parts []part) error {
	types := ""
	for _, p := range parts {
		name := strings.ToLower(p.name)
		switch {
		case strings.Contains(name, "vbaproject"), strings.Contains(name, "vbadata"), strings.Contains(name, "/activex/"):
			return refused(RefusedMacro, p.name)
		case strings.Contains(name, "/embeddings/"), strings.HasSuffix(name, ".bin"), strings.Contains(name, "/afchunk"):
			return refused(RefusedEmbedded, p.name)
		case strings.HasPrefix(name, "_xmlsignatures/"):
			return refused(RefusedSigned, p.name)
		case name == "[content_types].xml":
			types = string(p.data)
		}
	}
	if err := vetTypes(types); err != nil {
		return err
	}
	main := false
	for _, p := range parts {
		main = main || p.name == mainPart
		if strings.HasSuffix(strings.ToLower(p.name), ".rels") {
			if err := vetTargets(p); err != nil {
				return err
			}
		}
	}
	if !main {
		return refused(RefusedFormat, mainPart)
	}
	return nil
}

func vetTypes(types string) error {
	low := strings.ToLower(types)
	switch {
	case strings.Contains(low, "macroenabled"), strings.Contains(low, "vbaproject"), strings.Contains(low, "activex"):
		return refused(RefusedMacro, "[Content_Types].xml")
	case strings.Contains(low, "oleobject"):
		return refused(RefusedEmbedded, "[Content_Types].xml")
	case strings.Contains(low, wordType+"template.main+xml"):
		return refused(RefusedDotx, "")
	case !strings.Contains(low, wordType+"document.main+xml"):
		return refused(RefusedFormat, "[Content_Types].xml")
	}
	return nil
}

// vetTargets reads the relationships of a part (ECMA-376 part 2, clause 8.5).
func vetTargets(p part) error {
	d := xml.NewDecoder(bytes.NewReader(p.data))
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return &Refusal{Why: RefusedFormat, Detail: p.name, Err: err}
		}
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" {
			continue
		}
		if err := vetTarget(e); err != nil {
			return err
		}
	}
}

func vetTarget(e xml.StartElement) error {
	var target, mode, kind string
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "Target":
			target = a.Value
		case "TargetMode":
			mode = a.Value
		case "Type":
			kind = a.Value[strings.LastIndex(a.Value, "/")+1:]
		}
	}
	switch {
	case strings.EqualFold(mode, "External"), strings.Contains(target, ":"), strings.HasPrefix(target, `\\`), strings.HasPrefix(target, "//"):
		return refused(RefusedExternal, limit(oneLine(target), 200))
	case kind == "oleObject", kind == "package", kind == "aFChunk", kind == "subDocument":
		return refused(RefusedEmbedded, target)
	case kind == "control", kind == "vbaProject":
		return refused(RefusedMacro, target)
	}
	return nil
}
