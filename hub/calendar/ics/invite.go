package ics

import (
	"strconv"
	"strings"
	"time"
)

// Method is what a calendar that is sent wants.
type Method string

// The methods (RFC 5546).
const (
	Publish Method = "PUBLISH"
	Request Method = "REQUEST"
	Cancel  Method = "CANCEL"
	Reply   Method = "REPLY"
)

// Type is the content type of a calendar that is sent: the method stands in it as in the calendar.
func (m Method) Type() string { return "text/calendar; charset=UTF-8; method=" + string(m) }

// Party is who takes part.
type Party struct {
	Name, Email string
	Answer      string // PARTSTAT: NEEDS-ACTION, ACCEPTED, DECLINED, TENTATIVE; empty: nothing is said of it
}

// Event is one meeting. Instants are microseconds.
type Event struct {
	UID       string // the same for as long as it is the same meeting
	Sequence  int64  // one more with each change
	Stamp     int64  // when this was written
	From, To  int64
	Summary   string
	Text      string
	Place     string
	URL       string
	Organizer Party // who sends it: programs show no buttons where it is somebody else
	Attendees []Party
	Alarm     time.Duration // how long before it programs remind; 0: they do not
}

// Write writes meetings as they are sent: lines end in CRLF, are folded at 75 bytes, times are UTC.
func Write(m Method, events ...Event) []byte {
	b := appendLine(nil, "BEGIN:VCALENDAR")
	for _, line := range []string{"VERSION:2.0", "PRODID:-//Banh Da//Appointments//EN", "CALSCALE:GREGORIAN", "METHOD:" + string(m)} {
		b = appendLine(b, line)
	}
	for i := range events {
		b = events[i].append(b, m)
	}
	return appendLine(b, "END:VCALENDAR")
}

func (e *Event) append(b []byte, m Method) []byte {
	status := "CONFIRMED"
	if m == Cancel {
		status = "CANCELLED"
	}
	lines := []string{"BEGIN:VEVENT", "UID:" + escape(e.UID), "SEQUENCE:" + strconv.FormatInt(e.Sequence, 10), "DTSTAMP:" + utc(e.Stamp),
		"DTSTART:" + utc(e.From), "DTEND:" + utc(e.To), "STATUS:" + status, "TRANSP:OPAQUE"}
	for _, p := range [...][2]string{{"SUMMARY:", escape(e.Summary)}, {"DESCRIPTION:", escape(e.Text)}, {"LOCATION:", escape(e.Place)}, {"URL:", oneLine(e.URL)}} {
		if p[1] != "" {
			lines = append(lines, p[0]+p[1])
		}
	}
	if e.Organizer.Email != "" {
		lines = append(lines, "ORGANIZER"+e.Organizer.written())
	}
	for _, p := range e.Attendees {
		also := ";ROLE=REQ-PARTICIPANT"
		if p.Answer != "" {
			also += ";PARTSTAT=" + p.Answer
		}
		if m == Request {
			also += ";RSVP=TRUE"
		}
		lines = append(lines, "ATTENDEE"+also+p.written())
	}
	if e.Alarm > 0 && m == Request {
		lines = append(lines, "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:"+escape(e.Summary), "TRIGGER:-PT"+strconv.Itoa(int(e.Alarm/time.Minute))+"M", "END:VALARM")
	}
	for _, line := range append(lines, "END:VEVENT") {
		b = appendLine(b, line)
	}
	return b
}

// written is a party as it ends its line: nothing in a name can end the quotation (RFC 5545 3.2).
func (p Party) written() string {
	name := ""
	if clean := strings.Map(plain, p.Name); strings.TrimSpace(clean) != "" {
		name = `;CN="` + strings.TrimSpace(clean) + `"`
	}
	return name + ":mailto:" + oneLine(p.Email)
}

func plain(r rune) rune {
	if r < ' ' || r == '"' || r == 0x7f {
		return -1
	}
	return r
}

func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, s)
}

const utcForm = "20060102T150405Z"

func utc(at int64) string { return time.UnixMicro(at).UTC().Format(utcForm) }

// Said is what one who was invited answers.
type Said struct {
	UID      string
	Email    string // in small letters
	Answer   string // ACCEPTED, DECLINED, TENTATIVE, …
	Sequence int64  // of the invitation that is answered
	At       int64  // when they said so (microseconds); 0: not told
}

// ReadReply reads the answer to an invitation; ok is false for what is none.
func ReadReply(b []byte) (s Said, ok bool) {
	c, err := Parse(b)
	if err != nil {
		return s, false
	}
	if m, _ := c.Get("METHOD"); !strings.EqualFold(strings.TrimSpace(m.Value), string(Reply)) {
		return s, false
	}
	for _, e := range c.Parts {
		who, answers := e.Get("ATTENDEE")
		if e.Name != "VEVENT" || !answers {
			continue
		}
		s.UID, s.Email, s.Answer = e.text("UID"), mailto(who.Value), strings.ToUpper(who.Params["PARTSTAT"])
		seq, _ := e.Get("SEQUENCE")
		s.Sequence, _ = strconv.ParseInt(strings.TrimSpace(seq.Value), 10, 64)
		if at, stamped := e.Get("DTSTAMP"); stamped {
			if t, err := time.Parse(utcForm, strings.TrimSpace(at.Value)); err == nil {
				s.At = t.UnixMicro()
			}
		}
		return s, s.UID != "" && s.Email != "" && s.Answer != ""
	}
	return s, false
}

func mailto(value string) string {
	value = strings.ToLower(strings.TrimSpace(value))
	return strings.TrimPrefix(value, "mailto:")
}
