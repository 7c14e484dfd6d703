package smpp

import (
	"strings"
	"unicode"

	"banhda/channel/sms"
	text "banhda/hub/sms"
)

// Types of numbers, as addresses are described.
const (
	international, isdn = 1, 1
	alphanumeric        = 5
)

// Values of submit_sm.
const (
	codingDefault = 0
	codingLatin   = 3
	codingUCS2    = 8
	withHeader    = 0x40 // esm_class: the text begins with a header
	receiptAsked  = 1
)

// bodies are the submit_sm of a message: one for each part of it. ref is the same for all parts of one message.
func (s *Server) bodies(m *sms.Message, ref byte) (all [][]byte) {
	parts, coding := s.encode(m.Text)
	for i, part := range parts {
		class := byte(0)
		if len(parts) > 1 {
			class = withHeader
			part = append([]byte{5, 0, 3, ref, byte(len(parts)), byte(i + 1)}, part...)
		}
		var b builder
		b.text("")
		b.source(m.From)
		b.byte(international, isdn)
		b.text(strings.TrimPrefix(m.To, "+"))
		b.byte(class, 0, 0)
		b.text("") // at once
		b.text("") // as long as the network tries
		b.byte(receiptAsked, 0, coding, 0, byte(len(part)))
		b.Write(part)
		all = append(all, b.Bytes())
	}
	return all
}

// source is in whose name a message goes: a brandname or a number.
func (b *builder) source(from string) {
	if strings.ContainsFunc(from, unicode.IsLetter) {
		b.byte(alphanumeric, 0)
	} else {
		b.byte(0, isdn)
	}
	b.text(strings.TrimPrefix(from, "+"))
}

// encode cuts a text into parts as they go over the wire. Many message centres take the default alphabet for Latin-1.
func (s *Server) encode(whole string) (parts [][]byte, coding byte) {
	made := text.Make(whole)
	if made.Encoding == text.UCS2 {
		return made.Parts, codingUCS2
	}
	if !s.Latin {
		return made.Parts, codingDefault
	}
	for _, septets := range made.Parts {
		part, all := latin(text.Read(septets))
		if !all {
			return text.InUCS2(whole).Parts, codingUCS2
		}
		parts = append(parts, part)
	}
	return parts, codingDefault
}

func latin(s string) (b []byte, all bool) {
	for _, r := range s {
		if r > 0xff {
			return nil, false
		}
		b = append(b, byte(r))
	}
	return b, true
}
