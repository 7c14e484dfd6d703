package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"banhda/auth"
	"banhda/delight/survey"
	"banhda/drive/flow"
	"banhda/drive/follow"
	"banhda/drive/job"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/person"
	"banhda/hub/token"
	"banhda/store"
)

const askingNPS = `{"name":"NPS sau mua","draft":{"kind":"nps","language":"vi","subject":{"vi":"","en":""},"question":{"vi":"Bạn có giới thiệu chúng tôi cho bạn bè không?","en":"Would you recommend us?"},
"low":{"vi":"Không bao giờ","en":"Never"},"high":{"vi":"Chắc chắn","en":"Surely"},"why":{"vi":"Vì sao?","en":"Why?"},"questions":[],"thanks":{"vi":"","en":""},"channel":"email","event":"Order Completed","sample":100,"rest":90,"remind":0,"expire":14}}`

// surveyed is a house whose survey asked somebody once.
func surveyed(t *testing.T) (f *front, b *visitor, made SurveyDetail, path string) {
	f, b = turning(t)
	who := f.somebody("lan@example.com")
	gets[Problem](b, 422, "POST", "/v1/surveys", strings.Replace(askingNPS, `"rest":90`, `"rest":30`, 1))
	made = gets[SurveyDetail](b, 200, "POST", "/v1/surveys", askingNPS)
	if p := gets[Problem](b, 422, "POST", "/v1/surveys/"+made.ID+"/publish", ""); !strings.Contains(p.Detail, "mục E-mail") {
		t.Errorf("published without an address: %s", p.Detail)
	}
	gets[MailAnswer](b, 200, "PUT", "/v1/mail", settled)
	made = gets[SurveyDetail](b, 200, "POST", "/v1/surveys/"+made.ID+"/publish", "")
	id, _ := ParsePersonID(who)
	bought := func(order string) *follow.Batch {
		return &follow.Batch{Events: []follow.Event{{Event: flow.Event{ID: order, Name: "Order Completed", At: f.Now().UnixMicro(), Profile: id}, Person: id}}}
	}
	for _, order := range []string{"order-1", "order-1", "order-2"} { // told again, and bought again
		if err := f.hearForSurveys(t.Context(), bought(order)); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.keepSurveys(auth.With(t.Context(), systemActor), job.Job{}); err != nil {
		t.Fatal(err)
	}
	left := gets[SurveyResponsesAnswer](b, 200, "GET", "/v1/surveys/"+made.ID+"/responses", "").Responses
	if len(left) != 2 || left[0].State != survey.Left || left[0].Reason != survey.Rested || left[1].State != survey.Asked {
		t.Fatalf("asked %+v", left)
	}
	number, _ := ParseSurveyInvitationID(left[1].ID)
	return f, b, made, "/y/" + f.tokens.Sign(token.Token{Kind: token.Survey, Message: number})
}

// TestASurveyIsAskedOnceAndAnswered goes from an order to a score: the letter has a link for each score, following it answers
// nothing, and of two answers the last counts in the log and both are kept.
func TestASurveyIsAskedOnceAndAnswered(t *testing.T) {
	f, b, made, path := surveyed(t)
	f.look(func(v *store.View) error {
		due, err := v.MessagesOf(context.Background(), 1, 0, 10)
		if len(due) != 1 || !strings.HasSuffix(due[0].Data["scores"].([]any)[9].(map[string]any)["link"].(string), path+"?lang=vi&score=9") {
			t.Errorf("left %+v", due)
		}
		return err
	})
	_, page := f.calls("GET", path+"?score=9", nil, aBrowser)
	if !strings.Contains(page, `value="9" required checked`) || !strings.Contains(page, "data-bd-confirm") || !strings.Contains(page, "Hãy bấm Gửi") || f.toldOf(survey.Source, survey.AnsweredEvent) != 0 {
		t.Fatalf("looking answers, or the page is %s", page)
	}
	if resp, _ := f.calls("POST", path, url.Values{"score": {"9"}, "by": {"script"}}, "Mozilla/5.0 (compatible; bingbot/2.0)"); resp.StatusCode != http.StatusConflict {
		t.Errorf("a program chose a score: %d", resp.StatusCode)
	}
	if resp, page := f.calls("POST", path, url.Values{"score": {"11"}, "comment": {"hay"}}, aBrowser); resp.StatusCode != 422 || !strings.Contains(page, "xin chọn một điểm") || !strings.Contains(page, "hay</textarea>") {
		t.Errorf("no score: %d %s", resp.StatusCode, page)
	}
	for range 2 { // sent again it is the same answer
		if resp, _ := f.calls("POST", path, url.Values{"score": {"9"}, "by": {"script"}}, aBrowser); resp.StatusCode != http.StatusNoContent {
			t.Fatalf("by the script: %d", resp.StatusCode)
		}
	}
	if resp, _ := f.calls("POST", path, url.Values{"score": {"3"}, "comment": {"giao chậm"}}, aBrowser); resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("without a script: %d", resp.StatusCode)
	}
	told := f.tellsLog()
	if f.toldOf(survey.Source, survey.AnsweredEvent) != 2 || !strings.Contains(told, `"score":3`) || !strings.Contains(told, "giao chậm") || strings.Count(told, `-1"}[`) != 1 { // the first is taken back
		t.Errorf("the log is told %s", told)
	}
	got := gets[SurveyResponsesAnswer](b, 200, "GET", "/v1/surveys/"+made.ID+"/responses?low=0&high=6&comment=true", "").Responses
	if len(got) != 1 || *got[0].Score != 3 || got[0].Comment != "giao chậm" || *got[0].Person.Name != "Nguyễn Thị Lan" {
		t.Errorf("%+v", got)
	}
	if _, page := f.calls("GET", path, nil, aBrowser); !strings.Contains(page, "Cảm ơn bạn đã trả lời") || !strings.Contains(page, "giao chậm") {
		t.Errorf("what was answered is not shown: %s", page)
	}
}

// TestASurveyGoesBySMSAndIsRemindedOf: who is asked by SMS gets a short address, a reminder once after the days that were said,
// and none once they answered.
func TestASurveyGoesBySMSAndIsRemindedOf(t *testing.T) {
	f, b := turning(t)
	var ahead time.Duration
	f.House.Now = func() time.Time { return time.Now().Add(ahead) }
	gets[MailAnswer](b, 200, "PUT", "/v1/mail", settled)
	made := gets[SurveyDetail](b, 200, "POST", "/v1/surveys", strings.NewReplacer(`"channel":"email"`, `"channel":"sms"`, `"remind":0`, `"remind":3`).Replace(askingNPS))
	gets[SurveyDetail](b, 200, "POST", "/v1/surveys/"+made.ID+"/publish", "")
	var asked []int64
	for i, number := range []string{"+84912345678", "+84912345679"} {
		id, _ := ParsePersonID(f.reachedBy(person.Phone, number))
		asked = append(asked, id)
		e := follow.Event{Event: flow.Event{ID: "order-" + strconv.Itoa(i), Name: "Order Completed", At: f.Now().UnixMicro(), Profile: id}, Person: id}
		if err := f.hearForSurveys(t.Context(), &follow.Batch{Events: []follow.Event{e}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.keepSurveys(auth.With(t.Context(), systemActor), job.Job{}); err != nil {
		t.Fatal(err)
	}
	written := func(person int64, want int) (all []message.Message) {
		t.Helper()
		var invited []survey.Invitation
		f.look(func(v *store.View) (err error) {
			invited, err = v.InvitedOf(context.Background(), person, 10)
			return err
		})
		if len(invited) != 1 {
			t.Fatalf("invited %+v", invited)
		}
		for range 2 { // looked at again, nothing is said twice
			if err := f.stepSurvey(auth.With(t.Context(), systemActor), invited[0].ID); err != nil {
				t.Fatal(err)
			}
		}
		f.look(func(v *store.View) (err error) {
			all, err = v.MessagesOf(context.Background(), person, 0, 10)
			return err
		})
		if len(all) != want {
			t.Fatalf("%d messages to person %d, want %d", len(all), person, want)
		}
		return all
	}
	first := written(asked[0], 1)[0]
	if link, _ := first.Data["link"].(string); first.Channel != consent.SMS || !strings.Contains(link, "/y/") || strings.Contains(link, "?") {
		t.Errorf("by %s, to %q", first.Channel, link)
	}
	written(asked[1], 1)
	_, path, _ := strings.Cut(first.Data["link"].(string), "/y/")
	if resp, _ := f.calls("POST", "/y/"+path, url.Values{"score": {"9"}, "by": {"script"}}, aBrowser); resp.StatusCode != http.StatusNoContent {
		t.Fatalf("answering: %d", resp.StatusCode)
	}
	ahead = 2 * 24 * time.Hour
	written(asked[1], 1)
	ahead = 3*24*time.Hour + time.Hour
	for _, m := range written(asked[1], 2) {
		f.look(func(v *store.View) error {
			by, err := v.Template(context.Background(), m.Template)
			if again := strings.HasSuffix(m.Key, "-remind"); again != strings.Contains(by.Draft.Body.Vi, "nhắc bạn") || again != strings.Contains(by.Draft.Body.En, "reminder") {
				t.Errorf("%s says %+v", m.Key, by.Draft.Body)
			}
			return err
		})
	}
	written(asked[0], 1)
	ahead = 5 * 24 * time.Hour
	written(asked[1], 2)
}

// TestSurveyFigures: few answers say nothing, and each figure counts who was reached.
func TestSurveyFigures(t *testing.T) {
	f, b, made, path := surveyed(t)
	f.calls("POST", path, url.Values{"score": {"10"}}, aBrowser)
	got := gets[SurveyResults](b, 200, "GET", "/v1/surveys/"+made.ID+"/results", "")
	if got.Asked != 1 || got.Answered != 1 || *got.Rate != 1 || got.Result != nil || len(got.Scores) != 11 || got.Scores[10].Count != 1 || len(got.Trend) < 13 || got.Step != "week" {
		t.Errorf("%+v", got)
	}
	if got := gets[SurveyResults](b, 200, "GET", "/v1/surveys/"+made.ID+"/results?where="+url.QueryEscape(`name = "ai khác"`), ""); got.Asked != 0 || got.Rate != nil {
		t.Errorf("of nobody: %+v", got)
	}
	gets[Problem](b, 422, "GET", "/v1/surveys/"+made.ID+"/results?from=2026-11-02&to=2026-11-01", "")
}

// sendsSurveys does the jobs that invite to surveys, each twice.
func (f *front) sendsSurveys() {
	f.t.Helper()
	var all []job.Job
	f.look(func(v *store.View) (err error) {
		all, err = v.Jobs(context.Background(), "waiting", 0, 100)
		return err
	})
	for _, j := range all {
		for range 2 {
			if j.Kind != surveySendJob {
				continue
			}
			if err := f.doSendSurvey(auth.With(f.t.Context(), systemActor), j); err != nil {
				f.t.Fatal(err)
			}
		}
	}
}

// TestASurveyIsSentToMany: a sending asks those who are meant once, whatever happens to its job.
func TestASurveyIsSentToMany(t *testing.T) {
	f, b, _, _ := surveyed(t)
	for i := range 3 {
		f.somebody("khach" + strconv.Itoa(i) + "@example.com")
	}
	ask := strings.NewReplacer(`"kind":"nps"`, `"kind":"csat"`, `"rest":90`, `"rest":7`, "NPS sau mua", "CSAT").Replace(askingNPS)
	made := gets[SurveyDetail](b, 200, "POST", "/v1/surveys", ask)
	gets[Problem](b, 409, "POST", "/v1/surveys/"+made.ID+"/send", `{}`)
	gets[SurveyDetail](b, 200, "POST", "/v1/surveys/"+made.ID+"/publish", "")
	gets[SurveyDetail](b, 200, "POST", "/v1/surveys/"+made.ID+"/send", `{"where":"exists email"}`)
	f.sendsSurveys()
	if err := f.keepSurveys(auth.With(t.Context(), systemActor), job.Job{}); err != nil {
		t.Fatal(err)
	}
	got := gets[SurveyDetail](b, 200, "GET", "/v1/surveys/"+made.ID, "")
	if got.Asked != 3 || got.Waiting != 0 { // Lan was asked today
		t.Errorf("%+v", got.SurveyLine)
	}
}

// TestATalkIsAskedAboutInTheChat: who talked in the chat is asked there, at once where they are there, and nobody else can answer.
func TestATalkIsAskedAboutInTheChat(t *testing.T) {
	f, b := turning(t)
	gets[MailAnswer](b, 200, "PUT", "/v1/mail", settled)
	g := f.chats("")
	told := g.listens("")
	g.says("12345678", "Trà này còn không?")
	g.hearsOf(told, "Trà này")
	ask := strings.NewReplacer(`"kind":"nps"`, `"kind":"csat"`, `"rest":90`, `"rest":7`, `"channel":"email"`, `"channel":"chat"`, "Order Completed", "Conversation Closed").Replace(askingNPS)
	made := gets[SurveyDetail](b, 200, "POST", "/v1/surveys", ask)
	gets[SurveyDetail](b, 200, "POST", "/v1/surveys/"+made.ID+"/publish", "")
	who, _ := ParsePersonID(f.theConversation(b).Conversation.Person.ID)
	closed := &follow.Batch{Events: []follow.Event{{Event: flow.Event{ID: "closed-1", Name: "Conversation Closed", At: f.Now().UnixMicro(), Profile: who}, Person: who}}}
	if err := f.hearForSurveys(t.Context(), closed); err != nil {
		t.Fatal(err)
	}
	if err := f.keepSurveys(auth.With(t.Context(), systemActor), job.Job{}); err != nil {
		t.Fatal(err)
	}
	g.hearsOf(told, "survey ")
	var asked chatSurvey
	g.asks("survey?lang=en", &asked)
	if asked.Question != "Would you recommend us?" || len(asked.Scores) != 5 {
		t.Fatalf("asked %+v", asked)
	}
	other := f.chats("")
	other.sends(404, "survey", `{"id":"`+asked.ID+`","score":"1"}`, nil)
	g.sends(422, "survey", `{"id":"`+asked.ID+`","score":"0"}`, nil)
	g.sends(204, "survey", `{"id":"`+asked.ID+`","score":"5"}`, nil)
	g.sends(204, "survey", `{"id":"`+asked.ID+`","score":"5","comment":"nhanh"}`, nil)
	got := gets[SurveyResponsesAnswer](b, 200, "GET", "/v1/surveys/"+made.ID+"/responses", "").Responses
	if len(got) != 1 || *got[0].Score != 5 || got[0].Comment != "nhanh" {
		t.Errorf("%+v", got)
	}
	if g.asks("survey", &asked); asked.ID != "" {
		t.Errorf("what was answered is asked: %+v", asked)
	}
}

// asks reads as the widget does.
func (g *chatWidget) asks(path string, into any) {
	g.t.Helper()
	r, _ := http.NewRequest("GET", g.url+"/chat/"+path, nil)
	r.Header.Set("Origin", g.origin)
	r.Header.Set("Authorization", "Bearer "+g.begun.Session)
	resp, err := http.DefaultClient.Do(r)
	if err != nil || resp.StatusCode != 200 {
		g.t.Fatal(resp, err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(into); err != nil {
		g.t.Fatal(err)
	}
}
