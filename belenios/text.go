package belenios

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

// base58 leaves out the digits that people confuse.
const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// Hash is a SHA-256 value: the name of a record.
type Hash [sha256.Size]byte

// HashOf hashes the raw bytes of a record.
func HashOf(b []byte) Hash { return sha256.Sum256(b) }

// String is 64 lower-case hexadecimal digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Base64 is the 43 characters used for fingerprints and trackers.
func (h Hash) Base64() string { return base64.RawStdEncoding.EncodeToString(h[:]) }

func parseHash(text string) (h Hash, ok bool) {
	if len(text) != 64 || !isLowerHex(text) {
		return h, false
	}
	b, _ := hex.DecodeString(text)
	return Hash(b), true
}

func isBase58(s string) bool {
	for i := range len(s) {
		if strings.IndexByte(base58, s[i]) < 0 {
			return false
		}
	}
	return true
}

// randomBase58 draws n characters uniformly, by rejection on six bits.
func randomBase58(random io.Reader, n int) (string, error) {
	text := make([]byte, 0, n)
	var b [1]byte
	for len(text) < n {
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return "", fmt.Errorf("draw characters: %w", err)
		}
		if d := int(b[0] & 63); d < len(base58) {
			text = append(text, base58[d])
		}
	}
	return string(text), nil
}

// NewUUID draws the 14 characters that name an election.
func NewUUID(random io.Reader) (string, error) { return randomBase58(random, 14) }
