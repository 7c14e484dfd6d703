// Package webhook tells other systems what happened, as Standard Webhooks 1.0.0 says: each message is signed, sent again
// for a day and more where nobody takes it, and carries one id however often it is sent.
package webhook

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// State is where a hook stands.
type State string

// The states.
const (
	Active State = "active"
	Paused State = "paused" // by somebody
	Failed State = "failed" // by itself: nobody took anything for days, or said that it is gone
)

// Hook is where messages go.
type Hook struct {
	ID           int64
	URL          string
	Name         string
	Types        []string // of messages; "record.*" stands for all that begin so, "*" for all
	Secret       string   // whsec_…
	OldSecret    string   // signs too until OldUntil, so that a receiver can change over; empty: none
	OldUntil     int64    // microseconds
	State        State
	FailingSince int64 // nothing was taken since then; 0: the last message was
	CreatedAt    int64
}

// Wants reports whether a hook asked for messages of a type.
func (h *Hook) Wants(kind string) bool {
	return slices.ContainsFunc(h.Types, func(t string) bool {
		start, all := strings.CutSuffix(t, "*")
		return t == kind || all && strings.HasPrefix(kind, start)
	})
}

// Message is something that happened. Its body is the same for every hook and every attempt.
type Message struct {
	ID   int64
	Type string
	Body []byte // {"type", "timestamp", "data"}
	At   int64
}

// Delivery is one message on its way to one hook.
type Delivery struct {
	ID, Hook int64
	Message  Message
	State    Progress
	Attempts []Attempt
	NextAt   int64 // of a waiting one
}

// Progress is how far a delivery is.
type Progress string

// How far a delivery can be.
const (
	Waiting Progress = "waiting"
	Taken   Progress = "taken"
	GivenUp Progress = "given_up"
)

// Attempt is what came of sending a message once.
type Attempt struct {
	At     int64  `json:"at"`     // microseconds
	Took   int64  `json:"took"`   // microseconds
	Status int    `json:"status"` // of HTTP; 0: there was no answer
	Error  string `json:"error,omitempty"`
	Answer string `json:"answer,omitempty"` // its beginning
	Past   bool   `json:"past,omitempty"`   // somebody had it sent again since: how long to wait is counted anew
	After  int64  `json:"-"`                // microseconds the receiver asked to be left alone; 0: it did not
}

// Taken reports whether the receiver took the message: any 2xx.
func (a Attempt) Taken() bool { return a.Status >= 200 && a.Status < 300 }

// waits are how long after an attempt the next follows: those Standard Webhooks recommends.
var waits = []time.Duration{5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour,
	10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour}

// patience is how long nothing may be taken until a hook is left alone.
const patience = 5 * 24 * time.Hour

// Verdict is what follows from an attempt.
type Verdict struct {
	State  Progress
	NextAt int64 // of Waiting
	Hook   State // what becomes of the hook
	Since  int64 // its FailingSince
}

// Judge says what follows from a delivery's last attempt. Chance (0 to 1) makes the wait up to a tenth longer, so that
// what failed together does not come back together.
func Judge(h *Hook, d *Delivery, chance float64) Verdict {
	last := d.Attempts[len(d.Attempts)-1]
	v := Verdict{State: Taken, Hook: h.State}
	if last.Taken() {
		return v
	}
	v.State, v.Since = GivenUp, h.FailingSince
	if v.Since == 0 {
		v.Since = last.At
	}
	switch n := d.tries(); {
	case last.Status == 410 || last.At-v.Since >= patience.Microseconds():
		v.Hook = Failed
	case n <= len(waits):
		wait := waits[n-1].Microseconds()
		v.State, v.NextAt = Waiting, last.At+max(last.After, wait+int64(chance*float64(wait)/10))
	}
	return v
}

// tries counts the attempts since somebody last had it sent again.
func (d *Delivery) tries() (n int) {
	for i := range d.Attempts {
		if !d.Attempts[i].Past {
			n++
		}
	}
	return n
}

// Again is a delivery to be sent anew, which keeps its attempts.
func (d Delivery) Again(at int64) Delivery {
	d.State, d.NextAt, d.Attempts = Waiting, at, slices.Clone(d.Attempts)
	for i := range d.Attempts {
		d.Attempts[i].Past = true
	}
	return d
}

// NewSecret makes up a signing secret of 32 bytes.
func NewSecret() string {
	key := make([]byte, 32)
	rand.Read(key)
	return prefix + base64.StdEncoding.EncodeToString(key)
}

const prefix = "whsec_"

var errSecret = errors.New("a signing secret is whsec_ and base64")

// Sign is the signature of a body sent under an id at a moment (in seconds): HMAC-SHA256 of id.timestamp.body, base64,
// marked with its version. https://www.standardwebhooks.com
func Sign(secret, id string, at int64, body []byte) (string, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, prefix))
	if err != nil || len(key) == 0 {
		return "", errSecret
	}
	h := hmac.New(sha256.New, key)
	h.Write([]byte(id + "." + strconv.FormatInt(at, 10) + "."))
	h.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(h.Sum(nil)), nil
}

// ErrURL says that something is no address messages can go to.
var ErrURL = errors.New("write the whole address messages go to, such as https://example.com/hooks")

// CheckURL says what is wrong with an address. Where it leads is looked at only when it is called: names change.
func CheckURL(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil || len(s) > 2000 {
		return ErrURL
	}
	return nil
}
