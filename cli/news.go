package cli

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"hoinghi/access"
	"hoinghi/account"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/oldnews"
	"hoinghi/store"
)

// newsWish is what import news is asked for.
type newsWish struct {
	o             options
	slug          string
	pictures      string
	reason        string
	yes, draft    bool
	facts, asJSON bool
}

// importNews tells what old articles were understood as; with --yes it keeps
// them. Figures are kept only when --facts confirms them.
func importNews(r *run, f *flag.FlagSet) (func() error, error) {
	var w newsWish
	w.o.flags(f, r)
	f.StringVar(&w.slug, "org", "", r.w.T("cli.flag.org"))
	f.StringVar(&w.pictures, "pictures", "", r.w.T("oldnews.cli.pictures"))
	f.StringVar(&w.reason, "reason", "", r.w.T("oldnews.cli.reason"))
	f.BoolVar(&w.yes, "yes", false, r.w.T("oldnews.cli.yes"))
	f.BoolVar(&w.draft, "draft", false, r.w.T("oldnews.cli.draft"))
	f.BoolVar(&w.facts, "facts", false, r.w.T("oldnews.cli.facts"))
	f.BoolVar(&w.asJSON, "json", false, r.w.T("cli.flag.json"))
	return func() error {
		if len(r.args) == 0 {
			return fault.New(fault.Invalid, "oldnews.cli.none")
		}
		var all []oldnews.Item
		for _, name := range r.args {
			items, err := r.readNews(name)
			if err != nil {
				return err
			}
			all = append(all, items...)
		}
		if w.asJSON {
			e := json.NewEncoder(r.Out)
			e.SetEscapeHTML(false)
			e.SetIndent("", " ")
			shown := slices.Clone(all)
			for n := range shown { // their names are enough
				shown[n].Inside = nil
			}
			if err := e.Encode(shown); err != nil {
				return err
			}
		} else {
			for _, i := range all {
				r.tellNews(i)
			}
		}
		if !w.yes {
			fmt.Fprintln(r.Err, r.w.T("oldnews.cli.dry", len(all)))
			return nil
		}
		return r.keepNews(w, all)
	}, nil
}

func (r *run) readNews(name string) ([]oldnews.Item, error) {
	in := r.In
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, fault.New(fault.Invalid, "cli.file", name).Because(err)
		}
		defer f.Close()
		in = f
	}
	body, err := io.ReadAll(io.LimitReader(in, oldnews.MostFile+1))
	if err != nil {
		return nil, fault.New(fault.Invalid, "cli.file", name).Because(err)
	}
	return oldnews.Read(name, body)
}

// keys: oldnews.role.* oldnews.fact.*

// tellNews prints an article row by row.
func (r *run) tellNews(i oldnews.Item) {
	day := r.w.T("oldnews.noday")
	if !i.Day.IsZero() {
		day = locale.Date(i.Day)
	}
	fmt.Fprintf(r.Out, "%s\t%s\t%s\n", i.Source, day, i.Title)
	for _, row := range i.Rows {
		fmt.Fprintf(r.Out, "  [%s] %s\n", r.w.T("oldnews.role."+string(row.Role)), row.Text)
	}
	for _, f := range i.Facts {
		fmt.Fprintf(r.Out, "  {%s} %s %s – %s: “%s”\n", r.w.T("oldnews.fact."+f.Kind), f.Figure, f.Of, f.About, f.Sentence)
	}
	for _, p := range i.Pictures {
		fmt.Fprintf(r.Out, "  <%s>\n", p)
	}
}

func (r *run) keepNews(w newsWish, all []oldnews.Item) error {
	db, err := r.open(w.o)
	if err != nil {
		return err
	}
	defer db.Close()
	org, err := r.theOrg(db, w.slug)
	if err != nil {
		return err
	}
	kept, there, drafts := 0, 0, 0
	for _, i := range all {
		k, err := r.keepOne(db, org, w, i)
		switch {
		case err != nil:
			return err
		case k.Article == "":
			there++
			continue
		case k.Lacks != nil:
			drafts++
			f := fault.Of(k.Lacks)
			fmt.Fprintf(r.Err, "%s: %s\n", i.Title, r.w.T(f.Key, r.words(f.Args)...))
			for _, x := range f.Fields {
				fmt.Fprintf(r.Err, "  %s: %s\n", x.Name, r.w.T(x.Key, r.words(x.Args)...))
			}
		}
		kept++
	}
	r.say("oldnews.done", kept, there, drafts)
	return nil
}

func (r *run) keepOne(db *store.DB, org account.Org, w newsWish, i oldnews.Item) (k oldnews.Kept, err error) {
	c := oldnews.Confirmed{Item: i, Publish: !w.draft, Reason: w.reason}
	if !w.facts {
		c.Facts = nil
	}
	if c.Photos, err = i.Own(); err != nil {
		return k, err
	}
	if w.pictures != "" {
		more, err := picturesFor(w.pictures, i)
		if err != nil {
			return k, err
		}
		c.Photos = append(c.Photos, more...)
	}
	err = db.Write(r.ctx, access.Machine(org.ID), func(tx *store.Tx) error {
		k, err = oldnews.Keep(tx, c)
		return err
	})
	return k, err
}

// picturesFor takes from a folder the files that an article names.
func picturesFor(dir string, i oldnews.Item) (out []oldnews.Photo, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fault.New(fault.Invalid, "cli.file", dir).Because(err)
	}
	for _, e := range entries {
		caption, ok := i.Wants(e.Name())
		if !ok || !e.Type().IsRegular() {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, fault.New(fault.Invalid, "cli.file", e.Name()).Because(err)
		}
		p, err := media.Picture(b)
		if err != nil {
			return nil, fault.New(fault.Invalid, "cli.file", e.Name()).Because(err)
		}
		out = append(out, oldnews.Photo{Name: e.Name(), Picture: p, Caption: caption})
	}
	return out, nil
}
