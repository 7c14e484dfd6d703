package store

import (
	"context"
	"database/sql"

	"banhda/auth"
	"banhda/engage/bot"
)

// KeepBotWalks keeps how far a talk came in flows of the bot; of a flow that was removed meanwhile, nothing.
func (t *Tx) KeepBotWalks(ctx context.Context, list []bot.Came) error {
	query := `INSERT INTO bot_walk (begun, flow, version, at, moved, step, fate)
SELECT e.id, v.flow, v.number, e.at, ?, ?, ? FROM bot_flow_version v JOIN conversation_entry e ON e.id = ? WHERE v.number = ?
ON CONFLICT (begun, flow) DO UPDATE SET version = excluded.version, moved = excluded.moved, step = excluded.step, fate = excluded.fate`
	for _, c := range list {
		if _, err := t.exec(ctx, "keeping how far a talk came in a flow", query, t.now, c.Step, string(c.Fate), c.Begun, c.Version); err != nil {
			return err
		}
	}
	return nil
}

// BotWalkFilter says which talks that began a flow are meant: each by its last walk through it in a period.
type BotWalkFilter struct {
	Flow     int64
	From, To int64 // when they began; To is the instant after
	Lapsed   int64 // who waits since before this instant does so no more
	Step     *string
	Fate     bot.Fate // empty: any
}

// talks is a table of the conversations meant, with step and fate.
func (f *BotWalkFilter) talks() (sql string, args []any) {
	sql = `(SELECT talk, step, fate FROM (SELECT e.conversation AS talk, w.step,
	CASE WHEN w.fate = 'waiting' AND c.bot = 0 THEN 'person' WHEN w.fate = 'waiting' AND w.moved < ? THEN 'lapsed' ELSE w.fate END AS fate,
	ROW_NUMBER() OVER (PARTITION BY e.conversation ORDER BY w.begun DESC) AS place
	FROM bot_walk w JOIN conversation_entry e ON e.id = w.begun JOIN conversation c ON c.id = e.conversation
	WHERE w.flow = ? AND w.at >= ? AND w.at < ?) AS walks WHERE place = 1`
	args = []any{f.Lapsed, f.Flow, f.From, f.To}
	if f.Step != nil {
		sql, args = sql+" AND step = ?", append(args, *f.Step)
	}
	if f.Fate != "" {
		sql, args = sql+" AND fate = ?", append(args, string(f.Fate))
	}
	return sql + ")", args
}

// BotPlace counts the talks that stand at a step of a flow, or left it there.
type BotPlace struct {
	Step  string // empty: they came to none
	Fate  bot.Fate
	Talks int64
}

// BotPlaces counts the talks meant within reach, by where they are.
func (v *View) BotPlaces(ctx context.Context, reach auth.Reach, f *BotWalkFilter) (list []BotPlace, err error) {
	talks, args := f.talks()
	condition, more := v.within(reach)
	query := "SELECT step, fate, COUNT(*) FROM " + talks + " AS came WHERE talk IN (SELECT id FROM conversation WHERE 1 = 1" + condition + ") GROUP BY step, fate ORDER BY step, fate"
	err = v.each(ctx, "counting talks in a flow of the bot", query, append(args, more...), func(rows *sql.Rows) error {
		var p BotPlace
		err := rows.Scan(&p.Step, (*string)(&p.Fate), &p.Talks)
		list = append(list, p)
		return err
	})
	return list, err
}
