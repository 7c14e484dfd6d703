package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/attract/page"
)

const pageColumns = "page.id, page.key, page.kind, page.name, page.draft, page.edition, page.published, page.first_at, page.publish_at, page.hide_at, page.archived, page.updated_at"

// PageCount is how often a page was seen, and how many left their name there.
type PageCount struct{ Views, Leads int64 }

// Pages gives some of them, the last made first, before an id; 0 begins with the last.
func (v *View) Pages(ctx context.Context, before int64, limit int) ([]page.Page, error) {
	return v.pages(ctx, "(? = 0 OR id < ?) ORDER BY id DESC LIMIT ?", before, before, limit)
}

// Page is one of them; ErrNotFound where there is none of that id.
func (v *View) Page(ctx context.Context, id int64) (page.Page, error) {
	list, err := v.pages(ctx, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding page %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return page.Page{}, err
	}
	return list[0], nil
}

// DuePages are those behind an id whose draft is to be published by an instant, at most so many.
func (v *View) DuePages(ctx context.Context, now, after int64, limit int) ([]page.Page, error) {
	return v.pages(ctx, "publish_at > 0 AND publish_at <= ? AND id > ? ORDER BY id LIMIT ?", now, after, limit)
}

func (v *View) pages(ctx context.Context, where string, args ...any) (list []page.Page, err error) {
	err = v.each(ctx, "reading pages", "SELECT "+pageColumns+" FROM page WHERE "+where, args, func(rows *sql.Rows) error {
		p, err := scanPage(rows)
		list = append(list, p)
		return err
	})
	return list, err
}

func scanPage(rows *sql.Rows, more ...any) (p page.Page, err error) {
	var draft []byte
	into := []any{&p.ID, &p.Key, (*string)(&p.Kind), &p.Name, &draft, &p.Edition, &p.Published, &p.FirstAt, &p.PublishAt, &p.HideAt, &p.Archived, &p.UpdatedAt}
	if err = rows.Scan(append(into, more...)...); err == nil {
		err = json.Unmarshal(draft, &p.Draft)
	}
	return p, err
}

// LivePages are those that are published and not put away, with what visitors see, the last first published first.
func (v *View) LivePages(ctx context.Context) (list []page.Live, err error) {
	query := "SELECT " + pageColumns + ", v.number, v.content, v.at, v.act FROM page JOIN page_version v ON v.page = page.id AND v.number = page.published WHERE NOT page.archived ORDER BY page.first_at DESC, page.id DESC"
	err = v.each(ctx, "reading what visitors see", query, nil, func(rows *sql.Rows) error {
		var l page.Live
		var content []byte
		l.Page, err = scanPage(rows, &l.Number, &content, &l.At, &l.Act)
		if err == nil {
			err = json.Unmarshal(content, &l.Content)
		}
		l.Version.Page = l.ID
		list = append(list, l)
		return err
	})
	return list, err
}

// AddPage keeps a new one and gives its id; ErrConflict where there is one at that address. Who was led away from it is no more.
func (t *Tx) AddPage(ctx context.Context, p page.Page) (id int64, err error) {
	draft, err := json.Marshal(p.Draft)
	if err != nil {
		return 0, err
	}
	query := "INSERT INTO page (key, kind, name, draft, edition, published, first_at, publish_at, hide_at, archived, updated_at) VALUES (?, ?, ?, ?, 1, 0, 0, ?, ?, FALSE, ?) RETURNING id"
	err = t.one(ctx, "keeping a page", query, []any{p.Key, string(p.Kind), p.Name, string(draft), p.PublishAt, p.HideAt, t.now}, &id)
	if err == nil {
		_, err = t.exec(ctx, "taking an address", "DELETE FROM page_address WHERE key = ?", p.Key)
	}
	return id, err
}

// SavePage keeps one as it is from now on, as its next edition; ErrConflict where it is no longer the edition given. Where it
// was seen at another address, who comes there is led to it.
func (t *Tx) SavePage(ctx context.Context, p page.Page) error {
	was, err := t.Page(ctx, p.ID)
	if err != nil {
		return err
	}
	draft, err := json.Marshal(p.Draft)
	if err != nil {
		return err
	}
	query := "UPDATE page SET key = ?, kind = ?, name = ?, draft = ?, publish_at = ?, hide_at = ?, archived = ?, edition = edition + 1, updated_at = ? WHERE id = ? AND edition = ?"
	n, err := t.exec(ctx, "changing a page", query, p.Key, string(p.Kind), p.Name, string(draft), p.PublishAt, p.HideAt, p.Archived, t.now, p.ID, p.Edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing page %d: %w", p.ID, ErrConflict)
	}
	if err != nil || was.Key == p.Key {
		return err
	}
	if _, err = t.exec(ctx, "taking an address", "DELETE FROM page_address WHERE key = ?", p.Key); err != nil || was.FirstAt == 0 {
		return err
	}
	_, err = t.exec(ctx, "leaving an address", "INSERT INTO page_address (key, page) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET page = excluded.page", was.Key, p.ID)
	return err
}

// RemovePage forgets one that was never published; ErrConflict for another.
func (t *Tx) RemovePage(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing a page", "DELETE FROM page WHERE id = ? AND first_at = 0", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing page %d: %w", id, ErrConflict)
	}
	return err
}

// PublishPage keeps a page's draft as the version visitors see from now on, under the act under way; what was to be published
// later is so no more.
func (t *Tx) PublishPage(ctx context.Context, p page.Page) (v page.Version, err error) {
	v = page.Version{Page: p.ID, Content: p.Draft, At: t.now, Act: t.Act}
	body, err := json.Marshal(v.Content)
	if err != nil {
		return v, err
	}
	query := "INSERT INTO page_version (page, number, content, at, act) SELECT ?, COALESCE(MAX(number), 0) + 1, ?, ?, ? FROM page_version WHERE page = ? RETURNING number"
	if err = t.one(ctx, "publishing a page", query, []any{p.ID, string(body), v.At, v.Act, p.ID}, &v.Number); err != nil {
		return v, err
	}
	query = "UPDATE page SET published = ?, first_at = CASE WHEN first_at = 0 THEN ? ELSE first_at END, publish_at = 0, edition = edition + 1, updated_at = ? WHERE id = ?"
	_, err = t.exec(ctx, "publishing a page", query, v.Number, t.now, t.now, p.ID)
	return v, err
}

// HidePage takes a page from visitors; what was published of it stays.
func (t *Tx) HidePage(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "hiding a page", "UPDATE page SET published = 0, publish_at = 0, hide_at = 0, edition = edition + 1, updated_at = ? WHERE id = ?", t.now, id)
	return t.wasThere("hiding a page", n, err)
}

// PageVersions lists what was published of a page, the newest first.
func (v *View) PageVersions(ctx context.Context, id int64) ([]page.Version, error) {
	return v.pageVersions(ctx, "page = ? ORDER BY number DESC", id)
}

// PageVersion is one by its number; ErrNotFound where there is none.
func (v *View) PageVersion(ctx context.Context, id, number int64) (page.Version, error) {
	list, err := v.pageVersions(ctx, "page = ? AND number = ?", id, number)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding version %d of page %d: %w", number, id, ErrNotFound)
	}
	if err != nil {
		return page.Version{}, err
	}
	return list[0], nil
}

func (v *View) pageVersions(ctx context.Context, where string, args ...any) (list []page.Version, err error) {
	err = v.each(ctx, "reading versions of a page", "SELECT page, number, content, at, act FROM page_version WHERE "+where, args, func(rows *sql.Rows) error {
		var one page.Version
		var content []byte
		err := rows.Scan(&one.Page, &one.Number, &content, &one.At, &one.Act)
		if err == nil {
			err = json.Unmarshal(content, &one.Content)
		}
		list = append(list, one)
		return err
	})
	return list, err
}

// PageAddresses are the addresses pages were at before, each with the page.
func (v *View) PageAddresses(ctx context.Context) (map[string]int64, error) {
	all := map[string]int64{}
	err := v.each(ctx, "reading addresses", "SELECT key, page FROM page_address", nil, func(rows *sql.Rows) error {
		var key string
		var id int64
		err := rows.Scan(&key, &id)
		all[key] = id
		return err
	})
	return all, err
}

// CountPage adds to how often a page was seen, and how many left their name there, on a day.
func (t *Tx) CountPage(ctx context.Context, id int64, day string, more PageCount) error {
	query := `INSERT INTO page_day (page, day, views, leads) VALUES (?, ?, ?, ?)
ON CONFLICT (page, day) DO UPDATE SET views = page_day.views + excluded.views, leads = page_day.leads + excluded.leads`
	_, err := t.exec(ctx, "counting a page", query, id, day, more.Views, more.Leads)
	return err
}

// PageCounts are the counts of some pages from a day on, by page.
func (v *View) PageCounts(ctx context.Context, ids []int64, from string) (map[int64]PageCount, error) {
	counts := map[int64]PageCount{}
	if len(ids) == 0 {
		return counts, nil
	}
	in, arg := v.dialect.In("page", ids)
	query := "SELECT page, SUM(views), SUM(leads) FROM page_day WHERE day >= ? AND " + in + " GROUP BY page"
	err := v.each(ctx, "counting pages", query, []any{from, arg}, func(rows *sql.Rows) error {
		var id int64
		var c PageCount
		err := rows.Scan(&id, &c.Views, &c.Leads)
		counts[id] = c
		return err
	})
	return counts, err
}
