package api

import (
	"crypto/rand"
	"errors"
	"os"
	"strings"
	"testing"
	"time"
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

// What was sent here and not removed may not fill the disk that the log needs.
func TestUploadsHoldSoMuchTogether(t *testing.T) {
	s := &Server{House: House{Dir: t.TempDir(), Now: time.Now}}
	for range 4 {
		u := &Upload{ID: uploadPrefix + rand.Text(), Name: "a.csv"}
		if err := s.receiveFile(u, strings.NewReader("a,b\n"), func(Progress) {}); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(s.uploadPath(u), allUploads/4); err != nil { // a hole: it takes no room
			t.Skip("this disk holds no such file: ", err)
		}
	}
	_, err := s.upload(t.Context(), &uploadOrder{Name: "b.csv", body: strings.NewReader("a,b\n")}, func(Progress) {})
	if !errors.Is(err, errUploadsFull) {
		t.Fatalf("a fifth file: %v", err)
	}
	s.Now = func() time.Time { return time.Now().Add(uploadsKept + time.Hour) }
	if _, err := s.upload(t.Context(), &uploadOrder{Name: "b.csv", body: strings.NewReader("a,b\n1,2\n")}, func(Progress) {}); err != nil {
		t.Errorf("after a week: %v", err)
	}
}
