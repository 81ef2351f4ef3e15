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
const Patience = time.Minute

// Browser is one running Chromium.
type Browser struct{ ctx context.Context }

// programs are the names that Chromium goes by, best first.
var programs = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// Start runs a Chromium until the test ends. It does not go to the network by
// itself. Addresses that end in .test are this machine, without the trust that
// browsers have in 127.0.0.1.
func Start(t testing.TB) *Browser {
	t.Helper()
	return start(t)
}

// Lens is what the camera of a Chromium sees.
type Lens struct {
	Film   string // a file .y4m, shown over and over
	Denied bool   // no page may use the camera
}

// StartSeeing runs a Chromium with a camera.
func StartSeeing(t testing.TB, l Lens) *Browser {
	t.Helper()
	lent := chromedp.Flag("use-fake-ui-for-media-stream", true)
	if l.Denied {
		lent = chromedp.Flag("deny-permission-prompts", true)
	}
	return start(t, lent, chromedp.Flag("use-fake-device-for-media-stream", true), chromedp.Flag("use-file-for-fake-video-capture", l.Film))
}

func start(t testing.TB, more ...chromedp.ExecAllocatorOption) *Browser {
	t.Helper()
	path := find()
	if path == "" {
		t.Fatal("no Chromium on this machine: install the package chromium (apt-get install chromium) or Google Chrome")
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), append(append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), more...),
		chromedp.ExecPath(path),
		chromedp.WSURLReadTimeout(2*Patience), // it starts while others compile
		chromedp.NoSandbox,                    // the checks run as root in containers
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("no-pings", true),
		chromedp.Flag("no-proxy-server", true),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("font-render-hinting", "none"),
		chromedp.Flag("lang", "vi"),
		chromedp.Flag("host-resolver-rules", "MAP *.test 127.0.0.1"),
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
