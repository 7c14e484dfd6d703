package store

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"banhda/drive/flow"
)

// taken are the tables of a take-out, each with the order of its rows; what is first here is first put back.
var taken = []struct{ table, order string }{
	{"setting", "key"}, {"member", "id"}, {"role", "id"}, {"team", "id"}, {"team_member", "team, member"}, {"absence", "id"},
	{"field", "type, key"}, {"price_book", "key"}, {"record", "type, id"}, {"record_counter", "type"}, {"own", "person, field, act"},
	{"tagging", "type, record, tag"}, {"membership", "person, company"}, {"order_line", "order_id, place"}, {"order_told", "order_id, name"},
	{"deal", "id"}, {"deal_product", "product, deal"}, {"deal_order", "order_id"}, {"deal_move", "id"}, {"deal_told", "deal, name"}, {"deal_frozen", "week, deal"},
	{"ticket", "id"}, {"ticket_moment", "id"}, {"ticket_entry", "entry"}, {"sla_term", "ticket, at"}, {"sla_spell", "ticket, clock, began_at"}, {"sla_told", "ticket, clock, began_at, mark"},
	{"unique_value", "type, field, value"}, {"external_id", "type, system, value"}, {"change", "id"},
	{"profile", "id"}, {"link", "seq, rank"}, {"traits", "profile"}, {"suggestion", "person_a, person_b"}, {"apart", "profile_a, profile_b"}, {"identity_cursor", "one"},
	{"consent", "id"}, {"consent_state", "person, channel, purpose"}, {"request", "id"}, {"erasure", "id"},
	{"note", "id"}, {"note_edit", "note, at"}, {"mention", "note, kind, whom"}, {"attachment", "id"},
	{"task", "id"}, {"task_rule", "id"}, {"notice", "id"}, {"notice_choice", "member"}, {"arrangement", "member"},
	{"assignment_rule", "id"}, {"assignment", "id"}, {"assignment_queue", "person"}, {"assignment_share", "rule, member"}, {"skipping", "member"},
	{"campaign", "id"}, {"campaign_person", "campaign, person"}, {"campaign_cost", "id"}, {"message", "id"},
	{"conversation", "id"}, {"conversation_entry", "id"}, {"canned_text", "id"}, {"chat_visitor", "name"}, {"bot_answer", "entry"}, {"bot_walk", "begun, flow"}, {"bot_flow", "id"}, {"bot_flow_version", "number"}, {"lead", "id"},
	{"list_view", "id"}, {"segment", "id"}, {"membership_of", "segment, person"}, {"segment_turn", "id"}, {"segment_size", "segment, day"}, {"referral_code", "code"}, {"referral_programme", "one"}, {"referral_version", "number"}, {"referral", "id"}, {"referral_reward", "referral, side"}, {"referral_step", "person, step, day"}, {"duplicate", "type, a, b"}, {"import", "id"}, {"outbox", "id"},
	{"form", "id"}, {"form_version", "form, number"}, {"submission", "id"}, {"form_day", "form, day"},
	{"article_section", "id"}, {"article", "id"}, {"article_version", "article, number"}, {"article_vote", "article, voter"}, {"article_miss", "id"},
	{"page", "id"}, {"page_version", "page, number"}, {"page_address", "key"}, {"page_day", "page, day"}, {"picture", "id"},
	{"cta", "id"}, {"cta_version", "cta, number"}, {"cta_person", "cta, version, person"}, {"cta_turn", "cta, person, what, at"},
	{"quote", "id"}, {"quote_number", "year"}, {"quote_version", "quote, number"}, {"quote_entry", "id"}, {"quote_approval", "id"},
	{"booking_page", "id"}, {"appointment", "id"}, {"appointment_host", "member, appointment"}, {"availability", "member"},
	{"shop_cart", "id"}, {"bank_line", "id"}, {"payment", "id"}, {"order_due", "order_id"},
	{"survey", "id"}, {"survey_version", "survey, number"}, {"survey_invitation", "id"}, {"survey_answer", "id"},
	{"onboarding_plan", "id"}, {"onboarding_version", "plan, number"}, {"onboarding", "id"}, {"onboarding_promise", "deal"},
	{"loyalty_program", "one"}, {"loyalty_version", "number"}, {"loyalty_transaction", "id"}, {"loyalty_line", "id"}, {"loyalty_lot", "id"}, {"loyalty_member", "person"}, {"loyalty_reward", "id"}, {"loyalty_voucher", "id"},
	{"review", "id"},
	{"share_kit", "id"},
	{"template", "id"}, {"template_version", "id"}, {"suppression", "id"}, {"bounce", "id"},
	{"workflow", "id"}, {"workflow_version", "workflow, version"},
	{"audit", "id"}, {"audit_value", "act"}, {"audit_head", "one"},
}

// stays are the tables a take-out leaves, and why.
var stays = map[string]string{
	"session": "who is signed in here", "access_key": "secrets", "recovery_code": "secrets", "customer_code": "secrets", "customer_session": "who is signed in here", "invitation": "secrets", "foreign_login": "belongs to a provider of identity set up here",
	"job": "work under way here", "repetition": "answers kept for a day", "webhook": "has a secret, and would send from two houses", "webhook_message": "was for those", "webhook_delivery": "was for those", "follower": "follows the log of this house",
	"sms_handle": "is what networks called messages sent from here", "do_not_call": "can be read with this house's secret only: the list is taken in again", "do_not_call_list": "is of that",
	"referral_sight": "is by the browsers and networks of this house",
	"run":            "people would go through it in two houses at once", "run_line": "is of those",
	"busy_elsewhere": "is read again", "zalo_template": "is read again",
	"duplicate_key": "is found again", "duplicate_cursor": "is found again",
	"search_person": "is made again", "search_company": "is made again", "search_product": "is made again", "search_order": "is made again", "search_deal": "is made again", "search_ticket": "is made again",
}

// blanked are columns that leave empty: secrets.
var blanked = map[string]bool{"member.password": true, "member.totp": true, "workflow.hook": true, "availability.feed": true}

// houseSettings are keys of settings that stay: they hold secrets that only this house can open, or are about its own
// server and its own backups.
var houseSettings = []string{"mail", "mail.keys", "mail.grants", "mail.mailbox", "mail.mailbox.place", "inbox.mailboxes", "inbox.places", "sms", "zalo", "zalo.tokens", "zalo.round", "zalo.heard", "zalo.quota", "bot.model", "bot.model.spent", "doors", "backups", "erased.applied"}

// TakeOut writes every table of the records as lines of JSON, of one state, to what open gives for it. It gives how many
// rows each has.
func (r *Records) TakeOut(ctx context.Context, open func(table string) (io.Writer, error)) (rows map[string]int64, err error) {
	rows = map[string]int64{}
	err = r.View(ctx, func(v *View) error {
		for _, t := range taken {
			w, err := open(t.table)
			if err != nil {
				return err
			}
			if rows[t.table], err = v.takeOut(ctx, t.table, t.order, w); err != nil {
				return err
			}
		}
		return nil
	})
	return rows, err
}

func (v *View) takeOut(ctx context.Context, table, order string, to io.Writer) (n int64, err error) {
	rows, err := v.tx.QueryContext(ctx, "SELECT * FROM "+table+" ORDER BY "+order)
	if err != nil {
		return 0, v.failed("taking out "+table, err)
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return 0, err
	}
	w := bufio.NewWriterSize(to, 64<<10)
	values, into := make([]any, len(types)), make([]any, len(types))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return n, v.failed("taking out "+table, err)
		}
		if table == "setting" && houses(values, types) {
			continue
		}
		if err := writeRow(w, table, types, values); err != nil {
			return n, err
		}
		n++
	}
	if err := rows.Err(); err != nil {
		return n, v.failed("taking out "+table, err)
	}
	return n, w.Flush()
}

func houses(values []any, types []*sql.ColumnType) bool {
	at := slices.IndexFunc(types, func(t *sql.ColumnType) bool { return t.Name() == "key" })
	key, _ := values[at].(string)
	return slices.Contains(houseSettings, key)
}

// bytesKey is under what bytes stand in a row, in base 64.
const bytesKey = "base64"

// writeRow writes a row as an object, its columns in their order.
func writeRow(w *bufio.Writer, table string, types []*sql.ColumnType, values []any) error {
	for i, t := range types {
		value := values[i]
		raw, isBytes := value.([]byte)
		number, isNumber := value.(int64)
		switch kind := t.DatabaseTypeName(); {
		case blanked[table+"."+t.Name()]:
			value = ""
		case isBytes && (kind == "BLOB" || kind == "BYTEA"):
			value = map[string]string{bytesKey: base64.StdEncoding.EncodeToString(raw)}
		case isBytes:
			value = string(raw)
		case isNumber && kind == "BOOLEAN":
			value = number != 0
		}
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s%q:%s", map[bool]string{true: "{", false: ","}[i == 0], t.Name(), text)
	}
	_, err := w.WriteString("}\n")
	return err
}

// TakeOutLog writes a log as lines of JSON, and gives how many rows it has.
func TakeOutLog(ctx context.Context, l flow.Log, to io.Writer) (rows int64, err error) {
	w := bufio.NewWriterSize(to, 64<<10)
	tail, err := l.Tail(ctx)
	for after := int64(0); after < tail && err == nil; {
		err = l.Read(ctx, after, 8<<20, func(r flow.Row) error {
			after = r.Seq + r.Count - 1
			rows++
			return json.NewEncoder(w).Encode(logRow{r.Seq, r.Count, r.ReceivedAt, string(r.Kind), r.Source, r.Import, int64(r.Rank), r.Body})
		})
	}
	if err != nil {
		return rows, err
	}
	return rows, w.Flush()
}

// logRow is a row of the log in a take-out.
type logRow struct {
	Seq        int64           `json:"seq"`
	Count      int64           `json:"count"`
	ReceivedAt int64           `json:"received_at"`
	Kind       string          `json:"kind"`
	Source     string          `json:"source"`
	Import     int64           `json:"import"`
	Rank       int64           `json:"rank"`
	Body       json.RawMessage `json:"body"`
}

// readRow reads what writeRow wrote: the columns and their values.
func readRow(line []byte) (columns []string, values []any, err error) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	if _, err := d.Token(); err != nil {
		return nil, nil, err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, nil, err
		}
		var value any
		if err := d.Decode(&value); err != nil {
			return nil, nil, err
		}
		if value, err = stored(value); err != nil {
			return nil, nil, err
		}
		columns, values = append(columns, name.(string)), append(values, value)
	}
	return columns, values, nil
}

// stored is a value of a take-out as a database takes it.
func stored(value any) (any, error) {
	switch v := value.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n, nil
		}
		return v.Float64()
	case map[string]any:
		text, _ := v[bytesKey].(string)
		return base64.StdEncoding.DecodeString(text)
	}
	return value, nil
}
