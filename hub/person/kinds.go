package person

import "strings"

// KnownKind reports whether a key may have this kind.
func KnownKind(kind string) bool {
	switch kind {
	case UserID, Email, Phone, AnonymousID:
		return true
	}
	return len(kind) > len(External) && strings.HasPrefix(kind, External)
}
