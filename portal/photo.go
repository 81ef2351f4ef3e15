package portal

import (
	"crypto/rand"
	"slices"
	"strings"
	"unicode/utf8"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/media"
	"hoinghi/store"
)

// Where a photo stands in its article.
const (
	AfterLead = "lead"
	AtEnd     = "end"
)

// Photo is a picture of an article, in the order of Position within its place.
type Photo struct {
	ID, Article   string
	File          string // of media
	Width, Height int
	Caption       string
	Alt           string // for who cannot see it; needed to be published
	Place         string
	Position      int
	Children      bool   // faces of children can be made out
	Consent       string // who agreed to it and where that is kept; needed with Children
}

// Labels are the words of a photo.
type Labels struct {
	Caption, Alt, Place string
	Children            bool
	Consent             string
}

// AddPhoto puts a picture behind the others. It comes as media.Picture made
// it, so that nothing of the camera's notes reaches the public.
func AddPhoto(tx *store.Tx, article, name string, p media.Pictures, l Labels) (Photo, error) {
	a, err := editable(tx, article)
	if err != nil {
		return Photo{}, err
	}
	if l, err = l.check(a); err != nil {
		return Photo{}, err
	}
	f, err := media.TakePicture(tx, name, p)
	if err != nil {
		return Photo{}, err
	}
	photo := Photo{ID: strings.ToLower(rand.Text()[:12]), Article: article, File: f.ID, Width: f.Width, Height: f.Height, Caption: l.Caption, Alt: l.Alt, Place: l.Place, Children: l.Children, Consent: l.Consent}
	for _, other := range a.Photos {
		photo.Position = max(photo.Position, other.Position+1)
	}
	a.Photos = append(a.Photos, photo)
	if err := guardCorrected(tx, a, ""); err != nil {
		return Photo{}, err
	}
	if err := insertPhoto(tx, photo); err != nil {
		return Photo{}, err
	}
	return photo, save(tx, a)
}

// AmendPhoto changes the words of a photo and where it stands.
func AmendPhoto(tx *store.Tx, article, id string, l Labels) error {
	a, i, err := photoOf(tx, article, id)
	if err != nil {
		return err
	}
	if l, err = l.check(a); err != nil {
		return err
	}
	p := a.Photos[i]
	p.Caption, p.Alt, p.Place, p.Children, p.Consent = l.Caption, l.Alt, l.Place, l.Children, l.Consent
	a.Photos[i] = p
	if err := guardCorrected(tx, a, ""); err != nil {
		return err
	}
	if err := updatePhoto(tx, p); err != nil {
		return err
	}
	return save(tx, a)
}

// MovePhoto puts a photo before its neighbour of the same place, or behind it;
// the first and the last stay where they are.
func MovePhoto(tx *store.Tx, article, id string, up bool) error {
	a, i, err := photoOf(tx, article, id)
	if err != nil {
		return err
	}
	step := 1
	if up {
		step = -1
	}
	for j := i + step; j >= 0 && j < len(a.Photos); j += step {
		p, q := a.Photos[i], a.Photos[j]
		if p.Place != q.Place {
			continue
		}
		p.Position, q.Position = q.Position, p.Position
		if err := updatePhoto(tx, p); err != nil {
			return err
		}
		if err := updatePhoto(tx, q); err != nil {
			return err
		}
		return save(tx, a)
	}
	return nil
}

// RemovePhoto takes a photo out of its article; the file stays kept.
func RemovePhoto(tx *store.Tx, article, id string) error {
	a, i, err := photoOf(tx, article, id)
	if err != nil {
		return err
	}
	if err := deletePhoto(tx, a.Photos[i].ID); err != nil {
		return err
	}
	return save(tx, a)
}

// editable reads an article that the actor may change in its present state.
func editable(tx *store.Tx, id string) (Article, error) {
	if err := tx.Who.Need(access.Write); err != nil {
		return Article{}, err
	}
	a, err := whole(tx, id)
	if err == nil && a.State == Published {
		err = tx.Who.Need(access.Publish)
	}
	return a, err
}

func photoOf(tx *store.Tx, article, id string) (Article, int, error) {
	a, err := editable(tx, article)
	if err != nil {
		return a, 0, err
	}
	i := slices.IndexFunc(a.Photos, func(p Photo) bool { return p.ID == id })
	if i < 0 {
		return a, 0, fault.New(fault.Missing, "fault.missing")
	}
	return a, i, nil
}

func (l Labels) check(a Article) (Labels, error) {
	for _, s := range []*string{&l.Caption, &l.Alt, &l.Consent} {
		*s = strings.Join(strings.Fields(*s), " ")
	}
	if l.Place == "" {
		l.Place = AtEnd
	}
	var f fault.Form
	f.Check(utf8.RuneCountInString(l.Caption) <= mostNote, "caption", "fault.long", mostNote)
	f.Check(utf8.RuneCountInString(l.Alt) <= mostNote, "alt", "fault.long", mostNote)
	f.Check(utf8.RuneCountInString(l.Consent) <= mostNote, "consent", "fault.long", mostNote)
	f.Check(!l.Children || l.Consent != "" || a.State != Published, "consent", "portal.consent.needed")
	f.Check(l.Alt != "" || a.State != Published, "alt", "portal.alt.needed")
	f.Check(l.Place == AfterLead || l.Place == AtEnd, "place", "fault.choice")
	return l, f.Err()
}
