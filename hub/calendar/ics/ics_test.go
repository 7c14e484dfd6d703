package ics

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	golang "github.com/arran4/golang-ical"
	"pgregory.net/rapid"
)

func meeting() Event {
	at := time.Date(2026, 11, 25, 2, 0, 0, 0, time.UTC).UnixMicro()
	return Event{UID: "abc@banhda", Sequence: 2, Stamp: at - 1e9, From: at, To: at + 30*60*1e6, Summary: "Tư vấn máy pha; cà phê, lần 1", Text: "Mang theo\nhoá đơn cũ \\ mới",
		Place: "12 Lý Thường Kiệt, Hà Nội", URL: "https://example.com/b/x", Organizer: Party{Name: "Cà phê \"Ông Bà\"", Email: "shop@example.com"},
		Attendees: []Party{{Name: "Nguyễn Thị Hương", Email: "huong@example.com", Answer: "NEEDS-ACTION"}}, Alarm: 30 * time.Minute}
}

// TestASecondProgramReadsInvitations: what RFC 5546 asks of a REQUEST and a CANCEL is there, read by another parser.
func TestASecondProgramReadsInvitations(t *testing.T) {
	for _, m := range []Method{Request, Cancel, Publish} {
		e := meeting()
		b := Write(m, e)
		for line := range bytes.SplitSeq(bytes.TrimSuffix(b, []byte("\r\n")), []byte("\r\n")) {
			if len(line) > 75 || !utf8.Valid(line) || bytes.ContainsAny(line, "\r\n") {
				t.Errorf("%s: a line of %d bytes: %q", m, len(line), line)
			}
		}
		c, err := golang.ParseCalendar(bytes.NewReader(b))
		if err != nil || len(c.Events()) != 1 {
			t.Fatalf("%s: %v\n%s", m, err, b)
		}
		is := c.Events()[0]
		value := func(p golang.ComponentProperty) string {
			if is.GetProperty(p) == nil {
				return ""
			}
			return is.GetProperty(p).Value
		}
		from, err1 := is.GetStartAt()
		to, err2 := is.GetEndAt()
		if err1 != nil || err2 != nil || from.UnixMicro() != e.From || to.UnixMicro() != e.To {
			t.Errorf("%s: from %s to %s", m, from, to)
		}
		if is.Id() != e.UID || value(golang.ComponentPropertySequence) != "2" || value(golang.ComponentPropertyOrganizer) != "mailto:shop@example.com" || value(golang.ComponentPropertyDtstamp) == "" {
			t.Errorf("%s: %s", m, b)
		}
		if got := golang.FromText(value(golang.ComponentPropertySummary)); got != e.Summary {
			t.Errorf("%s: summary %q", m, got)
		}
		if got := golang.FromText(value(golang.ComponentPropertyDescription)); got != e.Text {
			t.Errorf("%s: text %q", m, got)
		}
		if who := is.Attendees(); len(who) != 1 || who[0].Email() != "huong@example.com" || who[0].ICalParameters["CN"][0] != "Nguyễn Thị Hương" {
			t.Errorf("%s: attendees %+v", m, who)
		}
		if status := value(golang.ComponentPropertyStatus); (status == "CANCELLED") != (m == Cancel) {
			t.Errorf("%s: status %s", m, status)
		}
		if !strings.Contains(string(b), "\r\nMETHOD:"+string(m)+"\r\n") || !strings.Contains(m.Type(), "method="+string(m)) {
			t.Errorf("%s: no method", m)
		}
	}
}

// What is written reads as it was, whatever letters are in it.
func TestWhatIsWrittenReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.NewReplacer("\r", "", "\x00", "").Replace(rapid.StringN(0, 200, 600).Draw(t, "text"))
		e := meeting()
		e.Summary = text
		c, err := Parse(Write(Request, e))
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Parts[0].text("SUMMARY"); got != text {
			t.Fatalf("%q reads as %q", text, got)
		}
	})
}

func TestAnswersToInvitationsAreRead(t *testing.T) {
	reply := "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:abc@banhda\r\nSEQUENCE:2\r\nDTSTAMP:20261123T010203Z\r\nORGANIZER:mailto:shop@example.com\r\nATTENDEE;CN=\"Hương: Nguyễn\";PARTSTAT=DECLI\r\n NED:MAILTO:Huong@Example.com\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	s, ok := ReadReply([]byte(reply))
	if !ok || s.UID != "abc@banhda" || s.Email != "huong@example.com" || s.Answer != "DECLINED" || s.Sequence != 2 || s.At != time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC).UnixMicro() {
		t.Errorf("%+v %v", s, ok)
	}
	for _, no := range []string{"", "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:a\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.c\nEND:VEVENT\nEND:VCALENDAR", "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR"} {
		if s, ok := ReadReply([]byte(no)); ok {
			t.Errorf("%q is read as %+v", no, s)
		}
	}
}

const feed = `BEGIN:VCALENDAR
BEGIN:VTIMEZONE
TZID:Somewhere
BEGIN:STANDARD
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:daily
DTSTART;TZID=Europe/Berlin:20270322T090000
DTEND;TZID=Europe/Berlin:20270322T100000
RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20270406T235959Z
EXDATE;TZID=Europe/Berlin:20270323T090000
END:VEVENT
BEGIN:VEVENT
UID:daily
RECURRENCE-ID;TZID=Europe/Berlin:20270329T090000
DTSTART;TZID=Europe/Berlin:20270329T150000
DURATION:PT30M
END:VEVENT
BEGIN:VEVENT
UID:free
TRANSP:TRANSPARENT
DTSTART:20270323T000000Z
DTEND:20270324T000000Z
END:VEVENT
BEGIN:VEVENT
UID:off
STATUS:CANCELLED
DTSTART:20270323T000000Z
DTEND:20270324T000000Z
END:VEVENT
BEGIN:VEVENT
UID:day
DTSTART;VALUE=DATE:20270325
DTEND;VALUE=DATE:20270326
END:VEVENT
BEGIN:VEVENT
UID:there
DTSTART;TZID=Somewhere:20270326T120000
DURATION:PT1H
END:VEVENT
END:VCALENDAR
`

// TestWhenSomebodyIsBusy: what recurs keeps its hour where clocks are moved (28 March 2027), what was taken out or moved is
// not where it was, whole days are those of the reader.
func TestWhenSomebodyIsBusy(t *testing.T) {
	c, err := Parse([]byte(feed))
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range Busy(c, time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC).UnixMicro(), time.Date(2027, 5, 1, 0, 0, 0, 0, time.UTC).UnixMicro(), zone) {
		got = append(got, time.UnixMicro(s.From).UTC().Format("0102T1504")+"-"+time.UnixMicro(s.To).UTC().Format("0102T1504"))
	}
	want := "0322T0800-0322T0900 0324T1700-0325T1700 0326T0900-0326T1000 0329T1300-0329T1330 0330T0700-0330T0800 0405T0700-0405T0800 0406T0700-0406T0800"
	if strings.Join(got, " ") != want {
		t.Errorf("%s\nnot\n%s", strings.Join(got, " "), want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(feed))
	f.Add(Write(Request, meeting()))
	f.Add([]byte("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101T000000\nDURATION:PT1S\nRRULE:FREQ=SECONDLY;BYMONTH=2\nEND:VEVENT"))
	f.Fuzz(func(t *testing.T, b []byte) {
		ReadReply(b)
		c, err := Parse(b)
		if err != nil {
			return
		}
		last := int64(0)
		for _, s := range Busy(c, 1_767_225_600_000_000, 1_769_904_000_000_000, time.UTC) {
			if s.To <= s.From || s.To <= 1_767_225_600_000_000 || s.From < last {
				t.Errorf("%+v after %d", s, last)
			}
			last = s.From
		}
	})
}
