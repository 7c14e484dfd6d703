package dialect

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// The write-ahead log of SQLite, in its pages of 4 KB.
const (
	writeBackAfter = 2048  // so much is copied back at once: more at once holds up others' syncs, less copies pages twice
	writeBackMost  = 16384 // beyond this the writer waits until all is back, so that the log begins anew and does not grow
	writeBackPause = 20 * time.Millisecond
	writeBackRest  = time.Second // where somebody reads what is too old for any to be copied
)

// writeBack copies what commits left in the write-ahead log back into the database's file, behind and beside the writer. SQLite
// would do it within some commit, for which everybody who writes would wait.
type writeBack struct {
	beside    *sql.DB // a connection of its own
	write     *sql.DB
	committed chan struct{} // has room for one
	stop      context.CancelFunc
	stopped   chan struct{}
}

func startWriteBack(beside, write *sql.DB, committed chan struct{}) *writeBack {
	ctx, stop := context.WithCancel(context.Background())
	w := &writeBack{beside, write, committed, stop, make(chan struct{})}
	go func() {
		defer close(w.stopped)
		w.run(ctx)
	}()
	return w
}

// close stops it; what is left SQLite copies back when its last connection is closed.
func (w *writeBack) close() error {
	w.stop()
	<-w.stopped
	return w.beside.Close()
}

// run copies until ctx ends. What fails is tried again after a later commit; the writer does it itself when it has waited for
// too long.
func (w *writeBack) run(ctx context.Context) {
	for pause := writeBackPause; ; {
		select {
		case <-ctx.Done():
			return
		case <-w.committed:
		}
		if gained, err := w.copy(ctx); err != nil || !gained {
			pause = writeBackRest
		} else {
			pause = writeBackPause
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// copy copies what there is, where it is worth it, and reports whether nobody's reading was in the way of all of it.
func (w *writeBack) copy(ctx context.Context) (gained bool, err error) {
	all, back, err := checkpoint(ctx, w.beside, "NOOP")
	if err != nil || all-back < writeBackAfter {
		return true, err
	}
	all, after, err := checkpoint(ctx, w.beside, "PASSIVE")
	if err != nil || all < writeBackMost {
		return after > back, err
	}
	conn, err := w.write.Conn(ctx)
	if err != nil {
		return false, err
	}
	_, after, err = checkpoint(ctx, conn, "PASSIVE") // the little that was written meanwhile
	return after > back, errors.Join(err, conn.Close())
}

// checkpoint tells how many pages the log has, and how many of them are back in the file.
func checkpoint(ctx context.Context, on interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}, mode string) (all, back int64, err error) {
	var busy int64
	err = on.QueryRowContext(ctx, "PRAGMA wal_checkpoint("+mode+")").Scan(&busy, &all, &back)
	return all, back, err
}
