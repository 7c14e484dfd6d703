package zalotest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Sent is a message the account sent and the platform took.
type Sent struct {
	ID         string
	UserID     string // empty where the phone belongs to somebody the account has not met
	Phone      string // of a template by phone
	Staff      bool   // written by hand in Zalo's own tools, not by the app
	Text       string
	Attachment json.RawMessage
	Files      []string // names of the uploads in it
	Quota      string   // that paid for a reply: reply (the free ones), sub_quota or purchase_quota

	TemplateID  int64 // of a template; 0 otherwise
	Data        map[string]string
	TrackingID  string
	Development bool
	Price       int64 // đồng, paid when delivered

	At, Delivered, Seen int64 // 0: not yet
}

// maxText is in characters (published).
const maxText = 2000

type message struct {
	Recipient struct {
		UserID string `json:"user_id"`
	} `json:"recipient"`
	Message struct {
		Text       string          `json:"text"`
		Attachment json.RawMessage `json:"attachment"`
	} `json:"message"`
}

// consult sends free text to somebody, within the window their last interaction opened (published).
func (p *Platform) consult(r *http.Request) (any, int) {
	var m message
	if !read(r, &m) || m.Message.Text == "" && m.Message.Attachment == nil {
		return nil, -201
	}
	if utf8.RuneCountInString(m.Message.Text) > maxText {
		return nil, -210
	}
	u := p.users[m.Recipient.UserID]
	if code := p.window(u); code != 0 {
		return nil, code
	}
	files, code := p.attached(m.Message.Attachment)
	if code != 0 {
		return nil, code
	}
	quota, code := p.pay(u)
	if code != 0 {
		return nil, code
	}
	s := p.take(Sent{UserID: u.ID, Text: m.Message.Text, Attachment: m.Message.Attachment, Files: files, Quota: quota})
	return map[string]any{"message_id": s.ID, "user_id": u.ID, "sent_time": millis(s.At), "quota": p.quotaOf(u, quota)}, 0
}

// window says whether somebody may be written to. An id nobody has is a wrong parameter, −201; who neither follows nor
// ever wrote, or has left, is −213; who was silent for the whole window −230 (published; which of −201 and −213 is for
// whom, and that leaving closes the window, are guesses).
func (p *Platform) window(u *person) int {
	switch {
	case u == nil:
		return -201
	case u.last == 0:
		return -213
	case p.now()-u.last > p.o.MaxWindow.Microseconds():
		return -230
	}
	return 0
}

// pay takes a reply from what is left: free ones within the first window, then the package, then what was bought
// (published; the order of the last two is a guess).
func (p *Platform) pay(u *person) (string, int) {
	switch {
	case p.now()-u.last <= p.o.FreeWindow.Microseconds() && u.replies < p.o.FreeCount:
		u.replies++
		return "reply", 0
	case p.o.Package > p.spent["sub_quota"]:
		p.spent["sub_quota"]++
		return "sub_quota", 0
	case p.o.Purchased > p.spent["purchase_quota"]:
		p.spent["purchase_quota"]++
		return "purchase_quota", 0
	}
	return "", -211
}

// quotaOf is what a reply's answer says is left of what paid for it. The fields are reported, numbers as strings.
func (p *Platform) quotaOf(u *person, kind string) map[string]string {
	total := p.o.FreeCount
	remain := total
	if kind == "reply" {
		remain -= u.replies
	} else {
		total, remain = p.left(kind)
	}
	o := map[string]string{
		"quota_type": kind, "remain": strconv.Itoa(remain), "total": strconv.Itoa(total),
		"owner_type": "OA", "owner_id": p.o.OAID,
	}
	if kind == "reply" {
		o["expired_date"] = millis(u.last + p.o.FreeWindow.Microseconds())
	}
	return o
}

func (p *Platform) left(kind string) (total, remain int) {
	total = p.o.Package
	if kind == "purchase_quota" {
		total = p.o.Purchased
	}
	return total, total - p.spent[kind]
}

// replyQuota lists what is left of replies beyond the free ones. That it is asked by POST is reported, the shape of the
// answer a guess.
func (p *Platform) replyQuota(*http.Request) (any, int) {
	return []map[string]string{p.quotaOf(nil, "sub_quota"), p.quotaOf(nil, "purchase_quota")}, 0
}

// merged answers for messages of transaction and of promotion: since 2026-01-01 they are templates (published). Which
// error tells so is a guess.
func merged(*http.Request) (any, int) { return nil, -209 }

// take keeps a message, tells that the account sent it, and brings it to who is online.
func (p *Platform) take(s Sent) *Sent {
	s.ID, s.At = p.newID("message"), p.now()
	p.sent = append(p.sent, &s)
	if s.TemplateID == 0 {
		p.echo(&s)
	}
	if u := p.receiver(&s); u == nil || !u.Offline {
		p.deliver(&s)
	}
	return &s
}

func (p *Platform) receiver(s *Sent) *person {
	if s.Phone != "" {
		return p.byPhone(s.Phone)
	}
	return p.users[s.UserID]
}

func (p *Platform) deliver(s *Sent) {
	s.Delivered = p.now()
	p.o.Balance -= s.Price
	p.report("user_received_message", s)
}

// Sent are all messages the platform took, oldest first.
func (p *Platform) Sent() (all []Sent) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.sent {
		all = append(all, *s)
	}
	return all
}

// Delivered are those of them that arrived.
func (p *Platform) Delivered() []Sent {
	return slices.DeleteFunc(p.Sent(), func(s Sent) bool { return s.Delivered == 0 })
}
