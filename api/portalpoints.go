package api

import (
	"context"
	"fmt"
	"html/template"
	"net/http"

	"banhda/delight/loyalty"
	"banhda/delight/portal"
	"banhda/delight/referral"
	"banhda/engage/payment"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// pointsPanel shows a customer's points: what they have, what it becomes, and their card.
func (s *Server) pointsPanel() panel {
	return panel{
		Panel: portal.Panel{ID: "points", Name: portal.Label{Vi: "Điểm thưởng", En: "Points"}},
		card:  s.pointsCard,
		pages: []panelPage{{"GET", "", s.myPoints}, {"POST", "/redeem", s.myRedemption}},
	}
}

func (s *Server) pointsCard(ctx context.Context, v *store.View, who portal.Customer) (card portal.Card, err error) {
	b, err := v.PointsBook(ctx, who.Person)
	if n := b.Balance().Spendable(); n > 0 {
		card.Text = phrase.Sentencef("%s points", grouped(n, who.Language)).In(who.Language)
	}
	return card, err
}

// grouped writes a number as people read it.
func grouped(n int64, language string) string { return saidIn(language, record.WriteNumber(n)) }

// myPointsPage is what the panel shows.
type myPointsPage struct {
	Available, Pending, Owed string // empty: nothing
	Opens, Lapses            []myPointsDue
	Tier, Perk, Next         string
	Sure                     string
	Rewards                  []pointsReward
	Vouchers                 []pointsVoucher
	Entries                  []myPosting
	More                     string
	Card                     template.HTML
	Shop                     bool
	got                      map[int64]string // what was redeemed, by the posting that paid for it
}

type myPointsDue struct{ Points, Day string }

type pointsReward struct {
	ID, Name, About, Cost string
	Refusal               string // why it cannot be had now; empty: it can
}

type pointsVoucher struct {
	Name, Code, Until string
	State             string
}

type myPosting struct{ Day, Name, Points string }

// mostPostings is how many postings a page shows.
const mostPostings = 20

func (s *Server) myPoints(w http.ResponseWriter, r *http.Request, c *myCall) error {
	p := &myPointsPage{got: map[int64]string{}}
	before, err := readSerial(r.URL.Query().Get("after"))
	if err != nil {
		before = 0
	}
	err = s.Records.View(r.Context(), func(v *store.View) error { return s.fillMyPoints(r.Context(), v, c, p, before) })
	if err != nil {
		return err
	}
	return c.show(w, r, pointsPages, "points", saidIn(c.language, c.here.Name), p)
}

func (s *Server) fillMyPoints(ctx context.Context, v *store.View, c *myCall, p *myPointsPage, before int64) error {
	h, err := readLoyalty(ctx, v)
	if err != nil {
		return err
	}
	b, err := v.PointsBook(ctx, c.Person)
	if err != nil {
		return err
	}
	sum := b.Balance()
	p.Available, p.Pending, p.Owed = grouped(sum.Available, c.language), c.some(sum.Pending), c.some(sum.Owed)
	p.Opens, p.Lapses = c.dues(&h, b.Lots, v.Now())
	if err := c.fillTier(ctx, v, &h, p); err != nil {
		return err
	}
	if err := s.fillRewards(ctx, v, c, p, sum.Spendable()); err != nil {
		return err
	}
	if err := s.fillVouchers(ctx, v, c, p, &h); err != nil {
		return err
	}
	if p.Card, err = s.memberCard(ctx, v, c); err != nil {
		return err
	}
	return c.fillEntries(ctx, v, &h, p, before)
}

// some is a number that is shown where it is not nothing.
func (c *myCall) some(n int64) string {
	if n == 0 {
		return ""
	}
	return grouped(n, c.language)
}

// soon is within which points that lapse are told of.
const soon = 60 * day24

// dues are what becomes free, and what lapses soon, by day.
func (c *myCall) dues(h *loyaltyHouse, lots []loyalty.Lot, now int64) (opens, lapses []myPointsDue) {
	free, lapse := map[int64]int64{}, map[int64]int64{}
	for i := range lots {
		if l := &lots[i]; l.Pending > 0 {
			free[l.OpensAt] += l.Pending
		}
		if l := &lots[i]; l.Available > 0 && l.ExpiresAt > 0 && l.ExpiresAt < now+soon {
			lapse[l.ExpiresAt-1] += l.Available
		}
	}
	for _, at := range sortedKeys(free) {
		opens = append(opens, myPointsDue{grouped(free[at], c.language), c.day(at)})
	}
	for _, at := range sortedKeys(lapse) {
		lapses = append(lapses, myPointsDue{grouped(lapse[at], c.language), c.day(at)})
	}
	return opens, lapses
}

func (c *myCall) fillTier(ctx context.Context, v *store.View, h *loyaltyHouse, p *myPointsPage) error {
	m, err := v.PointsMember(ctx, c.Person)
	program := h.at(v.Now())
	if absent(err) != nil || program == nil {
		return absent(err)
	}
	score, err := scoreOf(ctx, v, h, program, c.Person)
	if err != nil {
		return err
	}
	if t := program.Tier(m.Tier); t != nil {
		p.Tier, p.Perk = saidIn(c.language, t.Name), saidIn(c.language, t.Perk)
		if m.Until > 0 {
			p.Sure = c.day(m.Until - 1)
		}
	}
	_, next := program.Reached(score)
	if next == nil || program.Tier(m.Tier) != nil && next.From <= program.Tier(m.Tier).From {
		return nil
	}
	missing := grouped(next.From-score, c.language)
	if program.TierBy == loyalty.BySpend {
		currency, err := currencyOf(ctx, v)
		if err != nil {
			return err
		}
		missing = saidIn(c.language, record.WriteAmount(next.From-score, currency))
		p.Next = phrase.Sentencef("%s more within a year, and you reach %s", missing, saidIn(c.language, next.Name)).In(c.language)
		return nil
	}
	p.Next = phrase.Sentencef("%s more points within a year, and you reach %s", missing, saidIn(c.language, next.Name)).In(c.language)
	return nil
}

func (s *Server) fillRewards(ctx context.Context, v *store.View, c *myCall, p *myPointsPage, spendable int64) error {
	list, err := v.Rewards(ctx)
	for i := range list {
		r := &list[i]
		if r.Archived || r.Cost == 0 || err != nil {
			continue
		}
		shown := pointsReward{ID: RewardID(r.ID), Name: saidIn(c.language, r.Name), About: saidIn(c.language, r.About), Cost: grouped(r.Cost, c.language)}
		had, failed := v.HadReward(ctx, c.Person, r.ID)
		if err = failed; err != nil {
			return err
		}
		if refusal := r.Offered(had); refusal != nil {
			shown.Refusal = phrase.In(c.language, refusal)
		} else if r.Cost > spendable {
			shown.Refusal = phrase.Sentencef("%s points are missing", grouped(r.Cost-spendable, c.language)).In(c.language)
		}
		p.Rewards = append(p.Rewards, shown)
	}
	return err
}

func (s *Server) fillVouchers(ctx context.Context, v *store.View, c *myCall, p *myPointsPage, h *loyaltyHouse) error {
	set, err := readShop(ctx, v)
	if err != nil {
		return err
	}
	p.Shop = set.On
	list, err := v.Vouchers(ctx, c.Person, 0, 0, mostVouchers)
	for i := range list {
		o := &list[i]
		r, failed := v.Reward(ctx, o.Reward)
		if failed == nil {
			p.got[o.Points] = saidIn(c.language, r.Name)
		}
		if failed != nil || o.State == loyalty.Returned {
			continue
		}
		shown := pointsVoucher{Name: saidIn(c.language, r.Name), State: string(o.State)}
		switch code, ok := s.voucherCode(o); {
		case o.State == loyalty.Open && o.ExpiresAt != 0 && o.ExpiresAt <= v.Now():
			shown.State = "lapsed"
		case o.State == loyalty.Open && ok:
			shown.Code = code
		default:
			shown.Code = "…" + o.Tail
		}
		if o.ExpiresAt != 0 && o.State == loyalty.Open {
			shown.Until = c.day(o.ExpiresAt - 1)
		}
		p.Vouchers = append(p.Vouchers, shown)
	}
	return err
}

// memberCard is the code by which colleagues find who shows it: the address of their page here, which only colleagues can open.
func (s *Server) memberCard(ctx context.Context, v *store.View, c *myCall) (template.HTML, error) {
	m, err := readMail(ctx, v)
	if err != nil || m.URL == "" {
		return "", err
	}
	svg, err := payment.SVG(m.URL+"/people/"+PersonID(c.Person), pointsWords["card"][c.language])
	return template.HTML(svg), err // drawn here, of an address made here
}

func (c *myCall) fillEntries(ctx context.Context, v *store.View, h *loyaltyHouse, p *myPointsPage, before int64) error {
	list, err := v.Postings(ctx, c.Person, before, mostPostings)
	for i := range list {
		is := &list[i]
		n := is.Sum(loyalty.Available) + is.Sum(loyalty.Pending) + is.Sum(loyalty.Owed)
		if n == 0 && is.Kind == loyalty.Free {
			n = is.Sum(loyalty.Available)
		}
		name := pointsWords[string(is.Kind)][c.language]
		if by := h.by(is); by != nil && is.Rule != "" && is.Kind == loyalty.Earn && by.Content.Rule(is.Rule) != nil {
			name = saidIn(c.language, by.Content.Rule(is.Rule).Name)
		} else if is.Kind == loyalty.Earn && referral.Caused(is.Cause) {
			name = pointsWords["brought"][c.language]
		} else if got, ok := p.got[is.ID]; ok { // in their language
			name += " · " + got
		} else if is.Note != "" {
			name += " · " + is.Note
		}
		points := grouped(n, c.language)
		if n > 0 && is.Kind != loyalty.Free {
			points = "+" + points
		}
		p.Entries = append(p.Entries, myPosting{c.day(is.At), name, points})
	}
	if len(list) == mostPostings {
		p.More = "/my/points?after=" + writeSerial(list[mostPostings-1].ID)
	}
	return err
}

// myRedemption gives a voucher for points. Pressed twice within a moment it is given once: the form names what was last posted.
func (s *Server) myRedemption(w http.ResponseWriter, r *http.Request, c *myCall) error {
	id, err := ParseRewardID(r.PostFormValue("reward"))
	if err != nil {
		return fmt.Errorf("redeeming: %w", store.ErrNotFound)
	}
	ctx := r.Context()
	_, err = s.change(ctx, mutation{verb: "points-redeem", target: PersonID(c.Person), also: func(ctx context.Context, t *store.Tx) error {
		if _, err := t.Reward(ctx, id); err != nil {
			return err
		}
		_, err := s.redeem(ctx, t, c.Person, id, "my:"+PersonID(c.Person)+":"+RewardID(id)+":"+clipped(r.PostFormValue("once"), 40))
		return err
	}}, nil)
	if err != nil {
		return err
	}
	return c.done(w, r, "/my/points")
}

var pointsWords = map[string]map[string]string{
	"have":      {"vi": "Điểm dùng được", "en": "Points to spend"},
	"pending":   {"vi": "Đang chờ", "en": "Pending"},
	"owed":      {"vi": "Điểm còn nợ, trừ vào điểm nhận tới", "en": "Owed; the next points pay it"},
	"from":      {"vi": "dùng được từ", "en": "to be spent from"},
	"lapses":    {"vi": "hết hạn sau ngày", "en": "lapse after"},
	"tier":      {"vi": "Hạng", "en": "Tier"},
	"sure":      {"vi": "Giữ hạng đến hết", "en": "Yours until"},
	"rewards":   {"vi": "Đổi điểm lấy quà", "en": "Rewards for points"},
	"get":       {"vi": "Đổi", "en": "Get it"},
	"redeem":    {"vi": "Đổi quà", "en": "Redeemed"},
	"points":    {"vi": "điểm", "en": "points"},
	"vouchers":  {"vi": "Phiếu ưu đãi của bạn", "en": "Your vouchers"},
	"until":     {"vi": "dùng đến hết", "en": "until"},
	"used":      {"vi": "Đã dùng", "en": "Used"},
	"lapsed":    {"vi": "Hết hạn", "en": "Lapsed"},
	"open":      {"vi": "Chưa dùng", "en": "Not used yet"},
	"toshop":    {"vi": "Nhập mã trong giỏ hàng của cửa hàng", "en": "Write the code into your cart in the shop"},
	"card":      {"vi": "Thẻ thành viên: đưa nhân viên quét", "en": "Member card: let us scan it"},
	"history":   {"vi": "Lịch sử", "en": "History"},
	"nothing":   {"vi": "Chưa có điểm nào. Điểm được cộng sau mỗi lần mua.", "en": "No points yet. You get them for what you buy."},
	"earn":      {"vi": "Nhận điểm", "en": "Earned"},
	"brought":   {"vi": "Thưởng giới thiệu bạn bè", "en": "For a referral"},
	"free":      {"vi": "Điểm đã dùng được", "en": "Free to spend"},
	"give_back": {"vi": "Hoàn điểm đã đổi", "en": "Given back"},
	"expire":    {"vi": "Hết hạn", "en": "Lapsed"},
	"reverse":   {"vi": "Thu hồi theo đơn hoàn", "en": "Taken back"},
}

var pointsPages = panelPages(pointsWords, pointsHTML)

const pointsHTML = `{{define "points"}}{{template "myhead" .}}{{$l := .Language}}{{with .About}}<section class="card"><p class="soft">{{word $l "have"}}</p><p style="font-size:2rem;font-weight:700;margin:0">{{.Available}}</p>
{{range .Opens}}<p>{{word $l "pending"}}: <strong>{{.Points}}</strong> · {{word $l "from"}} {{.Day}}</p>{{end}}{{range .Lapses}}<p><strong>{{.Points}}</strong> {{word $l "lapses"}} {{.Day}}</p>{{end}}{{with .Owed}}<p>{{word $l "owed"}}: <strong>{{.}}</strong></p>{{end}}</section>
{{if or .Tier .Next}}<section class="card"><h2>{{word $l "tier"}}{{with .Tier}}: {{.}}{{end}}</h2>{{with .Perk}}<p>{{.}}</p>{{end}}{{with .Sure}}<p class="soft">{{word $l "sure"}} {{.}}</p>{{end}}{{with .Next}}<p>{{.}}</p>{{end}}</section>{{end}}
{{with .Card}}<section class="card"><h2>{{word $l "card"}}</h2><div style="max-width:14rem;margin:0 auto">{{.}}</div></section>{{end}}
{{if .Vouchers}}<section class="card"><h2>{{word $l "vouchers"}}</h2>{{range .Vouchers}}<p><strong>{{.Name}}</strong><br>{{if eq .State "open"}}<code style="font-size:1.15rem">{{.Code}}</code>{{with .Until}} <span class="soft">{{word $l "until"}} {{.}}</span>{{end}}{{else}}<span class="soft">{{.Code}} {{word $l .State}}</span>{{end}}</p>{{end}}{{if .Shop}}<p><a class="button" href="/shop/cart?lang={{$l}}">{{word $l "toshop"}}</a></p>{{end}}</section>{{end}}
{{if .Rewards}}<section class="card"><h2>{{word $l "rewards"}}</h2>{{$once := len .Vouchers}}{{range .Rewards}}<form method="post" action="/my/points/redeem"><p><strong>{{.Name}}</strong> · {{.Cost}} {{word $l "points"}}{{with .About}}<br>{{.}}{{end}}</p><input type="hidden" name="once" value="{{$once}}">{{if .Refusal}}<p class="soft">{{.Refusal}}</p>{{else}}<p><button name="reward" value="{{.ID}}" aria-label="{{word $l "get"}}: {{.Name}}">{{word $l "get"}}</button></p>{{end}}</form>{{end}}</section>{{end}}
<section class="card"><h2>{{word $l "history"}}</h2>{{range .Entries}}<p style="display:flex;justify-content:space-between;gap:1rem"><span>{{.Name}}<br><span class="soft">{{.Day}}</span></span> <strong style="flex:none">{{.Points}}</strong></p>{{else}}<p role="status">{{word $l "nothing"}}</p>{{end}}{{with .More}}<p><a href="{{.}}">{{my $l "more"}} →</a></p>{{end}}</section>{{end}}{{template "myfoot" .}}{{end}}`
