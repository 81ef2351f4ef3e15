// Package browser drives a real Chromium for tests of pages: it opens, fills,
// clicks and looks as a person would, and waits as one would.
//
// It is for tests alone. Every step waits up to Patience for what it needs and
// fails the test with the address, the visible words and a picture when it
// does not come; a missing Chromium is a failure, never a skip. Clicks are real
// mouse clicks, so what lies under something else cannot be clicked. Pages do
// not share cookies with one another.
package browser

import (
	"context"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Patience is how long a step waits before it fails: long, because the machine
// of a check is small and busy, and a step that works does not wait.
const Patience = 30 * time.Second

// Browser is one running Chromium.
type Browser struct{ ctx context.Context }

// programs are the names that Chromium goes by, best first.
var programs = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// Start runs a Chromium until the test ends. It does not go to the network by
// itself.
func Start(t testing.TB) *Browser {
	t.Helper()
	path := find()
	if path == "" {
		t.Fatal("no Chromium on this machine: install the package chromium (apt-get install chromium) or Google Chrome")
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path),
		chromedp.NoSandbox, // the checks run as root in containers
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("no-pings", true),
		chromedp.Flag("no-proxy-server", true),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("font-render-hinting", "none"),
		chromedp.Flag("lang", "vi"),
	)...)
	ctx, leave := chromedp.NewContext(alloc)
	t.Cleanup(func() { leave(); stop() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return &Browser{ctx}
}

func find() string {
	for _, name := range programs {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}
