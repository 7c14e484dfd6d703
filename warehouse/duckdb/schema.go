package duckdb

import (
	"context"
	"encoding/json"
	"fmt"

	"banhda/hub/timeline"
	"banhda/warehouse/duckdb/duck"
	"banhda/wheel"
)

// layout is the number of the tables' layout. Whoever changes a table raises it.
const layout = 2

// The columns of both event tables, by their place.
const (
	colProfile = iota
	colHappened
	colID
	colSeq
	colReceived
	colName
	colSource
	colValue
	colCurrency
	colSale
	colTeam
	colCampaign
	colCost
	colReferrer
	colChannel
	colProperties
	colImported
	colRetracted
)

var eventTypes = []duck.Type{
	duck.BigInt, duck.BigInt, duck.Varchar, duck.BigInt, duck.BigInt, duck.Integer, duck.Varchar, duck.BigInt,
	duck.Varchar, duck.Varchar, duck.Varchar, duck.Varchar, duck.BigInt, duck.BigInt, duck.Varchar, duck.Varchar,
	duck.BigInt, duck.BigInt,
}

// happened is the event's at, a word SQL keeps for itself; received its received_at; imported its import;
// retracted the seq of the retraction that takes it back, null while none does. properties is null for none. A place in
// the quarantine is the seq of the entry's row.
const eventColumns = `(profile BIGINT, happened BIGINT, id VARCHAR, seq BIGINT, received BIGINT, name INTEGER,
	source VARCHAR, value BIGINT, currency VARCHAR, sale VARCHAR, team VARCHAR, campaign VARCHAR, cost BIGINT,
	referrer BIGINT, channel VARCHAR, properties VARCHAR, imported BIGINT, retracted BIGINT)`

const schema = `
CREATE TABLE meta (layout INTEGER, cursor BIGINT);
CREATE TABLE event_body ` + eventColumns + `;
CREATE TABLE event_recent ` + eventColumns + `;
CREATE TABLE name (id INTEGER, text VARCHAR);
CREATE TABLE profile (id BIGINT, seq BIGINT, received BIGINT, kind VARCHAR, value VARCHAR);
CREATE TABLE link (profile BIGINT, person BIGINT, seq BIGINT, rank BIGINT, received BIGINT);
CREATE TABLE trait (profile BIGINT, seq BIGINT, happened BIGINT, received BIGINT, id VARCHAR, rank INTEGER, name VARCHAR, fields VARCHAR);
CREATE TABLE retraction (id VARCHAR, imported BIGINT, seq BIGINT, received BIGINT);
CREATE TABLE rules (version BIGINT, seq BIGINT, received BIGINT, body VARCHAR);
CREATE TABLE quarantine (seq BIGINT, received BIGINT, place BIGINT, kind VARCHAR, source VARCHAR, reason VARCHAR);
INSERT INTO name VALUES (1, '` + wheel.FriendJoined + `'), (2, '` + wheel.FriendBought + `');
`

// eventTables is all events, for a FROM.
const eventTables = "(SELECT * FROM event_body UNION ALL SELECT * FROM event_recent)"

// The numbers of the derived events' names.
const (
	friendJoined = 1
	friendBought = 2
)

var tables = []string{"meta", "event_body", "event_recent", "event_next", "name", "profile", "link", "trait", "retraction", "rules", "quarantine"}

// prepare lays out an empty file, and reads what must be known before the first batch.
func (w *Warehouse) prepare(ctx context.Context) error {
	found, err := w.layout(ctx)
	switch {
	case err != nil:
		return err
	case found > layout:
		return fmt.Errorf("the warehouse was written by a newer version (layout %d, this one knows %d): use that version, or delete warehouse.duckdb to have it rebuilt from the log", found, layout)
	case found < layout:
		if err := w.empty(ctx); err != nil {
			return fmt.Errorf("lay out the warehouse: %w", err)
		}
	}
	if err := w.conn.Exec(ctx, "DROP TABLE IF EXISTS event_next"); err != nil {
		return err
	}
	return w.recall(ctx)
}

// layout is that of the file; 0 for an empty one.
func (w *Warehouse) layout(ctx context.Context) (int64, error) {
	if n, err := number(ctx, w.conn, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'meta'"); err != nil || n == 0 {
		return 0, err
	}
	return number(ctx, w.conn, "SELECT layout::BIGINT FROM meta")
}

// empty drops everything and lays the tables out anew, in one transaction.
func (w *Warehouse) empty(ctx context.Context) error {
	sql := ""
	for _, t := range tables {
		sql += "DROP TABLE IF EXISTS " + t + ";"
	}
	sql += schema + fmt.Sprintf("INSERT INTO meta VALUES (%d, 0)", layout)
	return w.transact(ctx, func() error { return w.conn.Exec(ctx, sql) })
}

// recall reads the cursor, the names and the catalogue.
func (w *Warehouse) recall(ctx context.Context) (err error) {
	var now standing
	if now.cursor, err = number(ctx, w.conn, "SELECT cursor FROM meta"); err != nil {
		return err
	}
	if err = w.count(ctx); err != nil {
		return err
	}
	if now.names, err = readNames(ctx, w.conn); err != nil {
		return err
	}
	now.catalogue, now.version, err = readCatalogue(ctx, w.conn, wheel.Forever)
	w.meanings = newMeanings(now.catalogue, now.names)
	w.now.Store(&now)
	return err
}

// readCatalogue reads the version in force at an entry; version 0 is the one a workspace starts with.
func readCatalogue(ctx context.Context, c *duck.Conn, seq int64) (cat timeline.Catalogue, version int64, err error) {
	rows, err := c.Query(ctx, "SELECT version, body FROM rules WHERE seq <= ? ORDER BY seq DESC LIMIT 1", seq)
	if err != nil {
		return cat, 0, err
	}
	cat = timeline.Default()
	for rows.Next() {
		version, cat = rows.Int64(0)[0], timeline.Catalogue{}
		if err := json.Unmarshal([]byte(rows.Text(1).View(0)), &cat); err != nil {
			rows.Close()
			return cat, 0, fmt.Errorf("catalogue version %d: %w", version, err)
		}
	}
	return cat, version, rows.Close()
}

// number runs a statement that gives one whole number.
func number(ctx context.Context, c *duck.Conn, sql string, args ...any) (n int64, err error) {
	rows, err := c.Query(ctx, sql, args...)
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		if !rows.Nulls(0).At(0) {
			n = rows.Int64(0)[0]
		}
	}
	return n, rows.Close()
}
