package resolution

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"hoinghi/access"
	"hoinghi/ballot"
	"hoinghi/fault"
	"hoinghi/locale"
	"hoinghi/register"
	"hoinghi/store"
)

// Adoption is what a resolution is adopted with.
type Adoption struct {
	Resolution string
	Ballot     string // the vote that passed it
	Office     Office
}

// Adopt freezes a resolution that a closed vote of its conference passed: it
// gets its number in the register, dated the day of the conference, and the
// hash of all it says. A vote that did not pass, was annulled or belongs to
// another conference is refused.
func Adopt(tx *store.Tx, a Adoption) (Resolution, error) {
	if err := tx.Who.Need(access.Issue); err != nil {
		return Resolution{}, err
	}
	r, err := draft(tx, a.Resolution)
	if err != nil {
		return r, err
	}
	b, err := winner(tx, r, a.Ballot)
	if err != nil {
		return r, err
	}
	if r.Items, err = itemsOf(tx, r.ID); err != nil {
		return r, err
	}
	if len(r.Items) == 0 {
		return r, fault.New(fault.Conflict, "resolution.empty")
	}
	r.Ballot = b.ID
	if err := r.fill(tx, a.Office); err != nil {
		return r, err
	}
	doc, err := register.Issue(tx, register.Outgoing{Kind: kind(), Symbol: r.Symbol, Dated: r.Dated, Issuer: r.Face.Office.Name, Subject: r.Face.Title})
	if err != nil {
		return r, err
	}
	r.State, r.AdoptedAt, r.Document, r.Number, r.Result = Adopted, tx.Now, doc.ID, doc.Number, resultLine(b)
	if r.Hash, err = r.sum(); err != nil {
		return r, err
	}
	if err := freeze(tx, r); err != nil {
		return r, err
	}
	return r, wrote(tx, r, "resolution.adopt", r.Number+"/"+r.Symbol+" "+r.Hash)
}

// winner reads the vote that is to adopt a resolution.
func winner(tx *store.Tx, r Resolution, id string) (ballot.Ballot, error) {
	var f fault.Form
	if !f.Check(id != "", "ballot", "fault.required") {
		return ballot.Ballot{}, f.Err()
	}
	b, err := ballot.Find(tx, id)
	if err != nil {
		return b, err
	}
	switch {
	case b.Conference != r.Conference:
		err = fault.New(fault.Missing, "fault.missing")
	case b.State != "closed":
		err = fault.New(fault.Conflict, "resolution.vote.unfinished")
	case !b.Passed:
		err = fault.New(fault.Conflict, "resolution.vote.lost", Share(b.InFavour, b.Of()))
	}
	return b, err
}

// resultLine says how the resolution was adopted, with the rule of its day.
func resultLine(b ballot.Ballot) string {
	return vi().T("resolution.result", locale.OfficialDate(dayOf(b.ClosedAt)), locale.Padded(b.InFavour), locale.Padded(b.Of()), baseOf(b),
		Share(b.InFavour, b.Of()), locale.Padded(b.Against), locale.Padded(b.Other), ruleOf(b))
}

// Intact reports whether an adopted resolution still says what was adopted.
func (r Resolution) Intact() bool {
	sum, err := r.sum()
	return err == nil && r.Hash == sum
}

// sum is the hash of all that an adopted resolution says.
func (r Resolution) sum() (string, error) {
	type point struct{ Part, Text, Owner, Due, Measure string }
	points := make([]point, len(r.Items))
	for i, x := range r.Items {
		points[i] = point{x.Part, x.Text, x.Owner, x.Due.String(), x.Measure}
	}
	b, err := json.Marshal(struct {
		Number, Symbol, Dated, Ballot string
		Face                          Face
		Bases                         []string
		Opening                       string
		Items                         []point
		Passed                        []string
		Result                        string
	}{r.Number, r.Symbol, r.Dated.String(), r.Ballot, r.Face, r.Bases, r.Opening, points, r.Passed, r.Result})
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), err
}
