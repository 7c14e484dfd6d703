package flow

import (
	"context"
	"testing"
)

// counted is a log of rows of ten entries, which came by imports 1, 2, 3 in turn.
type counted struct {
	Log
	reads int
}

func (l *counted) Row(_ context.Context, seq int64) (Row, error) {
	l.reads++
	row := (seq - 1) / 10
	return Row{Seq: row*10 + 1, Count: 10, Import: row%3 + 1}, nil
}

// However entries are asked for, each row is read once.
func TestOriginsReadEachRowOnce(t *testing.T) {
	log := &counted{}
	f := New(Options{Log: log})
	for step := int64(1); step <= 7; step += 2 {
		for i := range int64(1000) {
			seq := (i*step*37)%1000 + 1
			imported, err := f.importOf(context.Background(), seq)
			if want := (seq-1)/10%3 + 1; err != nil || imported != want {
				t.Fatalf("entry %d came by %d (%v), want %d", seq, imported, err, want)
			}
		}
	}
	if log.reads != 100 {
		t.Errorf("100 rows were read %d times", log.reads)
	}
}
