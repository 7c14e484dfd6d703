package capture

import (
	"time"

	"github.com/tidwall/gjson"
)

// How far from the instant it was received a call may lie: what is further off is a broken clock's.
const (
	oldest = 10 * 365 * 24 * time.Hour
	newest = 24 * time.Hour
)

// date says when it happened. The sender's clock may be wrong, but it knows how long before sending something happened:
// that much before it was received it is taken to have happened.
func (s *step) date() error {
	received := s.request.ReceivedAt
	s.event.At = received
	stated := s.said.originalTimestamp
	if !given(stated) {
		stated = s.said.timestamp
	}
	if !given(stated) {
		return nil
	}
	at, ok := instant(stated)
	if !ok {
		return dropped(BadTime, "%q is not an instant such as 2026-11-22T08:00:00.000Z", clip(text(stated)))
	}
	if sent, ok := instant(s.sent()); ok {
		at = received - (sent - at)
	}
	s.event.At = min(max(at, received-oldest.Microseconds()), received+newest.Microseconds())
	return nil
}

// sent is when the request was sent: a batch says it once for all of its calls.
func (s *step) sent() gjson.Result {
	if given(s.surroundings.sentAt) {
		return s.surroundings.sentAt
	}
	return s.said.sentAt
}

func given(v gjson.Result) bool { return v.Exists() && v.Type != gjson.Null && v.Raw != `""` }

var layouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999Z07:00", time.DateTime, time.DateOnly}

// instant reads ISO 8601, UTC where no zone is given, or a number of seconds or milliseconds since 1970.
func instant(v gjson.Result) (micros int64, ok bool) {
	switch v.Type {
	case gjson.String:
		for _, layout := range layouts {
			if t, err := time.Parse(layout, v.Str); err == nil {
				return t.UnixMicro(), true
			}
		}
	case gjson.Number:
		const milliseconds = 1e11 // of 1973, and as seconds of the year 5138
		switch n := v.Num; {
		case n > milliseconds && n < 1e14:
			return int64(n * 1e3), true
		case n > 0 && n <= milliseconds:
			return int64(n * 1e6), true
		}
	}
	return 0, false
}
