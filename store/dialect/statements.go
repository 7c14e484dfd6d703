package dialect

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"sync"
)

// statements are kept ready on the connection that writes, by their text: reading a long one takes longer than running it.
type statements struct {
	mu     sync.Mutex
	ready  map[string]*sql.Stmt
	wanted map[string]bool
}

// mostReady bounds how many are kept.
const mostReady = 100

// Statement is a statement within a transaction of the writer. Of a database, one that is asked for again is ready.
func Statement(ctx context.Context, d Dialect, tx *sql.Tx, text string) (*sql.Stmt, error) {
	if db, ok := d.(*DB); ok {
		if ready := db.statements.find(text); ready != nil {
			return tx.StmtContext(ctx, ready), nil
		}
	}
	return tx.PrepareContext(ctx, text)
}

// Ready makes ready what was asked for, once the transaction has ended: until then the connection is taken. What cannot be
// made ready is asked for again.
func (db *DB) Ready(ctx context.Context) {
	for _, text := range db.statements.take() {
		if s, err := db.Write.PrepareContext(ctx, text); err == nil {
			db.statements.keep(text, s)
		}
	}
}

func (s *statements) take() (wanted []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	wanted = slices.Collect(maps.Keys(s.wanted))
	clear(s.wanted)
	return wanted
}

func (s *statements) keep(text string, ready *sql.Stmt) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ready[text] != nil {
		_ = ready.Close() // somebody was quicker
		return
	}
	s.ready[text] = ready
}

// find gives a statement that is ready, and else notes that it is wanted.
func (s *statements) find(text string) *sql.Stmt {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ready == nil {
		s.ready, s.wanted = map[string]*sql.Stmt{}, map[string]bool{}
	}
	if s.ready[text] == nil && len(s.ready) < mostReady {
		s.wanted[text] = true
	}
	return s.ready[text]
}
