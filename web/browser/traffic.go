package browser

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

const (
	// quiet is how long nothing may happen before a page counts as settled.
	quiet = 150 * time.Millisecond
	// hanging is when a request is taken for one that never ends.
	hanging = 10 * time.Second
)

// traffic is what the page does behind its face: what loads, and what it says
// on its console. It hears the events of the tab in their order.
type traffic struct {
	mu      sync.Mutex
	loading map[cdp.FrameID]bool
	open    map[network.RequestID]time.Time
	page    map[network.RequestID]bool // requests for whole pages
	status  int                        // of the last whole page
	errors  []string
	last    time.Time
}

func newTraffic() *traffic {
	return &traffic{loading: map[cdp.FrameID]bool{}, open: map[network.RequestID]time.Time{}, page: map[network.RequestID]bool{}, last: time.Now()}
}

// endless are requests that a page keeps open or does not wait for.
var endless = []network.ResourceType{
	network.ResourceTypeEventSource, network.ResourceTypeWebSocket, network.ResourceTypePing,
	network.ResourceTypeMedia, network.ResourceTypePrefetch,
}

func (s *traffic) hear(ev any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch ev := ev.(type) {
	case *page.EventFrameRequestedNavigation, *page.EventFrameStartedNavigating:
	case *page.EventFrameStartedLoading:
		s.loading[ev.FrameID] = true
	case *page.EventFrameStoppedLoading:
		delete(s.loading, ev.FrameID)
	case *page.EventFrameDetached:
		delete(s.loading, ev.FrameID)
	case *network.EventRequestWillBeSent:
		if ev.Type == network.ResourceTypeDocument {
			s.page[ev.RequestID] = true
		}
		if !slices.Contains(endless, ev.Type) {
			s.open[ev.RequestID] = time.Now()
		}
	case *network.EventResponseReceived:
		if s.page[ev.RequestID] {
			s.status = int(ev.Response.Status)
		}
		if strings.HasPrefix(ev.Response.MimeType, "text/event-stream") {
			delete(s.open, ev.RequestID)
		}
	case *network.EventLoadingFinished:
		delete(s.open, ev.RequestID)
	case *network.EventLoadingFailed:
		delete(s.open, ev.RequestID)
	default:
		s.complain(ev)
		return
	}
	s.last = time.Now()
}

// complain keeps the errors of the console. That a whole page answered with
// an error status is the page's own matter, and shown by Status.
func (s *traffic) complain(ev any) {
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		d := ev.ExceptionDetails
		text := d.Text
		if d.Exception != nil {
			text += " " + d.Exception.Description
		}
		s.errors = append(s.errors, fmt.Sprintf("%s (%s:%d)", text, d.URL, d.LineNumber+1))
	case *log.EventEntryAdded:
		if e := ev.Entry; e.Level == log.EntryLevelError && !s.page[e.NetworkRequestID] {
			s.errors = append(s.errors, fmt.Sprintf("%s (%s)", e.Text, e.URL))
		}
	case *runtime.EventConsoleAPICalled:
		if ev.Type != runtime.ConsoleAPICalledTypeError {
			return
		}
		var words []string
		for _, a := range ev.Args {
			words = append(words, plain(a))
		}
		s.errors = append(s.errors, strings.Join(words, " "))
	}
}

// plain is a value of the console as a person reads it.
func plain(a *runtime.RemoteObject) string {
	var text string
	if json.Unmarshal(a.Value, &text) == nil {
		return text
	}
	return cmp.Or(a.Description, string(a.Value))
}

// touch begins a quiet moment anew.
func (s *traffic) touch() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = time.Now()
}

// busy says what the page still waits for, or nothing.
func (s *traffic) busy() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.loading) > 0 {
		return "the page is still loading"
	}
	for _, since := range s.open {
		if time.Since(since) < hanging {
			return "a request is still open"
		}
	}
	if time.Since(s.last) < quiet {
		return "the page is not quiet"
	}
	return ""
}
