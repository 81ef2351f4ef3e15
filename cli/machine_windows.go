package cli

import (
	"syscall"
	"unsafe"
)

var diskFree = syscall.NewLazyDLL("kernel32.dll").NewProc("GetDiskFreeSpaceExW")

// freeBytes is what a folder's disk has left for this program; 0 is unknown.
func freeBytes(folder string) int64 {
	name, err := syscall.UTF16PtrFromString(folder)
	if err != nil {
		return 0
	}
	var free int64
	if ok, _, _ := diskFree.Call(uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&free)), 0, 0); ok == 0 {
		return 0
	}
	return free
}
