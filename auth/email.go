package auth

import (
	"errors"
	"net/mail"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// ErrEmail says that something is no e-mail address.
var ErrEmail = errors.New("this is not an e-mail address; write one such as lan@example.com")

// Email is an address as users are found by it: in lower case, without what stands around it.
func Email(s string) (string, error) {
	s = strings.ToLower(norm.NFC.String(strings.TrimSpace(s)))
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || len(s) > 254 {
		return "", ErrEmail
	}
	return s, nil
}
