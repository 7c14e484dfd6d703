package api

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Every name becomes one that a disk takes and no path hides in; its ending stays.
func TestNamesOfUploads(t *testing.T) {
	for given, want := range map[string]string{
		"Đơn hàng.csv": "Đơn hàng.csv", "../../etc/passwd": "_.._etc_passwd", `C:\a*[b].xlsx`: "C__a__b_.xlsx", " .. ": "file.csv", "": "file.csv", "a\x00b\n.csv": "a_b_.csv", "\xff.csv": "_.csv",
	} {
		if got := uploadName(given); got != want {
			t.Errorf("%q becomes %q, not %q", given, got, want)
		}
	}
	long := uploadName(strings.Repeat("Ấ", 250) + ".csv")
	if len(long) > 255 || !strings.HasSuffix(long, "Ấ.csv") || !utf8.ValidString(long) {
		t.Errorf("a long name becomes %d bytes: %q", len(long), long)
	}
}
