package api

import (
	"context"
	"errors"
	"testing"

	"banhda/drive/job"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// waits are the jobs of a kind that lie there.
func (f *front) waits(kind job.Kind) (list []job.Job) {
	f.t.Helper()
	err := f.Records.View(context.Background(), func(v *store.View) error {
		all, err := v.Jobs(context.Background(), job.Waiting, 0, 100)
		for _, j := range all {
			if j.Kind == kind {
				list = append(list, j)
			}
		}
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return list
}

// TestWhoIsMadeByHandIsWholeAfterACrash lets the house die once it has said yes, before the log has heard of it.
func TestWhoIsMadeByHandIsWholeAfterACrash(t *testing.T) {
	f, b := turning(t)
	relay := f.Server.Relay
	f.Server.Relay = func(context.Context) error { return errors.New("the power is gone") }
	if resp, _ := b.asks("POST", "/v1/records/people", `{"values":{"name":"Lan","email":"lan@example.vn","tags":["vip"],"title":"Giám đốc"}}`); resp.StatusCode != 500 {
		t.Fatalf("%d", resp.StatusCode)
	}
	if resp, text := b.asks("POST", "/v1/records/people", `{"values":{"name":"Khác","email":"lan@example.vn"}}`); resp.StatusCode != 409 {
		t.Errorf("an address that is promised: %d %s", resp.StatusCode, text)
	}
	f.Server.Relay = relay
	left := f.waits(introduced)
	if len(left) != 1 {
		t.Fatalf("what is to be kept: %+v", left)
	}
	for range 2 { // whoever does it again does nothing
		if err := f.Works()[introduced].Do(t.Context(), left[0]); err != nil {
			t.Fatal(err)
		}
	}
	all := f.all(record.Person)
	if len(all) != 1 || all[0].Name() != "Lan" || all[0].Values.Text("title") != "Giám đốc" || len(f.waits(introduced)) != 0 || all[0].Version != 2 {
		t.Errorf("%+v", all)
	}
	if now := f.waits(assignJob); len(now) != 1 || now[0].RunAt > f.Now().UnixMicro() {
		t.Errorf("who is nobody's is given to somebody at once: %+v", now)
	}
	changes := gets[HistoryAnswer](b, 200, "GET", "/v1/records/people/"+PersonID(all[0].ID)+"/history", "")
	if c := changes.Changes[0]; c.Actor.Name != "Lan" && c.Verb != "create" {
		t.Errorf("under whose act: %+v", c)
	}
}

// TestARefusedValueLeavesNobodyBehind asks for people who cannot be: the log hears of none of them.
func TestARefusedValueLeavesNobodyBehind(t *testing.T) {
	f, b := turning(t)
	gets[FieldShown](b, 200, "POST", "/v1/fields", `{"type":"people","key":"ma_the","kind":"text","label":{"vi":"Mã thẻ","en":"Card"},"unique":true}`)
	an := b.makes("people", `{"name":"An","email":"an@example.vn","ma_the":"T-1"}`)
	gets[FieldShown](b, 200, "PATCH", "/v1/fields/people.title", `{"required":true}`)
	before, err := f.Log.Tail(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for values, want := range map[string]int{
		`{"name":"B","title":"x","email":"b@example.vn","ma_the":"T-1"}`: 409,
		`{"name":"B","email":"b@example.vn"}`:                            422,
		`{"name":"B","title":"x","email":"an@example.vn"}`:               409,
		`{"name":"B","title":"x","nme":"b"}`:                             422,
	} {
		if resp, text := b.asks("POST", "/v1/records/people", `{"values":`+values+`}`); resp.StatusCode != want {
			t.Errorf("%s: %d %s", values, resp.StatusCode, text)
		}
	}
	bao := b.makes("people", `{"name":"Bảo","title":"x","ma_the":"T-2"}`)
	told, _ := f.Log.Tail(t.Context())
	if resp, text := b.asks("PATCH", "/v1/records/people/"+bao.ID, `{"values":{"email":"b@example.vn","ma_the":"T-1"}}`); resp.StatusCode != 409 {
		t.Errorf("an address with another's card: %d %s", resp.StatusCode, text)
	}
	after, err := f.Log.Tail(t.Context())
	if err != nil || told != before+1 || after != told || len(f.all(record.Person)) != 2 {
		t.Errorf("the log went from %d by %d to %d: %v", before, told, after, err)
	}
	if found, _ := f.Records.Profiles(t.Context(), []person.Key{{Kind: person.Email, Value: "b@example.vn"}}); len(found) != 0 {
		t.Errorf("%v", found)
	}
	if now := b.shows("people", an.ID); now.Values["ma_the"] != "T-1" {
		t.Errorf("%+v", now.Values)
	}
}
