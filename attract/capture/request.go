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
	root := parse(r.Body)
	around := surroundings{request: r}
	if r.Route == Batch {
		around.read(root)
	}
	var calls []Call
	divide(r.Route, root, func(item gjson.Result) {
		s := step{surroundings: &around, item: item, number: r.First + int64(len(calls))}
		err := s.all()
		calls = append(calls, Call{s.event, err})
	})
	return calls
}

// Items are the calls of a request as they came.
func Items(route Route, body []byte) (items []json.RawMessage) {
	divide(route, parse(body), func(item gjson.Result) {
		raw := item.Raw
		if !item.Exists() {
			raw = string(body)
		}
		items = append(items, json.RawMessage(raw))
	})
	return items
}

// surroundings are what a batch says for all of its calls.
type surroundings struct {
	request *Request
	sentAt  gjson.Result
	context context
}

func (a *surroundings) read(root gjson.Result) {
	root.ForEach(func(key, v gjson.Result) bool {
		switch key.Str {
		case "sentAt":
			a.sentAt = v
		case "context":
			a.context.read(v)
		}
		return true
	})
}

// context is the part of a call's context that is read.
type context struct{ page, campaign, traits gjson.Result }

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
		}
		return true
	})
}

// or fills what a call does not say by what its batch does.
func (c *context) or(batch *context) {
	for _, pair := range [...][2]*gjson.Result{{&c.page, &batch.page}, {&c.campaign, &batch.campaign}, {&c.traits, &batch.traits}} {
		if !pair[0].Exists() {
			*pair[0] = *pair[1]
		}
	}
}
