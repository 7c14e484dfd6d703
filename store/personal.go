package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Personal is what a table keeps about somebody, as it is handed out to them.
type Personal struct {
	Name string // in an archive
	// House says that it is what the house noted for itself: an archive for the law has it, and what a customer takes along by
	// themselves has not.
	House  bool
	column string // whose values say about whom a row is
	query  string // what stands in the place of %s is the condition for them
}

// personal is what is kept about people beside their record, what they agreed to, notes, tasks, files, orders, deals and tickets.
// Columns that end in at, since or until are instants.
var personal = []Personal{
	{"companies", false, "person", `SELECT (SELECT name FROM record r WHERE r.type = 'company' AND r.id = membership.company) AS company, role, since, until FROM membership WHERE %s ORDER BY since, company`},
	{"other_systems", false, "record", `SELECT system, value FROM external_id WHERE type = 'person' AND %s ORDER BY system, value`},
	{"conversations", false, "person", `SELECT e.conversation AS number, e.channel, CASE e.kind WHEN 'in' THEN 'you' ELSE 'us' END AS who, e.address, e.subject, e.text, e.at FROM conversation_entry e WHERE e.kind IN ('in', 'out') AND e.conversation IN (SELECT id FROM conversation WHERE %s) ORDER BY e.conversation, e.id`},
	{"messages", false, "person", `SELECT channel, class, purpose, (SELECT name FROM campaign c WHERE c.id = message.campaign) AS campaign, address, state, reason, created_at, sent_at, opened_at, clicked_at FROM message WHERE %s ORDER BY id`},
	{"campaigns", true, "person", `SELECT (SELECT name FROM campaign c WHERE c.id = campaign_person.campaign) AS campaign, arm, at FROM campaign_person WHERE %s ORDER BY at, campaign`},
	{"calls_to_action", false, "person", `SELECT (SELECT name FROM cta c WHERE c.id = cta_person.cta) AS name, version, arm, views, clicks, at FROM cta_person WHERE %s ORDER BY at, cta`},
	{"calls_to_action_shown", false, "person", `SELECT (SELECT name FROM cta c WHERE c.id = cta_turn.cta) AS name, what, at FROM cta_turn WHERE %s ORDER BY at, cta, what`},
	{"forms", false, "person", `SELECT (SELECT name FROM form f WHERE f.id = submission.form) AS form, version, said, state, at FROM submission WHERE %s ORDER BY id`},
	{"segments", true, "person", `SELECT (SELECT name FROM segment s WHERE s.id = membership_of.segment) AS segment, since FROM membership_of WHERE %s ORDER BY since, segment`},
	{"workflows", true, "person", `SELECT (SELECT name FROM workflow w WHERE w.id = run.workflow) AS workflow, version, node, state, outcome, began AS began_at, ended AS ended_at FROM run WHERE %s ORDER BY id`},
	{"leads", true, "profile", `SELECT event, source, state, since, answer, ended_at FROM lead WHERE %s ORDER BY id`},
	{"assignments", true, "person", `SELECT (SELECT name FROM member m WHERE m.id = assignment.member) AS given_to, reason, at FROM assignment WHERE %s ORDER BY id`},
	{"chats", false, "profile", `SELECT language, started_at FROM chat_visitor WHERE %s ORDER BY started_at`},
	{"quotes", false, "person", `SELECT number, state, total, currency, valid_until AS valid, created_at, viewed_at FROM quote WHERE %s ORDER BY id`},
	{"quote_history", false, "person", `SELECT (SELECT number FROM quote q WHERE q.id = e.quote) AS quote, e.version, e.kind, e.name, e.body, e.address, e.device, e.hash, e.at FROM quote_entry e WHERE e.quote IN (SELECT id FROM quote WHERE %s) ORDER BY e.id`},
	{"appointments", false, "person", `SELECT title, place, from_at, to_at, state, answers, reason, created_at FROM appointment WHERE %s ORDER BY from_at, id`},
	{"carts", false, "person", `SELECT items, language, voucher, touched_at FROM shop_cart WHERE %s ORDER BY touched_at, id`},
	{"surveys", false, "person", `SELECT (SELECT name FROM survey s WHERE s.id = survey_invitation.survey) AS survey, channel, state, asked_at, reminded_at, answered_at FROM survey_invitation WHERE %s ORDER BY id`},
	{"survey_answers", false, "person", `SELECT (SELECT name FROM survey s WHERE s.id = survey_answer.survey) AS survey, score, comment, said, at FROM survey_answer WHERE %s ORDER BY id`},
	{"reviews", false, "person", `SELECT (SELECT name FROM record r WHERE r.type = 'product' AND r.id = review.product) AS product, rating, text, naming, name, reply, state, reason, asked_at, written_at FROM review WHERE %s ORDER BY id`},
	{"onboarding", false, "person", `SELECT (SELECT name FROM onboarding_plan p WHERE p.id = onboarding.plan) AS plan, state, ticks, started_at, due_at, ended_at FROM onboarding WHERE %s ORDER BY id`},
	{"points", false, "person", `SELECT kind, rule, worth, note, at FROM loyalty_transaction WHERE %s ORDER BY id`},
	{"points_now", false, "person", `SELECT pending, available, tier, since FROM loyalty_member WHERE %s`},
	{"points_left", false, "person", `SELECT points, pending, available, expired, reversed, opens_at, expires_at, at FROM loyalty_lot WHERE %s ORDER BY id`},
	{"points_booked", false, "person", `SELECT account, points FROM loyalty_line WHERE %s ORDER BY id`},
	{"vouchers", false, "person", `SELECT (SELECT content FROM loyalty_reward w WHERE w.id = loyalty_voucher.reward) AS reward, tail AS ends_in, points, state, at, used_at, expires_at FROM loyalty_voucher WHERE %s ORDER BY id`},
	{"vouchers_given_for", true, "person", `SELECT note, at FROM loyalty_voucher WHERE note <> '' AND %s ORDER BY id`},
	{"referral_codes", false, "person", `SELECT code, created_at FROM referral_code WHERE %s ORDER BY created_at, code`},
	{"referrals", false, "referrer", `SELECT code, via, state, reason, accepted_at, sale_at, rewarded_at, created_at FROM referral WHERE %s ORDER BY id`},
	{"referred_by", false, "friend", `SELECT code, via, state, accepted_at, sale_at, rewarded_at, created_at FROM referral WHERE %s ORDER BY id`},
	{"referral_rewards", false, "person", `SELECT side, kind, points, amount, state, at FROM referral_reward WHERE %s ORDER BY at, referral`},
	{"referral_steps", false, "person", `SELECT step, day, times, at FROM referral_step WHERE %s ORDER BY at, step`},
	{"sign_ins", false, "person", `SELECT kind, address, device, created_at, used_at FROM customer_session WHERE %s ORDER BY created_at`},
}

// elsewhere are the tables that tell of people and are not among personal, and why.
var elsewhere = map[string]string{
	"profile": "identifiers, handed out with the record", "traits": "what events said, handed out with the record", "own": "is in the record", "consent": "handed out with the record", "consent_state": "follows from consents",
	"request": "handed out with the record", "ticket": "handed out with what was said", "deal": "handed out as records are", "conversation": "is its entries", "note": "handed out", "task": "handed out", "attachment": "handed out as files", "change": "handed out",
	"tagging": "is in the record", "unique_value": "is in the record", "notice": "is what colleagues were told", "duplicate_key": "is of the record", "segment_turn": "is how a segment comes to be told of", "assignment_queue": "is work that waits",
	"erasure": "is that they were erased", "link": "says which identifiers are one person", "referral_sight": "is what tells one browser from another, without an address",
}

// PersonalRow is a row: the columns as they are named, and what stands in them, nil, int64, float64, bool or string.
type PersonalRow struct {
	Columns []string
	Values  []any
}

// Personal calls each with what is kept about somebody, by all ids they were ever known by.
func (v *View) Personal(ctx context.Context, ids []int64, each func(of *Personal, row PersonalRow) error) error {
	for i := range personal {
		p := &personal[i]
		in, arg := v.dialect.In(p.column, ids)
		err := v.each(ctx, "taking out what is kept about somebody", fmt.Sprintf(p.query, in), []any{arg}, func(rows *sql.Rows) error {
			row, err := personalRow(rows)
			if err != nil {
				return err
			}
			return each(p, row)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func personalRow(rows *sql.Rows) (r PersonalRow, err error) {
	if r.Columns, err = rows.Columns(); err != nil {
		return r, err
	}
	r.Values = make([]any, len(r.Columns))
	into := make([]any, len(r.Values))
	for i := range into {
		into[i] = &r.Values[i]
	}
	err = rows.Scan(into...)
	for i, value := range r.Values {
		if raw, ok := value.([]byte); ok {
			r.Values[i] = string(raw)
		}
	}
	return r, err
}

// QuotePapers calls each with the papers of the quotes somebody got, as they were sent.
func (v *View) QuotePapers(ctx context.Context, ids []int64, each func(number string, version int64, pdf []byte) error) error {
	in, arg := v.dialect.In("person", ids)
	query := "SELECT q.number, w.number, w.pdf FROM quote q JOIN quote_version w ON w.quote = q.id WHERE q." + in + " AND LENGTH(w.pdf) > 0 ORDER BY q.id, w.number"
	return v.each(ctx, "taking out somebody's quotes", query, []any{arg}, func(rows *sql.Rows) error {
		var number string
		var version int64
		var pdf []byte
		if err := rows.Scan(&number, &version, &pdf); err != nil {
			return err
		}
		return each(number, version, pdf)
	})
}
