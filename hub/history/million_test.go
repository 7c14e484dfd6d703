package history

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"testing"
)

// writeMillion writes a workbook with so many rows: texts shared as spreadsheets share them, dates by style.
func writeMillion(t testing.TB, path string, rows int) {
	t.Helper()
	file, err := os.Create(path)
	must(t, err)
	z := zip.NewWriter(file)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	part := func(name string, write func(w *bufio.Writer)) {
		out, err := z.Create(name)
		must(t, err)
		w := bufio.NewWriter(out)
		write(w)
		must(t, w.Flush())
	}
	part("xl/workbook.xml", func(w *bufio.Writer) {
		fmt.Fprint(w, `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`)
	})
	part("xl/_rels/workbook.xml.rels", func(w *bufio.Writer) {
		fmt.Fprint(w, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/styles" Target="styles.xml"/><Relationship Id="rId3" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`)
	})
	part("xl/styles.xml", func(w *bufio.Writer) {
		fmt.Fprint(w, `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`)
	})
	header := []string{"Ngày", "Khách", "Điện thoại", "Tiền", "Ghi chú", "Đã trả", "Hạn"}
	part("xl/sharedStrings.xml", func(w *bufio.Writer) {
		fmt.Fprint(w, `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`)
		for _, h := range header {
			fmt.Fprintf(w, "<si><t>%s</t></si>", h)
		}
		for i := range rows {
			fmt.Fprintf(w, "<si><t>Nguyễn Văn %d</t></si><si><t>09%08d</t></si><si><t>ghi chú số %d</t></si>", i, i, i)
		}
		fmt.Fprint(w, `</sst>`)
	})
	part("xl/worksheets/sheet1.xml", func(w *bufio.Writer) {
		fmt.Fprint(w, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">`)
		for i := range header {
			fmt.Fprintf(w, `<c r="%s" t="s"><v>%d</v></c>`, cellName(i, 1), i)
		}
		fmt.Fprint(w, `</row>`)
		for i := range rows {
			n, s := i+2, len(header)+3*i
			fmt.Fprintf(w, `<row r="%d"><c r="A%d" s="1"><v>%d</v></c><c r="B%d" t="s"><v>%d</v></c><c r="C%d" t="s"><v>%d</v></c><c r="D%d"><v>%d</v></c><c r="E%d" t="s"><v>%d</v></c></row>`,
				n, n, 46000+i%300, n, s, n, s+1, n, 20000+i%90*1000, n, s+2)
		}
		fmt.Fprint(w, `</sheetData></worksheet>`)
	})
	must(t, errors.Join(z.Close(), file.Close()))
}

// drainHeap reads a mapping's files to the end. peak is the most memory the program had from the system beyond what
// it has given back, in bytes.
func drainHeap(t testing.TB, m *Mapping, dir string) (peak uint64, events int) {
	t.Helper()
	r, err := Open(m, dir, Options{})
	must(t, err)
	defer r.Close()
	var memory runtime.MemStats
	for n := 0; ; n++ {
		batch, err := r.Next(context.Background())
		if errors.Is(err, io.EOF) {
			return peak, events
		}
		must(t, err)
		events += len(batch)
		if n%10 == 0 {
			runtime.ReadMemStats(&memory)
			peak = max(peak, memory.Sys-memory.HeapReleased)
		}
	}
}
