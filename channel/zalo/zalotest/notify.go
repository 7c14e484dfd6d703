package zalotest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// notice asks for a template to be sent.
type notice struct {
	Phone      string          `json:"phone"`
	UserID     string          `json:"user_id"`
	TemplateID json.RawMessage `json:"template_id"` // a string; a number is taken too (guess)
	Data       map[string]any  `json:"template_data"`
	TrackingID string          `json:"tracking_id"`
	Mode       string          `json:"mode"` // "development", or nothing
}

func (n notice) price(t *Template) int64 {
	if n.Phone != "" {
		return t.Price
	}
	return t.UIDPrice
}

// templateToPhone sends a template to whoever has the phone (published).
func (p *Platform) templateToPhone(r *http.Request) (any, int) {
	var n notice
	if !read(r, &n) {
		return nil, -122
	}
	phone, fine := international(n.Phone)
	if !fine {
		return nil, -108
	}
	u := p.byPhone(phone)
	t, code := p.allowed(n, u)
	if code != 0 {
		return nil, code
	}
	s := Sent{Phone: phone, Price: n.price(t)}
	if u.met() {
		s.UserID = u.ID
	}
	taken := p.notify(n, t, s)
	return map[string]any{"msg_id": taken.ID, "sent_time": millis(taken.At), "quota": map[string]string{
		"dailyQuota": strconv.Itoa(p.o.DailyQuota), "remainingQuota": strconv.Itoa(p.o.DailyQuota - p.spent[p.day()]),
	}}, 0
}

// templateToUser sends a template to somebody by their id (reported; errors as by phone where nothing else is known).
func (p *Platform) templateToUser(r *http.Request) (any, int) {
	var n notice
	if !read(r, &n) {
		return nil, -201
	}
	n.Phone = ""
	u := p.users[n.UserID]
	if !u.met() {
		return nil, -201
	}
	t, code := p.allowed(n, u)
	if own, differs := map[int]int{-114: -244, -115: -321, -133: -234, -144: -211, -147: -211, -148: -211}[code]; differs {
		code = own // guess: the errors of this host for the same
	}
	if code != 0 {
		return nil, code
	}
	taken := p.notify(n, t, Sent{UserID: u.ID, Price: n.price(t)})
	return map[string]any{"message_id": taken.ID, "user_id": u.ID, "sent_time": millis(taken.At)}, 0
}

// international is a phone as "84…"; with a leading 0 or none at all it is taken too (published), with + not (guess).
func international(phone string) (string, bool) {
	digits := strings.TrimPrefix(strings.TrimPrefix(phone, "84"), "0")
	if _, err := strconv.ParseUint(digits, 10, 64); err != nil || len(digits) != 9 {
		return "", false
	}
	return "84" + digits, true
}

// allowed finds the template and says why it may not go. The order of the checks is a guess.
func (p *Platform) allowed(n notice, u *person) (*Template, int) {
	t := p.templateOf(strings.Trim(string(n.TemplateID), `"`))
	development := n.Mode == "development"
	switch {
	case t == nil:
		return nil, -109
	case t.Status != "ENABLE" && !development:
		return nil, -131
	case len(n.Data) == 0 && len(t.Params) > 0:
		return nil, -111
	case !t.fits(n.Data):
		return nil, -112
	case u == nil:
		return nil, -118
	case development && !u.Admin:
		return nil, -127
	case u.Refuses:
		return nil, -114
	}
	if development {
		return t, 0
	}
	return t, p.affordable(t, u, n.price(t))
}

// affordable says whether quotas, hours and money allow it. A promotion is for who bought (published, the error a guess),
// by day (reported).
func (p *Platform) affordable(t *Template, u *person, price int64) int {
	hour := p.local().Hour()
	switch {
	case t.Tag == Promotion && !u.Bought:
		return -140
	case t.Tag == Promotion && (hour < p.o.PromotionFrom || hour >= p.o.PromotionTo):
		return -133
	case p.spent[p.day()] >= p.o.DailyQuota:
		return -144
	case t.DailyQuota > 0 && p.spent[p.today(t)] >= t.DailyQuota:
		return -147
	case t.Tag == Promotion && p.spent[p.month()] >= p.o.PromotionQuota:
		return -148
	case p.o.Balance < price:
		return -115
	}
	return 0
}

// notify counts a template and sends it. In development it is neither counted nor paid (guess).
func (p *Platform) notify(n notice, t *Template, s Sent) *Sent {
	s.TemplateID, s.TrackingID, s.Development = t.ID, n.TrackingID, n.Mode == "development"
	s.Data = map[string]string{}
	for name, v := range n.Data {
		s.Data[name] = told(v)
	}
	if s.Development {
		s.Price = 0
		return p.take(s)
	}
	p.spent[p.day()]++
	p.spent[p.today(t)]++
	if t.Tag == Promotion {
		p.spent[p.month()]++
	}
	return p.take(s)
}

func (p *Platform) day() string   { return p.local().Format("2006-01-02") }
func (p *Platform) month() string { return p.local().Format("2006-01") }

func (p *Platform) today(t *Template) string { return p.day() + " " + strconv.FormatInt(t.ID, 10) }

// templateQuota tells what is left of the day and, of promotions, of the month (published).
func (p *Platform) templateQuota(*http.Request) (any, int) {
	return map[string]string{
		"dailyQuota":                     strconv.Itoa(p.o.DailyQuota),
		"remainingQuota":                 strconv.Itoa(p.o.DailyQuota - p.spent[p.day()]),
		"monthlyPromotionQuota":          strconv.Itoa(p.o.PromotionQuota),
		"remainingMonthlyPromotionQuota": strconv.Itoa(p.o.PromotionQuota - p.spent[p.month()]),
	}, 0
}

// templateStatus tells whether a template arrived, asked with ?message_id=…: 1 yes, 0 not yet (known).
func (p *Platform) templateStatus(r *http.Request) (any, int) {
	for _, s := range p.sent {
		if s.ID != r.URL.Query().Get("message_id") || s.TemplateID == 0 {
			continue
		}
		if s.Delivered == 0 {
			return map[string]any{"status": 0, "message": "The message has been sent but not yet delivered"}, 0
		}
		return map[string]any{"status": 1, "delivery_time": millis(s.Delivered), "message": "The message has been delivered"}, 0
	}
	return nil, -107
}
