package kit

import (
	"strconv"

	"hoinghi/locale"
)

// BarOpts is a bar of value in max, with a mark at the threshold.
type BarOpts struct {
	Value, Max int64
	Mark       int64  // in the same unit as Max; 0 draws none
	Class      string // yes, no, else or empty for ink
	Label      string // for screen readers: the whole statement
}

// QuorumOpts is who is present against who must be.
type QuorumOpts struct {
	Present, Convened int64
	Need              int64  // least number that decides
	Share             string // of those convened, exact and in words; empty is worked out to one place
}

// VotesOpts is an open count. Shares are of Base, worked out to one place.
type VotesOpts struct {
	For, Against, Other int64
	Base                int64
	Mark                int64     // votes in favour needed; 0 draws none
	Labels              [3]string // empty labels are those of a show of hands
	Shares              bool      // write 97,9% beside the number
}

type voteRow struct {
	Label, Class string
	N            int64
}

func (o VotesOpts) rows(w *locale.Words) []voteRow {
	rows := []voteRow{{w.T("kit.for"), "yes", o.For}, {w.T("kit.against"), "no", o.Against}, {w.T("kit.other"), "else", o.Other}}
	for i, l := range o.Labels {
		if l != "" {
			rows[i].Label = l
		}
	}
	return rows
}

func (o QuorumOpts) share(w *locale.Words) string {
	if o.Share != "" {
		return o.Share
	}
	return w.Percent(o.Present, o.Convened, 1)
}

func (o QuorumOpts) met() bool { return o.Need > 0 && o.Present >= o.Need }

func (o QuorumOpts) class() string {
	if o.Need > 0 && !o.met() {
		return "no"
	}
	return "yes"
}

func (o QuorumOpts) words(w *locale.Words) string {
	if o.Need > 0 && !o.met() {
		return w.T("kit.quorum.lacks", o.Need-o.Present)
	}
	return w.T("kit.quorum.needs", o.Need)
}

func (o QuorumOpts) enough(w *locale.Words) string { return w.T("kit.quorum.met", o.Need) }

// hundredths writes 9791 as 97.91, for the geometry of drawings.
func hundredths(n int64) string {
	s := strconv.FormatInt(n/100, 10)
	if r := n % 100; r != 0 {
		return s + "." + strconv.FormatInt(100+r, 10)[1:]
	}
	return s
}

// tenth writes 257 as 25.7.
func tenth(n int) string {
	if n%10 == 0 {
		return strconv.Itoa(n / 10)
	}
	return strconv.Itoa(n/10) + "." + strconv.Itoa(n%10)
}

// percent is the width of value in max on a scale of 100.
func percent(value, max int64) string {
	if max <= 0 || value <= 0 {
		return "0"
	}
	return hundredths(min(value, max) * 10000 / max)
}
