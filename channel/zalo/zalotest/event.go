package zalotest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Event is something the account is told of.
type Event struct {
	Name  string // user_send_text, follow, …
	MsgID string // of the message it is about; empty for some
	At    int64
	Body  []byte // exactly what is signed and posted
}

// Sign is the signature of an event: SHA-256, not HMAC, of the app's id, the body as it goes over the wire, its
// timestamp, and the account's secret, in hexadecimal (published).
func Sign(appID string, body []byte, timestamp, secret string) string {
	sum := sha256.Sum256([]byte(appID + string(body) + timestamp + secret))
	return hex.EncodeToString(sum[:])
}

func (p *Platform) signature(e Event) string {
	signed := Sign(p.o.AppID, e.Body, millis(e.At), p.o.OASecret)
	if p.o.Bare {
		return signed
	}
	return "mac=" + signed
}

type id struct {
	ID string `json:"id"`
}

// tell puts an event into the office. Every one has app_id, event_name, and timestamp in milliseconds as a string
// (published). "/" is written as "\/" in it, as PHP and others may: who decodes and encodes again has another body.
func (p *Platform) tell(name, msgID string, fields map[string]any) Event {
	e := Event{Name: name, MsgID: msgID, At: p.now()}
	fields["app_id"], fields["event_name"], fields["timestamp"] = p.o.AppID, name, millis(e.At)
	plain, _ := json.Marshal(fields) // strings, maps and lists alone
	for _, c := range plain {
		if c == '/' {
			e.Body = append(e.Body, '\\')
		}
		e.Body = append(e.Body, c)
	}
	p.post.take(e, p.now())
	return e
}

// fromUser tells of a message somebody wrote.
func (p *Platform) fromUser(u *person, kind string, message map[string]any) Event {
	msgID := p.newID("message")
	message["msg_id"] = msgID
	return p.tell("user_send_"+kind, msgID, map[string]any{
		"sender": id{u.ID}, "recipient": id{p.o.OAID}, "user_id_by_app": "8" + u.ID, "message": message,
	})
}

// echo tells of a message the account sent, by the app or by hand (published for those by hand; that the app's own come
// back too is a guess, and the harder case, as is how their attachments look).
func (p *Platform) echo(s *Sent) {
	kind, message := "text", map[string]any{"msg_id": s.ID, "text": s.Text}
	if s.Attachment != nil {
		var a attachment
		_ = json.Unmarshal(s.Attachment, &a) // was read once
		kind, message["attachments"] = "image", []json.RawMessage{s.Attachment}
		if a.Type == "file" {
			kind = "file"
		}
	}
	p.tell("oa_send_"+kind, s.ID, map[string]any{"sender": id{p.o.OAID}, "recipient": id{s.UserID}, "message": message})
}

// report tells that a message arrived or was read. Published shapes differ: from the account to the user with msg_id, or
// (OtherReports) from the user to the account, reading with a list msg_ids (known). A template's arrival has
// delivery_time and tracking_id in the message, and the phone it went to as recipient (published).
func (p *Platform) report(name string, s *Sent) {
	message := map[string]any{"msg_id": s.ID}
	from, to := p.o.OAID, s.UserID
	switch {
	case s.TemplateID != 0:
		if s.Phone != "" {
			to = s.Phone
		}
		message["delivery_time"], message["tracking_id"] = millis(p.now()), s.TrackingID
	case p.o.OtherReports:
		from, to = to, from
		if name == "user_seen_message" {
			message = map[string]any{"msg_ids": []string{s.ID}}
		}
	}
	p.tell(name, s.ID, map[string]any{"sender": id{from}, "recipient": id{to}, "message": message})
}
