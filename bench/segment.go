package main

import (
	"context"
	"fmt"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
	"banhda/warehouse"
	"banhda/warehouse/duckdb"
	"banhda/warehouse/duckdb/duck"
	"banhda/wheel"
)

// theSegment is a segment of three conditions, one of which counts what somebody did.
const theSegment = `did("Product Viewed", since 2025-07-01) >= 3 and exists phone and not tags has vip`

// measureSegment counts the people of a segment, as its editor does while somebody writes: beside the two queries that the
// databases answer for the same, one for each store, and the join of their answers.
func measureSegment(ctx context.Context, b *bench) error {
	k, err := b.openBook(ctx)
	if err != nil {
		return err
	}
	defer k.close()
	if err := k.fill(ctx, b.people); err != nil {
		return err
	}
	w, err := duckdb.Open(ctx, duckdb.Options{Dir: mkdir(b.dir, "segment"), MemoryLimit: "4GB"})
	if err != nil {
		return err
	}
	defer w.Close()
	if err := b.load(ctx, w); err != nil {
		return err
	}
	n := k.bound(theSegment)
	var ours, bare int64
	count := func() (err error) {
		ours, err = countSegment(ctx, k, w, n)
		return err
	}
	if err := count(); err != nil { // the first question reads the history
		return err
	}
	since := segment.Deeds(n)[0].From
	err = k.times("a segment of three conditions counted", 4*b.rounds, count, func() (err error) {
		bare, err = countBare(ctx, k, w, since)
		return err
	})
	if err == nil && ours != bare {
		err = fmt.Errorf("%d people by our count, %d by the bare one", ours, bare)
	}
	fmt.Printf("%d people belong to it; target 260 ms\n", ours)
	return err
}

// countSegment is what the editor asks: who fulfils what is asked of history, then the records among them.
func countSegment(ctx context.Context, k *book, w *duckdb.Warehouse, n segment.Node) (count int64, err error) {
	var asked []segment.Node
	for _, leaf := range segment.Leaves(n) {
		if segment.OfHistory(leaf) {
			asked = append(asked, leaf)
		}
	}
	c := warehouse.Cut{AsOf: historyStart + historySpan + day, KnownAt: wheel.Forever}
	sets, _, err := w.Members(ctx, c, asked)
	if err != nil {
		return 0, err
	}
	next := 0
	settled := segment.Replace(n, func(leaf segment.Node) segment.Node {
		if !segment.OfHistory(leaf) {
			return leaf
		}
		next++
		return segment.Among{Set: sets[next-1]}
	})
	err = k.Records.View(ctx, func(v *store.View) error {
		count, err = v.Count(ctx, store.Finding{Type: record.Person, Where: settled, Reach: auth.Everything})
		return err
	})
	return count, err
}

// countBare asks both databases the plain way.
func countBare(ctx context.Context, k *book, w *duckdb.Warehouse, since int64) (count int64, err error) {
	set := segment.NewSet()
	query := fmt.Sprintf(`SELECT profile FROM (SELECT * FROM event_body UNION ALL SELECT * FROM event_recent)
WHERE name = (SELECT id FROM name WHERE text = 'Product Viewed') AND happened >= %d GROUP BY profile HAVING count(*) >= 3`, since)
	err = w.SQL(ctx, query, func(rows *duck.Rows) error {
		for _, id := range rows.Int64(0) {
			set.Add(id)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	rows, err := k.bare.QueryContext(ctx, `SELECT id FROM record WHERE type = 'person' AND deleted_at = 0 AND into_id = 0 AND phone <> ''
AND NOT EXISTS (SELECT 1 FROM tagging WHERE tagging.type = 'person' AND tagging.record = record.id AND tag = 'vip')`)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return 0, err
		}
		if set.Has(id) {
			count++
		}
	}
	return count, rows.Err()
}
