// Package media keeps the files that people bring: documents as they came,
// pictures encoded anew so that nothing of the camera's notes is left.
//
// What a file is, its content says and not its name. The same content is kept
// once in an organisation. Who may see a file is for the room that shows it.
package media

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
	"time"
	"unicode"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/store"
)

// Limit is the most bytes of one file.
const Limit = 25 << 20

// File is what is known of a kept file.
type File struct {
	ID            string // SHA-256 of the content, in hex
	Name          string // as it came, without folders, ending as its type does
	Type          string // media type
	Size          int64  // bytes of the whole
	Width, Height int    // of a picture, upright; else 0
	At            time.Time
}

// Take keeps a document or picture as it came, once for each content; the name
// under which it came first stays. Refusals are faults of the field "file".
func Take(tx *store.Tx, name string, body []byte) (File, error) {
	if err := signedIn(tx.Who); err != nil {
		return File{}, err
	}
	k, err := sniff(body)
	if err != nil {
		return File{}, err
	}
	f := File{ID: digest(body), Name: clean(name, k.ext), Type: k.media, Size: int64(len(body)), Width: k.width, Height: k.height, At: tx.Now}
	return keep(tx, f, map[int][]byte{0: body})
}

// TakePicture keeps a picture that Picture has made ready.
func TakePicture(tx *store.Tx, name string, p Pictures) (File, error) {
	if err := signedIn(tx.Who); err != nil {
		return File{}, err
	}
	whole := p.bodies[0]
	if whole == nil {
		return File{}, refuse("media.empty")
	}
	f := File{ID: digest(whole), Name: clean(name, ".jpg"), Type: "image/jpeg", Size: int64(len(whole)), Width: p.Width, Height: p.Height, At: tx.Now}
	return keep(tx, f, p.bodies)
}

// Find reads what is known of a file.
func Find(tx *store.Tx, id string) (File, error) { return oneFile(tx, id) }

// Open reads a file whole.
func Open(tx *store.Tx, id string) (File, []byte, error) {
	f, err := oneFile(tx, id)
	if err != nil {
		return File{}, nil, err
	}
	body, err := oneBody(tx, id, 0)
	return f, body, err
}

// OpenSize reads a picture in one of Sizes. A picture that never was so wide
// answers whole.
func OpenSize(tx *store.Tx, id string, width int) ([]byte, error) {
	body, err := oneBody(tx, id, width)
	if fault.Is(err, fault.Missing) && width != 0 {
		return oneBody(tx, id, 0)
	}
	return body, err
}

func keep(tx *store.Tx, f File, bodies map[int][]byte) (File, error) {
	first, err := insertFile(tx, f)
	if err != nil {
		return File{}, err
	}
	for width, body := range bodies { // a picture may have come as a document before
		if err := insertBody(tx, f.ID, width, body); err != nil {
			return File{}, err
		}
	}
	if first {
		return f, nil
	}
	return oneFile(tx, f.ID)
}

// signedIn lets people and the operator's machine bring files, nobody else.
func signedIn(who access.Actor) error {
	if who.Person != "" {
		return nil
	}
	return who.Need(access.SetUp)
}

func digest(body []byte) string {
	h := sha256.Sum256(body)
	return hex.EncodeToString(h[:])
}

const longestName = 120 // characters

// clean keeps what a name tells people: no folders, nothing that hides or
// turns text around, and the ending that the content has.
func clean(name, ext string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) || strings.ContainsRune(`<>:"/|?*`, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	stem := strings.TrimSpace(strings.TrimSuffix(name, path.Ext(name)))
	if r := []rune(stem); len(r) > longestName {
		stem = strings.TrimSpace(string(r[:longestName]))
	}
	if strings.Trim(stem, ". ") == "" {
		stem = "tep"
	}
	return stem + ext
}

// refuse is a fault of the field "file", said beside it and as a whole.
func refuse(key string, args ...any) error {
	return &fault.Fault{Kind: fault.Invalid, Key: key, Args: args, Fields: []fault.Field{{Name: "file", Key: key, Args: args}}}
}
