package duck

import (
	"fmt"
	"strings"
	"unicode/utf8"
	"unsafe"

	bind "github.com/duckdb/duckdb-go-bindings"
)

// Type is a column's type.
type Type = bind.Type

// The types there are.
const (
	BigInt  = bind.TypeBigInt
	Integer = bind.TypeInteger
	Varchar = bind.TypeVarchar
)

// Appender adds rows to a table, many at a time. Fill the columns of a row by their place, then call End.
type Appender struct {
	table    string
	appender bind.Appender
	types    []bind.LogicalType
	chunk    bind.DataChunk
	columns  []slot
	row, max int
}

type slot struct {
	vector bind.Vector
	data   unsafe.Pointer
	valid  []uint64 // nil until the chunk's first missing value
}

// Append begins adding rows to table, whose columns have the given types. Call Close at the end.
func (c *Conn) Append(table string, types ...Type) (*Appender, error) {
	a := &Appender{table: table, max: int(bind.VectorSize())}
	if bind.AppenderCreate(c.conn, "main", table, &a.appender) != bind.StateSuccess {
		err := a.fail()
		bind.AppenderDestroy(&a.appender)
		return nil, err
	}
	for _, t := range types {
		a.types = append(a.types, bind.CreateLogicalType(t))
	}
	a.chunk = bind.CreateDataChunk(a.types)
	a.columns = make([]slot, len(types))
	a.refresh()
	return a, nil
}

// refresh finds the columns' memory, which moves when a chunk is reset.
func (a *Appender) refresh() {
	for i := range a.columns {
		v := bind.DataChunkGetVector(a.chunk, bind.IdxT(i))
		a.columns[i] = slot{vector: v, data: bind.VectorGetData(v)}
	}
	a.row = 0
}

// Int64 sets a BIGINT column of the row.
func (a *Appender) Int64(col int, v int64) {
	*(*int64)(unsafe.Add(a.columns[col].data, a.row*8)) = v
}

// Int32 sets an INTEGER column of the row.
func (a *Appender) Int32(col int, v int32) {
	*(*int32)(unsafe.Add(a.columns[col].data, a.row*4)) = v
}

// Text sets a VARCHAR column of the row. Bytes that are no UTF-8 become the replacement character.
func (a *Appender) Text(col int, s string) {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	if len(s) > inlined {
		bind.VectorAssignStringElement(a.columns[col].vector, bind.IdxT(a.row), s)
		return
	}
	t := (*text)(unsafe.Add(a.columns[col].data, a.row*int(unsafe.Sizeof(text{}))))
	*t = text{length: uint32(len(s))}
	copy(unsafe.Slice(&t.prefix[0], inlined), s)
}

// Bytes sets a VARCHAR column of the row, like Text.
func (a *Appender) Bytes(col int, b []byte) { a.Text(col, unsafe.String(unsafe.SliceData(b), len(b))) }

// Null leaves a column of the row missing.
func (a *Appender) Null(col int) {
	c := &a.columns[col]
	if c.valid == nil {
		bind.VectorEnsureValidityWritable(c.vector)
		c.valid = unsafe.Slice((*uint64)(bind.VectorGetValidity(c.vector)), (a.max+63)/64)
	}
	c.valid[a.row>>6] &^= 1 << (a.row & 63)
}

// End ends the row.
func (a *Appender) End() error {
	if a.row++; a.row < a.max {
		return nil
	}
	return a.flush()
}

func (a *Appender) flush() error {
	if a.row == 0 {
		return nil
	}
	bind.DataChunkSetSize(a.chunk, bind.IdxT(a.row))
	if bind.AppendDataChunk(a.appender, a.chunk) != bind.StateSuccess {
		return a.fail()
	}
	bind.DataChunkReset(a.chunk)
	a.refresh()
	return nil
}

// Close adds what is left and ends the appending. The rows belong to the connection's transaction.
func (a *Appender) Close() error {
	err := a.flush()
	if err == nil && bind.AppenderClose(a.appender) != bind.StateSuccess {
		err = a.fail()
	}
	bind.AppenderDestroy(&a.appender)
	bind.DestroyDataChunk(&a.chunk)
	for i := range a.types {
		bind.DestroyLogicalType(&a.types[i])
	}
	return err
}

func (a *Appender) fail() error {
	return fmt.Errorf("duckdb: append to %s: %s", a.table, advised(bind.AppenderError(a.appender)))
}
