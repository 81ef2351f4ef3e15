package belenios

import (
	"errors"
	"fmt"
	"io"
	"math/big"
)

// Refusals of a trustee's own program.
var (
	ErrNotTallied = errors.New("the archive is not at its decryption")
	ErrAnnounced  = errors.New("another number of counted ballots was announced")
	ErrNoTrustee  = errors.New("the key is none of a trustee who still has to decrypt")
)

// Contribute is what a trustee does with a verified archive: decrypt the tally
// that was computed here, not one that was handed over. Announced is the number
// of counted ballots said in the room; any other archive is refused, for a tally
// of few ballots tells them.
func (r *Report) Contribute(random io.Reader, secret *big.Int, announced int) (owner int, d *Decryption, err error) {
	if r.Phase != Decrypting || r.Tally == nil || r.decrypted == nil {
		return 0, nil, ErrNotTallied
	}
	if r.Tally.Counted != announced {
		return 0, nil, fmt.Errorf("%d counted, %d announced: %w", r.Tally.Counted, announced, ErrAnnounced)
	}
	g, public := r.Election.Group, Power(r.Election.Group, secret)
	for i, key := range r.Trustees.Owners() {
		if g.Equal(key, public) && !r.decrypted[i+1] {
			d, err = r.Election.Decrypt(random, r.Tally, secret)
			return i + 1, d, err
		}
	}
	return 0, nil, ErrNoTrustee
}
