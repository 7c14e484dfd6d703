package history

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// tableReader gives the rows of one file in order.
type tableReader interface {
	// next fills the row's first cells. It gives io.EOF after the last row, a *rowError for a row that cannot be read
	// (the next one can), and any other error where reading cannot go on.
	next(r *row) error
	close() error
}

// openTable opens a file and reads as far as its header. bytes counts what is taken from the disk.
func openTable(path string, spec tableSpec, mapping string, bytes *atomic.Int64) (tableReader, *scope, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, &MappingError{mapping, spec.at.line, spec.at.column, "the file cannot be opened: " + err.Error(), "check path, and the folder it is looked for in"}
	}
	var reader tableReader
	var header []string
	switch format := spec.formatOf(path); format {
	case "xlsx":
		reader, header, err = openXLSX(file, spec, bytes)
	case "jsonl":
		reader, err = openJSONL(file, spec, bytes)
	default:
		reader, header, err = openCSV(file, spec, bytes)
	}
	if err != nil {
		file.Close()
		return nil, nil, &MappingError{mapping, spec.at.line, spec.at.column, filepath.Base(path) + ": " + err.Error(), ""}
	}
	s := newScope(mapping, spec.mark, header)
	switch reader := reader.(type) {
	case *jsonLines:
		s.json = newPaths()
		reader.paths = s.json
		s.mark = '.'
	case *xlsxTable:
		s.typed = true
		s.mark = '.'
	}
	return reader, s, nil
}

// formatOf is csv, xlsx or jsonl: as the mapping says, else by the path's ending.
func (s tableSpec) formatOf(path string) string {
	if s.format != "auto" {
		return s.format
	}
	switch filepath.Ext(strings.TrimSuffix(strings.ToLower(path), ".gz")) {
	case ".xlsx", ".xlsm":
		return "xlsx"
	case ".jsonl", ".ndjson", ".json":
		return "jsonl"
	}
	return "csv"
}

// counted counts the bytes read through it, for progress.
type counted struct {
	in    io.Reader
	bytes *atomic.Int64
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.bytes.Add(int64(n))
	return n, err
}

const readAhead = 256 << 10

// openText is a file's text as UTF-8, decompressed and decoded. A byte order mark says more than the mapping.
func openText(file *os.File, encodingName string, bytesRead *atomic.Int64) (*bufio.Reader, error) {
	in := bufio.NewReaderSize(counted{file, bytesRead}, readAhead)
	if magic, _ := in.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("the gzip file is damaged: %w", err)
		}
		in = bufio.NewReaderSize(unpacked, readAhead)
	}
	decode, err := decoderOf(encodingName)
	if err != nil {
		return nil, err
	}
	switch mark, _ := in.Peek(3); {
	case bytes.HasPrefix(mark, []byte{0xef, 0xbb, 0xbf}):
		if _, err := in.Discard(3); err != nil {
			return nil, err
		}
		decode = nil
	case bytes.HasPrefix(mark, []byte{0xff, 0xfe}), bytes.HasPrefix(mark, []byte{0xfe, 0xff}):
		decode = utf16
	}
	if decode != nil {
		in = bufio.NewReaderSize(decode.NewDecoder().Reader(in), readAhead)
	}
	return withLineFeeds(in), nil
}

// withLineFeeds gives a text whose lines end with a carriage return alone, as old Macintosh programs wrote it, the
// line ends of the others.
func withLineFeeds(in *bufio.Reader) *bufio.Reader {
	if start, _ := in.Peek(readAhead); bytes.IndexByte(start, '\n') < 0 && bytes.IndexByte(start, '\r') >= 0 {
		return bufio.NewReaderSize(lineFeeds{in}, readAhead)
	}
	return in
}

type lineFeeds struct{ in io.Reader }

func (l lineFeeds) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	for i, c := range p[:n] {
		if c == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

var utf16 = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)

// decoderOf finds an encoding by its label; nil for UTF-8.
func decoderOf(name string) (encoding.Encoding, error) {
	switch label := strings.ToLower(strings.TrimSpace(name)); label {
	case "", "utf-8", "utf8":
		return nil, nil
	case "utf-16", "utf16":
		return utf16, nil
	case "latin-1":
		return htmlindex.Get("latin1")
	case "cp1258":
		return htmlindex.Get("windows-1258")
	default:
		return htmlindex.Get(label)
	}
}
