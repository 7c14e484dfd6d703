package zalotest

import (
	"encoding/json"
	"strconv"
	"testing"
	"time"
)

func order(tag string) Template {
	return Template{Name: "Đơn hàng", Tag: tag, Price: 300, UIDPrice: 200, Params: []Param{
		{Name: "ten", Require: true, Max: 5}, {Name: "so", Type: "NUMBER", Require: true}, {Name: "ngay", Type: "DATE"},
	}}
}

type values map[string]any

var fine = values{"ten": "Lan", "so": 12, "ngay": "23/11/2026"}

func (b *bench) notice(path, field, to string, template int64, data values, mode string) reply {
	b.t.Helper()
	return b.call(path, map[string]any{
		field: to, "template_id": strconv.FormatInt(template, 10), "template_data": data, "tracking_id": "don-1", "mode": mode,
	})
}

func (b *bench) toPhone(phone string, template int64, data values) reply {
	b.t.Helper()
	return b.notice("/message/template", "phone", phone, template, data, "")
}

func (b *bench) toUser(user string, template int64) reply {
	b.t.Helper()
	return b.notice("/v3.0/oa/message/template", "user_id", user, template, fine, "")
}

func TestATemplateByPhone(t *testing.T) {
	b := newBench(t, Options{Balance: 500})
	id := b.AddTemplate(order(Transaction))
	b.Add(User{Phone: "84901888484"})
	for phone, code := range map[string]int{"84901888484": 0, "+84901888484": -108, "8490188848": -108, "": -108, "84901888485": -118} {
		b.want(b.toPhone(phone, id, fine), code)
	}
	sent := b.Sent()
	if len(sent) != 1 || sent[0].UserID != "" || sent[0].Data["so"] != "12" || sent[0].Price != 300 || sent[0].TrackingID != "don-1" || b.Balance() != 200 {
		t.Fatal(sent, b.Balance())
	}
	b.want(b.toPhone("0901888484", id, fine), -115)
	b.Tune(func(o *Options) { o.Balance = 300 })
	if s := b.toPhone("0901888484", id, fine); s.field("quota.remainingQuota") != "19998" || s.field("msg_id") == "" {
		t.Errorf("%s", s.Data)
	}
}

func TestWhatATemplateWantsToBeTold(t *testing.T) {
	b := newBench(t, Options{})
	id := b.AddTemplate(order(Transaction))
	b.Add(User{Phone: "84901888484"})
	for _, c := range []struct {
		data values
		code int
	}{
		{fine, 0},
		{nil, -111},
		{values{"ten": "Lan"}, -112},
		{values{"ten": "", "so": 1}, -112},
		{values{"ten": "Nguyễn", "so": 1}, -112},
		{values{"ten": "Lượng", "so": "1"}, 0},
		{values{"ten": "Lan", "so": "một"}, -112},
		{values{"ten": "Lan", "so": 1, "ngay": "2026-11-23"}, -112},
		{values{"ten": "Lan", "so": 1, "ngay": "09:00:00 23/11/2026"}, 0},
		{values{"ten": "Lan", "so": 1, "ngay": "", "thua": "x"}, 0},
	} {
		if s := b.toPhone("84901888484", id, c.data); s.Error != c.code {
			t.Errorf("%v: %d, not %d", c.data, s.Error, c.code)
		}
	}
	b.want(b.toPhone("84901888484", 1, fine), -109)
	b.ChangeTemplate(id, func(t *Template) { t.Status = "DISABLE" })
	b.want(b.toPhone("84901888484", id, fine), -131)
}

func TestATemplateById(t *testing.T) {
	b := newBench(t, Options{})
	id := b.AddTemplate(order(CustomerCare))
	u := b.AddFollower(User{})
	b.later(30 * 24 * time.Hour)
	if s := b.toUser(u, id); s.Error != 0 || s.field("user_id") != u || s.field("message_id") == "" || b.Balance() != 1_000_000-200 {
		t.Errorf("%d %s", s.Error, s.Data)
	}
	b.want(b.toUser("1", id), -201)
	b.Change(u, func(u *User) { u.Refuses = true })
	b.want(b.toUser(u, id), -244)
	b.Tune(func(o *Options) { o.Balance = 0 })
	b.Change(u, func(u *User) { u.Refuses = false })
	b.want(b.toUser(u, id), -321)
}

func TestPromotionsHaveTheirRules(t *testing.T) {
	b := newBench(t, Options{PromotionQuota: 2})
	id := b.AddTemplate(order(Promotion))
	u := b.AddFollower(User{Phone: "84901888484"})
	b.want(b.toPhone("84901888484", id, fine), -140)
	b.Change(u, func(u *User) { u.Bought = true })
	b.want(b.toPhone("84901888484", id, fine), 0)
	b.later(13 * time.Hour) // from 09:00 to 22:00 in Vietnam
	b.want(b.toPhone("84901888484", id, fine), -133)
	b.want(b.toUser(u, id), -234)
	b.later(10 * time.Hour)
	b.want(b.toUser(u, id), 0)
	b.want(b.toPhone("84901888484", id, fine), -148)
	if s := b.get("/message/quota"); s.field("remainingMonthlyPromotionQuota") != "0" || s.field("remainingQuota") != "19999" {
		t.Errorf("%s", s.Data)
	}
}

func TestADayHasItsQuota(t *testing.T) {
	b := newBench(t, Options{DailyQuota: 3})
	b.Add(User{Phone: "84901888484"})
	own := order(Transaction)
	own.DailyQuota = 1
	id, other := b.AddTemplate(own), b.AddTemplate(order(Transaction))
	b.want(b.toPhone("84901888484", id, fine), 0)
	b.want(b.toPhone("84901888484", id, fine), -147)
	if s := b.get("/template/info/v2?template_id=" + strconv.FormatInt(id, 10)); s.field("templateRemainingQuota") != "0" || s.field("price") != "300" {
		t.Errorf("%s", s.Data)
	}
	b.want(b.toPhone("84901888484", other, fine), 0)
	b.want(b.toPhone("84901888484", other, fine), 0)
	b.want(b.toPhone("84901888484", other, fine), -144)
	b.later(15 * time.Hour) // to midnight in Vietnam
	b.want(b.toPhone("84901888484", id, fine), 0)
}

func TestDevelopmentReachesAdministratorsAlone(t *testing.T) {
	b := newBench(t, Options{Balance: -1})
	tried := order(Transaction)
	tried.Status = "PENDING_REVIEW"
	id := b.AddTemplate(tried)
	b.Add(User{Phone: "84901888484"})
	b.Add(User{Phone: "84901888485", Admin: true})
	b.want(b.notice("/message/template", "phone", "84901888484", id, fine, "development"), -127)
	b.want(b.notice("/message/template", "phone", "84901888485", id, fine, "development"), 0)
	if sent := b.Sent(); !sent[0].Development || sent[0].Price != 0 || b.Balance() != 0 {
		t.Error(sent)
	}
}

func TestATemplateWaitsForWhoIsAway(t *testing.T) {
	b := newBench(t, Options{})
	id := b.AddTemplate(order(Transaction))
	u := b.Add(User{Phone: "84901888484", Offline: true})
	status := "/message/status?message_id=" + b.toPhone("84901888484", id, fine).field("msg_id")
	if s := b.get(status); s.field("status") != "0" || len(b.Delivered()) != 0 || b.Balance() != 1_000_000 {
		t.Errorf("%s", s.Data)
	}
	b.Online(u)
	if s := b.get(status); s.field("status") != "1" || len(b.Delivered()) != 1 || b.Balance() != 999_700 {
		t.Errorf("%s", s.Data)
	}
	b.want(b.get("/message/status?message_id=x"), -107)
}

func TestTheRegistryIsPaged(t *testing.T) {
	b := newBench(t, Options{})
	for range 5 {
		b.AddTemplate(order(Transaction))
	}
	b.ChangeTemplate(200002, func(t *Template) { t.Status = "REJECT" })
	for query, want := range map[string][2]int{"offset=0&limit=3": {3, 5}, "offset=3&limit=3": {2, 5}, "offset=9&limit=3": {0, 5}, "offset=0&limit=9&status=3": {1, 1}} {
		s := b.get("/template/all?" + query)
		var rows []struct{ TemplateID int64 }
		if err := json.Unmarshal(s.Data, &rows); err != nil || len(rows) != want[0] || s.Metadata.Total != want[1] {
			t.Errorf("%s: %s of %d, %v", query, s.Data, s.Metadata.Total, err)
		}
	}
	b.want(b.get("/template/all?offset=0&limit=101"), -122)
	b.want(b.get("/template/info/v2?template_id=7"), -109)
}
