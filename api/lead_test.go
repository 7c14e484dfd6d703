package api

import (
	"strings"
	"testing"

	"banhda/drive/flow"
	"banhda/hub/record"
)

// A list of people is read as leads, and put into a list, where that is asked; an import tells nobody unless that is asked,
// too.
func TestAListIsReadAsLeads(t *testing.T) {
	f, owner := turning(t)
	list := gets[SavedSegment](owner, 200, "POST", "/v1/segments", `{"name":"Hội chợ","kind":"list"}`)
	owner.imports("a.csv", "Họ tên,Email\nLan,lan@example.vn\nMai,mai@example.vn\n", record.Person, func(s *IntakeSuggestion) {
		s.Plan.Leads, s.Plan.List = true, list.ID
	})
	owner.imports("b.csv", "Họ tên,Email\nMai,mai@example.vn\nAn,an@example.vn\n", record.Person, nil)
	members := gets[MembersAnswer](owner, 200, "GET", "/v1/segments/"+list.ID+"/members", "")
	turns := gets[TurnsAnswer](owner, 200, "GET", "/v1/segments/"+list.ID+"/turns", "")
	if len(members.Members) != 2 || len(turns.Turns) != 2 || turns.Turns[0].Told {
		t.Errorf("members %+v, turns %+v", members.Members, turns.Turns)
	}
	leads := 0
	err := f.Log.Read(t.Context(), 0, 1<<20, func(r flow.Row) error {
		leads += strings.Count(string(r.Body), `"Lead Captured"`)
		return nil
	})
	if err != nil || leads != 2 {
		t.Errorf("the log tells of %d leads (%v), want 2", leads, err)
	}
	plan := owner.plans("c.csv", "Tên công ty\nSương Mai\n", record.Company, func(s *IntakeSuggestion) { s.Plan.Leads = true })
	if resp, text := owner.asks("POST", "/v1/record-imports", plan); resp.StatusCode != 422 && resp.StatusCode != 400 {
		t.Errorf("companies as leads: %d %s", resp.StatusCode, text)
	}
}
