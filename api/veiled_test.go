package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

// Whoever looks after users, but is no owner, does not say which provider of identity is believed: they could come in as
// an owner by it. Nor do they turn off what owners have to show.
func TestOnlyAnOwnerSaysWhoIsBelieved(t *testing.T) {
	f, owner := owned(t)
	role := gets[Role](owner, 200, "POST", "/v1/roles", `{"name":"Nhân sự","permissions":["users:read","users:write"]}`)
	v := f.member(owner, "minh@example.com", role.ID)
	gets[SignInAnswer](v, 200, "GET", "/v1/sign-in", "")
	for _, body := range []string{`{"issuer":"http://localhost:9","client_id":"x"}`, `{"second_step":[]}`, `{"password":true}`} {
		gets[Problem](v, 403, "PUT", "/v1/sign-in", body)
	}
	gets[SignInAnswer](owner, 200, "PUT", "/v1/sign-in", `{"second_step":[]}`)
}

// veiled is somebody who may read all people, but not their numbers and addresses.
func veiled(f *front, owner *visitor) *visitor {
	role := gets[Role](owner, 200, "POST", "/v1/roles", `{"name":"Cộng tác viên","permissions":["workspace:read"],
		"grants":{"people":{"read":"all","update":"all"},"companies":{"read":"all","update":"all","delete":"own"}},"hidden":{"people":["phone","email"]}}`)
	return f.member(owner, "minh@example.com", role.ID)
}

// What is hidden finds nobody who is likely the same, and is no reason that is told.
func TestWhatIsHiddenTellsNoDuplicates(t *testing.T) {
	f, owner := turning(t)
	v := veiled(f, owner)
	owner.imports("khach.csv", twice, record.Person, nil)
	f.finds(t)
	like := "/v1/duplicates/people/like?name=" + url.QueryEscape("Nguyễn Thị Lan") + "&phone=0912345678&email=lan@example.vn"
	tells := func(a DuplicatesAnswer) (reasons string) {
		for _, d := range a.Duplicates {
			for _, r := range d.Reasons {
				reasons += string(r) + " "
			}
		}
		return reasons
	}
	for _, path := range []string{like, "/v1/duplicates/people"} {
		if told := tells(gets[DuplicatesAnswer](owner, 200, "GET", path, "")); !strings.Contains(told, "phone") {
			t.Fatalf("%s: an owner is told %q", path, told)
		}
		if told := tells(gets[DuplicatesAnswer](v, 200, "GET", path, "")); strings.Contains(told, "phone") || strings.Contains(told, "email") {
			t.Errorf("%s tells what is hidden: %q", path, told)
		}
	}
}

// What shows that somebody agreed tells no number that is hidden, however it is written.
func TestEvidenceKeepsWhatIsHidden(t *testing.T) {
	f, owner := turning(t)
	v := veiled(f, owner)
	owner.imports("khach.csv", twice, record.Person, nil)
	id := refID(record.Ref{Type: record.Person, ID: f.everybody(record.Person)["Nguyễn Thị Lan"].ID})
	gets[ConsentsAnswer](owner, 200, "POST", "/v1/records/people/"+id+"/consents", `{"channels":["call"],"purpose":"marketing","state":"given","how":"call","evidence":{"note":"gọi số 0912 345 678"}}`)
	path := "/v1/records/people/" + id + "/consents"
	if _, text := owner.asks("GET", path, ""); !strings.Contains(text, "345 678") {
		t.Fatalf("an owner reads %s", text)
	}
	if _, text := v.asks("GET", path, ""); strings.Contains(text, "345 678") || !strings.Contains(text, "given") {
		t.Errorf("what is hidden is told, or nothing: %s", text)
	}
}

// Nor does the line of a timeline that says so.
func TestActsOnATimelineKeepWhatIsHidden(t *testing.T) {
	a := &surroundings{in: &timelineQuestion{}, veil: &veil{}}
	a.veil.add("+84912345678")
	var list []timeline.Placed[TimelineItem]
	a.act(&list, &store.Act{ID: 1, Verb: "consent-given", After: json.RawMessage(`{"state":"given","evidence":{"note":"gọi số 0912.345.678"}}`)})
	if len(list) != 1 || string(list[0].What.Act.After) != `{"evidence":{},"state":"given"}` {
		t.Errorf("told: %+v", list)
	}
}

// A note is removed by who wrote it, or by who may delete that very record; a file is taken only from who may change it.
func TestNotesAndFilesStayWithinReach(t *testing.T) {
	f, owner := owned(t)
	path := "/v1/records/companies/" + owner.made(200, `{"name":"Sao Mai"}`).ID
	said := gets[NoteAnswer](owner, 200, "POST", path+"/notes", `{"text":"của chủ"}`).Note
	gets[Problem](veiled(f, owner), 403, "DELETE", path+"/notes/"+said.ID, "")
	reader := f.member(owner, "an@example.com", gets[Role](owner, 200, "POST", "/v1/roles", `{"name":"Đọc","grants":{"companies":{"read":"all","update":"own"}}}`).ID)
	if resp, _ := reader.attaches(path+"/files", "bang.csv", []byte("a,b\n")); resp.StatusCode != http.StatusForbidden {
		t.Errorf("a file from who may not change the record: %d", resp.StatusCode)
	}
}

// What a server sends is believed: its key is shown to who may say so themselves, and to nobody else who makes keys.
func TestAServersKeyIsShownToWhoMaySendAsOne(t *testing.T) {
	f, owner := owned(t)
	gets[AccessKey](owner, 200, "POST", "/v1/keys", `{"name":"máy chủ","kind":"write","rank":"server"}`)
	v := f.member(owner, "minh@example.com", gets[Role](owner, 200, "POST", "/v1/roles", `{"name":"Khóa","permissions":["keys:read","keys:write"]}`).ID)
	if k := gets[KeysAnswer](v, 200, "GET", "/v1/keys", "").Keys; len(k) != 1 || k[0].Token != "" {
		t.Errorf("a server's key is shown: %+v", k)
	}
	if k := gets[KeysAnswer](owner, 200, "GET", "/v1/keys", "").Keys; len(k) != 1 || k[0].Token == "" {
		t.Errorf("an owner is not shown it: %+v", k)
	}
}

// However much somebody writes into a condition or a cursor, they are told what is wrong with it, and never that the server
// has failed.
func TestConditionsOfAnyLength(t *testing.T) {
	_, owner := turning(t)
	for where, status := range map[string]int{
		strings.Repeat("sku=a or ", 499) + "sku=a":                  200,
		strings.Repeat("sku=a and ", 499) + "sku=a":                 200,
		strings.Repeat("sku=a or ", 500) + "sku=a":                  422,
		"tags in (" + strings.Repeat("a,", 5000) + "b)":             200,
		"name ~ \"a\x00\"":                                          422,
		strings.Repeat("(", 99) + "sku=a" + strings.Repeat(")", 99): 200,
	} {
		if resp, text := owner.asks("GET", "/v1/records/products/count?where="+url.QueryEscape(where), ""); resp.StatusCode != status {
			t.Errorf("%.40s…: %d %.300s", where, resp.StatusCode, text)
		}
	}
	gets[Problem](owner, 422, "GET", "/v1/records/products?cursor=e30", "")
	gets[Problem](owner, 422, "GET", "/v1/records/products?cursor=bnVsbA", "")
}
