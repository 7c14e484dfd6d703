package api

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"banhda/auth"
	"banhda/hub/segment"
	"banhda/hub/task"
	"banhda/hub/view"
	"banhda/store"
)

// Of what is made by the click there may be many, and not any number.
func TestThereIsRoomForMany(t *testing.T) {
	f, owner := owned(t)
	me := gets[SessionAnswer](owner, 200, "GET", "/v1/session", "").User.ID
	id, err := ParseUserID(me)
	if err != nil {
		t.Fatal(err)
	}
	err = f.Records.Tx(t.Context(), func(tx *store.Tx) error {
		for i := range mostSegments - 1 {
			if _, err := tx.AddSegment(t.Context(), segment.Saved{Name: fmt.Sprint(i), Condition: "stage = prospect"}); err != nil {
				return err
			}
		}
		for range mostViews - 1 {
			if _, err := tx.AddListView(t.Context(), view.View{Type: "company", Name: "x", Owner: id, Shared: view.Me}); err != nil {
				return err
			}
		}
		for range mostRules - 1 {
			if _, err := tx.SaveTaskRule(t.Context(), task.Rule{Name: "x"}); err != nil {
				return err
			}
		}
		return f.tasksFor(t.Context(), tx, id, mostOpenTasks-1)
	})
	if err != nil {
		t.Fatal(err)
	}
	for path, body := range map[string]string{
		"/v1/segments":   `{"name":"%d","where":"stage = customer"}`,
		"/v1/views":      `{"type":"companies","name":"%d"}`,
		"/v1/task-rules": `{"name":"%d","when":"untouched","title":"Gọi","kind":"call","active":false,"days":3,"within":1}`,
		"/v1/tasks":      `{"title":"%d"}`,
	} {
		if resp, text := owner.asks("POST", path, strings.ReplaceAll(body, "%d", "cuối")); resp.StatusCode != 200 {
			t.Errorf("the last to %s: %d %s", path, resp.StatusCode, text)
		}
		if resp, text := owner.asks("POST", path, strings.ReplaceAll(body, "%d", "quá")); resp.StatusCode != 409 {
			t.Errorf("one too many to %s: %d %s", path, resp.StatusCode, text)
		}
	}
}

func (f *front) tasksFor(ctx context.Context, tx *store.Tx, owner int64, n int) error {
	for range n {
		if _, err := tx.AddTask(ctx, auth.Everything, task.Task{Title: "x", Kind: task.ToDo, Owner: owner}); err != nil {
			return err
		}
	}
	return nil
}

// Tags and how often a field is filled are counted of what one may see.
func TestTagsAreCountedWithinReach(t *testing.T) {
	f, owner := owned(t)
	seller := f.joins(owner, "minh@example.com", gets[Role](owner, 200, "POST", "/v1/roles", `{"name":"Riêng","permissions":["workspace:read","fields:write"],"grants":{"companies":{"read":"own"}}}`).ID)
	owner.makes("companies", `{"name":"Sao Mai","tags":["bí mật"],"website":"https://saomai.vn"}`)
	owner.makes("companies", `{"name":"Sao Hôm","tags":["vip"],"website":"https://saohom.vn","owner":"`+seller.id+`"}`)
	if a := gets[TagsAnswer](owner, 200, "GET", "/v1/tags?type=companies", ""); len(a.Tags) != 2 {
		t.Errorf("an owner sees %+v", a)
	}
	if a := gets[TagsAnswer](seller.visitor, 200, "GET", "/v1/tags?type=companies", ""); len(a.Tags) != 1 || a.Tags[0] != (TagShown{"vip", 1}) {
		t.Errorf("who reaches their own sees %+v", a)
	}
	if u := gets[FieldUsage](seller.visitor, 200, "GET", "/v1/fields/companies.website/usage", ""); u != (FieldUsage{1, 1}) {
		t.Errorf("the field is filled %+v", u)
	}
}

// Who may change users and yet does not reach everything comes into no team by their own hand.
func TestNobodyAddsThemselvesToATeam(t *testing.T) {
	f, owner := owned(t)
	keeper := f.joins(owner, "minh@example.com", gets[Role](owner, 200, "POST", "/v1/roles", `{"name":"Nhân sự","permissions":["users:read","users:write","teams:write","workspace:read"],"grants":{"people":{"read":"team"}}}`).ID)
	other := f.joins(owner, "hoa@example.com", "seller")
	team := gets[Team](owner, 200, "POST", "/v1/teams", `{"name":"Bắc"}`)
	for _, body := range []string{`{"members":["` + keeper.id + `"]}`, `{"lead":"` + keeper.id + `"}`} {
		gets[Problem](keeper.visitor, 403, "PATCH", "/v1/teams/"+team.ID, body)
	}
	gets[Problem](keeper.visitor, 403, "POST", "/v1/teams", `{"name":"Nam","members":["`+keeper.id+`"]}`)
	if a := gets[Team](keeper.visitor, 200, "PATCH", "/v1/teams/"+team.ID, `{"members":["`+other.id+`"]}`); len(a.Members) != 1 {
		t.Errorf("somebody else: %+v", a)
	}
	gets[Team](owner, 200, "PATCH", "/v1/teams/"+team.ID, `{"members":["`+keeper.id+`"]}`)
	gets[Team](keeper.visitor, 200, "PATCH", "/v1/teams/"+team.ID, `{"name":"Miền Bắc"}`) // and stays in it
}

// What is no text is refused before any database sees it.
func TestAnAddressHoldsText(t *testing.T) {
	_, owner := owned(t)
	for _, path := range []string{"/v1/people?q=a%00b", "/v1/records/companies?q=%ff", "/v1/tags?type=companies&q=%00", "/v1/records/companies/com_%00", "/v1/segments/%ff"} {
		if resp, text := owner.asks("GET", path, ""); resp.StatusCode != 422 || !strings.Contains(text, "văn bản") {
			t.Errorf("%s: %d %s", path, resp.StatusCode, text)
		}
	}
	gets[TagsAnswer](owner, 200, "GET", "/v1/tags?type=companies&q=ph%E1%BB%9F", "")
}

// A picture that unfolds to more than memory should hold has no preview, however small its file is.
func TestAHugePictureHasNoPreview(t *testing.T) {
	_, owner := owned(t)
	path := "/v1/records/companies/" + owner.makes("companies", `{"name":"Sao Mai"}`).ID + "/files"
	for height, status := range map[int]int{100: 200, previewPixels/8000 + 1: 404} {
		var file bytes.Buffer
		picture := image.NewPaletted(image.Rect(0, 0, 8000, height), color.Palette{color.White, color.Black})
		if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&file, picture); err != nil {
			t.Fatal(err)
		}
		_, kept := owner.attaches(path, "to.png", file.Bytes())
		if resp, text := owner.asks("GET", path+"/"+kept.File.ID+"/preview", ""); resp.StatusCode != status {
			t.Errorf("8000 × %d pixels: %d %s", height, resp.StatusCode, text[:min(200, len(text))])
		}
	}
}
