package api

import (
	"strings"
	"testing"
)

// TestWhoIsNotFoundWhilePeopleAreRebuilt: nobody is told that somebody is not there while it is not known, and everybody when to
// ask again; what is no person is answered as ever.
func TestWhoIsNotFoundWhilePeopleAreRebuilt(t *testing.T) {
	f, owner := owned(t)
	path := "/v1/records/people/" + PersonID(77)
	if resp, _ := owner.asks("GET", path, ""); resp.StatusCode != 404 {
		t.Fatalf("there is nobody: %d", resp.StatusCode)
	}
	f.renewing.Add(1)
	resp, body := owner.asks("GET", path, "")
	if resp.StatusCode != 503 || resp.Header.Get("Retry-After") != "5" || !strings.Contains(body, "đang được dựng lại") {
		t.Errorf("while people are rebuilt: %d, again after %q: %s", resp.StatusCode, resp.Header.Get("Retry-After"), body)
	}
	if resp, _ := owner.asks("GET", "/v1/templates/"+TemplateID(77), ""); resp.StatusCode != 404 {
		t.Errorf("a template there is not: %d", resp.StatusCode)
	}
	f.renewing.Add(-1)
	if resp, _ := owner.asks("GET", path, ""); resp.StatusCode != 404 {
		t.Errorf("afterwards: %d", resp.StatusCode)
	}
}
