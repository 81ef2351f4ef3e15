package kit

import (
	"crypto/sha256"
	"encoding/hex"
)

// AssetHash is the SHA-256 of a static file in hex, for people who compare a
// script with its published list. A file that is not built in has none.
func AssetHash(name string) string {
	b, err := statics.ReadFile("static/" + name)
	if err != nil {
		return ""
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
