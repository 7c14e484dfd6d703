package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banhda/api"
)

// A backup that is killed leaves the house as it was, and nothing that passes as a backup. A restore that is killed leaves
// a directory that nobody opens, and the next one begins anew.
func TestBackupAndRestoreAreKilled(t *testing.T) { killedCopies(t, newShop, 3) }

func TestBackupAndRestoreOfPostgreSQLAreKilled(t *testing.T) { killedCopies(t, newServersShop, 1) }

func killedCopies(t *testing.T, newShop func(*testing.T) *shop, rounds int) {
	if testing.Short() {
		t.Skip("takes long")
	}
	d := newShop(t).door()
	ask[api.ImportAnswer](d.shop, "import", "testdata/shop/shop.yaml")
	before, folder := d.counted(), t.TempDir()
	for i := range rounds {
		d.killBackup(filepath.Join(folder, fmt.Sprint("killed-", i)), time.Duration(i*i*10)*time.Millisecond, newShop)
	}
	sameFigures(t, "after the kills", d.counted(), before)
	whole := filepath.Join(folder, "whole")
	d.shop.must("backup", whole)
	back := newShop(t)
	for i := range 2 * rounds {
		back.killRestore(whole, 1+i)
	}
	if halfFilled(back.dir) {
		back.must("restore", whole)
	}
	sameFigures(t, "restored", (&door{shop: back}).counted(), before)
}

// killBackup kills the house a moment after it has begun a backup.
func (d *door) killBackup(to string, after time.Duration, newShop func(*testing.T) *shop) {
	t := d.serving.t
	t.Helper()
	cmd := d.shop.program("backup", to)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	await(func() bool { begun, _ := filepath.Glob(to + "*"); return len(begun) > 0 })
	time.Sleep(after)
	d.Process.Kill()
	d.serving.Wait()
	cmd.Wait()
	d.client.Close()
	d.serving, d.client = d.shop.serve(d.shop.t), newClient(d.dir)
	if _, err := os.Stat(to); err == nil { // it was quicker
		newShop(d.shop.t).must("restore", to)
	} else if code, _, _ := newShop(d.shop.t).run("restore", to+".partial"); code == exitOK {
		t.Errorf("what a backup left that was killed after %v passes as one", after)
	}
}

// killRestore kills a restore when so many things lie in the directory, and holds that nobody opens what it left.
func (s *shop) killRestore(backup string, things int) {
	s.t.Helper()
	cmd := s.program("restore", backup)
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	await(func() bool {
		there, _ := os.ReadDir(s.dir)
		return len(there) >= things || len(there) > 0 && !halfFilled(s.dir)
	})
	kill(cmd)
	if !halfFilled(s.dir) {
		return // it was quicker
	}
	if code, _, says := s.run("wheel"); code == exitOK || !strings.Contains(says, "not finished") {
		s.t.Fatalf("half a house is opened: %s", says)
	}
}

func halfFilled(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "restoring"))
	return err == nil
}

// await waits a few seconds at most for what is a matter of milliseconds to see.
func await(seen func() bool) {
	for deadline := time.Now().Add(10 * time.Second); !seen() && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond / 2)
	}
}
