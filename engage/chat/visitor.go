package chat

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"math"
	"strconv"
	"strings"
)

// Visitor is who talks, as a session says it: signed by the house, and kept by their browser.
type Visitor struct {
	Name      string // of the talk: what was said in it is read by it, and by nothing else
	Anonymous string // by which their events are known; empty: they did not agree to be recognised
	User      string // the site's own id of whoever is signed in there; empty: nobody is
}

// longestID is how many bytes of an id are taken.
const longestID = 200

// Write writes a visitor into a session.
func (v Visitor) Write() string { return strings.Join([]string{v.Name, v.Anonymous, v.User}, "\n") }

// ReadVisitor reads what Write wrote.
func ReadVisitor(written string) (v Visitor, ok bool) {
	parts := strings.Split(written, "\n")
	if len(parts) != 3 || parts[0] == "" {
		return v, false
	}
	return Visitor{parts[0], parts[1], parts[2]}, true
}

// ID brings an id of somebody else's into one form; what is no id is empty.
func ID(id string) string {
	id = strings.TrimSpace(id)
	if len(id) > longestID || strings.ContainsFunc(id, func(r rune) bool { return r < ' ' }) {
		return ""
	}
	return id
}

// Hash is what a site's server sends along with the id of who is signed in there, so that nobody can say they are
// somebody else: HMAC-SHA256 of the id under the secret, in hexadecimal.
func Hash(secret, id string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(id))
	return hex.EncodeToString(mac.Sum(nil))
}

// Vouched reports whether a hash is that of an id.
func Vouched(secret, id, hash string) bool {
	return id != "" && hmac.Equal([]byte(Hash(secret, id)), []byte(strings.ToLower(hash)))
}

// NameOf is the name of the talk of who is signed in at a site: the same in each of their browsers, and nothing can be
// told from it.
func NameOf(secret, id string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("talk\n" + id))
	return "u" + strings.ToLower(base32.StdEncoding.EncodeToString(mac.Sum(nil)[:15]))
}

// luminance is how light a colour is, from 0 to 1 (WCAG 2.2).
func luminance(color string) float64 {
	bits, _ := strconv.ParseUint(strings.TrimPrefix(color, "#"), 16, 32)
	part := func(shift int) float64 {
		c := float64(bits>>shift&255) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}
