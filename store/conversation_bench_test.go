package store

import (
	"fmt"
	"testing"

	"banhda/auth"
	"banhda/hub/conversation"
)

// benchConversations is how many there are: four of five were closed, and everybody of 200 has some.
const benchConversations = 1_000_000

// BenchmarkConversations reads pages of the inbox over a million conversations, and beside each the bare query along the index
// it has to go by: what SQLite takes at least.
func BenchmarkConversations(b *testing.B) {
	r, err := OpenRecords(ctx, Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	fill := fmt.Sprintf(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
INSERT INTO conversation (person, profile, state, subject, preview, channel, owner, team, priority, opened_at, last_at, waiting_since, first_due_at, next_due_at, due_at, answered_at, snoozed_until, closed_at, bot, version)
SELECT i, i, CASE WHEN i %% 5 = 0 THEN 'open' ELSE 'closed' END, 'Giá', 'Còn hàng không?', 'email', i %% 200, i %% 7, 0, i, i, i %% 2, 0, 0, CASE WHEN i %% 10 = 0 THEN i ELSE 0 END, 0, 0, 0, 0, 1 FROM n`, benchConversations)
	if _, err := r.db.Write.ExecContext(ctx, fill); err != nil {
		b.Fatal(err)
	}
	const bare = "SELECT " + conversationColumns + " FROM conversation WHERE "
	for name, c := range map[string]struct {
		reach auth.Reach
		f     ConversationFilter
		bare  string
	}{
		"all":        {auth.Everything, ConversationFilter{State: conversation.Closed}, bare + "state = 'closed' ORDER BY last_at DESC, id DESC LIMIT 30"},
		"mine":       {auth.Everything, ConversationFilter{State: conversation.Open, Assignee: 5}, bare + "owner = 5 AND state = 'open' ORDER BY last_at DESC, id DESC LIMIT 30"},
		"a reach":    {auth.Reach{User: 5, Teams: []int64{1, 2}}, ConversationFilter{State: conversation.Open}, bare + "team > 0 AND team = 1 AND state = 'open' ORDER BY last_at DESC, id DESC LIMIT 30"},
		"due":        {auth.Everything, ConversationFilter{Due: benchConversations}, bare + "due_at > 0 AND due_at < 1000000 ORDER BY due_at, id LIMIT 30"},
		"far behind": {auth.Everything, ConversationFilter{State: conversation.Closed, AfterAt: 500_000, AfterID: 500_000}, bare + "state = 'closed' AND last_at < 500000 ORDER BY last_at DESC, id DESC LIMIT 30"},
	} {
		c.f.Limit = 30
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				err := r.View(ctx, func(v *View) error {
					list, err := v.Conversations(ctx, c.reach, c.f)
					if len(list) != 30 {
						b.Fatalf("%d conversations", len(list))
					}
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/bare", func(b *testing.B) {
			for b.Loop() {
				rows, err := r.db.Read.QueryContext(ctx, c.bare)
				if err != nil {
					b.Fatal(err)
				}
				n := 0
				for ; rows.Next(); n++ {
					if _, err := scanConversation(rows); err != nil {
						b.Fatal(err)
					}
				}
				if err := rows.Close(); err != nil || n != 30 {
					b.Fatal(n, err)
				}
			}
		})
	}
}
