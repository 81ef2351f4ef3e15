package desk

import (
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"hoinghi/account"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// sheetPage is the convened by department: as a tick-list, and as the paper
// sheet that people sign.
type sheetPage struct {
	*kit.Visit
	C          conference.Conference
	Org        account.Org
	Rooms      []room
	Came, Back int // of the last sheet; both 0 when none was taken over
	Done       bool
}

// room is the convened people of one department.
type room struct {
	Name   string
	People []conference.Attendee
}

func (r room) here() (n int) {
	for _, a := range r.People {
		if a.Present() {
			n++
		}
	}
	return n
}

// byRoom parts people by department, each in the order of names; a department
// stands where its first person does.
func byRoom(list []conference.Attendee) (rooms []room) {
	at := map[string]int{}
	for _, a := range list {
		i, ok := at[a.Department]
		if !ok {
			i = len(rooms)
			at[a.Department] = i
			rooms = append(rooms, room{Name: a.Department})
		}
		rooms[i].People = append(rooms[i].People, a)
	}
	return rooms
}

func readSheet(tx *store.Tx, v *kit.Visit) (p sheetPage, err error) {
	p.Visit = v
	if p.C, err = conference.Current(tx); err != nil {
		return p, err
	}
	list, err := conference.Attendance(tx, p.C.ID)
	if err != nil {
		return p, err
	}
	p.Rooms = byRoom(list)
	p.Org, err = account.FindOrg(tx)
	return p, err
}

func showTicks(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p sheetPage
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p, err = readSheet(tx, v)
		return err
	})
	if err != nil {
		return err
	}
	q := r.URL.Query()
	p.Came, _ = strconv.Atoi(q.Get("den"))
	p.Back, _ = strconv.Atoi(q.Get("lai"))
	p.Done = q.Has("den")
	return v.Show(w, r, ticksView(p))
}

// tick takes a paper sheet over. Sent again it changes nothing, so it needs no
// key of its own, and a sheet mended after Back counts.
func tick(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var came, back int
	err := v.Write(r.Context(), func(tx *store.Tx) error {
		c, err := conference.Current(tx)
		if err != nil {
			return err
		}
		came, back, err = conference.Tick(tx, c.ID, r.PostForm["person"])
		return err
	})
	q := url.Values{"den": {strconv.Itoa(came)}, "lai": {strconv.Itoa(back)}}
	return seeOther(w, r, v.Path("/ban/diem-danh/danh-sach?", q.Encode()), err)
}

func showSheet(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var p sheetPage
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		p, err = readSheet(tx, v)
		return err
	})
	if err != nil {
		return err
	}
	paper := attendanceSheet(p)
	switch r.URL.Query().Get("xuat") {
	case "docx":
		return v.Send(w, kit.Download{Name: "diem-danh.docx", Type: kit.TypeDOCX, Write: func(w io.Writer) error { return document.DOCX(w, paper) }})
	case "pdf":
		return v.Send(w, kit.Download{Name: "diem-danh.pdf", Type: kit.TypePDF, Write: func(w io.Writer) error { return document.PDF(w, paper) }})
	}
	return v.Show(w, r, sheetView(p))
}

// attendanceSheet is the list that people sign at the door, always in
// Vietnamese: it goes into the record.
func attendanceSheet(p sheetPage) document.Paper {
	vi := locale.In("vi")
	t := document.Table{Columns: []document.Column{
		{Title: vi.T("desk.reception.col.no"), Width: 12, Align: document.Center},
		{Title: vi.T("desk.reception.col.name"), Width: 55},
		{Title: vi.T("desk.reception.col.post"), Width: 50},
		{Title: vi.T("desk.reception.col.sign"), Width: 43},
	}}
	n, here := 0, 0
	for _, r := range p.Rooms {
		if r.Name != "" {
			t.Rows = append(t.Rows, []string{r.Name})
		}
		for _, a := range r.People {
			n++
			mark := ""
			if !a.ArrivedAt.IsZero() {
				here++
				mark = locale.Clock(a.ArrivedAt)
			}
			t.Rows = append(t.Rows, []string{strconv.Itoa(n), a.Name, a.Post, mark})
		}
	}
	title := vi.T("desk.reception.sheet.of", p.C.Name)
	return document.Paper{
		Head: document.Head{Over: locale.Upper(p.Org.Parent), Issuer: locale.Upper(p.Org.Name), Place: p.Org.Place, Day: p.C.HeldOn},
		Kind: vi.T("desk.reception.sheet.kind"), Title: title,
		Body: []document.Block{t, document.Para{Text: vi.T("desk.reception.sheet.sum", locale.Padded(int64(n)), locale.Padded(int64(here)))}},
		Sign: []document.Signature{{Post: vi.T("desk.reception.sheet.signer"), Note: vi.T("desk.reception.sheet.note")}},
		Meta: document.Meta{Title: title, Author: p.Org.Name, Created: p.C.HeldOn},
	}
}

// everyone is all rooms in a row.
func (p sheetPage) everyone() (list []conference.Attendee) {
	for _, r := range p.Rooms {
		list = append(list, r.People...)
	}
	return list
}

func roomName(v *kit.Visit, r room) string {
	if r.Name == "" {
		return v.T("desk.reception.noroom")
	}
	return r.Name
}

// placeOf is a person's post and department in one line.
func placeOf(a conference.Attendee) string {
	switch {
	case a.Post == "":
		return a.Department
	case a.Department == "" || strings.Contains(locale.Fold(a.Post), locale.Fold(a.Department)):
		return a.Post
	}
	return a.Post + ", " + a.Department
}

func guestName(g conference.Guest) string {
	return strings.TrimSpace(g.Honorific + " " + g.Name)
}

// groupedCode writes a card's code in fours, as it is printed.
func groupedCode(code string) string {
	if len(code) == 8 {
		return code[:4] + "-" + code[4:]
	}
	return code
}
