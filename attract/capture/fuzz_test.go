package capture

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"testing"
)

// FuzzRequest sends anything. What passes the door becomes as many calls as the door counted, each an event that can be
// taken in or dropped for a reason, and the same again when it is read again.
func FuzzRequest(f *testing.F) {
	for _, body := range []string{
		`{"userId":"u","event":"e","properties":{"revenue":1.5,"currency":"USD","order_id":7}}`,
		`{"batch":[{"type":"page","anonymousId":"a","context":{"page":{"url":"x"},"campaign":{"name":"n"}}},{"type":"identify","userId":"u","traits":{"email":"a@b.vn","address":{"city":"Huế"}}}],"sentAt":"2026-11-22T08:00:00Z"}`,
		`{"type":"alias","previousId":"a","userId":"b","timestamp":"2026-11-22T08:00:00+07:00"}`, `{"batch":[[],{},null,7,"x"]}`,
		`{"event":"\ud800","userId":"\u0000","properties":{"a":1,"a":2,"utm_source":"\u0111"}}`, "{\"event\":\"\xff\",\"userId\":\"u\"}", `{"properties": { } }`,
	} {
		for i := range Routes {
			f.Add(byte(i), []byte(body))
		}
	}
	f.Fuzz(func(t *testing.T, route byte, body []byte) {
		r := request(Routes[int(route)%len(Routes)], string(body))
		head, err := Look(r.Route, r.Body)
		if err != nil {
			if json.Valid(body) && errors.Is(err, ErrNotJSON) {
				t.Fatalf("%q is JSON", body)
			}
			return
		}
		before := bytes.Clone(body)
		calls := r.Read()
		if int64(len(calls)) != head.Calls || len(Items(r.Route, r.Body)) != len(calls) {
			t.Fatalf("%d calls, the door counted %d", len(calls), head.Calls)
		}
		again := request(r.Route, string(body)).Read()
		clear(r.Body)
		for i := range calls {
			if calls[i].Err == nil && calls[i].Event.Check() != nil {
				t.Fatalf("%q: taken in, and yet %v", before, calls[i].Event.Check())
			}
			if !reflect.DeepEqual(calls[i], again[i]) {
				t.Fatalf("%q gives\n%+v\nand then\n%+v", before, calls[i], again[i])
			}
		}
	})
}
