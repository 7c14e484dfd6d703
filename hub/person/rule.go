package person

// Decision is what the merge rule says of two records that an event names together.
type Decision struct {
	Merge  bool
	Reason string // why not, for the person who will decide; empty for a merge
}

// Decide is the merge rule: two people become one by themselves if one of them is anonymous (nothing but anonymous
// ids), or if no kind among user id, e-mail and phone would then hold two values. Otherwise people decide: a couple
// shares a phone, a family a computer. a and b are all identifiers of each, by is the rank of who names them together:
// a public key, which anybody can copy, never joins two who are both known by name.
func Decide(a, b []Key, by Rank) Decision {
	if anonymous(a) || anonymous(b) {
		return Decision{Merge: true}
	}
	if by == BrowserRank {
		return Decision{Reason: "only a public key named them together"}
	}
	for _, c := range [...]struct{ kind, reason string }{
		{UserID, "two user ids"}, {Email, "two e-mail addresses"}, {Phone, "two phone numbers"},
	} {
		if len(values(c.kind, a, b)) > 1 {
			return Decision{Reason: "together they would have " + c.reason}
		}
	}
	return Decision{Merge: true}
}

func anonymous(keys []Key) bool {
	for _, k := range keys {
		if k.Kind != AnonymousID {
			return false
		}
	}
	return true
}

func values(kind string, sides ...[]Key) map[string]bool {
	found := map[string]bool{}
	for _, keys := range sides {
		for _, k := range keys {
			if k.Kind == kind {
				found[k.Value] = true
			}
		}
	}
	return found
}
