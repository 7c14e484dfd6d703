package store

import (
	"context"
	"database/sql"
	"errors"

	"banhda/delight/help"
)

// VoteArticle keeps what a reader says of an article: the last they said counts.
func (t *Tx) VoteArticle(ctx context.Context, v help.Vote) error {
	query := "INSERT INTO article_vote (article, voter, version, helped, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (article, voter) DO UPDATE SET version = excluded.version, helped = excluded.helped, at = excluded.at"
	_, err := t.exec(ctx, "keeping a vote", query, v.Article, v.Voter, v.Version, v.Helped, t.now)
	return err
}

// ArticleVotes are what readers say of the versions that are read of some articles; of those without a vote there is nothing.
func (v *View) ArticleVotes(ctx context.Context, articles []int64) (map[int64]help.Votes, error) {
	in, arg := v.dialect.In("a.id", articles)
	query := "SELECT a.id, SUM(CASE WHEN o.helped THEN 1 ELSE 0 END), SUM(CASE WHEN o.helped THEN 0 ELSE 1 END) FROM article a JOIN article_vote o ON o.article = a.id AND o.version = a.published WHERE " + in + " GROUP BY a.id"
	all := map[int64]help.Votes{}
	err := v.each(ctx, "counting votes", query, []any{arg}, func(rows *sql.Rows) error {
		var id int64
		var n help.Votes
		err := rows.Scan(&id, &n.Helped, &n.Not)
		all[id] = n
		return err
	})
	return all, err
}

// MissArticle counts that somebody did not find what they looked for, as help.Said tells it.
func (t *Tx) MissArticle(ctx context.Context, said, known string) error {
	query := "INSERT INTO article_miss (known, said, times, last_at) VALUES (?, ?, 1, ?) ON CONFLICT (known) DO UPDATE SET said = excluded.said, times = article_miss.times + 1, last_at = excluded.last_at"
	_, err := t.exec(ctx, "noting what was not found", query, known, said, t.now)
	return err
}

// ArticleMisses are what was looked for and not found, what is asked most first. After is the last one of the page before;
// its ID is 0 for the first page.
func (v *View) ArticleMisses(ctx context.Context, after help.Miss, limit int) (list []help.Miss, err error) {
	query := "SELECT id, said, times, last_at FROM article_miss WHERE ? = 0 OR times < ? OR times = ? AND id < ? ORDER BY times DESC, id DESC LIMIT ?"
	err = v.each(ctx, "listing what was not found", query, []any{after.ID, after.Times, after.Times, after.ID, limit}, func(rows *sql.Rows) error {
		var m help.Miss
		err := rows.Scan(&m.ID, &m.Said, &m.Times, &m.LastAt)
		list = append(list, m)
		return err
	})
	return list, err
}

// CountMisses counts them, up to a bound.
func (v *View) CountMisses(ctx context.Context, most int) (n int64, err error) {
	err = v.one(ctx, "counting what was not found", "SELECT COUNT(*) FROM (SELECT 1 FROM article_miss LIMIT ?) AS missed", []any{most}, &n)
	return n, err
}

// SettleMiss forgets one of them; whoever looks for it again brings it back. ErrNotFound where there is none.
func (t *Tx) SettleMiss(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "settling what was not found", "DELETE FROM article_miss WHERE id = ?", id)
	return t.wasThere("settling what was not found", n, err)
}

// ForgetMisses removes what nobody looked for since an instant, and what is asked least beyond a number of them.
func (t *Tx) ForgetMisses(ctx context.Context, before int64, most int) error {
	_, err := t.exec(ctx, "forgetting what nobody looks for", "DELETE FROM article_miss WHERE last_at < ?", before)
	_, err2 := t.exec(ctx, "forgetting what is asked least", "DELETE FROM article_miss WHERE id IN (SELECT id FROM article_miss ORDER BY times DESC, id DESC LIMIT 1000000 OFFSET ?)", most)
	return errors.Join(err, err2)
}

// StaleArticles counts the articles that are read and were neither changed nor found right since an instant, by who wrote
// them; 0: nobody who is here.
func (v *View) StaleArticles(ctx context.Context, since int64) (map[int64]int64, error) {
	all := map[int64]int64{}
	err := v.each(ctx, "counting old articles", "SELECT author, COUNT(*) FROM article WHERE "+staleArticle+" GROUP BY author", []any{since, since}, func(rows *sql.Rows) error {
		var author, n int64
		err := rows.Scan(&author, &n)
		all[author] = n
		return err
	})
	return all, err
}
