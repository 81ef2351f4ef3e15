package urn

import (
	"encoding/json"
	"math/big"
	"slices"
	"strings"
	"time"

	"hoinghi/access"
	"hoinghi/belenios"
	"hoinghi/fault"
	"hoinghi/store"
)

// Officer lets in whoever has the credential officer's link.
func Officer(tx *store.Tx, id, link string) (Box, error) {
	b, err := oneBox(tx, id)
	if err == nil && !opens(b.officer, link) {
		err = stranger()
	}
	return b, err
}

// Enrol takes the public credentials that the officer's browser has made, once:
// a JSON array of as many distinct keys as there are slips; the same again
// changes nothing. The private ones
// are on paper and never come here.
func Enrol(tx *store.Tx, id, link string, raw []byte) error {
	b, err := Officer(tx, id, link)
	if err != nil {
		return err
	}
	had, err := record(tx, id, "credentials")
	if err != nil {
		return err
	}
	var list []string
	if json.Unmarshal(raw, &list) != nil {
		return refuse(belenios.NotCanonical)
	}
	if len(list) != b.Slips {
		return fault.New(fault.Invalid, "urn.listsize", b.Slips, len(list))
	}
	if slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, ",") }) {
		return refuse(belenios.BadCredential)
	}
	slices.Sort(list) // its order says nothing
	var voters []belenios.Voter
	for _, c := range list {
		voters = append(voters, belenios.Voter{Credential: c})
	}
	text := belenios.CredentialsJSON(voters)
	switch {
	case had == string(text):
		return nil // the answer was lost on the way
	case had != "":
		return fault.New(fault.Conflict, "urn.haslist")
	case b.State != Setup:
		return fault.New(fault.Conflict, "urn.step")
	}
	if _, err := belenios.ParseVoters(b.group(), text, 0); err != nil {
		return refused(err)
	}
	if err := insertRecord(tx, id, "credentials", string(text)); err != nil {
		return err
	}
	tx.Announce(Topic(id))
	return seal(tx, b)
}

// seal fixes the election when both the keys and the list are there.
func seal(tx *store.Tx, b Box) error {
	keys, err := record(tx, b.ID, "trustees")
	if err != nil || keys == "" {
		return err
	}
	list, err := record(tx, b.ID, "credentials")
	if err != nil || list == "" {
		return err
	}
	g := b.group()
	trustees, err := belenios.ParseTrustees(g, []byte(keys))
	if err != nil {
		return err
	}
	e := &belenios.Election{Description: b.Description, Name: b.Name, Group: g, PublicKey: trustees.Key(g), Questions: b.Questions, UUID: b.UUID}
	if err := e.Seal(); err != nil {
		return err
	}
	if err := insertRecord(tx, b.ID, "election", string(e.Raw())); err != nil {
		return err
	}
	b.Fingerprint = e.Fingerprint()
	b.stamp = tx.Now.Truncate(24 * time.Hour).Unix() // a day is enough for an archive
	return move(tx, b, Ready)
}

// Open begins the vote. From now on the fingerprint is read aloud and shown.
func Open(tx *store.Tx, id string) error {
	if err := tx.Who.Need(access.Preside); err != nil {
		return err
	}
	b, err := oneBox(tx, id)
	if err != nil {
		return err
	}
	if b.State != Ready {
		return fault.New(fault.Conflict, "urn.notready")
	}
	if err := tx.MakeSecret(secretName(id)); err != nil {
		return err
	}
	return move(tx, b, Opened)
}

// Cancel takes a slip out of the vote before it has cast: its owner votes on
// paper, or nobody drew it. Cancelling twice is once.
func Cancel(tx *store.Tx, id, credential string) error {
	if !tx.Who.May(access.Receive) {
		if err := tx.Who.Need(access.Count); err != nil {
			return err
		}
	}
	return cancel(tx, id, credential)
}

// CancelBy is Cancel by a trustee, who has a link and no name.
func CancelBy(tx *store.Tx, id, link, credential string) error {
	if _, _, err := trusteeBy(tx, id, link); err != nil {
		return err
	}
	return cancel(tx, id, credential)
}

func cancel(tx *store.Tx, id, credential string) error {
	b, err := oneBox(tx, id)
	if err != nil {
		return err
	}
	if b.State != Ready && b.State != Opened && b.State != Closed {
		return fault.New(fault.Conflict, "urn.step")
	}
	p, err := pollOf(tx, b)
	if err != nil {
		return err
	}
	if !p.voters.Has(credential) {
		return refuse(belenios.UnknownCredential)
	}
	used, err := p.used(tx, b, credential)
	if err != nil {
		return err
	}
	if used {
		return refuse(belenios.UsedCredential)
	}
	if done, err := isCancelled(tx, id, credential); err != nil || done {
		return err
	}
	tx.Announce(Topic(id))
	return insertCancelled(tx, id, credential)
}

var one = big.NewInt(1) // the weight of every voter here
