//go:build unix && !linux

package pgtest

import "syscall"

// dieWithParent can do nothing here: a server outlives a test binary that was killed.
func dieWithParent(*syscall.SysProcAttr) {}
