package archive

import (
	"bytes"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"

	"hoinghi/ballot"
	"hoinghi/conference"
	"hoinghi/election"
	"hoinghi/emulation"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/opinion"
	"hoinghi/paper"
	"hoinghi/portal"
	"hoinghi/urn"
)

// conference adds all that is kept of one conference.
func (p *packer) conference(c conference.Conference) error {
	for _, part := range []func(conference.Conference) error{p.papers, p.record, p.documents, p.pictures, p.boxes} {
		if err := part(c); err != nil {
			return err
		}
	}
	return nil
}

// papers are drawn as they stand: the frozen ones as they were issued.
func (p *packer) papers(c conference.Conference) error {
	for i, k := range paper.Kinds() {
		for _, format := range k.Formats() {
			var b bytes.Buffer
			if err := paper.Draw(p.tx, &b, paper.Order{Kind: k.Key, Conference: c.ID, Format: format}); err != nil {
				return fmt.Errorf("draw %s: %w", k.Key, err)
			}
			p.add(fmt.Sprintf("van-ban/%02d-%s.%s", i+1, slug(k.Name(locale.In("vi"))), format), b.Bytes())
		}
	}
	return nil
}

// record writes the rows as JSON. Opinions are those that the hall could read:
// a name given in confidence does not leave the house in a file.
func (p *packer) record(c conference.Conference) error {
	tx, id := p.tx, c.ID
	for _, part := range []struct {
		name string
		read func() (any, error)
	}{
		{"hoi-nghi", func() (any, error) { return c, nil }},
		{"chuong-trinh", func() (any, error) { return conference.Agenda(tx, id) }},
		{"dai-bieu", func() (any, error) { return conference.Attendance(tx, id) }},
		{"ra-vao", func() (any, error) { return conference.Movements(tx, id) }},
		{"khach-moi", func() (any, error) { return conference.Guests(tx, id) }},
		{"cong-viec", func() (any, error) { return conference.Tasks(tx, id) }},
		{"su-kien", func() (any, error) { return conference.Facts(tx, id) }},
		{"phat-bieu", func() (any, error) { return conference.Speakers(tx, id) }},
		{"bien-ban", func() (any, error) { return conference.Sections(tx, id) }},
		{"can-cu", func() (any, error) { return conference.Bases(tx, id) }},
		{"bieu-quyet", func() (any, error) { return ballot.List(tx, id) }},
		{"bau-cu", func() (any, error) { return election.List(tx, id) }},
		{"y-kien", func() (any, error) { return opinion.Shown(tx, id) }},
		{"giao-uoc", func() (any, error) { return emulation.Pledges(tx, id) }},
		{"khen-thuong", func() (any, error) { return emulation.Decisions(tx, id) }},
		{"khen-thuong-da-rut", func() (any, error) { return emulation.WithdrawnDecisions(tx, id) }},
		{"giao-uoc-da-rut", func() (any, error) { return emulation.WithdrawnPacts(tx, id) }},
		{"van-ban-ban-hanh", func() (any, error) { return paper.IssuedOf(tx, id) }},
	} {
		v, err := part.read()
		if err != nil {
			return fmt.Errorf("read %s: %w", part.name, err)
		}
		b, err := indented(plain(reflect.ValueOf(v)))
		if err != nil {
			return fmt.Errorf("write %s: %w", part.name, err)
		}
		p.add("du-lieu/"+part.name+".json", b)
	}
	return nil
}

// documents are the files that were put before the conference.
func (p *packer) documents(c conference.Conference) error {
	list, err := conference.Papers(p.tx, c.ID)
	if err != nil {
		return err
	}
	for i, d := range list {
		if d.File == "" {
			continue
		}
		_, body, err := media.Open(p.tx, d.File)
		if err != nil {
			return fmt.Errorf("open %s: %w", d.ID, err)
		}
		p.add(fmt.Sprintf("tai-lieu/%02d-%s%s", i+1, slug(d.Title), path.Ext(d.FileName)), body)
	}
	return nil
}

const mostArticles = 1000

// pictures are those of the published articles on the conference.
func (p *packer) pictures(c conference.Conference) error {
	list, _, err := portal.ListPublished(p.tx, portal.Query{Conference: c.ID, Most: mostArticles})
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b portal.Article) int { return strings.Compare(a.ID, b.ID) })
	n := 0
	for _, a := range list {
		a, err := portal.FindPublished(p.tx, a.ID)
		if err != nil {
			return err
		}
		for _, photo := range a.Photos {
			_, body, err := media.Open(p.tx, photo.File)
			if err != nil {
				return fmt.Errorf("open picture %s: %w", photo.ID, err)
			}
			n++
			p.add(fmt.Sprintf("anh/%03d-%s.jpg", n, slug(orText(photo.Caption, a.Title))), body)
		}
	}
	return nil
}

func orText(s, other string) string {
	if strings.TrimSpace(s) == "" {
		return other
	}
	return s
}

// boxes are the secret ballots that were decrypted, as Belenios archives: those
// of the conference, of its votes and of its elections.
func (p *packer) boxes(c conference.Conference) error {
	subjects := []string{c.ID}
	votes, err := ballot.List(p.tx, c.ID)
	if err != nil {
		return err
	}
	for _, b := range votes {
		subjects = append(subjects, b.ID)
	}
	elections, err := election.List(p.tx, c.ID)
	if err != nil {
		return err
	}
	for _, e := range elections {
		subjects = append(subjects, e.ID)
	}
	for _, s := range subjects {
		if err := p.box(s); err != nil {
			return err
		}
	}
	return nil
}

func (p *packer) box(subject string) error {
	list, err := urn.Of(p.tx, subject)
	if err != nil {
		return err
	}
	for _, b := range list {
		if b.State != urn.Done {
			continue
		}
		var out bytes.Buffer
		if err := urn.WriteArchive(p.tx, b.ID, &out); err != nil {
			return fmt.Errorf("box %s: %w", b.ID, err)
		}
		p.add("phieu-kin/"+b.UUID+".bel", out.Bytes())
	}
	return nil
}

// slug is a name that every file system takes.
func slug(s string) string {
	var b strings.Builder
	for _, r := range locale.Fold(s) {
		switch {
		case r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	out := strings.Trim(b.String()[:min(b.Len(), 60)], "-")
	if out == "" {
		return "tep"
	}
	return out
}

// keptBack are fields that open something: they are not part of the record.
var keptBack = []string{"ScreenKey", "Token", "Secret"}

// plain turns rows into what JSON and people read: days and instants as ISO
// 8601, sums of structs by their field names, empty fields left out.
func plain(v reflect.Value) any {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	switch x := v.Interface().(type) {
	case law.Day:
		if x.IsZero() {
			return ""
		}
		return x.String()
	case time.Time:
		if x.IsZero() {
			return ""
		}
		return x.UTC().Format(time.RFC3339Nano)
	}
	switch v.Kind() {
	case reflect.Struct:
		return plainStruct(v)
	case reflect.Slice, reflect.Array:
		out := []any{}
		for i := range v.Len() {
			out = append(out, plain(v.Index(i)))
		}
		return out
	case reflect.Map:
		out := map[string]any{}
		for _, k := range v.MapKeys() {
			out[fmt.Sprint(k.Interface())] = plain(v.MapIndex(k))
		}
		return out
	case reflect.Func, reflect.Chan:
		return nil
	}
	return v.Interface()
}

func plainStruct(v reflect.Value) any {
	out := map[string]any{}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() || slices.Contains(keptBack, f.Name) || v.Field(i).IsZero() {
			continue
		}
		out[f.Name] = plain(v.Field(i))
	}
	if s, ok := v.Interface().(fmt.Stringer); ok && len(out) == 0 {
		return s.String()
	}
	return out
}
