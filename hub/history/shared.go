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
	size  uint32 // of all of them, in bytes

	// Where a text lies follows from where its group begins and how long the texts before it are: a byte for most.
	lengths []uint8
	groups  []uint32
	long    map[int]uint32 // lengths that a byte cannot say

	spilt *os.File
	write *bufio.Writer // while texts are still added
	parts [textParts]textPart
}

// Texts up to textsKept bytes stay in memory, and of others so many parts.
const (
	textsKept    = 4 << 20
	textPartSize = 4 << 10
	textParts    = 1 << 10
)

// A group is so many texts; longText stands for a length that does not fit.
const (
	textGroup = 16
	longText  = 255
)

type textPart struct {
	number int64 // from 1; 0: none
	bytes  []byte
}

// mostTexts is how many texts there may be: each takes memory, and a small file can hold empty ones without end.
const mostTexts = 1 << 26

var errManyTexts = errors.New("the workbook has more texts than can be held; save the sheet as CSV")

// add puts a text at the end.
func (t *texts) add(text string) error {
	if int(t.size)+len(text) >= 1<<31 || len(t.lengths) == mostTexts {
		return errManyTexts
	}
	t.place(uint32(len(text)))
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

// place notes where the next text lies.
func (t *texts) place(length uint32) {
	i := len(t.lengths)
	if i%textGroup == 0 {
		t.groups = append(t.groups, t.size)
	}
	if length >= longText {
		if t.long == nil {
			t.long = map[int]uint32{}
		}
		t.long[i] = length
	}
	t.lengths = append(t.lengths, uint8(min(length, longText)))
	t.size += length
}

// length is how long text i is, in bytes.
func (t *texts) length(i int) int64 {
	if n := t.lengths[i]; n < longText {
		return int64(n)
	}
	return int64(t.long[i])
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
	if i < 0 || i >= len(t.lengths) {
		return "", nil
	}
	from := int64(t.groups[i/textGroup])
	for before := i - i%textGroup; before < i; before++ {
		from += t.length(before)
	}
	to := from + t.length(i)
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
