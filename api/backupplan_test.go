package api

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestWhenABackupIsDue(t *testing.T) {
	zone := time.FixedZone("", 7*3600)
	at := func(s string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, c := range []struct {
		every, last, now string
		want             bool
	}{
		{"day", "2026-11-21 02:00", "2026-11-22 01:59", false},
		{"day", "2026-11-21 02:00", "2026-11-22 02:00", true},
		{"day", "2026-11-22 02:00", "2026-11-22 23:00", false},
		{"day", "2026-11-19 02:00", "2026-11-22 01:00", true}, // the house was closed
		{"week", "2026-11-15 02:01", "2026-11-21 23:00", false},
		{"week", "2026-11-15 02:01", "2026-11-22 02:00", true}, // a Sunday
		{"never", "2026-01-01 00:00", "2026-11-22 02:00", false},
	} {
		if got := (BackupPlan{Every: c.every, Hour: 2}).due(at(c.last), at(c.now)); got != c.want {
			t.Errorf("every %s, made %s, at %s: %v", c.every, c.last, c.now, got)
		}
	}
}

// Only the house's own backups are removed, and the newest stay.
func TestOldBackupsAreRemoved(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"banhda-20261120-020000", "banhda-20261121-020000", "banhda-20261122-020000", "banhda-20261119-020000.partial", "photos", "banhda-old"} {
		if err := os.Mkdir(filepath.Join(folder, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := thin(folder, 2); err != nil {
		t.Fatal(err)
	}
	var left []string
	all, _ := os.ReadDir(folder)
	for _, e := range all {
		left = append(left, e.Name())
	}
	if want := []string{"banhda-20261121-020000", "banhda-20261122-020000", "banhda-old", "photos"}; !slices.Equal(left, want) {
		t.Errorf("left %q", left)
	}
}

func TestBackupsDoNotLieInTheData(t *testing.T) {
	s := &Server{House: House{Dir: t.TempDir()}}
	for folder, good := range map[string]bool{"": true, t.TempDir(): true, filepath.Join(s.Dir, "files"): false, s.Dir: false, "somewhere": false} {
		if err := s.checkBackupFolder(BackupPlan{Folder: folder}); (err == nil) != good {
			t.Errorf("%q: %v", folder, err)
		}
	}
}
