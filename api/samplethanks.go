package api

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"banhda/delight/loyalty"
	"banhda/delight/referral"
	"banhda/delight/review"
	"banhda/delight/share"
	"banhda/demo"
	"banhda/hub/record"
)

// prizes are the rewards of the sample company: what points are spent on, and what friends and who brings them are given.
type prizes struct{ dripper, off, bag int64 }

// keepPrizes makes the loyalty programme of the sample company and its rewards; ok is false in a house that has a programme.
func (m *sampling) keepPrizes(ctx context.Context, products []record.Record, since int64) (p prizes, ok bool, err error) {
	draft, edition, _, err := m.t.LoyaltyProgram(ctx)
	if err != nil || edition != 0 {
		return p, false, err
	}
	draft.Name = loyalty.Label{Vi: "Thẻ Sương Mai", En: "The Sương Mai card"}
	draft.Window = 0 // nothing becomes free by itself later
	draft.Tiers = []loyalty.Tier{
		{Key: "silver", Name: loyalty.Label{Vi: "Bạc", En: "Silver"}, From: 60, Perk: loyalty.Label{Vi: "Miễn phí giao mọi đơn", En: "Free delivery of every order"}},
		{Key: "gold", Name: loyalty.Label{Vi: "Vàng", En: "Gold"}, From: 120, Perk: loyalty.Label{Vi: "Thử mẻ rang mới trước mọi người", En: "New roasts before everybody else"}},
	}
	err = m.t.Past(since, func() error {
		return errors.Join(m.t.SaveLoyaltyProgram(ctx, draft, 0), m.t.PublishLoyaltyProgram(ctx, draft))
	})
	if err != nil {
		return p, false, err
	}
	bag, dripper := products[0], products[slices.IndexFunc(products, func(r record.Record) bool { return r.Values.Text("sku") == "phin-nhom" })]
	for into, o := range map[*int64]loyalty.Offer{
		&p.dripper: {Name: loyalty.Label{Vi: "Phin nhôm Sương Mai", En: "A Sương Mai dripper"}, Gives: loyalty.Goods, Product: dripper.ID, Cost: 40, Stock: 80, Each: 1, Valid: 90},
		&p.off:     {Name: loyalty.Label{Vi: "Giảm 50.000đ", En: "50,000đ off"}, Gives: loyalty.AmountOff, Amount: 50_000, Least: 200_000, Cost: 100, Stock: -1, Valid: 60},
		&p.bag:     {Name: loyalty.Label{Vi: "Một gói Phối Sương Sớm", En: "A bag of Phối Sương Sớm"}, About: loyalty.Label{Vi: "Tặng bạn mới và người mời", En: "For a friend, and for who brought them"}, Gives: loyalty.Goods, Product: bag.ID, Stock: -1, Valid: 120},
	} {
		if *into, err = m.t.SaveReward(ctx, loyalty.Reward{Offer: o}); err != nil {
			return p, false, err
		}
	}
	m.made.Loyalty, m.made.Rewards = []int64{1}, []int64{p.dripper, p.off, p.bag}
	return p, true, nil
}

// keepCards gives who keeps coming back their points, and what they asked for.
func (m *sampling) keepCards(ctx context.Context, cards []demo.Card, p prizes) error {
	h, err := readLoyalty(ctx, &m.t.View)
	if err != nil {
		return err
	}
	holds := &h.versions[0].Content
	for _, k := range cards {
		who := m.personOf(k.Who)
		for _, b := range k.Bought {
			points := holds.Awards(&loyalty.Deed{Worth: b.Worth})
			if who == 0 || len(points) == 0 {
				continue
			}
			e := earning{person: who, points: points[0].Points, cause: "sale:" + b.Sale + ":" + points[0].Rule, about: "sale:" + b.Sale, rule: points[0].Rule, worth: b.Worth, at: b.At, opensAt: b.At}
			if err := m.t.Past(b.At, func() error { return earn(ctx, m.t, &h, e) }); err != nil {
				return err
			}
		}
		if who != 0 {
			m.made.Members = append(m.made.Members, who)
		}
	}
	cards = slices.DeleteFunc(slices.Clone(cards), func(k demo.Card) bool { return k.Spent == 0 || m.personOf(k.Who) == 0 })
	slices.SortFunc(cards, func(a, b demo.Card) int { return cmp.Compare(a.Spent, b.Spent) })
	for _, k := range cards {
		if err := m.spend(ctx, &k, p); err != nil {
			return err
		}
	}
	return m.rest(ctx)
}

// spend is somebody's asking for a dripper, and perhaps their coming for it. Who has not enough saves on.
func (m *sampling) spend(ctx context.Context, k *demo.Card, p prizes) error {
	return m.t.Past(k.Spent, func() error {
		o, err := m.s.redeem(ctx, m.t, m.personOf(k.Who), p.dripper, "sample "+k.Who.Email)
		if errors.Is(err, loyalty.ErrShort) {
			return nil
		}
		if m.made.Vouchers = append(m.made.Vouchers, o.ID); err != nil || k.Used == 0 {
			return err
		}
		return m.t.Past(k.Used, func() error { return m.t.UseVoucher(ctx, o.ID, 0) })
	})
}

// rest notes what members were given, and keeps their tiers without a day on which they are looked at again: nothing happens to the
// sample company by itself.
func (m *sampling) rest(ctx context.Context) error {
	for _, who := range m.made.Members {
		is, err := m.t.PointsMember(ctx, who)
		if err != nil {
			return err
		}
		if is.Until != 0 {
			is.Standing.Until = 0
			err = m.t.SetTier(ctx, who, is.Standing)
		}
		posted, more := m.t.Postings(ctx, who, 0, mostPosted)
		if err := errors.Join(err, more); err != nil {
			return err
		}
		for i := range posted {
			m.made.Postings = append(m.made.Postings, posted[i].ID)
		}
	}
	return nil
}

// mostPosted bounds what was posted for one member of the sample company.
const mostPosted = 1000

// keepReferrals makes the referral programme of the sample company and the friends who came by it, as far as they came. What is given
// is given at once, so that none of them changes by time.
func (m *sampling) keepReferrals(ctx context.Context, list []demo.Brought, p prizes, since int64) error {
	programme, err := m.t.ReferralProgramme(ctx)
	if err != nil || programme.Edition != 0 || len(list) == 0 {
		return err
	}
	bag := referral.Reward{Kind: referral.Voucher, Voucher: RewardID(p.bag)}
	d := &programme.Draft
	d.Title = referral.Label{Vi: "Mời bạn một gói", En: "A bag for a friend"}
	d.Terms = referral.Label{Vi: "Gói quà giao cùng đơn đầu tiên của bạn mới.", En: "The bag comes with the friend's first order."}
	d.Referrer, d.Friend, d.Return, d.TakeBack = bag, bag, 0, false
	var by referral.Version
	err = m.t.Past(since, func() (err error) {
		if err = m.t.SaveReferralProgramme(ctx, programme); err == nil {
			by, err = m.t.PublishReferralProgramme(ctx, *d)
		}
		return err
	})
	if err != nil {
		return err
	}
	m.made.Referring = []int64{by.Number}
	for i := range list {
		if err := m.keepReferral(ctx, &by, &list[i]); err != nil {
			return err
		}
	}
	return nil
}

func (m *sampling) keepReferral(ctx context.Context, by *referral.Version, b *demo.Brought) error {
	r := referral.Referral{Version: by.Number, Referrer: m.personOf(b.Referrer), Friend: m.personOf(b.Friend), Via: "page", AcceptedAt: b.At, Level: referral.None}
	if r.Referrer == 0 || r.Friend == 0 || r.Referrer == r.Friend {
		return nil
	}
	err := m.t.Past(b.At, func() (err error) {
		if r.Code, err = codeFor(ctx, m.t, r.Referrer); err != nil {
			return err
		}
		for step, days := range map[string]int64{"invited": 9, "shared": 2, "clicked": 0} {
			if err := m.t.Past(b.At-days*day24, func() error { return m.s.countedStep(ctx, m.t, r.Referrer, step) }); err != nil {
				return err
			}
		}
		m.made.Referrers = append(m.made.Referrers, r.Referrer)
		r.ID, err = m.t.AddReferral(ctx, r)
		return err
	})
	if err != nil || r.ID == 0 {
		return err
	}
	m.made.Referrals = append(m.made.Referrals, r.ID)
	facts := referral.Facts{AcceptedAt: b.At}
	if b.Refused != "" {
		r.Decision, r.DecidedAt, r.Note, r.Level, r.Findings = referral.Refuse, b.At+day24, b.Refused, referral.High, []referral.Finding{{Sign: referral.SamePhone, Weight: referral.Signs[referral.SamePhone]}}
		facts.Decision = r.Decision
	}
	if b.Bought.Sale != "" {
		facts.Purchases = []referral.Purchase{{Sale: b.Bought.Sale, At: b.Bought.At, Value: b.Bought.Worth}}
	}
	r.Verdict = by.Content.Judge(&facts, m.t.Now())
	if r.State != referral.Due {
		return m.t.SaveReferral(ctx, r)
	}
	return m.t.Past(b.Bought.At, func() error {
		r.State, r.RewardedAt, r.DueAt = referral.Rewarded, m.t.Now(), 0
		for _, p := range by.Content.Owes(&r, m.t.Now()) {
			if err := m.s.giveReward(ctx, m.t, &p); err != nil {
				return err
			}
			given, err := m.t.VoucherOfCause(ctx, p.Cause())
			if err != nil {
				return err
			}
			m.made.Vouchers = append(m.made.Vouchers, given.ID)
		}
		return m.t.SaveReferral(ctx, r)
	})
}

// keepVoices makes what was said in public. The history tells of it.
func (m *sampling) keepVoices(ctx context.Context, voices []demo.Voice, products []record.Record) error {
	for _, v := range voices {
		who, err := personRecord(ctx, &m.t.View, m.personOf(v.Who))
		if err != nil {
			if absent(err) == nil {
				continue
			}
			return err
		}
		product := int64(0)
		if v.Product >= 0 {
			product = products[v.Product].ID
		}
		err = m.t.Past(v.At, func() error {
			is, made, err := m.t.AddReview(ctx, review.Review{Touch: fmt.Sprintf("sample %d %d", who.ID, product), Person: who.ID, Product: product, State: review.Asked, Language: "vi"})
			if err != nil || !made {
				return err
			}
			m.made.Reviews = append(m.made.Reviews, is.ID)
			if err := is.Write(review.Words{Rating: v.Rating, Text: v.Text, Public: true, Name: who.Name()}, m.t.Now()); err != nil {
				return err
			}
			is.Event = v.Event
			if v.Seen {
				d := review.Decision{State: review.Published}
				if v.Refused != "" {
					d = review.Decision{State: review.Refused, Reason: v.Refused}
				}
				if err := is.Decide(d, v.At+day24); err != nil {
					return err
				}
				is.Reply = v.Reply
			}
			return m.t.SaveReview(ctx, is)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// keepKit makes what promoters are given to share.
func (m *sampling) keepKit(ctx context.Context) error {
	id, err := m.t.AddShareKit(ctx, share.Kit{Name: "Mời bạn một gói", Open: true, Content: share.Content{Title: share.Label{Vi: "Mình tặng bạn một gói Phối Sương Sớm", En: "A bag of Phối Sương Sớm, from me to you"},
		About: share.Label{Vi: "Để lại tên và e-mail, Sương Mai gửi bạn gói dùng thử.", En: "Leave your name and e-mail, and Sương Mai sends you a bag to try."}, Target: "/f/dung-thu", Button: share.Label{Vi: "Nhận gói dùng thử", En: "Take the bag"},
		Texts: map[share.Channel]share.Label{share.Link: {Vi: "Mình uống cà phê Sương Mai thấy ưng, tặng bạn một gói dùng thử nè:", En: "I like Sương Mai's coffee. Here is a bag for you:"}}}})
	m.made.Kits = []int64{id}
	return err
}

// keepThanks makes what the company thanks its customers with, and what they say of it.
func (m *sampling) keepThanks(ctx context.Context, r *demo.Records, products []record.Record) error {
	since := m.t.Now()
	for _, k := range r.Cards {
		since = min(since, k.Bought[0].At)
	}
	for _, b := range r.Brought {
		since = min(since, b.At)
	}
	p, ok, err := m.keepPrizes(ctx, products, since-day24)
	if err == nil && ok {
		err = errors.Join(m.keepCards(ctx, r.Cards, p), m.keepReferrals(ctx, r.Brought, p, since-day24))
	}
	return errors.Join(err, m.keepVoices(ctx, r.Voices, products), m.keepKit(ctx))
}
