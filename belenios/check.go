package belenios

import (
	"fmt"
	"math/big"
	"strings"
)

// claim is one proof: its commitments, computed again, must hash to the sum of
// its challenges.
type claim struct {
	class   Class
	where   string
	prefix  string
	commits []Element
	sum     *big.Int
}

// check gathers the claims of a ballot, so that one inversion writes all their
// commitments.
type check struct {
	e      *Election
	base   string // S0: fingerprint and credential
	claims []claim
}

// Check verifies everything that a ballot proves: every ciphertext is in the
// group, every choice and every sum within bounds, and the credential signed
// it. The credential is the one of the public list.
func (e *Election) Check(b *Ballot, credential Element) error {
	c := &check{e: e, base: e.phi + "|" + b.Credential}
	for i, a := range b.Answers {
		if err := c.answer(i, a); err != nil {
			return err
		}
	}
	c.signature(b, credential)
	if err := c.settle(); err != nil {
		return err
	}
	if b.misquoted {
		return failed(BadSignature, "it signs another hash")
	}
	return nil
}

// raised are the powers of a ciphertext to the challenges of its proofs.
type raised struct{ alpha, beta []Element }

// from leaves out the first powers.
func (x raised) from(n int) raised { return raised{x.alpha[n:], x.beta[n:]} }

func challenges(lists ...[]Proof) (exps []*big.Int) {
	for _, list := range lists {
		for _, p := range list {
			exps = append(exps, p.Challenge)
		}
	}
	return exps
}

// add appends the commitments g^r alpha^c and y^r (beta/g^m)^c of one branch.
func (k *claim) add(e *Election, p Proof, x raised, m int) {
	a, b := e.g.times(x.alpha[0], p.Response), e.y.times(x.beta[0], p.Response)
	if m != 0 {
		n := new(big.Int).Mul(p.Challenge, big.NewInt(int64(-m)))
		b = e.g.times(b, n.Mod(n, e.Group.Order()))
	}
	k.commits = append(k.commits, a, b)
	k.sum.Add(k.sum, p.Challenge)
}

func (c *check) answer(i int, a Answer) error {
	g, q := c.e.Group, c.e.Questions[i]
	texts := ciphertextTexts(g, a.Choices)
	full := c.base + "|" + strings.Join(texts, ",")
	total, blank := nothing(g), raised{}
	for j, choice := range a.Choices {
		exps := challenges(a.Individual[j])
		if q.Blank && j == 0 {
			exps = challenges(a.Individual[j], a.Blank[:1], a.Overall[:1])
		}
		where := fmt.Sprintf("answer %d choice %d", i+1, j+1)
		both, err := g.raiseMembers(exps, choice.Alpha, choice.Beta)
		if err != nil {
			return failed(BadPoint, "%s: %v", where, err)
		}
		x := raised{both[0], both[1]}
		c.interval(claim{class: ForgedProof, where: where,
			prefix: "prove|" + c.base + "|" + texts[2*j] + "," + texts[2*j+1] + "|"}, x, a.Individual[j], 0)
		if q.Blank && j == 0 {
			blank = x.from(len(a.Individual[j]))
			continue
		}
		total = total.add(g, choice)
	}
	where := fmt.Sprintf("answer %d sum", i+1)
	if q.Blank {
		both := g.raise(challenges(a.Blank[1:], a.Overall[1:]), total.Alpha, total.Beta)
		c.blank(claim{class: OutOfBounds, where: where, prefix: full}, a, q.Min, [2]raised{blank, {both[0], both[1]}})
		return nil
	}
	both := g.raise(challenges(a.Overall), total.Alpha, total.Beta)
	sum := g.Texts(total.Alpha, total.Beta)
	c.interval(claim{class: OutOfBounds, where: where,
		prefix: "prove|" + full + "|" + sum[0] + "," + sum[1] + "|"}, raised{both[0], both[1]}, a.Overall, q.Min)
	return nil
}

// interval claims that a ciphertext encrypts least, least+1, ... (section 8.2).
func (c *check) interval(k claim, x raised, proofs []Proof, least int) {
	k.sum = new(big.Int)
	for j, p := range proofs {
		k.add(c.e, p, x.from(j), least+j)
	}
	c.claims = append(c.claims, k)
}

// blank claims the two alternatives of section 8.4: not blank or nothing
// chosen; blank or an allowed sum. The prefix of k is S.
func (c *check) blank(k claim, a Answer, least int, x [2]raised) {
	s := k.prefix
	k.prefix, k.sum = "bproof0|"+s+"|", new(big.Int)
	for j, p := range a.Blank {
		k.add(c.e, p, x[j], 0)
	}
	c.claims = append(c.claims, k)
	k.prefix, k.sum, k.commits = "bproof1|"+s+"|", new(big.Int), nil
	k.add(c.e, a.Overall[0], x[0].from(1), 1)
	for j, p := range a.Overall[1:] {
		k.add(c.e, p, x[1].from(1+j), least+j)
	}
	c.claims = append(c.claims, k)
}

// signature claims that the credential signed the ballot (section 8.5).
func (c *check) signature(b *Ballot, credential Element) {
	p := b.proof
	k := claim{class: BadSignature, where: "signature", sum: new(big.Int).Set(p.Challenge)}
	k.prefix = "sig|" + b.signed.Base64() + "|"
	x := c.e.Group.raise([]*big.Int{p.Challenge}, credential)
	k.commits = []Element{c.e.g.times(x[0][0], p.Response)}
	c.claims = append(c.claims, k)
}

// settle hashes all commitments; the first claim that fails is reported.
func (c *check) settle() error {
	var all []Element
	for _, k := range c.claims {
		all = append(all, k.commits...)
	}
	texts := c.e.Group.Texts(all...)
	for _, k := range c.claims {
		n := len(k.commits)
		k.sum.Mod(k.sum, c.e.Group.Order())
		if hashZq(c.e.Group, k.prefix, texts[:n]...).Cmp(k.sum) != 0 {
			return failed(k.class, "%s", k.where)
		}
		texts = texts[n:]
	}
	return nil
}
