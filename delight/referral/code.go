package referral

import (
	"crypto/rand"
	"math/big"
	"strings"
)

// The letters of codes can be told apart on a bad print and over the telephone: no O beside 0, no I beside 1, no B beside 8, no
// S beside 5.
const (
	consonants = "CDFGHKMNPRTVX"
	vowels     = "AEU"
	digits     = "234579"
)

// codeParts is of how many parts like TAM7 a code is made: 28 thousand million are more than anybody tries.
const codeParts = 3

// NewCode makes a code that can be spoken, such as TAM7KEP3DUN4. It is kept without dashes, and shown with them by Spoken.
func NewCode() string {
	var b strings.Builder
	for range codeParts {
		for _, of := range []string{consonants, vowels, consonants, digits} {
			b.WriteByte(draw(of))
		}
	}
	return b.String()
}

func draw(of string) byte {
	n, err := rand.Int(rand.Reader, big.NewInt(int64(len(of))))
	if err != nil {
		panic(err) // rand.Reader never fails
	}
	return of[n.Int64()]
}

// ReadCode brings what somebody typed or was told into the form codes are kept in; empty where it can be no code.
func ReadCode(typed string) string {
	var b strings.Builder
	for _, r := range strings.ToUpper(typed) {
		switch {
		case r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r != '-' && r != ' ' && r != '.':
			return ""
		}
	}
	if b.Len() > 40 {
		return ""
	}
	return b.String()
}

// Spoken is a code in parts of four: TAM7-KEP3-DUN4.
func Spoken(code string) string {
	if len(code)%4 != 0 {
		return code
	}
	var parts []string
	for ; code != ""; code = code[4:] {
		parts = append(parts, code[:4])
	}
	return strings.Join(parts, "-")
}
