package history

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// readTexts reads the texts that cells share. Phonetic hints are no part of a text.
func (w *workbook) readTexts() error {
	part := w.parts[w.textsPart]
	if part == nil {
		return nil
	}
	in, err := part.Open()
	if err != nil {
		return fmt.Errorf("shared texts: %w", err)
	}
	defer in.Close()
	x := &xmlScan{in: bufio.NewReaderSize(in, readAhead)}
	var one textOf
	for {
		if err := x.next(); err != nil {
			return errors.Join(damaged(err), w.texts.ready())
		}
		if !one.take(x, "si") {
			continue
		}
		if err := w.texts.add(clean(nfc(validText(one.text)))); err != nil {
			return err
		}
		one = textOf{text: one.text[:0]}
	}
}

func validText(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return strings.ToValidUTF8(string(b), "\uFFFD")
}

// damaged is what an error within the workbook's XML means; its end is none.
func damaged(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return nil
	}
	return fmt.Errorf("the workbook is damaged: %w", err)
}

// textOf collects the text of an element that may be split into runs.
type textOf struct {
	text     []byte
	phonetic bool
}

// take looks at one tag; it reports that the element of this name has ended.
func (t *textOf) take(x *xmlScan, element string) (ended bool) {
	switch {
	case string(x.name) == "rPh":
		t.phonetic = !x.ends("rPh")
	case x.end && string(x.name) == "t" && !t.phonetic:
		t.text = append(t.text, x.text...)
	}
	return x.ends(element)
}
