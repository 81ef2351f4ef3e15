package stage

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The link of a tablet and the tickets it hands out are made of one secret that
// stands beside the database: a copy of the record opens no tablet.

const ticketLife = 2 * time.Minute

func kioskSecret(conference string) string { return "kiosk " + conference }

// kioskKey is the word in the address of the tablet.
func kioskKey(secret []byte) string { return mark(secret, "link") }

func opensKiosk(secret []byte, key string) bool {
	return len(secret) > 0 && hmac.Equal([]byte(kioskKey(secret)), []byte(key))
}

func mark(secret []byte, text string) string {
	m := hmac.New(sha256.New, secret)
	m.Write([]byte(text))
	return hex.EncodeToString(m.Sum(nil)[:16])
}

// ticketFor lets the holder of a card vote in one ballot for two minutes.
func ticketFor(secret []byte, personAndVote string, now time.Time) string {
	text := personAndVote + " " + strconv.FormatInt(now.Add(ticketLife).Unix(), 36)
	return text + " " + mark(secret, text)
}

func ticketOf(secret []byte, ticket string, now time.Time) (person, vote string, ok bool) {
	at := strings.LastIndexByte(ticket, ' ')
	if at < 0 || !hmac.Equal([]byte(mark(secret, ticket[:at])), []byte(ticket[at+1:])) {
		return "", "", false
	}
	part := strings.Fields(ticket[:at])
	if len(part) != 3 {
		return "", "", false
	}
	until, err := strconv.ParseInt(part[2], 36, 64)
	return part[0], part[1], err == nil && now.Unix() <= until
}

// misses counts codes that are no card's, so that nobody can try them all.
type misses struct {
	mu sync.Mutex
	by map[string][]time.Time // by organisation
}

const mostMisses = 20 // in a minute

func (m *misses) allow(org string, now time.Time) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	recent := m.by[org][:0]
	for _, t := range m.by[org] {
		if now.Sub(t) < time.Minute {
			recent = append(recent, t)
		}
	}
	if m.by == nil {
		m.by = map[string][]time.Time{}
	}
	m.by[org] = recent
	return len(recent) < mostMisses
}

func (m *misses) note(org string, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.by[org] = append(m.by[org], now)
}
