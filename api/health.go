package api

import (
	"fmt"
	"net/http"
	"runtime"
	"time"
)

// readyWithin is how far behind the log the projections may be, in time, for the house to count as ready.
const readyWithin = 10 * time.Second

// Health serves what a supervisor asks, and nothing about anybody:
//
//	/healthz  the process is up
//	/readyz   the log answers and what is in it is taken in within ten seconds
//	/metrics  counters in the text format of Prometheus
func (s *Server) Health() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", s.ready)
	mux.HandleFunc("GET /metrics", s.showMetrics)
	return mux
}

func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	if err := s.readiness(r); err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// readiness looks at the oldest entry that is not taken in yet: how long has it been waiting?
func (s *Server) readiness(r *http.Request) error {
	done := s.Flow.Done()
	tail, err := s.Log.Tail(r.Context())
	if err != nil {
		return fmt.Errorf("the log does not answer: %w", err)
	}
	if done >= tail {
		return nil
	}
	row, err := s.Log.Row(r.Context(), done+1)
	if err != nil {
		return fmt.Errorf("the log does not answer: %w", err)
	}
	if behind := s.Now().Sub(time.UnixMicro(row.ReceivedAt)); behind > readyWithin {
		return fmt.Errorf("taking in what was received %s ago: entry %d of %d", behind.Round(time.Second), done, tail)
	}
	return nil
}

func (s *Server) showMetrics(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4")
	tail, err := s.Log.Tail(r.Context())
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	done := s.Flow.Done()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	single(w, "banhda_log_entries_total", "counter", "Entries appended to the log.", tail)
	single(w, "banhda_projected_entries_total", "counter", "Entries every projection has taken in.", done)
	single(w, "banhda_lag_entries", "gauge", "Entries not taken in yet.", max(0, tail-done))
	single(w, "banhda_heap_bytes", "gauge", "Memory held by the Go heap.", int64(memory.HeapInuse))
	within, sum := s.Records.Keeping()
	writeKeeping(w, within, sum)
	s.metrics.write(w)
}
