package capture

import (
	"errors"
	"fmt"
	"unsafe"

	"github.com/tidwall/gjson"
)

// Limits on what is sent at once, those of the API this one is compatible with.
const (
	MaxCall  = 32 << 10   // bytes of one call
	MaxBatch = 500 * 1024 // bytes of a batch, uncompressed
	MaxCalls = 2500       // calls in a batch
)

// What the door says of a request it does not take.
var (
	ErrNotJSON  = errors.New("the body is not JSON")
	ErrTooLarge = errors.New("too much at once")
)

// Head is what the door sees of a request.
type Head struct {
	Calls    int64
	WriteKey string // as the body states it; empty: it states none
}

// Look reads no more of a body than the door must know.
func Look(route Route, body []byte) (h Head, err error) {
	if limit := route.limit(); len(body) > limit {
		return h, fmt.Errorf("%w: %d bytes, at most %d are allowed", ErrTooLarge, len(body), limit)
	}
	if !gjson.ValidBytes(body) {
		return h, ErrNotJSON
	}
	root := parse(body)
	h.WriteKey = text(root.Get("writeKey"))
	divide(route, root, func(gjson.Result) { h.Calls++ })
	if h.Calls > MaxCalls {
		return h, fmt.Errorf("%w: %d calls, at most %d are allowed", ErrTooLarge, h.Calls, MaxCalls)
	}
	return h, nil
}

func (r Route) limit() int {
	if r == Batch {
		return MaxBatch
	}
	return MaxCall
}

// parse looks at a body in place; whatever is kept of it must be copied.
func parse(body []byte) gjson.Result {
	return gjson.Parse(unsafe.String(unsafe.SliceData(body), len(body)))
}

// divide gives each call of a request. A batch without a list of calls is one call that nothing can be made of: so it
// is seen, and not lost without a trace.
func divide(route Route, root gjson.Result, each func(gjson.Result)) {
	if route != Batch {
		each(root)
		return
	}
	calls := root.Get("batch")
	if !calls.IsArray() {
		each(gjson.Result{})
		return
	}
	calls.ForEach(func(_, call gjson.Result) bool {
		each(call)
		return true
	})
}
