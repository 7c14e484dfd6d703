package loyalty

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"banhda/phrase"
)

// Gives is what a reward gives.
type Gives string

// What there is.
const (
	AmountOff  Gives = "amount"  // off an order, tax and all
	PercentOff Gives = "percent" // off what goods come to
	Goods      Gives = "product" // one of a product, for nothing
	Text       Gives = "text"    // whatever is written: colleagues hand it over
)

// Reward is something points are given for. What customers have of it is a voucher.
type Reward struct {
	ID        int64
	Edition   int64
	Issued    int64 // vouchers there are of it
	UpdatedAt int64 // microseconds
	Offer
}

// Offer is what is said of a reward.
type Offer struct {
	Name     Label `json:"name"`
	About    Label `json:"about"`
	Gives    Gives `json:"gives" enum:"amount,percent,product,text"`
	Amount   int64 `json:"amount,omitempty" minimum:"0" doc:"of amount: minor units off"`
	Percent  int64 `json:"percent,omitempty" minimum:"0" maximum:"100" doc:"of percent"`
	Product  int64 `json:"-"`
	Least    int64 `json:"least,omitempty" minimum:"0" doc:"what goods have to come to, with tax"`
	Cost     int64 `json:"cost" minimum:"0" doc:"points; 0: it is not for points, but given"`
	Stock    int64 `json:"stock" minimum:"-1" doc:"how many are left; −1: as many as are wanted"`
	Each     int64 `json:"each" minimum:"0" doc:"how many one person may have for points; 0: as many as they like"`
	Valid    int   `json:"valid" minimum:"0" maximum:"3650" doc:"days for which its vouchers can be used; 0: for good"`
	Bearer   bool  `json:"bearer,omitempty" doc:"whoever has the code may use it; else only who was given it"`
	Archived bool  `json:"archived,omitempty" doc:"nobody gets it any more; vouchers there are can be used"`
}

// Voucher is a reward somebody was given, as a code that can be used once.
type Voucher struct {
	ID        int64
	Reward    int64
	Person    int64  // a profile they were known by; 0: who it was of is forgotten
	Hash      string // of the code
	Tail      string // its last letters
	Cause     string // its own
	Note      string // for what colleagues gave it, for them; empty: they did not
	Points    int64  // the transaction that paid for it; 0: it was given
	State     State
	Order     int64 // that it was used on; 0: none
	ExpiresAt int64 // microseconds; 0: never
	At        int64
	UsedAt    int64
}

// State is how a voucher stands.
type State string

// The states.
const (
	Open     State = "open"
	Used     State = "used"
	Returned State = "returned" // its points were given back
)

// Why a voucher cannot be used, or had.
var (
	ErrCode     = phrase.Sentencef("there is no voucher of this code; look at the letters once more")
	ErrUsed     = phrase.Sentencef("this voucher was used already")
	ErrLapsed   = phrase.Sentencef("this voucher can be used no more: its last day is over")
	ErrOther    = phrase.Sentencef("this voucher belongs to somebody else; sign in as who it was given to")
	ErrByHand   = phrase.Sentencef("this voucher takes nothing off an order; show it to us, and we hand over what it is for")
	ErrNoGoods  = phrase.Sentencef("put what this voucher is for into your cart first")
	ErrGone     = phrase.Sentencef("there is no more of this reward")
	ErrEach     = phrase.Sentencef("you had as many of this reward as one person may have")
	ErrUnissued = phrase.Sentencef("this reward is not given for points")
)

// Usable says why a voucher cannot be used by somebody now; who is 0 where nobody knows.
func (v *Voucher) Usable(r *Reward, who, now int64) error {
	switch {
	case v.State != Open:
		return ErrUsed
	case v.ExpiresAt != 0 && v.ExpiresAt <= now:
		return ErrLapsed
	case !r.Bearer && v.Person != who:
		return ErrOther
	}
	return nil
}

// Offered says why somebody who had so many cannot have another for points.
func (r *Reward) Offered(had int64) error {
	switch {
	case r.Cost == 0:
		return ErrUnissued
	case r.Archived || r.Stock == 0:
		return ErrGone
	case r.Each > 0 && had >= r.Each:
		return ErrEach
	}
	return nil
}

// Off is what a voucher takes off goods that come to so much with tax, in minor units with tax; one is what one of its product
// costs in the cart, 0 where it is not there.
func (r *Reward) Off(worth, one int64) (off int64, err error) {
	switch {
	case worth < r.Least:
		return 0, phrase.Sentencef("this voucher is for orders from %d on", r.Least)
	case r.Gives == AmountOff:
		off = r.Amount
	case r.Gives == PercentOff:
		off = mulDiv(worth, r.Percent, 100)
	case r.Gives == Goods && one == 0:
		return 0, ErrNoGoods
	case r.Gives == Goods:
		off = one
	default:
		return 0, ErrByHand
	}
	return min(off, worth), nil
}

// letters are those of codes: none looks, or sounds, like another.
const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

const codeLength = 12 // 58 bits

// Code writes random bytes as a code, such as K7WM-3XQP-9TRA; bytes is asked for more until there are enough.
func Code(bytes func(round int) []byte) string {
	var code []byte
	for round := 0; len(code) < codeLength; round++ {
		for _, b := range bytes(round) {
			if at := int(b); at < 256/len(letters)*len(letters) && len(code) < codeLength { // each letter as likely
				code = append(code, letters[at%len(letters)])
			}
		}
	}
	return string(code[:4]) + "-" + string(code[4:8]) + "-" + string(code[8:])
}

// CleanCode is a code as it was meant, however it was typed.
func CleanCode(typed string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(letters, r) {
			return r
		}
		return -1
	}, strings.ToUpper(typed))
}

// Hash is by what a code is found; the code itself is kept nowhere.
func Hash(code string) string {
	sum := sha256.Sum256([]byte(CleanCode(code)))
	return hex.EncodeToString(sum[:])
}

// Tail is by what who has several tells them apart.
func Tail(code string) string {
	clean := CleanCode(code)
	return clean[max(len(clean)-4, 0):]
}

// ErrProduct says that a reward lacks its product.
var ErrProduct = phrase.Errorf("choose the product that is the reward")

var gives = []Gives{AmountOff, PercentOff, Goods, Text}

// Check says what is wrong with an offer.
func (o *Offer) Check() error {
	switch {
	case o.Name == (Label{}):
		return phrase.Errorf("give the reward a name")
	case long(o.Name) || long(o.About):
		return errLong
	case !slices.Contains(gives, o.Gives):
		return phrase.Errorf("a reward is an amount off, a percentage off, a product, or whatever is written")
	case o.Gives == AmountOff && o.Amount < 1:
		return phrase.Errorf("say how much the reward takes off")
	case o.Gives == PercentOff && (o.Percent < 1 || o.Percent > 100):
		return phrase.Errorf("a reward takes 1 to 100 percent off")
	case o.Gives == Goods && o.Product == 0:
		return ErrProduct
	case o.Stock < -1 || o.Each < 0 || o.Valid < 0 || o.Cost < 0 || o.Cost > Most || o.Least < 0:
		return phrase.Errorf("numbers of a reward are not less than nothing")
	}
	return nil
}
