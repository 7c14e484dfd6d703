package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banhda/api"
)

// A backup made while the house is used is restored to the same figures, and a file that was changed in it is noticed
// before anything is written.
func TestABackupIsRestored(t *testing.T) {
	d := newDoor(t)
	ask[api.ImportAnswer](d.shop, "import", "testdata/shop/shop.yaml")
	folder := filepath.Join(t.TempDir(), "backup")
	before := d.counted()
	made := ask[api.BackupManifest](d.shop, "backup", folder)
	if len(made.Files) < 4 || made.Entries < 27 || len(made.AuditHead) != 64 {
		t.Fatalf("made %+v", made)
	}
	if code, _, says := d.shop.run("backup", folder); code == exitOK || !strings.Contains(says, "there already") {
		t.Errorf("a second backup in the same place: %s", says)
	}
	back := newShop(t)
	back.must("restore", folder)
	if code, _, says := back.run("restore", folder); code == exitOK || !strings.Contains(says, "not empty") {
		t.Errorf("restored over what is there: %s", says)
	}
	restored := &door{shop: back}
	sameFigures(t, "restored", restored.counted(), before)
	if code, out, _ := back.run("doctor"); code != exitOK {
		t.Errorf("the doctor on what was restored: %s", out)
	}
	file := filepath.Join(folder, "log.db")
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	body[len(body)/2]++
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	spoilt := newShop(t)
	if code, _, says := spoilt.run("restore", folder); code == exitOK || !strings.Contains(says, "log.db") {
		t.Errorf("a spoilt backup: %s", says)
	}
	if there, _ := os.ReadDir(spoilt.dir); len(there) > 0 {
		t.Errorf("a spoilt backup was written: %v", there)
	}
}

// Whoever was erased after a backup is erased again when it is restored.
func TestARestoredBackupBringsNobodyBack(t *testing.T) {
	d := newDoor(t)
	ask[api.ImportAnswer](d.shop, "import", "testdata/shop/shop.yaml")
	id := d.plant()
	folder := filepath.Join(t.TempDir(), "backup")
	d.shop.must("backup", folder)
	var asked api.ErasureAnswer
	d.ask("POST", "/v1/records/people/"+id+"/erase", nil, json.RawMessage(`{"confirm":"`+id+`"}`), &asked)
	d.awaitErased(1)
	before := d.counted()
	back := newShop(t)
	back.must("restore", "--erased", filepath.Join(d.dir, "erased"), folder)
	r := &door{shop: back, serving: back.serve(t), client: newClient(back.dir)}
	r.awaitErased(1)
	sameFigures(t, "restored and erased again", r.counted(), before)
}
