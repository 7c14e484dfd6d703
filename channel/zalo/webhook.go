package zalo

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// SignatureHeader is where Zalo writes its signature of a body.
const SignatureHeader = "X-ZEvent-Signature"

// Signed reports whether Zalo signed a body: the plain SHA-256 of the application's id, the body as it came, its timestamp and
// the account's secret, in hexadecimal; some write mac= before it.
func Signed(header string, body []byte, app, secret string) bool {
	var stamped struct {
		Timestamp loose `json:"timestamp"`
	}
	if json.Unmarshal(body, &stamped) != nil || secret == "" {
		return false
	}
	h := sha256.New()
	for _, part := range [][]byte{[]byte(app), body, []byte(stamped.Timestamp), []byte(secret)} {
		h.Write(part)
	}
	said := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(header), "mac="))
	return subtle.ConstantTimeCompare([]byte(hex.EncodeToString(h.Sum(nil))), []byte(said)) == 1
}

// Kind is what Zalo tells of.
type Kind string

// The kinds; everything else is of no use here.
const (
	Said       Kind = "said"
	Followed   Kind = "followed"
	Unfollowed Kind = "unfollowed"
	Shared     Kind = "shared" // they gave their name, phone or address
	Received   Kind = "received"
	Seen       Kind = "seen"
	Other      Kind = "other"
)

// Event is what Zalo tells of, in one form.
type Event struct {
	Kind     Kind
	App      string
	OA       string   // the account; empty: not said
	User     string   // of whom it tells; of Received and Seen it may be empty
	ID       string   // of the message; empty: none
	IDs      []string // of the messages that were received or seen
	Tracking string   // ours, of the message by a template that was received
	Text     string
	Files    []File // of Said
	Name     string // of Shared
	Phone    string // of Shared, E.164
	At       int64  // microseconds
}

// File is something that went along with what was said, and lies at Zalo.
type File struct {
	Name string // empty: it has none
	URL  string
}

// lying are the kinds of what goes along that lie at Zalo and can be fetched; a link leads to somebody else's page.
var lying = map[string]bool{"image": true, "gif": true, "sticker": true, "file": true, "audio": true, "voice": true, "video": true}

// event is the documented body, as far as it is read.
type event struct {
	App       loose  `json:"app_id"`
	OA        loose  `json:"oa_id"`
	Name      string `json:"event_name"`
	Timestamp loose  `json:"timestamp"`
	Sender    who    `json:"sender"`
	Recipient who    `json:"recipient"`
	Follower  who    `json:"follower"`
	Message   struct {
		ID          loose        `json:"msg_id"`
		IDs         []loose      `json:"msg_ids"`
		Tracking    loose        `json:"tracking_id"`
		Text        string       `json:"text"`
		Attachments []attachment `json:"attachments"`
	} `json:"message"`
	Info struct {
		Name  string `json:"name"`
		Phone loose  `json:"phone"`
	} `json:"info"`
}

type who struct {
	ID loose `json:"id"`
}

type attachment struct {
	Type    string `json:"type"`
	Payload struct {
		URL         string `json:"url"`
		Name        string `json:"name"`
		Coordinates struct {
			Latitude  loose `json:"latitude"`
			Longitude loose `json:"longitude"`
		} `json:"coordinates"`
	} `json:"payload"`
}

// Key is by which the same told twice is known while it waits; empty: by nothing.
func (e *Event) Key() string {
	if e.ID == "" {
		return ""
	}
	return string(e.Kind) + " " + e.ID
}

var errEvent = errors.New("zalo: this is no event")

// Read reads what Zalo tells.
func Read(body []byte) (e Event, err error) {
	var said event
	if err := json.Unmarshal(body, &said); err != nil || said.Name == "" {
		return e, errEvent
	}
	e = Event{Kind: kindOf(said.Name), App: string(said.App), OA: string(said.OA), User: string(said.Sender.ID), ID: string(said.Message.ID), Tracking: string(said.Message.Tracking),
		Name: said.Info.Name, Phone: international(string(said.Info.Phone)), At: said.Timestamp.number(0) * time.Millisecond.Microseconds()}
	switch e.Kind {
	case Followed, Unfollowed:
		e.User = string(said.Follower.ID)
	case Received, Seen:
		e.IDs, e.User = said.ids(), ""
	case Said:
		e.OA, e.Files = string(said.Recipient.ID), said.files()
		e.Text = said.text(len(e.Files))
	case Shared:
		e.OA = string(said.Recipient.ID)
	}
	if e.At <= 0 || e.User == "" && (e.Kind == Said || e.Kind == Shared || e.Kind == Followed || e.Kind == Unfollowed) || e.Kind == Said && e.ID == "" {
		return e, errEvent
	}
	return e, nil
}

func kindOf(name string) Kind {
	switch name {
	case "follow":
		return Followed
	case "unfollow":
		return Unfollowed
	case "user_submit_info":
		return Shared
	case "user_received_message":
		return Received
	case "user_seen_message":
		return Seen
	}
	if strings.HasPrefix(name, "user_send_") {
		return Said
	}
	return Other
}

func (e *event) ids() (ids []string) {
	if e.Message.ID != "" {
		ids = append(ids, string(e.Message.ID))
	}
	for _, id := range e.Message.IDs {
		ids = append(ids, string(id))
	}
	return ids
}

// files are what went along and can be fetched.
func (e *event) files() (files []File) {
	for _, a := range e.Message.Attachments {
		if lying[a.Type] && a.Payload.URL != "" {
			files = append(files, File{a.Payload.Name, a.Payload.URL})
		}
	}
	return files
}

// text is what was said; of what went along and cannot be fetched, what is known of it stands below, each on a line of its own.
func (e *event) text(files int) string {
	lines := []string{e.Message.Text}
	for _, a := range e.Message.Attachments {
		place := a.Payload.Coordinates
		switch {
		case lying[a.Type] && a.Payload.URL != "":
		case a.Payload.URL != "":
			lines = append(lines, strings.TrimSpace(a.Payload.Name+" "+a.Payload.URL))
		case place.Latitude != "" && place.Longitude != "":
			lines = append(lines, "geo:"+string(place.Latitude)+","+string(place.Longitude))
		default:
			lines = append(lines, "("+a.Type+")")
		}
	}
	said := strings.TrimSpace(strings.Join(lines, "\n"))
	if said == "" && files == 0 {
		return "(" + strings.TrimPrefix(e.Name, "user_send_") + ")"
	}
	return said
}
