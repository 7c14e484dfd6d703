package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"banhda/auth"
	"banhda/channel/email"
	"banhda/store"
)

// sendersSetting keeps in whose name the house writes to people, as JSON.
const sendersSetting = "mail.senders"

// Senders are in whose name the house writes to people, and how fast.
type Senders struct {
	Identity    MailIdentity `json:"identity"`
	Senders     []Sender     `json:"senders" maxItems:"50" doc:"the first is taken where a template names none; none: that of how mail is sent"`
	Pace        email.Pace   `json:"pace"`
	Connections int          `json:"connections" minimum:"0" maximum:"64" doc:"to the mail server at once; 0: four"`
	TrackOpens  bool         `json:"track_opens" doc:"a picture in each message says that it was drawn; by whom, only guesses tell"`
	TrackClicks bool         `json:"track_clicks"`
}

// MailIdentity is who writes, as every advertisement has to say (Decree 91/2020).
type MailIdentity struct {
	Name    string `json:"name" maxLength:"200"`
	Address string `json:"address" maxLength:"300"`
	Phone   string `json:"phone" maxLength:"50"`
	Website string `json:"website" maxLength:"300"`
}

// Sender is one name the house writes in.
type Sender struct {
	Key     string `json:"key" minLength:"1" maxLength:"40"`
	Name    string `json:"name" maxLength:"200"`
	Address string `json:"address" maxLength:"254"`
	ReplyTo string `json:"reply_to,omitempty" maxLength:"254"`
}

func readSenders(ctx context.Context, v *store.View) (s Senders, err error) {
	s = Senders{Senders: []Sender{}, Pace: email.Pace{Domains: map[string]int{}}, TrackOpens: true, TrackClicks: true}
	err = readJSON(ctx, v, sendersSetting, &s)
	return s, err
}

// readJSON reads a setting that is kept as JSON; where it was never set, into stays as it is.
func readJSON(ctx context.Context, v *store.View, key string, into any) error {
	body, err := v.Setting(ctx, key)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(body), into)
	}
	return err
}

// setJSON keeps a setting as JSON.
func setJSON(ctx context.Context, t *store.Tx, key string, value any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return t.Set(ctx, key, string(body))
}

func (s *Server) showSenders(ctx context.Context, _ *struct{}, _ Tell) (a *Senders, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		read, err := readSenders(ctx, v)
		a = &read
		return err
	})
	return a, err
}

type sendersOrder struct{ Body Senders }

func (s *Server) setSenders(ctx context.Context, in *sendersOrder, _ Tell) (*Senders, error) {
	b := &in.Body
	if err := b.clean(); err != nil {
		return nil, err
	}
	_, err := s.change(ctx, mutation{verb: "mail-senders", target: sendersSetting, entry: b, also: func(ctx context.Context, t *store.Tx) error {
		return setJSON(ctx, t, sendersSetting, b)
	}}, nil)
	s.mailing.forget()
	return b, err
}

var senderKey = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)

func (b *Senders) clean() (err error) {
	b.Identity = MailIdentity{cleanName(b.Identity.Name), cleanName(b.Identity.Address), cleanName(b.Identity.Phone), strings.TrimSpace(b.Identity.Website)}
	if u, err := url.Parse(b.Identity.Website); b.Identity.Website != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return invalid("%q is not an address people can open; write one such as https://crm.example.com", b.Identity.Website)
	}
	seen := map[string]bool{}
	for i := range b.Senders {
		one := &b.Senders[i]
		if !senderKey.MatchString(one.Key) || seen[one.Key] {
			return invalid("a sender's key is of small letters, digits and -, and each has its own")
		}
		seen[one.Key], one.Name = true, cleanName(one.Name)
		if one.Address, err = auth.Email(one.Address); err != nil {
			return wrong(err)
		}
		if one.ReplyTo != "" {
			if one.ReplyTo, err = auth.Email(one.ReplyTo); err != nil {
				return wrong(err)
			}
		}
	}
	return b.checkPace()
}

func (b *Senders) checkPace() error {
	bad := b.Pace.PerMinute < 0 || b.Connections < 0 || len(b.Pace.Domains) > 200
	for _, n := range b.Pace.Domains {
		bad = bad || n < 1
	}
	if bad {
		return refused(http.StatusUnprocessableEntity, 0, "a pace is a number of messages a minute, for at most 200 domains")
	}
	return nil
}
