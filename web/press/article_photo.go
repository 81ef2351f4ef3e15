package press

import (
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"hoinghi/fault"
	"hoinghi/media"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// taken is a photo made ready, before the transaction that keeps it.
type taken struct {
	name  string
	photo media.Pictures
}

// addPhotos takes one or several photos; the words typed go to the first.
func addPhotos(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id := r.PathValue("id")
	all, err := takenFrom(r)
	if err == nil {
		words := portal.Labels{Caption: r.PostFormValue("caption"), Alt: r.PostFormValue("alt"), Place: r.PostFormValue("place"), Children: r.PostFormValue("children") != "", Consent: r.PostFormValue("consent")}
		err = v.Act(w, r, func(tx *store.Tx) (string, error) {
			for i, x := range all {
				l := words
				if i > 0 {
					l.Caption = ""
				}
				if _, err := portal.AddPhoto(tx, id, x.name, x.photo, l); err != nil {
					return "", err
				}
			}
			return v.Path("/ban/tin-bai/", id, "#anh"), nil
		})
	}
	if err != nil {
		return editAgain(w, r, v, nil, err)
	}
	return nil
}

func takenFrom(r *http.Request) (all []taken, err error) {
	var heads []*multipart.FileHeader
	if r.MultipartForm != nil {
		heads = r.MultipartForm.File["file"]
	}
	for _, h := range heads {
		body, err := readPart(h)
		if err != nil {
			return nil, err
		}
		p, err := media.Picture(body)
		if err != nil {
			return nil, err
		}
		all = append(all, taken{h.Filename, p})
	}
	var f fault.Form
	f.Check(len(all) > 0, "file", "media.empty")
	return all, f.Err()
}

func readPart(h *multipart.FileHeader) ([]byte, error) {
	f, err := h.Open()
	if err != nil {
		return nil, fmt.Errorf("open the upload: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, media.Limit+1))
	if err != nil {
		return nil, fmt.Errorf("read the upload: %w", err)
	}
	return b, nil
}

// changePhoto does what the pressed button says: save the words, move, remove.
func changePhoto(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id, photo := r.PathValue("id"), r.PathValue("photo")
	words := portal.Labels{Caption: r.PostFormValue("caption-" + photo), Alt: r.PostFormValue("alt-" + photo), Place: r.PostFormValue("place-" + photo),
		Children: r.PostFormValue("children-"+photo) != "", Consent: r.PostFormValue("consent-" + photo)}
	act, mend, _ := strings.Cut(r.PostFormValue("act"), ":caption-"+photo+":")
	err := v.Act(w, r, func(tx *store.Tx) (to string, err error) {
		switch act {
		case "up", "down":
			err = portal.MovePhoto(tx, id, photo, act == "up")
		case "remove":
			err = portal.RemovePhoto(tx, id, photo)
		case "mend":
			err = mendCaption(tx, id, photo, mend)
		default:
			err = portal.AmendPhoto(tx, id, photo, words)
		}
		return v.Path("/ban/tin-bai/", id, "#anh-", photo), err
	})
	if fault.Is(err, fault.Invalid) { // the fields of each photo carry its id
		f := *fault.Of(err)
		f.Fields = nil
		for _, x := range fault.Of(err).Fields {
			x.Name += "-" + photo
			f.Fields = append(f.Fields, x)
		}
		err = &f
	}
	if err != nil {
		return editAgain(w, r, v, nil, err)
	}
	return nil
}

// mendCaption makes one mend of the linter in a stored caption.
func mendCaption(tx *store.Tx, id, photo, at string) error {
	a, err := portal.Find(tx, id)
	if err != nil {
		return err
	}
	for _, p := range a.Photos {
		if p.ID != photo {
			continue
		}
		text, ok := mended(p.Caption, at)
		if !ok {
			return fault.New(fault.Conflict, "fault.conflict")
		}
		return portal.AmendPhoto(tx, id, photo, portal.Labels{Caption: text, Alt: p.Alt, Place: p.Place, Children: p.Children, Consent: p.Consent})
	}
	return fault.New(fault.Missing, "fault.missing")
}

func placeOptions(v *kit.Visit) []kit.Option {
	return []kit.Option{{Value: portal.AtEnd, Label: v.T("desk.article.place.end")}, {Value: portal.AfterLead, Label: v.T("desk.article.place.lead")}}
}

// ticked is the value of a tick.
func ticked(on bool) string {
	if on {
		return "1"
	}
	return ""
}
