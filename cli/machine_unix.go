//go:build !windows

package cli

import "syscall"

// freeBytes is what a folder's disk has left for this program; 0 is unknown.
func freeBytes(folder string) int64 {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return 0
	}
	return int64(s.Bavail) * int64(s.Bsize)
}
