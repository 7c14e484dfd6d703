package flow

import (
	"context"
	"encoding/json"
	"fmt"

	"banhda/hub/timeline"
)

// own reads rows of Events, the form this program writes.
type own struct{}

// Decode implements Decoder.
func (own) Decode(row *Row, _ string) ([]Decoded, error) {
	events, err := timeline.ReadRow(row.Body)
	if err != nil {
		return nil, err
	}
	all := make([]Decoded, len(events))
	for i := range events {
		all[i].Event = events[i]
	}
	return all, nil
}

// Items implements Decoder.
func (own) Items(row *Row) (items []json.RawMessage, err error) {
	return items, json.Unmarshal(row.Body, &items)
}

// Shown is an entry of the log as people look at it: how it came, and what was understood of it.
type Shown struct {
	Decoded
	Body json.RawMessage
}

// Show reads one row of the log for people to look at: its entries in order, none for a row that holds no events. It
// may be called at any time.
func (f *Flow) Show(ctx context.Context, row *Row) ([]Shown, error) {
	decoder := f.Decoders[row.Kind]
	if decoder == nil {
		return nil, nil
	}
	currency, err := f.Currency(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the workspace's currency: %w", err)
	}
	items, err := decoder.Items(row)
	decoded, unread := decoder.Decode(row, currency)
	shown := make([]Shown, row.Count)
	for i := range shown {
		if unread == nil && i < len(decoded) {
			shown[i].Decoded = decoded[i]
		} else {
			shown[i].Err = unread
		}
		if err == nil && i < len(items) {
			shown[i].Body = items[i]
		}
	}
	return shown, nil
}
