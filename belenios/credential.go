package belenios

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math/big"
	"strings"
)

// ErrCredential says that a text is not a private credential: wrong length,
// hyphens or alphabet. The format has no check digit.
var ErrCredential = errors.New("not a credential")

// NewCredential draws a private credential, as AAAAA-BBBBBB-CCCCC-DDDDDD.
func NewCredential(random io.Reader) (string, error) {
	s, err := randomBase58(random, 22)
	if err != nil {
		return "", err
	}
	return s[:5] + "-" + s[5:11] + "-" + s[11:16] + "-" + s[16:], nil
}

// CredentialSecret derives the exponent of a private credential in one election
// (format section 5.2).
func CredentialSecret(g Group, uuid, credential string) (*big.Int, error) {
	parts := strings.Split(credential, "-")
	if len(parts) != 4 || len(parts[0]) != 5 || len(parts[1]) != 6 || len(parts[2]) != 5 || len(parts[3]) != 6 {
		return nil, ErrCredential
	}
	if !isBase58(strings.Join(parts, "")) {
		return nil, ErrCredential
	}
	half := func(n string) string {
		h := sha256.Sum256([]byte("derive_credential|" + uuid + "|" + n + "|" + credential))
		return hex.EncodeToString(h[:])
	}
	x := number(half("0")+half("1"), 16)
	return x.Mod(x, g.Order()), nil
}

// PublicCredential is the text that stands in the public list for a private
// credential.
func PublicCredential(g Group, uuid, credential string) (string, error) {
	x, err := CredentialSecret(g, uuid, credential)
	if err != nil {
		return "", err
	}
	return Text(g, Power(g, x)), nil
}
