package history

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
)

// texts are the texts that cells of a workbook share, one after the other. A workbook may have millions of them: what
// is more than fits a small memory lies in a file of its own, of which parts are kept as they are asked for.
type texts struct {
	start []byte // the texts, as far as they are in memory
	ends  []uint32
	size  uint32

	spilt *os.File
	write *bufio.Writer // while texts are still added
	parts [textParts]textPart
}

// Texts up to textsKept bytes stay in memory, and of others so many parts.
const (
	textsKept    = 8 << 20
	textPartSize = 4 << 10
	textParts    = 1 << 10
)

type textPart struct {
	number int64 // from 1; 0: none
	bytes  []byte
}

var errManyTexts = errors.New("the workbook has more than 2 GB of texts; save the sheet as CSV")

// add puts a text at the end.
func (t *texts) add(text string) error {
	if int(t.size)+len(text) >= 1<<31 {
		return errManyTexts
	}
	t.size += uint32(len(text))
	t.ends = append(t.ends, t.size)
	if t.spilt == nil && len(t.start)+len(text) <= textsKept {
		t.start = append(t.start, text...)
		return nil
	}
	if err := t.spill(); err != nil {
		return err
	}
	_, err := t.write.WriteString(text)
	return err
}

// spill opens the file for the texts to come.
func (t *texts) spill() (err error) {
	if t.spilt != nil {
		return nil
	}
	if t.spilt, err = os.CreateTemp("", "banhda-texts-"); err != nil {
		return fmt.Errorf("the workbook's texts need a file of their own: %w", err)
	}
	_ = os.Remove(t.spilt.Name()) // it goes with the process; where an open file cannot be removed, close does
	t.write = bufio.NewWriterSize(t.spilt, readAhead)
	return nil
}

// ready says that all texts have been added.
func (t *texts) ready() error {
	if t.write == nil {
		return nil
	}
	err := t.write.Flush()
	t.write = nil
	return err
}

// at is a text by its number; empty for one there is not.
func (t *texts) at(i int) (string, error) {
	if i < 0 || i >= len(t.ends) {
		return "", nil
	}
	from, to := int64(0), int64(t.ends[i])
	if i > 0 {
		from = int64(t.ends[i-1])
	}
	if to <= int64(len(t.start)) {
		return string(t.start[from:to]), nil
	}
	return t.fromFile(from-int64(len(t.start)), to-int64(len(t.start)))
}

func (t *texts) fromFile(from, to int64) (string, error) {
	part, err := t.part(from / textPartSize)
	if first := from % textPartSize; err == nil && first+to-from <= int64(len(part)) {
		return string(part[first : first+to-from]), nil
	}
	b := make([]byte, 0, to-from)
	for at := from; err == nil && at < to; {
		if part, err = t.part(at / textPartSize); err == nil {
			part = part[at%textPartSize:]
			b = append(b, part[:min(int64(len(part)), to-at)]...)
			at = from + int64(len(b))
		}
	}
	return string(b), err
}

// part is a part of the file, by its number.
func (t *texts) part(number int64) ([]byte, error) {
	p := &t.parts[number%textParts]
	if p.number == number+1 {
		return p.bytes, nil
	}
	if p.bytes == nil {
		p.bytes = make([]byte, textPartSize)
	}
	p.number = 0
	n, err := t.spilt.ReadAt(p.bytes[:textPartSize], number*textPartSize)
	if err != nil && !errors.Is(err, io.EOF) || n == 0 {
		return nil, fmt.Errorf("the workbook's texts cannot be read again: %w", err)
	}
	p.number, p.bytes = number+1, p.bytes[:n]
	return p.bytes, nil
}

func (t *texts) close() error {
	if t.spilt == nil {
		return nil
	}
	err := t.spilt.Close()
	_ = os.Remove(t.spilt.Name())
	return err
}
