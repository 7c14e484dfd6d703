package flow

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// origins remembers by which imports rows of the log came, in order of their entries. Where an import was taken back
// and is repeated, each of its ids is known from several rows, and every one of them asks; a row is read once.
type origins []origin

type origin struct{ first, next, imported int64 }

// rememberedOrigins bounds the memory; beyond it, it begins anew.
const rememberedOrigins = 1 << 17

// importOf tells by which import an entry of the log came.
func (f *Flow) importOf(ctx context.Context, seq int64) (int64, error) {
	i, found := f.origins.find(seq)
	if found {
		return f.origins[i].imported, nil
	}
	row, err := f.Log.Row(ctx, seq)
	if err != nil {
		return 0, fmt.Errorf("read entry %d: %w", seq, err)
	}
	if len(f.origins) == rememberedOrigins {
		f.origins, i = f.origins[:0], 0
	}
	f.origins = slices.Insert(f.origins, i, origin{row.Seq, row.Seq + row.Count, row.Import})
	return row.Import, nil
}

// find gives the place of the row that holds an entry, or would have.
func (o origins) find(seq int64) (i int, found bool) {
	return slices.BinarySearchFunc(o, seq, func(o origin, seq int64) int {
		if o.first <= seq && seq < o.next {
			return 0
		}
		return cmp.Compare(o.first, seq)
	})
}
