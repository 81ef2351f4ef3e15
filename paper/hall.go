package paper

import (
	"hoinghi/ballot"
)

// votes are the ballots that ended and were not annulled.
func (r *record) votes() (out []ballot.Ballot) {
	for _, b := range r.ballots {
		if b.State == "closed" {
			out = append(out, b)
		}
	}
	return out
}

func (p *pen) minutesPaper() { p.out.Paper = p.minutes.Paper() }

func (p *pen) resolutionPaper() {
	if p.adopted.ID == "" {
		p.lacks("resolution")
		return
	}
	p.out.Paper = p.adopted.Paper()
}
