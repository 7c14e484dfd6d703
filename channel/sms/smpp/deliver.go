package smpp

import (
	"encoding/binary"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"banhda/channel/sms"
	text "banhda/hub/sms"
)

const (
	kinds   = 0x3c // of esm_class: what a deliver_sm is
	receipt = 0x04
)

// heard is a deliver_sm: a report, or an answer.
type heard struct {
	report *sms.Report
	answer *sms.Answer
}

// readDeliver reads a deliver_sm; good is false for what has no form.
func (s *Server) readDeliver(body []byte, now time.Time) (h heard, good bool) {
	f := &fields{left: body}
	f.text()
	f.take(2)
	from := f.text()
	f.take(2)
	to := f.text()
	class := f.byte()
	f.take(2)
	f.text()
	f.text()
	f.take(2)
	coding := f.byte()
	f.byte()
	said := f.take(int(f.byte()))
	options := f.options()
	if f.bad {
		return h, false
	}
	if payload := options[messagePayload]; len(said) == 0 {
		said = payload
	}
	if class&withHeader != 0 && len(said) > 0 && int(said[0]) < len(said) {
		said = said[said[0]+1:]
	}
	if class&kinds == receipt {
		h.report = readReceipt(s.decode(said, coding), options)
		h.report.To, h.report.At = number(from), now
		return h, len(h.report.Handles) > 0
	}
	h.answer = &sms.Answer{From: number(from), To: to, Text: s.decode(said, coding), At: now}
	return h, true
}

// number is an address in E.164.
func number(address string) string {
	switch {
	case address == "" || strings.HasPrefix(address, "+"):
		return address
	case strings.HasPrefix(address, "0"):
		return "+84" + address[1:]
	}
	return "+" + address
}

func (s *Server) decode(said []byte, coding byte) string {
	switch {
	case coding == codingUCS2:
		units := make([]uint16, len(said)/2)
		for i := range units {
			units[i] = binary.BigEndian.Uint16(said[2*i:])
		}
		return string(utf16.Decode(units))
	case coding == codingDefault && !s.Latin:
		return text.Read(said)
	}
	letters := make([]rune, len(said))
	for i, c := range said {
		letters[i] = rune(c)
	}
	return string(letters)
}

var (
	receiptID    = regexp.MustCompile(`(?i)\bid:\s*([0-9a-z._-]+)`)
	receiptState = regexp.MustCompile(`(?i)\bstat:\s*([a-z]+)`)
	receiptError = regexp.MustCompile(`(?i)\berr:\s*([0-9a-z]+)`)
)

// states are those of a receipt's text, and of the parameter message_state: section 5.2.28 of SMPP 3.4.
var (
	states = map[string]sms.State{"DELIVRD": sms.Delivered, "EXPIRED": sms.Failed, "DELETED": sms.Failed, "UNDELIV": sms.Failed, "REJECTD": sms.Failed}
	coded  = map[byte]sms.State{2: sms.Delivered, 3: sms.Failed, 4: sms.Failed, 5: sms.Failed, 8: sms.Failed}
)

// readReceipt reads a receipt: its parameters, else its text.
func readReceipt(said string, options map[uint16][]byte) *sms.Report {
	first := func(re *regexp.Regexp) string {
		if m := re.FindStringSubmatch(said); m != nil {
			return m[1]
		}
		return ""
	}
	r := &sms.Report{State: sms.Pending}
	id := strings.TrimRight(string(options[receiptedID]), "\x00")
	if id == "" {
		id = first(receiptID)
	}
	r.Handles = handles(id)
	if s, ok := states[strings.ToUpper(first(receiptState))]; ok {
		r.State = s
	} else if b := options[messageState]; len(b) == 1 && coded[b[0]] != "" {
		r.State = coded[b[0]]
	}
	if r.State == sms.Failed {
		r.Code = strings.ToLower(first(receiptState))
		if e := strings.Trim(first(receiptError), "0"); e != "" {
			r.Code += " " + first(receiptError)
		}
	}
	return r
}

// handle is a message's id in one form, however many noughts it begins with.
func handle(id string) string {
	id = strings.ToLower(strings.TrimSpace(id))
	if short := strings.TrimLeft(id, "0"); short != "" {
		return short
	}
	return id
}

// handles are all that an id may mean: as it is, and where one side writes hexadecimal and the other decimal.
func handles(id string) (all []string) {
	if id == "" {
		return nil
	}
	all = []string{handle(id)}
	if n, err := strconv.ParseUint(id, 10, 64); err == nil {
		all = append(all, strconv.FormatUint(n, 16))
	}
	if n, err := strconv.ParseUint(id, 16, 64); err == nil {
		all = append(all, strconv.FormatUint(n, 10))
	}
	return all
}
