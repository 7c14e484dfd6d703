// Package token makes the signed words by which who gets a message can click, be seen to open it, and leave, without signing
// in: they say which message and whose, and cannot be made up by anybody else.
package token

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"hash"
	"strings"
	"sync"
)

// Kind is what a token is for. One of a kind is worth nothing as another.
type Kind byte

// The kinds.
const (
	Click       Kind = 'c' // and where it leads, so that nobody can be led elsewhere
	Open        Kind = 'o'
	Unsubscribe Kind = 'u'
	Preferences Kind = 'p'
	View        Kind = 'v' // the message in a browser
	Return      Kind = 'b' // where reports of failure come back to
	Trap        Kind = 't' // a link nobody sees, which programs follow
	Quote       Kind = 'q' // a quote as its customer sees it; Message is the quote's id
	Order       Kind = 'r' // an order as who pays it sees it; Message is the order's id
	Draft       Kind = 'd' // a page as it is being written; Message is the page's id, Text when it ends
	Appointment Kind = 'a' // an appointment as its customer sees it; Message is the appointment's id
	Chat        Kind = 'h' // the talk of a visitor; Text is who they are
	ChatFile    Kind = 'f' // a file in a talk; Message is the file's id
	Upload      Kind = 'l' // a file that came and is to be sent along; Text is whose, and what it is
	Survey      Kind = 'y' // an invitation to a survey; Message is the invitation's id
	SignIn      Kind = 's' // a wish of a customer to sign in; Message is its id, Text its mark
	Voucher     Kind = 'w' // the code of a voucher: never written as a token, see Bytes
	Review      Kind = 'e' // what somebody writes of what they bought; Message is the review's id, Text photo: only its picture
	Confirm     Kind = 'k' // that somebody agreed who filled in a form; Message is the answer's id
	Share       Kind = 'e' // what a customer shares; Message is the share kit's id
)

// Token says of which message, and whose.
type Token struct {
	Kind    Kind
	Message int64 // 0: of none, such as a test
	Person  int64 // 0: of nobody
	// Text is what else it says: of Click where it leads, of Unsubscribe and Preferences the address it was sent to.
	Text string
}

// sum is how many bytes of the HMAC are kept: 96 bits.
const sum = 12

// Signer signs with a house's secret.
type Signer struct{ macs sync.Pool }

// NewSigner makes one. The key is for tokens alone.
func NewSigner(key []byte) *Signer {
	return &Signer{sync.Pool{New: func() any { return hmac.New(sha256.New, key) }}}
}

func (s *Signer) mac(kind Kind, body []byte) [sha256.Size]byte {
	m := s.macs.Get().(hash.Hash)
	defer s.macs.Put(m)
	m.Reset()
	m.Write([]byte{byte(kind)})
	m.Write(body)
	var out [sha256.Size]byte
	m.Sum(out[:0])
	return out
}

// Bytes are bytes that look like chance to everybody without the house's secret, and are always the same for a kind, a number
// and a round.
func (s *Signer) Bytes(kind Kind, n int64, round int) []byte {
	out := s.mac(kind, binary.AppendUvarint(binary.AppendUvarint(nil, uint64(n)), uint64(round)))
	return out[:]
}

// lower is base 32 in small letters: mail servers do not keep apart large and small ones before the @.
var lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Sign writes a token: letters, digits, - and _; of Return small letters and digits, at most 60.
func (s *Signer) Sign(t Token) string {
	body := make([]byte, 0, 64+len(t.Text))
	body = binary.AppendUvarint(body, uint64(t.Message))
	body = binary.AppendUvarint(body, uint64(t.Person))
	body = append(body, t.Text...)
	mac := s.mac(t.Kind, body)
	body = append(body, mac[:sum]...)
	if t.Kind == Return {
		return lower.EncodeToString(body)
	}
	return base64.RawURLEncoding.EncodeToString(body)
}

// Read reads a token of a kind; ok is false for what was not signed here as one.
func (s *Signer) Read(kind Kind, written string) (t Token, ok bool) {
	var b []byte
	var err error
	if kind == Return {
		b, err = lower.DecodeString(written)
	} else {
		b, err = base64.RawURLEncoding.DecodeString(written)
	}
	if err != nil || len(b) < sum+2 {
		return t, false
	}
	body := b[:len(b)-sum]
	mac := s.mac(kind, body)
	if !hmac.Equal(mac[:sum], b[len(body):]) {
		return t, false
	}
	message, n := binary.Uvarint(body)
	person, k := binary.Uvarint(body[max(n, 0):])
	if n <= 0 || k <= 0 {
		return t, false
	}
	return Token{Kind: kind, Message: int64(message), Person: int64(person), Text: string(body[n+k:])}, true
}

// Unsigned writes an address as it may be told: without the words that were signed here, by which whoever has them acts as who got
// them.
func (s *Signer) Unsigned(address string) string {
	for word := range strings.FieldsFuncSeq(address, func(r rune) bool { return strings.ContainsRune("/?&=#", r) }) {
		if s.signed(word) {
			address = strings.Replace(address, word, "…", 1)
		}
	}
	return address
}

// signed reports whether a word was signed here, for whatever it is good.
func (s *Signer) signed(word string) bool {
	for kind := Kind('a'); kind <= 'z'; kind++ {
		if _, ok := s.Read(kind, word); ok {
			return true
		}
	}
	return false
}
