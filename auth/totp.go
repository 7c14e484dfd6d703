package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" // what RFC 6238 takes unless told otherwise, and what every app knows
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// One-time codes by the clock: RFC 6238 over RFC 4226, six digits, a new one every 30 seconds. A code one step early or
// late counts, since phones' clocks differ.
const (
	totpStep   = 30 * time.Second
	totpDigits = 6
	totpDrift  = 1
)

var base32Bare = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewTotpSecret is a new secret of 160 random bits, as apps take it: in base 32.
func NewTotpSecret() string {
	b := make([]byte, sha1.Size)
	rand.Read(b)
	return base32Bare.EncodeToString(b)
}

// TotpURI is a secret as an app scans it.
func TotpURI(secret, issuer, account string) string {
	q := url.Values{"secret": {secret}, "issuer": {issuer}}
	return "otpauth://totp/" + url.PathEscape(issuer+":"+account) + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

// CheckTotp reports whether a code is the secret's at an instant, and of which step. A step up to used counts no more:
// whoever has seen a code being typed cannot type it again.
func CheckTotp(secret, code string, now time.Time, used int64) (step int64, ok bool) {
	key, err := base32Bare.DecodeString(secret)
	if err != nil {
		return 0, false
	}
	code = strings.Join(strings.Fields(code), "")
	at := now.Unix() / int64(totpStep/time.Second)
	for s := at - totpDrift; s <= at+totpDrift; s++ {
		if s > used && subtle.ConstantTimeCompare([]byte(hotp(key, s, totpDigits)), []byte(code)) == 1 {
			return s, true
		}
	}
	return 0, false
}

// TotpCode is the code of a secret at an instant, as an app shows it.
func TotpCode(secret string, now time.Time) string {
	key, _ := base32Bare.DecodeString(secret)
	return hotp(key, now.Unix()/int64(totpStep/time.Second), totpDigits)
}

// hotp is the code of a count, by RFC 4226, section 5.3.
func hotp(key []byte, count int64, digits int) string {
	mac := hmac.New(sha1.New, key)
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(count)))
	sum := mac.Sum(nil)
	n := binary.BigEndian.Uint32(sum[sum[len(sum)-1]&15:]) & 0x7fffffff
	mod := uint32(1)
	for range digits {
		mod *= 10
	}
	return fmt.Sprintf("%0*d", digits, n%mod)
}

// recoveryCodes is how many codes somebody gets for the day their phone is gone.
const recoveryCodes = 10

// NewRecoveryCodes are codes that each stand in for one of the clock's, once; and the hashes that are kept of them.
func NewRecoveryCodes() (codes, hashes []string) {
	for range recoveryCodes {
		c := NewCode(4)
		codes, hashes = append(codes, c), append(hashes, HashRecoveryCode(c))
	}
	return codes, hashes
}

// HashRecoveryCode is what is kept of a recovery code, however it was typed.
func HashRecoveryCode(code string) string {
	return Hash(strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToLower(code)))
}
