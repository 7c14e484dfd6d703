package storetest

import (
	"encoding/json"
	"errors"
	"testing"

	"banhda/auth"
	"banhda/delight/loyalty"
	"banhda/delight/onboarding"
	"banhda/delight/referral"
	"banhda/delight/review"
	"banhda/delight/share"
	"banhda/delight/survey"
	"banhda/drive/flow"
	"banhda/engage/appointment"
	"banhda/engage/lead"
	"banhda/engage/payment"
	"banhda/engage/quote"
	"banhda/hub/conversation"
	"banhda/store"
)

// made makes one of everything that goes by Unmake, about somebody.
func (b *bench) made(tx *store.Tx, who int64, key string) (m store.Made, err error) {
	note := func(into *[]int64, id int64, failed error) {
		*into = append(*into, id)
		if err == nil {
			err = failed
		}
	}
	id, failed := tx.AddQuote(b.ctx, quote.Quote{Person: who, Draft: quote.Content{Title: key}})
	note(&m.Quotes, id, failed)
	note(&m.Quotes, id, tx.AddQuoteVersion(b.ctx, quote.Version{Quote: id, Number: 1, PDF: []byte("%PDF")}))
	note(&m.Quotes, id, tx.AddQuoteEntry(b.ctx, quote.Entry{Quote: id, Kind: quote.WasMade}))
	id, failed = tx.AddPayment(b.ctx, payment.Entry{Order: who, Kind: payment.Received, Way: payment.Cash, Amount: 5, Key: key})
	note(&m.Payments, id, failed)
	c, failed := tx.AddConversation(b.ctx, conversation.Conversation{Person: who, State: conversation.Open, Channel: conversation.Chat})
	note(&m.Talks, c.ID, failed)
	e, failed := tx.AddEntry(b.ctx, conversation.Entry{Conversation: c.ID, Kind: conversation.In, Text: key})
	note(&m.Entries, e.ID, failed)
	id, failed = tx.AddBookingPage(b.ctx, appointment.Page{Key: key})
	note(&m.Pages, id, failed)
	id, failed = tx.AddAppointment(b.ctx, appointment.Appointment{Page: id, Person: who, Hosts: []int64{1}, State: appointment.Booked, UID: key, Answers: map[string]string{}})
	note(&m.Appointments, id, failed)
	id, failed = tx.AddSurvey(b.ctx, survey.Survey{Name: key, Draft: asksNPS})
	note(&m.Surveys, id, failed)
	v, failed := tx.PublishSurvey(b.ctx, id, asksNPS)
	note(&m.Surveys, id, failed)
	note(&m.Surveys, id, tx.InviteAll(b.ctx, []survey.Invitation{survey.Invite(&v, who, key, 0, 0)}))
	asked, failed := tx.Responses(b.ctx, store.ResponseFilter{Survey: id, High: -1, Limit: 9})
	note(&m.Invitations, asked[0].ID, failed)
	_, failed = tx.AddAnswer(b.ctx, survey.Answer{Invitation: asked[0].ID, Survey: id, Version: 1, Person: who, Score: 9, Said: map[string]string{}})
	note(&m.Surveys, id, failed)
	id, failed = tx.AddLead(b.ctx, lead.Lead{Person: who, Event: "Form Submitted"})
	note(&m.Leads, id, failed)
	id, failed = tx.AddOnboardingPlan(b.ctx, onboarding.Plan{Name: key, Draft: onboarding.Usual()})
	note(&m.Plans, id, failed)
	by, failed := tx.PublishOnboardingPlan(b.ctx, id)
	note(&m.Plans, id, failed)
	id, failed = tx.BeginOnboarding(b.ctx, onboarding.Run{Plan: by.Plan, Version: by.Number, Person: who, Cause: key, State: onboarding.Running})
	note(&m.Onboardings, id, failed)
	b.thanked(tx, who, key, &m, note)
	return m, err
}

// thanked makes the rest of it: points, friends and words. A programme is made where there is none yet.
func (b *bench) thanked(tx *store.Tx, who int64, key string, m *store.Made, note func(*[]int64, int64, error)) {
	if draft, edition, _, err := tx.LoyaltyProgram(b.ctx); edition == 0 {
		note(&m.Loyalty, 1, errors.Join(err, tx.SaveLoyaltyProgram(b.ctx, draft, 0), tx.PublishLoyaltyProgram(b.ctx, draft)))
	}
	if p, err := tx.ReferralProgramme(b.ctx); p.Edition == 0 {
		note(&m.Referring, 1, errors.Join(err, tx.SaveReferralProgramme(b.ctx, p)))
		_, failed := tx.PublishReferralProgramme(b.ctx, p.Draft)
		note(&m.Referring, 1, failed)
	}
	reward, failed := tx.SaveReward(b.ctx, loyalty.Reward{Offer: loyalty.Offer{Stock: -1}})
	note(&m.Rewards, reward, failed)
	id, failed := tx.AddVoucher(b.ctx, loyalty.Voucher{Person: who, Reward: reward, Cause: key})
	note(&m.Vouchers, id, failed)
	note(&m.Postings, b.point(tx, who, key), nil)
	note(&m.Members, who, nil)
	note(&m.Referrers, who, errors.Join(tx.AddReferralCode(b.ctx, key, who), tx.ReferralStep(b.ctx, who, "clicked", "2026-11-22")))
	id, failed = tx.AddReferral(b.ctx, referral.Referral{Version: 1, Code: key, Referrer: who, Friend: who + 1, AcceptedAt: 1})
	note(&m.Referrals, id, failed)
	note(&m.Referrals, id, tx.AddPayout(b.ctx, referral.Payout{Referral: id, Side: referral.OfReferrer, Person: who, State: referral.Given}))
	is, _, failed := tx.AddReview(b.ctx, review.Review{Touch: key, Person: who, State: review.Asked})
	note(&m.Reviews, is.ID, failed)
	id, failed = tx.AddShareKit(b.ctx, share.Kit{Name: key})
	note(&m.Kits, id, failed)
}

// point gives somebody one.
func (b *bench) point(tx *store.Tx, who int64, cause string) (id int64) {
	b.t.Helper()
	book, err := tx.PointsBook(b.ctx, who)
	b.ok(err)
	one, err := book.Earn(1, 0, 0, tx.Now())
	b.ok(err)
	one.Cause = cause
	id, err = tx.PostPoints(b.ctx, one)
	b.ok(err)
	return id
}

// left counts the rows of every table that Unmake takes something of.
func (b *bench) left() map[string]int {
	b.t.Helper()
	db, err := b.behind()
	b.ok(err)
	defer db.Close()
	rows := map[string]int{}
	for _, table := range []string{"quote", "quote_version", "quote_entry", "payment", "conversation", "conversation_entry", "booking_page", "appointment", "appointment_host",
		"survey", "survey_version", "survey_invitation", "survey_answer", "lead", "onboarding", "onboarding_plan", "onboarding_version",
		"loyalty_program", "loyalty_version", "loyalty_reward", "loyalty_voucher", "loyalty_member", "loyalty_lot", "loyalty_line", "loyalty_transaction",
		"referral_programme", "referral_version", "referral", "referral_reward", "referral_step", "referral_code", "review", "share_kit"} {
		var n int
		b.ok(db.Read.QueryRowContext(b.ctx, "SELECT COUNT(*) FROM "+table).Scan(&n))
		rows[table] = n
	}
	return rows
}

// unmade holds that what was made goes whole, that what others made stays, and with it what it hangs on.
func unmade(t *testing.T, b *bench) {
	b.founded(1, 2, 3)
	var mine, theirs store.Made
	b.act(func(tx *store.Tx) (err error) {
		theirs, err = b.made(tx, 2, "theirs")
		return err
	})
	before := b.left()
	b.act(func(tx *store.Tx) (err error) {
		mine, err = b.made(tx, 1, "mine")
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.Unmake(b.ctx, mine) })
	b.want("left", b.left(), before)

	b.act(func(tx *store.Tx) (err error) {
		mine, err = b.made(tx, 1, "mine")
		if err != nil {
			return err
		}
		if _, err := tx.AddEntry(b.ctx, conversation.Entry{Conversation: mine.Talks[0], Kind: conversation.In, Text: "somebody else"}); err != nil {
			return err
		}
		if _, err := tx.AddAppointment(b.ctx, appointment.Appointment{Page: mine.Pages[0], Person: 3, State: appointment.Booked, UID: "u", Answers: map[string]string{}}); err != nil {
			return err
		}
		if _, err := tx.BeginOnboarding(b.ctx, onboarding.Run{Plan: mine.Plans[0], Version: 1, Person: 3, Cause: "another", State: onboarding.Running}); err != nil {
			return err
		}
		v := survey.Version{Survey: mine.Surveys[0], Number: 1, Content: asksNPS}
		return tx.InviteAll(b.ctx, []survey.Invitation{survey.Invite(&v, 3, "another", 0, 0)})
	})
	b.act(func(tx *store.Tx) error {
		b.point(tx, 1, "another")
		return nil
	})
	b.tx(func(tx *store.Tx) error { return tx.Unmake(b.ctx, mine) })
	for table, n := range map[string]int{"loyalty_member": 1, "loyalty_lot": 2, "loyalty_line": 4, "loyalty_transaction": 2} {
		before[table] += n // hers are kept whole
	}
	for _, table := range []string{"conversation", "conversation_entry", "booking_page", "appointment", "survey", "survey_version", "survey_invitation", "onboarding", "onboarding_plan", "onboarding_version"} {
		before[table]++
	}
	b.want("left with what others added", b.left(), before)
	b.tx(func(tx *store.Tx) error { return tx.Unmake(b.ctx, theirs) })
	left := b.left()
	b.want("programmes left, that with somebody else's points", []int{left["loyalty_program"], left["loyalty_version"], left["referral_programme"], left["referral_version"], left["loyalty_reward"]}, []int{1, 1, 0, 0, 0})
}

// past holds that a transaction may write as of an instant that is past, and gives what it would have told the log.
func past(t *testing.T, b *bench) {
	var id int64
	b.act(func(tx *store.Tx) error {
		now := tx.Now()
		err := tx.Past(7, func() (err error) {
			id, err = tx.AddQuote(b.ctx, quote.Quote{Person: 1, Draft: quote.Content{Title: "x"}})
			return err
		})
		if tx.Now() != now {
			t.Errorf("afterwards it is %d, not %d", tx.Now(), now)
		}
		return err
	})
	b.view(func(v *store.View) error {
		list, err := v.Quotes(b.ctx, auth.Everything, store.QuoteFilter{Limit: 1})
		if len(list) != 1 || list[0].ID != id || list[0].CreatedAt != 7 {
			t.Errorf("kept %+v", list)
		}
		return err
	})
	tail := b.tail()
	body := json.RawMessage(`[{"id":"1","name":"n","at":1,"person":{"user_id":"u"}}]`)
	b.tx(func(tx *store.Tx) error {
		rows, err := tx.Aside(func() error {
			return tx.Post(b.ctx, flow.Row{Kind: flow.Events, Source: "s", Count: 1, Body: body})
		})
		if len(rows) != 1 || string(rows[0].Body) != string(body) {
			t.Errorf("handed over %+v", rows)
		}
		return err
	})
	b.ok(b.RelayAll(b.ctx))
	b.want("the log", b.tail(), tail)
}
