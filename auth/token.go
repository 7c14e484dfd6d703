package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Prefixes of tokens, by which a person or a scanner of leaked secrets recognises them.
const (
	writePrefix = "wk_"
	apiPrefix   = "ak_"
)

// NewSession is a new session's token: 256 random bits.
func NewSession() string { return random(32) }

// NewWriteKey is a new write key: 128 random bits, short enough for a line of a web page.
func NewWriteKey() string { return writePrefix + random(16) }

// NewAPIKey is a new API key: 256 random bits.
func NewAPIKey() string { return apiPrefix + random(32) }

// Hash is what is stored of a token. Tokens are random, so one round of SHA-256 hides them.
func Hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

func random(bytes int) string {
	b := make([]byte, bytes)
	rand.Read(b) // never fails: the program ends where there is no randomness
	return hex.EncodeToString(b)
}

// letters are easily read aloud and typed: no i, l, o or u. There are 32, so that each byte gives one evenly.
const letters = "0123456789abcdefghjkmnpqrstvwxyz"

// NewCode is a secret that somebody reads on one screen and types on another: groups of four letters of five random
// bits each.
func NewCode(groups int) string {
	b := make([]byte, 4*groups)
	rand.Read(b)
	var s strings.Builder
	for i, c := range b {
		if i > 0 && i%4 == 0 {
			s.WriteByte('-')
		}
		s.WriteByte(letters[c%32])
	}
	return s.String()
}

// NewPassword is a generated password, of 80 random bits.
func NewPassword() string { return NewCode(4) }
