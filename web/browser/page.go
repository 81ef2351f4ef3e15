package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Page is one tab with cookies of its own.
type Page struct {
	t       testing.TB
	ctx     context.Context
	width   int
	height  int
	noJS    bool
	traffic *traffic
	failed  int // pictures of failures so far
}

// Page opens an empty tab of a size in CSS pixels; it ends with the test.
// Up to 480 pixels wide it shows pages as a phone does.
func (b *Browser) Page(t testing.TB, width, height int) *Page {
	t.Helper()
	p := &Page{t: t, traffic: newTraffic()}
	ctx, leave := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.traffic.hear))
	t.Cleanup(leave)
	p.ctx = ctx
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	dialogs := chromedp.Events(ctx, page.JavascriptDialogOpening)
	go func() { // whoever clicked meant it
		for _, err := range dialogs {
			if err != nil {
				return
			}
			_, _ = chromedp.Call(ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
		}
	}()
	// Every tab believes it has the focus, so that keys reach the one that is
	// meant while another stands in front.
	_, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	p.must("keep the focus", err)
	p.resize(width, height)
	return p
}

// NoJS turns the scripts of pages off; call it before Open. It gives the page
// back, for a chain.
func (p *Page) NoJS() *Page {
	p.t.Helper()
	p.noJS = true
	ctx, done := p.limit()
	defer done()
	_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	p.must("turn scripts off", err)
	return p
}

func (p *Page) resize(width, height int) {
	p.t.Helper()
	p.width, p.height = width, height
	ctx, done := p.limit()
	defer done()
	_, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: int64(width), Height: int64(height), DeviceScaleFactor: 1, Mobile: width <= 480,
	})
	p.must("resize", err)
}

// Open goes to an address and waits until the page is there and quiet. A path
// such as /login is of the site that the page is on.
func (p *Page) Open(url string) {
	p.t.Helper()
	if strings.HasPrefix(url, "/") {
		here, err := eval[string](p, "origin")
		p.must("open "+url, err)
		url = here + url
	}
	ctx, done := p.limit()
	defer done()
	p.traffic.touch()
	res, err := chromedp.Call(ctx, page.Navigate, page.NavigateParams{URL: url})
	if err == nil && res.ErrorText != "" {
		err = fmt.Errorf("%s", res.ErrorText)
	}
	p.must("open "+url, err)
	p.settle("open " + url)
}

// limit is a context that ends when patience does.
func (p *Page) limit() (context.Context, context.CancelFunc) {
	return context.WithTimeout(p.ctx, Patience)
}

//go:embed page.js
var script string

// eval runs one verb of page.js in the page.
func eval[T any](p *Page, verb string, args ...any) (T, error) {
	list, err := json.Marshal(append([]any{}, args...))
	if err != nil {
		var none T
		return none, err
	}
	ctx, done := p.limit()
	defer done()
	return chromedp.Run(ctx, chromedp.Evaluate[T](fmt.Sprintf("(%s).%s(...%s)", script, verb, list)))
}

// until asks again and again until the answer is empty, and fails with the
// last answer. An error is an answer too: the page may just be leaving.
func (p *Page) until(what string, ask func() (string, error)) {
	p.t.Helper()
	for end := time.Now().Add(Patience); ; time.Sleep(50 * time.Millisecond) {
		why, err := ask()
		if err == nil && why == "" {
			return
		}
		if time.Now().After(end) {
			if err != nil {
				why = err.Error()
			}
			p.fail("%s: %s", what, why)
		}
	}
}

// settle waits until nothing loads and the page has been quiet for a moment.
func (p *Page) settle(what string) {
	p.t.Helper()
	p.until(what, func() (string, error) {
		if why := p.traffic.busy(); why != "" {
			return why, nil
		}
		why, err := eval[string](p, "ready")
		if err == nil && why == "" {
			why = p.traffic.busy() // the answer may have taken long
		}
		return why, err
	})
}

func (p *Page) must(what string, err error) {
	p.t.Helper()
	if err != nil {
		p.fail("%s: %v", what, err)
	}
}

// fail ends the test with what a person would need to understand it.
func (p *Page) fail(format string, args ...any) {
	p.t.Helper()
	said := fmt.Sprintf(format, args...)
	url, _ := eval[string](p, "url")
	text, _ := eval[string](p, "text")
	p.failed++
	file, err := p.save(fmt.Sprintf("fail-%s-%d", p.t.Name(), p.failed))
	if err != nil {
		file = "none, " + err.Error()
	}
	p.t.Fatalf("%s\n\tat %s\n\tpicture: %s\n\tpage says: %s", said, url, file, excerpt(text, 700))
}

func excerpt(text string, n int) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) > n {
		return string(r[:n]) + " …"
	}
	return string(r)
}

var unfit = regexp.MustCompile(`[^\pL\pN._-]+`)

// save takes a picture of the whole page, into the folder shots of the
// repository.
func (p *Page) save(name string) (string, error) {
	root, err := repository()
	if err != nil {
		return "", err
	}
	ctx, done := p.limit()
	defer done()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		return "", fmt.Errorf("take a picture: %w", err)
	}
	file := filepath.Join(root, "shots", fmt.Sprintf("%s-%d.png", unfit.ReplaceAllString(name, "_"), p.width))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return "", err
	}
	return file, os.WriteFile(file, png, 0o644)
}

// repository is the folder of go.mod at or above the test's folder.
func repository() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, e := os.Stat(filepath.Join(dir, "go.mod")); e == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no go.mod above the test")
		}
		dir = up
	}
	return "", err
}
