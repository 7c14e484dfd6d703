package quote

import "banhda/phrase"

// Approval is a discount above the limit that somebody asked leave for, of one draft and no other.
type Approval struct {
	ID        int64
	Quote     int64
	Edition   int64
	Mark      string
	Discount  int64 // hundredths of a percent
	Reason    string
	AskedBy   int64
	AskedAt   int64
	DecidedBy int64
	DecidedAt int64
	Granted   bool
	Note      string
}

// Needs reports whether a content's discount is above the limit, in hundredths of a percent. A limit below nothing is none.
func Needs(c *Content, limit int64) bool { return limit >= 0 && c.Off() > limit }

// Leave is the last word on a content, among what was asked of its quote; ok is false where nobody asked for this very one.
func Leave(c *Content, asked []Approval) (a Approval, ok bool) {
	mark := c.Mark()
	for _, one := range asked {
		if one.Mark == mark && one.ID >= a.ID {
			a, ok = one, true
		}
	}
	return a, ok
}

// MayGo says why a content may not be sent yet; nil: it may.
func MayGo(c *Content, limit int64, asked []Approval) error {
	if !Needs(c, limit) {
		return nil
	}
	a, ok := Leave(c, asked)
	switch {
	case !ok:
		return phrase.Errorf("a discount above the limit needs somebody's leave: ask for it first")
	case a.DecidedAt == 0:
		return phrase.Errorf("the discount waits for somebody's leave")
	case !a.Granted:
		return phrase.Errorf("the discount was refused: lower it, or ask again with another offer")
	}
	return nil
}

// Decide is somebody's word on an approval. Nobody decides on what they asked for themselves.
func (a *Approval) Decide(by int64, granted bool, note string, now int64) error {
	switch {
	case a.DecidedAt != 0:
		return phrase.Errorf("this was decided on already")
	case by == a.AskedBy && by != 0:
		return phrase.Errorf("nobody grants what they asked for themselves; somebody else has to look")
	}
	a.DecidedBy, a.DecidedAt, a.Granted, a.Note = by, now, granted, note
	return nil
}
