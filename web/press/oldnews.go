package press

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/oldnews"
	"hoinghi/store"
	"hoinghi/web/kit"
)

const (
	mostOldForm = 48 << 20
	mostOldItem = 100 // articles looked over at once
)

func oldRoutes(m *kit.Mux) {
	m.On("GET /ban/tin-cu", kit.Only(access.Write, showOld))
	m.Upload("POST /ban/tin-cu", mostOldForm, kit.Only(access.Write, readOld))
	m.Upload("POST /ban/tin-cu/nhan", mostOldForm, kit.Only(access.Write, keepOld))
}

// oldPage takes old news and shows what they were understood as.
type oldPage struct {
	*kit.Visit
	Text   string // pasted
	Items  []oldnews.Item
	Known  []bool
	Data   string // Items, to come back with the confirmation
	Days   []string
	Reason string
	Faults kit.Faults
	Done   []string // kept, there already, left as drafts
}

func showOld(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := oldPage{Visit: v}
	if n := strings.Split(r.URL.Query().Get("xong"), "-"); len(n) == 3 {
		p.Done = n
	}
	return v.Show(w, r, oldView(p))
}

// readOld is the dry run: nothing is kept yet.
func readOld(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := oldPage{Visit: v, Text: r.PostFormValue("text")}
	items, err := oldFrom(r, p.Text)
	if fault.Is(err, fault.Invalid) {
		p.Faults = v.Faults(err)
		return v.Return(w, r, oldView(p))
	}
	if err != nil {
		return err
	}
	if err := p.lay(r, items); err != nil {
		return err
	}
	for _, i := range items {
		p.Days = append(p.Days, locale.Date(i.Day))
	}
	return v.Show(w, r, oldView(p))
}

func (p *oldPage) lay(r *http.Request, items []oldnews.Item) error {
	b, err := json.Marshal(items)
	if err != nil {
		return err
	}
	p.Items, p.Data = items, string(b)
	return p.Read(r.Context(), func(tx *store.Tx) error {
		p.Known = make([]bool, len(items))
		for n, i := range items {
			var err error
			if p.Known[n], err = oldnews.Known(tx, i); err != nil {
				return err
			}
		}
		return nil
	})
}

func oldFrom(r *http.Request, text string) (all []oldnews.Item, err error) {
	if strings.TrimSpace(text) != "" {
		if all, err = oldnews.Read("1", []byte(text)); err != nil {
			return nil, err
		}
	}
	if r.MultipartForm != nil {
		for _, h := range r.MultipartForm.File["file"] {
			body, err := readPart(h)
			if err != nil {
				return nil, err
			}
			items, err := oldnews.Read(h.Filename, body)
			if err != nil {
				return nil, err
			}
			all = append(all, items...)
		}
	}
	var f fault.Form
	f.Check(len(all) > 0, "text", "press.old.none")
	f.Check(len(all) <= mostOldItem, "file", "press.old.many", mostOldItem, len(all))
	return all, f.Err()
}

// keepOld keeps what was confirmed: the ticked articles with the day typed and
// the ticked figures.
func keepOld(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var items []oldnews.Item
	if err := json.Unmarshal([]byte(r.PostFormValue("data")), &items); err != nil || len(items) > mostOldItem {
		return fault.New(fault.Invalid, "fault.form")
	}
	p := oldPage{Visit: v, Reason: r.PostFormValue("reason")}
	chosen, err := confirmed(r, items)
	if err == nil {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) {
			var n [3]int
			for _, c := range chosen {
				k, err := oldnews.Keep(tx, c)
				switch {
				case err != nil:
					return "", err
				case k.Article == "":
					n[1]++
					continue
				case k.Lacks != nil:
					n[2]++
				}
				n[0]++
			}
			return v.Path("/ban/tin-cu?xong=", strconv.Itoa(n[0]), "-", strconv.Itoa(n[1]), "-", strconv.Itoa(n[2])), nil
		})
	}
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	p.Faults = v.Faults(err)
	if err := p.lay(r, items); err != nil {
		return err
	}
	for n := range items {
		p.Days = append(p.Days, r.PostFormValue("day-"+strconv.Itoa(n)))
	}
	return v.Return(w, r, oldView(p))
}

func confirmed(r *http.Request, items []oldnews.Item) (out []oldnews.Confirmed, err error) {
	photos, err := oldPhotos(r)
	if err != nil {
		return nil, err
	}
	var f fault.Form
	for n, i := range items {
		at := strconv.Itoa(n)
		if r.PostFormValue("take-"+at) == "" {
			continue
		}
		day, err := locale.ParseDate(r.PostFormValue("day-" + at))
		f.Check(err == nil, "day-"+at, "fault.day")
		if day != i.Day {
			i.Day, i.At, i.OfEvent = day, time.Time{}, false
		}
		c := oldnews.Confirmed{Item: i, Publish: r.PostFormValue("publish") != "", Reason: r.PostFormValue("reason")}
		c.Facts = nil
		for k, x := range i.Facts {
			if r.PostFormValue("fact-"+at+"-"+strconv.Itoa(k)) != "" {
				c.Facts = append(c.Facts, x)
			}
		}
		if c.Photos, err = i.Own(); err != nil {
			return nil, err
		}
		for _, x := range photos {
			if caption, ok := i.Wants(x.name); ok || len(items) == 1 {
				c.Photos = append(c.Photos, oldnews.Photo{Name: x.name, Picture: x.photo, Caption: caption})
			}
		}
		out = append(out, c)
	}
	f.Check(len(out) > 0, "take", "press.old.choose")
	return out, f.Err()
}

func oldPhotos(r *http.Request) ([]taken, error) {
	if r.MultipartForm == nil || len(r.MultipartForm.File["file"]) == 0 {
		return nil, nil
	}
	return takenFrom(r)
}

// keys: oldnews.role.* oldnews.fact.*

func oldNumber(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
