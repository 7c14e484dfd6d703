// Package referral is how customers bring friends: a programme in versions that never change once they were published, a code
// and a link for each person, what becomes of each friend who came by one, what speaks against it, and what both get. It does no
// I/O: pages, letters, the log, the ledger of points and the stores stand around it.
//
// One level is paid: whom a friend brings is the friend's. Where a referral stands is never set but reckoned, by Judge, from what
// is known of it at a moment, so it does not matter in which order that became known.
package referral

import (
	"bytes"
	"encoding/json"

	"banhda/hub/record"
)

// Label is a text in both languages. Where one is empty, the other is used.
type Label = record.Label

// The events a programme tells of. Referral Accepted is the wheel's.
const (
	Source        = "referrals"
	InvitedEvent  = "Referral Invited"
	RewardedEvent = "Referral Rewarded"
	SharedEvent   = "Shared"
)

// Programme is what a house promises to who brings friends.
type Programme struct {
	Draft     Definition // what is being written
	Edition   int64      // of the draft: one more with each change; 0: nothing was written yet
	Published int64      // the number of the version that holds; 0: none
	Open      bool       // new friends are taken in; what was promised before is kept either way
	UpdatedAt int64      // microseconds
}

// Live reports whether friends are taken in.
func (p *Programme) Live() bool { return p.Published > 0 && p.Open }

// Version is a programme as it was published. It never changes: a referral goes by the one that held when the friend accepted.
type Version struct {
	Number  int64 // 1, 2, …
	Content Definition
	At      int64 // microseconds
	Act     int64
}

// Definition is who is invited, what both get, and when.
type Definition struct {
	Title    Label    `json:"title" doc:"of the page a friend comes to; empty: who invites them"`
	Text     Label    `json:"text" doc:"what the friend reads there"`
	Terms    Label    `json:"terms" doc:"the small print; empty: none"`
	Share    Label    `json:"share" doc:"the text ready to be sent to friends; the link follows it"`
	Named    bool     `json:"named" doc:"the page says the given name of who invites"`
	Whom     string   `json:"whom,omitempty" doc:"a condition on people: who else is not invited; empty: every content customer"`
	Orders   int      `json:"orders" doc:"how often somebody must have bought to be invited"`
	Rest     int      `json:"rest" doc:"days for which nobody is invited again"`
	Referrer Reward   `json:"referrer" doc:"what who brings a friend gets"`
	Friend   Reward   `json:"friend" doc:"what the friend gets"`
	Least    int64    `json:"least" doc:"minor units: the least a friend's first purchase has to come to"`
	Window   int      `json:"window" doc:"days from accepting within which the friend has to buy"`
	Return   int      `json:"return" doc:"days for which the purchase has to stand before anything is given; 0: none"`
	Limit    int      `json:"limit" doc:"friends in a month for whom somebody is rewarded; 0: however many"`
	TakeBack bool     `json:"take_back" doc:"points are taken back where the purchase is given back after they were given"`
	Blocks   []string `json:"blocks" maxItems:"200" doc:"addresses, numbers and codes nothing is given for; * stands for anything, as in *@example.com"`
}

// Kind is in what a reward is.
type Kind string

// The kinds.
const (
	Nothing Kind = "none"
	Points  Kind = "points"
	Voucher Kind = "voucher" // of a reward of the loyalty programme
	Cash    Kind = "cash"    // paid out by hand
)

// Kinds are all there are.
var Kinds = []Kind{Nothing, Points, Voucher, Cash}

// Reward is what somebody gets.
type Reward struct {
	Kind    Kind   `json:"kind" enum:"none,points,voucher,cash"`
	Points  int64  `json:"points,omitempty"`
	Voucher string `json:"voucher,omitempty" doc:"the reward a voucher is made of"`
	Amount  int64  `json:"amount,omitempty" doc:"minor units"`
}

// Usual is the programme a house begins to write from.
func Usual() Definition {
	return Definition{Text: Label{Vi: "Để lại tên và số điện thoại hoặc e-mail, chúng tôi sẽ giữ ưu đãi cho bạn.", En: "Leave your name and a phone number or an e-mail address, and we keep the offer for you."},
		Share: Label{Vi: "Mình mua ở đây thấy ưng, bạn xem thử nhé:", En: "I like what I bought here, have a look:"},
		Named: true, Orders: 1, Rest: 90, Referrer: Reward{Kind: Nothing}, Friend: Reward{Kind: Nothing}, Window: 90, Return: 14, Limit: 10, TakeBack: true, Blocks: []string{}}
}

// Same reports whether a draft says what a published version does.
func (d *Definition) Same(published *Definition) bool {
	draft, _ := json.Marshal(d) // texts and numbers
	is, _ := json.Marshal(published)
	return bytes.Equal(draft, is)
}
