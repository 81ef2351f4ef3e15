package belenios

import (
	"math/big"
	"slices"
	"strings"
)

// Voter is an entry of the public list: a credential and its weight, no name.
type Voter struct {
	Credential string
	Weight     *big.Int

	key Element
}

// Voters is the public list of credentials.
type Voters struct {
	list  []Voter
	index map[string]int
}

// CredentialsJSON writes the public list, sorted by text so that its order says
// nothing. A nil weight is 1 and is not written.
func CredentialsJSON(voters []Voter) []byte {
	var list []string
	for _, v := range voters {
		if v.Weight == nil {
			list = append(list, v.Credential)
		} else {
			list = append(list, v.Credential+","+v.Weight.String())
		}
	}
	slices.Sort(list)
	return appendList(nil, list, quote)
}

// ParseVoters reads the list and checks every entry: a member of the group, all
// distinct, weights valid (section 5.3).
func ParseVoters(g Group, raw []byte, workers int) (*Voters, error) {
	r := &reader{s: string(raw)}
	v := &Voters{index: map[string]int{}}
	r.list(0, func() {
		text := r.plainText()
		credential, weight, weighted := strings.Cut(text, ",")
		w := big.NewInt(1)
		if weighted {
			n, ok := decimal(weight, maxWeight)
			if !ok {
				r.stop(BadCredential, "weight %q", weight)
			}
			w = n
		}
		v.list = append(v.list, Voter{Credential: credential, Weight: w})
	})
	if err := r.end(); err != nil {
		return nil, err
	}
	for i, x := range v.list {
		if _, twice := v.index[x.Credential]; twice {
			return nil, failed(TwiceListed, "%s", x.Credential)
		}
		v.index[x.Credential] = i
	}
	err := parallel(workers, len(v.list), func(i int) error {
		e, err := g.Parse(v.list[i].Credential)
		if err != nil {
			return failed(BadCredential, "entry %d: %v", i+1, err)
		}
		v.list[i].key = e
		return nil
	})
	return v, err
}

// Len is the number of voters.
func (v *Voters) Len() int { return len(v.list) }

// find gives the place of a credential in the list.
func (v *Voters) find(credential string) (int, error) {
	i, ok := v.index[credential]
	if !ok {
		return 0, failed(UnknownCredential, "%s", credential)
	}
	return i, nil
}
