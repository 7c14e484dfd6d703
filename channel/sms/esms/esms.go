// Package esms hands messages to eSMS.vn. It knows of the documented call one message a time, customer care
// (SmsType 2): advertising (SmsType 1) is taken there only in orders of 30 to 5,000 numbers with the same text, which
// messages of one's own to each person are not.
package esms

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"banhda/channel/sms"
	"banhda/hub/consent"
	text "banhda/hub/sms"
)

// Address is where eSMS takes messages.
const Address = "https://rest.esms.vn/MainService.svc/json/SendMultipleMessage_V4_post_json/"

// Client hands over messages of one account.
type Client struct {
	Address  string // empty: Address
	Key      string
	Secret   string
	Sandbox  bool   // nothing is sent nor paid
	Callback string // where eSMS says what became of a message; empty: nowhere
	HTTP     *http.Client
}

// order is the documented body; all values are texts.
type order struct {
	APIKey      string `json:"ApiKey"`
	SecretKey   string
	Phone       string
	Content     string
	Brandname   string
	SmsType     string
	IsUnicode   string
	Sandbox     string
	RequestID   string `json:"RequestId"`
	CallbackURL string `json:"CallbackUrl,omitempty"`
}

// said is the documented answer. It comes with the status 200 whatever it says.
type said struct {
	CodeResult   string
	ErrorMessage string
	SMSID        string
}

// within is how long an answer is waited for.
const within = 20 * time.Second

var errAdvertising = &sms.Error{Class: sms.Permanent, Code: "advertising", Said: "eSMS takes advertising only in orders of 30 to 5,000 numbers with the same text"}

// Send implements sms.Way.
func (c *Client) Send(ctx context.Context, m sms.Message) (taken sms.Taken, err error) {
	if m.Class == consent.Advertising {
		return taken, errAdvertising
	}
	body, err := json.Marshal(c.order(&m))
	if err != nil {
		return taken, err
	}
	answer, err := c.post(ctx, body)
	if err != nil {
		return taken, err
	}
	if answer.CodeResult == "100" || answer.CodeResult == "124" { // 124: they have this RequestId already
		if answer.SMSID != "" {
			taken.Handles = []string{answer.SMSID}
		}
		return taken, nil
	}
	return taken, &sms.Error{Class: classOf(answer.CodeResult), Code: answer.CodeResult, Said: answer.ErrorMessage}
}

func (c *Client) order(m *sms.Message) order {
	flag := map[bool]string{true: "1", false: "0"}
	made := text.Make(m.Text)
	return order{APIKey: c.Key, SecretKey: c.Secret, Phone: national(m.To), Content: m.Text, Brandname: m.From, SmsType: "2",
		IsUnicode: flag[made.Encoding == text.UCS2], Sandbox: flag[c.Sandbox], RequestID: m.ID, CallbackURL: c.Callback}
}

// national is a number as it is written in Vietnam.
func national(number string) string {
	if rest, ok := strings.CutPrefix(number, "+84"); ok {
		return "0" + rest
	}
	return strings.TrimPrefix(number, "+")
}

// International is a number in E.164 that was written as in Vietnam, or without its +.
func International(number string) string {
	switch {
	case number == "" || strings.HasPrefix(number, "+"):
		return number
	case strings.HasPrefix(number, "0"):
		return "+84" + number[1:]
	}
	return "+" + number
}

// post asks once. What was never sent is tried again; what was sent and not answered is doubtful.
func (c *Client) post(ctx context.Context, body []byte) (a said, err error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	address := c.Address
	if address == "" {
		address = Address
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return a, &sms.Error{Class: sms.Blocked, Said: err.Error()}
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := c.HTTP.Do(r)
	if err != nil {
		return a, &sms.Error{Class: unheard(err), Said: withoutAddress(err)}
	}
	defer answer.Body.Close()
	switch {
	case answer.StatusCode == http.StatusTooManyRequests || answer.StatusCode == http.StatusServiceUnavailable:
		return a, &sms.Error{Class: sms.Retry, Code: answer.Status}
	case answer.StatusCode >= 500:
		return a, &sms.Error{Class: sms.Doubtful, Code: answer.Status}
	case answer.StatusCode >= 300:
		return a, &sms.Error{Class: sms.Blocked, Code: answer.Status}
	}
	if err := json.NewDecoder(io.LimitReader(answer.Body, 64<<10)).Decode(&a); err != nil || a.CodeResult == "" {
		return a, &sms.Error{Class: sms.Doubtful, Said: "the answer cannot be read"}
	}
	return a, nil
}

// unheard is what follows where no answer came.
func unheard(err error) sms.Class {
	if dial := new(net.OpError); errors.As(err, &dial) && dial.Op == "dial" {
		return sms.Retry
	}
	return sms.Doubtful
}

// withoutAddress leaves the address out of an error: what failed is enough.
func withoutAddress(err error) string {
	if u := new(url.Error); errors.As(err, &u) {
		return u.Err.Error()
	}
	return err.Error()
}

// classes are what follows from codes; what is not here is final for the message.
var classes = map[string]sms.Class{
	"101": sms.Blocked, // sign-in
	"102": sms.Blocked, // the account is locked
	"103": sms.NoBalance,
	"104": sms.Blocked, // brandname
	"146": sms.Blocked, // the text matches no registered template
}

func classOf(code string) sms.Class {
	if c, ok := classes[code]; ok {
		return c
	}
	return sms.Permanent
}

// The states of a callback.
const (
	refused  = "4"
	finished = "5"
)

// Callback reads what eSMS says of a message by a GET of the callback's address; ok is false for what is no final word.
func Callback(q url.Values, now time.Time) (r sms.Report, ok bool) {
	r = sms.Report{ID: q.Get("RequestId"), To: International(q.Get("phonenumber")), At: now}
	if id := q.Get("SMSID"); id != "" {
		r.Handles = []string{id}
	}
	switch status, success := q.Get("SendStatus"), q.Get("SendSuccess"); {
	case status == finished && success != "" && success != "0":
		r.State = sms.Delivered
	case status == finished || status == refused:
		r.State, r.Code = sms.Failed, "esms-"+status
	default:
		return r, false
	}
	return r, r.ID != "" || len(r.Handles) > 0
}
