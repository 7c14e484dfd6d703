package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"banhda/api"
)

// TestTheWheelTurnsOnce walks the way of the guide from a house with nothing in it: a customer is onboarded, asks for help and is
// answered, gives ten, is invited and brings a friend who buys; both are rewarded, and the wheel counts the rotation.
func TestTheWheelTurnsOnce(t *testing.T) { walk(t, "delight") }

// generous is a programme of referrals by which a friend brings a hundred points, and gets fifty, at once.
const generous = `{"edition":0,"open":true,"draft":{"title":{"vi":"","en":""},"text":{"vi":"Để lại tên nhé","en":"Leave your name"},"terms":{"vi":"","en":""},"share":{"vi":"Mình mua ở đây","en":"I buy here"},
"named":true,"orders":1,"rest":90,"referrer":{"kind":"points","points":100},"friend":{"kind":"points","points":50},"least":0,"window":30,"return":0,"limit":0,"take_back":true,"blocks":[]}}`

// TestRewardsSurviveAKill kills the house, over and over, while friends come and buy: in the end each has brought a hundred points
// and has fifty, once.
func TestRewardsSurviveAKill(t *testing.T) {
	t.Parallel()
	const friends, kills = 48, 4
	h := newHouse(t)
	h.now = friday.Format(time.RFC3339)
	cmd := h.serve(t)
	r := &rolls{t, h.dir}
	gets[json.RawMessage](r, "PUT", "/v1/mail", `{"host":"127.0.0.1","port":2525,"security":"none","from":"cskh@shop.example.com","name":"Quán","url":"https://crm.example.com"}`)
	gets[json.RawMessage](r, "POST", "/v1/loyalty/publish", "")
	gets[json.RawMessage](r, "PUT", "/v1/referral-programme", generous)
	gets[json.RawMessage](r, "POST", "/v1/referral-programme/publish", "")
	lan := gets[struct{ ID string }](r, "POST", "/v1/records/people", `{"values":{"name":"Nguyễn Thị Lan","email":"lan@example.vn"}}`).ID
	code := gets[struct{ Code string }](r, "POST", "/v1/records/people/"+lan+"/referral-code", "").Code
	for i := range kills {
		var events []string
		for n := i; n < friends; n += kills {
			at := friday.Add(time.Duration(2*i) * time.Minute).UnixMicro()
			events = append(events, fmt.Sprintf(`{"id":"a%d","name":"Referral Accepted","at":%d,"properties":{"ref":%q},"person":{"user_id":"F%[1]d"}}`, n, at, code),
				fmt.Sprintf(`{"id":"o%d","name":"Order Completed","at":%d,"value":5000,"currency":"VND","person":{"user_id":"F%[1]d"}}`, n, at+1))
		}
		gets[json.RawMessage](r, "POST", "/v1/events", "["+strings.Join(events, ",")+"]")
		time.Sleep(time.Duration(60+90*i) * time.Millisecond)
		kill(cmd)
		h.now = friday.Add(time.Duration(2*i+2) * time.Minute).Format(time.RFC3339)
		cmd = h.serve(t)
	}
	s := &steered{rolls: r}
	s.soon("all are rewarded", func() bool {
		return gets[api.ReferralsAnswer](r, "GET", "/v1/referrals?state=rewarded&limit=1", "").Total == friends
	})
	has := map[string]int64{}
	for _, m := range gets[api.LoyaltyMembers](r, "GET", "/v1/loyalty/members?limit=200", "").Members {
		has[m.Person] = m.Available + m.Pending
	}
	if has[lan] != 100*friends || len(has) != friends+1 {
		t.Errorf("she has %d points, and %d others have some", has[lan], len(has)-1)
	}
	for who, n := range has {
		if who != lan && n != 50 {
			t.Errorf("%s has %d points", who, n)
		}
	}
}
