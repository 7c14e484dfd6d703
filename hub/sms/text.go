// Package sms is what messages to phones are made of: how many a text fills, what they cost, in whose name they may go, and
// what an answer means. It is pure.
package sms

import (
	"strings"
	"unicode"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"
)

// Encoding is how a text goes over the air.
type Encoding string

// The encodings. One character outside GSM turns the whole text into UCS-2: of accented Vietnamese letters GSM has only
// à è é ì ò ù and É.
const (
	GSM  Encoding = "gsm"  // GSM 03.38 with its extension: 160 units, 153 in each of several
	UCS2 Encoding = "ucs2" // UTF-16: 70 units, 67 in each of several
)

// How many units a message has room for, alone and as one of several, where a header says which.
const (
	gsmAlone, gsmJoined   = 160, 153
	ucs2Alone, ucs2Joined = 70, 67
)

// basic is the alphabet of GSM 03.38 in the order of its codes; what is at extension leads to the second one.
const basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"

const escape = 0x1b

// extended are the characters that take two units, with the code that follows escape.
var extended = map[rune]byte{'\f': 0x0a, '^': 0x14, '{': 0x28, '}': 0x29, '\\': 0x2f, '[': 0x3c, '~': 0x3d, ']': 0x3e, '|': 0x40, '€': 0x65}

var codes = func() map[rune]byte {
	m := map[rune]byte{}
	for i, r := range []rune(basic) {
		if i != escape {
			m[r] = byte(i)
		}
	}
	return m
}()

// Text is a text as it is sent.
type Text struct {
	Encoding Encoding
	Parts    [][]byte // each as it goes over the air: of GSM one septet in a byte, of UCS-2 two bytes a unit, the higher first
	Units    int
}

// Make cuts a text into what one message has room for each. No character is cut in two.
func Make(text string) Text {
	text = norm.NFC.String(text)
	if whole, units, ok := inGSM(text); ok {
		return Text{GSM, cut(whole, gsmAlone, gsmJoined), units}
	}
	return InUCS2(text)
}

func inGSM(text string) (letters [][]byte, units int, ok bool) {
	for _, r := range text {
		if code, known := codes[r]; known {
			letters = append(letters, []byte{code})
			units++
		} else if code, known := extended[r]; known {
			letters = append(letters, []byte{escape, code})
			units += 2
		} else {
			return nil, 0, false
		}
	}
	return letters, units, true
}

func inUCS2(text string) (letters [][]byte, units int) {
	for _, r := range text {
		var b []byte
		for _, u := range utf16.AppendRune(nil, r) {
			b = append(b, byte(u>>8), byte(u))
		}
		letters = append(letters, b)
		units += len(b) / 2
	}
	return letters, units
}

// cut lays letters into messages: one, where all have room in it, else several.
func cut(letters [][]byte, alone, joined int) (parts [][]byte) {
	all := 0
	for _, l := range letters {
		all += len(l)
	}
	room := joined
	if all <= alone {
		room = alone
	}
	var part []byte
	for _, l := range letters {
		if len(part)+len(l) > room {
			parts, part = append(parts, part), nil
		}
		part = append(part, l...)
	}
	if len(part) > 0 {
		parts = append(parts, part)
	}
	return parts
}

// Segments are how many messages the text fills: each is paid.
func (t *Text) Segments() int { return len(t.Parts) }

// Left is how many more units have room in the last message.
func (t *Text) Left() int {
	size, room := 1, gsmAlone
	if t.Encoding == UCS2 {
		size, room = 2, ucs2Alone
	}
	if len(t.Parts) == 0 {
		return room
	}
	if len(t.Parts) > 1 {
		room -= gsmAlone - gsmJoined
		if t.Encoding == UCS2 {
			room = ucs2Joined
		}
	}
	return room - len(t.Parts[len(t.Parts)-1])/size
}

// printed stand in for what word processors make of plain signs, and for what looks like a space.
var printed = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'", "–", "-", "—", "-", "…", "...", "\u00a0", " ", "\u202f", " ", "đ", "d", "Đ", "D", "₫", "d", "•", "-")

// Plain is a text without the marks of Vietnamese letters, so that more of it has room in a message.
func Plain(text string) string {
	text = printed.Replace(norm.NFC.String(text))
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
}

// With is a text behind a label, unless it begins with it already.
func With(label, text string) string {
	if label == "" || strings.HasPrefix(strings.TrimSpace(text), label) {
		return text
	}
	return label + " " + text
}

// InUCS2 cuts a text as Make does where GSM is not to be used.
func InUCS2(text string) Text {
	whole, units := inUCS2(norm.NFC.String(text))
	return Text{UCS2, cut(whole, 2*ucs2Alone, 2*ucs2Joined), units}
}

// Read is the text of what came over the air in GSM; what is no code of it is left out.
func Read(septets []byte) string {
	var b strings.Builder
	letters := []rune(basic)
	for i := 0; i < len(septets); i++ {
		switch c := septets[i]; {
		case c == escape && i+1 < len(septets):
			i++
			for r, code := range extended {
				if code == septets[i] {
					b.WriteRune(r)
				}
			}
		case c < 128 && c != escape:
			b.WriteRune(letters[c])
		}
	}
	return b.String()
}
