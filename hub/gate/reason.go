package gate

import "banhda/hub/consent"

// Reason is why a message waits or is refused; it stands on the person's timeline. Suppressions and refusals of consent
// are reasons, too.
type Reason string

// The reasons of the gate itself, and of what sends.
const (
	NoAddress Reason = "no-address"
	DoNotCall Reason = "do-not-call"
	DayCap    Reason = "day-cap"
	Frequency Reason = "frequency"
	Hours     Reason = "hours"
	Quiet     Reason = "quiet"

	// What Zalo asks for, and no law does.
	NotBought    Reason = "not-bought"    // it takes promotions only to who bought something
	ChannelHours Reason = "channel-hours" // and only by day
)

const (
	personalData = "Law 91/2025/QH15, art. 28"
	spam7        = "Decree 91/2020/NĐ-CP, art. 7"
	spam13       = "Decree 91/2020/NĐ-CP, art. 13"
)

// articles are where the rules behind reasons come from; what is not here is the house's own rule, or plain necessity.
var articles = map[Reason]string{
	Reason(consent.NoConsent): personalData, Reason(consent.Unconfirmed): personalData, Reason(consent.Objected): personalData,
	Reason(consent.Erased): "Law 91/2025/QH15, art. 14",
	Reason(Complained):     spam13, Reason(Unsubscribed): spam13,
	DoNotCall: spam7, DayCap: spam13, Hours: spam13,
}

// Article is the rule of law a reason comes from; empty: the house's own rule, or plain necessity.
func (r Reason) Article() string { return articles[r] }

// Reasons are all the gate gives.
var Reasons = []Reason{Reason(consent.NoConsent), Reason(consent.Unconfirmed), Reason(consent.Objected), Reason(consent.Erased), NoAddress,
	Reason(Bounced), Reason(Complained), Reason(Unsubscribed), Reason(ByHand), DoNotCall, DayCap, Frequency, Hours, Quiet, NotBought, ChannelHours}
