package media

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"image"
	_ "image/jpeg" // decoders
	_ "image/png"
	"io"
	"strings"

	_ "golang.org/x/image/webp" // decoder
)

// kind is what a content turned out to be.
type kind struct {
	media, ext    string
	width, height int
}

const (
	megapixels = 50
	officeRoot = "application/vnd.openxmlformats-officedocument."
)

// sniff tells what a content is, or why it is not taken.
func sniff(body []byte) (kind, error) {
	switch {
	case len(body) == 0:
		return kind{}, refuse("media.empty")
	case len(body) > Limit:
		return kind{}, refuse("fault.toobig", Limit>>20)
	case bytes.HasPrefix(body, []byte("%PDF-")):
		return sniffPDF(body)
	case bytes.HasPrefix(body, []byte("PK\x03\x04")), bytes.HasPrefix(body, []byte("PK\x05\x06")):
		return sniffOffice(body)
	case bytes.HasPrefix(body, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return kind{}, refuse("media.old")
	case heic(body):
		return kind{}, refuse("media.heic")
	}
	return sniffImage(body)
}

// heic is a photo as iPhones keep it: ISO/IEC 14496-12 box ftyp with a brand
// of HEIF or AVIF.
func heic(body []byte) bool {
	if len(body) < 12 || string(body[4:8]) != "ftyp" {
		return false
	}
	switch string(body[8:12]) {
	case "heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif":
		return true
	}
	return false
}

func sniffPDF(body []byte) (kind, error) {
	tail := body[max(0, len(body)-4096):] // ISO 32000-1, 7.5.5: the file ends with %%EOF; readers allow some bytes after it
	if !bytes.Contains(tail, []byte("%%EOF")) {
		return kind{}, refuse("media.broken")
	}
	return kind{media: "application/pdf", ext: ".pdf"}, nil
}

// sniffOffice accepts the two packages of ECMA-376 that offices exchange, and
// no macro in them: they are told by the types the package declares.
func sniffOffice(body []byte) (kind, error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return kind{}, refuse("media.broken")
	}
	var declared string
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		if strings.HasSuffix(name, "vbaproject.bin") || strings.HasSuffix(name, "vbadata.xml") {
			return kind{}, refuse("media.macro")
		}
		if name == "[content_types].xml" && declared == "" {
			if declared, err = readPart(f); err != nil {
				return kind{}, refuse("media.broken")
			}
		}
	}
	declared = strings.ToLower(declared)
	switch {
	case strings.Contains(declared, "macroenabled") || strings.Contains(declared, "vbaproject"):
		return kind{}, refuse("media.macro")
	case strings.Contains(declared, officeRoot+"wordprocessingml.document.main+xml"):
		return kind{media: officeRoot + "wordprocessingml.document", ext: ".docx"}, nil
	case strings.Contains(declared, officeRoot+"spreadsheetml.sheet.main+xml"):
		return kind{media: officeRoot + "spreadsheetml.sheet", ext: ".xlsx"}, nil
	}
	return kind{}, refuse("media.kind")
}

const mostPart = 1 << 20 // bytes of the list of types, unpacked

func readPart(f *zip.File) (string, error) {
	r, err := f.Open()
	if err != nil {
		return "", err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, mostPart+1))
	if err == nil && len(b) > mostPart {
		err = zip.ErrFormat
	}
	return string(b), err
}

var images = map[string]kind{
	"jpeg": {media: "image/jpeg", ext: ".jpg"},
	"png":  {media: "image/png", ext: ".png"},
	"webp": {media: "image/webp", ext: ".webp"},
}

func sniffImage(body []byte) (kind, error) {
	c, format, err := image.DecodeConfig(bytes.NewReader(body))
	k, known := images[format]
	switch {
	case !known:
		return kind{}, refuse("media.kind")
	case err != nil || c.Width < 1 || c.Height < 1:
		return kind{}, refuse("media.broken")
	case int64(c.Width)*int64(c.Height) > megapixels*1_000_000:
		return kind{}, refuse("media.pixels", megapixels)
	case !complete(format, body):
		return kind{}, refuse("media.broken")
	}
	k.width, k.height = c.Width, c.Height
	if format == "jpeg" && orientation(body) >= 5 {
		k.width, k.height = k.height, k.width
	}
	return k, nil
}

// complete reports whether the end of a picture has arrived, without decoding.
func complete(format string, body []byte) bool {
	switch format {
	case "jpeg":
		scan, _ := jpegParts(body)
		return scan > 0 && bytes.Contains(body[scan:], []byte{0xff, 0xd9})
	case "png":
		return bytes.Contains(body, []byte("IEND\xae\x42\x60\x82"))
	}
	return len(body) >= 12 && uint64(binary.LittleEndian.Uint32(body[4:]))+8 <= uint64(len(body))
}

// jpegParts finds where the first scan begins (0 when there is none) and the
// TIFF block of the EXIF segment, if any (ITU T.81, annex B; EXIF 2.3, 4.5.4).
func jpegParts(body []byte) (scan int, tiff []byte) {
	for at := 2; at+4 <= len(body); {
		if body[at] != 0xff {
			return 0, tiff
		}
		marker := body[at+1]
		if marker == 0xff { // fill
			at++
			continue
		}
		if marker == 0x01 || marker >= 0xd0 && marker <= 0xd8 { // alone, without a length
			at += 2
			continue
		}
		length := int(binary.BigEndian.Uint16(body[at+2:]))
		end := at + 2 + length
		if length < 2 || end > len(body) {
			return 0, tiff
		}
		if marker == 0xda {
			return end, tiff
		}
		if rest, ok := bytes.CutPrefix(body[at+4:end], []byte("Exif\x00\x00")); marker == 0xe1 && ok && tiff == nil {
			tiff = rest
		}
		at = end
	}
	return 0, tiff
}

// orientation is how a camera was held, 1 to 8 (EXIF tag 0x0112); 1 unless a
// JPEG says otherwise.
func orientation(body []byte) int {
	_, tiff := jpegParts(body)
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(tiff[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < 12 {
			break
		}
		if v := order.Uint16(entries[8:]); order.Uint16(entries) == 0x0112 && v >= 1 && v <= 8 {
			return int(v)
		}
		entries = entries[12:]
	}
	return 1
}
