package duckdb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"banhda/drive/flow"
	"banhda/hub/timeline"
	"banhda/warehouse/duckdb/duck"
)

// Cursor implements flow.Projection.
func (w *Warehouse) Cursor(context.Context) (int64, error) { return w.now.Load().cursor, nil }

// Catalogue implements warehouse.Warehouse.
func (w *Warehouse) Catalogue(context.Context) (timeline.Catalogue, int64, error) {
	now := w.now.Load()
	return now.catalogue, now.version, nil
}

// Apply implements flow.Projection. Of a batch that begins before the cursor only the rest is taken in.
func (w *Warehouse) Apply(ctx context.Context, b *flow.Batch) error {
	w.writing.Lock()
	defer w.writing.Unlock()
	before := w.now.Load()
	if b.To <= before.cursor {
		return nil
	}
	if b.From > before.cursor {
		return fmt.Errorf("the warehouse stands at entry %d and was handed what comes after %d: replay from its cursor", before.cursor, b.From)
	}
	b = after(b, before.cursor)
	now, err := before.after(b)
	if err != nil {
		return err
	}
	if err := w.write(ctx, b); err != nil {
		return fmt.Errorf("take in entries %d to %d: %w", b.From+1, b.To, err)
	}
	w.applied(now, b)
	return w.spare(ctx, len(b.Events))
}

// applied takes over in memory what a committed batch changed.
func (w *Warehouse) applied(now *standing, b *flow.Batch) {
	w.recent += int64(len(b.Events))
	if n := len(b.Events); n > 0 && b.Events[n-1].Import != 0 {
		w.importing = true
	}
	if len(b.Catalogues) > 0 {
		w.meanings = newMeanings(now.catalogue, now.names)
	}
	w.now.Store(now)
	w.live.tell(w.meanings, b)
}

// after is where the warehouse stands after a batch.
func (s standing) after(b *flow.Batch) (*standing, error) {
	s.cursor = b.To
	if n := len(b.Catalogues); n > 0 {
		s.version, s.catalogue = b.Catalogues[n-1].Version, timeline.Catalogue{}
		if err := json.Unmarshal(b.Catalogues[n-1].Body, &s.catalogue); err != nil {
			return nil, fmt.Errorf("catalogue version %d: %w", s.version, err)
		}
	}
	return &s, nil
}

// after is the part of a batch after an entry.
func after(b *flow.Batch, seq int64) *flow.Batch {
	if b.From == seq {
		return b
	}
	return &flow.Batch{
		From: seq, To: b.To,
		Events:      rest(b.Events, func(e *flow.Event) bool { return e.Seq > seq }),
		Profiles:    rest(b.Profiles, func(p *flow.Profile) bool { return p.Seq > seq }),
		Links:       rest(b.Links, func(l *flow.Link) bool { return l.Seq > seq }),
		Traits:      rest(b.Traits, func(t *flow.Trait) bool { return t.Seq > seq }),
		Retractions: rest(b.Retractions, func(r *flow.Retracted) bool { return r.Seq > seq }),
		Catalogues:  rest(b.Catalogues, func(r *flow.Rules) bool { return r.Seq > seq }),
		Quarantined: rest(b.Quarantined, func(q *flow.Quarantined) bool { return q.Seq > seq }),
	}
}

func rest[T any](all []T, later func(*T) bool) []T {
	for i := range all {
		if later(&all[i]) {
			return all[i:]
		}
	}
	return nil
}

// write is the transaction of a batch.
func (w *Warehouse) write(ctx context.Context, b *flow.Batch) error {
	names := w.now.Load().names.grow()
	err := w.transact(ctx,
		func() error { return w.appendEvents(b.Events, names) },
		func() error { return w.appendNames(names) },
		func() error { return appendAll(w.conn, "profile", b.Profiles, profileTypes, profileRow) },
		func() error { return appendAll(w.conn, "link", b.Links, linkTypes, linkRow) },
		func() error { return appendAll(w.conn, "trait", b.Traits, traitTypes, traitRow) },
		func() error { return appendAll(w.conn, "rules", b.Catalogues, rulesTypes, rulesRow) },
		func() error { return appendAll(w.conn, "quarantine", b.Quarantined, quarantineTypes, quarantineRow) },
		func() error { return w.retract(ctx, b.Retractions) },
		func() error { return w.conn.Exec(ctx, "UPDATE meta SET cursor = ?", b.To) },
	)
	if err == nil {
		names.enter()
	}
	return err
}

// transact runs steps on the writer's connection in one transaction. A commit once begun is not given up.
func (w *Warehouse) transact(ctx context.Context, steps ...func() error) error {
	err := w.conn.Exec(ctx, "BEGIN")
	for i := 0; err == nil && i < len(steps); i++ {
		err = steps[i]()
	}
	if err == nil {
		err = w.conn.Exec(context.WithoutCancel(ctx), "COMMIT")
	}
	if err != nil {
		_ = w.conn.Exec(context.Background(), "ROLLBACK") // fails where the failure has ended the transaction
	}
	return err
}

// appendAll adds rows to a table.
func appendAll[T any](c *duck.Conn, table string, items []T, types []duck.Type, row func(a *duck.Appender, i int, item *T)) error {
	if len(items) == 0 {
		return nil
	}
	a, err := c.Append(table, types...)
	if err != nil {
		return err
	}
	for i := range items {
		row(a, i, &items[i])
		if err := a.End(); err != nil {
			return errors.Join(err, a.Close())
		}
	}
	return a.Close()
}

func (w *Warehouse) appendEvents(events []flow.Event, names *newNames) error {
	return appendAll(w.conn, "event_recent", events, eventTypes, func(a *duck.Appender, _ int, e *flow.Event) {
		a.Int64(colProfile, e.Profile)
		a.Int64(colHappened, e.At)
		a.Text(colID, e.ID)
		a.Int64(colSeq, e.Seq)
		a.Int64(colReceived, e.ReceivedAt)
		a.Int32(colName, names.number(e.Name))
		a.Text(colSource, e.Source)
		optional(a, colValue, e.Value, e.HasValue)
		a.Text(colCurrency, e.Currency)
		a.Text(colSale, e.Sale)
		a.Text(colTeam, e.Team)
		a.Text(colCampaign, e.Campaign)
		optional(a, colCost, e.Cost, e.HasCost)
		a.Int64(colReferrer, e.Referrer)
		a.Text(colChannel, e.Channel)
		object(a, colProperties, e.Properties)
		a.Int64(colImported, e.Import)
		a.Null(colRetracted)
	})
}

func optional(a *duck.Appender, col int, v int64, stated bool) {
	if a.Int64(col, v); !stated {
		a.Null(col)
	}
}

func object(a *duck.Appender, col int, o json.RawMessage) {
	if a.Bytes(col, o); len(o) == 0 {
		a.Null(col)
	}
}

func (w *Warehouse) appendNames(n *newNames) error {
	return appendAll(w.conn, "name", n.texts, []duck.Type{duck.Integer, duck.Varchar}, func(a *duck.Appender, i int, text *string) {
		a.Int32(0, n.first+int32(i))
		a.Text(1, *text)
	})
}

var (
	profileTypes = []duck.Type{duck.BigInt, duck.BigInt, duck.BigInt, duck.Varchar, duck.Varchar}
	linkTypes    = []duck.Type{duck.BigInt, duck.BigInt, duck.BigInt, duck.BigInt, duck.BigInt}
	traitTypes   = []duck.Type{duck.BigInt, duck.BigInt, duck.BigInt, duck.BigInt, duck.Varchar, duck.Integer, duck.Varchar, duck.Varchar}
	rulesTypes   = []duck.Type{duck.BigInt, duck.BigInt, duck.BigInt, duck.Varchar}
	retractTypes = []duck.Type{duck.Varchar, duck.BigInt, duck.BigInt, duck.BigInt}
)

func profileRow(a *duck.Appender, _ int, p *flow.Profile) {
	a.Int64(0, p.ID)
	a.Int64(1, p.Seq)
	a.Int64(2, p.ReceivedAt)
	a.Text(3, p.Kind)
	a.Text(4, p.Value)
}

// linkRow keeps the links' order: several may come of one entry, and the last wins.
func linkRow(a *duck.Appender, i int, l *flow.Link) {
	a.Int64(0, l.Profile)
	a.Int64(1, l.Person)
	a.Int64(2, l.Seq)
	a.Int64(3, int64(i))
	a.Int64(4, l.ReceivedAt)
}

func traitRow(a *duck.Appender, _ int, t *flow.Trait) {
	a.Int64(0, t.Profile)
	a.Int64(1, t.Seq)
	a.Int64(2, t.At)
	a.Int64(3, t.ReceivedAt)
	a.Text(4, t.ID)
	a.Int32(5, int32(t.Rank))
	a.Text(6, t.Name)
	object(a, 7, t.Fields)
}

func rulesRow(a *duck.Appender, _ int, r *flow.Rules) {
	a.Int64(0, r.Version)
	a.Int64(1, r.Seq)
	a.Int64(2, r.ReceivedAt)
	a.Text(3, string(r.Body))
}

// retract marks the events that retractions take back, each with the first that does.
func (w *Warehouse) retract(ctx context.Context, all []flow.Retracted) error {
	if len(all) == 0 {
		return nil
	}
	err := appendAll(w.conn, "retraction", all, retractTypes, func(a *duck.Appender, _ int, r *flow.Retracted) {
		a.Text(0, r.ID)
		a.Int64(1, r.Import)
		a.Int64(2, r.Seq)
		a.Int64(3, r.ReceivedAt)
	})
	if err != nil {
		return err
	}
	since := w.now.Load().cursor
	if err := mark(ctx, w.conn, "event_body", since); err != nil {
		return err
	}
	return mark(ctx, w.conn, "event_recent", since)
}

// mark applies the retractions after an entry to a table of events. They hold for entries before their own; of several, of
// the event itself or of the import it came by, the first counts.
func mark(ctx context.Context, c *duck.Conn, table string, after int64) error {
	found := func(match string) string {
		return "SELECT e.seq, r.seq AS taken FROM " + table + " e JOIN retraction r ON " + match + " WHERE r.seq > ? AND e.seq < r.seq AND e.retracted IS NULL"
	}
	return c.Exec(ctx, "UPDATE "+table+" SET retracted = t.taken FROM (SELECT seq, min(taken) AS taken FROM ("+
		found("r.id = e.id AND r.id <> ''")+" UNION ALL "+found("r.imported = e.imported AND r.imported <> 0")+
		") GROUP BY seq) t WHERE "+table+".seq = t.seq", after, after)
}

// Reset implements flow.Projection. Meanwhile the live world is nobody's: brought up to date from tables that are being emptied,
// it would have lost the events of whoever is read anew.
func (w *Warehouse) Reset(ctx context.Context) error {
	w.live.mu.Lock()
	defer w.live.mu.Unlock()
	w.live.world = nil
	if err := w.reset(ctx); err != nil {
		return fmt.Errorf("empty the warehouse: %w", err)
	}
	w.known.drop()
	w.columns.drop()
	return nil
}

func (w *Warehouse) reset(ctx context.Context) error {
	w.compacting.Lock()
	defer w.compacting.Unlock()
	return w.renew(ctx)
}
