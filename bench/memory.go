package main

import (
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"time"
)

// watchMemory looks at another process until it ends, and then tells what memory it took. What the system accounts to a
// finished child may be its parent's.
func watchMemory(pid int) (last func() string) {
	var seen atomic.Value
	seen.Store("")
	go func() {
		for ; ; time.Sleep(100 * time.Millisecond) {
			m := memoryOf(fmt.Sprint(pid))
			if m == unknownMemory {
				return
			}
			seen.Store(m)
		}
	}()
	return func() string { return seen.Load().(string) }
}

const unknownMemory = "unknown"

// memory is this process's resident memory, now and at its highest.
func memory() string { return memoryOf("self") }

func memoryOf(pid string) string {
	b, err := os.ReadFile("/proc/" + pid + "/status")
	if err != nil {
		return unknownMemory
	}
	var now, own, peak int
	for line := range strings.SplitSeq(string(b), "\n") {
		_, _ = fmt.Sscanf(line, "VmRSS: %d kB", &now)
		_, _ = fmt.Sscanf(line, "VmHWM: %d kB", &peak)
		_, _ = fmt.Sscanf(line, "RssAnon: %d kB", &own)
	}
	if peak == 0 { // it has ended
		return unknownMemory
	}
	return fmt.Sprintf("%d MB, at most %d MB; %d MB without the pages of its files", now>>10, peak>>10, own>>10)
}

// forgetPeak has the system begin anew to note how much memory a process took at its highest.
func forgetPeak(pid int) error {
	return os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0)
}
