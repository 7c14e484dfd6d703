package api

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"time"

	"banhda/auth"
	"banhda/drive/dispatch"
	"banhda/hub/consent"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// rulesSetting keeps the house's rules of sending, as JSON.
const rulesSetting = "sending"

func readRules(ctx context.Context, v *store.View) (r gate.Rules, err error) {
	body, err := v.Setting(ctx, rulesSetting)
	if err != nil {
		return gate.Standard(), absent(err)
	}
	return r, json.Unmarshal([]byte(body), &r)
}

// acquainted is what has to be known of those who are to be written to, many at a time.
type acquainted struct {
	people     map[int64]record.Record // by the id they were known by
	keys       map[int64]person.Key    // by who they are now
	held       map[int64]consent.Held
	all        map[int64][]int64
	zalo       map[int64]string // ids at Zalo of those who have one, by who they are now
	bought     map[int64]bool   // of those to whom a promotion goes by Zalo
	day        map[consent.Channel]map[string][]int64
	suppressed map[consent.Channel]map[string]gate.Suppression // by address
	listed     map[consent.Channel]map[string]bool             // numbers on the Do-Not-Call list
	checked    map[consent.Channel]string                      // the day that list is of
	campaigns  map[int64]string
	rules      gate.Rules
	workspace  Workspace
	zone       *time.Location
	mail       mailSettings
	now        int64
}

// learn reads what is known of those to whom messages go.
func (s *Server) learn(ctx context.Context, v *store.View, list []message.Message) (k *acquainted, err error) {
	k = &acquainted{now: v.Now(), keys: map[int64]person.Key{}, zalo: map[int64]string{}, day: map[consent.Channel]map[string][]int64{}, suppressed: map[consent.Channel]map[string]gate.Suppression{}, campaigns: map[int64]string{}}
	if err := k.house(ctx, v); err != nil {
		return nil, err
	}
	ids := make([]int64, len(list))
	for i := range list {
		ids[i] = list[i].Person
	}
	if k.people, err = v.RecordsByID(ctx, auth.Everything, record.Person, ids); err != nil {
		return nil, err
	}
	if err := k.persons(ctx, v, idsNow(k.people)); err != nil {
		return nil, err
	}
	if err := s.addresses(ctx, v, k, list); err != nil {
		return nil, err
	}
	if err := k.buyers(ctx, v, list); err != nil {
		return nil, err
	}
	return k, k.plans(ctx, v, list)
}

func (k *acquainted) house(ctx context.Context, v *store.View) (err error) {
	if k.rules, err = readRules(ctx, v); err != nil {
		return err
	}
	if k.workspace, err = readWorkspace(ctx, v); err != nil {
		return err
	}
	if k.zone, err = loadZone("", k.workspace.Timezone); err != nil {
		return err
	}
	k.mail, err = readMail(ctx, v)
	return err
}

func (k *acquainted) persons(ctx context.Context, v *store.View, people []int64) (err error) {
	profiles, err := v.ProfilesOf(ctx, people)
	if err != nil {
		return err
	}
	for _, p := range profiles {
		if _, ok := k.keys[p.Person]; !ok {
			k.keys[p.Person] = p.Key
		}
		if p.Key.Kind == person.External+zaloSystem {
			k.zalo[p.Person] = p.Key.Value
		}
	}
	if k.held, err = v.HeldOf(ctx, people); err != nil {
		return err
	}
	k.all, err = v.AdvertisedTo(ctx, people, k.now-k.rules.Window().Microseconds())
	return err
}

// addresses reads what is known of the addresses themselves.
func (s *Server) addresses(ctx context.Context, v *store.View, k *acquainted, list []message.Message) error {
	by := map[consent.Channel][]string{}
	for i := range list {
		if a := k.address(&list[i]); a != "" {
			by[list[i].Channel] = append(by[list[i].Channel], a)
		}
	}
	for channel, addresses := range by {
		var err error
		if k.day[channel], err = v.Advertised(ctx, channel, addresses, k.now-day24); err != nil {
			return err
		}
		hashes := make([]string, len(addresses))
		for i, a := range addresses {
			hashes[i] = s.addressHash(channel, a)
		}
		found, err := v.Suppressed(ctx, hashes)
		if err != nil {
			return err
		}
		k.suppressed[channel] = map[string]gate.Suppression{}
		for i, a := range addresses {
			if why, ok := found[hashes[i]]; ok {
				k.suppressed[channel][a] = why
			}
		}
		if err := k.readListed(ctx, s, v, channel, addresses); err != nil {
			return err
		}
	}
	return nil
}

const day24 = int64(24 * time.Hour / time.Microsecond)

// buyers reads who of those a promotion goes to by Zalo bought something before.
func (k *acquainted) buyers(ctx context.Context, v *store.View, list []message.Message) (err error) {
	var ids []int64
	for i := range list {
		if m := &list[i]; m.Channel == consent.Zalo && m.Class == consent.Advertising {
			ids = append(ids, k.people[m.Person].ID)
		}
	}
	if len(ids) > 0 {
		k.bought, err = v.Bought(ctx, ids)
	}
	return err
}

// plans reads the names of campaigns.
func (k *acquainted) plans(ctx context.Context, v *store.View, list []message.Message) error {
	for i := range list {
		id := list[i].Campaign
		if _, known := k.campaigns[id]; known || id == 0 {
			continue
		}
		name, err := campaignName(ctx, v, id)
		if err != nil {
			return err
		}
		k.campaigns[id] = name
	}
	return nil
}

// addressHash is by which an address is known that wants nothing, also when whoever it is was forgotten.
func (s *Server) addressHash(channel consent.Channel, address string) string {
	mac := hmac.New(sha256.New, s.Secret)
	mac.Write([]byte("address\x00" + string(channel) + "\x00" + address))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:18])
}

// addressFields are where people's addresses on channels stand.
var addressFields = map[consent.Channel]string{consent.Email: "email", consent.SMS: "phone", consent.Call: "phone", consent.Zalo: "phone"}

// address is where a message goes; empty: there is none.
func (k *acquainted) address(m *message.Message) string {
	if to, ok := m.Data["to"].(string); ok && (m.Entry != 0 || ofSignIn(m)) { // an answer goes where they wrote from, a code where they say they are
		return to
	}
	a, _ := k.people[m.Person].Values[addressFields[m.Channel]].(string)
	if a == "" && m.Channel == consent.Zalo {
		return k.zalo[k.people[m.Person].ID]
	}
	return a
}

func (k *acquainted) flight(m *message.Message) flight {
	now := k.people[m.Person].ID
	return flight{Message: *m, person: cmp.Or(now, m.Person), key: k.keys[now], address: k.address(m), campaign: k.campaigns[m.Campaign], checked: k.checked[m.Channel]}
}

// zoneOf is somebody's own, where it is known, else the company's.
func zoneOf(r *record.Record, company *time.Location) *time.Location {
	for _, key := range []string{record.TimeZone, "timezone"} { // the second: as companies called a field of their own
		name := r.Values.Text(key)
		if zone, err := time.LoadLocation(name); err == nil && name != "" {
			return zone
		}
	}
	return company
}

// ask is what the gate has to know of a message.
func (k *acquainted) ask(m *message.Message) gate.Ask {
	r, there := k.people[m.Person]
	address := k.address(m)
	return gate.Ask{Class: m.Class, Channel: m.Channel, Purpose: m.Purpose, Held: k.held[r.ID], Erased: !there || k.keys[r.ID].Erased(), Address: address != "",
		Suppressed: k.suppressed[m.Channel][address], DoNotCall: k.listed[m.Channel][address], Bought: k.bought[r.ID],
		Day: k.day[m.Channel][address], All: k.all[r.ID], Now: k.now, Zone: zoneOf(&r, k.zone), Rules: k.rules}
}

// apart is when a message is looked at again where another one is on its way to the same person.
const apart = int64(time.Second / time.Microsecond)

// judge asks the gate about messages that were claimed, and makes those ready that may go.
func (o *outgoing) judge(ctx context.Context, claimed []message.Message) (out []dispatch.Outgoing, fates []message.Fate, err error) {
	var k *acquainted
	var l *letters
	err = o.s.Records.View(ctx, func(v *store.View) error {
		if k, err = o.s.learn(ctx, v, claimed); err != nil {
			return err
		}
		if l, err = o.s.letters(ctx, v, claimed); err != nil {
			return err
		}
		l.people, err = addressed(ctx, v, k.people, k.held, nil)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	for i := range claimed {
		m := &claimed[i]
		verdict := gate.Decide(k.ask(m))
		f := k.flight(m)
		switch {
		case !o.board(f):
			fates = append(fates, message.Fate{ID: m.ID, State: message.Queued, At: k.now + apart})
		case verdict.Decision == gate.Refuse:
			fates = append(fates, message.Fate{ID: m.ID, State: message.Refused, Reason: verdict.Reason, At: k.now})
		case verdict.Decision == gate.Hold:
			fates = append(fates, message.Fate{ID: m.ID, State: message.Held, Reason: verdict.Reason, At: verdict.Until})
		default:
			out = append(out, dispatch.Outgoing{ID: m.ID, Send: func(ctx context.Context) message.Fate { return o.send(ctx, k, l, &f, verdict.Label) }})
		}
	}
	return out, fates, nil
}
