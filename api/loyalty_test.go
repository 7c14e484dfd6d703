package api

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"banhda/delight/loyalty"
	"banhda/drive/follow"
	"banhda/drive/job"
	"banhda/store"
)

const thanking = `{"edition":0,"draft":{"name":{"vi":"Thân thiết","en":"Loyal"},"value":500,"rounding":"down","window":0,"life":12,"tier_by":"points","review":"01-01","grace":31,"multipliers":[],
"rules":[{"key":"purchase","name":{"vi":"Mua hàng","en":"Purchases"},"by":"amount","points":1,"per":10000}],"tiers":[{"key":"silver","name":{"vi":"Bạc","en":"Silver"},"from":10,"perk":{"vi":"","en":""}}]}}`

// rewarding is a house whose loyalty programme holds, with a reward of 20,000 đồng off for ten points.
func rewarding(t *testing.T) (p *portalHouse, reward RewardLine) {
	p = portalOpen(t)
	a := gets[LoyaltyAnswer](p.owner, 200, "PUT", "/v1/loyalty", thanking)
	if a.Edition != 1 || a.Published != 0 || !a.Changed {
		t.Fatalf("the programme is %+v", a)
	}
	gets[Problem](p.owner, 409, "PUT", "/v1/loyalty", thanking)
	if a = gets[LoyaltyAnswer](p.owner, 200, "POST", "/v1/loyalty/publish", ""); a.Published != 1 || a.Changed {
		t.Fatalf("published it is %+v", a)
	}
	reward = gets[RewardLine](p.owner, 200, "POST", "/v1/rewards", `{"name":{"vi":"Giảm 20.000","en":"20,000 off"},"about":{"vi":"","en":""},"gives":"amount","amount":20000,"cost":10,"stock":1,"each":0,"valid":30}`)
	return p, reward
}

// heardForPoints tells the keeper of points all that ever changed of records: what it heard before changes nothing.
func (p *portalHouse) heardForPoints() {
	p.t.Helper()
	var b follow.Batch
	p.look(func(v *store.View) (err error) {
		b.Changes, err = v.ChangesAfter(p.t.Context(), 0, 10_000)
		return err
	})
	if err := p.hearForPoints(p.t.Context(), &b); err != nil {
		p.t.Fatal(err)
	}
}

// pointsOfAn are An's as colleagues see them.
func (p *portalHouse) pointsOfAn() PersonPoints {
	p.t.Helper()
	return gets[PersonPoints](p.owner, 200, "GET", "/v1/people/"+p.an.ID+"/points", "")
}

func (p *portalHouse) becomes(order, values string) {
	p.t.Helper()
	gets[RecordAnswer](p.owner, 200, "PATCH", "/v1/records/orders/"+order, `{"values":`+values+`}`)
	p.heardForPoints()
}

var aCode = regexp.MustCompile(`[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}`)

// TestPointsOfAPurchase goes from an order to a voucher and back: points come once the order is completed, go when it is refunded,
// a voucher takes its amount off the next order, and is given back when that is cancelled.
func TestPointsOfAPurchase(t *testing.T) {
	p, reward := rewarding(t)
	first := p.ordered() // 150,000 before tax, and delivery, which does not count
	p.heardForPoints()
	if is := p.pointsOfAn(); is.Member || is.Available != 0 {
		t.Errorf("before it is paid: %+v", is)
	}
	p.becomes(first, `{"status":"completed"}`)
	p.heardForPoints()
	if is := p.pointsOfAn(); is.Available != 15 || is.Tier != "silver" || len(is.Entries) != 1 || is.Entries[0].Rule != "purchase" || len(is.Expiring) != 1 {
		t.Fatalf("once it is completed: %+v", is)
	}
	_, page := p.anSees.asks("GET", "/my/points", "")
	if !strings.Contains(page, "<svg") || !strings.Contains(page, "Bạc") || !strings.Contains(page, "Giảm 20.000") || !strings.Contains(page, "Mua hàng") {
		t.Errorf("An sees %s", page)
	}
	for range 2 { // pressed twice
		if status, _, body := p.anSees.fills("/my/points/redeem", "reward", reward.ID, "once", "0"); status != 200 && status != 303 {
			t.Fatalf("redeeming: %d %s", status, body)
		}
	}
	if status, _, body := p.binhSees.fills("/my/points/redeem", "reward", reward.ID, "once", "0"); status != 422 || !strings.Contains(body, "đã hết") {
		t.Errorf("Bình, of whom there are no points: %d %s", status, body)
	}
	is := p.pointsOfAn()
	if is.Available != 5 || len(is.Vouchers) != 1 || is.Vouchers[0].State != loyalty.Open {
		t.Fatalf("after redeeming: %+v", is)
	}
	_, page = p.anSees.asks("GET", "/my/points", "")
	code := aCode.FindString(page)
	p.anSees.fills("/shop/cart", "add", p.products[0])
	if _, _, cart := p.anSees.fills("/shop/cart", "voucher", "AAAA-BBBB-CCCC"); !strings.Contains(cart, "không có phiếu nào mang mã này") {
		t.Errorf("a code nobody has: %s", cart)
	}
	if _, _, cart := p.anSees.fills("/shop/cart", "voucher", strings.ToLower(code)); !strings.Contains(cart, "−20.000") {
		t.Fatalf("the cart is %s", cart)
	}
	p.binhSees.fills("/shop/cart", "add", p.products[0])
	if _, _, cart := p.binhSees.fills("/shop/cart", "voucher", code); !strings.Contains(cart, "của người khác") {
		t.Errorf("Bình uses An's: %s", cart)
	}
	if _, at, body := p.anSees.orders(); !strings.HasPrefix(at, "/pay/") {
		t.Fatalf("An orders: %s %s", at, body)
	}
	is = p.pointsOfAn()
	second := is.Vouchers[0].Order
	if is.Vouchers[0].State != loyalty.Used || second == "" || second == first {
		t.Fatalf("the voucher is %+v", is.Vouchers)
	}
	if total, _ := gets[RecordAnswer](p.owner, 200, "GET", "/v1/records/orders/"+second, "").Values["total"].(float64); total != 187_000-20_000 { // with delivery and ten percent
		t.Errorf("the order comes to %v", total)
	}
	p.becomes(second, `{"status":"cancelled"}`)
	if is := p.pointsOfAn(); is.Vouchers[0].State != loyalty.Open {
		t.Errorf("after the order was cancelled the voucher is %+v", is.Vouchers)
	}
	gets[VoucherLine](p.owner, 200, "POST", "/v1/vouchers/"+is.Vouchers[0].ID+"/return", "")
	gets[Problem](p.owner, 409, "POST", "/v1/vouchers/"+is.Vouchers[0].ID+"/return", "")
	p.becomes(first, `{"status":"refunded"}`)
	p.heardForPoints()
	if is := p.pointsOfAn(); is.Available != 0 || is.Owed != 0 {
		t.Errorf("once it is refunded: %+v", is)
	}
	l := gets[LiabilityAnswer](p.owner, 200, "GET", "/v1/loyalty/liability", "")
	sum := int64(0)
	for _, n := range l.Accounts {
		sum += n
	}
	if sum != 0 || l.Available != 0 || l.Accounts[loyalty.Reversed] != 15 {
		t.Errorf("the ledger is %+v", l)
	}
	if s := gets[SimulationAnswer](p.owner, 200, "POST", "/v1/loyalty/simulate", `{"months":1}`); s.Orders != 0 || s.Currency != "VND" {
		t.Errorf("of what was refunded and cancelled: %+v", s)
	}
}

// TestPointsByHandAreGivenOnce: partners give and take by a cause of their own; the same again changes nothing, and nobody spends
// what they do not have.
func TestPointsByHandAreGivenOnce(t *testing.T) {
	p, reward := rewarding(t)
	give := `{"phone":"0912345678","points":25,"cause":"till-7"}`
	for range 2 {
		if a := gets[PointsChanged](p.owner, 200, "POST", "/v1/points/give", give); a.Available != 25 {
			t.Fatalf("given: %+v", a)
		}
	}
	gets[Problem](p.owner, 409, "POST", "/v1/points/give", `{"email":"binh@example.vn","points":25,"cause":"till-7"}`)
	gets[Problem](p.owner, 404, "POST", "/v1/points/give", `{"email":"nobody@example.vn","points":25,"cause":"till-8"}`)
	gets[Problem](p.owner, 409, "POST", "/v1/points/redeem", `{"email":"an@example.vn","points":26,"cause":"till-9"}`)
	spend := `{"email":"an@example.vn","reward":"` + reward.ID + `","cause":"till-10"}`
	one, two := gets[PointsChanged](p.owner, 200, "POST", "/v1/points/redeem", spend), gets[PointsChanged](p.owner, 200, "POST", "/v1/points/redeem", spend)
	if one.Available != 15 || one.Code == "" || two != one {
		t.Errorf("redeemed: %+v, again: %+v", one, two)
	}
	if u := gets[VoucherUsed](p.owner, 200, "POST", "/v1/vouchers/use", `{"code":"`+one.Code+`"}`); u.State != loyalty.Used {
		t.Errorf("used: %+v", u)
	}
	gets[Problem](p.owner, 409, "POST", "/v1/vouchers/use", `{"code":"`+one.Code+`"}`)
	if a := gets[PointsChanged](p.owner, 200, "POST", "/v1/points/take-back", `{"phone":"0912345678","cause":"till-7"}`); a.Available != 0 || a.Owed != 10 {
		t.Errorf("taken back after some were spent: %+v", a)
	}
	if a := gets[PointsChanged](p.owner, 200, "POST", "/v1/points/give", `{"phone":"0912345678","points":30,"cause":"till-11"}`); a.Available != 20 || a.Owed != 0 {
		t.Errorf("what comes next pays: %+v", a)
	}
	if err := p.keepPoints(t.Context(), job.Job{}); err != nil {
		t.Fatal(err)
	}
	free := gets[RewardLine](p.owner, 200, "POST", "/v1/rewards", `{"name":{"vi":"Tặng 11.000","en":"11,000 as a gift"},"about":{"vi":"","en":""},"gives":"amount","amount":11000,"cost":0,"stock":-1,"each":0,"valid":0}`)
	gift := `{"person":"` + p.an.ID + `","reward":"` + free.ID + `","cause":"by hand 1","note":"Giao trễ"}`
	code := gets[PointsChanged](p.owner, 200, "POST", "/v1/vouchers", gift).Code
	if again := gets[PointsChanged](p.owner, 200, "POST", "/v1/vouchers", gift).Code; code == "" || again != code {
		t.Errorf("given twice: %s, %s", code, again)
	}
	if _, page := p.anSees.asks("GET", "/my/points", ""); !strings.Contains(page, code) || strings.Contains(page, "Giao trễ") {
		t.Error("An does not see the voucher, or sees what colleagues say of it")
	}
	p.anSees.fills("/shop/cart", "add", p.products[0])
	if _, _, cart := p.anSees.fills("/shop/cart", "voucher", code); !strings.Contains(cart, "−11.000") {
		t.Errorf("in the shop it takes off: %s", cart)
	}
	held := p.pointsOfAn().Vouchers[0]
	if held.Paid || held.Reward != free.ID || held.Note != "Giao trễ" {
		t.Errorf("colleagues see %+v", held)
	}
	gets[VoucherLine](p.owner, 200, "POST", "/v1/vouchers/"+held.ID+"/return", `{"reason":"tặng nhầm"}`)
	why := map[string]string{}
	for _, e := range gets[ActsAnswer](p.owner, 200, "GET", "/v1/acts", "").Acts {
		why[e.Verb] = e.Reason
	}
	if why["voucher-give"] != "Giao trễ" || why["voucher-return"] != "tặng nhầm" {
		t.Errorf("the trail says why: %v", why)
	}
	if _, _, cart := p.anSees.fills("/shop/cart", "voucher", code); strings.Contains(cart, "−11.000") {
		t.Errorf("taken back, the shop still takes it: %s", cart)
	}
	if _, page := p.anSees.asks("GET", "/my/points", ""); strings.Contains(page, code) {
		t.Error("taken back, An still sees it")
	}
	members := gets[LoyaltyMembers](p.owner, 200, "GET", "/v1/loyalty/members", "").Members
	if len(members) != 1 || members[0].Name != "Trần Thị An-của-riêng" || members[0].Available != 20 {
		t.Errorf("members are %+v", members)
	}
}

// TestOldVersionsOfTheProgramme: who published what and when stays, and what was earned is told by the version it went by.
func TestOldVersionsOfTheProgramme(t *testing.T) {
	p, _ := rewarding(t)
	p.becomes(p.ordered(), `{"status":"completed"}`)
	if first := p.pointsOfAn().Entries[0]; first.Version != 1 || first.RuleName == nil || first.RuleName.Vi != "Mua hàng" {
		t.Fatalf("earned: %+v", first)
	}
	edition := strconv.FormatInt(gets[LoyaltyAnswer](p.owner, 200, "GET", "/v1/loyalty", "").Edition, 10)
	gets[LoyaltyAnswer](p.owner, 200, "PUT", "/v1/loyalty", strings.NewReplacer(`"edition":0`, `"edition":`+edition, "Mua hàng", "Mỗi lần mua").Replace(thanking))
	gets[LoyaltyAnswer](p.owner, 200, "POST", "/v1/loyalty/publish", "")
	gets[PointsChanged](p.owner, 200, "POST", "/v1/points/give", `{"email":"an@example.vn","points":5,"cause":"till-1"}`)
	entries := p.pointsOfAn().Entries
	if e := entries[len(entries)-1]; e.RuleName == nil || e.RuleName.Vi != "Mua hàng" || e.Version != 1 || entries[0].Version != 2 || entries[0].RuleName != nil {
		t.Errorf("what was earned before is told as %+v, what came after as %+v", e, entries[0])
	}
	if _, page := p.anSees.asks("GET", "/my/points", ""); !strings.Contains(page, "Mua hàng") || strings.Contains(page, "Mỗi lần mua") {
		t.Errorf("An reads %s", page)
	}
	list := gets[LoyaltyVersions](p.owner, 200, "GET", "/v1/loyalty/versions", "").Versions
	if len(list) != 2 || list[0].Number != 2 || list[0].Until != "" || list[1].Until != list[0].At || list[1].Content.Rules[0].Name.Vi != "Mua hàng" || list[0].By == nil || list[0].By.Name == "" {
		t.Errorf("versions are %+v", list)
	}
}

// TestThanksAreTakenBackUntilTheyAreSpent: whoever was thanked stands in a list; it is taken back once, by whatever the person was
// known by, and not any more once something of it was spent.
func TestThanksAreTakenBackUntilTheyAreSpent(t *testing.T) {
	p, reward := rewarding(t)
	thank := func(cause string, people ...string) {
		t.Helper()
		body := `{"people":["` + strings.Join(people, `","`) + `"],"how":"points","points":20,"note":"Giới thiệu bạn","cause":"` + cause + `"}`
		if a := gets[ThanksAnswer](p.owner, 200, "POST", "/v1/promoters/thanks", body); a.Thanked != len(people) {
			t.Fatalf("thanked: %+v", a)
		}
	}
	back := func(cause, person string) ThanksAnswer {
		t.Helper()
		return gets[ThanksAnswer](p.owner, 200, "POST", "/v1/promoters/thanks/take-back", `{"people":["`+person+`"],"cause":"`+cause+`"}`)
	}
	list := func() []ThanksGiven {
		return gets[ThanksList](p.owner, 200, "GET", "/v1/promoters/thanks", "").Thanks
	}
	thank("lan-1", p.an.ID, p.binh.ID)
	if got := list(); len(got) != 2 || got[0].State != "whole" || got[0].Points != 20 || got[0].Cause != "lan-1" || got[0].Note != "Giới thiệu bạn" || got[0].By == nil {
		t.Fatalf("thanked are %+v", got)
	}
	if e := p.pointsOfAn().Entries[0]; e.Thanks != "lan-1" {
		t.Errorf("An's page says %+v", e)
	}
	if a := back("lan-1", p.an.ID); a.Thanked != 1 || a.Points != 20 {
		t.Errorf("taken back: %+v", a)
	}
	if a := back("lan-1", p.an.ID); a.Thanked != 0 || p.pointsOfAn().Available != 0 || p.pointsOfAn().Owed != 0 {
		t.Errorf("taken back twice: %+v", a)
	}
	thank("lan-2", p.an.ID)
	gets[PointsChanged](p.owner, 200, "POST", "/v1/points/redeem", `{"email":"an@example.vn","reward":"`+reward.ID+`","cause":"till-1"}`)
	if a := back("lan-2", p.an.ID); a.Thanked != 0 || p.pointsOfAn().Available != 10 || p.pointsOfAn().Owed != 0 {
		t.Errorf("what was spent is taken back: %+v", a)
	}
	if got := list(); len(got) != 3 || got[0].State != "touched" || got[1].State == got[2].State {
		t.Errorf("in the end it is %+v", got)
	}
	gets[struct{}](p.owner, 200, "POST", "/v1/people/"+p.binh.ID+"/merge", `{"into":"`+p.an.ID+`"}`)
	if a := back("lan-1", p.an.ID); a.Thanked != 1 {
		t.Errorf("of who became one with another it is not taken back: %+v", a)
	}
}
