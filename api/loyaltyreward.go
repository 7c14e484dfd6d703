package api

import (
	"context"
	"errors"
	"net/http"

	"banhda/auth"
	"banhda/delight/loyalty"
	counter "banhda/engage/shop"
	sale "banhda/hub/order"
	"banhda/hub/record"
	"banhda/store"
)

// RewardLine is a reward.
type RewardLine struct {
	ID      string `json:"id"`
	Edition int64  `json:"edition" doc:"who changes it names the one they saw"`
	Issued  int64  `json:"issued" doc:"how many vouchers there are of it"`
	RewardBody
}

// RewardBody is what is said of a reward.
type RewardBody struct {
	loyalty.Offer
	ProductID string `json:"product,omitempty" doc:"of product: its id"`
}

// RewardsAnswer is all rewards, the first first.
type RewardsAnswer struct {
	Rewards []RewardLine `json:"rewards"`
}

func rewardLine(r *loyalty.Reward) RewardLine {
	l := RewardLine{RewardID(r.ID), r.Edition, r.Issued, RewardBody{Offer: r.Offer}}
	if r.Product != 0 {
		l.ProductID = refID(record.Ref{Type: record.Product, ID: r.Product})
	}
	return l
}

func (s *Server) listRewards(ctx context.Context, _ *struct{}, _ Tell) (*RewardsAnswer, error) {
	a := &RewardsAnswer{Rewards: []RewardLine{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Rewards(ctx)
		for i := range list {
			a.Rewards = append(a.Rewards, rewardLine(&list[i]))
		}
		return err
	})
}

type rewardOrder struct{ Body RewardBody }

func (s *Server) addReward(ctx context.Context, in *rewardOrder, _ Tell) (*RewardLine, error) {
	return s.keepReward(ctx, "reward-add", &loyalty.Reward{}, &in.Body)
}

type rewardChange struct {
	ID   string `path:"id"`
	Body struct {
		RewardBody
		Edition int64 `json:"edition"`
	}
}

func (s *Server) setReward(ctx context.Context, in *rewardChange, _ Tell) (*RewardLine, error) {
	id, err := ParseRewardID(in.ID)
	if err != nil {
		return nil, err
	}
	return s.keepReward(ctx, "reward-set", &loyalty.Reward{ID: id, Edition: in.Body.Edition}, &in.Body.RewardBody)
}

func (s *Server) keepReward(ctx context.Context, verb string, r *loyalty.Reward, b *RewardBody) (a *RewardLine, err error) {
	r.Offer = b.Offer
	loyalty.CleanLabel(&r.Name)
	loyalty.CleanLabel(&r.About)
	if b.ProductID != "" {
		ref, err := parseRef(b.ProductID)
		if err != nil || ref.Type != record.Product {
			return nil, wrong(orElse(err, loyalty.ErrProduct))
		}
		r.Product = ref.ID
	}
	if err := r.Check(); err != nil {
		return nil, wrong(err)
	}
	_, err = s.change(ctx, mutation{verb: verb, made: func() string { return RewardID(r.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		if r.ID != 0 {
			if _, err := t.Reward(ctx, r.ID); err != nil {
				return notFound(err, "there is no such reward")
			}
		}
		id, err := t.SaveReward(ctx, *r)
		if errors.Is(err, store.ErrConflict) {
			return refused(http.StatusConflict, 0, "somebody else changed this reward meanwhile; look at it again")
		}
		if err != nil {
			return err
		}
		is, err := t.Reward(ctx, id)
		line := rewardLine(&is)
		r.ID, a = id, &line
		return err
	}}, nil)
	return a, err
}

// VoucherLine is a voucher as colleagues see it: its code is its owner's.
type VoucherLine struct {
	ID        string        `json:"id"`
	Reward    string        `json:"reward"`
	Name      record.Label  `json:"name" doc:"of the reward"`
	Person    string        `json:"person,omitempty" doc:"left out: nobody who is within reach"`
	Of        string        `json:"of,omitempty" doc:"their name"`
	Tail      string        `json:"tail" doc:"the last letters of its code"`
	State     loyalty.State `json:"state" enum:"open,used,returned"`
	Paid      bool          `json:"paid" doc:"points were given for it"`
	Note      string        `json:"note,omitempty" doc:"for what colleagues gave it"`
	Order     string        `json:"order,omitempty" doc:"that it was used on"`
	At        string        `json:"at"`
	ExpiresAt string        `json:"expires_at,omitempty"`
	UsedAt    string        `json:"used_at,omitempty"`
}

// VouchersAnswer is a page of vouchers, the last first.
type VouchersAnswer struct {
	Vouchers []VoucherLine `json:"vouchers"`
	Cursor   *string       `json:"cursor"`
}

// mostVouchers is how many of a person are shown.
const mostVouchers = 50

// voucherLines shows vouchers; people are those within reach by whom they are named, nil: none is.
func voucherLines(ctx context.Context, v *store.View, list []loyalty.Voucher, people map[int64]record.Record) ([]VoucherLine, error) {
	lines := []VoucherLine{}
	rewards, err := v.Rewards(ctx)
	names := map[int64]record.Label{}
	for i := range rewards {
		names[rewards[i].ID] = rewards[i].Name
	}
	for i := range list {
		o := &list[i]
		l := VoucherLine{ID: VoucherID(o.ID), Reward: RewardID(o.Reward), Name: names[o.Reward], Tail: o.Tail, State: o.State, Paid: o.Points != 0, Note: o.Note, At: showInstant(o.At)}
		if r, ok := people[o.Person]; ok {
			l.Person, l.Of = PersonID(r.ID), r.Name()
		}
		if o.Order != 0 {
			l.Order = refID(record.Ref{Type: record.Order, ID: o.Order})
		}
		if o.ExpiresAt != 0 {
			l.ExpiresAt = showInstant(o.ExpiresAt)
		}
		if o.UsedAt != 0 {
			l.UsedAt = showInstant(o.UsedAt)
		}
		lines = append(lines, l)
	}
	return lines, err
}

type vouchersQuestion struct {
	Cursor string `query:"cursor"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

func (s *Server) listVouchers(ctx context.Context, in *vouchersQuestion, _ Tell) (*VouchersAnswer, error) {
	a := &VouchersAnswer{}
	before, err := readSerial(in.Cursor)
	if err != nil {
		return nil, err
	}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Vouchers(ctx, 0, 0, before, in.Limit)
		if err != nil {
			return err
		}
		if len(list) == in.Limit {
			a.Cursor = text(writeSerial(list[len(list)-1].ID))
		}
		var ids []int64
		for i := range list {
			if list[i].Person, err = accountOf(ctx, v, list[i].Person); absent(err) != nil {
				return err
			}
			ids = append(ids, list[i].Person)
		}
		people, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, ids)
		if err == nil {
			a.Vouchers, err = voucherLines(ctx, v, list, people)
		}
		return err
	})
}

type voucherGift struct {
	Body struct {
		PointsWho
		Reward string `json:"reward"`
		Cause  string `json:"cause" minLength:"1" maxLength:"200" doc:"For what: the same again gives the same voucher."`
		Note   string `json:"note,omitempty" maxLength:"300" doc:"why, for the trail and the timeline"`
	}
}

func (s *Server) giveVoucherBy(ctx context.Context, in *voucherGift, _ Tell) (a *PointsChanged, err error) {
	code := ""
	id, err := ParseRewardID(in.Body.Reward)
	if err != nil {
		return nil, err
	}
	a, err = s.changePoints(ctx, mutation{verb: "voucher-give", reason: cleanNote(in.Body.Note)}, &in.Body.PointsWho, "voucher:"+in.Body.Cause, loyalty.Earn, func(ctx context.Context, t *store.Tx, who int64) error {
		o, err := s.issueVoucher(ctx, t, loyalty.Voucher{Person: who, Reward: id, Cause: byHand("voucher:" + in.Body.Cause), Note: cleanNote(in.Body.Note)})
		if err == nil && o.Person != who {
			return errUnknown()
		}
		code, _ = s.voucherCode(&o)
		return err
	})
	if a != nil {
		a.Code = code
	}
	return a, err
}

type voucherUse struct {
	Body struct {
		Code  string `json:"code" minLength:"1" maxLength:"40"`
		Order string `json:"order,omitempty" doc:"an order that waits to be paid, from which it is taken off; left out: it is handed over at once"`
	}
}

// VoucherUsed says what was used.
type VoucherUsed struct {
	VoucherLine
	Off int64 `json:"off" doc:"what it took off the order, with tax"`
}

// useVoucher uses a voucher somebody shows: on an order, or for what is handed over.
func (s *Server) useVoucher(ctx context.Context, in *voucherUse, _ Tell) (a *VoucherUsed, err error) {
	var o loyalty.Voucher
	_, err = s.change(ctx, mutation{verb: "voucher-use", made: func() string { return VoucherID(o.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		if o, err = t.VoucherOfCode(ctx, loyalty.Hash(in.Body.Code)); err != nil {
			return notFound(err, "there is no voucher of this code; look at the letters once more")
		}
		r, err := t.Reward(ctx, o.Reward)
		if err != nil {
			return err
		}
		off, order, err := s.takeOff(ctx, t, &o, &r, in.Body.Order)
		if err != nil {
			return pointsRefused(err)
		}
		if err := t.UseVoucher(ctx, o.ID, order); err != nil {
			return pointsRefused(notUsed(err))
		}
		if o, err = t.Voucher(ctx, o.ID); err != nil {
			return err
		}
		lines, err := voucherLines(ctx, &t.View, []loyalty.Voucher{o}, nil)
		if err == nil {
			a = &VoucherUsed{lines[0], off}
		}
		return err
	}}, nil)
	return a, err
}

func notUsed(err error) error {
	if errors.Is(err, store.ErrConflict) {
		return loyalty.ErrUsed
	}
	return err
}

// takeOff takes what a voucher is worth off an order; without one, it only looks whether it can be used.
func (s *Server) takeOff(ctx context.Context, t *store.Tx, o *loyalty.Voucher, r *loyalty.Reward, shown string) (off, order int64, err error) {
	who, err := accountOf(ctx, &t.View, o.Person)
	if absent(err) != nil {
		return 0, 0, err
	}
	o.Person = who
	if shown == "" {
		return 0, 0, o.Usable(r, who, t.Now()) // who shows it has it
	}
	ref, err := parseRef(shown)
	if err != nil || ref.Type != record.Order {
		return 0, 0, orElse(err, missing("there is no such order, or it is not among those you may see"))
	}
	is, err := t.Record(ctx, reach(ctx, record.Order, auth.Update), record.Order, ref.ID)
	if err != nil {
		return 0, 0, notFound(err, "there is no such order, or it is not among those you may see")
	}
	if status := is.Values.Text("status"); status != sale.Draft && status != sale.Confirmed || is.DeletedAt != 0 {
		return 0, 0, refused(http.StatusConflict, 0, "a voucher is used on an order that is not paid yet")
	}
	if err := o.Usable(r, is.Values.Int("person"), t.Now()); err != nil {
		return 0, 0, err
	}
	lines, _ := is.Values["lines"].([]record.Line)
	discount, off, err := counter.TakeOff(lines, is.Values.Int("discount"), r.Product, r)
	if err == nil {
		_, err = t.Update(ctx, reach(ctx, record.Order, auth.Update), record.Order, is.ID, record.Values{"discount": discount}, 0)
	}
	return off, is.ID, err
}

type voucherBack struct {
	ID   string `path:"id"`
	Body *struct {
		Reason string `json:"reason,omitempty" maxLength:"300" doc:"why, for the trail"`
	}
}

// giveBackVoucher ends a voucher nobody used, and gives its points back.
func (s *Server) giveBackVoucher(ctx context.Context, in *voucherBack, _ Tell) (a *VoucherLine, err error) {
	id, err := ParseVoucherID(in.ID)
	if err != nil {
		return nil, err
	}
	reason := ""
	if in.Body != nil {
		reason = cleanNote(in.Body.Reason)
	}
	_, err = s.change(ctx, mutation{verb: "voucher-return", target: in.ID, reason: reason, also: func(ctx context.Context, t *store.Tx) error {
		o, err := t.Voucher(ctx, id)
		if err != nil {
			return notFound(err, "there is no voucher %s", in.ID)
		}
		if err = s.returnVoucher(ctx, t, &o); errors.Is(err, store.ErrConflict) {
			return refused(http.StatusConflict, 0, "this voucher was used, or its points were given back, and cannot be returned")
		}
		if err != nil {
			return err
		}
		if o, err = t.Voucher(ctx, id); err != nil {
			return err
		}
		lines, err := voucherLines(ctx, &t.View, []loyalty.Voucher{o}, nil)
		if err == nil {
			a = &lines[0]
		}
		return err
	}}, nil)
	return a, err
}
