package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"banhda/api"
)

// steered is a house whose clock the test turns on.
type steered struct {
	*rolls
	now    *atomic.Int64
	events int
}

// friday is Friday, 20 November 2026, ten in the morning in Việt Nam.
var friday = time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC)

func newSteered(t *testing.T) *steered {
	s := &steered{now: &atomic.Int64{}}
	s.now.Store(friday.UnixMicro())
	c := config{data: t.TempDir(), memory: "256MB", lang: "en", private: true, steered: func() time.Time { return time.UnixMicro(s.now.Load()) }}
	srv, err := startServer(context.Background(), c, slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := srv.close(); err != nil {
			t.Error(err)
		}
	})
	s.rolls = &rolls{t, c.data}
	return s
}

// later turns the clock on.
func (s *steered) later(d time.Duration) { s.now.Add(d.Microseconds()) }

// happens tells of an event of somebody; more is further members of it.
func (s *steered) happens(who, name, more string) {
	s.t.Helper()
	s.events++
	if more != "" {
		more = "," + more
	}
	body := fmt.Sprintf(`[{"id":"e%d","name":%q,"at":%d,"person":{"user_id":%q,"email":"%s@example.vn","name":"Nguyễn Văn %s"}%s}]`, s.events, name, s.now.Load(), who, strings.ToLower(who), who, more)
	gets[json.RawMessage](s.rolls, "POST", "/v1/events", body)
}

// soon waits for something that comes about by itself.
func (s *steered) soon(what string, is func() bool) {
	s.t.Helper()
	for range 3000 {
		if is() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	s.t.Fatalf("it does not come about: %s", what)
}

// recipe makes and publishes a workflow of a recipe.
func (s *steered) recipe(key string) api.WorkflowDetail {
	s.t.Helper()
	w := gets[api.WorkflowDetail](s.rolls, "POST", "/v1/workflows", fmt.Sprintf(`{"recipe":%q}`, key))
	if len(w.Problems) > 0 || w.State != "draft" {
		s.t.Fatalf("the recipe %s: %+v", key, w.Problems)
	}
	s.preview()
	return gets[api.WorkflowDetail](s.rolls, "POST", "/v1/workflows/"+w.ID+"/publish", `{}`)
}

// preview shows every template as its screen does: what is stored goes back as it came.
func (s *steered) preview() {
	s.t.Helper()
	type stored struct {
		ID      string          `json:"id"`
		Channel string          `json:"channel"`
		Class   string          `json:"class"`
		Content json.RawMessage `json:"content"`
	}
	for _, t := range gets[struct{ Templates []stored }](s.rolls, "GET", "/v1/templates", "").Templates {
		t = gets[stored](s.rolls, "GET", "/v1/templates/"+t.ID, "")
		gets[json.RawMessage](s.rolls, "POST", "/v1/templates/preview", fmt.Sprintf(`{"channel":%q,"class":%q,"content":%s,"language":"vi"}`, t.Channel, t.Class, t.Content))
	}
}

func (s *steered) runs(w api.WorkflowDetail, outcome string) []api.WorkflowRun {
	s.t.Helper()
	return gets[api.WorkflowRunsAnswer](s.rolls, "GET", "/v1/workflows/"+w.ID+"/runs?outcome="+outcome, "").Runs
}

// at waits until one run is at a node and waits there.
func (s *steered) at(w api.WorkflowDetail, node string) (r api.WorkflowRun) {
	s.t.Helper()
	s.soon("somebody waits at "+node, func() bool {
		for _, r = range s.runs(w, "under_way") {
			if r.Node == node && r.Waiting {
				return true
			}
		}
		return false
	})
	return r
}

// ended waits until one run has ended so.
func (s *steered) ended(w api.WorkflowDetail, outcome string) (r api.WorkflowRun) {
	s.t.Helper()
	s.soon("somebody has "+outcome, func() bool {
		list := s.runs(w, outcome)
		if len(list) > 0 {
			r = list[0]
		}
		return len(list) > 0
	})
	return r
}

// made are the things a run made, as kind and name, in order; what was left undone as its reason.
func (s *steered) made(w api.WorkflowDetail, r api.WorkflowRun) (list []string) {
	s.t.Helper()
	for _, l := range gets[api.WorkflowHistory](s.rolls, "GET", "/v1/workflows/"+w.ID+"/runs/"+r.ID, "").Lines {
		for _, m := range l.Made {
			list = append(list, m.Kind+" "+m.Name)
		}
		if l.Why != "" {
			list = append(list, "not: "+l.Why)
		}
	}
	return list
}

func (s *steered) wants(what string, got []string, want ...string) {
	s.t.Helper()
	if !slices.Equal(got, want) {
		s.t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestARecipeFollowsLeadsUp(t *testing.T) {
	t.Parallel()
	s := newSteered(t)
	w := s.recipe("lead_follow_up")
	s.happens("MAI", "Lead Captured", "")
	r := s.at(w, "called")
	s.wants("what was done at once", s.made(w, r), "message Đã nhận yêu cầu", "task Call Nguyễn Văn MAI")
	s.later(25 * time.Hour)
	r = s.ended(w, "finished")
	s.wants("who called nobody is reminded", s.made(w, r)[2:], "not: nobody is in charge of the person, and nobody else is named")
	s.happens("LAN", "Lead Captured", "")
	s.at(w, "called")
	s.happens("LAN", "Order Completed", `"value":100000`)
	s.ended(w, "goal")
	s.happens("LAN", "Lead Captured", "")
	s.later(time.Minute)
	time.Sleep(1200 * time.Millisecond)
	if n := len(s.runs(w, "all")); n != 2 {
		t.Errorf("%d runs: who came again within 30 days entered again", n)
	}
}

// person is somebody's id, once the house knows them.
func (s *steered) person(who string) string {
	s.t.Helper()
	var id string
	s.soon("the house knows "+who, func() bool {
		rows := s.page("q", "nguyen van "+who).Rows
		if len(rows) == 1 {
			id = rows[0].ID
		}
		return id != ""
	})
	return id
}

// subscribes lets somebody agree to be written to, once the house knows who had before: that is no news.
func (s *steered) subscribes(id string) {
	s.t.Helper()
	s.soon("the house knows who subscribed", func() bool {
		for _, one := range gets[api.SegmentsAnswer](s.rolls, "GET", "/v1/segments", "").Segments {
			if one.Name == "Subscribers" {
				return one.JudgedAt != nil
			}
		}
		return false
	})
	gets[api.ConsentsAnswer](s.rolls, "POST", "/v1/records/people/"+id+"/consents", `{"channels":["email"],"purpose":"marketing","state":"given","how":"paper","evidence":{"note":"phiếu"}}`)
}

func TestRecipesWorkOnDayOne(t *testing.T) {
	t.Parallel()
	s := newSteered(t)
	recipes := gets[api.WorkflowRecipesAnswer](s.rolls, "GET", "/v1/workflows/recipes", "").Recipes
	made := map[string]api.WorkflowDetail{}
	for _, r := range recipes {
		made[r.Key] = s.recipe(r.Key)
	}
	if len(made) < 11 {
		t.Fatalf("%d recipes", len(made))
	}
	for _, who := range []string{"AN", "BINH", "CUC"} {
		s.happens(who, "Lead Captured", "")
	}
	s.happens("AN", "Cart Abandoned", "")
	s.happens("BINH", "Form Started", "")
	s.at(made["abandoned_cart"], "bought")
	s.at(made["abandoned_form"], "sent")
	id := s.person("cuc")
	s.subscribes(id)
	s.at(made["welcome"], "opened")
	gets[json.RawMessage](s.rolls, "PATCH", "/v1/records/people/"+id, `{"values":{"birthday":"1990-10-14","birthday_lunar":true}}`)
	s.later(5 * time.Hour)
	s.wants("a basket is reminded of", s.made(made["abandoned_cart"], s.at(made["abandoned_cart"], "later")), "message Giỏ hàng bỏ quên")
	s.wants("a form is", s.made(made["abandoned_form"], s.ended(made["abandoned_form"], "finished")), "message Biểu mẫu bỏ dở")
	s.happens("AN", "Order Completed", `"value":200000`)
	s.ended(made["abandoned_cart"], "goal")
	s.later(3 * 24 * time.Hour) // Monday, 23 November: the 15th of the tenth lunar month
	s.at(made["welcome"], "morning")
	s.later(48 * time.Hour) // Tuesday is Vietnam's day of culture: nobody works
	s.wants("who did not look is written to once more", s.made(made["welcome"], s.ended(made["welcome"], "finished")), "message Chào mừng", "message Chào mừng, lần hai")
	s.later(400 * 24 * time.Hour)
	s.at(made["win_back"], "morning")
	s.later(5 * 24 * time.Hour)
	r := s.at(made["win_back"], "back")
	s.wants("who fell silent is written to", s.made(made["win_back"], r), "message Mời quay lại")
	s.later(15 * 24 * time.Hour)
	s.soon("who bought once is asked after", func() bool {
		return slices.ContainsFunc(s.runs(made["win_back"], "finished"), func(r api.WorkflowRun) bool {
			return slices.Contains(s.made(made["win_back"], r), "task Ask after Nguyễn Văn AN, who has not bought for long")
		})
	})
}

func TestBirthdaysComeByTheirOwnCalendar(t *testing.T) {
	t.Parallel()
	s := newSteered(t)
	w := s.recipe("birthday")
	gets[json.RawMessage](s.rolls, "POST", "/v1/loyalty/publish", "")
	points := s.recipe("birthday_points")
	for who, born := range map[string]string{"AN": `"birthday":"1990-11-23"`, "BINH": `"birthday":"1990-11-23","birthday_lunar":true`} {
		s.happens(who, "Lead Captured", "")
		gets[json.RawMessage](s.rolls, "PATCH", "/v1/records/people/"+s.person(strings.ToLower(who)), `{"values":{`+born+`}}`)
	}
	s.later(3*24*time.Hour - 2*time.Hour) // Monday at eight
	time.Sleep(1200 * time.Millisecond)
	if n := len(s.runs(w, "all")); n != 0 {
		t.Fatalf("%d are congratulated before nine", n)
	}
	s.later(90 * time.Minute)
	is := s.ended(w, "finished")
	s.wants("the wish", s.made(w, is), "message Chúc mừng sinh nhật")
	if is.Person.Name != "Nguyễn Văn AN" {
		t.Errorf("the wish goes to %s: the other was born on the seventh of the tenth lunar month, which was last week", is.Person.Name)
	}
	s.later(3 * time.Hour)
	time.Sleep(1200 * time.Millisecond)
	if n := len(s.runs(w, "all")); n != 1 {
		t.Errorf("%d wishes on one day", n)
	}
	has := func(who string) int64 {
		return gets[api.PersonPoints](s.rolls, "GET", "/v1/people/"+s.person(who)+"/points", "").Available
	}
	s.ended(points, "finished")
	if an, binh := has("an"), has("binh"); an != 20 || binh != 0 {
		t.Errorf("on AN's birthday AN has %d points and BINH %d", an, binh)
	}
	gets[json.RawMessage](s.rolls, "PATCH", "/v1/records/people/"+s.person("an"), `{"values":{"birthday":"1990-11-24"}}`)
	gets[json.RawMessage](s.rolls, "PATCH", "/v1/records/people/"+s.person("binh"), `{"values":{"birthday":"1990-11-24","birthday_lunar":false}}`)
	s.later(24 * time.Hour)
	s.soon("BINH, whose birthday is by the sun after all, has points", func() bool { return has("binh") == 20 })
	s.soon("AN is congratulated on the day that was corrected", func() bool { return len(s.runs(points, "finished")) == 3 })
	if an := has("an"); an != 20 {
		t.Errorf("AN, whose birthday was corrected, has %d points: a year has one birthday", an)
	}
	s.thanksWithPoints(s.person("an"), func() int64 { return has("an") })
	s.later(365 * 24 * time.Hour)
	s.soon("AN has those of the next year too", func() bool { return has("an") == 40 })
}

// thanksWithPoints thanks somebody who has twenty points with thirty: foreseen first, given once, taken back once.
func (s *steered) thanksWithPoints(id string, has func() int64) {
	s.t.Helper()
	order := fmt.Sprintf(`{"people":[%q],"how":"points","points":30,"note":"Kể cho bạn bè","cause":"walk-1"`, id)
	if a := gets[api.ThanksAnswer](s.rolls, "POST", "/v1/promoters/thanks", order+`,"preview":true}`); a.Thanked != 1 || a.Points != 30 || a.Worth != 30*500 || has() != 20 {
		s.t.Errorf("foreseen: %+v, has %d", a, has())
	}
	told := func() (n int) {
		s.later(time.Second) // what happens now is past then
		for _, e := range gets[api.PersonAnswer](s.rolls, "GET", "/v1/people/"+id, "").Events {
			if e.Name == "Thanked" {
				n++
			}
		}
		return n
	}
	for range 2 {
		if a := gets[api.ThanksAnswer](s.rolls, "POST", "/v1/promoters/thanks", order+`}`); a.Thanked != 1 || has() != 50 || told() != 1 {
			s.t.Errorf("given: %+v, has %d, told %d times", a, has(), told())
		}
	}
	for _, taken := range []int{1, 0} {
		if a := gets[api.ThanksAnswer](s.rolls, "POST", "/v1/promoters/thanks/take-back", `{"people":["`+id+`"],"cause":"walk-1"}`); a.Thanked != taken || has() != 20 || told() != 0 {
			s.t.Errorf("taken back: %+v, has %d, told %d times", a, has(), told())
		}
	}
}

// TestAnniversariesComeEachYear: who bought is thanked a year later, on that day and not before, and once.
func TestAnniversariesComeEachYear(t *testing.T) {
	t.Parallel()
	s := newSteered(t)
	w := s.recipe("anniversary")
	s.happens("AN", "Order Completed", "")
	s.happens("BINH", "Lead Captured", "")
	s.later(time.Hour)
	time.Sleep(1200 * time.Millisecond)
	if n := len(s.runs(w, "all")); n != 0 {
		t.Fatalf("%d are thanked on the day itself", n)
	}
	s.later(365 * 24 * time.Hour)
	is := s.ended(w, "finished")
	s.wants("the thanks", s.made(w, is), "message Kỷ niệm lần mua đầu")
	if is.Person.Name != "Nguyễn Văn AN" {
		t.Errorf("the thanks go to %s", is.Person.Name)
	}
	s.later(3 * time.Hour)
	time.Sleep(1200 * time.Millisecond)
	if n := len(s.runs(w, "all")); n != 1 {
		t.Errorf("%d are thanked on one day", n)
	}
}

// stepping is a workflow that tags, gives a task, waits two days, and tags again.
const stepping = `{"name":"Từng bước","definition":{"triggers":[{"id":"lead","kind":"event","event":"Lead Captured"},{"id":"by_hand","kind":"manual"}],"again":{"when":"never"},"start":"one","nodes":[
{"id":"one","kind":"action","action":"add_tag","with":{"tag":"một"},"next":"task"},
{"id":"task","kind":"action","action":"task","with":{"title":"Gọi {name}","kind":"call"},"next":"tell"},
{"id":"tell","kind":"action","action":"event","with":{"event":"Lead Captured","note":"lại"},"next":"rest"},
{"id":"rest","kind":"wait","for":"2d","next":"look"},
{"id":"look","kind":"branch","paths":[{"name":"đã gắn","where":"tags has một","next":"two"}],"else":"end"},
{"id":"two","kind":"action","action":"add_tag","with":{"tag":"hai"},"next":"end"},
{"id":"end","kind":"exit"}]}}`

func (s *steered) stepping() api.WorkflowDetail {
	s.t.Helper()
	w := gets[api.WorkflowDetail](s.rolls, "POST", "/v1/workflows", stepping)
	return gets[api.WorkflowDetail](s.rolls, "POST", "/v1/workflows/"+w.ID+"/publish", `{}`)
}

func TestAWorkflowIsTriedPausedMovedStoppedAndUndone(t *testing.T) {
	t.Parallel()
	s := newSteered(t)
	s.happens("MAI", "Page Viewed", "")
	mai := s.person("mai")
	w := s.stepping()
	path := "/v1/workflows/" + w.ID
	trial := gets[api.WorkflowTrial](s.rolls, "POST", path+"/try", `{"person":"`+mai+`","fits":{"tags has một":true}}`)
	var nodes []string
	for _, l := range trial.Lines {
		nodes = append(nodes, l.Node)
	}
	s.wants("what would happen", nodes, "one", "task", "tell", "rest", "look", "two", "end")
	if trial.Outcome != "finished" || len(s.runs(w, "all")) != 0 || s.named("where", "exists tags") != "" {
		t.Errorf("trying wrote something: %+v", trial)
	}
	entered := gets[api.WorkflowEntered](s.rolls, "POST", path+"/enter", `{"ids":["`+mai+`"]}`)
	if entered.Entered != 1 {
		t.Fatalf("entered by hand: %+v", entered)
	}
	r := s.at(w, "rest")
	s.wants("done at once", s.made(w, r), "change ", "task Gọi Nguyễn Văn MAI", "event Lead Captured")
	if again := gets[api.WorkflowEntered](s.rolls, "POST", path+"/enter", `{"ids":["`+mai+`"]}`); again.Entered != 0 || again.Left != 1 {
		t.Errorf("entered twice: %+v", again)
	}
	if n := len(s.runs(w, "all")); n != 1 {
		t.Errorf("%d runs: it let somebody in by what it did itself", n)
	}
	gets[api.WorkflowDetail](s.rolls, "POST", path+"/state", `{"state":"paused"}`)
	s.later(3 * 24 * time.Hour)
	time.Sleep(700 * time.Millisecond)
	if r := s.runs(w, "under_way")[0]; r.Node != "rest" {
		t.Errorf("somebody moved in a workflow that is paused: %+v", r)
	}
	gets[api.WorkflowDetail](s.rolls, "POST", path+"/state", `{"state":"active"}`)
	s.ended(w, "finished")
	s.want("tagged", s.named("where", "tags has một and tags has hai"), "I")
	told := gets[api.WorkflowUndone](s.rolls, "POST", path+"/runs/"+r.ID+"/undo", `{"preview":true}`)
	var states []string
	for _, one := range told.Things {
		states = append(states, one.Kind+" "+one.State)
	}
	s.wants("what could be taken back, the last first", states, "change can_be", "event cannot_be", "task can_be", "change can_be")
	undone := gets[api.WorkflowUndone](s.rolls, "POST", path+"/runs/"+r.ID+"/undo", `{}`)
	if undone.Undone != 1 || len(undone.Conflicts) != 0 {
		t.Errorf("undone: %+v", undone)
	}
	s.want("no tag is left", s.named("where", "exists tags"), "")
	if open := gets[api.TasksAnswer](s.rolls, "GET", "/v1/tasks?about="+mai, "").Tasks; len(open) != 0 {
		t.Errorf("tasks left: %+v", open)
	}
	kinds := map[string]int{}
	for _, item := range gets[api.TimelineAnswer](s.rolls, "GET", "/v1/records/people/"+mai+"/timeline?kind=workflow", "").Items {
		kinds[item.Step.Line.Kind]++
	}
	if kinds["enter"] != 1 || kinds["action"] != 4 {
		t.Errorf("on the timeline: %v", kinds)
	}
}

func TestPeopleAreMovedAndStopped(t *testing.T) {
	t.Parallel()
	s := newSteered(t)
	w := s.stepping()
	path := "/v1/workflows/" + w.ID
	for _, who := range []string{"AN", "BINH", "CUC"} {
		s.happens(who, "Lead Captured", "")
	}
	s.soon("three wait", func() bool { return len(s.runs(w, "under_way")) == 3 && s.runs(w, "under_way")[0].Waiting })
	runs := s.runs(w, "under_way")
	moved := gets[api.WorkflowHistory](s.rolls, "POST", path+"/runs/"+runs[0].ID+"/move", `{"node":"two"}`)
	if moved.Lines[len(moved.Lines)-1].Kind == "" {
		t.Error("nothing is said of the move")
	}
	if by := moved.Lines[0].By; by == nil || by.Event != "Lead Captured" {
		t.Errorf("they were let in by %+v", by)
	}
	s.ended(w, "finished")
	if body := s.refused("DELETE", path, ""); !strings.Contains(body, "people are in this workflow") {
		t.Errorf("removed with people in it: %s", body)
	}
	if got := gets[api.WorkflowStopped](s.rolls, "POST", path+"/stop", `{"runs":["`+runs[1].ID+`"]}`); got.Stopped != 1 {
		t.Errorf("stopped: %+v", got)
	}
	if got := gets[api.WorkflowStopped](s.rolls, "POST", path+"/stop", `{"all":true}`); got.Stopped != 1 {
		t.Errorf("stopped of all: %+v", got)
	}
	detail := gets[api.WorkflowDetail](s.rolls, "GET", path, "")
	if detail.People != (api.WorkflowPeople{Entered: 3, Finished: 1, Stopped: 2}) || len(detail.At) != 0 {
		t.Errorf("who is where: %+v %+v", detail.People, detail.At)
	}
	edited := strings.Replace(stepping, `"for":"2d"`, `"for":"1h"`, 1)
	edited = edited[strings.Index(edited, `"definition"`):]
	gets[api.WorkflowDetail](s.rolls, "PATCH", path, `{`+edited)
	s.happens("DUNG", "Lead Captured", "")
	if r := s.at(w, "rest"); r.Version != 1 {
		t.Errorf("a draft is entered: %+v", r)
	}
	gets[api.WorkflowDetail](s.rolls, "POST", path+"/publish", `{}`)
	s.happens("EM", "Lead Captured", "")
	s.soon("the new version is entered", func() bool { l := s.runs(w, "under_way"); return len(l) == 2 && l[0].Version == 2 && l[0].Waiting })
	s.later(2 * time.Hour)
	s.soon("each finishes on the version they began", func() bool { l := s.runs(w, "under_way"); return len(l) == 1 && l[0].Version == 1 })
	if body := s.refused("POST", path+"/publish", `{}`); !strings.Contains(body, "nothing to publish") {
		t.Errorf("published twice: %s", body)
	}
}

func TestWhoBecomesOneGoesOnOnce(t *testing.T) {
	t.Parallel()
	s := newSteered(t)
	w := s.stepping()
	s.happens("AN", "Lead Captured", "")
	s.happens("BINH", "Lead Captured", "")
	s.soon("two wait", func() bool { l := s.runs(w, "under_way"); return len(l) == 2 && l[0].Waiting && l[1].Waiting })
	gets[json.RawMessage](s.rolls, "POST", "/v1/people/"+s.person("an")+"/merge", `{"into":"`+s.person("binh")+`"}`)
	stopped := s.ended(w, "stopped")
	if l := s.runs(w, "under_way"); len(l) != 1 || l[0].Person.ID != stopped.Person.ID {
		t.Errorf("under way: %+v", l)
	}
	s.later(3 * 24 * time.Hour)
	s.ended(w, "finished")
}

// A process that is killed while it moves people loses nothing it did and does nothing twice.
func TestWorkflowsSurviveAKill(t *testing.T) {
	t.Parallel()
	const people = 60
	h := newHouse(t)
	h.now = friday.Format(time.RFC3339)
	cmd := h.serve(t)
	r := &rolls{t, h.dir}
	w := gets[api.WorkflowDetail](r, "POST", "/v1/workflows", strings.Replace(stepping, "Lead Captured", "Page Viewed", 1))
	path := "/v1/workflows/" + w.ID
	gets[api.WorkflowDetail](r, "POST", path+"/publish", `{}`)
	time.Sleep(700 * time.Millisecond) // until it is listened to what happens
	var events []string
	for i := range people {
		events = append(events, fmt.Sprintf(`{"id":"v%d","name":"Page Viewed","at":%d,"person":{"user_id":"K%d"}}`, i, friday.UnixMicro(), i))
	}
	gets[json.RawMessage](r, "POST", "/v1/events", "["+strings.Join(events, ",")+"]")
	for i := range 4 {
		time.Sleep(time.Duration(200+100*i) * time.Millisecond)
		kill(cmd)
		cmd = h.serve(t)
	}
	s := &steered{rolls: r}
	count := func(where string) int64 {
		return gets[api.RecordsCount](r, "GET", "/v1/records/people/count?where="+url.QueryEscape(where), "").Count
	}
	s.soon("everybody waits", func() bool {
		d := gets[api.WorkflowDetail](r, "GET", path, "")
		return len(d.At) == 1 && d.At[0].Node == "rest" && d.At[0].People == people
	})
	kill(cmd)
	h.now = friday.Add(3 * 24 * time.Hour).Format(time.RFC3339)
	h.serve(t)
	s.soon("everybody comes to the end", func() bool { return gets[api.WorkflowDetail](r, "GET", path, "").People.Finished == people })
	if n := count(`did("Lead Captured") = 1 and tags has một and tags has hai`); n != people {
		t.Errorf("%d of %d were told of once, and tagged", n, people)
	}
	tasks := map[string]int{}
	for cursor := ""; ; {
		page := gets[api.TasksAnswer](r, "GET", "/v1/tasks?limit=100&cursor="+url.QueryEscape(cursor), "")
		for _, one := range page.Tasks {
			tasks[one.About.ID]++
		}
		if page.Cursor == nil {
			break
		}
		cursor = *page.Cursor
	}
	for who, n := range tasks {
		if n != 1 {
			t.Errorf("%d tasks about %s", n, who)
		}
	}
	if len(tasks) != people {
		t.Errorf("tasks about %d people", len(tasks))
	}
}

// TestAnotherSystemLetsPeopleIn: what it sends to the workflow's address becomes an event of the person it speaks of.
func TestAnotherSystemLetsPeopleIn(t *testing.T) {
	t.Parallel()
	w := newOffice(t)
	var made api.WorkflowDetail
	body := `{"name":"Từ cửa hàng","definition":{"triggers":[{"id":"shop","kind":"webhook","if":"total > 100","person":{"email":"customer.email","name":"customer.name"}}],"again":{"when":"never"},"start":"end","nodes":[{"id":"end","kind":"exit"}]}}`
	made = toldBy[api.WorkflowDetail](w.owner, "POST", "/v1/workflows", body)
	made = toldBy[api.WorkflowDetail](w.owner, "POST", "/v1/workflows/"+made.ID+"/publish", `{}`)
	time.Sleep(700 * time.Millisecond) // until it is listened to what happens
	send := func(path, id, body string) int {
		r, err := http.NewRequestWithContext(t.Context(), "POST", w.owner.address+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Webhook-Id", id)
		a, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		a.Body.Close()
		return a.StatusCode
	}
	order := `{"total":200,"customer":{"email":"hoa@example.vn","name":"Trần Thị Hoa"}}`
	for i, c := range []struct {
		path, id, body string
		want           int
	}{
		{made.Hook, "1", order, 202}, {made.Hook, "1", order, 202}, {made.Hook, "2", `{"total":50,"customer":{"email":"x@example.vn"}}`, 202},
		{made.Hook, "3", `{"total":200}`, 422}, {made.Hook, "4", `[]`, 422}, {made.Hook[:len(made.Hook)-1] + "x", "5", order, 404}, {"/h/wfl_x/y", "6", order, 404},
	} {
		if got := send(c.path, c.id, c.body); got != c.want {
			t.Errorf("call %d: %d, want %d", i, got, c.want)
		}
	}
	var runs api.WorkflowRunsAnswer
	for range 300 {
		if runs = toldBy[api.WorkflowRunsAnswer](w.owner, "GET", "/v1/workflows/"+made.ID+"/runs?outcome=all", ""); len(runs.Runs) > 0 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if len(runs.Runs) != 1 || runs.Runs[0].Person.Name != "Trần Thị Hoa" {
		t.Errorf("who came in: %+v", runs.Runs)
	}
	renewed := toldBy[api.WorkflowDetail](w.owner, "POST", "/v1/workflows/"+made.ID+"/hook", `{}`)
	if renewed.Hook == made.Hook || send(made.Hook, "7", order) != 404 {
		t.Error("the address before still opens")
	}
}
