package api

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// metrics counts what operations there were and how long they took.
type metrics struct {
	sync.Mutex
	operations map[string]*timing
}

type timing struct {
	count, failed int64
	seconds       float64
}

// observe is the middleware that counts an operation. One that streams its answer fails inside the stream; the
// count of failures knows only those that were refused before.
func (m *metrics) observe(c huma.Context, next func(huma.Context)) {
	start := time.Now()
	next(c)
	m.Lock()
	defer m.Unlock()
	if m.operations == nil {
		m.operations = map[string]*timing{}
	}
	t := m.operations[c.Operation().OperationID]
	if t == nil {
		t = &timing{}
		m.operations[c.Operation().OperationID] = t
	}
	t.count++
	t.seconds += time.Since(start).Seconds()
	if c.Status() >= http.StatusBadRequest {
		t.failed++
	}
}

// write gives the counts in the text format that Prometheus reads.
func (m *metrics) write(w io.Writer) {
	m.Lock()
	defer m.Unlock()
	family(w, "banhda_operation_seconds", "summary", "How long operations took.")
	for _, id := range slices.Sorted(maps.Keys(m.operations)) {
		t := m.operations[id]
		fmt.Fprintf(w, "banhda_operation_seconds_sum{operation=%q} %g\nbanhda_operation_seconds_count{operation=%q} %d\n", id, t.seconds, id, t.count)
	}
	family(w, "banhda_operation_refused_total", "counter", "Operations that were refused.")
	for _, id := range slices.Sorted(maps.Keys(m.operations)) {
		fmt.Fprintf(w, "banhda_operation_refused_total{operation=%q} %d\n", id, m.operations[id].failed)
	}
}

func family(w io.Writer, name, kind, help string) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

func single(w io.Writer, name, kind, help string, value int64) {
	family(w, name, kind, help)
	fmt.Fprintf(w, "%s %d\n", name, value)
}
