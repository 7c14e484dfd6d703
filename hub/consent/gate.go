package consent

// Class is what a message is, as the law tells them apart.
type Class string

// The classes.
const (
	Advertising   Class = "advertising"
	Care          Class = "care"          // about what somebody has bought, without advertising
	Transactional Class = "transactional" // what a contract or a request of theirs demands: receipts, codes, answers
)

// The keys of the purposes every company has.
const (
	Marketing = "marketing"
	CareOf    = "care"
	Contract  = "transactional"
	Profiling = "profiling"
)

// Refusal is why a message may not be sent; empty: it may.
type Refusal string

// The refusals.
const (
	NoConsent   Refusal = "no-consent" // none was given
	Unconfirmed Refusal = "unconfirmed"
	Objected    Refusal = "withdrawn"
	Erased      Refusal = "erased" // whoever it was asked to be forgotten
)

// Allowed decides whether a message of a class may go to somebody over a channel. Advertising needs consent that was
// given. Care may go to who has not refused it, and what a contract demands to everybody but who was erased: a
// withdrawal from advertising does not end an order.
func Allowed(held Held, class Class, channel Channel) Refusal {
	switch class {
	case Transactional:
		return ""
	case Care:
		if held[Key{channel, CareOf}].State == Withdrawn {
			return Objected
		}
		return ""
	}
	switch held[Key{channel, Marketing}].State {
	case Given:
		return ""
	case Pending:
		return Unconfirmed
	case Withdrawn:
		return Objected
	}
	return NoConsent
}

// Unrecognised reports whether somebody must not be recognised on the site: they have withdrawn that, or withdrawn that their
// behaviour is looked at without having agreed to it there.
func Unrecognised(held Held) bool {
	switch held[Key{Web, Profiling}].State {
	case Withdrawn:
		return true
	case Given:
		return false
	}
	return held[Key{Email, Profiling}].State == Withdrawn
}
