package store

import (
	"context"
	"database/sql"

	"banhda/auth"
	"banhda/engage/bot"
)

// BotAnswer is what the bot made of something a visitor said. Instants are microseconds.
type BotAnswer struct {
	Entry   int64 // what they said
	At      int64
	Outcome bot.Outcome
	Sure    float64
	Article int64
	Version int64
	Helped  int64 // 1: they say so; -1: they say that it did not; 0: they say nothing
	Tokens  int64
}

// AddBotAnswer keeps one; what was answered before stays as it is.
func (t *Tx) AddBotAnswer(ctx context.Context, a BotAnswer) error {
	_, err := t.exec(ctx, "keeping an answer of the bot", "INSERT INTO bot_answer (entry, at, outcome, sure, article, version, helped, tokens, settled) VALUES (?, ?, ?, ?, ?, ?, 0, ?, 0) ON CONFLICT DO NOTHING",
		a.Entry, a.At, string(a.Outcome), a.Sure, a.Article, a.Version, a.Tokens)
	return err
}

// JudgeBotAnswer notes whether an answer helped; the last word counts.
func (t *Tx) JudgeBotAnswer(ctx context.Context, entry int64, helped bool) error {
	word := int64(-1)
	if helped {
		word = 1
	}
	_, err := t.exec(ctx, "noting whether an answer helped", "UPDATE bot_answer SET helped = ? WHERE entry = ? AND outcome = 'answered'", word, entry)
	return err
}

// SettleBotQuestion notes that somebody looked at what the bot did not know; ErrNotFound where it does not wait for that,
// or is beyond reach.
func (t *Tx) SettleBotQuestion(ctx context.Context, reach auth.Reach, entry int64) error {
	condition, args := t.within(reach)
	query := "UPDATE bot_answer SET settled = ? WHERE entry = ? AND settled = 0 AND entry IN (SELECT e.id FROM conversation_entry e WHERE e.id = ? AND e.conversation IN (SELECT id FROM conversation WHERE 1 = 1" + condition + "))"
	n, err := t.exec(ctx, "settling a question", query, append([]any{t.now, entry, entry}, args...)...)
	return t.wasThere("settling a question", n, err)
}

// BotQuestion is something the bot did not know.
type BotQuestion struct {
	Entry        int64
	Conversation int64
	Person       int64
	Text         string
	At           int64
	Outcome      bot.Outcome
}

// BotQuestions are what the bot did not know and nobody looked at, the last first, of the conversations within reach and
// before an entry; 0: from the last one.
func (v *View) BotQuestions(ctx context.Context, reach auth.Reach, before int64, limit int) (list []BotQuestion, err error) {
	if before == 0 {
		before = never
	}
	condition, args := v.within(reach)
	query := `SELECT b.entry, c.id, c.person, e.text, b.at, b.outcome FROM bot_answer b JOIN conversation_entry e ON e.id = b.entry
JOIN (SELECT id, person FROM conversation WHERE 1 = 1` + condition + `) c ON c.id = e.conversation
WHERE b.settled = 0 AND b.outcome = 'unknown' AND b.entry < ? ORDER BY b.entry DESC LIMIT ?`
	err = v.each(ctx, "reading what the bot did not know", query, append(args, before, limit), func(rows *sql.Rows) error {
		var q BotQuestion
		err := rows.Scan(&q.Entry, &q.Conversation, &q.Person, &q.Text, &q.At, (*string)(&q.Outcome))
		list = append(list, q)
		return err
	})
	return list, err
}

// BotTally counts what became of what visitors said since an instant.
type BotTally struct {
	Outcomes       map[bot.Outcome]int64
	Helped, Failed int64 // of the answers, as visitors say
	Tokens         int64
}

// BotTally counts since an instant.
func (v *View) BotTally(ctx context.Context, since int64) (n BotTally, err error) {
	n.Outcomes = map[bot.Outcome]int64{}
	query := "SELECT outcome, COUNT(*), SUM(CASE WHEN helped = 1 THEN 1 ELSE 0 END), SUM(CASE WHEN helped = -1 THEN 1 ELSE 0 END), SUM(tokens) FROM bot_answer WHERE at >= ? GROUP BY outcome"
	err = v.each(ctx, "counting the answers of the bot", query, []any{since}, func(rows *sql.Rows) error {
		var outcome string
		var count, helped, failed, tokens int64
		err := rows.Scan(&outcome, &count, &helped, &failed, &tokens)
		n.Outcomes[bot.Outcome(outcome)] += count
		n.Helped, n.Failed, n.Tokens = n.Helped+helped, n.Failed+failed, n.Tokens+tokens
		return err
	})
	return n, err
}
