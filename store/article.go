package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"banhda/hub/article"
)

const articleColumns = "article.id, article.external, article.section, article.visibility, article.author, article.draft, article.edition, article.published, article.reviewed_at, article.updated_at, article.written"

// ArticleLine is an article in a list, and whether its draft says something else than what is read.
type ArticleLine struct {
	article.Article
	Written bool
}

// ArticlesQuestion is which articles are listed.
type ArticlesQuestion struct {
	Section    int64 // and the sections within it; 0: all
	State      string
	Visibility string
	Words      []string // folded; each is in a title or a tag
	Since      int64    // of ArticleStale: what was looked at or changed since is left out
	Before     int64    // the id the page before ended with; 0: the first page
	Limit      int
}

// The states articles are listed by.
const (
	ArticleDraft     = "draft"     // never published, or no more
	ArticlePublished = "published" // read by somebody
	ArticleWritten   = "written"   // read, and written on since
	ArticleStale     = "stale"     // read, and nobody changed it or found it right for long
)

const staleArticle = "published > 0 AND reviewed_at < ? AND updated_at < ?"

var articleStates = map[string]string{ArticleDraft: "published = 0", ArticlePublished: "published > 0", ArticleWritten: "published > 0 AND written"}

// Articles lists them, the last made first.
func (v *View) Articles(ctx context.Context, q ArticlesQuestion) ([]ArticleLine, error) {
	where := []string{"(? = 0 OR id < ?)", "(? = '' OR visibility = ?)", "(? = 0 OR section = ? OR section IN (SELECT id FROM article_section WHERE parent = ?))"}
	args := []any{q.Before, q.Before, q.Visibility, q.Visibility, q.Section, q.Section, q.Section}
	if q.State == ArticleStale {
		where, args = append(where, staleArticle), append(args, q.Since, q.Since)
	}
	if state := articleStates[q.State]; state != "" {
		where = append(where, state)
	}
	for _, w := range q.Words {
		where, args = append(where, `found LIKE ? ESCAPE '\'`), append(args, containing(w))
	}
	return v.articles(ctx, strings.Join(where, " AND ")+" ORDER BY id DESC LIMIT ?", append(args, q.Limit)...)
}

// Article is one of them; ErrNotFound where there is none of that id.
func (v *View) Article(ctx context.Context, id int64) (ArticleLine, error) {
	list, err := v.articles(ctx, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding article %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return ArticleLine{}, err
	}
	return list[0], nil
}

// ArticlesBrought are those that were brought under some ids, by these.
func (v *View) ArticlesBrought(ctx context.Context, external []string) (map[string]ArticleLine, error) {
	in, arg := v.dialect.In("external", external)
	list, err := v.articles(ctx, "external <> '' AND "+in, arg)
	all := map[string]ArticleLine{}
	for _, a := range list {
		all[a.External] = a
	}
	return all, err
}

func (v *View) articles(ctx context.Context, where string, args ...any) (list []ArticleLine, err error) {
	err = v.each(ctx, "reading articles", "SELECT "+articleColumns+" FROM article WHERE "+where, args, func(rows *sql.Rows) error {
		a, err := scanArticle(rows)
		list = append(list, a)
		return err
	})
	return list, err
}

func scanArticle(rows *sql.Rows, more ...any) (a ArticleLine, err error) {
	var draft []byte
	into := []any{&a.ID, &a.External, &a.Section, (*string)(&a.Visibility), &a.Author, &draft, &a.Edition, &a.Published, &a.ReviewedAt, &a.UpdatedAt, &a.Written}
	if err = rows.Scan(append(into, more...)...); err == nil {
		err = json.Unmarshal(draft, &a.Draft)
	}
	return a, err
}

// AddArticle keeps a new one and gives its id.
func (t *Tx) AddArticle(ctx context.Context, a article.Article) (id int64, err error) {
	draft, err := json.Marshal(a.Draft)
	if err != nil {
		return 0, err
	}
	query := "INSERT INTO article (external, section, visibility, author, draft, found, edition, published, written, reviewed_at, updated_at, act) VALUES ('', ?, ?, ?, ?, ?, 1, 0, TRUE, 0, ?, ?) RETURNING id"
	args := []any{a.Section, string(a.Visibility), a.Author, string(draft), a.Draft.Found(), t.now, t.Act}
	return id, t.one(ctx, "keeping an article", query, args, &id)
}

// SaveArticle keeps one as it is from now on, as its next edition; ErrConflict where it is no longer the edition given.
func (t *Tx) SaveArticle(ctx context.Context, a article.Article, written bool) error {
	draft, err := json.Marshal(a.Draft)
	if err != nil {
		return err
	}
	query := "UPDATE article SET section = ?, visibility = ?, author = ?, draft = ?, found = ?, written = ?, edition = edition + 1, updated_at = ?, act = ? WHERE id = ? AND edition = ?"
	n, err := t.exec(ctx, "changing an article", query, a.Section, string(a.Visibility), a.Author, string(draft), a.Draft.Found(), written, t.now, t.Act, a.ID, a.Edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing article %d: %w", a.ID, ErrConflict)
	}
	return err
}

// RemoveArticle forgets one that was never published; ErrConflict for another.
func (t *Tx) RemoveArticle(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing an article", "DELETE FROM article WHERE id = ? AND NOT EXISTS (SELECT 1 FROM article_version WHERE article = article.id)", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing article %d: %w", id, ErrConflict)
	}
	return err
}

// PublishArticle makes an article's draft the version that is read from now on, under the act under way.
func (t *Tx) PublishArticle(ctx context.Context, a article.Article) (v article.Version, err error) {
	v = article.Version{Article: a.ID, Content: a.Draft, At: t.now, Act: t.Act}
	body, err := json.Marshal(v.Content)
	if err != nil {
		return v, err
	}
	query := "INSERT INTO article_version (article, number, content, at, act) SELECT ?, COALESCE(MAX(number), 0) + 1, ?, ?, ? FROM article_version WHERE article = ? RETURNING number"
	if err = t.one(ctx, "publishing an article", query, []any{a.ID, string(body), v.At, v.Act, a.ID}, &v.Number); err != nil {
		return v, err
	}
	query = "UPDATE article SET published = ?, written = FALSE, reviewed_at = ?, edition = edition + 1, updated_at = ?, act = ? WHERE id = ?"
	_, err = t.exec(ctx, "publishing an article", query, v.Number, t.now, t.now, t.Act, a.ID)
	return v, err
}

// HideArticle takes an article from its readers; what was published of it stays.
func (t *Tx) HideArticle(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "hiding an article", "UPDATE article SET published = 0, written = TRUE, edition = edition + 1, updated_at = ?, act = ? WHERE id = ?", t.now, t.Act, id)
	return t.wasThere("hiding an article", n, err)
}

// ReviewArticle notes that somebody found an article right.
func (t *Tx) ReviewArticle(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "reviewing an article", "UPDATE article SET reviewed_at = ? WHERE id = ?", t.now, id)
	return t.wasThere("reviewing an article", n, err)
}

// ArticleVersions lists what was published of an article, the newest first.
func (v *View) ArticleVersions(ctx context.Context, id int64) (list []article.Version, err error) {
	query := "SELECT article, number, content, at, act FROM article_version WHERE article = ? ORDER BY number DESC"
	err = v.each(ctx, "reading versions of an article", query, []any{id}, func(rows *sql.Rows) error {
		var one article.Version
		var content []byte
		err := rows.Scan(&one.Article, &one.Number, &content, &one.At, &one.Act)
		if err == nil {
			err = json.Unmarshal(content, &one.Content)
		}
		list = append(list, one)
		return err
	})
	return list, err
}
