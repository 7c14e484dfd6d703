package gate

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"banhda/hub/consent"
)

var vietnam = time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)

// at is an instant of 23 November 2026 in Vietnam.
func at(hour, minute int) int64 {
	return time.Date(2026, 11, 23, hour, minute, 0, 0, vietnam).UnixMicro()
}

func agreed(c consent.Channel, s consent.State) consent.Held {
	return consent.Held{consent.Key{Channel: c, Purpose: consent.Marketing}: {State: s}}
}

// advert is an advertisement that may go.
func advert(c consent.Channel) Ask {
	return Ask{Class: consent.Advertising, Channel: c, Held: agreed(c, consent.Given), Address: true, Now: at(10, 0), Zone: vietnam, Rules: Standard()}
}

// TestTheLaw quotes the article each rule comes from.
func TestTheLaw(t *testing.T) {
	const (
		go_, hold, refuse = Go, Hold, Refuse
		sms, mail, call   = consent.SMS, consent.Email, consent.Call
	)
	lawOnly := func(a *Ask) { a.Rules.Quiet, a.Rules.Most = Span{}, 0 }
	for _, c := range []struct {
		name    string
		channel consent.Channel
		with    func(*Ask)
		want    Decision
		reason  Reason
		article string
		until   int64
	}{
		{"advertising to who agreed", mail, nil, go_, "", "", 0},
		{"advertising to who never agreed", mail, func(a *Ask) { a.Held = nil }, refuse, "no-consent", "Law 91/2025/QH15, art. 28", 0},
		{"advertising to who has not confirmed", mail, func(a *Ask) { a.Held = agreed(mail, consent.Pending) }, refuse, "unconfirmed", "Law 91/2025/QH15, art. 28", 0},
		{"advertising to who withdrew", mail, func(a *Ask) { a.Held = agreed(mail, consent.Withdrawn) }, refuse, "withdrawn", "Law 91/2025/QH15, art. 28", 0},
		{"consent for one channel is none for another", sms, func(a *Ask) { a.Held = agreed(mail, consent.Given) }, refuse, "no-consent", "Law 91/2025/QH15, art. 28", 0},
		{"somebody erased, whatever the class", mail, func(a *Ask) { a.Erased, a.Class = true, consent.Transactional }, refuse, "erased", "Law 91/2025/QH15, art. 14", 0},
		{"a number on the Do-Not-Call list, though they agreed", sms, func(a *Ask) { a.DoNotCall = true }, refuse, DoNotCall, "Decree 91/2020/NĐ-CP, art. 7", 0},
		{"a call to a number on the list", call, func(a *Ask) { a.DoNotCall = true }, refuse, DoNotCall, "Decree 91/2020/NĐ-CP, art. 7", 0},
		{"the list says nothing of e-mail", mail, func(a *Ask) { a.DoNotCall = true }, go_, "", "", 0},
		{"care by SMS to a number on the list", sms, func(a *Ask) { a.DoNotCall, a.Class = true, consent.Care }, go_, "", "", 0},
		{"a third SMS in 24 hours", sms, func(a *Ask) { a.Day = []int64{at(8, 0), at(9, 0)} }, go_, "", "", 0},
		{"a fourth SMS in 24 hours", sms, func(a *Ask) { a.Day = []int64{at(9, 30), at(8, 0), at(9, 0)}; lawOnly(a) }, hold, DayCap, "Decree 91/2020/NĐ-CP, art. 13", at(8, 0) + day},
		{"a fourth e-mail in 24 hours", mail, func(a *Ask) { a.Day = []int64{at(8, 0), at(9, 0), at(9, 30)}; lawOnly(a) }, hold, DayCap, "Decree 91/2020/NĐ-CP, art. 13", at(8, 0) + day},
		{"a second call in 24 hours", call, func(a *Ask) { a.Day = []int64{at(9, 0)}; lawOnly(a) }, hold, DayCap, "Decree 91/2020/NĐ-CP, art. 13", at(9, 0) + day},
		{"an SMS before seven", sms, func(a *Ask) { a.Now = at(6, 59); lawOnly(a) }, hold, Hours, "Decree 91/2020/NĐ-CP, art. 13", at(7, 0)},
		{"a promotion by Zalo to who bought", consent.Zalo, func(a *Ask) { a.Bought = true }, go_, "", "", 0},
		{"a promotion by Zalo to who never bought", consent.Zalo, nil, refuse, NotBought, "", 0},
		{"care by Zalo to who never bought", consent.Zalo, func(a *Ask) { a.Class = consent.Care }, go_, "", "", 0},
		{"a promotion by Zalo before eight", consent.Zalo, func(a *Ask) { a.Bought, a.Now = true, at(7, 30); lawOnly(a) }, hold, ChannelHours, "", at(8, 0)},
		{"a promotion by Zalo counts among all channels", consent.Zalo, func(a *Ask) {
			a.Bought = true
			for i := range a.Rules.Most {
				a.All = append(a.All, at(9, i))
			}
		}, hold, Frequency, "", at(9, 0) + 7*day},
		{"an SMS at seven", sms, func(a *Ask) { a.Now = at(7, 0); lawOnly(a) }, go_, "", "", 0},
		{"an SMS at half past ten at night", sms, func(a *Ask) { a.Now = at(22, 30); lawOnly(a) }, hold, Hours, "Decree 91/2020/NĐ-CP, art. 13", at(7, 0) + day},
		{"an SMS just before ten at night", sms, func(a *Ask) { a.Now = at(21, 59); lawOnly(a) }, go_, "", "", 0},
		{"a call in the evening", call, func(a *Ask) { a.Now = at(17, 0); lawOnly(a) }, hold, Hours, "Decree 91/2020/NĐ-CP, art. 13", at(8, 0) + day},
		{"an e-mail at night, where the house has no quiet hours", mail, func(a *Ask) { a.Now = at(23, 0); lawOnly(a) }, go_, "", "", 0},
		{"the recipient's day counts: 10:00 in Vietnam is 04:00 in Paris", sms, func(a *Ask) { a.Zone = time.FixedZone("Europe/Paris", 3600); lawOnly(a) }, hold, Hours, "Decree 91/2020/NĐ-CP, art. 13", at(13, 0)},
		{"a cap that is free at night waits for the morning", sms, func(a *Ask) {
			a.Now, a.Rules.SMSADay, a.Day = at(21, 59), 1, []int64{at(22, 40) - day}
			lawOnly(a)
		}, hold, Hours, "Decree 91/2020/NĐ-CP, art. 13", at(7, 0) + day},
		{"a code somebody asked for, at night, without consent", sms, func(a *Ask) { a.Class, a.Held, a.Now = consent.Transactional, nil, at(23, 0) }, go_, "", "", 0},
		{"care without consent", mail, func(a *Ask) { a.Class, a.Held = consent.Care, nil }, go_, "", "", 0},
		{"care waits for quiet hours", mail, func(a *Ask) { a.Class, a.Now = consent.Care, at(23, 0) }, hold, Quiet, "", at(8, 0) + day},
		{"quiet hours of the house", mail, func(a *Ask) { a.Now = at(21, 0) }, hold, Quiet, "", at(8, 0) + day},
		{"the law's hours and the house's together", sms, func(a *Ask) { a.Now = at(22, 30) }, hold, Quiet, "", at(8, 0) + day},
		{"an eighth advertisement in a week over all channels", mail, func(a *Ask) {
			for i := range int64(7) {
				a.All = append(a.All, at(9, 0)-i*day)
			}
		}, hold, Frequency, "", at(9, 0) + day},
		{"a dead address, whatever the class", mail, func(a *Ask) { a.Suppressed, a.Class = Bounced, consent.Transactional }, refuse, "bounced", "", 0},
		{"who complained gets no advertising", mail, func(a *Ask) { a.Suppressed = Complained }, refuse, "complained", "Decree 91/2020/NĐ-CP, art. 13", 0},
		{"nor care", mail, func(a *Ask) { a.Suppressed, a.Class = Complained, consent.Care }, refuse, "complained", "Decree 91/2020/NĐ-CP, art. 13", 0},
		{"but their receipt", mail, func(a *Ask) { a.Suppressed, a.Class = Complained, consent.Transactional }, go_, "", "", 0},
		{"an address that unsubscribed", mail, func(a *Ask) { a.Suppressed = Unsubscribed }, refuse, "unsubscribed", "Decree 91/2020/NĐ-CP, art. 13", 0},
		{"somebody without an address", sms, func(a *Ask) { a.Address = false }, refuse, NoAddress, "", 0},
		{"a purpose refused by itself", mail, func(a *Ask) {
			a.Purpose = "newsletter"
			a.Held[consent.Key{Channel: mail, Purpose: "newsletter"}] = consent.Standing{State: consent.Withdrawn}
		}, refuse, "withdrawn", "Law 91/2025/QH15, art. 28", 0},
	} {
		a := advert(c.channel)
		if c.with != nil {
			c.with(&a)
		}
		got := Decide(a)
		if got.Decision != c.want || got.Reason != c.reason || got.Reason.Article() != c.article || got.Until != c.until {
			t.Errorf("%s: %s until %s because %q (%s); want %s until %s because %q (%s)", c.name, got.Decision, shown(got.Until), got.Reason, got.Reason.Article(),
				c.want, shown(c.until), c.reason, c.article)
		}
	}
}

const day = int64(24 * time.Hour / time.Microsecond)

func shown(at int64) string { return time.UnixMicro(at).In(vietnam).Format("02 15:04") }

// TestLabels: articles 15 and 19 of Decree 91/2020.
func TestLabels(t *testing.T) {
	for channel, want := range map[consent.Channel]string{consent.SMS: "[QC]", consent.Email: "[QC]", consent.Zalo: ""} {
		if got := Decide(advert(channel)); got.Label != want {
			t.Errorf("advertising by %s begins with %q", channel, got.Label)
		}
	}
	a := advert(consent.SMS)
	a.Class = consent.Care
	if got := Decide(a); got.Label != "" {
		t.Errorf("care is labelled %q", got.Label)
	}
}

func TestRulesAreWithinTheLaw(t *testing.T) {
	if err := Standard().Check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Rules){
		"four SMS":         func(r *Rules) { r.SMSADay = 4 },
		"no e-mail at all": func(r *Rules) { r.EmailADay = 0 },
		"two calls":        func(r *Rules) { r.CallADay = 2 },
		"SMS at six":       func(r *Rules) { r.SMSHours.From = 6 * 60 },
		"SMS at midnight":  func(r *Rules) { r.SMSHours = Span{22 * 60, 7 * 60} },
		"calls at night":   func(r *Rules) { r.CallHours.To = 20 * 60 },
		"no days":          func(r *Rules) { r.Days = 0 },
		"another label":    func(r *Rules) { r.Label = "[Sale]" },
	} {
		r := Standard()
		if change(&r); r.Check() == nil {
			t.Errorf("%s is allowed", name)
		}
	}
}

// TestWhatIsHeldMayGoThen: whatever was sent and whenever it is asked, at the instant a verdict names nothing but time has
// passed, and the message may go; before it, it may not.
func TestWhatIsHeldMayGoThen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := advert(rapid.SampledFrom([]consent.Channel{consent.SMS, consent.Email, consent.Call, consent.Zalo}).Draw(t, "channel"))
		a.Now = at(0, 0) + rapid.Int64Range(0, 2*day).Draw(t, "now")
		a.Rules.Quiet = Span{rapid.IntRange(0, 1440).Draw(t, "quiet from"), rapid.IntRange(0, 1440).Draw(t, "to")}
		a.Rules.Most = rapid.IntRange(0, 4).Draw(t, "most")
		for _, ago := range rapid.SliceOfN(rapid.Int64Range(0, 8*day), 0, 6).Draw(t, "sent ago") {
			a.All = append(a.All, a.Now-ago)
			if ago < day {
				a.Day = append(a.Day, a.Now-ago)
			}
		}
		v := Decide(a)
		if v.Decision != Hold {
			return
		}
		then := a
		then.Now = v.Until
		// Quiet hours and a channel's hours may leave nothing of a day; then it is held on and on, which is what was set.
		if open := opens(a.Now, a.Zone, func(m int) bool {
			h, bounded := a.Rules.hours(a.Channel)
			return !a.Rules.Quiet.holds(m) && (!bounded || h.holds(m))
		}); open > a.Now+2*day-60e6 {
			return
		}
		if got := Decide(then); got.Decision != Go {
			t.Fatalf("held until %s, and then %s until %s because of %s", shown(v.Until), got.Decision, shown(got.Until), got.Reason)
		}
		then.Now = v.Until - 1
		if got := Decide(then); then.Now >= a.Now && got.Decision == Go {
			t.Fatalf("held until %s though it may go before", shown(v.Until))
		}
	})
}
