package public

import (
	"mime"
	"net/http"
	"strconv"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/media"
	"hoinghi/portal"
	"hoinghi/resolution"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// disclosuresPage lists the papers that the agency laid open to everybody.
type disclosuresPage struct {
	frame
	Search string
	List   []portal.Disclosure
	Pager  pager
}

func disclosures(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := disclosuresPage{Search: cut(r.URL.Query().Get("tim"))}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.frame, err = newFrame(tx, r, v, law.DayOf(v.Now())); err != nil {
			return err
		}
		p.List, err = portal.Disclosures(tx, p.Search)
		return err
	})
	if err != nil {
		return err
	}
	p.Pager = newPager(r.URL.Query().Get("trang"), perPage, len(p.List))
	p.Pager.Label, p.Pager.Path = p.T("public.papers.pages"), p.Path("/cong-khai")
	if p.Search != "" {
		p.Pager.Keep = map[string][]string{"tim": {p.Search}}
	}
	from := (p.Pager.Page - 1) * perPage
	p.List = p.List[from:min(len(p.List), from+perPage)]
	p.Here = "/cong-khai"
	return p.answer(w, r, sheet{Body: disclosuresView(p)})
}

// openDisclosure sends a paper as a file to keep: nothing that was uploaded
// opens inside the site.
func openDisclosure(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var f media.File
	var body []byte
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		f, body, err = portal.OpenDisclosure(tx, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", briefly)
	_, _ = w.Write(body)
	return nil
}

// progressPage is what became of the resolution, where the agency shows it.
type progressPage struct {
	frame
	Conference string
	Resolution resolution.Resolution
	Course     resolution.Course
}

func progress(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p progressPage
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p.frame, err = newFrame(tx, r, v, law.DayOf(v.Now()))
		return err
	})
	if err != nil {
		return err
	}
	if !p.Settings.Progress {
		return notHere
	}
	err = v.Site.DB.Read(r.Context(), access.Screen(v.Place.ID), func(tx *store.Tx) error {
		c, err := conference.Current(tx)
		if err != nil {
			return err
		}
		p.Conference = c.Name
		p.Resolution, err = resolution.Find(tx, c.ID, resolution.Office{})
		if err == nil && p.Resolution.State != resolution.Adopted {
			p.Resolution = resolution.Resolution{}
		}
		if err != nil {
			return err
		}
		p.Course, err = resolution.CourseOf(tx, p.Resolution)
		return err
	})
	if err != nil && !fault.Is(err, fault.Missing) {
		return err
	}
	p.Here = "/nghi-quyet"
	return p.answer(w, r, sheet{Body: progressView(p)})
}

// said is the newest word of the agency on a point.
func (p progressPage) said(i resolution.Item) string {
	for _, s := range p.Course.Said[i.ID] {
		key, args := s.Words()
		return p.T(key, args...)
	}
	return ""
}
