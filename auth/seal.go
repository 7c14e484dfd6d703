package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
)

// Sealer keeps what must be read again from being read by whoever has the database alone: AES-256-GCM under a key that
// is derived from the house's secret, one for each purpose (RFC 5869).
type Sealer struct{ aead cipher.AEAD }

// ErrSealed says that something was not sealed here, or not for this.
var ErrSealed = errors.New("this was not sealed by this house, or not for this; was secret.key replaced?")

// NewSealer seals for one purpose with a house's secret.
func NewSealer(secret []byte, purpose string) Sealer {
	block, _ := aes.NewCipher(NewKey(secret, purpose)) // a key of 32 bytes is right
	aead, _ := cipher.NewGCM(block)                    // as is a block of 16
	return Sealer{aead}
}

// Seal closes a text; about says what it is about, and must be said again to open it.
func (s Sealer) Seal(text, about string) string {
	nonce := make([]byte, s.aead.NonceSize())
	rand.Read(nonce)
	return base64.RawURLEncoding.EncodeToString(s.aead.Seal(nonce, nonce, []byte(text), []byte(about)))
}

// Open opens what Seal closed.
func (s Sealer) Open(sealed, about string) (string, error) {
	b, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil || len(b) < s.aead.NonceSize() {
		return "", ErrSealed
	}
	text, err := s.aead.Open(nil, b[:s.aead.NonceSize()], b[s.aead.NonceSize():], []byte(about))
	if err != nil {
		return "", ErrSealed
	}
	return string(text), nil
}

// NewKey derives a key of 32 bytes for one purpose from a house's secret.
func NewKey(secret []byte, purpose string) []byte {
	key, err := hkdf.Key(sha256.New, secret, nil, "banhda "+purpose, 32)
	if err != nil {
		panic(err) // 32 bytes are no more than it gives
	}
	return key
}
