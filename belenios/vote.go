package belenios

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"
)

// ErrChoice says that a choice is not one that the question allows.
var ErrChoice = errors.New("not an allowed choice")

// Vote encrypts, proves and signs a choice: one row of 0 and 1 per question, in
// the order of the answers, with the blank vote in front where there is one. It
// gives the raw ballot. The same randomness gives the same ballot; never hand
// in the same twice.
func (e *Election) Vote(random io.Reader, credential string, choice [][]int) ([]byte, error) {
	secret, err := CredentialSecret(e.Group, e.UUID, credential)
	if err != nil {
		return nil, err
	}
	if len(choice) != len(e.Questions) {
		return nil, fmt.Errorf("%d rows for %d questions: %w", len(choice), len(e.Questions), ErrChoice)
	}
	for i, q := range e.Questions {
		if !q.allows(choice[i]) {
			return nil, fmt.Errorf("question %d: %w", i+1, ErrChoice)
		}
	}
	b := &Ballot{Credential: Text(e.Group, Power(e.Group, secret))}
	v := &voter{maker{g: e.Group, random: random}, e, e.phi + "|" + b.Credential}
	for i, q := range e.Questions {
		b.Answers = append(b.Answers, v.answer(q, choice[i]))
	}
	raw := v.sign(e.appendUnsigned(nil, b), secret)
	return raw, v.err
}

func (q Question) allows(row []int) bool {
	if len(row) != q.size() {
		return false
	}
	sum, blank := 0, 0
	for i, m := range row {
		if m != 0 && m != 1 {
			return false
		}
		if q.Blank && i == 0 {
			blank = m
			continue
		}
		sum += m
	}
	return blank == 1 && sum == 0 || blank == 0 && q.Min <= sum && sum <= q.Max
}

type voter struct {
	maker
	e    *Election
	base string // S0
}

// secretly is a ciphertext with what only its maker knows.
type secretly struct {
	Ciphertext
	r *big.Int
	m int
}

func (v *voter) encrypt(m int) secretly {
	r := v.draw()
	beta := v.g.Exp(v.e.PublicKey, r)
	if m != 0 {
		beta = v.g.Mul(beta, Power(v.g, big.NewInt(int64(m))))
	}
	return secretly{Ciphertext{Power(v.g, r), beta}, r, m}
}

func (s secretly) plus(g Group, o secretly) secretly {
	return secretly{s.add(g, o.Ciphertext), new(big.Int).Add(s.r, o.r), s.m + o.m}
}

func (v *voter) answer(q Question, row []int) Answer {
	var a Answer
	total := secretly{nothing(v.g), new(big.Int), 0}
	var made []secretly
	for i, m := range row {
		c := v.encrypt(m)
		made = append(made, c)
		a.Choices = append(a.Choices, c.Ciphertext)
		a.Individual = append(a.Individual, v.interval(v.base, c, []int{0, 1}))
		if i > 0 || !q.Blank {
			total = total.plus(v.g, c)
		}
	}
	full := v.base + "|" + strings.Join(ciphertextTexts(v.g, a.Choices), ",")
	var allowed []int
	for m := q.Min; m <= q.Max; m++ {
		allowed = append(allowed, m)
	}
	if !q.Blank {
		a.Overall = v.interval(full, total, allowed)
		return a
	}
	blank := made[0]
	a.Blank = v.either("bproof0|"+full+"|", []branch{{blank, 0}, {total, 0}})
	branches := []branch{{blank, 1}}
	for _, m := range allowed {
		branches = append(branches, branch{total, m})
	}
	a.Overall = v.either("bproof1|"+full+"|", branches)
	return a
}

func (v *voter) interval(s string, c secretly, values []int) []Proof {
	texts := ciphertextTexts(v.g, []Ciphertext{c.Ciphertext})
	branches := make([]branch, len(values))
	for i, m := range values {
		branches[i] = branch{c, m}
	}
	return v.either("prove|"+s+"|"+texts[0]+","+texts[1]+"|", branches)
}

// branch states that a ciphertext encrypts m.
type branch struct {
	of secretly
	m  int
}

// either proves that one of the branches is true without telling which
// (sections 8.2 and 8.4).
func (v *voter) either(prefix string, branches []branch) []Proof {
	q, truth := v.g.Order(), -1
	proofs := make([]Proof, len(branches))
	var commits []Element
	var w *big.Int
	rest := new(big.Int)
	for i, b := range branches {
		if truth < 0 && b.of.m == b.m {
			truth, w = i, v.draw()
			commits = append(commits, Power(v.g, w), v.g.Exp(v.e.PublicKey, w))
			continue
		}
		p := Proof{v.draw(), v.draw()}
		proofs[i] = p
		rest.Add(rest, p.Challenge)
		commits = v.pretend(commits, p, b)
	}
	if truth < 0 {
		v.err = ErrChoice
		return proofs
	}
	c := hashZq(v.g, prefix, v.g.Texts(commits...)...)
	c.Sub(c, rest).Mod(c, q)
	proofs[truth] = Proof{c, response(v.g, w, branches[truth].of.r, c)}
	return proofs
}

// pretend appends the commitments of a branch that is false: those that fit
// the proof drawn beforehand.
func (v *voter) pretend(commits []Element, p Proof, b branch) []Element {
	n := new(big.Int).Mul(b.of.r, p.Challenge)
	n.Add(n, p.Response)
	off := new(big.Int).Mul(p.Challenge, big.NewInt(int64(b.of.m-b.m)))
	beta := v.g.Exp(v.e.PublicKey, n)
	if b.of.m != b.m {
		beta = v.g.Mul(beta, Power(v.g, off))
	}
	return append(commits, Power(v.g, n), beta)
}

// sign appends the signature as the last field.
func (v *voter) sign(unsigned []byte, secret *big.Int) []byte {
	hash := HashOf(unsigned).Base64()
	raw := quote(append(unsigned[:len(unsigned)-1], `,"signature":{"hash":`...), hash)
	raw = appendProof(append(raw, `,"proof":`...), v.know("sig|"+hash+"|", secret))
	return append(raw, `}}`...)
}
