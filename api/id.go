package api

import (
	"math/bits"
	"strings"

	"banhda/phrase"
)

// Prefixes of the ids shown outside. Inside, ids are integers; outside they are opaque, so that nobody counts our
// customers by reading them or mistakes the id of one noun for another's.
const (
	personPrefix  = "per_"
	importPrefix  = "imp_"
	userPrefix    = "usr_"
	keyPrefix     = "key_"
	teamPrefix    = "tea_"
	rolePrefix    = "rol_"
	invitePrefix  = "inv_"
	actPrefix     = "act_"
	viewPrefix    = "viw_"
	segmentPrefix = "seg_"
	reqPrefix     = "req_"
)

// alphabet is Crockford's base 32: no I, L, O or U, so that an id survives being read aloud.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// idLength is how many letters of five bits hold 64 bits.
const idLength = 13

// PersonID writes a person's id as it is shown outside.
func PersonID(id int64) string { return personPrefix + encodeID(scramble(uint64(id), personPrefix)) }

// ParsePersonID reads what PersonID wrote, with or without its prefix, in any case of letters.
func ParsePersonID(s string) (int64, error) { return parseID(s, personPrefix, "a person") }

// ImportID writes an import's id as it is shown outside.
func ImportID(id int64) string { return importPrefix + encodeID(scramble(uint64(id), importPrefix)) }

// ParseImportID reads what ImportID wrote, with or without its prefix, in any case of letters.
func ParseImportID(s string) (int64, error) { return parseID(s, importPrefix, "an import") }

// UserID writes a user's id as it is shown outside.
func UserID(id int64) string { return userPrefix + encodeID(scramble(uint64(id), userPrefix)) }

// ParseUserID reads what UserID wrote, with or without its prefix, in any case of letters.
func ParseUserID(s string) (int64, error) { return parseID(s, userPrefix, "a user") }

// KeyID writes a key's id as it is shown outside.
func KeyID(id int64) string { return keyPrefix + encodeID(scramble(uint64(id), keyPrefix)) }

// ParseKeyID reads what KeyID wrote, with or without its prefix, in any case of letters.
func ParseKeyID(s string) (int64, error) { return parseID(s, keyPrefix, "a key") }

// TeamID writes a team's id as it is shown outside.
func TeamID(id int64) string { return teamPrefix + encodeID(scramble(uint64(id), teamPrefix)) }

// ParseTeamID reads what TeamID wrote, with or without its prefix, in any case of letters.
func ParseTeamID(s string) (int64, error) { return parseID(s, teamPrefix, "a team") }

// RoleID writes the id of a role the company made as it is shown outside.
func RoleID(id int64) string { return rolePrefix + encodeID(scramble(uint64(id), rolePrefix)) }

// ParseRoleID reads what RoleID wrote, with or without its prefix, in any case of letters.
func ParseRoleID(s string) (int64, error) { return parseID(s, rolePrefix, "a role") }

// InvitationID writes an invitation's id as it is shown outside.
func InvitationID(id int64) string {
	return invitePrefix + encodeID(scramble(uint64(id), invitePrefix))
}

// ParseInvitationID reads what InvitationID wrote, with or without its prefix, in any case of letters.
func ParseInvitationID(s string) (int64, error) { return parseID(s, invitePrefix, "an invitation") }

// RequestID writes the id of what somebody asked about their data as it is shown outside.
func RequestID(id int64) string { return reqPrefix + encodeID(scramble(uint64(id), reqPrefix)) }

// ParseRequestID reads what RequestID wrote, with or without its prefix, in any case of letters.
func ParseRequestID(s string) (int64, error) { return parseID(s, reqPrefix, "a request") }

// ActID writes an act's id as it is shown outside.
func ActID(id int64) string { return actPrefix + encodeID(scramble(uint64(id), actPrefix)) }

// ParseActID reads what ActID wrote, with or without its prefix, in any case of letters.
func ParseActID(s string) (int64, error) { return parseID(s, actPrefix, "an act") }

func parseID(s, prefix string, noun phrase.Noun) (int64, error) {
	bare := s
	if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		bare = s[len(prefix):]
	}
	mixed, ok := decodeID(bare)
	if !ok {
		return 0, invalid("%q is not the id of %s; those look like %s", s, noun, prefix+encodeID(scramble(1, prefix)))
	}
	return int64(unscramble(mixed, prefix)), nil
}

// The permutation: three rounds of an odd multiplier and a folding of the high half into the low one, both of which
// can be undone. The constants are part of every id ever shown and must never change.
const (
	oddMultiplier = 0x9e3779b97f4a7c15
	rounds        = 3
)

var inverseMultiplier = inverse(oddMultiplier)

// inverse is the multiplicative inverse of an odd number modulo 2⁶⁴, by Newton's iteration: each step doubles the
// number of right bits.
func inverse(odd uint64) uint64 {
	x := odd
	for range 6 {
		x *= 2 - odd*x
	}
	return x
}

// key tells the nouns apart, so that person 7 and import 7 do not look alike.
func key(prefix string) uint64 {
	k := uint64(0)
	for i := range len(prefix) {
		k = bits.RotateLeft64(k, 9) ^ uint64(prefix[i])*oddMultiplier
	}
	return k
}

func scramble(x uint64, prefix string) uint64 {
	x ^= key(prefix)
	for range rounds {
		x *= oddMultiplier
		x ^= x >> 32
	}
	return x
}

func unscramble(x uint64, prefix string) uint64 {
	for range rounds {
		x ^= x >> 32
		x *= inverseMultiplier
	}
	return x ^ key(prefix)
}

func encodeID(x uint64) string {
	var b [idLength]byte
	for i := idLength - 1; i >= 0; i-- {
		b[i] = alphabet[x&31]
		x >>= 5
	}
	return string(b[:])
}

// decodeID reads 13 letters. As Crockford asks, I and L are read as 1 and O as 0.
func decodeID(s string) (x uint64, ok bool) {
	if len(s) != idLength {
		return 0, false
	}
	s = strings.NewReplacer("I", "1", "L", "1", "O", "0").Replace(strings.ToUpper(s))
	for i := range len(s) {
		v := strings.IndexByte(alphabet, s[i])
		if v < 0 || i == 0 && v > 15 { // 13 letters hold 65 bits: the first is at most F
			return 0, false
		}
		x = x<<5 | uint64(v)
	}
	return x, true
}
