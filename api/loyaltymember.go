package api

import (
	"context"
	"strings"

	"banhda/auth"
	"banhda/delight/loyalty"
	"banhda/hub/record"
	"banhda/store"
)

// PointsBalance is what somebody has.
type PointsBalance struct {
	Available int64 `json:"available" doc:"what can be spent"`
	Pending   int64 `json:"pending" doc:"what waits for the return window to close"`
	Owed      int64 `json:"owed" doc:"what was taken back after it was spent; the next points pay it"`
}

func showBalance(b loyalty.Balance) PointsBalance {
	return PointsBalance{b.Available, b.Pending, b.Owed}
}

// LoyaltyMember is somebody with points.
type LoyaltyMember struct {
	Person string `json:"person"`
	Name   string `json:"name"`
	PointsBalance
	Tier  string `json:"tier" doc:"the key; empty: none"`
	Since string `json:"since" doc:"when they first had points"`
}

// LoyaltyMembers is a page of members within reach, in the order they became known.
type LoyaltyMembers struct {
	Members []LoyaltyMember `json:"members"`
	Cursor  *string         `json:"cursor"`
}

type pointsMembersQuestion struct {
	Tier   string `query:"tier" doc:"Only who has it, by its key."`
	Cursor string `query:"cursor"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

func (s *Server) listPointsMembers(ctx context.Context, in *pointsMembersQuestion, _ Tell) (*LoyaltyMembers, error) {
	a := &LoyaltyMembers{Members: []LoyaltyMember{}}
	after, err := readSerial(in.Cursor)
	if err != nil {
		return nil, err
	}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := v.PointsMembers(ctx, in.Tier, after, in.Limit)
		if err != nil {
			return err
		}
		if len(list) == in.Limit {
			a.Cursor = text(writeSerial(list[len(list)-1].Person))
		}
		var ids []int64
		for _, m := range list {
			ids = append(ids, m.Person)
		}
		people, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, ids)
		for _, m := range list {
			if r, ok := people[m.Person]; ok {
				a.Members = append(a.Members, LoyaltyMember{PersonID(m.Person), r.Name(), showBalance(m.Balance), m.Tier, showInstant(m.At)})
			}
		}
		return err
	})
}

// PointsEntry is one posting, as a person's page shows it.
type PointsEntry struct {
	ID        string         `json:"id"`
	Kind      loyalty.Kind   `json:"kind" enum:"earn,free,redeem,give_back,expire,reverse"`
	Available int64          `json:"available" doc:"so many more, or less, can be spent"`
	Pending   int64          `json:"pending"`
	Owed      int64          `json:"owed"`
	Rule      string         `json:"rule,omitempty" doc:"the key of the rule by which they were earned"`
	RuleName  *loyalty.Label `json:"rule_name,omitempty" doc:"as the rule was called then"`
	Version   int64          `json:"version,omitempty" doc:"of the programme they were earned by"`
	Thanks    string         `json:"thanks,omitempty" doc:"the cause under which they were thanked with it, for as long as that can be taken back"`
	Cause     string         `json:"cause"`
	Note      string         `json:"note,omitempty"`
	At        string         `json:"at"`
}

func showPosting(p *loyalty.Transaction) PointsEntry {
	return PointsEntry{ID: writeSerial(p.ID), Kind: p.Kind, Available: p.Sum(loyalty.Available), Pending: p.Sum(loyalty.Pending), Owed: -p.Sum(loyalty.Owed), Rule: p.Rule, Cause: p.Cause, Note: p.Note, At: showInstant(p.At)}
}

// fillEntry says by which version of the programme something was earned, and whether it is thanks that can be taken back.
func (h *loyaltyHouse) fillEntry(ctx context.Context, v *store.View, p *loyalty.Transaction, e *PointsEntry) error {
	if p.Kind != loyalty.Earn {
		return nil
	}
	if by := h.by(p); by != nil {
		if e.Version = by.Number; by.Content.Rule(p.Rule) != nil {
			e.RuleName = &by.Content.Rule(p.Rule).Name
		}
	}
	cause, ok := thanksCause(p.Cause)
	if !ok {
		return nil
	}
	lots, err := v.LotsAbout(ctx, p.Cause)
	if loyalty.Untouched(lots) {
		e.Thanks = cause
	}
	return err
}

// PersonPoints is what somebody has, and how they came to it.
type PersonPoints struct {
	PointsBalance
	Member    bool          `json:"member" doc:"they ever had points"`
	Tier      string        `json:"tier" doc:"the key; empty: none"`
	SureUntil string        `json:"sure_until,omitempty" doc:"until when they keep it, whatever they do"`
	Score     int64         `json:"score" doc:"what counts for the tier within twelve months: points, or minor units"`
	Expiring  []PointsDue   `json:"expiring" doc:"what lapses next, by day"`
	Opening   []PointsDue   `json:"opening" doc:"what becomes free, by day"`
	Entries   []PointsEntry `json:"entries" doc:"the last first"`
	Cursor    *string       `json:"cursor"`
	Vouchers  []VoucherLine `json:"vouchers"`
}

// PointsDue are points for which something happens at an instant.
type PointsDue struct {
	At     string `json:"at"`
	Points int64  `json:"points"`
}

type personPointsQuestion struct {
	ID     string `path:"id" doc:"The person's id."`
	Cursor string `query:"cursor"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

func (s *Server) personPoints(ctx context.Context, in *personPointsQuestion, _ Tell) (a *PersonPoints, err error) {
	before, err := readSerial(in.Cursor)
	if err != nil {
		return nil, err
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		p, err := personWithin(ctx, v, in.ID, auth.Read)
		if err != nil {
			return err
		}
		a, err = s.pointsOf(ctx, v, p.ID, before, in.Limit)
		return err
	})
	return a, err
}

func (s *Server) pointsOf(ctx context.Context, v *store.View, person, before int64, limit int) (*PersonPoints, error) {
	a := &PersonPoints{Entries: []PointsEntry{}, Vouchers: []VoucherLine{}}
	b, err := v.PointsBook(ctx, person)
	if err != nil {
		return a, err
	}
	a.PointsBalance = showBalance(b.Balance())
	a.Expiring, a.Opening = lotDues(b.Lots)
	m, err := v.PointsMember(ctx, person)
	if absent(err) != nil {
		return a, err
	}
	if a.Member, a.Tier = err == nil, m.Tier; m.Until > 0 {
		a.SureUntil = showInstant(m.Until)
	}
	h, err := readLoyalty(ctx, v)
	if err != nil {
		return a, err
	}
	if p := h.at(v.Now()); p != nil {
		if a.Score, err = scoreOf(ctx, v, &h, p, person); err != nil {
			return a, err
		}
	}
	list, err := v.Postings(ctx, person, before, limit)
	if err != nil {
		return a, err
	}
	for i := range list {
		e := showPosting(&list[i])
		if err := h.fillEntry(ctx, v, &list[i], &e); err != nil {
			return a, err
		}
		a.Entries = append(a.Entries, e)
	}
	if len(list) == limit {
		a.Cursor = text(writeSerial(list[limit-1].ID))
	}
	vouchers, err := v.Vouchers(ctx, person, 0, 0, mostVouchers)
	if err == nil {
		a.Vouchers, err = voucherLines(ctx, v, vouchers, nil)
	}
	return a, err
}

// lotDues sums lots up by the instant they lapse, and by that they become free, the first first.
func lotDues(lots []loyalty.Lot) (expiring, opening []PointsDue) {
	lapse, free := map[int64]int64{}, map[int64]int64{}
	for i := range lots {
		l := &lots[i]
		if l.Pending > 0 {
			free[l.OpensAt] += l.Pending
		}
		if l.Available > 0 && l.ExpiresAt > 0 {
			lapse[l.ExpiresAt] += l.Available
		}
	}
	return dues(lapse), dues(free)
}

func dues(by map[int64]int64) []PointsDue {
	list := []PointsDue{}
	for _, at := range sortedKeys(by) {
		list = append(list, PointsDue{showInstant(at), by[at]})
	}
	return list
}

// known finds who is meant: by an id within reach, or by an address or a number they are known by.
func (w *PointsWho) known(ctx context.Context, v *store.View, keys func() (int64, error)) (int64, error) {
	if w.Person != "" {
		p, err := personWithin(ctx, v, w.Person, auth.Read)
		return p.ID, err
	}
	if strings.TrimSpace(w.Email+w.Phone) == "" {
		return 0, errUnknown()
	}
	return keys()
}
