package urn

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"hoinghi/belenios"
	"hoinghi/fault"
	"hoinghi/store"
)

// trustee is what one has published.
type trustee struct {
	nth        int // from 1: the owner's number of the format
	link       string
	cert       string // of the threshold exchange, as are dealing and key
	dealing    string
	key        string // a single one's public key, or a member's output
	turn       int    // among the decryptions, from 1
	decryption string
}

// Step is what a trustee's page needs to know. Next says what is to be done:
// key, cert, deal, finish, decrypt; wait, wait-certs or wait-dealings; done.
type Step struct {
	Next      string
	Box       Box
	Nth       int
	Done      int               // how many have finished what this one waits for
	Certs     []json.RawMessage // of all, when all are there
	Input     json.RawMessage   // of this member, when all have dealt
	Private   string            // the member's share, which only its seed opens
	Announced int               // ballots that count, when they are to be decrypted
}

func trusteeBy(tx *store.Tx, id, link string) (Box, []trustee, error) {
	b, err := oneBox(tx, id)
	if err != nil {
		return b, nil, err
	}
	all, err := trusteesOf(tx, id)
	if err != nil {
		return b, nil, err
	}
	// The one with the link stands first, the others keep their order.
	i := slices.IndexFunc(all, func(t trustee) bool { return opens(t.link, link) })
	if i < 0 {
		return b, nil, stranger()
	}
	return b, append([]trustee{all[i]}, all...), nil
}

// StepOf says what the trustee with this link has to do now.
func StepOf(tx *store.Tx, id, link string) (Step, error) {
	b, all, err := trusteeBy(tx, id, link)
	if err != nil {
		return Step{}, err
	}
	me, all := all[0], all[1:]
	s := Step{Box: b, Nth: me.nth, Next: next(b, me, all)}
	s.Done = count(all, func(t trustee) bool {
		switch s.Next {
		case "cert", "wait-certs":
			return t.cert != ""
		case "deal", "wait-dealings":
			return t.dealing != ""
		case "decrypt", "done":
			return t.decryption != ""
		}
		return t.key != ""
	})
	if b.State == Decrypting {
		s.Announced = b.Counted
	}
	if !b.Single() && s.Next != "cert" && s.Next != "wait-certs" {
		err = s.exchange(b, me, all)
	}
	return s, err
}

// exchange adds what the members of a threshold group send each other.
func (s *Step) exchange(b Box, me trustee, all []trustee) error {
	for _, t := range all {
		s.Certs = append(s.Certs, json.RawMessage(t.cert))
	}
	if me.key != "" {
		o, err := belenios.ParseOutput(b.group(), []byte(me.key))
		if err != nil {
			return err
		}
		s.Private = o.Private
	}
	if s.Next != "finish" {
		return nil
	}
	dealings, err := dealingsOf(b, all)
	if err != nil {
		return err
	}
	s.Input = belenios.Inputs(dealings)[me.nth-1].JSON()
	return nil
}

func count(all []trustee, is func(trustee) bool) int {
	n := 0
	for _, t := range all {
		if is(t) {
			n++
		}
	}
	return n
}

func next(b Box, me trustee, all []trustee) string {
	missing := func(has func(trustee) bool) bool { return count(all, has) < len(all) }
	switch {
	case b.State == Void:
		return "done"
	case b.Single() && me.key == "":
		return "key"
	case !b.Single() && me.cert == "":
		return "cert"
	case !b.Single() && missing(func(t trustee) bool { return t.cert != "" }):
		return "wait-certs"
	case !b.Single() && me.dealing == "":
		return "deal"
	case !b.Single() && missing(func(t trustee) bool { return t.dealing != "" }):
		return "wait-dealings"
	case me.key == "":
		return "finish"
	case b.State == Done, me.decryption != "":
		return "done"
	case b.State == Decrypting:
		return "decrypt"
	}
	return "wait"
}

// Publish takes what the trustee's browser has made for the step that is due,
// and verifies it.
func Publish(tx *store.Tx, id, link string, raw []byte) error {
	b, all, err := trusteeBy(tx, id, link)
	if err != nil {
		return err
	}
	me, all := all[0], all[1:]
	text := string(raw)
	if text != "" && (text == me.cert || text == me.dealing || text == me.key || text == me.decryption) {
		return nil // it arrived before, and the answer was lost on the way
	}
	switch next(b, me, all) {
	case "key":
		me.key, err = text, checkKey(b, all, raw)
	case "cert":
		me.cert, err = text, checkCert(b, me.nth, raw)
	case "deal":
		me.dealing, err = text, checkDealing(b, me.nth, all, raw)
	case "finish":
		me.key, err = text, checkOutput(b, me.nth, all, raw)
	case "decrypt":
		return decrypt(tx, b, me, all, raw)
	default:
		return fault.New(fault.Conflict, "urn.step")
	}
	if err != nil {
		return refused(err)
	}
	if err := updateTrustee(tx, id, me); err != nil {
		return err
	}
	all[me.nth-1] = me
	tx.Announce(Topic(id))
	if count(all, func(t trustee) bool { return t.key != "" }) < len(all) {
		return nil
	}
	return assemble(tx, b, all)
}

func checkKey(b Box, all []trustee, raw []byte) error {
	k, err := belenios.ParseTrusteeKey(b.group(), raw)
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.key == "" {
			continue
		}
		other, err := belenios.ParseTrusteeKey(b.group(), []byte(t.key))
		if err != nil {
			return err
		}
		if b.group().Equal(k.Key, other.Key) {
			return &belenios.Failure{Class: belenios.BadTrustee, Detail: "another trustee has this key"}
		}
	}
	return nil
}

func checkCert(b Box, nth int, raw []byte) error {
	s, err := belenios.ParseSigned(b.group(), raw)
	if err != nil {
		return err
	}
	return belenios.CheckCert(b.group(), s, b.Threshold, nth, b.Trustees)
}

func ceremony(b Box, all []trustee) (belenios.Ceremony, error) {
	c := belenios.Ceremony{Threshold: b.Threshold}
	for _, t := range all {
		s, err := belenios.ParseSigned(b.group(), []byte(t.cert))
		if err != nil {
			return c, err
		}
		c.Certs = append(c.Certs, s)
	}
	return c, nil
}

func checkDealing(b Box, nth int, all []trustee, raw []byte) error {
	d, err := belenios.ParseDealing(b.group(), raw)
	if err != nil {
		return err
	}
	c, err := ceremony(b, all)
	if err != nil {
		return err
	}
	return c.CheckDealing(b.group(), nth, d)
}

func dealingsOf(b Box, all []trustee) ([]belenios.Dealing, error) {
	var list []belenios.Dealing
	for _, t := range all {
		d, err := belenios.ParseDealing(b.group(), []byte(t.dealing))
		if err != nil {
			return nil, err
		}
		list = append(list, *d)
	}
	return list, nil
}

func checkOutput(b Box, nth int, all []trustee, raw []byte) error {
	o, err := belenios.ParseOutput(b.group(), raw)
	if err != nil {
		return err
	}
	c, err := ceremony(b, all)
	if err != nil {
		return err
	}
	dealings, err := dealingsOf(b, all)
	if err != nil {
		return err
	}
	return c.CheckOutput(b.group(), dealings, nth, o)
}

// assemble makes the public record of the trustees when all keys are there.
func assemble(tx *store.Tx, b Box, all []trustee) error {
	g := b.group()
	var ts belenios.Trustees
	if b.Single() {
		for _, t := range all {
			k, err := belenios.ParseTrusteeKey(g, []byte(t.key))
			if err != nil {
				return err
			}
			ts = append(ts, belenios.Trustee{Single: k})
		}
	} else {
		joint, err := jointKey(b, all)
		if err != nil {
			return refused(err)
		}
		ts = belenios.Trustees{{Pedersen: joint}}
	}
	if err := ts.Check(g); err != nil {
		return refused(err)
	}
	if err := insertRecord(tx, b.ID, "trustees", string(ts.JSON(g))); err != nil {
		return err
	}
	return seal(tx, b)
}

func jointKey(b Box, all []trustee) (*belenios.Threshold, error) {
	c, err := ceremony(b, all)
	if err != nil {
		return nil, err
	}
	dealings, err := dealingsOf(b, all)
	if err != nil {
		return nil, err
	}
	var outputs []belenios.Output
	for _, t := range all {
		o, err := belenios.ParseOutput(b.group(), []byte(t.key))
		if err != nil {
			return nil, err
		}
		outputs = append(outputs, *o)
	}
	return c.Assemble(b.group(), dealings, outputs)
}

// decrypt takes a contribution to opening the tally; the last one needed gives
// the result.
func decrypt(tx *store.Tx, b Box, me trustee, all []trustee, raw []byte) error {
	p, err := pollOf(tx, b)
	if err != nil {
		return err
	}
	t, err := p.sum(tx, b)
	if err != nil {
		return err
	}
	d, err := belenios.ParseDecryption(b.group(), raw)
	if err == nil {
		err = p.e.CheckDecryption(t, d, p.trustees.Owners()[me.nth-1])
	}
	if err != nil {
		return refused(err)
	}
	me.decryption, me.turn = string(raw), 1+count(all, func(t trustee) bool { return t.decryption != "" })
	if err := updateTrustee(tx, b.ID, me); err != nil {
		return err
	}
	all[me.nth-1] = me
	tx.Announce(Topic(b.ID))
	checked := map[int]*belenios.Decryption{}
	for _, t := range all {
		if t.decryption == "" {
			continue
		}
		if checked[t.nth], err = belenios.ParseDecryption(b.group(), []byte(t.decryption)); err != nil {
			return fmt.Errorf("decryption of trustee %d: %w", t.nth, err)
		}
	}
	res, err := p.e.Result(p.trustees, t, checked)
	if errors.Is(err, belenios.ErrNotEnough) {
		return nil
	}
	if err != nil {
		return err
	}
	b.result = string(res.JSON())
	return move(tx, b, Done)
}
