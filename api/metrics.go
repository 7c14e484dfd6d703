package api

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"banhda/store"
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

// observe counts an operation. One that failed is noted in the program's log: with its cause where the fault is ours,
// else without, since what was asked for may name somebody.
func (s *Server) observe(id string, took time.Duration, err error) {
	s.metrics.add(id, took, err != nil)
	if err == nil {
		return
	}
	log := s.Logger.With("operation", id, "seconds", took.Seconds())
	if status := statusOf(err); status < http.StatusInternalServerError {
		log.Info("operation refused", "status", status)
		return
	}
	log.Error("operation failed", "error", err)
}

func (m *metrics) add(id string, took time.Duration, failed bool) {
	m.Lock()
	defer m.Unlock()
	if m.operations == nil {
		m.operations = map[string]*timing{}
	}
	t := m.operations[id]
	if t == nil {
		t = &timing{}
		m.operations[id] = t
	}
	t.count++
	t.seconds += took.Seconds()
	if failed {
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
	family(w, "banhda_operation_failed_total", "counter", "Operations that failed.")
	for _, id := range slices.Sorted(maps.Keys(m.operations)) {
		fmt.Fprintf(w, "banhda_operation_failed_total{operation=%q} %d\n", id, m.operations[id].failed)
	}
}

// writeKeeping tells how long transactions kept the records' one writer.
func writeKeeping(w io.Writer, within []int64, sum time.Duration) {
	family(w, "banhda_write_seconds", "histogram", "How long transactions kept the writer of the records.")
	for i, limit := range store.KeepingLimits {
		fmt.Fprintf(w, "banhda_write_seconds_bucket{le=\"%g\"} %d\n", limit.Seconds(), within[i])
	}
	all := within[len(within)-1]
	fmt.Fprintf(w, "banhda_write_seconds_bucket{le=\"+Inf\"} %d\nbanhda_write_seconds_sum %g\nbanhda_write_seconds_count %d\n", all, sum.Seconds(), all)
}

func family(w io.Writer, name, kind, help string) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

func single(w io.Writer, name, kind, help string, value int64) {
	family(w, name, kind, help)
	fmt.Fprintf(w, "%s %d\n", name, value)
}
