package person

import (
	"crypto/rand"
	"strings"
)

// erased marks an identifier that stands for somebody who was erased: it names nobody and can be known to nobody.
const erased = "erased:"

// Pseudonym is a fresh identifier for somebody who was erased. Of whichever kind it is used, nothing is read from it.
func Pseudonym() string { return erased + rand.Text() }

// PseudonymOf makes a pseudonym of what is secret: the same of the same.
func PseudonymOf(secret string) string { return erased + secret }

// Erased reports whether a key is a pseudonym.
func (k Key) Erased() bool { return pseudonym(k.Value) }

func pseudonym(value string) bool { return strings.HasPrefix(value, erased) }
