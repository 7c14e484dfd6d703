package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/hub/article"
)

// ArticleRead is an article as its readers have it.
type ArticleRead struct {
	article.Article
	Content article.Content // of the version that is read
	Act     int64           // by which it was last changed
}

const readArticle = "SELECT " + articleColumns + ", COALESCE(v.content, 'null'), article.act FROM article LEFT JOIN article_version v ON v.article = article.id AND v.number = article.published WHERE "

// ArticlesChanged are those that acts after one have changed, in the order of these, and of one from an id on. Who reads
// no further than whole acts has them all once. What is not read any more has Published 0.
func (v *View) ArticlesChanged(ctx context.Context, act, id int64, limit int) ([]ArticleRead, error) {
	return v.readArticles(ctx, "article.act > ? OR article.act = ? AND article.id > ? ORDER BY article.act, article.id LIMIT ?", act, act, id, limit)
}

// ArticlesAct is the last act that changed an article; 0: none.
func (v *View) ArticlesAct(ctx context.Context) (act int64, err error) {
	return act, v.one(ctx, "looking for new articles", "SELECT COALESCE(MAX(act), 0) FROM article", nil, &act)
}

// ArticlesRead are some of those that are read, by id.
func (v *View) ArticlesRead(ctx context.Context, ids []int64) (map[int64]ArticleRead, error) {
	in, arg := v.dialect.In("article.id", ids)
	list, err := v.readArticles(ctx, "article.published > 0 AND "+in, arg)
	all := map[int64]ArticleRead{}
	for _, a := range list {
		all[a.ID] = a
	}
	return all, err
}

func (v *View) readArticles(ctx context.Context, where string, args ...any) (list []ArticleRead, err error) {
	err = v.each(ctx, "reading articles", readArticle+where, args, func(rows *sql.Rows) error {
		var content []byte
		var act int64
		a, err := scanArticle(rows, &content, &act)
		r := ArticleRead{Article: a.Article, Act: act}
		if err == nil {
			err = json.Unmarshal(content, &r.Content)
		}
		list = append(list, r)
		return err
	})
	return list, err
}

// BringArticles keeps new articles that were brought and publishes them, under the act under way.
func (t *Tx) BringArticles(ctx context.Context, list []article.Article) error {
	external, bodies := make([]string, len(list)), make([]string, len(list))
	for i := range list {
		body, err := json.Marshal(list[i].Draft)
		if err != nil {
			return err
		}
		external[i], bodies[i] = list[i].External, string(body)
	}
	into := "article (external, section, visibility, author, draft, found, edition, published, written, reviewed_at, updated_at, act)"
	err := t.insertAll(ctx, "bringing articles", into, 12, "", len(list), func(i int) []any {
		a := &list[i]
		return []any{a.External, a.Section, string(a.Visibility), a.Author, bodies[i], a.Draft.Found(), 2, 1, false, 0, t.now, t.Act}
	})
	if err != nil {
		return err
	}
	kept, err := t.ids(ctx, "SELECT id FROM article WHERE act = ? ORDER BY id", t.Act)
	if err != nil {
		return err
	}
	if len(kept) != len(list) {
		return fmt.Errorf("bringing articles: %d of %d are kept: %w", len(kept), len(list), ErrConflict)
	}
	return t.insertAll(ctx, "publishing articles", "article_version (article, number, content, at, act)", 5, "", len(list), func(i int) []any {
		return []any{kept[i], 1, bodies[i], t.now, t.Act}
	})
}

// ArticleSections lists them in their order, those within others after these.
func (v *View) ArticleSections(ctx context.Context) (list []article.Section, err error) {
	err = v.each(ctx, "reading sections", "SELECT id, parent, name_vi, name_en, place FROM article_section ORDER BY parent, place, id", nil, func(rows *sql.Rows) error {
		var s article.Section
		err := rows.Scan(&s.ID, &s.Parent, &s.Name.Vi, &s.Name.En, &s.Place)
		list = append(list, s)
		return err
	})
	return list, err
}

// SaveArticleSection keeps a section, new where its id is 0, and gives its id.
func (t *Tx) SaveArticleSection(ctx context.Context, s article.Section) (id int64, err error) {
	if s.ID == 0 {
		query := "INSERT INTO article_section (parent, name_vi, name_en, place) VALUES (?, ?, ?, ?) RETURNING id"
		err = t.one(ctx, "keeping a section", query, []any{s.Parent, s.Name.Vi, s.Name.En, s.Place}, &id)
		return id, err
	}
	n, err := t.exec(ctx, "changing a section", "UPDATE article_section SET parent = ?, name_vi = ?, name_en = ?, place = ? WHERE id = ?", s.Parent, s.Name.Vi, s.Name.En, s.Place, s.ID)
	return s.ID, t.wasThere("changing a section", n, err)
}

// RemoveArticleSection removes a section; its articles stand in none then.
func (t *Tx) RemoveArticleSection(ctx context.Context, id int64) error {
	_, err := t.exec(ctx, "emptying a section", "UPDATE article SET section = 0 WHERE section = ?", id)
	if err == nil {
		_, err = t.exec(ctx, "removing a section", "DELETE FROM article_section WHERE id = ?", id)
	}
	return err
}
