package api

import (
	"context"
	"encoding/json"
	"slices"

	"banhda/drive/flow"
	"banhda/hub/timeline"
)

// A page looks through at most so many entries, or bytes of them.
const (
	searchedEntries = 20_000
	searchedBytes   = 8 << 20
)

// everyEntry reads the log from entry at back, until the page is full or enough was looked through. It gives the entry
// where the next page goes on.
func (s *Server) everyEntry(ctx context.Context, q *entriesQuestion, at int64) (list []Entry, next int64, err error) {
	list = []Entry{}
	catalogue, _, err := s.Warehouse.Catalogue(ctx)
	if err != nil {
		return nil, 0, err
	}
	entries, bytes := int64(0), 0
	for want := int64(q.Limit) + 1; at > 0 && len(list) <= q.Limit && entries < searchedEntries && bytes < searchedBytes; want *= 4 {
		part, err := s.readBack(ctx, at, want)
		if err != nil {
			return nil, 0, err
		}
		some, err := s.judged(ctx, part, at, catalogue)
		if err != nil {
			return nil, 0, err
		}
		for i := range some {
			if q.fits(&some[i]) {
				list = append(list, some[i])
			}
		}
		for i := range part {
			entries, bytes, at = entries+part[i].Count, bytes+len(part[i].Body), part[i].Seq-1
		}
	}
	return list, at, nil
}

// readBack gives the rows from the one that holds entry at back, the newest first, until they hold about so many
// entries.
func (s *Server) readBack(ctx context.Context, at, entries int64) (rows []flow.Row, err error) {
	for bytes := 0; at > 0 && entries > 0 && bytes < searchedBytes/2; {
		row, err := s.Log.Row(ctx, at)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
		entries, bytes, at = entries-row.Count, bytes+len(row.Body), row.Seq-1
	}
	return rows, nil
}

// judged are the events of rows up to entry at, the newest first, with what became of each.
func (s *Server) judged(ctx context.Context, rows []flow.Row, at int64, c timeline.Catalogue) (all []Entry, err error) {
	taken, err := s.Warehouse.Taken(ctx, rows[len(rows)-1].Seq, at)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		row := &rows[i]
		shown, err := s.Flow.Show(ctx, row)
		if err != nil {
			return nil, err
		}
		for k := min(int64(len(shown)), at-row.Seq+1) - 1; k >= 0; k-- {
			e := Entry{Seq: row.Seq + k, ReceivedAt: showInstant(row.ReceivedAt), Source: row.Source, Rank: row.Trust().String()}
			_, stored := slices.BinarySearch(taken, e.Seq)
			e.understood(&shown[k])
			e.judge(&shown[k], stored, c)
			all = append(all, e)
		}
	}
	return all, nil
}

// quarantined reads the entries that the quarantine names.
func (s *Server) quarantined(ctx context.Context, q *entriesQuestion, at int64) (list []Entry, next int64, err error) {
	list = []Entry{}
	const some = 1000
	set, err := s.Warehouse.Quarantine(ctx, at+1, some)
	if err != nil {
		return nil, 0, err
	}
	if next = 0; len(set) == some {
		next = set[some-1].Seq - 1
	}
	for _, aside := range set {
		if len(list) > q.Limit {
			return list, next, nil
		}
		if q.Source != "" && q.Source != aside.Source {
			continue
		}
		e, err := s.entry(ctx, aside)
		if err != nil {
			return nil, 0, err
		}
		if q.fits(&e) {
			list = append(list, e)
		}
	}
	return list, next, nil
}

// entry reads one entry of the quarantine.
func (s *Server) entry(ctx context.Context, aside flow.Quarantined) (Entry, error) {
	row, err := s.Log.Row(ctx, aside.Seq)
	if err != nil {
		return Entry{}, err
	}
	shown, err := s.Flow.Show(ctx, &row)
	e := Entry{Seq: aside.Seq, ReceivedAt: showInstant(aside.ReceivedAt), Source: row.Source, Rank: row.Trust().String(), Body: json.RawMessage("null")}
	if i := aside.Seq - row.Seq; i < int64(len(shown)) {
		e.understood(&shown[i])
	}
	e.State, e.Reason = stateQuarantined, &aside.Reason
	return e, err
}
