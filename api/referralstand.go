package api

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/netip"
	"strings"

	"banhda/auth"
	"banhda/delight/referral"
	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/timeline"
	"banhda/store"
	"banhda/warehouse"
	"banhda/wheel"
)

// referralCase is a referral with what is known of it at a moment.
type referralCase struct {
	referral.Referral
	facts referral.Facts
	terms referral.Definition // of the version it goes by
	look  referral.Look
}

// referralCase reads what is known of a referral: what the friend bought and gave back is read from the log anew each time, so
// that whatever is known by then counts, in whatever order it came.
func (s *Server) referralCase(ctx context.Context, id int64) (c *referralCase, err error) {
	c = &referralCase{}
	var now referral.Definition
	err = s.Records.View(ctx, func(v *store.View) error {
		if c.Referral, err = v.Referral(ctx, id); err != nil {
			return err
		}
		is, err := v.ReferralVersion(ctx, c.Version)
		if err != nil {
			return err
		}
		p, err := v.ReferralProgramme(ctx)
		if err != nil {
			return err
		}
		c.terms, now = is.Content, is.Content
		if p.Published != c.Version {
			is, err = v.ReferralVersion(ctx, p.Published)
			now = is.Content
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	c.facts = referral.Facts{AcceptedAt: c.AcceptedAt, Self: c.Referrer == c.Friend && c.Friend != 0, Gone: c.Referrer == 0 || c.Friend == 0}
	if c.facts.Gone {
		return c, nil
	}
	first, err := s.readDeeds(ctx, c)
	if err != nil {
		return nil, err
	}
	return c, s.Records.View(ctx, func(v *store.View) error { return s.compare(ctx, v, c, &now, first) })
}

// readDeeds reads what the friend bought, and gives the code they accepted first by.
func (s *Server) readDeeds(ctx context.Context, c *referralCase) (first string, err error) {
	cut, err := s.readCut(ctx, Reading{})
	if err != nil {
		return "", err
	}
	w, err := s.workspace(ctx)
	if err != nil {
		return "", err
	}
	past, _, err := s.Warehouse.Person(ctx, cut, warehouse.TimelineQuestion{Person: c.Friend, Limit: mostTouches})
	if err != nil {
		return "", absentEvents(err)
	}
	var deeds []referral.Deed
	for i := range past.Events { // the newest first
		e := &past.Events[i]
		if e.Name == wheel.ReferralAccepted {
			first = timeline.Referral(timeline.PropertiesOf(e.Properties))
		}
		if d, ok := saleDeed(e, w.Currency); ok {
			deeds = append(deeds, d)
			c.facts.Undone = c.facts.Undone || d.Kind == referral.Undone && d.Sale != "" && d.Sale == c.Sale
		}
		c.look.Friend.KnownSince = e.At
	}
	c.facts.Purchases = referral.Purchases(deeds)
	return first, nil
}

func absentEvents(err error) error {
	if errors.Is(err, flow.ErrNotFound) {
		return nil
	}
	return err
}

// saleDeed is what an event says of a purchase. What was paid in another currency is worth nothing here: it cannot be compared.
func saleDeed(e *warehouse.TimelineEvent, currency string) (d referral.Deed, ok bool) {
	d = referral.Deed{ID: e.ID, Sale: e.Sale, At: e.At}
	if e.HasValue && e.Currency == currency {
		d.Value = e.Value
	}
	switch {
	case e.Derived:
		return d, false
	case e.Meaning == wheel.Purchase:
		d.Kind = referral.Bought
	case e.Name == "Order Refunded":
		d.Kind = referral.Returned
	case e.Name == "Order Cancelled":
		d.Kind, d.Value = referral.Undone, 0
	}
	return d, d.Kind != 0
}

// compare looks for what speaks against a referral.
func (s *Server) compare(ctx context.Context, v *store.View, c *referralCase, now *referral.Definition, first string) (err error) {
	l := &c.look
	if l.Referrer, err = s.party(ctx, v, c.Referrer); err != nil {
		return err
	}
	known := l.Friend.KnownSince
	if l.Friend, err = s.party(ctx, v, c.Friend); err != nil {
		return err
	}
	l.Of, l.Friend.KnownSince = &c.Referral, known
	if l.Others, err = v.NearReferrals(ctx, &c.Referral, c.AcceptedAt-day24); err != nil {
		return err
	}
	l.Above, err = referral.Above(c.Referrer, func(who int64) (int64, error) {
		r, err := v.ReferralOf(ctx, who)
		return r.Referrer, absent(err)
	})
	if err != nil {
		return err
	}
	c.Findings = l.Find()
	c.Level = referral.Weigh(c.Findings)
	c.facts.Level, c.facts.Blocked = c.Level, now.BlocksAny(append(append([]string{c.Code}, l.Friend.Emails...), l.Friend.Phones...)...)
	if first == "" {
		return nil
	}
	by, err := v.Referrer(ctx, first)
	c.facts.Earlier = err == nil && by != c.Referrer && by != c.Friend
	return absent(err)
}

// party is one of the two, as far as they can be compared.
func (s *Server) party(ctx context.Context, v *store.View, who int64) (p referral.Party, err error) {
	profiles, err := v.ProfilesOf(ctx, []int64{who})
	if err != nil {
		return p, err
	}
	for _, one := range profiles {
		switch one.Key.Kind {
		case person.Email:
			p.Emails = append(p.Emails, one.Key.Value)
		case person.Phone:
			p.Phones = append(p.Phones, one.Key.Value)
		}
	}
	is, err := personRecord(ctx, v, who)
	if absent(err) != nil {
		return p, err
	}
	p.Emails, p.Phones = append(p.Emails, is.Values.Text("email")), append(p.Phones, is.Values.Text("phone"))
	if at, ok := is.Values["address"].(map[string]any); ok {
		line, _ := at["line"].(string)
		ward, _ := at["ward"].(string)
		province, _ := at["province"].(string)
		p.Places = append(p.Places, line+ward+province)
	}
	if err := delivered(ctx, v, who, &p); err != nil {
		return p, err
	}
	if p.Devices, p.Seen, err = v.Sights(ctx, who); err != nil {
		return p, err
	}
	sessions, err := v.CustomerSessions(ctx, who)
	for _, one := range sessions {
		p.Seen = append(p.Seen, referral.Sight{Network: s.networkMark(one.Network), At: one.UsedAt}, referral.Sight{Network: s.networkMark(one.Network), At: one.CreatedAt})
	}
	return p, err
}

// delivered adds where somebody's orders went, as the notes on them say: first to whom, then lines of which each is a number, an
// address of mail, or a place.
func delivered(ctx context.Context, v *store.View, who int64, p *referral.Party) error {
	orders, err := ordersOf(ctx, v, who)
	for i := range orders {
		lines := strings.Split(orders[i].Values.Text("note"), "\n")
		for _, line := range lines[min(1, len(lines)):] {
			switch {
			case strings.Contains(line, "@"):
				p.Emails = append(p.Emails, line)
			case referral.FoldPhone(line) != "":
				p.Phones = append(p.Phones, line)
			case strings.Contains(line, ","): // street, ward, province
				p.Places = append(p.Places, line)
			}
		}
	}
	return err
}

// networkMark is by what a network is known to be the same, and cannot be read back: of IPv6 the half that is a house's.
func (s *Server) networkMark(address string) string {
	at, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	if at = at.Unmap(); at.Is6() {
		part, _ := at.Prefix(64) // of an address of 128 bits
		at = part.Addr()
	}
	mac := hmac.New(sha256.New, auth.NewKey(s.Secret, "referral networks"))
	mac.Write(at.AsSlice())
	return hex.EncodeToString(mac.Sum(nil)[:16])
}
