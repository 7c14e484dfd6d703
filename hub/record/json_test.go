package record_test

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
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

// FuzzDecode has objects read as the library reads them.
func FuzzDecode(f *testing.F) {
	fields := map[string]*record.Field{"a": {Key: "a", Kind: record.Text}, "b": {Key: "b", Kind: record.Number}, "c": {Key: "c", Kind: record.Tags}, "d": {Key: "d", Kind: record.Address}, "é": {Key: "é", Kind: record.Text}}
	for _, text := range []string{`{}`, ` { } `, `{"a":"x","b":1.5}`, `{"a": "x, \"y\": {", "c": ["1", "]"], "b": 2}`, `{"d":{"line":"7 }","b":"]"},"a":"é\u00e9"}`, `{"\u0061":"x"}`, `{"a":"x",}`, `{"a":"x"}}`,
		`{"a":"x"} 1`, `{"a"}`, `{"a":}`, `{,}`, `[]`, `{"é":"x"}`, `{"a":"x","a":"y"}`, `{"a":"x\\"}`, `{"a":"`, `null`, ``} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		raw := map[string]json.RawMessage{}
		if json.Unmarshal(text, &raw) != nil || raw == nil {
			_, _ = record.Decode(fields, text) // whatever it says, it comes to an end
			return
		}
		want := record.Values{}
		for key, item := range raw {
			if field := fields[key]; field != nil {
				if value := field.DecodeValue(item); value != nil {
					want[key] = value
				}
			}
		}
		if got, err := record.Decode(fields, text); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s is read as %v, %v; want %v", text, got, err, want)
		}
	})
}
