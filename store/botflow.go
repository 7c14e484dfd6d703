package store

import (
	"context"
	"encoding/json"

	"banhda/engage/bot"
)

// BotFlow is a version of the flow as it was published; ErrNotFound where there is none.
func (v *View) BotFlow(ctx context.Context, number int64) (f bot.Flow, err error) {
	var content string
	if err = v.one(ctx, "reading a flow of the bot", "SELECT content FROM bot_flow WHERE number = ?", []any{number}, &content); err == nil {
		err = json.Unmarshal([]byte(content), &f)
	}
	return f, err
}

// PublishBotFlow keeps a further version, and gives its number.
func (t *Tx) PublishBotFlow(ctx context.Context, f bot.Flow) (number int64, err error) {
	content, err := json.Marshal(f)
	if err != nil {
		return 0, err
	}
	err = t.one(ctx, "publishing a flow of the bot", "INSERT INTO bot_flow (number, content, at) SELECT COALESCE(MAX(number), 0) + 1, ?, ? FROM bot_flow RETURNING number", []any{string(content), t.now}, &number)
	return number, err
}
