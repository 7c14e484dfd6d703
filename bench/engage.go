package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"

	"banhda/auth"
	"banhda/hub/article/rank"
	"banhda/hub/conversation"
	"banhda/store"
)

// Sizes of what sellers and agents look at all day, where a million people are measured; fewer people, as much less.
const (
	mostTalks    = 1_000_000 // conversations of the inbox
	mostDeals    = 5_000     // on the board
	mostArticles = 10_000    // that answers are looked for in
)

// measureEngage asks for pages of the inbox and columns of the board, each beside the bare query along the index it has to go
// by, and for articles beside BM25 alone.
func measureEngage(ctx context.Context, b *bench) error {
	k, err := b.openBook(ctx)
	if err != nil {
		return err
	}
	defer k.close()
	part := min(float64(b.people)/1_000_000, 1)
	talks, deals, articles := max(int64(part*mostTalks), 1000), max(int64(part*mostDeals), 500), max(int64(part*mostArticles), 100)
	for _, fill := range []string{fillTalks, fillDeals} {
		n := talks
		if fill == fillDeals {
			n = deals
		}
		if _, err := k.bare.ExecContext(ctx, fmt.Sprintf(fill, n)); err != nil {
			return err
		}
	}
	if _, err := k.bare.ExecContext(ctx, "ANALYZE"); err != nil {
		return err
	}
	if err := k.measureInbox(ctx, talks); err != nil {
		return err
	}
	if err := k.measureBoard(ctx, deals); err != nil {
		return err
	}
	return measureArticles(articles)
}

// fillTalks makes conversations: four of five were closed, and each of 200 agents has some.
const fillTalks = `WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < %d)
INSERT INTO conversation (person, profile, state, subject, preview, channel, owner, team, priority, opened_at, last_at, waiting_since, first_due_at, next_due_at, due_at, answered_at, snoozed_until, closed_at, bot, version)
SELECT i, i, CASE WHEN i %% 5 = 0 THEN 'open' ELSE 'closed' END, 'Giá', 'Còn hàng không?', 'email', i %% 200, i %% 7, 0, i, i, i %% 2, 0, 0, CASE WHEN i %% 10 = 0 THEN i ELSE 0 END, 0, 0, 0, 0, 1 FROM n`

// fillDeals makes deals of one pipeline in five stages.
const fillDeals = `WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < %d)
INSERT INTO deal (id, pipeline, stage, state, forecast, currency, value, expected, opened_on, close_date, closed_on, since, pushes, reason, person, company, owner, team)
SELECT i, 'sales', 's' || (i %% 5), 'open', 'pipeline', 'VND', i * 1000, i * 500, '2026-10-01', '2026-12-' || (10 + i %% 20), '', i, 0, '', i, 0, i %% 20, i %% 3 FROM n`

const bareTalks = "SELECT id, person, profile, state, subject, preview, channel, owner, team, priority, opened_at, last_at, waiting_since, first_due_at, next_due_at, due_at, answered_at, snoozed_until, closed_at, bot, version FROM conversation WHERE "

// pageOfTalks is how many conversations a page of the inbox has.
const pageOfTalks = 30

func (k *book) measureInbox(ctx context.Context, talks int64) error {
	for _, c := range []struct {
		what  string
		reach auth.Reach
		f     store.ConversationFilter
		bare  string
	}{
		{"inbox: all", auth.Everything, store.ConversationFilter{State: conversation.Closed}, "state = 'closed' ORDER BY last_at DESC, id DESC LIMIT 30"},
		{"inbox: mine", auth.Everything, store.ConversationFilter{State: conversation.Open, Assignee: 5}, "owner = 5 AND state = 'open' ORDER BY last_at DESC, id DESC LIMIT 30"},
		{"inbox: of two teams", auth.Reach{User: 5, Teams: []int64{1, 2}}, store.ConversationFilter{State: conversation.Open}, "team > 0 AND team = 1 AND state = 'open' ORDER BY last_at DESC, id DESC LIMIT 30"},
		{"inbox: late ones", auth.Everything, store.ConversationFilter{Due: talks}, fmt.Sprintf("due_at > 0 AND due_at < %d ORDER BY due_at, id LIMIT 30", talks)},
	} {
		c.f.Limit = pageOfTalks
		ours := func() error {
			return k.Records.View(ctx, func(v *store.View) error {
				_, err := v.Conversations(ctx, c.reach, c.f)
				return err
			})
		}
		if err := k.times(fmt.Sprintf("%s, of %d", c.what, talks), 300, ours, func() error { return k.drain(ctx, bareTalks+c.bare) }); err != nil {
			return err
		}
	}
	return nil
}

// measureBoard draws a board: what each stage comes to, and the first cards of each.
func (k *book) measureBoard(ctx context.Context, deals int64) error {
	q := store.DealsQuestion{Reach: auth.Everything, Pipeline: "sales"}
	ours := func() error {
		return k.Records.View(ctx, func(v *store.View) error {
			if _, err := v.DealTallies(ctx, q); err != nil {
				return err
			}
			for stage := range 5 {
				of := q
				of.Stage, of.Limit = fmt.Sprint("s", stage), pageOfTalks
				if _, err := v.Deals(ctx, of); err != nil {
					return err
				}
			}
			return nil
		})
	}
	bare := func() error {
		if err := k.drain(ctx, "SELECT stage, currency, COUNT(*), SUM(value), SUM(expected) FROM deal WHERE pipeline = ? GROUP BY stage, currency", "sales"); err != nil {
			return err
		}
		for stage := range 5 {
			if err := k.drain(ctx, "SELECT * FROM deal WHERE pipeline = ? AND stage = ? ORDER BY close_date, id LIMIT 30", "sales", fmt.Sprint("s", stage)); err != nil {
				return err
			}
		}
		return nil
	}
	return k.times(fmt.Sprintf("board of %d deals, five stages", deals), 300, ours, bare)
}

// measureArticles looks for articles of 200 words, drawn as often as words are in a language, with questions of six.
func measureArticles(n int64) error {
	r := rand.New(rand.NewPCG(1, 2))
	drawn := rand.NewZipf(r, 1.1, 4, 20_000)
	text := func(words int) string {
		var b strings.Builder
		for range words {
			n := drawn.Uint64()
			fmt.Fprintf(&b, "%s%s ", strings.ToLower(givens[n%uint64(len(givens))]), strings.ToLower(families[n/7%uint64(len(families))])[:1]+fmt.Sprint(n/50))
		}
		return b.String()
	}
	tuned, plain := rank.New(rank.Tuned), rank.New(rank.Plain)
	for id := range n {
		title, body := text(6), text(200)
		tuned.Put(id, title, body)
		plain.Put(id, title, body)
	}
	asked := text(6)
	search := func(x *rank.Index) func() error {
		return func() error { x.Search(asked, 10, nil); asked = text(6); return nil }
	}
	ours, bm25, err := interleave(300, search(tuned), search(plain))
	if err == nil {
		fmt.Printf("articles: one question of %-18d p50 %10s  p99 %10s  BM25 alone p50 %10s  p99 %10s\n", n, show(median(ours)), show(percentile(ours, 0.99)), show(median(bm25)), show(percentile(bm25, 0.99)))
	}
	return err
}
