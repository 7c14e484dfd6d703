package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"banhda/auth"
	"banhda/channel/email"
	parsed "banhda/channel/email/letter"
	"banhda/channel/webhook"
	"banhda/drive/job"
	"banhda/engage/appointment"
	"banhda/hub/calendar/ics"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/store"
	"banhda/warehouse"
)

const advice = `{"key":"tu-van","active":true,"name":{"vi":"Tư vấn máy pha","en":"Advice"},"text":{"vi":"","en":""},"place":"12 Lý Thường Kiệt","mode":"in_turn","hosts":["%s"],"length":30,"step":30,"before":0,"after":0,"notice":0,"horizon":30,"per_day":0,"phone":false,"questions":[{"key":"need","label":{"vi":"Bạn cần gì?","en":"What do you need?"},"required":true,"long":false}]}`

// bookedAt is a house with a booking page whose host is the one who signed in.
func bookedAt(t *testing.T) (f *front, b *visitor, page BookingPage) {
	f, b = turning(t)
	f.Server.Warehouse = past{&rulebook{version: 1}}
	gets[MailAnswer](b, 200, "PUT", "/v1/mail", settled)
	me := gets[SessionAnswer](b, 200, "GET", "/v1/session", "")
	page = gets[BookingPage](b, 200, "POST", "/v1/booking-pages", strings.Replace(advice, "%s", me.User.ID, 1))
	return f, b, page
}

var offered = regexp.MustCompile(`name="at" value="(\d+)"`)

// stays posts without following where it leads, and gives that.
func (v *visitor) stays(page string, fields ...string) (status int, to, body string) {
	v.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := c.PostForm(v.url+page, form)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return resp.StatusCode, resp.Header.Get("Location"), string(text)
}

// times are those a page offers.
func (v *visitor) times(page string) (all []string) {
	v.t.Helper()
	resp, text := v.asks("GET", page, "")
	if resp.StatusCode != 200 {
		v.t.Fatalf("%s: %d %s", page, resp.StatusCode, text)
	}
	for _, m := range offered.FindAllStringSubmatch(text, -1) {
		all = append(all, m[1])
	}
	return all
}

// TestAVisitorBooksMovesAndCancels goes the whole way of a customer without a script, and looks at what the host sees.
func TestAVisitorBooksMovesAndCancels(t *testing.T) {
	f, b, page := bookedAt(t)
	all := b.times("/b/tu-van")
	if len(all) < 10 {
		t.Fatalf("offered %v", all)
	}
	status, to, body := b.stays("/b/tu-van", "at", all[3], "zone", "Asia/Kolkata", "lang", "vi")
	if status != 303 {
		t.Fatalf("reserving: %d %s", status, body)
	}
	mine, _, _ := strings.Cut(to, "?")
	if _, text := b.asks("GET", to, ""); !strings.Contains(text, "Bạn cần gì?") {
		t.Errorf("who comes is asked: %s", text)
	}
	if again := b.times("/b/tu-van"); strings.Contains(strings.Join(again, " "), all[3]) {
		t.Error("a time that is kept for somebody is offered")
	}
	if status, _, _ := b.stays("/b/tu-van", "at", all[3]); status != 409 {
		t.Errorf("a time that is kept for somebody is taken: %d", status)
	}
	who := []string{"do", "book", "name", "Nguyễn Thị Hương", "email", "huong@example.vn", "phone", "0912 345 678", "agree", "1", "lang", "vi"}
	if status, _, body := b.stays(mine, who...); status != 422 || !strings.Contains(body, "Bạn cần gì?") {
		t.Errorf("without an answer: %d", status)
	}
	for range 2 { // pressed twice
		if status, _, body := b.stays(mine, append(who, "q.need", "máy cho quán nhỏ")...); status != 303 {
			t.Fatalf("booking: %d %s", status, body)
		}
	}
	if _, text := b.asks("GET", mine, ""); !strings.Contains(text, "đã được xác nhận") || !strings.Contains(text, "5:30)") {
		t.Errorf("the customer sees %s", text)
	}
	list := gets[AppointmentsAnswer](b, 200, "GET", "/v1/appointments?host=me", "")
	if len(list.Appointments) != 1 || list.Appointments[0].State != "booked" || list.Appointments[0].Person.Name != "Nguyễn Thị Hương" || list.Appointments[0].Page != page.ID {
		t.Fatalf("the host sees %+v", list)
	}
	if who := b.shows("people", list.Appointments[0].Person.ID); who.Values["time_zone"] != "Asia/Kolkata" {
		t.Errorf("the customer's time zone is %v", who.Values["time_zone"])
	}
	for during, n := range map[string]int{"from=" + list.Appointments[0].From + "&to=" + list.Appointments[0].To: 1, "from=" + list.Appointments[0].To: 0} {
		if of := gets[AppointmentsAnswer](b, 200, "GET", "/v1/appointments?host=me&state=booked&"+during, ""); len(of.Appointments) != n {
			t.Errorf("of the day %s stand %d, want %d", during, len(of.Appointments), n)
		}
	}
	id := list.Appointments[0].ID
	d := gets[AppointmentDetail](b, 200, "GET", "/v1/appointments/"+id, "")
	if len(d.Answers) != 2 || d.Answers[1].Answer != "0912 345 678" || d.Answers[0].Answer != "máy cho quán nhỏ" || !strings.HasSuffix(d.Link, mine) {
		t.Errorf("shown %+v", d)
	}
	brief := gets[AppointmentBrief](b, 200, "GET", "/v1/appointments/"+id+"/brief", "")
	if !strings.Contains(brief.Who[0], "Nguyễn Thị Hương") || brief.Looked[0] != "Máy pha một vòi" || !strings.Contains(strings.Join(brief.Bring, " "), "máy cho quán nhỏ") {
		t.Errorf("to know before: %+v", brief)
	}
	b.briefedByAModel(id)
	if resp, file := b.asks("GET", mine+"/ics", ""); resp.StatusCode != 200 || !strings.Contains(file, "BEGIN:VEVENT") {
		t.Errorf("the file: %d %s", resp.StatusCode, file)
	}
	later := b.times(mine + "/times")
	if status, _, body := b.stays(mine, "do", "move", "at", later[5]); status != 303 {
		t.Fatalf("moving: %d %s", status, body)
	}
	if status, _, body := b.stays(mine, "do", "cancel", "reason", "bận việc"); status != 303 {
		t.Fatalf("cancelling: %d %s", status, body)
	}
	d = gets[AppointmentDetail](b, 200, "GET", "/v1/appointments/"+id, "")
	if d.State != "cancelled" || d.Reason != "bận việc" {
		t.Errorf("cancelled: %+v", d)
	}
	for _, name := range []string{"Appointment Booked", "Appointment Rescheduled", "Appointment Cancelled"} {
		if n := f.toldOf("appointments", name); n != 1 {
			t.Errorf("%s is told %d times", name, n)
		}
	}
	if !strings.Contains(f.tellsLog(), `"page":"tu-van"`) {
		t.Error("the log does not say on which page a time was booked")
	}
	if status, _, _ := b.stays(mine, "do", "move", "at", later[6]); status != 422 {
		t.Errorf("what is cancelled is moved: %d", status)
	}
	if resp, _ := b.asks("GET", "/b/a/nonsense", ""); resp.StatusCode != 404 {
		t.Errorf("a made-up address: %d", resp.StatusCode)
	}
}

// briefedByAModel: a brief is said in sentences where that is set, from its own lines, once for the same brief and within the day's
// bound; otherwise, and whatever goes wrong, the rules' lines are all there is.
func (v *visitor) briefedByAModel(id string) {
	v.t.Helper()
	is := newSpeaker(v.t)
	set := func(briefs bool, day int, model string) ModelAnswer {
		return gets[ModelAnswer](v, 200, "PUT", "/v1/bot/model", fmt.Sprintf(`{"on":false,"briefs":%t,"url":%q,"name":%q,"day":%d}`, briefs, is.URL+"/v1", model, day))
	}
	brief := func(why, phrased string, asked int64) {
		v.t.Helper()
		got := gets[AppointmentBrief](v, 200, "GET", "/v1/appointments/"+id+"/brief?phrased=true", "")
		if got.Phrased != phrased || len(got.Bring) == 0 || is.asked.Load() != asked {
			v.t.Errorf("%s: %+v, asked %d times", why, got, is.asked.Load())
		}
	}
	const said = "You meet Nguyễn Thị Hương, they asked for máy cho quán nhỏ. Show Máy pha một vòi."
	is.says.Store(said)
	set(false, 0, "m")
	brief("nobody wants it", "", 0)
	set(true, 0, "m")
	if gets[AppointmentBrief](v, 200, "GET", "/v1/appointments/"+id+"/brief", "").Phrased != "" || is.asked.Load() != 0 {
		v.t.Error("it is phrased unasked")
	}
	brief("said", said, 1)
	if heard := is.heard.Load().(string); !strings.Contains(heard, "máy cho quán nhỏ") || strings.Contains(heard, "huong@example.vn") {
		v.t.Errorf("sent %s", heard)
	}
	brief("the same again", said, 1)
	if now := set(true, 50, "m"); now.Today != 50 {
		v.t.Errorf("counted %+v", now)
	}
	brief("spent", "", 1)
	set(true, 0, "another")
	is.says.Store("Nguyễn Thị Hương asked for máy cho quán nhỏ with a discount of 99 %.")
	brief("invented", "", 2)
	brief("invented, again", "", 2)
	set(true, 0, "a third")
	is.says.Store("")
	brief("failing", "", 3)
}

// past is a warehouse that knows one thing somebody did.
type past struct{ *rulebook }

func (past) Person(_ context.Context, _ warehouse.Cut, q warehouse.TimelineQuestion) (warehouse.Timeline, warehouse.Stamp, error) {
	return warehouse.Timeline{PersonRow: warehouse.PersonRow{Person: q.Person}, Events: []warehouse.TimelineEvent{{Name: "Product Viewed", At: 1, Properties: []byte(`{"name":"Máy pha một vòi"}`)}}}, warehouse.Stamp{}, nil
}

// TestTwoWantOneTime: of many who book by hand at once, one gets it.
func TestTwoWantOneTime(t *testing.T) {
	_, b, page := bookedAt(t)
	lan := b.makes("people", `{"name":"Lan","email":"lan@example.vn"}`)
	slots := gets[SlotsAnswer](b, 200, "GET", "/v1/booking-pages/"+page.ID+"/slots", "")
	order := `{"page":"` + page.ID + `","person":"` + lan.ID + `","at":"` + slots.Days[1].Times[0] + `"}`
	var got [600]int
	var mu sync.Mutex
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			resp, _ := b.asks("POST", "/v1/appointments", order)
			mu.Lock()
			defer mu.Unlock()
			got[resp.StatusCode]++
		})
	}
	all.Wait()
	if got[200] != 1 || got[409] != 7 {
		t.Errorf("%d got it, %d were told to choose another", got[200], got[409])
	}
}

// TestInvitationsGoAlongAndAreAnswered: the mail carries the invitation twice, and the customer's calendar answers.
func TestInvitationsGoAlongAndAreAnswered(t *testing.T) {
	f, b, page := bookedAt(t)
	lan := b.makes("people", `{"name":"Lan","email":"lan@example.vn"}`)
	slots := gets[SlotsAnswer](b, 200, "GET", "/v1/booking-pages/"+page.ID+"/slots", "")
	d := gets[AppointmentDetail](b, 200, "POST", "/v1/appointments", `{"page":"`+page.ID+`","person":"`+lan.ID+`","at":"`+slots.Days[1].Times[0]+`"}`)
	id, err := ParseAppointmentID(d.ID)
	if err != nil {
		t.Fatal(err)
	}
	var a appointment.Appointment
	if err := f.Records.View(t.Context(), func(v *store.View) (err error) {
		a, err = v.Appointment(t.Context(), auth.Everything, id)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	m := email.Mail{ID: "0123@shop.vn", At: time.UnixMicro(a.CreatedAt), Subject: "x", Text: []byte("x"), HTML: []byte("<p>x</p>")}
	m.From.Address, m.From.Name, m.To.Address = "shop@shop.vn", "Shop", "lan@example.vn"
	invite(&m, &a, a.CreatedAt, map[string]any{"link": "https://x/b/a/1", "host": "Chủ quán"})
	raw, err := m.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	l, err := parsed.Read(raw)
	if err != nil || len(l.Files) != 2 || l.Files[0].Type != "text/calendar" || l.Files[1].Name != "invite.ics" || !strings.Contains(string(raw), "Content-Type: text/calendar; charset=UTF-8; method=REQUEST") {
		t.Fatalf("the mail has %+v (%v)", l, err)
	}
	answer := strings.NewReplacer("METHOD:REQUEST", "METHOD:REPLY", "PARTSTAT=NEEDS-ACTION", "PARTSTAT=DECLINED").Replace(strings.ReplaceAll(string(l.Files[0].Content), "\r\n ", ""))
	if said, ok := ics.ReadReply([]byte(answer)); !ok || said.UID != a.UID {
		t.Fatalf("%+v", said)
	}
	reply := &parsed.Letter{Files: []parsed.File{{Type: "text/calendar", Content: []byte(answer)}}}
	reply.From.Address = "somebody@else.vn"
	if ok, err := f.heardInvitation(t.Context(), reply); ok || err != nil {
		t.Errorf("somebody else answers: %v %v", ok, err)
	}
	reply.From.Address = "Lan@Example.vn"
	if ok, err := f.heardInvitation(t.Context(), reply); !ok || err != nil {
		t.Errorf("the customer's answer: %v %v", ok, err)
	}
	if d = gets[AppointmentDetail](b, 200, "GET", "/v1/appointments/"+d.ID, ""); d.Answer != "DECLINED" {
		t.Errorf("answered %q", d.Answer)
	}
}

// TestTheDayBeforeAndAfter: the customer is reminded, the host prepared and asked what came of it, each once.
func TestTheDayBeforeAndAfter(t *testing.T) {
	f, b, page := bookedAt(t)
	lan := b.makes("people", `{"name":"Lan","email":"lan@example.vn"}`)
	slots := gets[SlotsAnswer](b, 200, "GET", "/v1/booking-pages/"+page.ID+"/slots", "")
	last := slots.Days[len(slots.Days)-1]
	d := gets[AppointmentDetail](b, 200, "POST", "/v1/appointments", `{"page":"`+page.ID+`","person":"`+lan.ID+`","at":"`+last.Times[0]+`"}`)
	if resp, _ := b.asks("POST", "/v1/appointments/"+d.ID+"/finish", `{"held":true}`); resp.StatusCode < 400 {
		t.Error("it is held before it begins")
	}
	id, _ := ParseAppointmentID(d.ID)
	var a appointment.Appointment
	read := func() {
		if err := f.Records.View(t.Context(), func(v *store.View) (err error) {
			a, err = v.Appointment(t.Context(), auth.Everything, id)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	read()
	kinds := map[string]int{}
	for at := a.DueAt; at != 0; at = a.DueAt { // as if its time had come
		due := a
		now := f.Now().UnixMicro()
		due.From, due.To, due.DueAt = a.From-at+now, a.To-at+now, now
		if err := f.Records.Tx(t.Context(), func(tx *store.Tx) error { return tx.SaveAppointment(t.Context(), due) }); err != nil {
			t.Fatal(err)
		}
		if err := f.keepAppointments(auth.With(t.Context(), systemActor), job.Job{}); err != nil {
			t.Fatal(err)
		}
		read()
		if kinds["steps"]++; kinds["steps"] > 9 {
			t.Fatal("the steps do not end")
		}
	}
	person, _ := readRef(record.Person, lan.ID)
	if err := f.Records.View(t.Context(), func(v *store.View) error {
		sent, err := v.MessagesOf(t.Context(), person, 0, 50)
		for _, m := range sent {
			key, _, _ := strings.Cut(m.Key, "-apt_")
			kinds[key]++
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if kinds["steps"] != 4 || kinds["appointment"] != 1 || kinds["appointment-reminder"] != 2 {
		t.Errorf("%v", kinds)
	}
	var whats []string
	notices := gets[NoticesAnswer](b, 200, "GET", "/v1/notices", "")
	for _, n := range notices.Notices {
		if n.Kind == notice.Appointment {
			whats = append(whats, n.Text)
		}
	}
	if all := strings.Join(whats, "\n"); len(whats) != 2 || !strings.Contains(all, "Lan") {
		t.Errorf("the host was told %q", whats)
	}
	held := gets[AppointmentDetail](b, 200, "POST", "/v1/appointments/"+d.ID+"/finish", `{"held":true,"outcome":"mua một máy"}`)
	if held.State != "held" || held.Outcome != "mua một máy" || f.toldOf("appointments", "Meeting Held") != 1 {
		t.Errorf("held: %+v", held)
	}
}

// TestACalendarElsewhereTakesTime: what stands there cannot be booked; its address is shown to nobody.
func TestACalendarElsewhereTakesTime(t *testing.T) {
	f, b, page := bookedAt(t)
	slots := gets[SlotsAnswer](b, 200, "GET", "/v1/booking-pages/"+page.ID+"/slots", "")
	day := slots.Days[1]
	at, err := time.Parse(time.RFC3339Nano, day.Times[0])
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Write(ics.Write(ics.Publish, ics.Event{UID: "1", From: at.UnixMicro(), To: at.Add(24 * time.Hour).UnixMicro(), Summary: "bận"}))
	}))
	defer elsewhere.Close()
	if resp, _ := b.asks("PUT", "/v1/availability", `{"hours":{},"feed":"ftp://x"}`); resp.StatusCode < 400 {
		t.Error("an address that is none is taken")
	}
	shown := gets[Availability](b, 200, "PUT", "/v1/availability", `{"hours":{},"feed":"`+elsewhere.URL+`/secret.ics"}`)
	if !shown.Elsewhere {
		t.Errorf("%+v", shown)
	}
	f.Hooks = webhook.NewSender(false, f.Now)
	if err := f.readFeeds(t.Context(), job.Job{}); err != nil {
		t.Fatal(err)
	}
	if is := gets[Availability](b, 200, "GET", "/v1/availability", ""); is.Failure == "" || strings.Contains(is.Failure, "secret") {
		t.Errorf("a private network is read, or its address told: %+v", is)
	}
	f.Hooks.Private = true
	if err := f.readFeeds(t.Context(), job.Job{}); err != nil {
		t.Fatal(err)
	}
	if is := gets[Availability](b, 200, "GET", "/v1/availability", ""); is.Failure != "" || is.FetchedAt == "" {
		t.Errorf("%+v", is)
	}
	now := gets[SlotsAnswer](b, 200, "GET", "/v1/booking-pages/"+page.ID+"/slots", "")
	for _, d := range now.Days {
		if d.Day == day.Day {
			t.Errorf("%s is still offered: %v", d.Day, d.Times)
		}
	}
}

// TestABookingPageProposesTheVisitorsZone: it says where a browser may propose its own, and does not where one was chosen;
// former names of zones are taken for today's.
func TestABookingPageProposesTheVisitorsZone(t *testing.T) {
	_, b, _ := bookedAt(t)
	for query, proposes := range map[string]bool{"": true, "?zone=Europe/Paris": false, "?zone=Asia/Saigon": false, "?zone=Nowhere/Land": true} {
		_, page := b.asks("GET", "/b/tu-van"+query, "")
		if got := strings.Contains(page, "data-bd-zone") && strings.Contains(page, "/w/zone.js"); got != proposes {
			t.Errorf("%q: proposes %v", query, got)
		}
		if strings.Contains(page, "Asia/Saigon") || strings.Contains(query, "Paris") && !strings.Contains(page, "<option selected>Europe/Paris") {
			t.Errorf("%q: the zone is another", query)
		}
	}
}

// TestWhoTalkedBooks: who writes in the chat on the house's own pages and books in the same browser is one person; on another
// site's page nothing is kept of a browser, and who is known by name is not made somebody else.
func TestWhoTalkedBooks(t *testing.T) {
	f, b, _ := bookedAt(t)
	v := f.browser()
	v.header.Set("Origin", shopSite)
	if v.asks("POST", "/chat/session", `{}`); v.holds(visitorCookie) != "" {
		t.Error("another site's page lets a browser be recognised")
	}
	v.header.Set("Origin", f.url)
	var begun chatBegun
	_, body := v.asks("POST", "/chat/session", `{}`)
	if err := json.Unmarshal([]byte(body), &begun); err != nil || v.holds(visitorCookie) == "" {
		t.Fatalf("the talk begins: %s (%v)", body, err)
	}
	v.header.Set("Authorization", "Bearer "+begun.Session)
	v.asks("POST", "/chat/say", `{"key":"12345678","text":"Máy này còn không?","page":{"url":"`+f.url+`/shop/","title":""}}`)
	v.header.Del("Authorization")
	all := v.times("/b/tu-van")
	books := func(at, name, email string) {
		t.Helper()
		_, page, _ := v.fills("/b/tu-van", "at", at, "lang", "vi")
		if status, _, body := v.fills(page, "do", "book", "name", name, "email", email, "agree", "1", "lang", "vi", "q.need", "máy"); status != 200 || !strings.Contains(body, "đã được xác nhận") {
			t.Fatalf("booking: %d %s", status, body)
		}
	}
	books(all[3], "Nguyễn Thị Hương", "huong@example.vn")
	talk := f.theConversation(b).Conversation.Person
	list := gets[AppointmentsAnswer](b, 200, "GET", "/v1/appointments?host=me", "").Appointments
	if len(list) != 1 || list[0].Person.ID != talk.ID || list[0].Person.Name != "Nguyễn Thị Hương" {
		t.Errorf("%+v talked, and booked: %+v", talk, list[0].Person)
	}
	books(all[8], "Trần Mai", "mai@example.vn") // at the same machine
	list = gets[AppointmentsAnswer](b, 200, "GET", "/v1/appointments?host=me", "").Appointments
	if len(list) != 2 || list[1].Person.ID == talk.ID || list[1].Person.Name != "Trần Mai" || f.theConversation(b).Conversation.Person.Name != "Nguyễn Thị Hương" {
		t.Errorf("somebody else at the same machine is %+v", list)
	}
}
