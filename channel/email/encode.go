package email

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"math/bits"
	"mime"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// part appends a text with its headers, in the encoding that takes fewer bytes.
func part(b []byte, kind string, text []byte) []byte {
	b = append(b, "Content-Type: "+kind+"; charset=utf-8\r\nContent-Transfer-Encoding: "...)
	n := beyond(text)
	if n > 0 {
		text = norm.NFC.Bytes(text)
		n = beyond(text)
	}
	if n*6 > len(text) { // base64 is shorter: each such byte takes three when quoted
		return wrapped(append(b, "base64\r\n\r\n"...), text)
	}
	return quoted(append(b, "quoted-printable\r\n\r\n"...), text)
}

// Eight bytes of a text are looked at together.
const (
	each = 0x0101010101010101 // a one in each
	high = each << 7          // the highest bit of each
)

// beyond is how many bytes of a text are not ASCII.
func beyond(text []byte) (n int) {
	for ; len(text) >= 8; text = text[8:] {
		n += bits.OnesCount64(binary.LittleEndian.Uint64(text) & high)
	}
	for i := range len(text) {
		n += int(text[i] >> 7)
	}
	return n
}

// printed reports whether each of eight bytes is a blank or printed as itself: none is below a blank, an equals sign, or
// beyond a tilde.
func printed(x uint64) bool { return (x|(x+each)|(x-' '*each)|((x^'='*each)-each))&high == 0 }

const line = 76

// wrapped appends base64 in lines.
func wrapped(b, content []byte) []byte {
	const bytesOfLine = line / 4 * 3
	for len(content) > 0 {
		n := min(bytesOfLine, len(content))
		b = append(base64.StdEncoding.AppendEncode(b, content[:n]), "\r\n"...)
		content = content[n:]
	}
	return b
}

const digits = "0123456789ABCDEF"

// plain tells the bytes that quoted-printable leaves as they are, wherever they stand.
var plain = func() (t [256]bool) {
	for c := '!'; c <= '~'; c++ {
		t[c] = c != '='
	}
	return t
}()

// quoted appends quoted-printable (RFC 2045). No line begins with a dot, so that SMTP has none to double.
func quoted(b, text []byte) []byte {
	column := 0
	for i := 0; i < len(text); i++ {
		if n := asIs(text[i:], line-1-column); n > 0 && (column > 0 || text[i] != '.') {
			b, column = append(b, text[i:i+n]...), column+n
			i += n - 1
			continue
		}
		c := text[i]
		if c == '\r' && i+1 < len(text) && text[i+1] == '\n' {
			continue
		}
		if c == '\n' {
			b, column = append(b, "\r\n"...), 0
			continue
		}
		wide := !plain[c] && !(c == ' ' && i+1 < len(text) && text[i+1] != '\n' && text[i+1] != '\r') || c == '.' && column == 0
		need := 1
		if wide {
			need = 3
		}
		if column+need > line-1 {
			b, column = append(b, "=\r\n"...), 0
			wide = wide || c == '.'
		}
		if wide {
			b = append(b, '=', digits[c>>4], digits[c&15])
			column += 3
			continue
		}
		b = append(b, c)
		column++
	}
	return append(b, "\r\n"...)
}

// asIs is how many of a text's first bytes, at most room, quoted-printable leaves as they are: with the blanks that no line
// ends with.
func asIs(text []byte, room int) (n int) {
	most := min(len(text), room)
	for n+8 <= most && printed(binary.LittleEndian.Uint64(text[n:])) {
		n += 8
	}
	for n < most && (plain[text[n]] || text[n] == ' ') {
		n++
	}
	if n == len(text) || text[n] == '\n' || text[n] == '\r' {
		for n > 0 && text[n-1] == ' ' {
			n--
		}
	}
	return n
}

// append writes a file with its headers. Its name stands twice: as RFC 2231 has it, and in ASCII for who does not know that.
func (f *File) append(b []byte) []byte {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || r == '"' || r == '\\' || r > '~' {
			return '_'
		}
		return r
	}, f.Name)
	kind, _, err := mime.ParseMediaType(f.Type)
	if err != nil {
		kind = "application/octet-stream"
	}
	b = append(b, "Content-Type: "+kind+"; name=\""+name+"\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\""+name+"\""...)
	if name != f.Name {
		b = append(b, ";\r\n filename*=utf-8''"+percent(norm.NFC.String(f.Name))...)
	}
	return wrapped(append(b, "\r\n\r\n"...), f.Content)
}

// percent writes a name as RFC 2231 has it.
func percent(s string) string {
	var b bytes.Buffer
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_' {
			b.WriteByte(c)
			continue
		}
		b.Write([]byte{'%', digits[c>>4], digits[c&15]})
	}
	return b.String()
}

// asciiHost writes the host of an address in ASCII (RFC 5891).
func asciiHost(address string) (string, error) {
	at := strings.LastIndexByte(address, '@')
	if at < 0 || ascii(address[at:]) {
		return address, nil
	}
	host, err := idna.Lookup.ToASCII(address[at+1:])
	if err != nil {
		return address, errDomain
	}
	return address[:at+1] + host, nil
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
