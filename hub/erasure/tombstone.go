package erasure

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"banhda/hub/person"
)

// Tombstone says that somebody was erased, so that nobody can tell whom: it holds hashes of their identifiers, made with
// the house's secret. Whoever comes back with one of them, by an import, an event or a restored backup, is known to be
// forgotten.
type Tombstone struct {
	At     int64    `json:"at"` // microseconds
	Hashes []string `json:"hashes"`
}

// Hash is that of an identifier.
func Hash(secret []byte, k person.Key) string {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte("erased\x00" + k.Kind + "\x00" + k.Value))
	return hex.EncodeToString(h.Sum(nil))
}

// Bury makes the tombstone of somebody known by these identifiers.
func Bury(secret []byte, at int64, keys []person.Key) Tombstone {
	t := Tombstone{At: at}
	for _, k := range keys {
		if !k.Erased() {
			t.Hashes = append(t.Hashes, Hash(secret, k))
		}
	}
	return t
}

// Needles are the texts that give somebody away who is known by these identifiers, phone numbers as people write them
// included. What is too short would be found everywhere.
func Needles(keys []person.Key) (needles []string) {
	add := func(s string) {
		if len(s) >= 6 {
			needles = append(needles, s)
		}
	}
	for _, k := range keys {
		if k.Erased() {
			continue
		}
		if add(k.Value); k.Kind != person.Phone {
			continue
		}
		if rest, ok := strings.CutPrefix(k.Value, "+84"); ok {
			add("0" + rest)
			add("84" + rest)
		} else {
			add(strings.TrimPrefix(k.Value, "+"))
		}
	}
	return needles
}
