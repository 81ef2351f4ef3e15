package paper

import (
	"errors"
	"runtime"
	"sync"
)

// Files draws drafts in each of some formats that they have, on every core, in
// the order of the drafts.
func Files(drafts []Draft, formats ...string) ([][]File, error) {
	out, faults := make([][]File, len(drafts)), make([]error, len(drafts))
	next := make(chan int)
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for n := range next {
				out[n], faults[n] = drafts[n].files(formats)
			}
		})
	}
	for n := range drafts {
		next <- n
	}
	close(next)
	all.Wait()
	return out, errors.Join(faults...)
}

// files are a draft in those formats that its kind has.
func (d Draft) files(formats []string) (out []File, err error) {
	for _, has := range d.Kind.Formats() {
		for _, f := range formats {
			if f != has {
				continue
			}
			body, err := d.Bytes(f)
			if err != nil {
				return nil, err
			}
			out = append(out, File{f, sum(body), body})
		}
	}
	return out, nil
}
