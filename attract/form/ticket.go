package form

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"math/bits"
)

// Ticket is what whoever answers was given with the questions, signed: when they got it, and whether a script has to have
// worked for it. Nobody can make one up, and what is sent with one again is the same answer.
type Ticket struct {
	At     int64 // microseconds
	Script bool  // a script asked for it, which can work
	Nonce  [8]byte
}

const sum = 12 // bytes of the HMAC

// Sign writes a ticket for a form.
func (t Ticket) Sign(secret []byte, key string) string {
	body := binary.BigEndian.AppendUint64(make([]byte, 0, 17+sum), uint64(t.At))
	body = append(append(body, flag(t.Script)), t.Nonce[:]...)
	return base64.RawURLEncoding.EncodeToString(append(body, mark(secret, key, body)...))
}

// ReadTicket reads what Sign wrote for a form; ok is false for anything else.
func ReadTicket(secret []byte, key, written string) (t Ticket, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(written)
	if err != nil || len(b) != 17+sum || !hmac.Equal(b[17:], mark(secret, key, b[:17])) {
		return t, false
	}
	t.At, t.Script = int64(binary.BigEndian.Uint64(b)), b[8] == 1
	copy(t.Nonce[:], b[9:17])
	return t, true
}

func mark(secret []byte, key string, body []byte) []byte {
	m := hmac.New(sha256.New, secret)
	m.Write([]byte("form ticket " + key + " "))
	m.Write(body)
	return m.Sum(nil)[:sum]
}

func flag(is bool) byte {
	if is {
		return 1
	}
	return 0
}

// Effort is how many leading bits of a proof have to be zero: about 65,000 hashes, a tenth of a second of a telephone's
// time while its owner types.
const Effort = 16

// Worked reports whether somebody did the work a ticket asks for: found a number that, written behind it, makes a hash
// (SHA-256) that begins with Effort zeros.
func Worked(ticket, number string) bool {
	h := sha256.Sum256([]byte(ticket + ":" + number))
	return len(number) <= 20 && bits.LeadingZeros32(binary.BigEndian.Uint32(h[:])) >= Effort
}
