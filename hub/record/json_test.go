package record_test

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"

	"banhda/hub/record"
)

// TestEncodeWritesWhatTheLibraryDoes has values of every kind, and texts that cannot be written as they are.
func TestEncodeWritesWhatTheLibraryDoes(t *testing.T) {
	values := record.Values{"name": "Nguyễn \"Thị\" <b>\\\n", "line\u2028": "a\u2028b\u2029", "bad": "a\xffb", "empty": "", "€": "€ & co", "n": int64(math.MinInt64), "zero": int64(0),
		"yes": true, "no": false, "half": 0.5, "large": 1e21, "tags": []string{"a", "b"}, "none": nil, "address": map[string]any{"b": "2", "a": map[string]any{}, "nil": map[string]any(nil)},
		"companies": []record.Membership{{Company: 7, Role: "<kế toán>", Primary: true}}}
	var want bytes.Buffer
	e := json.NewEncoder(&want)
	e.SetEscapeHTML(false)
	if err := e.Encode(map[string]any(values)); err != nil {
		t.Fatal(err)
	}
	if got, err := values.Encode(); err != nil || string(got)+"\n" != want.String() {
		t.Errorf("%v\n%s\nwant\n%s", err, got, want.String())
	}
	if got, err := record.EncodeValue(values); err != nil || string(got)+"\n" != want.String() {
		t.Errorf("as one value: %v\n%s", err, got)
	}
	if _, err := (record.Values{"n": math.NaN()}).Encode(); err == nil {
		t.Error("what cannot be written is written")
	}
}
