// Package zalo is the way to a Zalo Official Account: what the house writes by it, how it signs in, and what Zalo tells it.
// All that is Zalo's own (addresses, bodies, codes) stands here and nowhere else.
//
// It was written from what is published of Zalo's interface, and proved against a simulator that somebody else wrote from the
// same sources: no real account was at hand.
package zalo

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"banhda/hub/zalo"
)

// Hosts are where Zalo answers; what is empty is where it does for everybody.
type Hosts struct{ OAuth, Open, Business string }

func (h Hosts) oauth() string { return cmp.Or(h.OAuth, "https://oauth.zaloapp.com") }
func (h Hosts) open() string  { return cmp.Or(h.Open, "https://openapi.zalo.me") }
func (h Hosts) business() string {
	return cmp.Or(h.Business, "https://business.openapi.zalo.me")
}

// Grants give access tokens. Source is one.
type Grants interface {
	Token(ctx context.Context) (string, error)
	// Refused says that Zalo did not take a token.
	Refused(ctx context.Context, access string) error
}

// Client speaks for one Official Account. It may be used by any number of goroutines at once.
type Client struct {
	Hosts  Hosts
	Grants Grants
	HTTP   *http.Client
}

// Class is what follows from an error.
type Class string

// The classes.
const (
	Retry       Class = "retry"       // it did not go; later it may
	Permanent   Class = "permanent"   // this message never goes
	Unreachable Class = "unreachable" // this person is not reached by Zalo: another way may be tried
	Closed      Class = "closed"      // the time to answer freely is over: only a template goes
	Spent       Class = "spent"       // the day's quota is used up
	Blocked     Class = "blocked"     // none of ours goes until somebody looks
	NoBalance   Class = "no-balance"  // none goes until somebody pays
	Doubtful    Class = "doubtful"    // nobody knows whether it went
)

// Error is why Zalo did not do what it was asked.
type Error struct {
	Class Class
	Code  int    // Zalo's; 0: it gave none
	Said  string // in words
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %d %s", e.Class, e.Code, e.Said) }

// ClassOf is what follows from an error: what says nothing of it is Doubtful.
func ClassOf(err error) Class {
	if said := new(Error); errors.As(err, &said) {
		return said.Class
	}
	return Doubtful
}

// classes are what follows from codes; what is not here is final for the message.
var classes = map[int]Class{
	-100: Retry, -32: Retry,
	-108: Unreachable, -110: Unreachable, -114: Unreachable, -118: Unreachable, -119: Unreachable, -139: Unreachable, -140: Unreachable, -141: Unreachable, -201: Unreachable, -213: Unreachable, -244: Unreachable,
	-230: Closed,
	-133: Retry, -234: Retry, // it is night
	-144: Spent, -147: Spent, -148: Spent, -211: Spent,
	-115: NoBalance, -126: NoBalance, -137: NoBalance, -321: NoBalance,
	-101: Blocked, -102: Blocked, -103: Blocked, -104: Blocked, -105: Blocked, -120: Blocked, -124: Blocked, -125: Blocked, -135: Blocked, -138: Blocked, -216: Blocked, -220: Blocked, -242: Blocked, -1241: Blocked,
}

// stale are the codes by which an access token is not taken.
func stale(code int) bool { return code == -124 || code == -216 || code == -220 }

func classOf(code int) Class { return cmp.Or(classes[code], Permanent) }

// Answer is what is said freely: words, a picture with words or without, or a file alone.
type Answer struct {
	Text  string
	Kind  zalo.Kind // of what goes along; empty: nothing does
	Along string    // what Zalo called it when it was uploaded
}

// message is an answer as Zalo takes it.
func (a *Answer) message() map[string]any {
	m := map[string]any{}
	if a.Text != "" {
		m["text"] = a.Text
	}
	switch a.Kind {
	case zalo.File:
		m["attachment"] = map[string]any{"type": "file", "payload": map[string]string{"token": a.Along}}
	case zalo.Image, zalo.GIF:
		m["attachment"] = map[string]any{"type": "template", "payload": map[string]any{"template_type": "media",
			"elements": []map[string]string{{"media_type": string(a.Kind), "attachment_id": a.Along}}}}
	}
	return m
}

// Say says something freely to a user of the account, and gives what Zalo calls the message.
func (c *Client) Say(ctx context.Context, user string, a Answer) (id string, err error) {
	body := map[string]any{"recipient": map[string]string{"user_id": user}, "message": a.message()}
	var said struct {
		ID loose `json:"message_id"`
	}
	err = c.call(ctx, http.MethodPost, c.Hosts.open()+"/v3.0/oa/message/cs", body, &said)
	return string(said.ID), err
}

// Upload hands over what is to go along with an answer, and gives what Zalo calls it. Nobody is reached by that alone, so
// nothing of it is doubtful: what failed on the way is done again.
func (c *Client) Upload(ctx context.Context, kind zalo.Kind, name string, content []byte) (along string, err error) {
	f, err := fileForm(name, content)
	if err != nil {
		return "", &Error{Class: Permanent, Said: err.Error()}
	}
	var said struct {
		ID    loose `json:"attachment_id"`
		Token loose `json:"token"`
	}
	err = c.call(ctx, http.MethodPost, c.Hosts.open()+"/v2.0/oa/upload/"+string(kind), f, &said)
	why := new(Error)
	switch {
	case err == nil && said.ID == "" && said.Token == "":
		return "", &Error{Class: Permanent, Said: "Zalo gave no name to what was uploaded"}
	case !errors.As(err, &why):
	case why.Class == Doubtful:
		why.Class = Retry
	case why.Class == Unreachable || why.Class == Closed: // codes that say so of people mean something else here
		why.Class = Permanent
	}
	return string(cmp.Or(said.ID, said.Token)), err
}

// form is a body that is written already.
type form struct {
	media string
	body  []byte
}

func fileForm(name string, content []byte) (f form, err error) {
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	to, err := parts.CreateFormFile("file", name)
	if err == nil {
		_, err = to.Write(content)
	}
	err = errors.Join(err, parts.Close())
	return form{parts.FormDataContentType(), body.Bytes()}, err
}

// written is a body as it goes over the wire.
func written(body any) (form, error) {
	if f, ok := body.(form); ok {
		return f, nil
	}
	b, err := json.Marshal(body)
	return form{"application/json", b}, err
}

// Order is a message by a template: to a phone, or to a user of the account where no phone is known.
type Order struct {
	Phone    string // E.164
	User     string
	Template string
	Data     map[string]string
	Tracking string // ours: Zalo says it again in its reports
	Trial    bool   // it goes to administrators of the account only
}

// Taken is what Zalo says of a message by a template that it took.
type Taken struct {
	ID        string
	Remaining int64 // of the day's quota; -1: not said
}

// Template sends a message by a template.
func (c *Client) Template(ctx context.Context, o Order) (t Taken, err error) {
	body := map[string]any{"template_id": o.Template, "template_data": o.Data, "tracking_id": o.Tracking}
	address := c.Hosts.business() + "/message/template"
	if body["phone"] = strings.TrimPrefix(o.Phone, "+"); o.Phone == "" {
		delete(body, "phone")
		body["user_id"], address = o.User, c.Hosts.open()+"/v3.0/oa/message/template"
	}
	if o.Trial {
		body["mode"] = "development"
	}
	var said struct {
		ID      loose `json:"msg_id"`
		Message loose `json:"message_id"`
		Quota   struct {
			Remaining loose `json:"remainingQuota"`
		} `json:"quota"`
	}
	err = c.call(ctx, http.MethodPost, address, body, &said)
	return Taken{string(cmp.Or(said.ID, said.Message)), said.Quota.Remaining.number(-1)}, err
}

// Profile is what Zalo tells of a user.
type Profile struct {
	Name  string
	Phone string // empty: they did not share it
}

// Profile asks who a user is.
func (c *Client) Profile(ctx context.Context, user string) (p Profile, err error) {
	asked, err := json.Marshal(map[string]string{"user_id": user})
	if err != nil {
		return p, err
	}
	var said struct {
		Name   string `json:"display_name"`
		Shared struct {
			Phone loose `json:"phone"`
		} `json:"shared_info"`
	}
	err = c.call(ctx, http.MethodGet, c.Hosts.open()+"/v3.0/oa/user/detail?data="+url.QueryEscape(string(asked)), nil, &said)
	return Profile{said.Name, international(string(said.Shared.Phone))}, err
}

// international is a number in E.164 that Zalo wrote as 84… or 0….
func international(number string) string {
	switch {
	case len(number) < 8 || strings.HasPrefix(number, "+"):
		return ""
	case strings.HasPrefix(number, "0"):
		return "+84" + number[1:]
	}
	return "+" + number
}

const (
	// within is how long an answer is waited for.
	within = 15 * time.Second
	// uploadWithin is how long what is uploaded may take, on a slow line.
	uploadWithin = time.Minute
)

// call asks Zalo. Where it takes the access token no more, it is asked once more with another: nothing was done then.
func (c *Client) call(ctx context.Context, method, address string, body, into any) error {
	for again := true; ; again = false {
		access, err := c.Grants.Token(ctx)
		if err != nil {
			return &Error{Class: orBlocked(err), Said: err.Error()}
		}
		err = c.ask(ctx, method, address, access, body, into)
		said := new(Error)
		if !errors.As(err, &said) || !stale(said.Code) {
			return err
		}
		if refused := c.Grants.Refused(ctx, access); refused != nil || !again {
			return orElse(refused, err)
		}
	}
}

// orBlocked: without a token nothing was asked, so nothing is doubtful.
func orBlocked(err error) Class {
	if errors.Is(err, ErrRefused) || errors.Is(err, ErrUnconnected) {
		return Blocked
	}
	return Retry
}

func orElse(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func (c *Client) ask(ctx context.Context, method, address, access string, body, into any) error {
	wait := within
	if _, uploads := body.(form); uploads {
		wait = uploadWithin
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	f, err := written(body)
	if err != nil {
		return &Error{Class: Permanent, Said: err.Error()}
	}
	r, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(f.body))
	if err != nil {
		return &Error{Class: Blocked, Said: err.Error()}
	}
	r.Header.Set("Content-Type", f.media)
	r.Header.Set("access_token", access)
	answer, err := c.HTTP.Do(r)
	if err != nil {
		return &Error{Class: unheard(err), Said: unaddressed(err)}
	}
	defer answer.Body.Close()
	return read(answer, into)
}

// largest is how many bytes of an answer are read.
const largest = 1 << 20

// read is what Zalo answered: it answers 200 also where it refuses.
func read(answer *http.Response, into any) error {
	switch {
	case answer.StatusCode == http.StatusTooManyRequests || answer.StatusCode == http.StatusServiceUnavailable:
		return &Error{Class: Retry, Said: answer.Status}
	case answer.StatusCode >= 500:
		return &Error{Class: Doubtful, Said: answer.Status}
	}
	var said struct {
		Error   loose           `json:"error"`
		Message string          `json:"message"`
		Data    json.RawMessage `json:"data"`
	}
	if err := json.NewDecoder(io.LimitReader(answer.Body, largest)).Decode(&said); err != nil || said.Error == "" {
		return &Error{Class: Doubtful, Said: "the answer cannot be read (" + answer.Status + ")"}
	}
	if code := said.Error.number(-1); code != 0 {
		return &Error{Class: classOf(int(code)), Code: int(code), Said: short(said.Message)}
	}
	if into == nil || len(said.Data) == 0 {
		return nil
	}
	if err := json.Unmarshal(said.Data, into); err != nil {
		return &Error{Class: Doubtful, Said: "the answer cannot be read: " + err.Error()}
	}
	return nil
}

// unheard is what follows where no answer came: what could not be sent was not sent.
func unheard(err error) Class {
	if dial := new(net.OpError); errors.As(err, &dial) && dial.Op == "dial" {
		return Retry
	}
	return Doubtful
}

// unaddressed leaves the address out of an error: what failed is enough.
func unaddressed(err error) string {
	if u := new(url.Error); errors.As(err, &u) {
		return u.Err.Error()
	}
	return err.Error()
}

// short bounds what others say.
func short(s string) string {
	if s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " "); len(s) > 300 {
		s = strings.ToValidUTF8(s[:300], "") + "…"
	}
	return s
}

// loose is a text that Zalo writes as a text or as a number: ids are larger than a float holds, so they are kept as they came.
type loose string

// UnmarshalJSON takes a text, a number, a truth or nothing.
func (l *loose) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, (*string)(l))
	}
	if len(b) > 0 && (b[0] == '{' || b[0] == '[') {
		return errors.New("a text or a number was awaited")
	}
	*l = loose(b)
	return nil
}

// number reads it as a whole number, of what is written with a point the part before it; otherwise gives what is not one.
func (l loose) number(otherwise int64) int64 {
	whole, _, _ := strings.Cut(string(l), ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return otherwise
	}
	return n
}
