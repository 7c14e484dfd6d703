package main

import (
	"fmt"
	"os"
	"strings"
)

// memory is this process's resident memory, now and at its highest.
func memory() string { return memoryOf("self") }

func memoryOf(pid string) string {
	b, err := os.ReadFile("/proc/" + pid + "/status")
	if err != nil {
		return "unknown on this system"
	}
	var now, peak int
	for line := range strings.SplitSeq(string(b), "\n") {
		_, _ = fmt.Sscanf(line, "VmRSS: %d kB", &now)
		_, _ = fmt.Sscanf(line, "VmHWM: %d kB", &peak)
	}
	return fmt.Sprintf("%d MB, at most %d MB", now>>10, peak>>10)
}
