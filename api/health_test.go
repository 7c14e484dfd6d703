package api

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"banhda/drive/flow"
)

func TestMetricsAreInPrometheusFormat(t *testing.T) {
	m := &metrics{operations: map[string]*timing{"wheel": {count: 3, failed: 1, seconds: 0.25}, "gain": {count: 1, seconds: 2}}}
	var b strings.Builder
	m.write(&b)
	want := `# HELP banhda_operation_seconds How long operations took.
# TYPE banhda_operation_seconds summary
banhda_operation_seconds_sum{operation="gain"} 2
banhda_operation_seconds_count{operation="gain"} 1
banhda_operation_seconds_sum{operation="wheel"} 0.25
banhda_operation_seconds_count{operation="wheel"} 3
# HELP banhda_operation_failed_total Operations that failed.
# TYPE banhda_operation_failed_total counter
banhda_operation_failed_total{operation="gain"} 0
banhda_operation_failed_total{operation="wheel"} 1
`
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}

// slow is a log whose first entry was received at an instant, and a flow that has not taken it in.
type slow struct {
	flow.Log
	Flow
	received time.Time
	tail     int64
}

func (s slow) Tail(context.Context) (int64, error) { return s.tail, nil }
func (s slow) Done() int64                         { return 0 }
func (s slow) Row(context.Context, int64) (flow.Row, error) {
	return flow.Row{Seq: 1, Count: 1, ReceivedAt: s.received.UnixMicro()}, nil
}

func TestReadyIsToHaveTakenInWhatCameSomeTimeAgo(t *testing.T) {
	now := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		tail   int64
		behind time.Duration
		status int
	}{{0, 0, 200}, {1, time.Second, 200}, {1, readyWithin, 200}, {1, readyWithin + time.Second, 503}} {
		late := slow{tail: c.tail, received: now.Add(-c.behind)}
		s := &Server{House: House{Log: late, Flow: late, Now: func() time.Time { return now }}}
		w := httptest.NewRecorder()
		s.Health().ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil))
		if w.Code != c.status {
			t.Errorf("%s behind: %d %s", c.behind, w.Code, w.Body)
		}
	}
}
