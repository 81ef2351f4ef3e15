package kit_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"syscall"
	"testing"
	"time"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/live"
	"hoinghi/locale"
	"hoinghi/store"
	"hoinghi/web/kit"
)

// severed is the answer to somebody whose link broke just before it.
type severed struct{ *httptest.ResponseRecorder }

func (severed) Write([]byte) (int, error) { return 0, syscall.EPIPE }

// A stream that cannot send its first event has lost its reader and no more;
// one that cannot draw it has a fault with a status.
func TestAStreamWithoutItsReader(t *testing.T) {
	v := &kit.Visit{Site: &kit.Site{DB: &store.DB{Bus: new(live.Bus)}, Wall: time.Now, Done: make(chan struct{})}, W: locale.In("vi"), Who: access.Public("a")}
	r := httptest.NewRequest("GET", "/", nil)
	part := func() (templ.Component, error) {
		return templ.Raw("<p id=a>now</p>"), nil
	}
	if err := v.Stream(severed{httptest.NewRecorder()}, r, []live.Topic{"t"}, part); err != nil {
		t.Errorf("a reader who left is a fault: %v", err)
	}
	gone := fault.New(fault.Missing, "fault.missing")
	err := v.Stream(httptest.NewRecorder(), r, []live.Topic{"t"}, func() (templ.Component, error) { return nil, gone })
	if kit.Status(err) != http.StatusNotFound || !errors.Is(err, gone) {
		t.Errorf("a page that is gone: %v", err)
	}
	if err := v.Stream(severed{httptest.NewRecorder()}, r, []live.Topic{"t"}, func() (templ.Component, error) { return nil, io.ErrUnexpectedEOF }); err == nil {
		t.Error("a page that cannot be drawn is no fault")
	}
}
