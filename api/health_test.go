package api

import (
	"strings"
	"testing"
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
# HELP banhda_operation_refused_total Operations that were refused.
# TYPE banhda_operation_refused_total counter
banhda_operation_refused_total{operation="gain"} 0
banhda_operation_refused_total{operation="wheel"} 1
`
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}
