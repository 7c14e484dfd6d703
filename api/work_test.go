package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/drive/follow"
	"banhda/drive/job"
	"banhda/hub/calendar"
	"banhda/hub/notice"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
	"banhda/store/storetest"
	"banhda/warehouse"
	"banhda/wheel"
)

// shop is a house with an owner, whose clock the test moves, and whose jobs are done when the test says so.
type shop struct {
	*visitor
	t        *testing.T
	dir      string
	mu       sync.Mutex
	now      time.Time
	contacts map[int64]int64 // what the warehouse knows
	bought   map[int64]bool
	kept     *store.Store
}

// LastContacts is all the warehouse is asked here.
func (s *shop) LastContacts(_ context.Context, _ warehouse.Cut, people []int64) (list []warehouse.LastContact, _ warehouse.Stamp, _ error) {
	for _, p := range people {
		if at := s.contacts[p]; at != 0 {
			list = append(list, warehouse.LastContact{Person: p, At: at})
		}
	}
	return list, warehouse.Stamp{}, nil
}

type onlyContacts struct {
	warehouse.Warehouse
	*shop
}

func (o onlyContacts) LastContacts(ctx context.Context, c warehouse.Cut, people []int64) ([]warehouse.LastContact, warehouse.Stamp, error) {
	return o.shop.LastContacts(ctx, c, people)
}

// newShop opens on a Monday at nine in Hanoi.
func newShop(t *testing.T) *shop {
	s := &shop{t: t, dir: storetest.Fresh(t), now: time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC), contacts: map[int64]int64{}}
	s.open()
	gets[SessionAnswer](s.visitor, 200, "POST", "/v1/first-run", strings.Replace(strings.Replace(firstRunBody, "Asia/Tokyo", "Asia/Ho_Chi_Minh", 1), "{", `{"code":"`+s.code+`",`, 1))
	return s
}

func (s *shop) open() {
	kept, err := store.Open(context.Background(), store.Options{Dir: s.dir, Program: "test", Now: s.clock})
	if err != nil {
		s.t.Fatal(err)
	}
	if s.kept != nil { // as after a process that died
		s.kept.Close()
	} else {
		s.t.Cleanup(func() { s.kept.Close() })
	}
	s.kept = kept
	secret, err := store.Secret(s.dir)
	if err != nil {
		s.t.Fatal(err)
	}
	buried, err := OpenTombstones(s.dir, secret)
	if err != nil {
		s.t.Fatal(err)
	}
	logs := &strings.Builder{}
	server := newServer(House{Log: kept.Log, Records: kept.Records, Relay: kept.RelayAll, Dir: s.dir, Secret: secret, Buried: buried, Now: s.clock, Version: "test",
		Flow: &arrived{}, Logger: slog.New(slog.NewTextHandler(logs, nil))})
	server.Warehouse = onlyContacts{shop: s}
	server.passwords = auth.NewPasswords(auth.Cost{Time: 1, MemoryKiB: 64, Threads: 1})
	f := &front{Server: server, t: s.t, web: server.Web(Web{Screens: http.NotFoundHandler()}), logs: logs}
	web := httptest.NewServer(f.web)
	s.t.Cleanup(web.Close)
	f.url = web.URL
	if s.visitor == nil {
		s.visitor = f.browser()
	} else {
		s.front = f
	}
}

// arrived is a flow that has everything.
type arrived struct{ Flow }

func (*arrived) Done() int64                                           { return 1 << 40 }
func (*arrived) WaitFor(context.Context, int64) error                  { return nil }
func (*arrived) WaitForPeople(context.Context, int64) error            { return nil }
func (*arrived) Show(context.Context, *flow.Row) ([]flow.Shown, error) { return nil, nil }

func (s *shop) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *shop) pass(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

// work does all jobs that are due, until none is; those of kinds in but are claimed and left, as by a process that dies.
func (s *shop) work(but ...job.Kind) {
	s.t.Helper()
	queue, works := store.Queue{Records: s.Records}, s.Works()
	kinds := []job.Kind{}
	for kind := range works {
		kinds = append(kinds, kind)
	}
	for {
		list, err := queue.Claim(s.t.Context(), kinds, time.Minute, 10)
		if err != nil {
			s.t.Fatal(err)
		}
		if len(list) == 0 {
			return
		}
		for _, j := range list {
			if slices.Contains(but, j.Kind) {
				continue
			}
			if err := works[j.Kind].Do(s.t.Context(), j); err != nil {
				s.t.Fatalf("%s: %v", j.Kind, err)
			}
			if err := queue.Finish(s.t.Context(), j.ID); err != nil {
				s.t.Fatal(err)
			}
		}
	}
}

// leave leaves a job that comes by itself.
func (s *shop) leave(kind job.Kind) {
	s.t.Helper()
	s.tx(func(t *store.Tx) error { return t.Enqueue(s.t.Context(), kind, string(kind), []byte("{}"), t.Now()) })
}

func (s *shop) tx(do func(*store.Tx) error) {
	s.t.Helper()
	if err := s.Records.Tx(s.t.Context(), do); err != nil {
		s.t.Fatal(err)
	}
}

// letters are the messages that wait to be sent, or are being sent.
func (s *shop) letters() (list []letter) {
	s.t.Helper()
	err := s.Records.View(s.t.Context(), func(v *store.View) error {
		jobs, err := v.Jobs(s.t.Context(), job.Waiting, 0, 100)
		if err != nil {
			return err
		}
		running, err := v.Jobs(s.t.Context(), job.Running, 0, 100)
		for _, j := range slices.Concat(running, jobs) {
			var l letter
			if j.Kind != emailJob {
				continue
			}
			if err := json.Unmarshal(j.Body, &l); err != nil {
				return err
			}
			list = append(list, l)
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return list
}

func (s *shop) person(id int64, values record.Values) {
	s.t.Helper()
	founded := []person.Founding{{Profile: person.Profile{ID: id, Key: person.Key{Kind: person.UserID, Value: fmt.Sprint("u", id)}, Person: id}, Seq: id, ReceivedAt: s.clock().UnixMicro()}}
	if err := s.Records.SaveIdentity(s.t.Context(), person.Changes{Founded: founded, People: []person.Record{{ID: id}}, Cursor: person.Cursor{Seq: id, LastProfile: id}}); err != nil {
		s.t.Fatal(err)
	}
	s.tx(func(t *store.Tx) error {
		if _, err := t.Note(s.t.Context(), store.Act{Actor: "system", Verb: "test"}); err != nil {
			return err
		}
		_, err := t.Update(s.t.Context(), auth.Everything, record.Person, id, values, 0)
		return err
	})
}

func (s *shop) hire(name string) string {
	s.t.Helper()
	return gets[UserAnswer](s.visitor, 200, "POST", "/v1/users", `{"email":"`+name+`@example.com","name":"`+name+`","role":"seller"}`).User.ID
}

const mailBody = `{"host":"smtp.example.com","port":587,"security":"starttls","user":"banhda","password":"rất bí mật","from":"CSKH@example.com","name":"Cà phê","url":"https://crm.example.com/"}`

func TestATaskIsMadeDoneAndComesAgain(t *testing.T) {
	s := newShop(t)
	s.person(7, record.Values{"name": "Trần Thị Mai"})
	body := fmt.Sprintf(`{"line":"Gọi chị Mai mai 9h","about":%q,"repeat":{"every":"week"}}`, PersonID(7))
	made := gets[Task](s.visitor, 200, "POST", "/v1/tasks", body)
	if made.Title != "Gọi chị Mai" || made.Kind != "call" || *made.DueAt != "2026-11-24T02:00:00Z" || made.Owner.Name != "Lan" || made.About.Name != "Trần Thị Mai" || !slices.Equal(made.Remind, []int{15}) {
		t.Errorf("made: %+v", made)
	}
	today := gets[TodayAnswer](s.visitor, 200, "GET", "/v1/today?owner=me", "")
	if len(today.Next) != 1 || len(today.Today)+len(today.Overdue) != 0 {
		t.Errorf("today: %+v", today)
	}
	s.pass(24 * time.Hour)
	if today = gets[TodayAnswer](s.visitor, 200, "GET", "/v1/today?owner=me", ""); len(today.Today) != 1 || today.Holiday != "culture_day" {
		t.Errorf("the day after: %+v", today)
	}
	gets[Problem](s.visitor, 422, "POST", "/v1/tasks/"+made.ID+"/done", `{"outcome":"held"}`)
	done := gets[DoneAnswer](s.visitor, 200, "POST", "/v1/tasks/"+made.ID+"/done", `{"outcome":"reached","note":"Chị hẹn lại"}`)
	if done.Task.Outcome != "reached" || done.Next == nil || *done.Next.DueAt != "2026-12-01T02:00:00Z" || done.Task.Note != "Chị hẹn lại" {
		t.Errorf("done: %+v", done)
	}
	if again := gets[DoneAnswer](s.visitor, 200, "POST", "/v1/tasks/"+made.ID+"/done", `{}`); again.Next != nil || again.Task.Outcome != "reached" {
		t.Errorf("done twice: %+v", again)
	}
	if list := gets[TasksAnswer](s.visitor, 200, "GET", "/v1/tasks?about="+PersonID(7)+"&state=done", ""); len(list.Tasks) != 1 {
		t.Errorf("done about her: %+v", list)
	}
	gets[Problem](s.visitor, 409, "PATCH", "/v1/tasks/"+done.Next.ID, `{"title":"x","version":99}`)
	put := gets[Task](s.visitor, 200, "POST", "/v1/tasks/"+done.Next.ID+"/snooze", `{"until":"2026-12-03"}`)
	if put.Snoozed == nil || *put.Snoozed != "2026-12-03T01:00:00Z" {
		t.Errorf("put off: %+v", put)
	}
	gets[RemovedAnswer](s.visitor, 200, "DELETE", "/v1/tasks/"+done.Next.ID, "")
	gets[Problem](s.visitor, 404, "GET", "/v1/tasks/"+done.Next.ID, "")
}

// What reminds, tells; what is mailed is mailed once; and both once only, whenever a process dies between.
func TestNothingIsToldTwiceNorLost(t *testing.T) {
	s := newShop(t)
	gets[MailAnswer](s.visitor, 200, "PUT", "/v1/mail", mailBody)
	gets[Task](s.visitor, 200, "POST", "/v1/tasks", `{"title":"Gọi chị Mai","kind":"call","due":"2026-11-23T10:00:00+07:00","remind":[15]}`)
	s.pass(44 * time.Minute)
	s.work()
	if n := gets[NoticesAnswer](s.visitor, 200, "GET", "/v1/notices", ""); len(n.Notices) != 0 {
		t.Fatalf("told before its time: %+v", n)
	}
	s.pass(2 * time.Minute)
	s.work(reminderJob) // dies before it has told anybody
	s.open()
	s.pass(2 * time.Minute)
	s.work(store.NoticeMail) // dies before anything is mailed
	n := gets[NoticesAnswer](s.visitor, 200, "GET", "/v1/notices", "")
	if len(n.Notices) != 1 || n.Unread != 1 || n.Notices[0].Text != "đến giờ: Gọi chị Mai" || n.Notices[0].Data["task"] == "" {
		t.Fatalf("told: %+v", n)
	}
	s.open()
	s.pass(5 * time.Minute)
	s.work(emailJob)
	s.tx(func(t *store.Tx) error { return t.Enqueue(s.t.Context(), store.NoticeMail, "1", []byte("{}"), t.Now()) })
	s.work(emailJob)
	s.pass(30 * time.Second)
	jobs := gets[JobsAnswer](s.visitor, 200, "GET", "/v1/jobs?state=running", "")
	if len(jobs.Jobs) != 1 || jobs.Jobs[0].Kind != string(emailJob) {
		t.Fatalf("mail under way: %+v", jobs)
	}
	if again := gets[NoticesAnswer](s.visitor, 200, "GET", "/v1/notices", ""); len(again.Notices) != 1 {
		t.Errorf("told again: %+v", again)
	}
	if u := gets[UnreadAnswer](s.visitor, 200, "POST", "/v1/notices/read", `{}`); u.Unread != 0 {
		t.Errorf("unread after reading: %+v", u)
	}
}

// Who is to call back in ten minutes is told when they are over: a quarter of an hour before is past by then.
func TestWhoIsToCallBackSoonIsReminded(t *testing.T) {
	s := newShop(t)
	if made := gets[Task](s.visitor, 200, "POST", "/v1/tasks", `{"line":"Gọi lại chị Mai trong 10 phút nữa"}`); made.Title != "Gọi lại chị Mai" || !slices.Equal(made.Remind, []int{0}) {
		t.Fatalf("made: %+v", made)
	}
	s.pass(11 * time.Minute)
	s.work()
	if n := gets[NoticesAnswer](s.visitor, 200, "GET", "/v1/notices", ""); n.Unread != 1 {
		t.Errorf("told: %+v", n)
	}
	later := gets[Task](s.visitor, 200, "POST", "/v1/tasks", `{"line":"Gọi lại anh Nam sau 3 giờ"}`)
	at := s.Now().Add(10 * time.Minute).Format(time.RFC3339)
	gets[Task](s.visitor, 200, "PATCH", "/v1/tasks/"+later.ID, fmt.Sprintf(`{"version":%d,"due":%q}`, later.Version, at))
	s.pass(11 * time.Minute)
	s.work()
	if n := gets[NoticesAnswer](s.visitor, 200, "GET", "/v1/notices", ""); n.Unread != 2 {
		t.Errorf("told of what was put forward: %+v", n)
	}
}

func TestNoticesAreMailedTogetherAndNotAtNight(t *testing.T) {
	s := newShop(t)
	gets[MailAnswer](s.visitor, 200, "PUT", "/v1/mail", mailBody)
	s.pass(12*time.Hour + 30*time.Minute) // half past nine in the evening
	for _, title := range []string{"Một", "Hai"} {
		gets[Task](s.visitor, 200, "POST", "/v1/tasks", `{"title":"`+title+`","due":"2026-11-23T22:00:00+07:00","remind":[0]}`)
	}
	s.pass(40 * time.Minute)
	s.work()
	if l := s.letters(); len(l) != 0 {
		t.Fatalf("mailed at night: %+v", l)
	}
	s.pass(9 * time.Hour)
	s.work(emailJob)
	if l := s.letters(); len(l) != 1 || l[0].Subject != "Đến giờ: Một, và 1 thông báo nữa" || !strings.Contains(l[0].Text, "Đến giờ: Hai") {
		t.Fatalf("in the morning: %+v", l)
	}
}

func TestALetterTellsWhatItIsAbout(t *testing.T) {
	s := newShop(t)
	gets[MailAnswer](s.visitor, 200, "PUT", "/v1/mail", mailBody)
	s.person(7, record.Values{"name": "Trần Thị <Mai>"})
	minh := s.hire("minh")
	gets[Task](s.visitor, 200, "POST", "/v1/tasks", fmt.Sprintf(`{"title":"Gọi <b>chị</b>","owner":%q,"about":%q,"due":"2026-11-24"}`, minh, PersonID(7)))
	s.pass(3 * time.Minute)
	s.work(emailJob)
	l := s.letters()
	if len(l) != 1 || l[0].To != "minh@example.com" || l[0].Subject != "Lan giao việc cho bạn: Gọi <b>chị</b>" || l[0].Unsubscribe != "https://crm.example.com/settings/notices" {
		t.Fatalf("mailed: %+v", l)
	}
	if !strings.Contains(l[0].Text, "https://crm.example.com/people/"+PersonID(7)) || strings.Contains(l[0].HTML, "<b>") || !strings.Contains(l[0].HTML, "Gọi &lt;b&gt;chị") {
		t.Errorf("it says %s\n%s", l[0].Text, l[0].HTML)
	}
}

func TestThePasswordOfTheMailServerIsNotShown(t *testing.T) {
	s := newShop(t)
	a := gets[MailAnswer](s.visitor, 200, "PUT", "/v1/mail", mailBody)
	if !a.PasswordSet || !a.Ready || a.From != "cskh@example.com" || a.URL != "https://crm.example.com" {
		t.Errorf("set: %+v", a)
	}
	kept := gets[MailAnswer](s.visitor, 200, "PUT", "/v1/mail", strings.Replace(mailBody, `"password":"rất bí mật",`, "", 1))
	if !kept.PasswordSet {
		t.Error("a password that is not stated is forgotten")
	}
	m, err := s.mailSettings(t.Context())
	server, err2 := s.server(m)
	if err != nil || err2 != nil || server.Password != "rất bí mật" {
		t.Errorf("to send with: %+v (%v, %v)", server, err, err2)
	}
	moved := gets[MailAnswer](s.visitor, 200, "PUT", "/v1/mail", strings.NewReplacer(`"password":"rất bí mật",`, "", "smtp.example.com", "evil.example.com").Replace(mailBody))
	if moved.PasswordSet {
		t.Error("the password is handed to another server")
	}
	for _, path := range []string{"/v1/mail", "/v1/acts"} {
		if _, body := s.asks("GET", path, ""); strings.Contains(body, "bí mật") {
			t.Errorf("%s shows the password", path)
		}
	}
	files, _ := filepath.Glob(filepath.Join(s.dir, "records.db*"))
	for _, file := range files {
		if b, err := os.ReadFile(file); err != nil || strings.Contains(string(b), "rất bí mật") {
			t.Errorf("%s holds the password (%v)", file, err)
		}
	}
	for _, wrong := range []string{`{"host":"http://x/y","port":25,"security":"none","from":"a@example.com"}`, `{"host":"smtp.example.com","port":25,"security":"none","from":"nobody"}`, `{"host":"smtp.example.com","port":25,"security":"none","from":"a@example.com","url":"javascript:alert(1)"}`} {
		gets[Problem](s.visitor, 422, "PUT", "/v1/mail", wrong)
	}
}

func TestTheMorningIsToldOnce(t *testing.T) {
	s := newShop(t)
	s.pass(-24*time.Hour - 3*time.Hour) // Sunday, six
	gets[Task](s.visitor, 200, "POST", "/v1/tasks", `{"title":"Gọi chị Mai","due":"2026-11-22","remind":[]}`)
	gets[Task](s.visitor, 200, "POST", "/v1/tasks", `{"title":"Báo giá","due":"2026-11-23","remind":[]}`)
	told := func() int { return len(gets[NoticesAnswer](s.visitor, 200, "GET", "/v1/notices", "").Notices) }
	s.pass(3 * time.Hour)
	s.leave(morningJob)
	s.work()
	if told() != 0 {
		t.Error("told on a Sunday")
	}
	s.pass(22 * time.Hour) // Monday, seven
	s.leave(morningJob)
	s.work()
	if told() != 0 {
		t.Error("told before its time")
	}
	for range 3 {
		s.pass(35 * time.Minute)
		s.leave(morningJob)
		s.work()
	}
	n := gets[NoticesAnswer](s.visitor, 200, "GET", "/v1/notices", "")
	if len(n.Notices) != 1 || n.Notices[0].Text != "hôm nay: 1 việc, 1 việc quá hạn" {
		t.Errorf("in the morning: %+v", n)
	}
}

func TestNobodyIsForgotten(t *testing.T) {
	s := newShop(t)
	s.person(7, record.Values{"name": "Mai"})
	s.person(8, record.Values{"name": "Tú"})
	gets[Problem](s.visitor, 422, "POST", "/v1/task-rules", `{"name":"x","active":true,"when":"untouched","days":3,"title":"Gọi {name}","kind":"call","within":1,"where":"nonsense ("}`)
	rule := gets[TaskRule](s.visitor, 200, "POST", "/v1/task-rules", `{"name":"Bỏ quên","active":true,"when":"untouched","days":3,"working":true,"title":"Gọi {name}","kind":"call","within":1,"owner":"`+s.me()+`"}`)
	s.work()
	if rule.Name != "Bỏ quên" || len(s.neglected()) != 0 {
		t.Fatalf("on the first day: %v", s.neglected())
	}
	s.contacts[8] = s.clock().Add(3 * 24 * time.Hour).UnixMicro()
	s.pass(4 * 24 * time.Hour) // Friday: Wednesday, Thursday and Friday were worked, Tuesday was a holiday
	for range 2 {
		s.leave(rulesJob)
		s.work()
	}
	if got := s.neglected(); !slices.Equal(got, []string{"Gọi Mai"}) {
		t.Fatalf("after three working days: %v", got)
	}
	s.contacts[7] = s.clock().UnixMicro()
	s.leave(rulesJob)
	s.work()
	if got := s.neglected(); len(got) != 0 {
		t.Errorf("after contact: %v", got)
	}
	s.pass(7 * 24 * time.Hour)
	s.leave(rulesJob)
	s.work()
	if got := s.neglected(); !slices.Equal(got, []string{"Gọi Mai", "Gọi Tú"}) {
		t.Errorf("a week later: %v", got)
	}
	gets[RemovedAnswer](s.visitor, 200, "DELETE", "/v1/task-rules/"+rule.ID, "")
	if got := s.neglected(); len(got) != 0 {
		t.Errorf("without the rule: %v", got)
	}
}

// Whose history came in today is not new today: what it tells of contact counts.
func TestAHistoryThatComesInLateForgetsNobody(t *testing.T) {
	s := newShop(t)
	s.person(7, record.Values{"name": "Mai"})
	s.person(8, record.Values{"name": "Tú"})
	s.contacts[8] = s.clock().Add(-30 * 24 * time.Hour).UnixMicro()
	gets[TaskRule](s.visitor, 200, "POST", "/v1/task-rules", `{"name":"Bỏ quên","active":true,"when":"untouched","days":3,"title":"Gọi {name}","kind":"call","within":1,"owner":"`+s.me()+`"}`)
	s.leave(rulesJob)
	s.work()
	if got := s.neglected(); !slices.Equal(got, []string{"Gọi Tú"}) {
		t.Errorf("on the first day: %v", got)
	}
}

func (s *shop) me() string {
	return gets[SessionAnswer](s.visitor, 200, "GET", "/v1/session", "").User.ID
}

func (s *shop) neglected() (titles []string) {
	for _, t := range gets[TodayAnswer](s.visitor, 200, "GET", "/v1/today?owner=me", "").Neglected {
		titles = append(titles, t.Title)
	}
	slices.Sort(titles)
	return titles
}

func TestBirthdaysByBothCalendars(t *testing.T) {
	s := newShop(t)
	s.person(7, record.Values{"name": "Mai", "birthday": "1990-11-25"})
	s.person(8, record.Values{"name": "Tú", "birthday": "1985-12-01", "birthday_lunar": true}) // 20/10 lunar: 2026-11-28
	s.person(9, record.Values{"name": "An", "birthday": "1990-12-25"})
	gets[TaskRule](s.visitor, 200, "POST", "/v1/task-rules", `{"name":"Sinh nhật","active":true,"when":"birthday","days":7,"title":"Chúc mừng {name}","kind":"call","within":0,"owner":"`+s.me()+`"}`)
	for range 3 {
		s.work()
		s.leave(rulesJob)
	}
	s.work()
	var got []string
	for _, x := range gets[TasksAnswer](s.visitor, 200, "GET", "/v1/tasks", "").Tasks {
		got = append(got, x.Title)
	}
	slices.Sort(got)
	if !slices.Equal(got, []string{"Chúc mừng Mai", "Chúc mừng Tú"}) {
		t.Errorf("birthdays of the week: %v", got)
	}
}

// assign runs the jobs of assignment once.
func (s *shop) assign() {
	s.t.Helper()
	s.leave(reclaimJob)
	s.work()
	s.leave(assignJob)
	s.work()
}

// owners are the names of whose people are, by person.
func (s *shop) owners(people ...int64) (names []string) {
	s.t.Helper()
	err := s.Records.View(s.t.Context(), func(v *store.View) error {
		called, err := actorNames(s.t.Context(), v)
		if err != nil {
			return err
		}
		found, err := v.RecordsByID(s.t.Context(), auth.Everything, record.Person, people)
		for _, p := range people {
			r := found[p]
			names = append(names, called[UserID(r.Values.Int("owner"))])
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return names
}

func TestNewCustomersFindSomebody(t *testing.T) {
	s := newShop(t)
	minh, hoa := s.hire("minh"), s.hire("hoa")
	s.person(1, record.Values{"name": "Người cũ"})
	s.pass(time.Minute)
	body := fmt.Sprintf(`{"name":"Khách mới","active":true,"method":"in_turn","pool":[{"user":%q},{"user":%q}],"load":"waiting","capacity":2,"hours":true,"reclaim":4}`, minh, hoa)
	gets[Problem](s.visitor, 422, "POST", "/v1/assignment/rules", strings.Replace(body, `"active"`, `"where":"nonsense (","active"`, 1))
	gets[AssignmentRulesAnswer](s.visitor, 200, "POST", "/v1/assignment/rules", body)
	for id := int64(2); id <= 6; id++ {
		s.person(id, record.Values{"name": fmt.Sprint("Khách ", id)})
		s.pass(time.Second)
	}
	s.assign()
	if got := s.owners(1, 2, 3, 4, 5, 6); !slices.Equal(got, []string{"", "minh", "hoa", "minh", "hoa", ""}) {
		t.Fatalf("in turn, as many as they may have: %q", got)
	}
	if q := gets[QueueAnswer](s.visitor, 200, "GET", "/v1/assignment/queue", ""); q.Waiting != 1 || q.Queue[0].Person.Name != "Khách 6" || len(q.Members) != 2 || q.Members[0].Waiting != 2 {
		t.Errorf("who waits: %+v", q)
	}
	try := gets[TryAnswer](s.visitor, 200, "POST", "/v1/assignment/try", `{"person":"`+PersonID(6)+`"}`)
	if try.Why != "nobody_now" || len(try.Passed) != 2 || try.Passed[0].Why != "full" {
		t.Errorf("who would get the sixth: %+v", try)
	}
	if try = gets[TryAnswer](s.visitor, 200, "POST", "/v1/assignment/try", `{"person":"`+PersonID(2)+`"}`); try.Why != "theirs" || try.User.Name != "minh" {
		t.Errorf("who has an owner stays: %+v", try)
	}
	s.contacts[3] = s.clock().UnixMicro() // Hoa called, so she is free for one
	s.assign()
	s.assign()
	if got := s.owners(6); got[0] != "hoa" {
		t.Errorf("who waited goes to who frees up: %q", got)
	}
	log := gets[AssignedAnswer](s.visitor, 200, "GET", "/v1/assignment/log?limit=2", "")
	if len(log.Log) != 2 || log.Cursor == nil || log.Log[0].User.Name != "hoa" || log.Log[0].Why != "turn" || log.Log[0].Rule.Name != "Khách mới" || !log.Log[0].Open {
		t.Errorf("the log: %+v", log)
	}
}

func TestTheUntouchedAreTakenBackAndGoToSomebodyElse(t *testing.T) {
	s := newShop(t)
	minh, hoa := s.hire("minh"), s.hire("hoa")
	gets[AssignmentRulesAnswer](s.visitor, 200, "POST", "/v1/assignment/rules", fmt.Sprintf(`{"name":"Khách mới","active":true,"method":"in_turn","pool":[{"user":%q},{"user":%q}],"load":"waiting","hours":true,"reclaim":4}`, minh, hoa))
	s.person(2, record.Values{"name": "Khách"})
	s.assign()
	if got := s.owners(2); got[0] != "minh" {
		t.Fatalf("first: %q", got)
	}
	s.pass(3*time.Hour + 50*time.Minute) // 12:50, an hour of it lunch
	s.assign()
	if got := s.owners(2); got[0] != "minh" {
		t.Fatalf("before four working hours: %q", got)
	}
	s.pass(70 * time.Minute)
	s.assign()
	if got := s.owners(2); got[0] != "hoa" {
		t.Fatalf("after four working hours: %q", got)
	}
	log := gets[AssignedAnswer](s.visitor, 200, "GET", "/v1/assignment/log?person="+PersonID(2), "")
	if len(log.Log) != 3 || log.Log[1].Was == nil || log.Log[1].Was.Name != "minh" || log.Log[1].Why != "untouched" {
		t.Errorf("the log: %+v", log)
	}
	s.contacts[2] = s.clock().UnixMicro() + 1
	s.pass(48 * time.Hour)
	s.assign()
	if got := s.owners(2); got[0] != "hoa" {
		t.Errorf("who was in touch keeps them: %q", got)
	}
}

func TestNobodyIsGivenToWhoIsAwayOrSkips(t *testing.T) {
	s := newShop(t)
	minh, hoa := s.hire("minh"), s.hire("hoa")
	gets[AssignmentRulesAnswer](s.visitor, 200, "POST", "/v1/assignment/rules", fmt.Sprintf(`{"name":"x","active":true,"method":"least_loaded","pool":[{"user":%q},{"user":%q},{"user":%q}],"load":"owned","hours":true}`, minh, hoa, s.me()))
	gets[Absence](s.visitor, 200, "POST", "/v1/absences", fmt.Sprintf(`{"user":%q,"from":"2026-11-20","to":"2026-11-25"}`, minh))
	gets[SkipAnswer](s.visitor, 200, "PUT", "/v1/me/skip", `{"until":"2026-11-23"}`)
	s.person(2, record.Values{"name": "Một"})
	s.person(3, record.Values{"name": "Hai"})
	s.assign()
	if got := s.owners(2, 3); !slices.Equal(got, []string{"hoa", "hoa"}) {
		t.Errorf("with one there: %q", got)
	}
	s.pass(9 * time.Hour) // six in the evening
	s.person(4, record.Values{"name": "Ba"})
	s.assign()
	if got := s.owners(4); got[0] != "" {
		t.Errorf("after hours: %q", got)
	}
	s.pass(39 * time.Hour) // Wednesday nine: Minh is away, Lan is there again
	s.assign()
	if got := s.owners(4); got[0] != "Lan" {
		t.Errorf("two days later: %q", got)
	}
}

// Who comes back while their owner is on leave stays that owner's; somebody else of the pool is to answer, and is told.
func TestSomebodyAnswersWhileTheOwnerIsOnLeave(t *testing.T) {
	s := newShop(t)
	minh, hoa := s.hire("minh"), s.hire("hoa")
	gets[AssignmentRulesAnswer](s.visitor, 200, "POST", "/v1/assignment/rules", fmt.Sprintf(`{"name":"Khách mới","active":true,"method":"in_turn","pool":[{"user":%q},{"user":%q}],"load":"waiting","hours":true}`, minh, hoa))
	owner, _ := ParseUserID(minh)
	other, _ := ParseUserID(hoa)
	s.person(7, record.Values{"name": "Mai", "owner": owner})
	s.person(8, record.Values{"name": "Tú", "owner": other})
	err := s.Records.Tx(t.Context(), func(tx *store.Tx) error {
		from, _ := calendar.ParseDay("2026-11-23")
		_, err := tx.AddAbsence(t.Context(), store.Absence{User: owner, Absence: calendar.Absence{From: from, To: from + 1}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	comes := func(meaning wheel.Meaning) {
		t.Helper()
		b := &follow.Batch{}
		for _, person := range []int64{7, 8} {
			b.Events = append(b.Events, follow.Event{Person: person, Meaning: meaning})
		}
		if err := s.hearReturning(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	tasks := func() []Task { return gets[TasksAnswer](s.visitor, 200, "GET", "/v1/tasks", "").Tasks }
	comes(wheel.Seen)
	if list := tasks(); len(list) != 0 {
		t.Fatalf("who looks around asks for nothing: %+v", list)
	}
	s.pass(12 * time.Hour) // in the evening, when nobody works
	comes(wheel.Lead)
	comes(wheel.Lead)
	list := tasks()
	if len(list) != 1 || list[0].Title != "Trả lời Mai khi minh vắng mặt" || list[0].Owner.Name != "hoa" || list[0].About.ID != PersonID(7) || *list[0].DueOn != "2026-11-23" {
		t.Fatalf("the tasks: %+v", list)
	}
	told := 0
	err = s.Records.View(t.Context(), func(v *store.View) error {
		notices, err := v.Notices(t.Context(), other, 0, 10)
		for _, n := range notices {
			if n.Kind == notice.TaskGiven {
				told++
			}
		}
		return err
	})
	if got := s.owners(7); err != nil || told != 1 || got[0] != "minh" {
		t.Errorf("told %d times, the owner is %v; %v", told, got, err)
	}
	s.pass(48 * time.Hour)
	gets[DoneAnswer](s.visitor, 200, "POST", "/v1/tasks/"+list[0].ID+"/done", `{}`)
	comes(wheel.Lead)
	if list := tasks(); len(list) != 0 {
		t.Errorf("after the leave they answer themself: %+v", list)
	}
}

// TestWhoIsAwayNamesASubstitute: they are asked first, though no pool has them; the pool where they are away, too.
func TestWhoIsAwayNamesASubstitute(t *testing.T) {
	s := newShop(t)
	minh, hoa, tu := s.hire("minh"), s.hire("hoa"), s.hire("tu")
	gets[AssignmentRulesAnswer](s.visitor, 200, "POST", "/v1/assignment/rules", fmt.Sprintf(`{"name":"Khách mới","active":true,"method":"in_turn","pool":[{"user":%q},{"user":%q}],"load":"waiting"}`, minh, hoa))
	owner, _ := ParseUserID(minh)
	s.person(7, record.Values{"name": "Mai", "owner": owner})
	s.person(8, record.Values{"name": "Lan", "owner": owner})
	gets[Absence](s.visitor, 200, "POST", "/v1/absences", fmt.Sprintf(`{"user":%q,"from":"2026-11-23","to":"2026-11-24"}`, minh))
	named := gets[AbsencesAnswer](s.visitor, 200, "PUT", "/v1/stand-ins", fmt.Sprintf(`{"for":%q,"user":%q}`, minh, tu))
	if len(named.StandIns) != 1 || named.StandIns[0].User.Name != "tu" || named.StandIns[0].For.Name != "minh" {
		t.Fatalf("named: %+v", named)
	}
	if resp, _ := s.visitor.asks("PUT", "/v1/stand-ins", fmt.Sprintf(`{"for":%q,"user":%q}`, minh, minh)); resp.StatusCode != 422 {
		t.Errorf("somebody stands in for themselves: %d", resp.StatusCode)
	}
	answers := func(person int64) string {
		t.Helper()
		if err := s.hearReturning(t.Context(), &follow.Batch{Events: []follow.Event{{Person: person, Meaning: wheel.Lead}}}); err != nil {
			t.Fatal(err)
		}
		return gets[TasksAnswer](s.visitor, 200, "GET", "/v1/tasks?about="+PersonID(person), "").Tasks[0].Owner.Name
	}
	if who := answers(7); who != "tu" {
		t.Errorf("%s answers, not who was named", who)
	}
	gets[Absence](s.visitor, 200, "POST", "/v1/absences", fmt.Sprintf(`{"user":%q,"from":"2026-11-23","to":"2026-11-24"}`, tu))
	if who := answers(8); who != "hoa" {
		t.Errorf("%s answers, while who was named is away", who)
	}
}

// TestThePermanentControlGroupIsSet: among the sending rules, within bounds, read by every campaign.
func TestThePermanentControlGroupIsSet(t *testing.T) {
	s := newShop(t)
	rules := `{"sms_a_day":3,"email_a_day":3,"call_a_day":1,"sms_hours":{"from":420,"to":1320},"call_hours":{"from":480,"to":1020},"quiet":{"from":0,"to":0},"most":7,"days":7,"label":"[QC]"`
	gets[SendingRules](s.visitor, 200, "PUT", "/v1/sending-rules", rules+`,"holdout":5}`)
	if resp, _ := s.visitor.asks("PUT", "/v1/sending-rules", rules+`,"holdout":50}`); resp.StatusCode != 422 {
		t.Errorf("half of everybody is left out: %d", resp.StatusCode)
	}
	if is := gets[SendingRules](s.visitor, 200, "GET", "/v1/sending-rules", ""); is.Rules.Holdout != 5 {
		t.Errorf("set: %+v", is)
	}
	err := s.Records.View(t.Context(), func(v *store.View) error {
		r := campaignRun{}
		err := r.readPlan(t.Context(), v)
		if r.global != 5 {
			t.Errorf("campaigns leave out %d percent", r.global)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
