package duck

import (
	"context"
	"unsafe"

	bind "github.com/duckdb/duckdb-go-bindings"
)

// Rows is a result read a chunk at a time. Column slices are C memory: they are good until the next Next or Close.
type Rows struct {
	ctx    context.Context
	sql    string
	stop   func() bool
	result bind.Result
	chunk  bind.DataChunk
	n      int
	err    error
}

func (r *Rows) start(s bind.PreparedStatement) error {
	var pending bind.PendingResult
	defer bind.DestroyPending(&pending)
	if bind.PendingPreparedStreaming(s, &pending) != bind.StateSuccess {
		return failure(r.ctx, bind.PendingError(pending), r.sql)
	}
	if bind.ExecutePending(pending, &r.result) != bind.StateSuccess {
		err := failure(r.ctx, bind.ResultError(&r.result), r.sql)
		bind.DestroyResult(&r.result)
		return err
	}
	return nil
}

// Next fetches the next chunk; false at the end or on an error, which Close gives.
func (r *Rows) Next() bool {
	bind.DestroyDataChunk(&r.chunk)
	r.n = 0
	if r.err != nil {
		return false
	}
	r.chunk = bind.FetchChunk(r.result)
	if r.chunk.Ptr == nil {
		if reason := bind.ResultError(&r.result); reason != "" {
			r.err = failure(r.ctx, reason, r.sql)
		}
		return false
	}
	r.n = int(bind.DataChunkGetSize(r.chunk))
	return r.n > 0
}

// Len is the number of rows in the chunk.
func (r *Rows) Len() int { return r.n }

// Close ends the reading and gives the error that ended it early, if any.
func (r *Rows) Close() error {
	r.stop()
	bind.DestroyDataChunk(&r.chunk)
	bind.DestroyResult(&r.result)
	return r.err
}

func column[T any](r *Rows, col int) []T {
	v := bind.DataChunkGetVector(r.chunk, bind.IdxT(col))
	return unsafe.Slice((*T)(bind.VectorGetData(v)), r.n)
}

// Int64 is a BIGINT column; where Nulls says so the value means nothing.
func (r *Rows) Int64(col int) []int64 { return column[int64](r, col) }

// Int32 is an INTEGER column.
func (r *Rows) Int32(col int) []int32 { return column[int32](r, col) }

// Text is a VARCHAR column.
func (r *Rows) Text(col int) Texts { return column[text](r, col) }

// Nulls is the column's mask of missing values.
func (r *Rows) Nulls(col int) Nulls {
	mask := bind.VectorGetValidity(bind.DataChunkGetVector(r.chunk, bind.IdxT(col)))
	if mask == nil {
		return nil
	}
	return unsafe.Slice((*uint64)(mask), (r.n+63)/64)
}

// Nulls marks missing values; nil marks none.
type Nulls []uint64

// At reports whether row i is missing.
func (n Nulls) At(i int) bool { return n != nil && n[i>>6]&(1<<(i&63)) == 0 }

// text is DuckDB's string: up to 12 bytes stand inside, longer ones behind the pointer.
type text struct {
	length uint32
	prefix [4]byte
	data   unsafe.Pointer
}

const inlined = 12

// Texts is a column of strings.
type Texts []text

// View is row i's text in place: it must not be kept.
func (t Texts) View(i int) string {
	s := &t[i]
	if s.length <= inlined {
		return unsafe.String(&s.prefix[0], s.length)
	}
	return unsafe.String((*byte)(s.data), s.length)
}

// At is a copy of row i's text.
func (t Texts) At(i int) string { return string([]byte(t.View(i))) }
