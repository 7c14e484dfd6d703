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
	t.Parallel()
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
		back.killFilling(1+i, "restore", whole)
	}
	if halfFilled(back.dir) {
		back.must("restore", whole)
	}
	sameFigures(t, "restored", (&door{shop: back}).counted(), before)
}

// A take-in that is killed leaves a directory that nobody opens, and a server with nothing in it; the next one begins anew.
func TestTakingInIsKilled(t *testing.T) { killedTakeIn(t, newShop, 6) }

func TestTakingIntoPostgreSQLIsKilled(t *testing.T) { killedTakeIn(t, newServersShop, 3) }

func killedTakeIn(t *testing.T, newShop func(*testing.T) *shop, rounds int) {
	if testing.Short() {
		t.Skip("takes long")
	}
	t.Parallel()
	d := newShop(t).door()
	ask[api.ImportAnswer](d.shop, "import", "testdata/shop/shop.yaml")
	before, archive := d.counted(), filepath.Join(t.TempDir(), "whole.zip")
	d.shop.must("take-out", archive)
	back := newShop(t)
	for i := range rounds {
		back.killFilling(1+i/2, "take-in", archive)
	}
	if there, _ := os.ReadDir(back.dir); halfFilled(back.dir) || len(there) == 0 {
		back.must("take-in", archive)
	}
	sameFigures(t, "taken in", (&door{shop: back}).counted(), before)
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

// killFilling kills a restore or take-in when so many things lie in the directory, and holds that nobody opens what it left.
func (s *shop) killFilling(things int, args ...string) {
	s.t.Helper()
	if there, _ := os.ReadDir(s.dir); len(there) > 0 && !halfFilled(s.dir) {
		return // one was quicker
	}
	cmd := s.program(args...)
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
	if code, _, says := s.run("wheel"); code == exitOK || !strings.Contains(says, "not filled to the end") {
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
