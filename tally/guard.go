package tally

// Fewest is how many slips a way of voting needs to have its figures shown by
// themselves: below it, whoever knows who used that way learns too much.
const Fewest = 10

// SmallRoom is the number of voters up to which an outcome can tell how
// everybody voted, so that a page warns before the vote.
const SmallRoom = 20

// Separable reports whether the ways of voting may be shown apart. Each way
// that was used must have at least Fewest slips, and none may be of one mind
// about a candidate on whom the whole is not: that would tell of each who used
// it how they voted. A single way has nothing to hide behind another.
func Separable(ways ...Sums) bool {
	var whole Sums
	used := 0
	for _, s := range ways {
		whole = whole.Add(s)
		if s.Slips() > 0 {
			used++
		}
	}
	if used < 2 {
		return used == 1
	}
	for _, s := range ways {
		if s.Slips() > 0 && (s.Slips() < Fewest || tells(s, whole)) {
			return false
		}
	}
	return true
}

func tells(part, whole Sums) bool {
	for i, v := range part.For {
		if oneMind(v, part.Valid) && !oneMind(whole.For[i], whole.Valid) {
			return true
		}
	}
	return false
}

func oneMind(votes, valid int64) bool { return votes == 0 || votes == valid }

// Reveals lists the candidates whose figure tells how everybody in a small
// room voted: all of the valid slips, or none.
func Reveals(s Sums) (out []int) {
	if s.Slips() == 0 || s.Slips() > SmallRoom {
		return nil
	}
	for i, v := range s.For {
		if oneMind(v, s.Valid) {
			out = append(out, i)
		}
	}
	return out
}
