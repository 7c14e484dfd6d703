package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"banhda/engage/bot"
	"banhda/engage/chat"
	"banhda/hub/record"
)

// asksBot says something to the bot, and gives what it answers.
func (g *chatWidget) asksBot(key, text, choice string) visitorEntry {
	g.t.Helper()
	g.sends(200, "say", fmt.Sprintf(`{"key":%q,"text":%q,"choice":%q,"language":"vi"}`, key, text, choice), nil)
	back := g.again()
	return back.begun.Entries[len(back.begun.Entries)-1]
}

// again is the same talk after a reload.
func (g *chatWidget) again() *chatWidget { return g.front.chats(g.begun.Session) }

// botted is a house whose bot is on, with an article and a product.
func botted(t *testing.T, set string) (*front, *visitor) {
	f, b := turning(t)
	gets[BotAnswer](b, 200, "PUT", "/v1/bot", `{"on":true,"sure":0.5,"page":"","name":{"vi":"","en":""}`+set+`}`)
	made := gets[ArticleDetail](b, 200, "POST", "/v1/articles", returns)
	gets[ArticleDetail](b, 200, "POST", "/v1/articles/"+made.ID+"/publish", "")
	b.makes("products", `{"name":"Trà sen Tây Hồ","price":250000,"currency":"VND","unit":"hộp","active":true}`)
	return f, b
}

// TestTheBotNamesTheShop: what the shop sells is told with its page, and its price there, with tax.
func TestTheBotNamesTheShop(t *testing.T) {
	f, b := botted(t, "")
	gets[ShopAnswer](b, 200, "PUT", "/v1/shop", openedShop)
	sold := f.chats("").asksBot("11111111", "tra sen tay ho gia bao nhieu", "")
	if len(sold.Sources) != 1 || !strings.HasPrefix(sold.Sources[0].URL, "/shop/p/prd_") || !strings.Contains(sold.Text, "₫") || strings.Contains(sold.Text, "250.000\u00a0₫") {
		t.Errorf("what the shop sells: %+v", sold)
	}
}

// TestTheBotAnswers: a question without marks is answered from an article that is named, a price from the products; what it
// does not know it says, and a person gets the whole talk; from then on it is silent.
func TestTheBotAnswers(t *testing.T) {
	f, b := botted(t, "")
	g := f.chats("")
	first := g.asksBot("11111111", "doi tra hang trong bao lau", "")
	if !first.Bot || first.Mine || !strings.Contains(first.Text, "Mình là máy") || !strings.Contains(first.Text, "7 ngày") || len(first.Sources) != 1 || first.Sources[0].Title != "Đổi trả hàng" || !strings.HasPrefix(first.Sources[0].URL, "/a/art_") {
		t.Fatalf("answered %+v", first)
	}
	if n := len(g.again().begun.Entries); n != 2 {
		t.Errorf("%d entries", n)
	}
	if again := g.asksBot("11111111", "doi tra hang trong bao lau", ""); again.ID != first.ID {
		t.Errorf("sent twice, it is answered twice: %+v", again)
	}
	if price := g.asksBot("22222222", "tra sen tay ho gia bao nhieu", ""); !strings.Contains(price.Text, "250.000\u00a0₫ mỗi hộp") || strings.Contains(price.Text, "Mình là máy") {
		t.Errorf("the price: %+v", price)
	}
	if thanks := g.asksBot("33333333", "Đúng ý mình", "helped"); !strings.Contains(thanks.Text, "Cảm ơn") {
		t.Errorf("judged: %+v", thanks)
	}
	if c := f.theConversation(b); !c.Conversation.Bot || c.Conversation.WaitingSince != nil {
		t.Errorf("what the bot has waits for somebody: %+v", c.Conversation)
	}
	if no := g.asksBot("44444444", "Xe máy điện đi được bao xa?", ""); no.Asks != bot.ForPerson || !strings.Contains(no.Text, "chưa có câu trả lời") {
		t.Errorf("not known: %+v", no)
	}
	waiting := gets[BotQuestionsAnswer](b, 200, "GET", "/v1/bot/questions", "").Questions
	if len(waiting) != 1 || waiting[0].Text != "Xe máy điện đi được bao xa?" {
		t.Fatalf("not known: %+v", waiting)
	}
	handed := g.asksBot("55555555", "Gặp nhân viên", "person")
	c := f.theConversation(b)
	if !strings.Contains(handed.Text, "chuyển cả cuộc trò chuyện") || c.Conversation.Bot || c.Conversation.WaitingSince == nil || len(c.Entries) != 11 {
		t.Errorf("handed over %+v, %d entries: %+v", handed, len(c.Entries), c.Conversation)
	}
	if silent := g.asksBot("66666666", "doi tra hang trong bao lau", ""); silent.Bot {
		t.Errorf("it goes on: %+v", silent)
	}
	if n := gets[BotFigures](b, 200, "GET", "/v1/bot/figures", ""); n.Answered != 2 || n.Unknown != 1 || n.Handed != 1 || n.Helped != 1 || n.Failed != 0 {
		t.Errorf("counted %+v", n)
	}
	if left := gets[BotQuestionsAnswer](b, 200, "DELETE", "/v1/bot/questions/"+waiting[0].ID, "").Questions; len(left) != 0 {
		t.Errorf("left %+v", left)
	}
	gets[Problem](b, 404, "DELETE", "/v1/bot/questions/"+waiting[0].ID, "")
	if f.toldOf(chatSource, "Bot Answered") != 2 || f.toldOf(chatSource, "Bot Handed Over") != 1 {
		t.Error("the log is not told what the bot did")
	}
}

// TestTheBotBooks: it offers free times, keeps the one that is chosen, and books it once it is known where to answer; a time
// that is gone is told.
func TestTheBotBooks(t *testing.T) {
	f, b := botted(t, "")
	me := gets[SessionAnswer](b, 200, "GET", "/v1/session", "")
	gets[BookingPage](b, 200, "POST", "/v1/booking-pages", strings.Replace(strings.Replace(advice, "%s", me.User.ID, 1), `"required":true`, `"required":false`, 1))
	if set := gets[BotAnswer](b, 200, "PUT", "/v1/bot", `{"on":true,"sure":0.5,"page":"tu-van","name":{"vi":"Sen","en":"Lotus"}}`); len(set.Pages) != 1 || !set.Pages[0].InTalk {
		t.Errorf("the pages: %+v", set.Pages)
	}
	gets[Problem](b, 404, "PUT", "/v1/bot", `{"on":true,"sure":0.5,"page":"khong-co","name":{"vi":"","en":""}}`)
	g := f.chats("")
	offer := g.asksBot("11111111", "minh muon dat lich hen", "")
	at := slices.IndexFunc(offer.Buttons, func(b bot.Button) bool { return strings.HasPrefix(b.Key, "time:") })
	if at < 0 || !strings.Contains(offer.Text, "Sen") {
		t.Fatalf("offered %+v", offer)
	}
	kept := g.asksBot("22222222", offer.Buttons[at].Label, offer.Buttons[at].Key)
	if kept.Asks != bot.ForContact || !strings.Contains(kept.Text, "Mình giữ giờ") {
		t.Fatalf("kept %+v", kept)
	}
	other := f.chats("")
	if gone := other.asksBot("33333333", offer.Buttons[at].Label, offer.Buttons[at].Key); !strings.Contains(gone.Text, "vừa có người đặt") || gone.Asks != bot.ForTime {
		t.Errorf("what is kept for one is given to another: %+v", gone)
	}
	g.sends(200, "contact", `{"name":"Nguyễn Thị Lan","email":"lan@example.vn","language":"vi"}`, nil)
	said := g.again().begun.Entries
	if last := said[len(said)-1]; !strings.Contains(last.Text, "Đã đặt hẹn") || !strings.HasPrefix(last.Buttons[0].URL, "/b/a/") {
		t.Errorf("booked %+v", last)
	}
	list := gets[AppointmentsAnswer](b, 200, "GET", "/v1/appointments", "").Appointments
	if len(list) != 1 || string(list[0].State) != "booked" {
		t.Errorf("appointments %+v", list)
	}
}

// TestOrdersAreForWhoIsVouchedFor: their own orders, and nobody else's.
func TestOrdersAreForWhoIsVouchedFor(t *testing.T) {
	f, b := botted(t, "")
	g := f.chats("")
	if anybody := g.asksBot("11111111", "đơn hàng của tôi đến đâu rồi", ""); !strings.Contains(anybody.Text, "đã đăng nhập") {
		t.Errorf("anybody is told %+v", anybody)
	}
	secret := gets[ChatAnswer](b, 200, "GET", "/v1/chat", "").Secret
	in := &chatWidget{front: f, origin: shopSite}
	in.sends(200, "session", fmt.Sprintf(`{"user":{"id":"kh-1","hash":%q}}`, chat.Hash(secret, "kh-1")), &in.begun)
	ask := func(key string) string {
		in.sends(200, "say", `{"key":"`+key+`","text":"don hang cua minh den dau roi","language":"vi"}`, nil)
		var back chatBegun
		in.sends(http.StatusOK, "session", fmt.Sprintf(`{"user":{"id":"kh-1","hash":%q}}`, chat.Hash(secret, "kh-1")), &back)
		return back.Entries[len(back.Entries)-1].Text
	}
	if none := ask("22222222"); !strings.Contains(none, "không thấy đơn hàng nào") {
		t.Errorf("without orders: %s", none)
	}
	people := gets[ConversationsAnswer](b, 200, "GET", "/v1/conversations", "").Conversations
	for i, c := range people {
		if !strings.Contains(c.Preview, "không thấy") {
			b.makes("orders", fmt.Sprintf(`{"person":%q,"number":"CUA-AI-%d","status":"confirmed","total":90000,"currency":"VND","placed_on":"2026-11-20"}`, c.Person.ID, i))
			continue
		}
		b.makes("orders", fmt.Sprintf(`{"person":%q,"number":"DH-12","status":"confirmed","total":90000,"currency":"VND","placed_on":"2026-11-20"}`, c.Person.ID))
	}
	if told := ask("33333333"); told != "Đơn DH-12, đặt ngày 20/11/2026, 90.000\u00a0₫: đã xác nhận." {
		t.Errorf("told %q", told)
	}
}

// saves is the body by which a flow is saved.
func savesFlow(is *BotFlowAnswer, flow bot.Flow) string {
	text, _ := json.Marshal(map[string]any{"name": is.Name, "begins": is.Begins, "flow": flow, "edition": is.Edition})
	return string(text)
}

// lays makes a flow, and publishes it.
func (v *visitor) lays(name string, begins bot.Begins, flow bot.Flow) BotFlowAnswer {
	v.t.Helper()
	is := gets[BotFlowAnswer](v, 200, "POST", "/v1/bot/flows", fmt.Sprintf(`{"name":%q}`, name))
	is.Begins = begins
	gets[BotFlowAnswer](v, 200, "PUT", "/v1/bot/flows/"+is.ID, savesFlow(&is, flow))
	return gets[BotFlowAnswer](v, 200, "POST", "/v1/bot/flows/"+is.ID+"/publish", "")
}

// TestAFlowIsLaid: a flow is written, tried, published; a visitor goes through it by buttons and answers, which fill what is not
// known of them, and whoever is in it goes on though it is switched off.
func TestAFlowIsLaid(t *testing.T) {
	f, b := botted(t, "")
	if is := gets[BotFlowsAnswer](b, 200, "GET", "/v1/bot/flows", ""); len(is.Recipes) != len(bot.Recipes) || len(is.Flows) != 0 {
		t.Fatalf("at first %+v", is)
	}
	is := gets[BotFlowAnswer](b, 200, "POST", "/v1/bot/flows", `{"name":"Tư vấn","recipe":"lead"}`)
	if !is.Begins.Greets || is.Published != 0 || !is.Changed || is.Steps != 5 {
		t.Fatalf("made of a recipe: %+v", is)
	}
	lead, at := is.Flow, "/v1/bot/flows/"+is.ID
	wrong := bot.Flow{Steps: []bot.Step{{ID: "a", Kind: bot.Query, Text: record.Label{Vi: "x"}, Field: "khong_co"}}}
	now := gets[BotFlowAnswer](b, 200, "PUT", at, savesFlow(&is, wrong))
	gets[Problem](b, 422, "POST", at+"/publish", "")
	gets[Problem](b, 409, "PUT", at, savesFlow(&is, lead))
	gets[BotFlowAnswer](b, 200, "PUT", at, savesFlow(&now, lead))
	said, _ := json.Marshal(map[string]any{"flow": lead, "language": "vi", "said": []BotSaid{{Text: "chào"}, {Text: "Tư vấn mua hàng", Choice: "way:0"}, {Text: "Lan"}}})
	if tried := gets[BotTried](b, 200, "POST", "/v1/bot/flows/try", string(said)).Replies; len(tried) != 3 || !strings.Contains(tried[0].Text, "Bạn đang tìm gì?") || tried[2].Fills["name"] != "Lan" {
		t.Errorf("tried: %+v", tried)
	}
	if out := gets[BotFlowAnswer](b, 200, "POST", at+"/publish", ""); out.Published == 0 || out.Changed {
		t.Errorf("published %+v", out)
	}
	g := f.chats("")
	var look chatLooks
	if _, page := f.asks("", "/chat/look?lang=vi", ""); json.Unmarshal([]byte(page), &look) != nil || len(look.Buttons) != 3 {
		t.Errorf("before anything is said there is %+v", look.Buttons)
	}
	if asked := g.asksBot("11111111", look.Buttons[0].Label, look.Buttons[0].Key); !strings.Contains(asked.Text, "Mình nên gọi bạn là gì?") {
		t.Fatalf("asked %+v", asked)
	}
	gets[BotFlowAnswer](b, 200, "POST", at+"/hide", "")
	if phone := g.asksBot("22222222", "Nguyễn Thị Lan", ""); !strings.Contains(phone.Text, "Số điện thoại nào") {
		t.Fatalf("named %+v", phone)
	}
	g.asksBot("33333333", "0912 345 678", "")
	if done := g.asksBot("44444444", "Hai hộp trà sen", ""); !strings.Contains(done.Text, "chuyển cả cuộc trò chuyện") {
		t.Errorf("in the end %+v", done)
	}
	c := f.theConversation(b)
	if r := b.shows("people", c.Conversation.Person.ID); r.Values["name"] != "Nguyễn Thị Lan" || r.Values["phone"] == nil {
		t.Errorf("who answered is kept as %+v", r.Values)
	}
	if greeted := f.chats("").asksBot("55555555", "chào shop", ""); strings.Contains(greeted.Text, "Bạn đang tìm gì?") {
		t.Errorf("a flow that was switched off greets: %+v", greeted)
	}
}

// TestFlowsActInTalks: one flow begins by words, another is led to; steps tag, open a deal with what was answered and part by what
// they did, all of it once, though the same is sent again; a mail to who said no address is left undone, and the talk says why. Where
// talks are is counted, and each count opens them. A flow others lead to stays.
func TestFlowsActInTalks(t *testing.T) {
	f, b := botted(t, "")
	thanks := gets[TemplateAnswer](b, 200, "POST", "/v1/templates", written)
	gets[TemplateAnswer](b, 200, "POST", "/v1/templates/"+thanks.ID+"/publish", "")
	label := func(vi string) record.Label { return record.Label{Vi: vi} }
	other := b.lays("Kết", bot.Begins{}, bot.Flow{Steps: []bot.Step{{ID: "thanks", Kind: bot.Menu, Text: label("Còn gì nữa không?"), Ways: []bot.Way{{Label: label("Không")}}}}})
	flow := bot.Flow{Steps: []bot.Step{
		{ID: "what", Kind: bot.Query, Text: label("Bạn cần gì?"), Check: bot.KeptText, Next: "tag"},
		{ID: "tag", Kind: bot.Act, Action: "add_tag", With: map[string]any{"tag": "quan tâm"}, Next: "deal"},
		{ID: "deal", Kind: bot.Act, Action: "deal_open", With: map[string]any{"name": "Chat: {answer}"}, Next: "part"},
		{ID: "part", Kind: bot.Branch, Ways: []bot.Way{{Where: `tags = "quan tâm"`, Next: "note"}}},
		{ID: "note", Kind: bot.Act, Action: "task", With: map[string]any{"title": "Gọi lại"}, Next: "mail"},
		{ID: "mail", Kind: bot.Act, Action: "message", With: map[string]any{"template": "chao"}, Next: "on"},
		{ID: "on", Kind: bot.Jump, Flow: other.ID},
	}}
	with := func(change func(*bot.Step)) bot.Flow {
		body, _ := json.Marshal(flow)
		var other bot.Flow
		_ = json.Unmarshal(body, &other)
		for i := range other.Steps {
			change(&other.Steps[i])
		}
		return other
	}
	is := gets[BotFlowAnswer](b, 200, "POST", "/v1/bot/flows", `{"name":"Mua sỉ"}`)
	if is.Begins.Greets || len(is.Others) != 1 || len(is.Actions) != len(inTalks) {
		t.Errorf("a further flow is %+v", is)
	}
	is.Begins = bot.Begins{Words: []string{"mua sỉ"}}
	for name, wrong := range map[string]bot.Flow{
		"an action of workflows alone": with(func(s *bot.Step) { s.Action = strings.Replace(s.Action, "add_tag", "points", 1) }),
		"a field that is missing":      with(func(s *bot.Step) { delete(s.With, "tag") }),
		"a flow that is not there":     with(func(s *bot.Step) { s.Flow = strings.Replace(s.Flow, other.ID, BotFlowID(99), 1) }),
		"a circle without an answer":   with(func(s *bot.Step) { s.Next = strings.Replace(s.Next, "on", "tag", 1) }),
	} {
		is = gets[BotFlowAnswer](b, 200, "PUT", "/v1/bot/flows/"+is.ID, savesFlow(&is, wrong))
		if resp, _ := b.asks("POST", "/v1/bot/flows/"+is.ID+"/publish", ""); resp.StatusCode < 400 {
			t.Errorf("%s is published", name)
		}
	}
	is = gets[BotFlowAnswer](b, 200, "PUT", "/v1/bot/flows/"+is.ID, savesFlow(&is, flow))
	gets[BotFlowAnswer](b, 200, "POST", "/v1/bot/flows/"+is.ID+"/publish", "")
	said, _ := json.Marshal(map[string]any{"flow": flow, "language": "vi", "said": []BotSaid{{Text: "chào"}, {Text: "Hai thùng"}}})
	if tried := gets[BotTried](b, 200, "POST", "/v1/bot/flows/try", string(said)).Replies; len(tried) != 2 || len(tried[1].Does) != 2 {
		t.Errorf("tried: %+v", tried)
	}
	g := f.chats("")
	if asked := g.asksBot("11111111", "shop co ban MUA SI khong", ""); !strings.HasSuffix(asked.Text, "Bạn cần gì?") {
		t.Fatalf("asked %+v", asked)
	}
	for range 2 {
		if on := g.asksBot("22222222", "Hai thùng trà", ""); on.Text != "Còn gì nữa không?" || len(on.Buttons) != 1 {
			t.Fatalf("led to %+v", on)
		}
	}
	c := f.theConversation(b)
	if r := b.shows("people", c.Conversation.Person.ID); fmt.Sprint(r.Values["tags"]) != "[quan tâm]" {
		t.Errorf("tagged %v", r.Values["tags"])
	}
	if deals := gets[RecordsAnswer](b, 200, "GET", "/v1/records/deals", "").Rows; len(deals) != 1 || deals[0].Values["name"] != "Chat: Hai thùng trà" {
		t.Errorf("deals %+v", deals)
	}
	if tasks := gets[TasksAnswer](b, 200, "GET", "/v1/tasks", "").Tasks; len(tasks) != 1 || tasks[0].Title != "Gọi lại" {
		t.Errorf("tasks %+v", tasks)
	}
	if undone := slices.IndexFunc(c.Entries, func(e ConversationEntry) bool { return e.Data["did"] == leftUndone }); undone < 0 || c.Entries[undone].Data["step"] != "mail" || c.Entries[undone].Data["why"] == "" {
		t.Errorf("of the mail it says %+v", c.Entries)
	}
	at := func(flow string, want ...BotFlowPlace) {
		t.Helper()
		talks := gets[BotFlowTalks](b, 200, "GET", "/v1/bot/flows/"+flow+"/talks", "")
		if !slices.Equal(talks.Places, want) || talks.Began != int64(len(want)) {
			t.Errorf("talks in a flow are at %+v, want %+v", talks, want)
		}
		for _, p := range want {
			if list := gets[ConversationsAnswer](b, 200, "GET", fmt.Sprintf("/v1/conversations?flow=%s&step=%s&fate=%s", flow, p.Step, p.Fate), "").Conversations; len(list) != 1 || list[0].ID != c.Conversation.ID {
				t.Errorf("at %+v there are %+v", p, list)
			}
		}
		if list := gets[ConversationsAnswer](b, 200, "GET", "/v1/conversations?flow="+flow+"&fate=ended", "").Conversations; len(list) != 0 {
			t.Errorf("ended there are %+v", list)
		}
		if before := gets[BotFlowTalks](b, 200, "GET", "/v1/bot/flows/"+flow+"/talks?from=2020-01-01&to=2020-02-01", ""); before.Began != 0 {
			t.Errorf("years before there were %+v", before)
		}
	}
	at(is.ID, BotFlowPlace{"on", bot.ToFlow, 1})
	at(other.ID, BotFlowPlace{"thanks", bot.Waits, 1})
	g.asksBot("44444444", "các bạn mở cửa mấy giờ", "")
	at(other.ID, BotFlowPlace{"thanks", bot.Left, 1})
	gets[Problem](b, 409, "DELETE", "/v1/bot/flows/"+other.ID, "")
	gets[RemovedAnswer](b, 200, "DELETE", "/v1/bot/flows/"+is.ID, "")
	gets[RemovedAnswer](b, 200, "DELETE", "/v1/bot/flows/"+other.ID, "")
	if left := g.asksBot("33333333", "Không", "way:0"); left.Text == "" {
		t.Error("who was in a flow that is removed is not answered")
	}
}
