package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"sync"

	"banhda/delight/ticket"
	"banhda/engage/deal"
	"banhda/hub/record"
)

// catalogue are the fields of a type at one time. It is shared, so nobody changes it.
type catalogue struct {
	list  []record.Field
	index map[string]*record.Field
}

// catalogues are those that were read and still hold, so that not everybody who reads records asks for fields first.
type catalogues struct {
	mu      sync.Mutex
	held    map[record.Type]*catalogue
	changes int64 // how often a field was changed so far
}

// now is how often fields were changed before a transaction begins.
func (c *catalogues) now() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.changes
}

func (c *catalogues) of(t record.Type) *catalogue {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.held[t]
}

// keep keeps what a transaction read that began after so many changes, unless there were more meanwhile.
func (c *catalogues) keep(t record.Type, read *catalogue, changes int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if changes != c.changes {
		return
	}
	if c.held == nil {
		c.held = map[record.Type]*catalogue{}
	}
	c.held[t] = read
}

// changed forgets them, once a change is committed.
func (c *catalogues) changed() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held = nil
	c.changes++
}

// refield notes that fields are changed by the transaction: from here on it reads them itself.
func (t *Tx) refield() { t.catalogues, t.known, t.fielded = nil, nil, true }

// catalogue is that of a type.
func (v *View) catalogue(ctx context.Context, t record.Type) (*catalogue, error) {
	if c := v.catalogues[t]; c != nil {
		return c, nil
	}
	var c *catalogue
	if v.known != nil {
		c = v.known.of(t)
	}
	if c == nil {
		list, err := v.readFields(ctx, t)
		if err != nil {
			return nil, err
		}
		c = &catalogue{list, record.Index(list)}
		if v.known != nil {
			v.known.keep(t, c, v.since)
		}
	}
	if v.catalogues == nil {
		v.catalogues = map[record.Type]*catalogue{}
	}
	v.catalogues[t] = c
	return c, nil
}

// readFields reads those of a type, in their order: the standard ones as the company has changed them, and its own.
func (v *View) readFields(ctx context.Context, t record.Type) ([]record.Field, error) {
	fields := record.Standard(t)
	standard := record.Index(fields)
	var own []record.Field
	query := "SELECT definition FROM field WHERE type = ? ORDER BY key"
	err := v.each(ctx, "reading the fields", query, []any{string(t)}, func(rows *sql.Rows) error {
		var text []byte
		var kept record.Field
		if err := rows.Scan(&text); err != nil {
			return err
		}
		if err := json.Unmarshal(text, &kept); err != nil {
			return err
		}
		if f := standard[kept.Key]; f != nil {
			f.Amend(kept)
		} else {
			own = append(own, kept)
		}
		return nil
	})
	fields = append(fields, own...)
	if err == nil && t == record.Deal {
		var setup deal.Setup
		if setup, err = v.DealSetup(ctx); err == nil {
			setup.Options(fields)
		}
	}
	if err == nil && t == record.Ticket {
		var setup ticket.Setup
		if setup, err = v.TicketSetup(ctx); err == nil {
			setup.Options(fields)
		}
	}
	slices.SortStableFunc(fields, func(a, b record.Field) int { return cmp.Compare(a.Position, b.Position) })
	return fields, err
}
