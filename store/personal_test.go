package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"testing"
)

// A table that tells of people is either handed out to them or left for a reason: none can be forgotten.
func TestEveryTableAboutPeopleIsHandedOutOrLeftForAReason(t *testing.T) {
	r, err := OpenRecords(context.Background(), Options{Dir: t.TempDir(), Program: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	query := `SELECT DISTINCT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
WHERE m.type = 'table' AND c.name IN ('person', 'referrer', 'friend', 'profile')`
	err = r.View(t.Context(), func(v *View) error {
		var found []string
		err := v.each(t.Context(), "listing tables", query, nil, func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			found = append(found, name)
			return err
		})
		for _, name := range found {
			is := slices.ContainsFunc(personal, func(p Personal) bool { return strings.Contains(p.query, "FROM "+name+" WHERE") })
			if _, isNot := elsewhere[name]; !is && !isNot {
				t.Errorf("the table %s is neither handed out to those it tells of nor left for a reason", name)
			}
		}
		if len(found) < 30 {
			t.Errorf("only %d tables tell of people", len(found))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
