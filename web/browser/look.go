package browser

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/chromedp/chromedp"
)

// URL is the address of the page.
func (p *Page) URL() string {
	p.t.Helper()
	url, err := eval[string](p, "url")
	p.must("address", err)
	return url
}

// Status is the HTTP status that the last whole page was answered with.
func (p *Page) Status() int {
	p.traffic.mu.Lock()
	defer p.traffic.mu.Unlock()
	return p.traffic.status
}

// Text gives the visible words of what a selector finds, or the value of a
// field; it waits for it to be there.
func (p *Page) Text(css string) string {
	p.t.Helper()
	var text string
	p.until("read "+css, func() (string, error) {
		r, err := eval[struct{ Text, Why string }](p, "textOf", css)
		text = r.Text
		return r.Why, err
	})
	return text
}

// Count is how many elements a selector finds now.
func (p *Page) Count(css string) int {
	p.t.Helper()
	n, err := eval[int](p, "count", css)
	p.must("count "+css, err)
	return n
}

// Has reports whether the page shows a text now. Case and spaces do not count.
func (p *Page) Has(text string) bool {
	p.t.Helper()
	ok, err := eval[bool](p, "has", text)
	p.must("look for “"+text+"”", err)
	return ok
}

// WaitText waits until the page shows a text, as it comes with a live update.
func (p *Page) WaitText(text string) {
	p.t.Helper()
	p.until("wait for “"+text+"”", func() (string, error) {
		ok, err := eval[bool](p, "has", text)
		if err == nil && !ok {
			return "the page does not say it", nil
		}
		return "", err
	})
}

// Shot keeps a picture of the whole page as shots/<name>-<width>.png at the
// top of the repository, and gives its path.
func (p *Page) Shot(name string) string {
	p.t.Helper()
	p.settle("picture " + name)
	file, err := p.save(name)
	p.must("picture "+name, err)
	return file
}

// ShotAt keeps one picture for each width, and leaves the page as wide as it
// was.
func (p *Page) ShotAt(name string, widths ...int) {
	p.t.Helper()
	was := p.width
	for _, w := range widths {
		p.traffic.touch()
		p.resize(w, p.height)
		p.Shot(name)
	}
	p.resize(was, p.height)
}

// Console gives the errors that scripts, styles and files of the page have
// caused since the tab was opened, such as an exception, a file not found or
// a breach of the content security policy.
func (p *Page) Console() []string {
	p.traffic.mu.Lock()
	defer p.traffic.mu.Unlock()
	return slices.Clone(p.traffic.errors)
}

//go:embed testdata/axe.min.js
var axe string

// Axe gives what axe-core finds wrong for people who see, hear or move
// differently: one line for each element, empty when all is well. It needs
// scripts and says nothing of what is not visible.
func (p *Page) Axe() []string {
	p.t.Helper()
	if p.noJS {
		p.fail("axe-core needs scripts: use a page without NoJS")
	}
	p.settle("before axe-core")
	ctx, done := p.limit()
	defer done()
	p.must("bring in axe-core", chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](axe+";0")))
	type finding struct {
		ID, Impact, Help string
		Nodes            []struct {
			HTML           string
			FailureSummary string
		}
	}
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]finding](
		`axe.run(document, {resultTypes: ['violations']}).then(r => JSON.parse(JSON.stringify(r.violations)))`, chromedp.EvalAwaitPromise))
	p.must("run axe-core", err)
	var out []string
	for _, f := range found {
		for _, n := range f.Nodes {
			out = append(out, fmt.Sprintf("%s (%s): %s: %s: %s", f.ID, f.Impact, f.Help, excerpt(n.HTML, 160), excerpt(n.FailureSummary, 300)))
		}
	}
	return out
}

// SticksOut names what makes a page scroll sideways at a width, empty when it
// does not. The page is left as wide as it was.
func (p *Page) SticksOut(width int) string {
	p.t.Helper()
	was := p.width
	p.resize(width, p.height)
	defer p.resize(was, p.height)
	out, err := eval[string](p, "sticksOut")
	p.must("look for what sticks out", err)
	return out
}

// Kept reports whether a store of the browser's own (Cache Storage) holds an
// address that ends so, and whether a worker answers for the page.
func (p *Page) Kept(store, end string) bool {
	p.t.Helper()
	ctx, done := p.limit()
	defer done()
	held, err := chromedp.Run(ctx, chromedp.Evaluate[bool](fmt.Sprintf(
		`caches.open(%q).then(c => c.keys()).then(all => !!navigator.serviceWorker.controller && all.some(r => new URL(r.url).pathname.endsWith(%q)))`, store, end), chromedp.EvalAwaitPromise))
	p.must("look into the browser's store", err)
	return held
}

// Stored is all that the page leaves behind in the browser: its storage, its
// cookies, its address and how many steps there are to go back.
func (p *Page) Stored() string {
	p.t.Helper()
	all, err := eval[string](p, "stored")
	p.must("look at what is stored", err)
	return all
}

// Attribute gives an attribute of what a selector finds; an address comes
// whole.
func (p *Page) Attribute(css, name string) string {
	p.t.Helper()
	var value string
	p.until("read "+name+" of "+css, func() (string, error) {
		r, err := eval[struct{ Text, Why string }](p, "attributeOf", css, name)
		value = r.Text
		return r.Why, err
	})
	return value
}

// WaitChange waits until what a selector finds says something else than before.
func (p *Page) WaitChange(css, before string) {
	p.t.Helper()
	p.until("wait for "+css+" to change", func() (string, error) {
		r, err := eval[struct{ Text, Why string }](p, "textOf", css)
		if err == nil && r.Why == "" && r.Text == before {
			return "it still says “" + before + "”", nil
		}
		return r.Why, err
	})
}
