// Package customer decides how customers sign in, on the pages they see: by a code of six digits, or a link, that goes to an
// address which is theirs. It is pure; nothing is kept here.
//
// A code is not kept at all. It follows from who asked, when, in which browser, and the house's secret: who reads the
// database reads no code, and six digits could be found again from any hash of theirs. It opens once, soon, after few wrong
// ones, and only the browser that asked for it.
package customer

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"banhda/hub/person"
	"banhda/phrase"
)

// CodeLife is how long a code opens.
const CodeLife = 15 * time.Minute

// MostTries is how many codes may be typed, the right one among them.
const MostTries = 5

// Asked is somebody's wish to sign in.
type Asked struct {
	ID       int64
	Browser  string     // the hash of what the browser that asked holds
	Key      person.Key // an e-mail address or a phone number, in its one form
	Language string
	To       string // the path they are led to when they are in
	Tries    int64  // how many codes were typed
	AskedAt  int64  // microseconds
	UsedAt   int64  // microseconds; 0: not yet
}

// ErrAddress says that something is neither an e-mail address nor a phone number.
var ErrAddress = phrase.Sentencef("write an e-mail address such as lan@example.com, or a phone number such as 0912 345 678")

// Key reads what somebody says they can be reached by.
func Key(said string) (person.Key, error) {
	kind := person.Phone
	if strings.Contains(said, "@") {
		kind = person.Email
	}
	k, reason := person.Normalise(person.Key{Kind: kind, Value: said})
	if reason != "" || k.Value == "" || len(k.Value) > 254 {
		return person.Key{}, ErrAddress
	}
	return k, nil
}

// Code is the code of a wish to sign in: six digits.
func Code(secret []byte, a *Asked) string {
	sum := sealed(secret, "code", a)
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(sum)%1_000_000)
}

// Mark is what a link names a wish by, beside its id: an id may come again when a house is restored from a backup.
func Mark(a *Asked) string { return a.Browser[:min(len(a.Browser), 16)] }

func sealed(secret []byte, what string, a *Asked) []byte {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(strings.Join([]string{what, strconv.FormatInt(a.ID, 10), a.Browser, a.Key.Kind, a.Key.Value, strconv.FormatInt(a.AskedAt, 10)}, "\n")))
	return mac.Sum(nil)
}

// Open reports whether a code may still be typed at an instant, once this try is counted.
func (a *Asked) Open(now int64) bool {
	return a.UsedAt == 0 && a.Tries <= MostTries && now-a.AskedAt < CodeLife.Microseconds() && now >= a.AskedAt
}

// Typed reports whether what somebody typed is the code, in a time that tells nothing of it. Blanks and dashes count for
// nothing.
func Typed(secret []byte, a *Asked, text string) bool {
	text = strings.NewReplacer(" ", "", "-", "", "\u00a0", "").Replace(text)
	return hmac.Equal([]byte(Code(secret, a)), []byte(text))
}

// Path is where somebody may be led after they signed in: a path of this house, never another site.
func Path(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n") || len(to) > 500 {
		return ""
	}
	return to
}
