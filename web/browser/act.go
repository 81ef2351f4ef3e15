package browser

import (
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// spot is where to click, or why not yet.
type spot struct {
	X, Y    float64
	Checked bool
	Why     string
}

// Click clicks what a CSS selector finds first among the visible, once it
// stands still and nothing lies over it, and waits for what follows: a new
// page or a changed one.
func (p *Page) Click(css string) {
	p.t.Helper()
	p.press("click "+css, "spotOf", css)
	p.settle("after a click on " + css)
}

// ClickText clicks a button, link or label by its visible words, or by its
// name for screen readers: an exact match before one that contains them. Case
// and spaces do not count.
func (p *Page) ClickText(text string) {
	p.t.Helper()
	p.press("click “"+text+"”", "spotSaying", text)
	p.settle("after a click on “" + text + "”")
}

// press waits for a spot to stand still and clicks there.
func (p *Page) press(what, verb, arg string) {
	p.t.Helper()
	var last spot
	p.until(what, func() (string, error) {
		s, err := eval[spot](p, verb, arg)
		still := err == nil && s.Why == "" && s == last
		last = s
		if err == nil && s.Why == "" && !still {
			return "it does not stand still", nil
		}
		return s.Why, err
	})
	p.click(what, last)
}

func (p *Page) click(what string, at spot) {
	p.t.Helper()
	p.traffic.touch()
	ctx, done := p.limit()
	defer done()
	_, err := chromedp.Call(ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: chromedp.MouseMoved, X: at.X, Y: at.Y})
	p.must(what, err)
	p.must(what, chromedp.Do(ctx, chromedp.MouseClickXY(at.X, at.Y)))
	p.traffic.touch()
}

// Fill puts text into a field as typing would, and replaces what was there.
// It writes what the browser itself would refuse too, such as too long a text.
func (p *Page) Fill(css, text string) {
	p.t.Helper()
	p.until("fill "+css, func() (string, error) { return eval[string](p, "fill", css, text) })
}

// Select chooses in a list by the words or by the value of the choice.
func (p *Page) Select(css, choice string) {
	p.t.Helper()
	p.until("choose “"+choice+"” in "+css, func() (string, error) { return eval[string](p, "select", css, choice) })
}

// Tick makes sure that a box or a radio button is marked.
func (p *Page) Tick(css string) {
	p.t.Helper()
	p.until("tick "+css, func() (string, error) {
		s, err := eval[spot](p, "box", css)
		if err != nil || s.Why != "" || s.Checked {
			return s.Why, err
		}
		p.click("tick "+css, s)
		return "the click did not mark it", nil
	})
	p.settle("after a tick of " + css)
}

// Press sends keys to where the focus is, such as "\t", "\r" or text.
func (p *Page) Press(keys string) {
	p.t.Helper()
	p.traffic.touch()
	ctx, done := p.limit()
	defer done()
	p.must("press keys", chromedp.Do(ctx, chromedp.KeyEvent(keys)))
	p.traffic.touch()
	p.settle("after keys")
}

// Upload puts files into a file field.
func (p *Page) Upload(css string, files ...string) {
	p.t.Helper()
	for i, f := range files {
		abs, err := filepath.Abs(f)
		p.must("upload", err)
		_, err = os.Stat(abs)
		p.must("upload", err)
		files[i] = abs
	}
	ctx, done := p.limit()
	defer done()
	p.must("upload into "+css, chromedp.Do(ctx, chromedp.SetUploadFiles(chromedp.CSS(css), files)))
	p.settle("after an upload into " + css)
}

// Download clicks what a selector finds and gives the file that comes.
func (p *Page) Download(css string) []byte {
	p.t.Helper()
	dir := p.t.TempDir()
	on := true
	ctx, done := p.limit()
	defer done()
	_, err := chromedp.CallBrowser(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior:         browser.SetDownloadBehaviorBehaviorAllowAndName,
		BrowserContextID: chromedp.FromContext(p.ctx).BrowserContextID,
		DownloadPath:     dir,
		EventsEnabled:    &on,
	})
	p.must("download", err)
	coming := chromedp.BrowserEvents(ctx, browser.DownloadProgress)
	p.press("download "+css, "spotOf", css)
	for ev, err := range coming {
		if err != nil || ev.State == browser.DownloadProgressStateCanceled {
			p.fail("download %s: nothing came (%v)", css, err)
		}
		file := filepath.Join(dir, ev.GUID)
		if _, err := os.Stat(file); err != nil || ev.State != browser.DownloadProgressStateCompleted {
			continue // not whole yet, or of another page
		}
		body, err := os.ReadFile(file)
		p.must("download "+css, err)
		return body
	}
	p.fail("download %s: nothing came in %s", css, Patience/time.Second*time.Second)
	return nil
}
