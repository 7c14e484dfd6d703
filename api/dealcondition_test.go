package api

import (
	"net/url"
	"testing"
	"time"

	"banhda/auth"
	"banhda/drive/follow"
	"banhda/drive/job"
	"banhda/hub/segment"
	"banhda/store"
)

// People are asked for their deals wherever a condition is; a deal that changes moves its buyer between segments at once,
// one that nobody touches does so by the day.
func TestDealsMoveSegmentsAtOnce(t *testing.T) {
	f, b := turning(t)
	lan := b.makes("people", `{"name":"Nguyễn Thị Lan","email":"lan@example.vn"}`)
	an := b.makes("people", `{"name":"Trần An","email":"an@example.vn"}`)
	made := gets[SavedSegment](b, 200, "POST", "/v1/segments", `{"name":"Đang bàn","where":"deal(state = open and value > 50tr)","keep":true}`)
	ctx := auth.With(t.Context(), systemActor)
	if err := f.judgeDue(ctx, job.Job{}); err != nil {
		t.Fatal(err)
	}
	id, _ := ParseSegmentID(made.ID)
	place := f.ledgerEnd()
	members := func(what string, want int) {
		t.Helper()
		told, err := happenings{f.Server}.Read(t.Context(), place, f.ledgerEnd(), follow.Wants{Changes: true})
		if err == nil {
			err = f.judgeTouched(t.Context(), told)
		}
		if err != nil {
			t.Fatal(err)
		}
		place = told.Place
		f.look(func(v *store.View) error {
			n, err := v.CountMembers(t.Context(), id)
			if n != int64(want) {
				t.Errorf("%s: %d members", what, n)
			}
			return err
		})
	}
	r := b.makes("deals", `{"name":"Máy xay","person":"`+lan.ID+`","value":"60tr"}`)
	path := "/v1/records/deals/" + r.ID
	members("a deal is opened", 1)
	gets[RecordAnswer](b, 200, "PATCH", path, `{"values":{"person":"`+an.ID+`"}}`)
	members("another person buys", 1)
	gets[RecordAnswer](b, 200, "PATCH", path, `{"values":{"value":"40tr"}}`)
	members("it is worth less", 0)
	for where, want := range map[string]int{`deal(pipeline = sales and deal_stage = new)`: 1, `deal(stale = yes)`: 0, `not deal(state = open)`: 1, `deal(state = won)`: 0} {
		if rows := gets[RecordsAnswer](b, 200, "GET", "/v1/records/people?where="+url.QueryEscape(where), "").Rows; len(rows) != want {
			t.Errorf("%s: %d people", where, len(rows))
		}
	}
	f.look(func(v *store.View) error {
		fortnight, err := f.staleDeals(t.Context(), v, f.Now().Add(15*24*time.Hour))
		if err == nil && fortnight.Len() != 1 {
			t.Errorf("after a fortnight %d deals need looking at", fortnight.Len())
		}
		return err
	})
	kept := segment.Saved{Condition: "deal(stale = yes)"}
	if _, relative, err := f.judgedBy(ctx, kept); err != nil || !relative {
		t.Errorf("a segment of stale deals is judged by the clock: %v, %v", relative, err)
	}
}
