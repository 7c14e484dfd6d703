package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banhda/api"
	"banhda/store/pgtest"
)

// A backup made while the house is used is restored to the same figures, and a file that was changed in it is noticed
// before anything is written; on both databases.
func TestABackupIsRestored(t *testing.T) {
	t.Parallel()
	comesBack(t, newShop, "log.db")
}

func TestABackupOfPostgreSQLIsRestored(t *testing.T) {
	t.Parallel()
	comesBack(t, newServersShop, "postgres/log.copy")
}

// newServersShop is a shop on an empty PostgreSQL.
func newServersShop(t *testing.T) *shop {
	s := newShop(t)
	s.database = pgtest.Database(t)
	return s
}

func comesBack(t *testing.T, newShop func(*testing.T) *shop, spoil string) {
	d := newShop(t).door()
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
	var listed api.Backup
	if d.ask("POST", "/v1/backups", nil, nil, &listed); !listed.Well || listed.CheckedAt == nil {
		t.Errorf("made from the screen: %+v", listed)
	}
	back := newShop(t)
	back.must("restore", folder)
	if code, _, says := back.run("restore", folder); code == exitOK || !strings.Contains(says, "not empty") {
		t.Errorf("restored over what is there: %s", says)
	}
	sameFigures(t, "restored", (&door{shop: back}).counted(), before)
	if code, out, _ := back.run("doctor"); code != exitOK {
		t.Errorf("the doctor on what was restored: %s", out)
	}
	other := *back
	if other.dir = t.TempDir(); back.database != "" {
		other.database = ""
	} else {
		other.database = "postgres://nobody.invalid/banhda"
	}
	if code, _, says := other.run("restore", folder); code == exitOK || !strings.Contains(says, "--database") {
		t.Errorf("restored into the other kind of database: %s", says)
	}
	spoilt(t, folder, spoil)
	into := *back
	into.dir = t.TempDir()
	if code, _, says := into.run("restore", folder); code == exitOK || !strings.Contains(says, spoil) {
		t.Errorf("a spoilt backup: %s", says)
	}
	if there, _ := os.ReadDir(into.dir); len(there) > 0 {
		t.Errorf("a spoilt backup was written: %v", there)
	}
}

// spoilt changes a byte in the middle of a file.
func spoilt(t *testing.T, folder, name string) {
	t.Helper()
	file := filepath.Join(folder, name)
	body, err := os.ReadFile(file)
	if err == nil {
		body[len(body)/2]++
		err = os.WriteFile(file, body, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Whoever was erased after a backup is erased again when it is restored: all of them in one pass, for which the log is
// read and the warehouse made anew once.
func TestARestoredBackupBringsNobodyBack(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	ask[api.ImportAnswer](d.shop, "import", "testdata/shop/shop.yaml")
	id := d.plant()
	folder := filepath.Join(t.TempDir(), "backup")
	d.shop.must("backup", folder)
	var people api.PeopleAnswer
	d.ask("GET", "/v1/people", map[string][]string{"q": {"KH02"}}, nil, &people)
	for i, id := range []string{id, people.People[0].ID} {
		var asked api.ErasureAnswer
		d.ask("POST", "/v1/records/people/"+id+"/erase", nil, json.RawMessage(`{"confirm":"`+id+`"}`), &asked)
		d.awaitErased(i + 1)
	}
	before := d.counted()
	back := newShop(t)
	back.must("restore", "--erased", filepath.Join(d.dir, "erased"), folder)
	r := &door{shop: back, serving: back.serve(t), client: newClient(back.dir)}
	r.awaitErased(2)
	sameFigures(t, "restored and erased again", r.counted(), before)
	var a api.ErasuresAnswer
	if d.ask("GET", "/v1/erasures", nil, nil, &a); *a.Erasures[0].FinishedAt == *a.Erasures[1].FinishedAt {
		t.Errorf("two passes end at once: %+v", a)
	}
	if r.ask("GET", "/v1/erasures", nil, nil, &a); *a.Erasures[0].FinishedAt != *a.Erasures[1].FinishedAt {
		t.Errorf("what waited together ends apart: %+v", a)
	}
}
