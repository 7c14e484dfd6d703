package store

import (
	"fmt"
	"sync"

	"github.com/klauspost/compress/s2"

	"banhda/drive/flow"
	"banhda/store/dialect"
)

// How a body is kept.
const (
	asItCame = 0
	byS2     = 1
)

// worthPacking is from how many bytes on a body is packed: of few bytes nothing is saved.
const worthPacking = 512

// kept is a body as the log keeps it.
type kept struct {
	body   []byte
	packed int64
	buffer *[]byte // to be used again; nil: none
}

var packing = sync.Pool{New: func() any { return new([]byte) }}

// pack makes of a body what the log keeps of it: packed, where that saves an eighth at least.
func pack(body []byte) kept {
	if len(body) < worthPacking {
		return kept{body: body}
	}
	buffer := packing.Get().(*[]byte)
	if most := s2.MaxEncodedLen(len(body)); cap(*buffer) < most {
		*buffer = make([]byte, most)
	}
	small := s2.Encode((*buffer)[:cap(*buffer)], body)
	if len(small) > len(body)-len(body)/8 {
		packing.Put(buffer)
		return kept{body: body}
	}
	return kept{small, byS2, buffer}
}

// release gives memory back; the body is not to be used any more.
func (k *kept) release() {
	if k.buffer != nil {
		packing.Put(k.buffer)
	}
}

// unpack gives a row its body as it came.
func unpack(r *flow.Row, packed int64) (err error) {
	switch packed {
	case asItCame:
		return nil
	case byS2:
		if r.Body, err = s2.Decode(nil, r.Body); err != nil {
			return fmt.Errorf("entry %d: its body cannot be unpacked (%w): %w", r.Seq, err, dialect.ErrDamaged)
		}
		return nil
	}
	return fmt.Errorf("entry %d: its body is kept in the form %d, which this version does not know", r.Seq, packed)
}
