package capture

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tidwall/gjson"

	"banhda/hub/timeline"
)

// step is one call on its way through the steps.
type step struct {
	*surroundings
	item   gjson.Result
	number int64 // in the log

	kind    Route
	said    said
	context context
	written properties
	event   timeline.Event
}

// said is what a call says of itself.
type said struct {
	kind, messageID, userID, anonymousID, previousID, groupID gjson.Result
	event, name, category, properties, traits                 gjson.Result
	timestamp, originalTimestamp, sentAt                      gjson.Result
}

// all takes the call through every step until one drops it. Those after it still fill in what they can, for whoever
// looks at what was dropped.
func (s *step) all() (err error) {
	for _, do := range [...]func(*step) error{(*step).tell, (*step).name, (*step).date, (*step).identify, (*step).describe, (*step).check} {
		if wrong := do(s); err == nil {
			err = wrong
		}
		if err != nil && s.kind == "" {
			return err
		}
	}
	return err
}

// tell reads the call, and finds out what kind it is.
func (s *step) tell() error {
	if !s.item.IsObject() {
		return dropped(NotAnObject, "a call is a JSON object, a batch holds a list of them under \"batch\"")
	}
	if len(s.item.Raw) > MaxCall {
		return dropped(TooLarge, "the call has %d bytes; at most %d are allowed", len(s.item.Raw), MaxCall)
	}
	s.read()
	kind := s.request.Route
	if kind == Batch {
		kind = Route(s.said.kind.Str)
	}
	if kind != Track && names[kind] == "" {
		return dropped(UnknownType, "%q is none of track, identify, page, screen, group, alias", clip(text(s.said.kind)))
	}
	s.kind = kind
	return nil
}

func (s *step) read() {
	s.item.ForEach(func(key, v gjson.Result) bool {
		if to := s.said.field(key.Str); to != nil {
			*to = v
		} else if key.Str == "context" {
			s.context.read(v)
		}
		return true
	})
	s.context.or(&s.surroundings.context)
}

func (s *said) field(key string) *gjson.Result {
	switch key {
	case "type":
		return &s.kind
	case "messageId":
		return &s.messageID
	case "userId":
		return &s.userID
	case "anonymousId":
		return &s.anonymousID
	case "previousId":
		return &s.previousID
	case "groupId":
		return &s.groupID
	case "event":
		return &s.event
	case "name":
		return &s.name
	case "category":
		return &s.category
	case "properties":
		return &s.properties
	case "traits":
		return &s.traits
	case "timestamp":
		return &s.timestamp
	case "originalTimestamp":
		return &s.originalTimestamp
	case "sentAt":
		return &s.sentAt
	}
	return nil
}

const (
	// maxMessageID is how long a message's id may be, in characters.
	maxMessageID = 100
	// publicIDs stands before the ids that come with a public key. Whoever copies one could otherwise send the ids that a
	// server's orders will have, and each of those would then count as sent before.
	publicIDs = "browser:"
)

// MessageID is the id of an event as whoever sent it knows it.
func MessageID(id string) string { return strings.TrimPrefix(id, publicIDs) }

// name says what happened, and by which id it is known. Without an id of its own a call is known by its place in the
// log.
func (s *step) name() error {
	s.event.Name = names[s.kind]
	if s.kind == Track {
		s.event.Name = text(s.said.event)
	}
	if s.event.ID = text(s.said.messageID); s.event.ID == "" {
		s.event.ID = "entry:" + strconv.FormatInt(s.number, 10)
	}
	if utf8.RuneCountInString(s.event.ID) > maxMessageID {
		s.event.ID = clip(s.event.ID)
		return dropped(LongID, "the messageId is longer than %d characters", maxMessageID)
	}
	if s.request.Public {
		s.event.ID = publicIDs + s.event.ID
	}
	if strings.TrimSpace(s.event.Name) == "" {
		return dropped(NoEventName, "a track call says under \"event\" what happened")
	}
	return nil
}

// check brings texts into their one form and looks at the whole.
func (s *step) check() error {
	s.event.Clean()
	if _, retracts := s.event.Retracts(); retracts && s.request.Public {
		return dropped(NotAllowed, "a public key takes no events back; do it from a server")
	}
	if err := s.event.Check(); err != nil {
		return unfit(err)
	}
	return nil
}

// text is a copy of a text or of a number as it is written; empty for anything else.
func text(v gjson.Result) string {
	switch v.Type {
	case gjson.String:
		return strings.Clone(v.Str)
	case gjson.Number:
		return strings.Clone(v.Raw)
	}
	return ""
}

// clip is the beginning of a long text.
func clip(s string) string {
	if len(s) <= maxMessageID {
		return s
	}
	return strings.ToValidUTF8(s[:maxMessageID], "") + "…"
}
