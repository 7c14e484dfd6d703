package capture

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unsafe"

	"github.com/tidwall/gjson"
)

// Limits on what is sent at once, those of the API this one is compatible with.
const (
	MaxCall  = 32 << 10   // bytes of one call
	MaxBatch = 500 * 1024 // bytes of a batch, uncompressed
	MaxCalls = 2500       // calls in a batch
	MaxDepth = 1000       // lists and objects in one another: whoever reads them goes as deep, and pays for every level
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
	if deep(body) {
		return h, fmt.Errorf("%w: lists and objects lie more than %d deep in one another", ErrTooLarge, MaxDepth)
	}
	if !gjson.ValidBytes(body) {
		return h, ErrNotJSON
	}
	r := open(route, parse(body))
	h.WriteKey, h.Calls = text(r.writeKey), r.count()
	if h.Calls > MaxCalls {
		return h, fmt.Errorf("%w: %d calls, at most %d are allowed", ErrTooLarge, h.Calls, MaxCalls)
	}
	return h, nil
}

// deep reports whether lists and objects lie too deep in one another. Few bodies hold so many of them that it must be
// looked at closely; of what is no JSON it may say anything.
func deep(body []byte) bool {
	if bytes.Count(body, []byte{'['})+bytes.Count(body, []byte{'{'}) <= MaxDepth {
		return false
	}
	depth, inText := 0, false
	for i := 0; i < len(body) && depth <= MaxDepth; i++ {
		switch c := body[i]; {
		case c == '"':
			inText = !inText
		case inText && c == '\\':
			i++
		case inText:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
	}
	return depth > MaxDepth
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

// opened is a request in its parts. A batch is gone through once for them, because finding one by name goes through all
// that stands before it.
type opened struct {
	root             gjson.Result
	writeKey, sentAt gjson.Result
	context          gjson.Result
	batch            gjson.Result // the list of calls; of a route other than Batch the request is the one call
	single           bool
}

func open(route Route, root gjson.Result) opened {
	o := opened{root: root, single: route != Batch}
	if !root.IsObject() {
		return o
	}
	root.ForEach(func(key, v gjson.Result) bool {
		switch key.Str {
		case "writeKey":
			o.writeKey = v
		case "sentAt":
			o.sentAt = v
		case "context":
			o.context = v
		case "batch":
			o.batch = v
		}
		return true
	})
	return o
}

// divide gives each call. A batch without a list of calls is one call that nothing can be made of: so it is seen, and
// not lost without a trace.
func (o *opened) divide(each func(gjson.Result)) {
	switch {
	case o.single:
		each(o.root)
	case !o.batch.IsArray():
		each(gjson.Result{})
	default:
		o.batch.ForEach(func(_, call gjson.Result) bool {
			each(call)
			return true
		})
	}
}

// count is how many calls divide gives: the commas between them, and one.
func (o *opened) count() int64 {
	if o.single || !o.batch.IsArray() {
		return 1
	}
	n, depth, empty := int64(0), 0, true
	for i := 1; i < len(o.batch.Raw)-1; i++ {
		switch c := o.batch.Raw[i]; c {
		case ' ', '\t', '\r', '\n':
			continue
		case '"':
			i = closing(o.batch.Raw, i)
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case ',':
			if depth == 0 {
				n++
			}
		}
		empty = false
	}
	if empty {
		return 0
	}
	return n + 1
}

// closing is the place of the quote that ends the text beginning at i.
func closing(json string, i int) int {
	for {
		n := strings.IndexByte(json[i+1:], '"')
		i += n + 1
		before := i
		for json[before-1] == '\\' {
			before--
		}
		if (i-before)%2 == 0 {
			return i
		}
	}
}
