package urn_test

import (
	"sync"
	"testing"

	"hoinghi/belenios"
	"hoinghi/store/storetest"
	"hoinghi/urn"
)

// BenchmarkAccept casts ballots of 7 candidates, many at once: each is verified
// and on the disk before it is acknowledged.
func BenchmarkAccept(b *testing.B) {
	d := draft
	d.Slips, d.Trustees, d.Threshold = 256, 1, 1
	d.Questions = []belenios.Question{{Question: "Chọn tối đa 5", Answers: []string{"An", "Bình", "Chi", "Dũng", "Hà", "Lan", "Nam"}, Max: 5}}
	for b.Loop() {
		b.StopTimer()
		h := newHall(b, storetest.SQLite(b), d)
		raws := make([][]byte, d.Slips)
		for i := range raws {
			raws[i] = h.vote(i, 1, 0, 1, 0, 0, 0, 1)
		}
		b.StartTimer()
		var wg sync.WaitGroup
		for _, raw := range raws {
			wg.Go(func() {
				if _, err := (urn.Voters{DB: h.db, Org: org}).Cast(b.Context(), h.box.ID, raw); err != nil {
					b.Error(err)
				}
			})
		}
		wg.Wait()
	}
	b.ReportMetric(float64(d.Slips*b.N)/b.Elapsed().Seconds(), "ballots/s")
}
