package press

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"hoinghi/access"
	"hoinghi/counter"
	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/portal"
	"hoinghi/store"
	"hoinghi/web/kit"
)

func siteRoutes(m *kit.Mux) {
	m.On("GET /ban/trang-tin", kit.Only(access.Publish, showSite))
	m.On("POST /ban/trang-tin", kit.Only(access.Publish, saveSite))
	m.On("POST /ban/trang-tin/dem", kit.Only(access.Publish, saveFigures))
	m.Upload("POST /ban/trang-tin/khoi", media.Limit+1<<20, kit.Only(access.Publish, saveBlock))
	m.Upload("POST /ban/trang-tin/khoi/{id}", media.Limit+1<<20, kit.Only(access.Publish, saveBlock))
	m.Upload("POST /ban/trang-tin/cong-khai", media.Limit+1<<20, kit.Only(access.Publish, disclose))
	m.On("POST /ban/trang-tin/cong-khai/{id}/bo", kit.Only(access.Publish, conceal))
}

// sitePage is how the portal behaves and what stands beside its pages.
type sitePage struct {
	*kit.Visit
	Settings portal.Site
	Blocks   []portal.Block
	Figures  []counter.Figure
	Papers   []portal.Disclosure
	Faults   kit.Faults
	Of       string // what the faults are of: a block's id, new, site, figures, papers
	Said     string
	New      portal.Block // as typed
	Paper    portal.Disclosure
	First    string // days of the new block as typed
	Last     string
	Day      string // of the new paper as typed
}

func (p *sitePage) read(tx *store.Tx) (err error) {
	if p.Settings, err = portal.FindSite(tx); err != nil {
		return err
	}
	if p.Blocks, err = portal.Blocks(tx); err != nil {
		return err
	}
	if p.Figures, err = counter.Figures(tx); err != nil {
		return err
	}
	p.Papers, err = portal.Disclosures(tx, "")
	return err
}

// field is a field of one of the forms with its fault.
func (p sitePage) field(of string, o kit.FieldOpts) kit.FieldOpts {
	if p.Of == of {
		o.Fault = p.Faults[o.Name]
	}
	o.ID = of + "-" + o.Name
	return o
}

func showSite(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := sitePage{Visit: v}
	if err := v.Read(r.Context(), p.read); err != nil {
		return err
	}
	return v.Show(w, r, siteView(p))
}

// again shows the page with the faults of one of its forms; other faults go
// their way. typed puts back what was typed.
func again(w http.ResponseWriter, r *http.Request, cause error, of string, typed func(*sitePage)) error {
	if !fault.Is(cause, fault.Invalid) {
		return cause
	}
	v := kit.From(r.Context())
	p := sitePage{Visit: v, Faults: v.Faults(cause), Of: of, Said: v.Say(cause)}
	if err := v.Read(r.Context(), p.read); err != nil {
		return err
	}
	typed(&p)
	return v.Return(w, r, siteView(p))
}

const sitePath = "/ban/trang-tin"

func saveSite(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	on := func(name string) bool { return r.PostFormValue(name) != "" }
	s := portal.Site{TwoPeople: on("two-people"), EndMark: on("end-mark"), Comments: on("comments"), Progress: on("progress"),
		Stamp: r.PostFormValue("stamp"), Mail: r.PostFormValue("mail")}
	err := v.Act(w, r, func(tx *store.Tx) (string, error) { return v.Path(sitePath), portal.SetUp(tx, s) })
	if err != nil {
		return again(w, r, err, "site", func(p *sitePage) { p.Settings = s })
	}
	return nil
}

// saveFigures takes the lines of the counter in the order typed: each has a
// place, 1 to 5, or stays away.
func saveFigures(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var all []counter.Figure
	at := map[string]int{}
	for i, k := range counter.Kinds() {
		f := counter.Figure{Kind: k, Label: r.PostFormValue("label-" + k)}
		place, err := strconv.Atoi(r.PostFormValue("place-" + k))
		if f.Hidden = err != nil || place < 1; f.Hidden {
			place = 100
		}
		at[k] = place*10 + i
		all = append(all, f)
	}
	var f fault.Form
	start := strings.NewReplacer(".", "", " ", "").Replace(r.PostFormValue("start"))
	n, err := strconv.ParseInt(start, 10, 64)
	f.Check(start == "" || err == nil && n >= 0, "start", "fault.number")
	for i := range all {
		if all[i].Kind == counter.Total {
			all[i].Start = n
		}
	}
	slices.SortStableFunc(all, func(x, y counter.Figure) int { return at[x.Kind] - at[y.Kind] })
	err = f.Err()
	if err == nil {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) { return v.Path(sitePath, "#dem"), counter.Arrange(tx, all) })
	}
	if err != nil {
		return again(w, r, err, "figures", func(p *sitePage) { p.Figures = all })
	}
	return nil
}

// saveBlock keeps, moves or removes a block, as the pressed button says.
func saveBlock(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	id, value := r.PathValue("id"), r.PostFormValue
	b := portal.Block{ID: id, Kind: value("kind"), Title: value("title"), Body: value("body"), Link: value("link"), Alt: value("alt"), Hidden: value("hidden") != ""}
	of := "new"
	if id != "" {
		of = id
	}
	picture, err := dated(&b, r)
	if err == nil {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) {
			to := v.Path(sitePath, "#khoi")
			switch value("act") {
			case "up", "down":
				return to, portal.MoveBlock(tx, id, value("act") == "up")
			case "remove":
				return to, portal.RemoveBlock(tx, id)
			}
			return to, portal.PutBlock(tx, b, picture)
		})
	}
	if err != nil {
		return again(w, r, err, of, func(p *sitePage) {
			p.New, p.First, p.Last = b, value("first"), value("last")
			for i, x := range p.Blocks {
				if x.ID == id {
					b.Kind, b.File = x.Kind, x.File
					p.Blocks[i] = b
				}
			}
		})
	}
	return nil
}

// dated reads the days and the picture of a block.
func dated(b *portal.Block, r *http.Request) (picture *media.Pictures, err error) {
	var f fault.Form
	if r.PostFormValue("first") != "" {
		b.First, err = locale.ParseDate(r.PostFormValue("first"))
		f.Check(err == nil, "first", "fault.day")
	}
	if r.PostFormValue("last") != "" {
		b.Last, err = locale.ParseDate(r.PostFormValue("last"))
		f.Check(err == nil, "last", "fault.day")
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if r.MultipartForm == nil {
		return nil, nil
	}
	_, body, err := kit.File(r, "file")
	if err != nil || len(body) == 0 {
		return nil, err
	}
	p, err := media.Picture(body)
	return &p, err
}

func disclose(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	d := portal.Disclosure{Title: r.PostFormValue("title"), About: r.PostFormValue("about")}
	day, err := locale.ParseDate(r.PostFormValue("day"))
	if err == nil {
		d.Day = day
	}
	name, body, err := kit.File(r, "file")
	if err == nil {
		err = v.Act(w, r, func(tx *store.Tx) (string, error) {
			return v.Path(sitePath, "#cong-khai"), portal.Disclose(tx, d, name, body)
		})
	}
	if err != nil {
		return again(w, r, err, "papers", func(p *sitePage) { p.Paper, p.Day = d, r.PostFormValue("day") })
	}
	return nil
}

func conceal(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	return v.Act(w, r, func(tx *store.Tx) (string, error) {
		return v.Path(sitePath, "#cong-khai"), portal.Conceal(tx, r.PathValue("id"))
	})
}

// keys: press.block.kind.* counter.*

func (p sitePage) kinds() (out []kit.Option) {
	for _, k := range portal.WrittenBlocks() {
		out = append(out, kit.Option{Value: k, Label: p.T("press.block.kind." + k)})
	}
	return out
}

func (p sitePage) stamps() (out []kit.Option) {
	for _, k := range []string{portal.StampLong, portal.StampShort} {
		out = append(out, kit.Option{Value: k, Label: p.T("desk.article.stamp." + k)})
	}
	return out
}

// places are the numbers that a figure can stand at.
func (p sitePage) places() (out []kit.Option) {
	for i := range counter.Kinds() {
		out = append(out, kit.Option{Value: strconv.Itoa(i + 1), Label: strconv.Itoa(i + 1)})
	}
	return out
}

func (p sitePage) name(b portal.Block) string {
	if b.Title != "" {
		return b.Title
	}
	return p.T("press.block.kind." + b.Kind)
}

// day is a day as it is typed; a block that was just typed keeps its own words.
func (p sitePage) day(d law.Day, typed, of string) string {
	if p.Of == of && typed != "" {
		return typed
	}
	return locale.Date(d)
}

func placeOf(f counter.Figure, i int) string {
	if f.Hidden {
		return ""
	}
	return strconv.Itoa(i + 1)
}

func startOf(all []counter.Figure) string {
	for _, f := range all {
		if f.Start > 0 {
			return strconv.FormatInt(f.Start, 10)
		}
	}
	return ""
}
