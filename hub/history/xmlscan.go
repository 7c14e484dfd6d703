package history

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// xmlScan walks over the large parts of a workbook, sheets and shared texts, some ten times faster than a general
// XML reader and with one buffer. It knows elements, texts, entities, comments and CDATA; prefixes of names are
// dropped.
type xmlScan struct {
	in    *bufio.Reader
	name  []byte // of the element that begins or ends here
	attrs []byte
	text  []byte // before it, entities resolved
	end   bool   // the element ends here
	empty bool   // it begins and ends here
	tag   []byte
}

// next goes to the next tag.
func (x *xmlScan) next() error {
	x.text = x.text[:0]
	for {
		if err := x.upTo('<', &x.text, true); err != nil {
			return err
		}
		x.tag = x.tag[:0]
		if err := x.upTo('>', &x.tag, false); err != nil {
			return err
		}
		switch {
		case bytes.HasPrefix(x.tag, []byte("?")):
		case bytes.HasPrefix(x.tag, []byte("!--")):
			if err := x.throughTo("--"); err != nil {
				return err
			}
		case bytes.HasPrefix(x.tag, []byte("![CDATA[")):
			if err := x.throughTo("]]"); err != nil {
				return err
			}
			x.text = append(x.text, x.tag[8:len(x.tag)-2]...)
		case bytes.HasPrefix(x.tag, []byte("!")):
		default:
			x.split()
			return nil
		}
	}
}

// throughTo lengthens the tag until it ends with the given two characters before its >.
func (x *xmlScan) throughTo(ending string) error {
	for !bytes.HasSuffix(x.tag, []byte(ending)) || len(x.tag) < 5 {
		x.tag = append(x.tag, '>')
		if err := x.upTo('>', &x.tag, false); err != nil {
			return err
		}
	}
	return nil
}

// upTo appends to where what stands before a mark.
func (x *xmlScan) upTo(mark byte, where *[]byte, resolve bool) error {
	from := len(*where)
	for {
		part, err := x.in.ReadSlice(mark)
		*where = append(*where, part...)
		if len(*where) > maxLine {
			return fmt.Errorf("the workbook has a text longer than 16 MB")
		}
		if err == nil {
			break
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
	*where = (*where)[:len(*where)-1]
	if resolve && bytes.IndexByte((*where)[from:], '&') >= 0 {
		*where = append((*where)[:from], unescape(string((*where)[from:]))...)
	}
	return nil
}

func (x *xmlScan) split() {
	tag := x.tag
	x.end = len(tag) > 0 && tag[0] == '/'
	if x.end {
		tag = tag[1:]
	}
	x.empty = len(tag) > 0 && tag[len(tag)-1] == '/'
	if x.empty {
		tag = tag[:len(tag)-1]
	}
	n := bytes.IndexAny(tag, " \t\r\n")
	if n < 0 {
		n = len(tag)
	}
	x.name, x.attrs = tag[:n], tag[n:]
	if colon := bytes.IndexByte(x.name, ':'); colon >= 0 {
		x.name = x.name[colon+1:]
	}
}

// is reports whether an element of this name begins here.
func (x *xmlScan) is(name string) bool { return !x.end && string(x.name) == name }

// ends reports whether an element of this name ends here.
func (x *xmlScan) ends(name string) bool { return (x.end || x.empty) && string(x.name) == name }

// attr is the value of a short attribute without entities; it is valid until next.
func (x *xmlScan) attr(name string) []byte {
	for rest := x.attrs; ; {
		i := bytes.Index(rest, []byte(name))
		if i < 0 {
			return nil
		}
		before := i > 0 && rest[i-1] <= ' '
		rest = rest[i+len(name):]
		value := bytes.TrimLeft(rest, " \t\r\n")
		if !before || len(value) < 2 || value[0] != '=' {
			continue
		}
		value = bytes.TrimLeft(value[1:], " \t\r\n")
		if len(value) < 2 || value[0] != '"' && value[0] != '\'' {
			return nil
		}
		end := bytes.IndexByte(value[1:], value[0])
		if end < 0 {
			return nil
		}
		return value[1 : end+1]
	}
}

var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&amp;", "&")

// unescape resolves entities, those by number too.
func unescape(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "&#")
		if i < 0 {
			b.WriteString(entities.Replace(s))
			return b.String()
		}
		b.WriteString(entities.Replace(s[:i]))
		end := strings.IndexByte(s[i:], ';')
		if end < 0 {
			b.WriteString(s[i:])
			return b.String()
		}
		number, base := s[i+2:i+end], 10
		if hex, ok := strings.CutPrefix(number, "x"); ok {
			number, base = hex, 16
		}
		if r, err := strconv.ParseInt(number, base, 32); err == nil && utf8.ValidRune(rune(r)) {
			b.WriteRune(rune(r))
		}
		s = s[i+end+1:]
	}
}
