package store

import (
	"context"
	"database/sql"
	"fmt"
)

// PriceBook is a list of prices products may have beside their own: for resellers, for a branch. The prices stand with
// the products.
type PriceBook struct {
	Key      string
	Name     string
	Currency string
	Archived bool
}

// PriceBooks are all there are, in order of their keys.
func (v *View) PriceBooks(ctx context.Context) (list []PriceBook, err error) {
	err = v.each(ctx, "reading the price books", "SELECT key, name, currency, archived FROM price_book ORDER BY key", nil, func(rows *sql.Rows) error {
		var b PriceBook
		err := rows.Scan(&b.Key, &b.Name, &b.Currency, &b.Archived)
		list = append(list, b)
		return err
	})
	return list, err
}

// AddPriceBook keeps a new one; ErrConflict where its key is taken.
func (t *Tx) AddPriceBook(ctx context.Context, b PriceBook) error {
	_, err := t.exec(ctx, "adding a price book", "INSERT INTO price_book (key, name, currency, archived, created_at) VALUES (?, ?, ?, ?, ?)",
		b.Key, b.Name, b.Currency, b.Archived, t.now)
	return err
}

// SetPriceBook changes one's name and whether it was put away; ErrNotFound where there is none.
func (t *Tx) SetPriceBook(ctx context.Context, b PriceBook) error {
	n, err := t.exec(ctx, "changing a price book", "UPDATE price_book SET name = ?, archived = ? WHERE key = ?", b.Name, b.Archived, b.Key)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing a price book: %w", ErrNotFound)
	}
	return err
}
