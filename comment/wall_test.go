package comment_test

import (
	"fmt"
	"testing"
	"time"

	"hoinghi/comment"
	"hoinghi/fault"
)

var noon = time.Date(2026, 1, 23, 12, 0, 0, 0, time.UTC)

func knock(w *comment.Wall, drawn time.Time) comment.Knock {
	return comment.Knock{Org: "a", Article: "x", Token: w.Token("x", drawn), Address: "10.0.0.1", Body: "Bài hay"}
}

func TestWallKnowsMachines(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*comment.Wall, *comment.Knock)
		key    string
		caught bool
	}{
		"a person":         {func(*comment.Wall, *comment.Knock) {}, "", false},
		"the hidden field": {func(_ *comment.Wall, k *comment.Knock) { k.Trap = "http://casino" }, "", true},
		"at once":          {func(w *comment.Wall, k *comment.Knock) { k.Token = w.Token("x", noon.Add(-time.Second)) }, "comment.soon", false},
		"a day later":      {func(w *comment.Wall, k *comment.Knock) { k.Token = w.Token("x", noon.Add(-25*time.Hour)) }, "comment.old", false},
		"from the future":  {func(w *comment.Wall, k *comment.Knock) { k.Token = w.Token("x", noon.Add(time.Hour)) }, "comment.old", false},
		"another article":  {func(w *comment.Wall, k *comment.Knock) { k.Token = w.Token("y", noon.Add(-time.Minute)) }, "comment.old", false},
		"no token":         {func(_ *comment.Wall, k *comment.Knock) { k.Token = "" }, "comment.old", false},
		"another's token": {func(_ *comment.Wall, k *comment.Knock) {
			k.Token = comment.NewWall().Token("x", noon.Add(-time.Minute))
		}, "comment.old", false},
	} {
		w := comment.NewWall()
		k := knock(w, noon.Add(-time.Minute))
		c.change(w, &k)
		caught, err := w.Pass(k, noon)
		if caught != c.caught || (err == nil) != (c.key == "") || err != nil && fault.Of(err).Key != c.key {
			t.Errorf("%s: caught %v, %v", name, caught, err)
		}
	}
}

func TestWallHoldsBackTheSameWordsAndTheHasty(t *testing.T) {
	w := comment.NewWall()
	k := knock(w, noon.Add(-time.Minute))
	if _, err := w.Pass(k, noon); err != nil {
		t.Fatal(err)
	}
	k.Address, k.Body = "10.0.0.2", "  BÀI   hay "
	if _, err := w.Pass(k, noon); err == nil || fault.Of(err).Key != "comment.twice" {
		t.Errorf("the same words: %v", err)
	}
	k.Address = "10.0.0.3"
	passed := 0
	for i := range 20 {
		k.Body = fmt.Sprint("Ý kiến ", i)
		if _, err := w.Pass(k, noon); err == nil {
			passed++
		}
	}
	if passed != 4 {
		t.Errorf("%d of one address passed at once", passed)
	}
	k.Body = "Sau một phút"
	if _, err := w.Pass(k, noon.Add(time.Minute)); err != nil {
		t.Error(err)
	}
}

func TestTenThousandCommentsAMinuteAreHarmless(t *testing.T) {
	w := comment.NewWall()
	token := w.Token("x", noon.Add(-time.Minute))
	passed := 0
	for i := range 10_000 {
		now := noon.Add(time.Duration(i) * 6 * time.Millisecond)
		k := comment.Knock{Org: "a", Article: "x", Token: token, Address: fmt.Sprintf("10.%d.%d.1", i%200, i/200), Body: fmt.Sprint("Mua ngay ", i)}
		if _, err := w.Pass(k, now); err == nil {
			passed++
		}
	}
	if passed < 40 || passed > 70 {
		t.Errorf("%d of 10,000 would be written", passed)
	}
	k := comment.Knock{Org: "b", Article: "x", Token: token, Address: "10.1.1.1", Body: "Mua ngay 1"}
	if _, err := w.Pass(k, noon); err != nil {
		t.Errorf("another agency suffers: %v", err)
	}
}
