package belenios

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel does n independent pieces of work and gives the error of the first
// piece in order that failed. Pieces after a failure may be left undone.
func parallel(workers, n int, do func(i int) error) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	errs := make([]error, n)
	var next, failed atomic.Int64
	failed.Store(int64(n))
	var wg sync.WaitGroup
	for range min(workers, n) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < failed.Load(); i = next.Add(1) - 1 {
				if errs[i] = do(int(i)); errs[i] != nil {
					lower(&failed, i)
				}
			}
		})
	}
	wg.Wait()
	if i := failed.Load(); i < int64(n) {
		return errs[i]
	}
	return nil
}

func lower(a *atomic.Int64, to int64) {
	for old := a.Load(); to < old; old = a.Load() {
		if a.CompareAndSwap(old, to) {
			return
		}
	}
}
