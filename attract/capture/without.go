package capture

import (
	"github.com/tidwall/gjson"

	"banhda/hub/person"
)

// Without gives a body without the calls of whom is asked to be left out, and how many are left of it. Body is given back as it
// is where nobody is.
func Without(route Route, body []byte, left func(event string, who *person.Identity) (bool, error)) ([]byte, int64, error) {
	whole := open(route, parse(body))
	around := surroundings{request: &Request{Route: route, Body: body}}
	if route == Batch {
		around.context.read(whole.context)
	}
	var kept []byte
	var n, all int64
	var failed error
	whole.divide(func(item gjson.Result) {
		all++
		s := step{surroundings: &around, item: item}
		out := false
		if failed == nil && item.IsObject() && s.tell() == nil {
			_ = s.identify() // it never fails
			out, failed = left(text(s.said.event), &s.event.Person)
		}
		if out {
			return
		}
		if n++; n > 1 {
			kept = append(kept, ',')
		}
		kept = append(kept, item.Raw...)
	})
	if failed != nil || n == all || n == 0 {
		return body, n, failed
	}
	at := whole.batch.Index // only a batch has calls that stay beside those that go
	return append(append(append(append(append([]byte{}, body[:at]...), '['), kept...), ']'), body[at+len(whole.batch.Raw):]...), n, nil
}
