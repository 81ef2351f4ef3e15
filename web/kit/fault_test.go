package kit_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/web/kit"
)

// What the law cannot be applied to is said as such and is not our mistake; a
// fault that a room made of it stands as the room said it.
func TestWhatTheLawRefusesIsSaid(t *testing.T) {
	v := &kit.Visit{W: locale.In("vi")}
	err := fmt.Errorf("explain: %w", &law.Error{Key: law.KeyCountPart, Args: []any{int64(7), int64(5)}})
	if kit.Status(err) != http.StatusUnprocessableEntity || !strings.Contains(v.Say(err), "7") || !strings.Contains(v.Say(err), "5") {
		t.Errorf("%d: %q", kit.Status(err), v.Say(err))
	}
	said := fault.New(fault.Conflict, "conference.not.open").Because(err)
	if kit.Status(said) != http.StatusConflict || v.Say(said) != v.T("conference.not.open") {
		t.Errorf("%d: %q", kit.Status(said), v.Say(said))
	}
	if kit.Status(fmt.Errorf("disk")) != http.StatusInternalServerError {
		t.Error("any other error is not internal")
	}
}

// A link that was cut is no fault: nothing is logged and no page drawn, and
// what is answered cannot be taken for success. A fault of ours on such a link
// is logged as on any other.
func TestACutLinkIsNoFault(t *testing.T) {
	gone, cut := context.WithCancel(t.Context())
	cut()
	for _, c := range []struct {
		name   string
		ctx    context.Context
		err    error
		status int
		logged bool
	}{
		{"cut while reading", gone, fmt.Errorf("read the hall: %w", context.Canceled), http.StatusServiceUnavailable, false},
		{"ours, while the reader stays", t.Context(), fmt.Errorf("read the hall: %w", context.Canceled), http.StatusInternalServerError, true},
		{"ours, on a link that was cut", gone, errors.New("disk"), http.StatusInternalServerError, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var log bytes.Buffer
			v := &kit.Visit{Site: &kit.Site{Log: slog.New(slog.NewTextHandler(&log, nil))}, W: locale.In("vi")}
			w := httptest.NewRecorder()
			v.Fail(w, httptest.NewRequest("GET", "/", nil).WithContext(c.ctx), c.err)
			if c.ctx == gone && c.logged {
				if !strings.Contains(log.String(), "disk") || strings.Contains(log.String(), "draw a fault") {
					t.Errorf("logged: %s", log.String())
				}
				return // nobody is there to see a page
			}
			if w.Code != c.status || (log.Len() > 0) != c.logged || (w.Body.Len() > 0) != c.logged {
				t.Errorf("status %d, %d bytes, logged: %s", w.Code, w.Body.Len(), log.String())
			}
		})
	}
}
