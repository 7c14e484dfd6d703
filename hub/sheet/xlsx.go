package sheet

import (
	"archive/zip"
	"bufio"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// MaxRows is how many rows one sheet of a workbook can have; more go on the next.
const MaxRows = 1_048_576

// NewXLSX writes a workbook (ECMA-376) whose sheets are called name, name 2, …; the first row of the table heads each.
func NewXLSX(w io.Writer, name string) (Writer, error) {
	return &xlsx{zip: zip.NewWriter(w), name: name}, nil
}

type xlsx struct {
	zip    *zip.Writer
	name   string
	part   *bufio.Writer
	sheets int
	rows   int // of the sheet under way
	head   []any
}

func (x *xlsx) Row(cells []any) error {
	if x.head == nil {
		x.head = append([]any{}, cells...)
	}
	if x.part == nil || x.rows == MaxRows {
		again := x.sheets > 0
		if err := x.next(); err != nil {
			return err
		}
		if again {
			x.write(x.head)
		}
	}
	x.write(cells)
	return nil
}

// next ends the sheet under way and begins another.
func (x *xlsx) next() error {
	if err := x.end(); err != nil {
		return err
	}
	x.sheets, x.rows = x.sheets+1, 0
	part, err := x.zip.Create("xl/worksheets/sheet" + strconv.Itoa(x.sheets) + ".xml")
	if err != nil {
		return err
	}
	x.part = bufio.NewWriterSize(part, 64<<10)
	x.part.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`)
	return nil
}

func (x *xlsx) end() error {
	if x.part == nil {
		return nil
	}
	x.part.WriteString("</sheetData></worksheet>")
	return x.part.Flush()
}

// write writes a row. Errors of the buffer stay in it until it is flushed.
func (x *xlsx) write(cells []any) {
	x.rows++
	x.part.WriteString("<row>")
	for _, c := range cells {
		switch c := c.(type) {
		case string:
			x.text(c)
		case int64:
			x.part.WriteString("<c><v>" + strconv.FormatInt(c, 10) + "</v></c>")
		case float64:
			x.part.WriteString("<c><v>" + strconv.FormatFloat(c, 'g', -1, 64) + "</v></c>")
		case bool:
			x.part.WriteString(`<c t="b"><v>` + map[bool]string{true: "1", false: "0"}[c] + "</v></c>")
		default:
			x.part.WriteString("<c/>")
		}
	}
	x.part.WriteString("</row>")
}

// longestCell is how many characters a cell of a workbook holds.
const longestCell = 32_767

func (x *xlsx) text(s string) {
	x.part.WriteString(`<c t="inlineStr"><is><t xml:space="preserve">`)
	n := 0
	for _, r := range s {
		if n++; n > longestCell {
			break
		}
		switch {
		case r == '<':
			x.part.WriteString("&lt;")
		case r == '&':
			x.part.WriteString("&amp;")
		case r == '>':
			x.part.WriteString("&gt;")
		case r < ' ' && r != '\n' && r != '\t', r == 0xfffe, r == 0xffff, r == utf8.RuneError:
		default:
			x.part.WriteRune(r)
		}
	}
	x.part.WriteString("</t></is></c>")
}

func (x *xlsx) Close() error {
	if x.part == nil {
		if err := x.next(); err != nil {
			return err
		}
	}
	if err := x.end(); err != nil {
		return err
	}
	return errors.Join(x.book(), x.zip.Close())
}

// book writes the parts that say which sheets there are.
func (x *xlsx) book() error {
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	types := head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>`
	book := head + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>`
	const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	links := head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	for n := 1; n <= x.sheets; n++ {
		id, name := strconv.Itoa(n), x.name
		if n > 1 {
			name += " " + id
		}
		types += `<Override PartName="/xl/worksheets/sheet` + id + `.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`
		book += `<sheet name="` + name + `" sheetId="` + id + `" r:id="rId` + id + `"/>`
		links += `<Relationship Id="rId` + id + `" Type="` + relation + `/worksheet" Target="worksheets/sheet` + id + `.xml"/>`
	}
	for _, part := range [][2]string{
		{"[Content_Types].xml", types + "</Types>"},
		{"_rels/.rels", head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relation + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", book + "</sheets></workbook>"},
		{"xl/_rels/workbook.xml.rels", links + "</Relationships>"},
	} {
		w, err := x.zip.Create(part[0])
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, part[1]); err != nil {
			return err
		}
	}
	return nil
}
