package history

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	maxLine    = 16 << 20 // bytes of one row
	maxColumns = 16384    // as many as a spreadsheet has
)

// lines reads a text line by line, however long it is, holding one line of at most maxLine bytes.
type lines struct {
	in     *bufio.Reader
	number int64 // of the line last read
	back   []string
	long   []byte
}

// next is the next line without its end. Errors are io.EOF, a *rowError for a line that is too long, or fatal.
func (l *lines) next() (string, error) {
	if len(l.back) > 0 {
		line := l.back[0]
		l.back = l.back[1:]
		l.number++
		return line, nil
	}
	part, err := l.in.ReadSlice('\n')
	if err == nil {
		l.number++
		return string(withoutEnd(part)), nil
	}
	l.long = append(l.long[:0], part...)
	for errors.Is(err, bufio.ErrBufferFull) {
		part, err = l.in.ReadSlice('\n')
		if len(l.long) <= maxLine {
			l.long = append(l.long, part...)
		}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("after line %d: %w", l.number, err)
	}
	if len(l.long) == 0 {
		return "", io.EOF
	}
	l.number++
	if len(l.long) > maxLine {
		l.long = nil
		return "", &rowError{"", "the line is longer than 16 MB"}
	}
	return string(withoutEnd(l.long)), nil
}

// unread gives lines back, to be read again.
func (l *lines) unread(again ...string) {
	l.back = append(again, l.back...)
	l.number -= int64(len(again))
}

func withoutEnd(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\n' {
		line = line[:n-1]
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return line
}

// normal is a row's text in NFC; the error says that it is not UTF-8.
func normal(text string) (string, error) {
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			if !utf8.ValidString(text) {
				return "", &rowError{"", "is not UTF-8; say in which encoding the file is: encoding: windows-1258"}
			}
			return norm.NFC.String(text), nil
		}
	}
	return text, nil
}
