package belenios

import (
	"crypto/rand"
	"testing"
)

func BenchmarkCheck(b *testing.B) {
	e := sample(b, "ed25519-single")
	raw, err := e.Vote(rand.Reader, "HsqB3-YduDbL-3oKu1-XuaYQ8", [][]int{{1, 0, 1, 0, 1, 0, 0}})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := checked(e, raw); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVote(b *testing.B) {
	e := sample(b, "ed25519-single")
	for b.Loop() {
		if _, err := e.Vote(rand.Reader, "HsqB3-YduDbL-3oKu1-XuaYQ8", [][]int{{1, 0, 1, 0, 1, 0, 0}}); err != nil {
			b.Fatal(err)
		}
	}
}
