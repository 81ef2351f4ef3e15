package urn

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strconv"

	"hoinghi/belenios"
	"hoinghi/fault"
	"hoinghi/store"
)

// sealed is a ballot of an open box as the database has it. Two of them differ
// in nothing that says which ballot they hold.
type sealed struct {
	id      string // of the credential and which of its ballots it is
	choices string // of the encrypted choices, which may come once
	body    []byte
}

// ballot is one that was accepted.
type ballot struct {
	nth        int // among those of its credential, from 1
	hash       string
	credential string
	raw        string
}

func (b ballot) tracker() string { return tracker(b.hash) }

func tracker(hash string) string {
	var h belenios.Hash
	hex.Decode(h[:], []byte(hash)) // we wrote it
	return h.Base64()
}

// boxKey hides in which order ballots came. It stands beside the database while
// the box is open, and then nowhere.
type boxKey []byte

func secretName(box string) string { return "urn/" + box }

func keyOf(tx *store.Tx, box string) (boxKey, error) {
	b, err := tx.Secret(secretName(box))
	if fault.Is(err, fault.Missing) {
		return nil, fault.New(fault.Conflict, "urn.lostkey").Because(err)
	}
	return b, err
}

func (k boxKey) mark(kind, text string) []byte {
	h := hmac.New(sha256.New, k)
	h.Write([]byte(kind + "|" + text))
	return h.Sum(nil)
}

func (k boxKey) slot(credential string, nth int) string {
	return hex.EncodeToString(k.mark("slot", credential+"|"+strconv.Itoa(nth)))
}

func (k boxKey) choices(h belenios.Hash) string {
	return hex.EncodeToString(k.mark("choices", h.String()))
}

func (k boxKey) cipher() (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.mark("body", ""))
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

const sealHead = 8 // bytes: which ballot of its credential, and its length

// shut makes the row of an accepted ballot; all rows of a box are equally long.
func (p *poll) shut(k boxKey, nth int, raw []byte, b *belenios.Ballot) (sealed, error) {
	s := sealed{id: k.slot(b.Credential, nth), choices: k.choices(p.e.Choices(b))}
	open := make([]byte, sealHead+p.e.MaxBallot())
	binary.BigEndian.PutUint32(open, uint32(nth))
	binary.BigEndian.PutUint32(open[4:], uint32(len(raw)))
	copy(open[sealHead:], raw)
	c, err := k.cipher()
	if err != nil {
		return s, err
	}
	s.body = c.Seal(nil, nil, open, []byte(s.id))
	return s, nil
}

// open reads such a row again.
func (p *poll) open(k boxKey, id string, body []byte) (ballot, error) {
	c, err := k.cipher()
	if err != nil {
		return ballot{}, err
	}
	open, err := c.Open(nil, nil, body, []byte(id))
	if err != nil {
		return ballot{}, err
	}
	if len(open) < sealHead {
		return ballot{}, errors.New("a ballot of the open box is too short")
	}
	n := binary.BigEndian.Uint32(open[4:])
	if int(n) > len(open)-sealHead {
		return ballot{}, errors.New("a ballot of the open box is damaged")
	}
	raw := open[sealHead : sealHead+int(n)]
	b, err := p.e.ParseBallot(raw)
	if err != nil {
		return ballot{}, err
	}
	return ballot{nth: int(binary.BigEndian.Uint32(open)), hash: b.Hash().String(), credential: b.Credential, raw: string(raw)}, nil
}
