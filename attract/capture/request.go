package capture

import (
	"encoding/json"

	"github.com/tidwall/gjson"

	"banhda/hub/timeline"
)

// Request is a request as it was received. Its body has passed the door.
type Request struct {
	Route      Route
	Body       []byte
	ReceivedAt int64  // microseconds
	First      int64  // the log's number of its first call
	Calls      int64  // how many there are, as the door counted them
	Public     bool   // it came with a key that everybody can read
	Currency   string // what money is in where nothing says
}

// Call is what became of one call: an event, or why there is none. What was understood of a dropped one is in Event.
type Call struct {
	Event timeline.Event
	Err   error
}

// Read takes every call of the request through the steps. The events keep nothing of the body.
func (r *Request) Read() []Call {
	whole := open(r.Route, parse(r.Body))
	around := surroundings{request: r}
	if r.Route == Batch {
		around.sentAt = whole.sentAt
		around.context.read(whole.context)
	}
	calls := make([]Call, 0, r.Calls)
	var s step // the calls take it in turn
	whole.divide(func(item gjson.Result) {
		s = step{surroundings: &around, item: item, number: r.First + int64(len(calls))}
		err := s.all()
		calls = append(calls, Call{s.event, err})
	})
	return calls
}

// Items are the calls of a request as they came, but for the key, which is not for whoever looks at them.
func Items(route Route, body []byte) (items []json.RawMessage) {
	whole := open(route, parse(body))
	whole.divide(func(item gjson.Result) {
		if !item.Exists() {
			item = whole.root
		}
		items = append(items, withoutKey(item))
	})
	return items
}

func withoutKey(item gjson.Result) json.RawMessage {
	if !item.Get("writeKey").Exists() || !item.IsObject() {
		return json.RawMessage(item.Raw)
	}
	raw := []byte{'{'}
	item.ForEach(func(key, v gjson.Result) bool {
		if key.Str == "writeKey" {
			return true
		}
		if len(raw) > 1 {
			raw = append(raw, ',')
		}
		raw = append(append(append(raw, key.Raw...), ':'), v.Raw...)
		return true
	})
	return append(raw, '}')
}

// surroundings are what a batch says for all of its calls.
type surroundings struct {
	request *Request
	sentAt  gjson.Result
	context context
}

// context is the part of a call's context that is read.
type context struct{ page, campaign, traits, zone gjson.Result }

func (c *context) read(v gjson.Result) {
	if !v.IsObject() {
		return
	}
	v.ForEach(func(key, v gjson.Result) bool {
		switch key.Str {
		case "page":
			c.page = v
		case "campaign":
			c.campaign = v
		case "traits":
			c.traits = v
		case "timezone":
			c.zone = v
		}
		return true
	})
}

// or fills what a call does not say by what its batch does.
func (c *context) or(batch *context) {
	for _, pair := range [...][2]*gjson.Result{{&c.page, &batch.page}, {&c.campaign, &batch.campaign}, {&c.traits, &batch.traits}, {&c.zone, &batch.zone}} {
		if !pair[0].Exists() {
			*pair[0] = *pair[1]
		}
	}
}
