package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"banhda/hub/zalo"
	"banhda/store/dialect"
)

// LastZalo is when a message went by Zalo last; 0: never.
func (v *View) LastZalo(ctx context.Context) (at int64, err error) {
	err = v.one(ctx, "looking when a message went by Zalo last", "SELECT COALESCE(max(sent_at), 0) FROM message WHERE channel = 'zalo'", nil, &at)
	return at, err
}

// Bought are those of some people who have an order that was completed, under whatever id they were known.
func (v *View) Bought(ctx context.Context, people []int64) (map[int64]bool, error) {
	in, arg := v.dialect.In("person", people)
	query := "SELECT DISTINCT person FROM profile WHERE " + in + " AND id IN (SELECT " + v.dialect.Field("fields", "person", dialect.Integer) +
		" FROM record WHERE type = 'order' AND deleted_at = 0 AND " + v.dialect.Field("fields", "status", dialect.Text) + " = 'completed')"
	bought := map[int64]bool{}
	err := v.each(ctx, "reading who bought", query, []any{arg}, func(rows *sql.Rows) error {
		var person int64
		err := rows.Scan(&person)
		bought[person] = true
		return err
	})
	return bought, err
}

// ReplaceZaloTemplates keeps the templates that Zalo has now, and forgets the others.
func (t *Tx) ReplaceZaloTemplates(ctx context.Context, list []zalo.Template) error {
	if _, err := t.exec(ctx, "forgetting the templates of Zalo", "DELETE FROM zalo_template"); err != nil {
		return err
	}
	params := make([]string, len(list))
	for i := range list {
		body, err := json.Marshal(list[i].Params)
		if err != nil {
			return err
		}
		params[i] = string(body)
	}
	return t.insertAll(ctx, "keeping the templates of Zalo", "zalo_template (id, name, status, quality, tag, price, params, preview, at)", 9, "ON CONFLICT DO NOTHING", len(list), func(i int) []any {
		o := &list[i]
		return []any{o.ID, o.Name, string(o.Status), o.Quality, string(o.Tag), o.Price, params[i], o.Preview, t.now}
	})
}

func (v *View) zaloTemplates(ctx context.Context, where string, args ...any) (list []zalo.Template, err error) {
	err = v.each(ctx, "reading the templates of Zalo", "SELECT id, name, status, quality, tag, price, params, preview, at FROM zalo_template WHERE "+where, args, func(rows *sql.Rows) error {
		var o zalo.Template
		var params []byte
		err := rows.Scan(&o.ID, &o.Name, (*string)(&o.Status), &o.Quality, (*string)(&o.Tag), &o.Price, &params, &o.Preview, &o.At)
		list = append(list, o)
		return errors.Join(err, json.Unmarshal(params, &list[len(list)-1].Params))
	})
	return list, err
}

// ZaloTemplates are the templates that Zalo had when it was asked last, by name, after one; empty: from the beginning.
func (v *View) ZaloTemplates(ctx context.Context, afterName, afterID string, limit int) ([]zalo.Template, error) {
	return v.zaloTemplates(ctx, "(name > ? OR name = ? AND id > ?) ORDER BY name, id LIMIT ?", afterName, afterName, afterID, limit)
}

// ZaloTemplate is one of them; ErrNotFound where there is none of that id.
func (v *View) ZaloTemplate(ctx context.Context, id string) (o zalo.Template, err error) {
	list, err := v.zaloTemplates(ctx, "id = ?", id)
	if err != nil || len(list) == 0 {
		return o, errors.Join(err, v.failed("reading a template of Zalo", sql.ErrNoRows))
	}
	return list[0], nil
}
