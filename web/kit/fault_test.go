package kit_test

import (
	"fmt"
	"net/http"
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
