package belenios

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math/big"
)

// Member is one trustee of a threshold group, on that trustee's own device. The
// seed is the only secret to keep (section 7.1).
type Member struct {
	g        Group
	sign     *big.Int
	open     *big.Int
	verify   Element
	encrypt  Element
	sealText string
}

// NewSeed draws the 22 characters that a member keeps.
func NewSeed(random io.Reader) (string, error) { return randomBase58(random, 22) }

// NewMember derives a member's keys from its seed.
func NewMember(g Group, seed string) (*Member, error) {
	if len(seed) != 22 || !isBase58(seed) {
		return nil, errors.New("not a seed")
	}
	m := &Member{g: g, sign: hashZq(g, "sk|"+seed), open: hashZq(g, "dk|"+seed)}
	m.verify, m.encrypt = Power(g, m.sign), Power(g, m.open)
	m.sealText = Text(g, m.encrypt)
	return m, nil
}

func (m *Member) signed(k *maker, message string) Signed {
	return Signed{message, k.know(messagePrefix(message), m.sign)}
}

// sealed is a message encrypted for one member.
type sealed struct {
	alpha, beta Element
	data        []byte
}

func (s sealed) json(g Group) string {
	texts := g.Texts(s.alpha, s.beta)
	out := quote([]byte(`{"algorithm":"AES-GCM","alpha":`), texts[0])
	out = quote(append(out, `,"beta":`...), texts[1])
	return string(append(quote(append(out, `,"data":`...), hex.EncodeToString(s.data)), '}'))
}

func parseSealed(g Group, text string) (s sealed, err error) {
	r := &reader{s: text, g: g}
	r.need(`{"algorithm":"AES-GCM","alpha":`)
	s.alpha = r.element()
	r.need(`,"beta":`)
	s.beta = r.element()
	r.need(`,"data":`)
	data := r.plainText()
	r.need(`}`)
	if !isLowerHex(data) || len(data)%2 != 0 {
		r.stop(NotCanonical, "data is not hexadecimal")
	}
	s.data, _ = hex.DecodeString(data)
	return s, r.end()
}

func seal(g Group, alpha, key Element) (cipher.AEAD, []byte, error) {
	k := sha256.Sum256([]byte("key|" + Text(g, key)))
	iv := sha256.Sum256([]byte("iv|" + Text(g, alpha)))
	b, err := aes.NewCipher(k[:])
	if err != nil {
		return nil, nil, err
	}
	aead, err := cipher.NewGCMWithNonceSize(b, len(iv))
	return aead, iv[:], err
}

// send signs a message, binds it to the recipient and encrypts it.
func (m *Member) send(k *maker, recipient Element, message string) string {
	out := quote([]byte(`{"recipient":`), Text(m.g, recipient))
	out = append(quote(append(out, `,"message":`...), message), '}')
	text := appendSigned(nil, m.signed(k, string(out)))
	r, key := k.draw(), Power(m.g, k.draw())
	s := sealed{alpha: Power(m.g, r), beta: m.g.Mul(m.g.Exp(recipient, r), key)}
	aead, iv, err := seal(m.g, s.alpha, key)
	if err != nil {
		k.err = err
		return ""
	}
	s.data = aead.Seal(nil, iv, text, nil)
	return s.json(m.g)
}

var errSealed = errors.New("a message that cannot be opened, or is not from its sender")

// receive opens a message sent by the owner of a verification key.
func (m *Member) receive(sender Element, text string) (string, error) {
	s, err := parseSealed(m.g, text)
	if err != nil {
		return "", err
	}
	aead, iv, err := seal(m.g, s.alpha, m.g.Div(s.beta, m.g.Exp(s.alpha, m.open)))
	if err != nil {
		return "", err
	}
	plain, err := aead.Open(nil, iv, s.data, nil)
	if err != nil {
		return "", errSealed
	}
	r := &reader{s: string(plain), g: m.g}
	signed := r.signed()
	if r.end() != nil || !knows(m.g, messagePrefix(signed.Message), sender, signed.Signature) {
		return "", errSealed
	}
	r = &reader{s: signed.Message}
	r.need(`{"recipient":`)
	recipient := r.plainText()
	r.need(`,"message":`)
	message := r.text()
	r.need(`}`)
	if r.end() != nil || recipient != m.sealText {
		return "", errSealed
	}
	return message, nil
}
