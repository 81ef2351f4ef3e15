package comment

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"hoinghi/fault"
	"hoinghi/locale"
)

// Wall keeps machines out of the comments: a field that people do not see, a
// form that is neither sent at once nor a day later, and so many comments for
// an address, for all of them, and of one wording. It remembers in this
// process alone, and addresses only as salted hashes. The zero Wall is not
// ready; see NewWall.
type Wall struct {
	key []byte

	mu   sync.Mutex
	by   map[string]*visitor
	said map[string]time.Time
	all  map[string]*rate.Limiter // by organisation
}

type visitor struct {
	*rate.Limiter
	seen time.Time
}

// What the wall lets through. All of an organisation together is what bounds
// the writes: 30 at once, then one in two seconds.
const (
	soonest  = 3 * time.Second // after the form was drawn
	latest   = 24 * time.Hour
	perTime  = time.Minute // one comment of an address, after atOnce of them
	atOnce   = 4
	allTime  = 2 * time.Second
	allBurst = 30
	same     = 30 * time.Minute // the same words are not sent twice within
	mostKept = 20_000           // addresses and wordings remembered
)

// NewWall makes a wall with a key of its own: forms drawn before a restart are
// drawn anew.
func NewWall() *Wall {
	w := &Wall{key: make([]byte, 32), by: map[string]*visitor{}, said: map[string]time.Time{}, all: map[string]*rate.Limiter{}}
	rand.Read(w.key) // never fails
	return w
}

// Token dates a form for one article.
func (w *Wall) Token(article string, now time.Time) string {
	at := strconv.FormatInt(now.Unix(), 36)
	return at + "." + w.hash("token", article, at)
}

func (w *Wall) hash(parts ...string) string {
	h := hmac.New(sha256.New, w.key)
	h.Write([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// Knock is a comment before the wall.
type Knock struct {
	Org, Article string
	Token        string
	Trap         string // the field that people leave empty
	Address      string // of the network
	Body         string
}

// Pass reports how a comment fares: nil lets it in. A caught machine gets
// (true, nil) and is thanked like everybody, so that it learns nothing.
func (w *Wall) Pass(k Knock, now time.Time) (caught bool, err error) {
	if k.Trap != "" {
		return true, nil
	}
	at, mac, _ := strings.Cut(k.Token, ".")
	sec, bad := strconv.ParseInt(at, 36, 64)
	age := now.Sub(time.Unix(sec, 0))
	if bad != nil || !hmac.Equal([]byte(mac), []byte(w.hash("token", k.Article, at))) || age > latest || age < 0 {
		return false, fault.New(fault.Invalid, "comment.old")
	}
	if age < soonest {
		return false, fault.New(fault.Invalid, "comment.soon")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sweep(now)
	if !w.visitor(k, now).AllowN(now, 1) {
		return false, fault.New(fault.Busy, "comment.slow")
	}
	words := w.hash("words", k.Org, strings.Join(strings.Fields(locale.Fold(k.Body)), " "))
	if t, ok := w.said[words]; ok && now.Sub(t) < same {
		return false, fault.New(fault.Invalid, "comment.twice")
	}
	if w.all[k.Org] == nil {
		w.all[k.Org] = rate.NewLimiter(rate.Every(allTime), allBurst)
	}
	if !w.all[k.Org].AllowN(now, 1) {
		return false, fault.New(fault.Busy, "comment.busy")
	}
	w.said[words] = now
	return false, nil
}

func (w *Wall) visitor(k Knock, now time.Time) *visitor {
	id := w.hash("address", k.Org, k.Address)
	v := w.by[id]
	if v == nil {
		v = &visitor{Limiter: rate.NewLimiter(rate.Every(perTime), atOnce)}
		w.by[id] = v
	}
	v.seen = now
	return v
}

// sweep forgets what is old; when too much is new, all of it.
func (w *Wall) sweep(now time.Time) {
	if len(w.by) >= mostKept {
		for k, v := range w.by {
			if now.Sub(v.seen) > perTime*atOnce {
				delete(w.by, k)
			}
		}
		if len(w.by) >= mostKept {
			clear(w.by)
		}
	}
	if len(w.said) >= mostKept {
		for k, t := range w.said {
			if now.Sub(t) > same {
				delete(w.said, k)
			}
		}
	}
}
