package flow

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"banhda/hub/timeline"
)

// Rewritten is the kind of row that took the place of one that came otherwise, because somebody in it was erased. Its
// body is a JSON array of rewrittenEntry.
const Rewritten Kind = "rewritten"

// rewrittenEntry is an entry that was read, or why it was not.
type rewrittenEntry struct {
	Event   *timeline.Event `json:"event,omitempty"`
	Refused string          `json:"refused,omitempty"`
}

type rewritten struct{}

// Decode implements Decoder.
func (rewritten) Decode(row *Row, _ string) ([]Decoded, error) {
	var entries []rewrittenEntry
	if err := json.Unmarshal(row.Body, &entries); err != nil {
		return nil, fmt.Errorf("read rewritten entries: %w", err)
	}
	all := make([]Decoded, len(entries))
	for i, e := range entries {
		if e.Event == nil {
			all[i].Err = errors.New(e.Refused)
			continue
		}
		all[i].Event = *e.Event
	}
	return all, nil
}

// Items implements Decoder.
func (rewritten) Items(row *Row) (items []json.RawMessage, err error) {
	return items, json.Unmarshal(row.Body, &items)
}

// Mask takes out of the log what names somebody.
type Mask interface {
	Touches(e *timeline.Event) bool
	Finds(text []byte) bool
	Apply(e *timeline.Event)
}

// Rewriter replaces rows of the log: kind and body, nothing else.
type Rewriter interface {
	Rewrite(ctx context.Context, row Row) error
}

// eraseBytes is how much of the log is read at a time.
const eraseBytes = 4 << 20

// Erase reads the whole log and rewrites the rows that a mask touches; the entries keep their numbers. It gives how many
// rows it rewrote. Projections know nothing of it: they are to be rebuilt. A row rewritten before is not touched again.
func (f *Flow) Erase(ctx context.Context, to Rewriter, m Mask, progress func(done, total int64)) (rows int64, err error) {
	currency, err := f.Currency(ctx)
	if err != nil {
		return 0, err
	}
	tail, err := f.Log.Tail(ctx)
	for at := int64(0); at < tail && err == nil; progress(at, tail) {
		var found []Row
		before := at
		err = f.Log.Read(ctx, at, eraseBytes, func(r Row) error {
			now, touched := f.masked(r, m, currency)
			if at = r.Seq + r.Count - 1; touched {
				found = append(found, now)
			}
			return nil
		})
		for i := 0; i < len(found) && err == nil; i++ {
			err = to.Rewrite(ctx, found[i])
		}
		if rows += int64(len(found)); at == before && err == nil {
			err = fmt.Errorf("the log ends at entry %d and not at %d", at, tail)
		}
	}
	return rows, err
}

// masked is a row as it is without what names somebody, and whether that is another one.
func (f *Flow) masked(r Row, m Mask, currency string) (Row, bool) {
	decoder := f.Decoders[r.Kind]
	if decoder == nil {
		return r, false // merges, catalogues and the like name nobody
	}
	all, err := decoder.Decode(&r, currency)
	if err != nil {
		return f.unreadable(r, m)
	}
	if !m.Finds(r.Body) && !slices.ContainsFunc(all, func(d Decoded) bool { return d.Err == nil && m.Touches(&d.Event) }) {
		return r, false
	}
	return rewrite(r, all, m)
}

// unreadable is a row of which not even the entries can be told apart: whoever is in it cannot be either.
func (f *Flow) unreadable(r Row, m Mask) (Row, bool) {
	if !m.Finds(r.Body) {
		return r, false
	}
	return rewrite(r, slices.Repeat([]Decoded{{Err: errors.New("erased")}}, int(r.Count)), m)
}

func rewrite(r Row, all []Decoded, m Mask) (Row, bool) {
	entries, events := make([]rewrittenEntry, len(all)), make([]timeline.Event, 0, len(all))
	for i := range all {
		if all[i].Err != nil {
			entries[i].Refused = reasonWithout(all[i].Err, m)
			continue
		}
		m.Apply(&all[i].Event)
		entries[i].Event, events = &all[i].Event, append(events, all[i].Event)
	}
	before := r.Body
	if r.Kind == Events {
		r.Body = timeline.AppendRow(nil, events)
		return r, !bytes.Equal(before, r.Body)
	}
	body, err := json.Marshal(entries)
	if r.Kind, r.Body = Rewritten, body; err != nil {
		r.Body = fmt.Appendf(nil, `[%s{"refused":"erased"}]`, strings.Repeat(`{"refused":"erased"},`, int(r.Count)-1))
	}
	return r, !bytes.Equal(before, r.Body)
}

func reasonWithout(err error, m Mask) string {
	if reason := err.Error(); !m.Finds([]byte(reason)) {
		return reason
	}
	return "erased"
}
