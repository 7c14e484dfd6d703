package history

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
)

// workbook is what an XLSX file keeps beside its sheets (ECMA-376, part 1): their names, the texts that cells share,
// and which styles show a number as a date.
type workbook struct {
	parts    map[string]*zip.File
	sheets   []sheet
	from1904 bool
	// The parts' names are those the workbook links to.
	textsPart, stylesPart string
	texts                 texts
	dates                 []bool // by the cell's style
}

type sheet struct{ name, part string }

func newWorkbook(z *zip.Reader) *workbook {
	w := &workbook{parts: map[string]*zip.File{}}
	for _, f := range z.File {
		w.parts[strings.TrimPrefix(f.Name, "/")] = f
	}
	return w
}

func (w *workbook) read() error {
	if err := w.readSheets(); err != nil {
		return err
	}
	if err := w.readStyles(); err != nil {
		return err
	}
	return w.readTexts()
}

const maxPart = 64 << 20 // bytes of a small part: anything larger is no honest workbook

// decode reads one of the small parts; a part that is not there reads as empty.
func (w *workbook) decode(name string, into any) error {
	part := w.parts[name]
	if part == nil {
		return nil
	}
	in, err := part.Open()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer in.Close()
	if err := xml.NewDecoder(io.LimitReader(in, maxPart)).Decode(into); err != nil {
		return fmt.Errorf("%s of the workbook cannot be read: %w", name, err)
	}
	return nil
}

func (w *workbook) readSheets() error {
	var book struct {
		Properties struct {
			From1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		Links []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := w.decode("xl/workbook.xml", &book); err != nil {
		return err
	}
	if err := w.decode("xl/_rels/workbook.xml.rels", &links); err != nil {
		return err
	}
	w.from1904 = book.Properties.From1904 == "1" || book.Properties.From1904 == "true"
	for _, s := range book.Sheets {
		for _, link := range links.Links {
			if link.ID == s.ID {
				w.sheets = append(w.sheets, sheet{nfc(s.Name), partName(link.Target)})
			}
		}
	}
	for _, link := range links.Links {
		switch path.Base(link.Type) {
		case "sharedStrings":
			w.textsPart = partName(link.Target)
		case "styles":
			w.stylesPart = partName(link.Target)
		}
	}
	if len(w.sheets) == 0 {
		return errors.New("this is not a workbook (XLSX); an old XLS must be saved as XLSX or CSV first")
	}
	return nil
}

// partName is the place of a part that the workbook links to.
func partName(target string) string {
	if absolute, ok := strings.CutPrefix(target, "/"); ok {
		return absolute
	}
	return path.Join("xl", target)
}

// readStyles finds the styles whose number format shows a date or a time.
func (w *workbook) readStyles() error {
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := w.decode(w.stylesPart, &styles); err != nil {
		return err
	}
	dates := map[int]bool{}
	for _, f := range styles.Formats {
		dates[f.ID] = showsDate(f.Code)
	}
	for _, c := range styles.Cells {
		id := c.Format
		builtIn := id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58
		date, own := dates[id]
		w.dates = append(w.dates, own && date || !own && builtIn)
	}
	return nil
}

// showsDate reports whether a number format has letters of a date outside quotes, brackets and escapes.
func showsDate(code string) bool {
	inText, inBracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			inText = !inText
		case inText:
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[':
			inBracket = true
		case c == ']':
			inBracket = false
		case inBracket:
		case c == ';':
			return false
		case strings.IndexByte("yYmMdDhHsS", c) >= 0:
			return true
		}
	}
	return false
}

// date writes a day number the way dates in texts are written, so that it reads alike in every format.
func (w *workbook) date(days float64) string {
	c := serialClock(days, w.from1904)
	b := make([]byte, 0, 23)
	if days >= 1 {
		b = fmt.Appendf(b, "%04d-%02d-%02d", c.year, c.month, c.day)
	}
	if c.hour+c.minute+c.second+c.micro == 0 && days >= 1 {
		return string(b)
	}
	if days >= 1 {
		b = append(b, ' ')
	}
	b = fmt.Appendf(b, "%02d:%02d:%02d", c.hour, c.minute, c.second)
	if c.micro > 0 {
		b = fmt.Appendf(b, ".%03d", c.micro/1000)
	}
	return string(b)
}

// number writes a number as the sheet shows it: without the noise a float has after fifteen digits.
func number(raw string) string {
	if len(raw) <= 15 && !strings.ContainsAny(raw, "eE") {
		return raw
	}
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return raw
	}
	f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'e', 14, 64), 64)
	return strconv.FormatFloat(f, 'f', -1, 64)
}
