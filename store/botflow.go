package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/engage/bot"
)

// BotFlows lists flows of the bot after one, 0: from the first, in the order they are asked whether they begin.
func (v *View) BotFlows(ctx context.Context, after int64, limit int) ([]bot.Saved, error) {
	return v.botFlows(ctx, "id > ? ORDER BY id LIMIT ?", after, limit)
}

// BotFlow is one of them; ErrNotFound where there is none of that id.
func (v *View) BotFlow(ctx context.Context, id int64) (bot.Saved, error) {
	list, err := v.botFlows(ctx, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding flow %d of the bot: %w", id, ErrNotFound)
	}
	if err != nil {
		return bot.Saved{}, err
	}
	return list[0], nil
}

func (v *View) botFlows(ctx context.Context, where string, args ...any) (list []bot.Saved, err error) {
	err = v.each(ctx, "reading flows of the bot", "SELECT id, name, begins, draft, edition, published, updated_at FROM bot_flow WHERE "+where, args, func(rows *sql.Rows) error {
		var f bot.Saved
		var begins, draft []byte
		err := rows.Scan(&f.ID, &f.Name, &begins, &draft, &f.Edition, &f.Published, &f.UpdatedAt)
		if err == nil {
			err = readBoth(begins, &f.Begins, draft, &f.Draft)
		}
		list = append(list, f)
		return err
	})
	return list, err
}

func readBoth(begins []byte, b *bot.Begins, steps []byte, f *bot.Flow) error {
	if err := json.Unmarshal(begins, b); err != nil {
		return err
	}
	return json.Unmarshal(steps, f)
}

func writeBoth(b bot.Begins, f bot.Flow) (begins, steps string, err error) {
	first, err := json.Marshal(b)
	if err != nil {
		return "", "", err
	}
	second, err := json.Marshal(f)
	return string(first), string(second), err
}

// AddBotFlow keeps a new one and gives its id.
func (t *Tx) AddBotFlow(ctx context.Context, f bot.Saved) (id int64, err error) {
	begins, draft, err := writeBoth(f.Begins, f.Draft)
	if err != nil {
		return 0, err
	}
	query := "INSERT INTO bot_flow (name, begins, draft, edition, published, updated_at) VALUES (?, ?, ?, 1, 0, ?) RETURNING id"
	return id, t.one(ctx, "keeping a flow of the bot", query, []any{f.Name, begins, draft, t.now}, &id)
}

// SaveBotFlow keeps one as it is from now on, as its next edition; ErrConflict where it is no longer the edition given.
func (t *Tx) SaveBotFlow(ctx context.Context, f bot.Saved) error {
	begins, draft, err := writeBoth(f.Begins, f.Draft)
	if err != nil {
		return err
	}
	query := "UPDATE bot_flow SET name = ?, begins = ?, draft = ?, published = ?, edition = edition + 1, updated_at = ? WHERE id = ? AND edition = ?"
	n, err := t.exec(ctx, "changing a flow of the bot", query, f.Name, begins, draft, f.Published, t.now, f.ID, f.Edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing flow %d of the bot: %w", f.ID, ErrConflict)
	}
	return err
}

// RemoveBotFlow forgets one with its versions and how talks went through it: who is in it leaves it.
func (t *Tx) RemoveBotFlow(ctx context.Context, id int64) error {
	if _, err := t.exec(ctx, "forgetting talks in a flow of the bot", "DELETE FROM bot_walk WHERE flow = ?", id); err != nil {
		return err
	}
	if _, err := t.exec(ctx, "removing versions of a flow of the bot", "DELETE FROM bot_flow_version WHERE flow = ?", id); err != nil {
		return err
	}
	_, err := t.exec(ctx, "removing a flow of the bot", "DELETE FROM bot_flow WHERE id = ?", id)
	return err
}

// BotFlowVersion is a flow as it was published. It never changes.
type BotFlowVersion struct {
	bot.Published
	ID        int64 // of the flow
	Name      string
	Publisher int64 // by whose rights it acts; 0: those of the house
}

// PublishBotFlow keeps a further version of a flow, and gives its number.
func (t *Tx) PublishBotFlow(ctx context.Context, f bot.Saved, publisher int64) (number int64, err error) {
	begins, content, err := writeBoth(f.Begins, f.Draft)
	if err != nil {
		return 0, err
	}
	query := "INSERT INTO bot_flow_version (number, flow, begins, content, publisher, at) SELECT COALESCE(MAX(number), 0) + 1, ?, ?, ?, ?, ? FROM bot_flow_version RETURNING number"
	return number, t.one(ctx, "publishing a flow of the bot", query, []any{f.ID, begins, content, publisher, t.now}, &number)
}

// BotFlowVersion is a version by its number; ErrNotFound where there is none.
func (v *View) BotFlowVersion(ctx context.Context, number int64) (BotFlowVersion, error) {
	list, err := v.botFlowVersions(ctx, "v.number = ?", number)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding version %d of a flow of the bot: %w", number, ErrNotFound)
	}
	if err != nil {
		return BotFlowVersion{}, err
	}
	return list[0], nil
}

// PublishedBotFlows are the versions talks begin with now, in the order they are asked whether they begin.
func (v *View) PublishedBotFlows(ctx context.Context) ([]BotFlowVersion, error) {
	return v.botFlowVersions(ctx, "v.number = f.published ORDER BY f.id")
}

func (v *View) botFlowVersions(ctx context.Context, where string, args ...any) (list []BotFlowVersion, err error) {
	query := "SELECT v.number, v.flow, f.name, v.begins, v.content, v.publisher FROM bot_flow_version v JOIN bot_flow f ON f.id = v.flow WHERE " + where
	err = v.each(ctx, "reading versions of flows of the bot", query, args, func(rows *sql.Rows) error {
		var one BotFlowVersion
		var begins, content []byte
		err := rows.Scan(&one.Version, &one.ID, &one.Name, &begins, &content, &one.Publisher)
		if err == nil {
			err = readBoth(begins, &one.Begins, content, &one.Flow)
		}
		list = append(list, one)
		return err
	})
	return list, err
}
