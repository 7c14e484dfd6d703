package api

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestActsSayWhoDidWhatAndFromWhere(t *testing.T) {
	f, owner := owned(t)
	owner.header.Set("User-Agent", "Firefox")
	key := gets[AccessKey](owner, 200, "POST", "/v1/keys", `{"name":"=kho","kind":"api","scopes":["workspace:write"]}`)
	program := f.browser()
	program.header.Set("Authorization", "Bearer "+key.Token)
	gets[Workspace](program, 200, "PUT", "/v1/workspace", `{"name":"Trà","timezone":"Asia/Tokyo","currency":"VND"}`)

	all := gets[ActsAnswer](owner, 200, "GET", "/v1/acts", "").Acts
	if len(all) < 3 || all[0].Verb != "workspace" || all[0].Actor.Name != "=kho" || all[0].Origin != "api" || all[1].Origin != "screen" ||
		all[1].Device != "Firefox" || all[1].Address != "127.0.0.1" || all[1].Target != key.ID {
		t.Fatalf("acts: %+v", all)
	}
	byKey := gets[ActsAnswer](owner, 200, "GET", "/v1/acts?limit=1&actor="+key.ID, "")
	if len(byKey.Acts) != 1 || byKey.Cursor != nil || byKey.Acts[0].ID != all[0].ID {
		t.Errorf("acts of the key: %+v", byKey)
	}
	first := gets[ActsAnswer](owner, 200, "GET", "/v1/acts?limit=1", "")
	if next := gets[ActsAnswer](owner, 200, "GET", "/v1/acts?limit=1&cursor="+*first.Cursor, ""); next.Acts[0].ID != all[1].ID {
		t.Errorf("the second page: %+v", next)
	}
	if none := gets[ActsAnswer](owner, 200, "GET", "/v1/acts?from=2999-01-01", ""); len(none.Acts) != 0 {
		t.Errorf("acts of the future: %+v", none)
	}
	gets[RecordAnswer](owner, 200, "POST", "/v1/records/companies", `{"values":{"name":"Trà Bắc"}}`)
	if made := gets[ActsAnswer](owner, 200, "GET", "/v1/acts?limit=2", "").Acts; !made[0].Undoable || made[1].Undoable {
		t.Errorf("a record that was made, and a workspace that was set, can be taken back: %v, %v", made[0].Undoable, made[1].Undoable)
	}
	_, file := owner.asks("GET", "/v1/acts/export?actor="+key.ID, "")
	if !strings.HasPrefix(file, mark+"id,at,actor") || !strings.Contains(file, ",'=kho,workspace,") || strings.Count(file, "\n") != 2 {
		t.Errorf("exported: %s", file)
	}
}

func TestATrailWrittenAnewIsNoticed(t *testing.T) {
	f, owner := owned(t)
	if a := gets[TrailAnswer](owner, 200, "GET", "/v1/acts/check", ""); !a.Well || a.Acts == 0 || len(a.Head) != 64 {
		t.Fatalf("a trail nobody touched: %+v", a)
	}
	path := filepath.Join(f.Dir, "anchors")
	noted, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	other := []byte(string(noted[:18]) + strings.Repeat("0", 64) + string(noted[82:]))
	if err := os.WriteFile(path, other, 0o600); err != nil {
		t.Fatal(err)
	}
	if a := gets[TrailAnswer](owner, 200, "GET", "/v1/acts/check", ""); a.Well || !strings.Contains(a.Says, "act_") {
		t.Errorf("a trail with other hashes than were noted: %+v", a)
	}
}
