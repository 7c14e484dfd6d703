package capture

import (
	"strings"

	"github.com/tidwall/gjson"

	"banhda/hub/person"
	"banhda/wheel"
)

// describe gives the event its properties: the call's own, or of a group its traits, and beside them the name of a
// page, the address it lies at, and the campaign and the page people came from. Money, orders and referrers among them
// are read.
func (s *step) describe() error {
	own := s.said.properties
	if s.kind == Group {
		own = s.said.traits
	}
	p := &s.written
	p.into = append(make([]byte, 0, len(own.Raw)+room), '{')
	if own.IsObject() {
		p.own(own)
	}
	if s.kind == Page || s.kind == Screen {
		p.add("name", s.said.name)
		p.add("category", s.said.category)
	}
	if s.kind == Group {
		p.add("group_id", s.said.groupID)
	}
	s.origin(p)
	if len(p.into) > 1 {
		s.event.Properties = append(p.into, '}')
	}
	s.money(p)
	s.event.Sale, s.event.Team = text(p.order), text(p.team)
	if s.event.Campaign = text(p.campaign); s.event.Campaign == "" {
		s.event.Campaign = text(s.context.campaign.Get("name"))
	}
	if s.event.Name == wheel.ReferralAccepted {
		s.event.Referrer = p.referrer()
	}
	return nil
}

// room is about how much is added to a call's own properties.
const room = 160

// origin adds where it happened, and where people came from.
func (s *step) origin(p *properties) {
	if s.context.page.IsObject() {
		s.context.page.ForEach(func(key, v gjson.Result) bool {
			switch key.Str {
			case "url", "referrer":
				p.add(key.Str, v)
			case "path", "search", "title":
				if s.kind == Page {
					p.add(key.Str, v)
				}
			}
			return true
		})
	}
	if s.context.campaign.IsObject() {
		s.context.campaign.ForEach(func(key, v gjson.Result) bool {
			switch key.Str {
			case "source", "medium", "term", "content":
				p.add("utm_"+key.Str, v)
			case "name":
				p.add("utm_campaign", v)
			}
			return true
		})
	}
}

// properties are an event's while they are being written, and those of them that mean something to us.
type properties struct {
	into  []byte
	names []string // of those that could be added again

	revenue, total, value, currency, cost                gjson.Result
	order, team, campaign                                gjson.Result
	referrerID, referrerEmail, referrerPhone, referrerAt gjson.Result
}

// own takes over the call's own properties, byte for byte.
func (p *properties) own(v gjson.Result) {
	p.into = append(p.into[:0], strings.TrimSuffix(strings.TrimSpace(v.Raw), "}")...)
	empty := true
	v.ForEach(func(key, v gjson.Result) bool {
		empty = false
		if to := p.meant(key.Str); to != nil {
			*to = v
		}
		if addable(key.Str) {
			p.names = append(p.names, key.Str)
		}
		return true
	})
	if empty {
		p.into = append(p.into[:0], '{')
	}
}

func (p *properties) meant(name string) *gjson.Result {
	switch name {
	case "revenue":
		return &p.revenue
	case "total":
		return &p.total
	case "value":
		return &p.value
	case "currency":
		return &p.currency
	case "cost":
		return &p.cost
	case "order_id", "orderId": // the second is the Go client's
		return &p.order
	case "team":
		return &p.team
	case "campaign":
		return &p.campaign
	case "referrer_id":
		return &p.referrerID
	case "referrer_email":
		return &p.referrerEmail
	case "referrer_phone":
		return &p.referrerPhone
	case "referrer_anonymous_id":
		return &p.referrerAt
	}
	return nil
}

func addable(name string) bool {
	switch name {
	case "name", "category", "group_id", "url", "referrer", "path", "search", "title":
		return true
	}
	return strings.HasPrefix(name, "utm_")
}

// add adds a text that the call's own properties do not hold.
func (p *properties) add(name string, v gjson.Result) {
	if t := v.Type; t != gjson.String && t != gjson.Number || v.Raw == `""` {
		return
	}
	for _, n := range p.names {
		if n == name {
			return
		}
	}
	if len(p.into) > 1 {
		p.into = append(p.into, ',')
	}
	p.into = append(append(append(append(p.into, '"'), name...), `":`...), v.Raw...)
}

// referrer is who a Referral Accepted names; nil for nobody.
func (p *properties) referrer() *person.Key {
	for _, k := range [...]struct {
		kind string
		v    gjson.Result
	}{{person.UserID, p.referrerID}, {person.Email, p.referrerEmail}, {person.Phone, p.referrerPhone}, {person.AnonymousID, p.referrerAt}} {
		if value := text(k.v); value != "" {
			return &person.Key{Kind: k.kind, Value: value}
		}
	}
	return nil
}
