package screen

import "slices"

// linesOfTrackers fit on a wall of 1024 × 768 in letters that the last row reads.
const linesOfTrackers = 8

// trackers are the codes on the board in pages, which the wall turns by itself.
func (p page) trackers() [][]string {
	return slices.Collect(slices.Chunk(p.Poll.Box.Trackers, linesOfTrackers))
}
