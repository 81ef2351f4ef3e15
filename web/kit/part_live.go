package kit

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"rsc.io/qr"
)

// TimerOpts is a clock that the page runs by the server's time.
type TimerOpts struct {
	Now    time.Time     // the server's, when the page is drawn
	Until  time.Time     // counts down to this
	Since  time.Time     // or up from this
	Held   bool          // standing still at Left or Run
	Left   time.Duration // shown when held; for a count up the time run
	Warn   time.Duration // the last stretch, shown in amber; 0 is thirty seconds
	Most   time.Duration // of a count up: beyond it the clock turns red
	Label  string        // small, behind: left, of 10:00
	Stops  bool          // stays at 00:00 instead of counting the delay
	Spoken string        // name for screen readers
}

func millis(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }

func (o TimerOpts) value() time.Duration {
	switch {
	case o.Held:
		return o.Left
	case !o.Until.IsZero():
		return o.Until.Sub(o.Now)
	}
	return o.Now.Sub(o.Since)
}

func (o TimerOpts) class() string {
	warn := o.Warn
	if warn == 0 {
		warn = 30 * time.Second
	}
	d := o.value()
	switch {
	case o.Until.IsZero() && o.Most > 0 && d > o.Most, !o.Until.IsZero() && d < 0:
		return "late"
	case !o.Until.IsZero() && d <= warn:
		return "soon"
	}
	return ""
}

// text is what the clock shows before the script runs, and without it.
func (o TimerOpts) text() string {
	d := o.value()
	if d < 0 && o.Stops {
		return "00:00"
	}
	sign := ""
	if d < 0 {
		sign, d = "+", -d
	} else if !o.Until.IsZero() {
		d += time.Second - 1 // a second begun counts whole, as on a match clock
	}
	return sign + Span(d)
}

func seconds(d time.Duration) string { return strconv.FormatInt(int64(d/time.Second), 10) }

// Span writes a duration as 02:36 or 01:02:36.
func Span(d time.Duration) string {
	s := int64(d / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%02d:%02d", s/60, s%60)
}

// qrPath draws the dark squares of a QR code row by row, with the quiet zone
// of four squares that the standard asks for, and gives the side of the whole.
func qrPath(text string) (path string, side int, err error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", 0, fmt.Errorf("encode QR of %d bytes: %w", len(text), err)
	}
	const quiet = 4
	var b strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; {
			n := 0
			for code.Black(x+n, y) {
				n++
			}
			if n > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, n, n)
			}
			x += n + 1
		}
	}
	return b.String(), code.Size + 2*quiet, nil
}
