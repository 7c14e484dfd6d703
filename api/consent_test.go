package api

import (
	"context"
	"strings"
	"testing"

	"banhda/hub/consent"
	"banhda/hub/person"
)

// somebody makes a person known by an address, as the log would.
func (f *front) somebody(email string) string { return f.reachedBy(person.Email, email) }

// reachedBy makes a person known by an address or a number.
func (f *front) reachedBy(kind, value string) string {
	f.t.Helper()
	ctx := context.Background()
	c, err := f.Records.IdentityCursor(ctx)
	if err != nil {
		f.t.Fatal(err)
	}
	id := c.LastProfile + 1
	err = f.Records.SaveIdentity(ctx, person.Changes{Cursor: person.Cursor{Seq: c.Seq + 1, LastProfile: id},
		Founded: []person.Founding{{Profile: person.Profile{ID: id, Key: person.Key{Kind: kind, Value: value}, Person: id}, Seq: c.Seq + 1}},
		People:  []person.Record{{ID: id, At: 1, Stated: map[string]any{"name": "Nguyễn Thị Lan", kind: value}}}})
	if err != nil {
		f.t.Fatal(err)
	}
	return PersonID(id)
}

func TestConsentIsWrittenDownWithEvidence(t *testing.T) {
	f, owner := owned(t)
	path := "/v1/records/people/" + f.somebody("lan@example.com") + "/consents"
	if resp, body := owner.asks("POST", path, `{"channels":["email"],"purpose":"marketing","state":"given","how":"call"}`); resp.StatusCode != 422 || !strings.Contains(body, "bằng chứng") {
		t.Errorf("consent without evidence: %d %s", resp.StatusCode, body)
	}
	a := gets[ConsentsAnswer](owner, 200, "POST", path, `{"channels":["email","sms"],"purpose":"marketing","state":"given","how":"call","evidence":{"note":"gọi lúc 9:00, ghi âm số 7"}}`)
	if len(a.Now) != 2 || a.Entries[0].Evidence.Wording != "1" || len(a.Entries[0].Evidence.Hash) != 64 || a.Allowed[0].Advertising != "" || a.Allowed[2].Advertising != "no-consent" {
		t.Fatalf("given: %+v", a)
	}
	acts := gets[ActsAnswer](owner, 200, "GET", "/v1/acts?verb=consent-given", "").Acts
	if len(acts) != 1 || acts[0].ID != a.Entries[0].Act || acts[0].Target != a.Person {
		t.Errorf("by the act: %+v", acts)
	}
	a = gets[ConsentsAnswer](owner, 200, "POST", path, `{"channels":["email"],"purpose":"marketing","state":"withdrawn","how":"email"}`)
	if a.Allowed[0].Advertising != "withdrawn" || a.Allowed[0].Care != "" || len(a.Entries) != 3 {
		t.Errorf("withdrawn as easily: %+v", a)
	}
	if resp, _ := owner.asks("POST", path, `{"channels":["email"],"purpose":"spam","state":"withdrawn","how":"email"}`); resp.StatusCode != 404 {
		t.Errorf("a purpose there is not: %d", resp.StatusCode)
	}
}

func TestRequestsHaveTheirTime(t *testing.T) {
	f, owner := owned(t)
	who := f.somebody("lan@example.com")
	r := gets[Request](owner, 200, "POST", "/v1/requests", `{"kind":"object","person":"`+who+`","contact":"lan@example.com","wish":"đừng gửi nữa","received":"2026-11-20"}`)
	if r.AcknowledgeBy != "2026-11-25T14:59:59.999999Z" || r.DueAt != "2026-12-05T14:59:59.999999Z" || r.Person.Name != "Nguyễn Thị Lan" {
		t.Fatalf("received on a Friday, before a weekend and the Day of Culture: %+v", r)
	}
	path := "/v1/requests/" + r.ID
	r = gets[Request](owner, 200, "PATCH", path, `{"acknowledge":true,"extend":"chờ bên vận chuyển"}`)
	if r.AcknowledgedAt == nil || r.DueAt != "2026-12-20T14:59:59.999999Z" {
		t.Errorf("acknowledged and extended: %+v", r)
	}
	if resp, _ := owner.asks("PATCH", path, `{"extend":"nữa"}`); resp.StatusCode != 422 {
		t.Errorf("extended twice: %d", resp.StatusCode)
	}
	if resp, _ := owner.asks("PATCH", path, `{"close":"done"}`); resp.StatusCode != 422 {
		t.Errorf("closed without a word: %d", resp.StatusCode)
	}
	gets[Request](owner, 200, "PATCH", path, `{"close":"done","outcome":"đã ngừng","stop":true}`)
	a := gets[ConsentsAnswer](owner, 200, "GET", "/v1/records/people/"+who+"/consents", "")
	for _, c := range a.Allowed {
		if c.Advertising != string(consent.Objected) || c.Care != string(consent.Objected) {
			t.Errorf("still sent after the objection: %+v", c)
		}
	}
	if open := gets[RequestsAnswer](owner, 200, "GET", "/v1/requests?state=open", ""); len(open.Requests) != 0 {
		t.Errorf("open: %+v", open)
	}
	if acts := gets[ActsAnswer](owner, 200, "GET", "/v1/acts?id="+r.ID, "").Acts; len(acts) != 3 {
		t.Errorf("its history: %+v", acts)
	}
}
