package api

import (
	"context"
	"fmt"
	"slices"
	"time"

	"banhda/auth"
	"banhda/delight/loyalty"
	"banhda/drive/follow"
	"banhda/hub/calendar"
	sale "banhda/hub/order"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
	"banhda/wheel"
)

const loyaltyFollower = "loyalty"

// refundedOrder is the event by which other systems tell that a purchase went back.
const refundedOrder = "Order Refunded"

// loyaltyKeeper gives points for what happens, and takes them back for what is taken back. Orders are heard of by their records,
// which say what is so now, however late they are paid; what other systems tell, by its event.
func (s *Server) loyaltyKeeper() follow.Consumer {
	wants := func(ctx context.Context) (w follow.Wants, err error) {
		err = s.Records.View(ctx, func(v *store.View) error {
			_, _, published, err := v.LoyaltyProgram(ctx)
			w = follow.Wants{Changes: published > 0, Events: published > 0}
			return err
		})
		return w, err
	}
	return follow.Consumer{Name: loyaltyFollower, Wants: wants, Take: s.hearForPoints}
}

// occasion is something that may earn points.
type occasion struct {
	person int64
	event  string // empty: an order of the records
	about  string
	id     string // of the event, or of the change: what makes it one
	at     int64
	order  *record.Record
	worth  int64 // of an event
	wished bool  // on their birthday
	kept   bool  // what is left of a purchase that was told before is worth this much
}

func (s *Server) hearForPoints(ctx context.Context, b *follow.Batch) error {
	list, err := s.ordersChanged(ctx, b.Changes)
	if err != nil {
		return err
	}
	for i := range b.Events {
		list = append(list, heardEvent(&b.Events[i])...)
	}
	if len(list) == 0 {
		return nil
	}
	facts, err := s.factsOf(ctx, list)
	if err != nil {
		return err
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		h, err := readLoyalty(ctx, &t.View)
		for i := 0; i < len(list) && err == nil; i++ {
			err = s.reward(ctx, t, &h, &list[i], facts)
		}
		return orElse(err, t.SetFollowed(ctx, loyaltyFollower, b.Place))
	})
}

// heardEvent is what an event may earn points for. Of orders that stand in the records only other rules hear: their worth is heard of
// by the record itself.
func heardEvent(e *follow.Event) []occasion {
	if e.Person == 0 || e.Name == loyalty.EarnedEvent || e.Name == loyalty.TierEvent {
		return nil
	}
	h := occasion{person: e.Person, event: e.Name, about: "event:" + e.ID, id: e.ID, at: e.At}
	if e.Source == "records" || !e.HasValue {
		return []occasion{h}
	}
	if e.Sale != "" {
		h.about = "sale:" + e.Sale
	}
	switch {
	case e.Meaning == wheel.Purchase:
		h.worth = e.Value
	case e.Name == refundedOrder && e.Sale != "":
		h.worth, h.kept = e.Value, true
	}
	return []occasion{h}
}

// ordersChanged are the orders that changed, as they are now. Those of an import count where whoever imported them asked for that.
func (s *Server) ordersChanged(ctx context.Context, changes []record.Change) (list []occasion, err error) {
	last, acts := map[int64]record.Change{}, []int64{}
	for _, c := range changes {
		if c.Type == record.Order {
			last[c.Record] = c
			acts = append(acts, c.Act)
		}
	}
	if len(last) == 0 {
		return nil, nil
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		quiet, err := quietActs(ctx, v, acts)
		if err != nil {
			return err
		}
		for id, c := range last {
			r, err := v.Record(ctx, auth.Everything, record.Order, id)
			if absent(err) != nil {
				return err
			}
			if err == nil && !quiet[c.Act] {
				list = append(list, occasion{person: r.Values.Int("person"), about: "order:" + refID(record.Ref{Type: record.Order, ID: id}), id: fmt.Sprint(c.ID), at: c.At, order: &r})
			}
		}
		return nil
	})
	slices.SortFunc(list, func(a, b occasion) int { return int(a.order.ID - b.order.ID) })
	return list, err
}

// quietActs are those of imports that are to set nothing off, and that by which the sample company was made.
func quietActs(ctx context.Context, v *store.View, ids []int64) (quiet map[int64]bool, err error) {
	slices.Sort(ids)
	acts, err := v.ActsByID(ctx, slices.Compact(ids))
	quiet = map[int64]bool{}
	for id, a := range acts {
		if a.Verb == sampleVerb {
			quiet[id] = true
		}
		if a.Verb != importVerb || err != nil {
			continue
		}
		number, bad := ParseImportID(a.Target)
		i, missing := v.Import(ctx, number)
		quiet[id] = bad != nil || missing != nil || !i.News
	}
	return quiet, err
}

// facts are what is known of people whom rules ask about, before anything is written: of each condition, who fulfils it.
type facts map[string]map[int64]bool

func (s *Server) factsOf(ctx context.Context, list []occasion) (facts, error) {
	var people []int64
	var conditions []string
	err := s.Records.View(ctx, func(v *store.View) error {
		h, err := readLoyalty(ctx, v)
		for i := range list {
			if p := h.at(list[i].at); p != nil && list[i].person != 0 {
				people, conditions = append(people, list[i].person), append(conditions, p.Conditions()...)
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.fitFacts(ctx, conditions, people)
}

func (s *Server) fitFacts(ctx context.Context, conditions []string, people []int64) (facts, error) {
	slices.Sort(people)
	slices.Sort(conditions)
	people, known := slices.Compact(people), facts{}
	ctx = auth.With(ctx, systemActor)
	for _, where := range slices.Compact(conditions) {
		fit, err := s.fitting(ctx, where, people)
		if err != nil {
			s.Logger.Error("a rule of the loyalty programme asks what cannot be answered; nobody fulfils it", "condition", where, "error", err)
		}
		known[where] = fit
	}
	return known, nil
}

// deedOf is what somebody did, with what is known of them.
func deedOf(ctx context.Context, v *store.View, h *loyaltyHouse, is *occasion, known facts) (d loyalty.Deed, err error) {
	d = loyalty.Deed{Day: calendar.DayOf(time.UnixMicro(is.at).In(h.zone)), Event: is.event, Worth: is.worth, Wished: is.wished, Fits: map[string]bool{}}
	for where, fit := range known {
		d.Fits[where] = fit[is.person]
	}
	m, err := v.PointsMember(ctx, is.person)
	if absent(err) != nil {
		return d, err
	}
	r, err := personRecord(ctx, v, is.person)
	if d.Tier = m.Tier; err != nil {
		return d, absent(err)
	}
	if born, err := calendar.ParseDay(r.Values.Text("birthday")); err == nil {
		lunar, _ := r.Values["birthday_lunar"].(bool)
		d.Birthday = loyalty.InBirthdayMonth(d.Day, born, lunar)
	}
	return d, nil
}

// reward gives or takes the points of what happened.
func (s *Server) reward(ctx context.Context, t *store.Tx, h *loyaltyHouse, is *occasion, known facts) error {
	p := h.at(is.at)
	if is.order != nil {
		if err := reopenVouchers(ctx, t, is.order); err != nil {
			return err
		}
	}
	if is.order != nil || is.kept {
		given, err := t.PostingsAbout(ctx, is.about)
		if err != nil {
			return err
		}
		if len(given) > 0 || is.kept {
			return adjust(ctx, t, h, is, given)
		}
		if is.order == nil || p == nil || !counts(is.order) {
			return nil
		}
		is.worth = p.Worth(is.order.Values)
	}
	if p == nil || is.person == 0 || is.order == nil && is.worth == 0 && !p.Listens(is.event) {
		return nil
	}
	if person, err := accountOf(ctx, &t.View, is.person); err != nil {
		return absent(err)
	} else {
		is.person = person
	}
	d, err := deedOf(ctx, &t.View, h, is, known)
	if err != nil {
		return err
	}
	_, err = s.giveAwards(ctx, t, h, p, is, &d)
	return err
}

// giveAwards gives what a deed earns, as far as limits allow, and says how many points that were.
func (s *Server) giveAwards(ctx context.Context, t *store.Tx, h *loyaltyHouse, p *loyalty.Program, is *occasion, d *loyalty.Deed) (given int64, err error) {
	for _, a := range p.Awards(d) {
		r := p.Rule(a.Rule)
		if times, since := r.Allows(is.at, h.zone); times > 0 {
			n, err := t.EarnedBy(ctx, is.person, r.Key, since)
			if err != nil {
				return given, err
			}
			if n >= int64(times) {
				continue
			}
		}
		e := earning{person: is.person, points: a.Points, cause: is.about + ":" + r.Key, about: is.about, rule: r.Key, at: is.at, opensAt: is.at}
		if r.By == loyalty.Amount {
			e.worth, e.opensAt = d.Worth, p.Opens(is.at)
		}
		if err := earn(ctx, t, h, e); err != nil {
			return given, err
		}
		given += a.Points
	}
	return given, nil
}

// wish gives somebody what the programme that holds gives for a birthday, once a year, and says how many points that were.
func (s *Server) wish(ctx context.Context, t *store.Tx, person int64) (given int64, err error) {
	h, err := readLoyalty(ctx, &t.View)
	if err != nil {
		return 0, err
	}
	p := h.at(t.Now())
	if p == nil || !p.Wishes() {
		return 0, errNoWish
	}
	if person, err = accountOf(ctx, &t.View, person); err != nil {
		return 0, err
	}
	known, err := s.fitFacts(ctx, p.Conditions(), []int64{person})
	if err != nil {
		return 0, err
	}
	is := &occasion{person: person, wished: true, at: t.Now()}
	d, err := deedOf(ctx, &t.View, &h, is, known)
	if err != nil {
		return 0, err
	}
	is.about = fmt.Sprintf("birthday:%s:%s", PersonID(person), d.Day) // two steps at once are one
	return s.giveAwards(ctx, t, &h, p, is, &d)
}

// errNoWish says that birthdays earn nothing.
var errNoWish = phrase.Sentencef("the loyalty programme gives no points for birthdays; add such a rule under Loyalty, Rules")

// counts reports whether an order earns points as it is.
func counts(r *record.Record) bool {
	return r.Values.Text("status") == sale.Completed && r.DeletedAt == 0 && r.Into == 0 && r.Values.Int("person") != 0
}

// adjust brings what was given for a purchase to what is left of it, rule by rule.
func adjust(ctx context.Context, t *store.Tx, h *loyaltyHouse, is *occasion, given []loyalty.Transaction) error {
	seen := map[string]bool{}
	for _, first := range given {
		if first.Kind != loyalty.Earn || first.Worth <= 0 || seen[first.Rule] {
			continue
		}
		seen[first.Rule] = true
		points, worth, left := -first.Sum(loyalty.Issued), first.Worth, int64(0)
		p := h.at(first.At)
		switch {
		case is.kept: // so much more went back
			left = worth - is.worth
			for _, g := range given {
				if g.Kind == loyalty.Reverse && g.Rule == first.Rule {
					left += g.Worth
				}
			}
		case p != nil && counts(is.order):
			left = min(p.Worth(is.order.Values), worth)
		}
		if err := adjustTo(ctx, t, h, is, &first, given, loyalty.Kept(points, worth, left), max(left, 0)); err != nil {
			return err
		}
	}
	return nil
}

// adjustTo takes back, or gives again, what is between what somebody still has of a purchase by a rule and what they are to have.
func adjustTo(ctx context.Context, t *store.Tx, h *loyaltyHouse, is *occasion, first *loyalty.Transaction, given []loyalty.Transaction, points, left int64) error {
	has, worth := int64(0), int64(0)
	var lots []int64
	for _, g := range given {
		if g.Rule != first.Rule {
			continue
		}
		has, worth = has-g.Sum(loyalty.Issued)-g.Sum(loyalty.Reversed), worth+g.Worth
		for _, l := range g.Lines {
			if g.Kind == loyalty.Earn && l.Lot != 0 {
				lots = append(lots, l.Lot)
			}
		}
	}
	cause := fmt.Sprintf("%s:%s:%s", is.about, first.Rule, is.id)
	switch {
	case points > has:
		p := h.at(first.At)
		if p == nil {
			return nil
		}
		return earn(ctx, t, h, earning{person: first.Person, points: points - has, cause: cause, about: is.about, rule: first.Rule, worth: left - worth, at: first.At, opensAt: p.Opens(first.At)})
	case points < has:
		all, err := t.LotsAbout(ctx, is.about)
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(l loyalty.Lot) bool { return !slices.Contains(lots, l.ID) })
		return takeBack(ctx, t, h, all, taking{points: has - points, cause: cause, about: is.about, rule: first.Rule, worth: worth - left})
	}
	return nil
}

// reopenVouchers gives back the vouchers that were used on an order that is cancelled.
func reopenVouchers(ctx context.Context, t *store.Tx, r *record.Record) error {
	if r.Values.Text("status") != sale.Cancelled {
		return nil
	}
	_, err := t.ReopenVouchers(ctx, r.ID)
	return err
}
