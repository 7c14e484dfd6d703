package referral

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/phrase"
)

const (
	longestText  = 4000
	longestBlock = 200
	longestDays  = 730
	largest      = int64(1) << 50
)

// Clean brings what was written into its one form.
func (d *Definition) Clean() {
	for _, l := range []*Label{&d.Title, &d.Text, &d.Terms, &d.Share} {
		l.Vi, l.En = tidy(l.Vi), tidy(l.En)
	}
	d.Whom = tidy(d.Whom)
	blocks := []string{}
	for _, b := range d.Blocks {
		if b = strings.ToLower(tidy(b)); b != "" && !slices.Contains(blocks, b) {
			blocks = append(blocks, b)
		}
	}
	d.Blocks = blocks
	d.Referrer.clean()
	d.Friend.clean()
}

// clean leaves of a reward what its kind is about.
func (r *Reward) clean() {
	if r.Kind != Points {
		r.Points = 0
	}
	if r.Kind != Voucher {
		r.Voucher = ""
	}
	if r.Kind != Cash {
		r.Amount = 0
	}
}

func tidy(text string) string { return strings.TrimSpace(norm.NFC.String(text)) }

// Check says what of a draft cannot be kept.
func (d *Definition) Check() error {
	for _, l := range []*Label{&d.Title, &d.Text, &d.Terms, &d.Share} {
		if len([]rune(l.Vi)) > longestText || len([]rune(l.En)) > longestText {
			return phrase.Errorf("a text of the referral programme has at most %d characters", longestText)
		}
	}
	for _, days := range []int{d.Rest, d.Return, d.Orders, d.Limit} {
		if days < 0 || days > longestDays {
			return phrase.Errorf("days and counts of the referral programme are 0 to %d", longestDays)
		}
	}
	if d.Window < 1 || d.Window > longestDays {
		return phrase.Errorf("a friend has 1 to %d days to buy", longestDays)
	}
	if d.Least < 0 || d.Least > largest {
		return phrase.Errorf("the least purchase is an amount of money, or 0")
	}
	if len(d.Blocks) > 200 || slices.ContainsFunc(d.Blocks, func(b string) bool { return len(b) > longestBlock || strings.Trim(b, "*@. ") == "" }) {
		return phrase.Errorf("what is blocked is at most 200 addresses, numbers or codes; * alone would block everybody")
	}
	if err := d.Referrer.check(); err != nil {
		return err
	}
	return d.Friend.check()
}

func (r *Reward) check() error {
	switch r.Kind {
	case Nothing:
		return nil
	case Points:
		if r.Points > 0 && r.Points <= largest {
			return nil
		}
		return phrase.Errorf("say how many points are given")
	case Cash:
		if r.Amount > 0 && r.Amount <= largest {
			return nil
		}
		return phrase.Errorf("say how much is paid out")
	case Voucher:
		if r.Voucher != "" {
			return nil
		}
		return phrase.Errorf("choose the reward a voucher is made of")
	}
	return phrase.Errorf("a reward is none, points, a voucher or an amount paid out")
}

// Ready says what is missing before friends can be taken in.
func (d *Definition) Ready() error {
	if err := d.Check(); err != nil {
		return err
	}
	if d.Referrer.Kind == Nothing && d.Friend.Kind == Nothing {
		return phrase.Errorf("say what who brings a friend gets, or what the friend gets")
	}
	return nil
}
