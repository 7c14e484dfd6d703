package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// Key is what a program shows to be let in: a write key to send events, an API key to ask operations. Instants are
// microseconds.
type Key struct {
	ID        int64
	Hash      string // of its token
	Token     string // a write key's; empty: an API key's, which nobody can read again
	Name      string
	Kind      string   // write or api
	Source    string   // a write key's: what its events say they come from
	Rank      string   // a write key's: browser or server
	Scopes    []string // an API key's permissions
	Origins   []string // a write key's: the web pages that may use it; none: any
	Maker     int64    // the user whose rights bound an API key; 0: the house
	CreatedAt int64
	UsedAt    int64 // 0: never
}

const keyColumns = "id, hash, token, name, kind, source, rank, scopes, origins, maker, created_at, used_at"

func (k *Key) columns() []any {
	return []any{&k.ID, &k.Hash, &k.Token, &k.Name, &k.Kind, &k.Source, &k.Rank, (*words)(&k.Scopes), (*words)(&k.Origins), &k.Maker, &k.CreatedAt, &k.UsedAt}
}

// AddKey adds a key and gives its id.
func (t *Tx) AddKey(ctx context.Context, k Key) (id int64, err error) {
	query := `INSERT INTO access_key (hash, token, name, kind, source, rank, scopes, origins, maker, created_at, used_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) RETURNING id`
	args := []any{k.Hash, k.Token, k.Name, k.Kind, k.Source, k.Rank, strings.Join(k.Scopes, " "), strings.Join(k.Origins, " "), k.Maker, t.now}
	err = t.one(ctx, "adding a key", query, args, &id)
	return id, err
}

// RemoveKey removes a key: from then on it opens nothing.
func (t *Tx) RemoveKey(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing a key", "DELETE FROM access_key WHERE id = ?", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing key %d: %w", id, ErrNotFound)
	}
	return err
}

// UseKey notes that a key was used just now.
func (t *Tx) UseKey(ctx context.Context, id int64) error {
	_, err := t.exec(ctx, "noting the use of a key", "UPDATE access_key SET used_at = ? WHERE id = ?", t.now, id)
	return err
}

// KeyByHash is the key whose token has that hash; ErrNotFound where there is none.
func (v *View) KeyByHash(ctx context.Context, hash string) (k Key, err error) {
	query := "SELECT " + keyColumns + " FROM access_key WHERE hash = ?"
	err = v.one(ctx, "reading a key", query, []any{hash}, k.columns()...)
	return k, err
}

// Keys are all there are, the first added first.
func (v *View) Keys(ctx context.Context) (list []Key, err error) {
	query := "SELECT " + keyColumns + " FROM access_key ORDER BY id"
	err = v.each(ctx, "listing keys", query, nil, func(rows *sql.Rows) error {
		var k Key
		err := rows.Scan(k.columns()...)
		list = append(list, k)
		return err
	})
	return list, err
}

// words reads a text as the words in it.
type words []string

// Scan implements sql.Scanner.
func (w *words) Scan(from any) error {
	var text sql.NullString
	err := text.Scan(from)
	*w = strings.Fields(text.String)
	return err
}
