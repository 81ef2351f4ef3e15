package oldnews

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/portal"
	"hoinghi/store"
)

// Confirmed is an article that a person has looked over: Facts are those that
// hold, Day is the right one.
type Confirmed struct {
	Item
	Photos  []Photo
	Publish bool   // put it before the public under its old date
	Reason  string // why what portal.Worries finds may go out
}

// Photo is a picture of the article made ready, with the name of its file.
type Photo struct {
	Name    string
	Picture media.Pictures
	Caption string
}

// Kept says what became of an article.
type Kept struct {
	Article string // its id; empty when it was there already
	Lacks   error  // why it is not before the public, if that was asked for
}

// Keep puts an article into history. One whose text is there already is left
// alone. Where the portal refuses to publish, the article stays a draft and
// Lacks says why.
func Keep(tx *store.Tx, c Confirmed) (Kept, error) {
	if err := tx.Who.Need(access.Write); err != nil {
		return Kept{}, err
	}
	if c.Publish {
		if err := tx.Who.Need(access.Publish); err != nil {
			return Kept{}, err
		}
	}
	hash := c.hash()
	if n, err := countHash(tx, hash); err != nil || n > 0 {
		return Kept{}, err
	}
	at := c.Published(locale.Zone)
	if at.After(tx.Now) {
		return Kept{}, fault.New(fault.Invalid, "oldnews.future", c.Title)
	}
	a, err := portal.Begin(tx, portal.Text{Title: c.Title, Lead: c.Lead, Body: c.Body, Category: c.Category, Byline: c.Byline, Stamp: c.Stamp, EndMark: c.EndMark, NoComments: true, PublishAt: at})
	if err != nil {
		return Kept{}, err
	}
	for _, p := range c.Photos {
		if _, err := portal.AddPhoto(tx, a.ID, p.Name, p.Picture, portal.Labels{Caption: p.Caption, Alt: p.Caption}); err != nil {
			return Kept{}, err
		}
	}
	if err := insertOrigin(tx, hash, a.ID, c.Source); err != nil {
		return Kept{}, err
	}
	for n, f := range c.Facts {
		if err := insertFact(tx, a.ID, n, f); err != nil {
			return Kept{}, err
		}
	}
	k := Kept{Article: a.ID}
	if c.Publish {
		k.Lacks, err = publish(tx, c, a.ID)
	}
	if err == nil {
		err = journal.Write(tx, "oldnews.keep", a.ID, c.Source)
	}
	return k, err
}

// publish answers apart what keeps an article from the public and what breaks
// the work.
func publish(tx *store.Tx, c Confirmed, id string) (lacks, err error) {
	if c.Day.IsZero() {
		return fault.New(fault.Invalid, "oldnews.noday"), nil
	}
	if c.Reason != "" {
		if err := portal.Clear(tx, id, c.Reason); err != nil {
			return nil, err
		}
	}
	err = portal.Publish(tx, id)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) || fault.Is(err, fault.Denied) {
		return err, nil
	}
	return nil, err
}

// hash is of the text alone: the day may have been mended.
func (i Item) hash() string {
	sum := sha256.Sum256([]byte(locale.FoldSearch(i.Title + "\n" + i.Lead + "\n" + i.Body)))
	return hex.EncodeToString(sum[:])
}

// Known reports whether an article with this text is there already.
func Known(tx *store.Tx, i Item) (bool, error) {
	if err := tx.Who.Need(access.Write); err != nil {
		return false, err
	}
	n, err := countHash(tx, i.hash())
	return n > 0, err
}

// Facts are the confirmed figures of an article.
func Facts(tx *store.Tx, article string) ([]Fact, error) {
	if err := tx.Who.Need(access.Write); err != nil {
		return nil, err
	}
	return factRows(tx, article)
}

// Wants reports whether an article names a picture file, and which caption
// belongs to it where captions and pictures are equally many.
func (i Item) Wants(file string) (caption string, ok bool) {
	for n, p := range i.Pictures {
		if !strings.EqualFold(path.Base(strings.SplitN(p, "?", 2)[0]), path.Base(file)) {
			continue
		}
		if len(i.Captions) == len(i.Pictures) {
			caption = i.Captions[n]
		}
		return caption, true
	}
	return "", false
}
