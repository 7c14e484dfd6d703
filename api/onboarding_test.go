package api

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"banhda/auth"
	"banhda/delight/onboarding"
	"banhda/drive/flow"
	"banhda/drive/follow"
	"banhda/drive/job"
	"banhda/engage/deal"
	"banhda/store"
	"banhda/wheel"
)

// onboards is a house with somebody who sells, somebody who cares, and the ready plan for every deal that is won.
func onboards(t *testing.T) (f *front, b *visitor, seller, agent colleague, plan OnboardingPlanDetail) {
	f, b = doorOpen(t)
	seller, agent = f.joins(b, "ban@example.vn", "seller"), f.joins(b, "cham@example.vn", "agent")
	usual := gets[OnboardingPlansAnswer](b, 200, "GET", "/v1/onboarding-plans", "").Usual
	usual.For = onboarding.ForPipeline
	usual.Steps[4].Needs = []string{"first_session", "first_use"}
	if p := gets[Problem](b, 422, "POST", "/v1/onboarding-plans", planBody("", usual)); !strings.Contains(p.Detail, "đặt tên") {
		t.Errorf("a plan without a name: %s", p.Detail)
	}
	plan = gets[OnboardingPlanDetail](b, 200, "POST", "/v1/onboarding-plans", planBody("Máy pha", usual))
	gets[Problem](b, 422, "POST", "/v1/onboarding-plans/"+plan.ID+"/publish", "") // no pipeline
	usual.Pipeline = gets[BoardAnswer](b, 200, "GET", "/v1/deals/board", "").Pipeline
	put := strings.TrimSuffix(planBody("Máy pha", usual), "}") + `,"edition":1}`
	gets[OnboardingPlanDetail](b, 200, "PUT", "/v1/onboarding-plans/"+plan.ID, put)
	gets[Problem](b, 409, "PUT", "/v1/onboarding-plans/"+plan.ID, put)
	plan = gets[OnboardingPlanDetail](b, 200, "POST", "/v1/onboarding-plans/"+plan.ID+"/publish", "")
	return f, b, seller, agent, plan
}

func planBody(name string, d onboarding.Definition) string {
	body, _ := json.Marshal(map[string]any{"name": name, "draft": d})
	return string(body)
}

// hearsOf lets onboarding hear of an event, as the follower does.
func (f *front) hearsOf(e follow.Event) {
	f.t.Helper()
	e.Profile = e.Person
	if err := f.hearForOnboarding(f.t.Context(), &follow.Batch{Events: []follow.Event{e}}); err != nil {
		f.t.Fatal(err)
	}
}

// won is a deal of somebody that was won at an instant, as onboarding hears of it.
func (f *front) won(b *visitor, seller colleague, at int64) (person, sold RecordAnswer, e follow.Event) {
	person = b.makes("people", `{"name":"Nguyễn Thị Lan","email":"lan@example.vn","phone":"0912345678"}`)
	sold = b.makes("deals", `{"name":"Máy cho quán","person":"`+person.ID+`","owner":"`+seller.id+`","lines":[{"name":"Máy pha","quantity":2000,"price":500000}]}`)
	ref, _ := parseRef(sold.ID)
	who, _ := ParsePersonID(person.ID)
	number := deal.Number(ref.ID)
	return person, sold, follow.Event{Event: flow.Event{ID: "won", Name: deal.WonEvent, At: at, Sale: number, Properties: []byte(`{"deal":"` + number + `"}`)}, Person: who}
}

// TestADealIsHandedOverAndOnboarded goes from what the seller promised to the last step: begun once, handed over to care, ticked
// by a task, by hand, by what happened and by the customer, who sees both sides.
func TestADealIsHandedOverAndOnboarded(t *testing.T) {
	f, b, seller, agent, _ := onboards(t)
	person, sold, e := f.won(b, seller, f.Now().UnixMicro())
	promise := gets[DealPromiseAnswer](b, 200, "GET", "/v1/deals/"+sold.ID+"/promise", "")
	if len(promise.Plans) != 1 || len(promise.Offered) != 1 || promise.Offered[0] != "Máy pha × 2" {
		t.Errorf("offered %+v", promise)
	}
	gets[DealPromiseAnswer](b, 200, "PUT", "/v1/deals/"+sold.ID+"/promise", `{"words":"Giao trước Tết","items":["Máy pha × 2"]}`)
	f.hearsOf(e)
	f.hearsOf(e)
	list := gets[OnboardingsAnswer](b, 200, "GET", "/v1/onboardings?state=running&touch=waiting", "").Onboardings
	if len(list) != 1 || list[0].Agent.ID != agent.id || list[0].Seller.ID != seller.id || list[0].Total != 5 || f.toldOf(onboarding.Source, deal.HandedEvent) != 1 || f.toldOf(onboarding.Source, onboarding.StartedEvent) != 1 {
		t.Fatalf("begun %+v", list)
	}
	path := "/v1/onboardings/" + list[0].ID
	step := func(status int, key, do string) OnboardingDetail {
		if status != 200 {
			gets[Problem](b, status, "POST", path+"/steps/"+key, do)
			return OnboardingDetail{}
		}
		return gets[OnboardingDetail](b, 200, "POST", path+"/steps/"+key, do)
	}
	one := gets[OnboardingDetail](b, 200, "GET", path, "")
	if one.Promised.Words != "Giao trước Tết" || one.Steps[0].Task == "" || one.Steps[2].Standing != onboarding.Waiting {
		t.Fatalf("%+v", one)
	}
	step(422, "first_session", `{"do":"done"}`) // the call comes first
	gets[DoneAnswer](agent.visitor, 200, "POST", "/v1/tasks/"+one.Steps[0].Task+"/done", `{}`)
	f.hearsOf(follow.Event{Event: flow.Event{ID: "call", Name: "Call Made", At: f.Now().UnixMicro(), Properties: []byte(`{"by":"` + agent.id + `"}`)}, Person: e.Person, Meaning: wheel.Touch})
	if one = gets[OnboardingDetail](b, 200, "GET", path, ""); one.Steps[0].Standing != onboarding.Done || one.Steps[0].By.ID != agent.id || one.TouchedAt == nil {
		t.Fatalf("what the task asked for is %+v", one.Steps[0])
	}
	gets[PortalAnswer](b, 200, "PUT", "/v1/portal", openedPortal)
	lan := f.signsIn("lan@example.vn")
	if _, page := lan.asks("GET", "/my/onboarding", ""); !strings.Contains(page, "Phần của bạn") || !strings.Contains(page, "Xem lại thông tin của bạn") || !strings.Contains(page, "<strong>1/5</strong>") || !strings.Contains(page, "Sau bước: Buổi hướng dẫn đầu tiên, Tự dùng lần đầu") {
		t.Errorf("the customer sees %s", page)
	}
	if _, page := lan.asks("GET", "/my/onboarding?lang=en", ""); !strings.Contains(page, "First session together") || strings.Contains(page, "Gọi chào") {
		t.Errorf("in English the customer sees %s", page)
	}
	if status, at, _ := lan.fills("/my/onboarding/" + list[0].ID + "/details"); status != 200 || !strings.HasPrefix(at, "/my/onboarding") {
		t.Errorf("ticked by the customer: %d %s", status, at)
	}
	if status, _, _ := lan.fills("/my/onboarding/" + list[0].ID + "/first_session"); status != 404 {
		t.Errorf("the customer ticks what is ours: %d", status)
	}
	step(200, "first_session", `{"do":"done"}`)
	f.hearsOf(follow.Event{Event: flow.Event{ID: "used", Name: "Product Used", At: f.Now().UnixMicro()}, Person: e.Person})
	step(422, "check_in", `{"do":"skip"}`)
	step(200, "check_in", `{"do":"skip","reason":"đã gặp"}`)
	if one = gets[OnboardingDetail](b, 200, "GET", path, ""); one.State != onboarding.Finished || one.Steps[1].How != "customer" || one.Steps[3].How != "event" || one.Steps[4].Reason != "đã gặp" {
		t.Errorf("at its end %+v", one)
	}
	if f.toldOf(onboarding.Source, onboarding.StepEvent) != 2 || f.toldOf(onboarding.Source, onboarding.CompletedEvent) != 1 {
		t.Error("the log is not told what the customer did, or is told what we did")
	}
	if got := gets[OnboardingFigures](b, 200, "GET", "/v1/onboarding-figures", ""); got.Finished != 1 || got.Touched != 1 || got.Median == nil || got.Running != 0 {
		t.Errorf("figures %+v", got)
	}
	_ = person
}

// TestAnOnboardingStallsOnce: a step that is late is told once, with a task; where nobody said what was promised, the seller is
// asked.
func TestAnOnboardingStallsOnce(t *testing.T) {
	f, b, seller, agent, _ := onboards(t)
	_, _, e := f.won(b, seller, f.Now().UnixMicro()-30*(24*time.Hour).Microseconds())
	f.hearsOf(e)
	for range 2 {
		if err := f.lookAtOnboardings(auth.With(t.Context(), systemActor), job.Job{}); err != nil {
			t.Fatal(err)
		}
	}
	stalled := gets[OnboardingsAnswer](b, 200, "GET", "/v1/onboardings?stalled=true&late=true", "")
	moving := gets[OnboardingsAnswer](b, 200, "GET", "/v1/onboardings?moving=true", "")
	list := stalled.Onboardings
	if len(list) != 1 || stalled.Count != 1 || moving.Count != 0 || len(moving.Onboardings) != 0 || !list[0].Next[0].Late || f.toldOf(onboarding.Source, onboarding.StalledEvent) != 1 {
		t.Fatalf("stalls %+v", list)
	}
	titles := func(who colleague) (all string) {
		f.look(func(v *store.View) error {
			id, _ := ParseUserID(who.id)
			tasks, err := v.Tasks(t.Context(), auth.Everything, store.TaskFilter{Owner: id, Limit: 20})
			for _, one := range tasks {
				all += one.Title + "; "
			}
			return err
		})
		return all
	}
	if cares := titles(agent); strings.Count(cares, "đang chững lại") != 1 || !strings.Contains(titles(seller), "Ghi lại điều đã hứa với Nguyễn Thị Lan") {
		t.Errorf("care is asked %q, sales %q", cares, titles(seller))
	}
	got := gets[OnboardingDetail](b, 200, "POST", "/v1/onboardings/"+list[0].ID+"/stop", `{"reason":"trả máy"}`)
	if got.State != onboarding.Stopped || strings.Contains(titles(agent), "Gọi chào") {
		t.Errorf("stopped it is %+v, and asked is %q", got.State, titles(agent))
	}
	gets[Problem](b, 422, "POST", "/v1/onboardings/"+list[0].ID+"/stop", `{"reason":"lại"}`)
}

// onboarded is the address of An's onboarding.
func (p *portalHouse) onboarded() string {
	p.t.Helper()
	made := gets[OnboardingPlanDetail](p.owner, 200, "POST", "/v1/onboarding-plans", planBody("Của-riêng", onboarding.Usual()))
	gets[OnboardingPlanDetail](p.owner, 200, "POST", "/v1/onboarding-plans/"+made.ID+"/publish", "")
	begun := gets[OnboardingDetail](p.owner, 200, "POST", "/v1/onboardings", `{"plan":"`+made.ID+`","person":"`+p.an.ID+`"}`)
	return "/my/onboarding/" + begun.ID
}
