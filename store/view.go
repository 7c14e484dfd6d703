package store

import (
	"context"
	"database/sql"
	"strings"

	"banhda/hub/record"
	"banhda/hub/view"
)

const viewColumns = "id, type, name, condition, sort, columns, shared, owner, team"

// ListViews are the saved views of a type, in the order they were made.
func (v *View) ListViews(ctx context.Context, typ record.Type) (list []view.View, err error) {
	query := "SELECT " + viewColumns + " FROM list_view WHERE type = ? ORDER BY id"
	err = v.each(ctx, "reading views", query, []any{string(typ)}, func(rows *sql.Rows) error {
		one, err := scanView(rows.Scan)
		list = append(list, one)
		return err
	})
	return list, err
}

// ListView is one saved view; ErrNotFound where there is none.
func (v *View) ListView(ctx context.Context, id int64) (one view.View, err error) {
	row := v.tx.QueryRowContext(ctx, v.dialect.Rebind("SELECT "+viewColumns+" FROM list_view WHERE id = ?"), id)
	one, err = scanView(row.Scan)
	return one, v.failed("reading a view", err)
}

func scanView(scan func(...any) error) (one view.View, err error) {
	var sort, columns string
	err = scan(&one.ID, (*string)(&one.Type), &one.Name, &one.Condition, &sort, &columns, (*string)(&one.Shared), &one.Owner, &one.Team)
	one.Sort, one.Columns = view.ParseSort(sort), view.List(columns)
	return one, err
}

// CountListViews is how many views somebody has saved.
func (v *View) CountListViews(ctx context.Context, owner int64) (n int64, err error) {
	err = v.one(ctx, "counting views", "SELECT COUNT(*) FROM list_view WHERE owner = ?", []any{owner}, &n)
	return n, err
}

// AddListView keeps a new view and gives its id.
func (t *Tx) AddListView(ctx context.Context, w view.View) (id int64, err error) {
	query := `INSERT INTO list_view (type, name, condition, sort, columns, shared, owner, team, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`
	args := []any{string(w.Type), w.Name, w.Condition, view.WriteSort(w.Sort), strings.Join(w.Columns, ","), string(w.Shared), w.Owner, w.Team, t.now, t.now}
	err = t.one(ctx, "keeping a view", query, args, &id)
	return id, err
}

// SaveListView keeps a view as it is from now on.
func (t *Tx) SaveListView(ctx context.Context, w view.View) error {
	query := "UPDATE list_view SET name = ?, condition = ?, sort = ?, columns = ?, shared = ?, team = ?, updated_at = ? WHERE id = ?"
	n, err := t.exec(ctx, "changing a view", query, w.Name, w.Condition, view.WriteSort(w.Sort), strings.Join(w.Columns, ","), string(w.Shared), w.Team, t.now, w.ID)
	return t.wasThere("changing a view", n, err)
}

// RemoveListView forgets a view.
func (t *Tx) RemoveListView(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing a view", "DELETE FROM list_view WHERE id = ?", id)
	return t.wasThere("removing a view", n, err)
}

func (t *Tx) wasThere(doing string, n int64, err error) error {
	if err == nil && n == 0 {
		err = t.failed(doing, sql.ErrNoRows)
	}
	return err
}
