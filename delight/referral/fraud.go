package referral

import (
	"slices"
	"strings"

	"banhda/hub/person"
)

// Level is how much speaks against a referral.
type Level string

// The levels. What is high waits for somebody who looks.
const (
	None Level = "none"
	Low  Level = "low"
	High Level = "high"
)

// Levels are all there are.
var Levels = []Level{None, Low, High}

// Sign is one thing that may speak against a referral.
type Sign string

// The signs. None of them is a proof: a family shares an address, an office a network.
const (
	SameEmail   Sign = "same-email"   // but for dots and what stands after +
	SamePhone   Sign = "same-phone"   // as one stands with the other's orders or record
	SameDevice  Sign = "same-device"  // the browser the referrer was seen with
	ManyDevice  Sign = "many-device"  // other friends accepted in the same browser
	SameAddress Sign = "same-address" // goods go to where the referrer's went
	SameNetwork Sign = "same-network" // the referrer was there within the hour
	ManyNetwork Sign = "many-network" // several friends of the referrer accepted there within a day
	Ring        Sign = "ring"         // who refers was brought, over however many, by their friend
	Burst       Sign = "burst"        // many friends of the referrer within an hour
	Known       Sign = "known"        // we knew the friend before
)

// Signs are all there are, with what each weighs.
var Signs = map[Sign]int{SameEmail: 100, SamePhone: 100, Ring: 80, SameDevice: 60, ManyDevice: 40, SameAddress: 40, Burst: 30, SameNetwork: 30, ManyNetwork: 30, Known: 5}

// From how much on a level is reached.
const (
	lowFrom  = 20
	highFrom = 60
)

// Finding is a sign that was found, with what it weighs.
type Finding struct {
	Sign   Sign `json:"sign"`
	Weight int  `json:"weight"`
}

// Weigh is the level findings come to.
func Weigh(all []Finding) Level {
	sum := 0
	for _, f := range all {
		sum += f.Weight
	}
	switch {
	case sum >= highFrom:
		return High
	case sum >= lowFrom:
		return Low
	}
	return None
}

// Party is one of the two, as far as they can be compared.
type Party struct {
	Emails, Phones []string
	Devices        []string // by which their browsers are known
	Places         []string // where goods went
	Seen           []Sight
	KnownSince     int64 // microseconds
}

// Sight is that somebody was seen on a network. Networks are compared, never read.
type Sight struct {
	Network string
	At      int64 // microseconds
}

// Neighbour is another referral that may have to do with the one that is looked at: of the same referrer or of the same device.
type Neighbour struct {
	Referrer, Friend int64
	Device, Network  string
	At               int64 // microseconds
}

// Look is everything a referral is compared with.
type Look struct {
	Of               *Referral
	Referrer, Friend Party
	Others           []Neighbour
	Above            []int64 // who brought the referrer, who brought them, and so on
}

const (
	hour = int64(3600) * 1_000_000
	day  = 24 * hour
)

// What counts as many.
const (
	manyAtOnce  = 5 // friends within an hour
	manyAtPlace = 3 // friends on a network within a day
	knownBefore = 7 // days
)

// Find looks for what speaks against a referral.
func (l *Look) Find() (all []Finding) {
	for _, c := range []struct {
		sign Sign
		is   bool
	}{
		{SameEmail, shared(l.Referrer.Emails, l.Friend.Emails, FoldEmail)},
		{SamePhone, shared(l.Referrer.Phones, l.Friend.Phones, FoldPhone)},
		{SameDevice, l.Of.Device != "" && slices.Contains(l.Referrer.Devices, l.Of.Device)},
		{ManyDevice, l.count(func(o *Neighbour) bool { return o.Device != "" && o.Device == l.Of.Device }) > 0},
		{SameAddress, shared(l.Referrer.Places, l.Friend.Places, FoldPlace)},
		{SameNetwork, l.near()},
		{ManyNetwork, l.count(func(o *Neighbour) bool {
			return o.Referrer == l.Of.Referrer && o.Network != "" && o.Network == l.Of.Network && near(o.At, l.Of.AcceptedAt, day)
		}) >= manyAtPlace-1},
		{Ring, slices.Contains(l.Above, l.Of.Friend)},
		{Burst, l.count(func(o *Neighbour) bool { return o.Referrer == l.Of.Referrer && near(o.At, l.Of.AcceptedAt, hour) }) >= manyAtOnce-1},
		{Known, l.Friend.KnownSince > 0 && l.Friend.KnownSince < l.Of.AcceptedAt-knownBefore*day},
	} {
		if c.is {
			all = append(all, Finding{c.sign, Signs[c.sign]})
		}
	}
	return all
}

// near reports whether the referrer was on the network the friend accepted from, within an hour.
func (l *Look) near() bool {
	for _, s := range l.Referrer.Seen {
		if s.Network != "" && s.Network == l.Of.Network && near(s.At, l.Of.AcceptedAt, hour) {
			return true
		}
	}
	return false
}

func (l *Look) count(is func(*Neighbour) bool) (n int) {
	for i := range l.Others {
		if o := &l.Others[i]; o.Friend != l.Of.Friend && is(o) {
			n++
		}
	}
	return n
}

func near(a, b, within int64) bool { return max(a-b, b-a) <= within }

// shared reports whether two lists have something in common once folded.
func shared(a, b []string, fold func(string) string) bool {
	of := map[string]bool{}
	for _, s := range a {
		if f := fold(s); f != "" {
			of[f] = true
		}
	}
	for _, s := range b {
		if of[fold(s)] {
			return true
		}
	}
	return false
}

// FoldEmail is by what two addresses reach one mailbox: without what stands after +, and with Gmail without dots.
func FoldEmail(address string) string {
	local, host, ok := strings.Cut(strings.ToLower(strings.TrimSpace(address)), "@")
	if !ok {
		return ""
	}
	local, _, _ = strings.Cut(local, "+")
	if host == "googlemail.com" {
		host = "gmail.com"
	}
	if host == "gmail.com" {
		local = strings.ReplaceAll(local, ".", "")
	}
	return local + "@" + host
}

// FoldPhone is a number in the form the house keeps numbers in; empty where it is none.
func FoldPhone(number string) string {
	who := person.Identity{Phone: number}
	if keys, _ := who.Keys(); len(keys) == 1 {
		return keys[0].Value
	}
	return ""
}

// FoldPlace is by what two ways to write a place are the same: letters and digits, without marks. What is too short to be a place
// is none.
func FoldPlace(place string) string {
	var b strings.Builder
	for _, r := range person.Fold(place) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	if b.Len() < 8 {
		return ""
	}
	return b.String()
}

// BlocksAny reports whether one of some texts is blocked by a list of patterns, in which * stands for anything.
func (d *Definition) BlocksAny(texts ...string) bool {
	for _, pattern := range d.Blocks {
		for _, text := range texts {
			if text != "" && wild(pattern, strings.ToLower(text)) {
				return true
			}
		}
	}
	return false
}

// wild matches a text against a pattern.
func wild(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == text
	}
	if !strings.HasPrefix(text, parts[0]) {
		return false
	}
	text = text[len(parts[0]):]
	last := len(parts) - 1
	for _, part := range parts[1:last] {
		i := strings.Index(text, part)
		if i < 0 {
			return false
		}
		text = text[i+len(part):]
	}
	return strings.HasSuffix(text, parts[last])
}
