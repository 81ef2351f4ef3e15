package vote

import (
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"hoinghi/access"
	"hoinghi/conference"
	"hoinghi/document"
	"hoinghi/election"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/tally"
	"hoinghi/web/kit"
)

func countRoutes(m *kit.Mux) {
	m.On("GET /kiem-phieu", kit.Only(access.Attend, listCounts))
	m.On("GET /kiem-phieu/{round}", kit.Only(access.Attend, showCount))
	m.On("POST /kiem-phieu/{round}", kit.Only(access.Attend, enterCount))
	m.On("POST /kiem-phieu/{round}/lan-ba", kit.Only(access.Attend, enterThird))
}

// countPage is the page of a teller: large, and with one thing to do.
type countPage struct {
	roundPage
	K election.Counting
}

// tellersPage leads a teller to the rounds to be counted.
type tellersPage struct {
	*kit.Visit
	Rounds []roundPage
}

func listCounts(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p := tellersPage{Visit: v}
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		c, err := conference.Current(tx)
		if err != nil {
			return err
		}
		all, err := election.List(tx, c.ID)
		if err != nil {
			return err
		}
		for _, e := range all {
			tellers, err := election.Tellers(tx, e.ID)
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(tellers, func(t election.Teller) bool { return t.Person == v.Who.Person }) {
				continue
			}
			way, err := election.ProgressOf(tx, e.ID)
			if err != nil {
				return err
			}
			for _, x := range way.Rounds {
				if x.ID == way.Running {
					p.Rounds = append(p.Rounds, roundPage{Visit: v, C: c, E: e, R: x})
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return v.Show(w, r, tellersView(p))
}

func readCount(r *http.Request, v *kit.Visit) (countPage, error) {
	p := countPage{roundPage: roundPage{Visit: v}}
	err := v.Read(r.Context(), func(tx *store.Tx) error {
		if err := p.read(tx, r.PathValue("round")); err != nil {
			return err
		}
		k, err := election.CountingOf(tx, p.R.ID)
		p.K = k
		return err
	})
	return p, err
}

func showCount(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readCount(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, countView(p))
}

// Lines are the figures that a teller enters: of hands only the candidates'.
func (p countPage) Lines() []int {
	lines := tally.Lines(len(p.Names))
	if p.E.Rules.Form == election.Hands {
		return lines[3:]
	}
	return lines
}

// Value is a figure as typed, or as entered before.
func (p countPage) Value(line int) string {
	name := p.K.Field(line)
	if p.Open("count") || p.Open("lan-ba") {
		return p.form.Get(name)
	}
	if p.K.Own != nil && !p.K.Both {
		return strconv.FormatInt(p.K.Own.Count.At(line), 10)
	}
	return ""
}

func enterCount(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	err := v.Write(r.Context(), func(tx *store.Tx) error {
		names, err := election.Standers(tx, r.PathValue("round"))
		if err != nil {
			return err
		}
		_, e, err := election.FindRound(tx, r.PathValue("round"))
		if err != nil {
			return err
		}
		c, err := readFigures(r, names, e.Rules.Form == election.Hands)
		if err != nil {
			return err
		}
		return election.EnterCount(tx, r.PathValue("round"), c)
	})
	return countAgain(w, r, v, "count", err)
}

// readFigures takes the figures of a teller; every one must be written, a zero
// too, so that a line left out is not a zero.
func readFigures(r *http.Request, names []election.Candidate, hands bool) (c tally.Count, err error) {
	var f fault.Form
	number := func(field string) int64 {
		s := strings.TrimSpace(r.PostFormValue(field))
		if !f.Check(s != "", field, "fault.required") {
			return 0
		}
		n, err := strconv.ParseInt(s, 10, 32)
		f.Check(err == nil && n >= 0, field, "fault.number")
		return n
	}
	if !hands {
		c.Valid, c.Invalid, c.NotReturned = number("valid"), number("invalid"), number("out")
	}
	for _, n := range names {
		c.For = append(c.For, number(n.ID))
	}
	return c, f.Err()
}

func countAgain(w http.ResponseWriter, r *http.Request, v *kit.Visit, at string, err error) error {
	if err == nil {
		v.Go(w, r, v.Path("/kiem-phieu/", r.PathValue("round")))
		return nil
	}
	if !mendable(err) {
		return err
	}
	p, failed := readCount(r, v)
	if failed != nil {
		return failed
	}
	p.typed = refusedForm(v, r, at, err)
	return v.Return(w, r, countView(p))
}

func enterThird(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	err := v.Write(r.Context(), func(tx *store.Tx) error { return thirdReading(tx, r, r.PathValue("round")) })
	return countAgain(w, r, v, "lan-ba", err)
}

// thirdReading takes the figures of the lines that differ.
func thirdReading(tx *store.Tx, r *http.Request, round string) error {
	k, err := election.CountingOf(tx, round)
	if err != nil {
		return err
	}
	var f fault.Form
	figures := map[int]int64{}
	for _, line := range k.Differ {
		s := strings.TrimSpace(r.PostFormValue(k.Field(line)))
		if !f.Check(s != "", k.Field(line), "fault.required") {
			continue
		}
		n, err := strconv.ParseInt(s, 10, 32)
		f.Check(err == nil && n >= 0, k.Field(line), "fault.number")
		figures[line] = n
	}
	if err := f.Err(); err != nil {
		return err
	}
	return election.ThirdReading(tx, round, figures)
}

// sendMinutes sends the count minutes of a decided round at once.
func sendMinutes(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	var paper document.Paper
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		paper, err = minutesOf(tx, r.PathValue("round"))
		return err
	})
	if err != nil {
		return err
	}
	if r.URL.Query().Get("xuat") == "pdf" {
		return v.Send(w, kit.Download{Name: "bien-ban-kiem-phieu.pdf", Type: kit.TypePDF, Write: func(w io.Writer) error { return document.PDF(w, paper) }})
	}
	return v.Send(w, kit.Download{Name: "bien-ban-kiem-phieu.docx", Type: kit.TypeDOCX, Write: func(w io.Writer) error { return document.DOCX(w, paper) }})
}

// counted is a number as papers write it: "05 (năm)".
func counted(n int64) string { return locale.Padded(n) + " (" + locale.Spelled(n) + ")" }
