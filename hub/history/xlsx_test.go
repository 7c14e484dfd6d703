package history

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

const sheetMapping = `
source: quan
workspace: {timezone: Asia/Ho_Chi_Minh, currency: VND}
files:
  - path: %s
    sheet: %s
    skip: %d
    events:
      - name: Order Completed
        person: {phone: Điện thoại, name: Khách}
        at: {column: Ngày, format: DD/MM/YYYY}
        value: Tiền
        properties: [Ghi chú, Đã trả, Hạn]
`

// writeSheet writes a workbook as other programs do: shared texts, styled dates, a title above the header.
func writeSheet(t testing.TB, path string, fill func(*excelize.File, int)) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if _, err := f.NewSheet("Đơn hàng"); err != nil {
		t.Fatal(err)
	}
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: ptr("dd/mm/yyyy hh:mm")})
	if err != nil {
		t.Fatal(err)
	}
	fill(f, style)
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
}

func ptr[T any](v T) *T { return &v }

func TestXLSXReadsCellsAsShown(t *testing.T) {
	dir := t.TempDir()
	writeSheet(t, filepath.Join(dir, "so.xlsx"), func(f *excelize.File, date int) {
		sheet := "Đơn hàng"
		must(t, f.SetCellValue(sheet, "A1", "SỔ BÁN HÀNG 2026"))
		for i, h := range []string{"Ngày", "Khách", "Điện thoại", "Tiền", "Ghi chú", "Đã trả", "Hạn"} {
			must(t, f.SetCellValue(sheet, cellName(i, 3), h))
		}
		must(t, f.SetCellValue(sheet, "A4", time.Date(2026, 3, 9, 14, 30, 0, 0, time.UTC)))
		must(t, f.SetCellStyle(sheet, "A4", "A4", date))
		must(t, f.SetCellValue(sheet, "B4", "Tra\u0302\u0300n <Thị> & Hường")) // decomposed, with what XML escapes
		must(t, f.SetCellValue(sheet, "C4", 84901234567))
		must(t, f.SetCellValue(sheet, "D4", 150000.00000000003))
		must(t, f.SetCellRichText(sheet, "E4", []excelize.RichTextRun{{Text: "ít "}, {Text: "đường", Font: &excelize.Font{Bold: true}}}))
		must(t, f.SetCellValue(sheet, "F4", true))
		must(t, f.SetCellValue(sheet, "G4", time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)))
		must(t, f.SetCellValue(sheet, "A6", "10/03/2026")) // a date typed as text, after an empty row
		must(t, f.SetCellValue(sheet, "C6", "0901 234 568"))
		must(t, f.SetCellFormula(sheet, "D6", "D4*2"))
		must(t, f.SetCellValue(sheet, "A7", "hôm qua"))
		must(t, f.SetCellValue(sheet, "C7", "0901"))
	})
	m := parse(t, fmt.Sprintf(sheetMapping, "so.xlsx", "Đơn hàng", 2))
	events, refused, _ := readAll(t, m, dir, Options{Currency: "VND"})
	if len(events) != 2 || len(refused) != 1 {
		t.Fatalf("%d events, refused: %+v", len(events), refused)
	}
	e := events[0]
	expect(t, "instant", time.UnixMicro(e.At).UTC().Format(time.RFC3339), "2026-03-09T07:30:00Z")
	expect(t, "name", e.Person.Name, "Trần <Thị> & Hường")
	expect(t, "phone", e.Person.Phone, "84901234567")
	expect(t, "value", *e.Value, 150000)
	expect(t, "currency", e.Currency, "")
	expect(t, "properties", string(e.Properties), `{"Ghi chú":"ít đường","Đã trả":"true","Hạn":"2026-04-01"}`)
	expect(t, "id", e.ID, "quan:01:so.xlsx:0000000004:01")
	expect(t, "typed date", time.UnixMicro(events[1].At).UTC().Format(time.RFC3339), "2026-03-09T17:00:00Z")
	expect(t, "refused line", refused[0].Line, 7)
	expect(t, "refused column", refused[0].Column, "Ngày")
}

func TestXLSXNamesTheSheetsThereAre(t *testing.T) {
	dir := t.TempDir()
	writeSheet(t, filepath.Join(dir, "so.xlsx"), func(*excelize.File, int) {})
	_, err := Open(parse(t, fmt.Sprintf(sheetMapping, "so.xlsx", "Don hang", 0)), dir, Options{})
	wantError(t, err, `there is no sheet "Don hang"; the sheets are: Sheet1, Đơn hàng`)
}

func TestXLSXThatIsNone(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "so.xlsx"), []byte("Ngày;Khách\n"), 0o600))
	_, err := Open(parse(t, fmt.Sprintf(sheetMapping, "so.xlsx", "1", 0)), dir, Options{})
	wantError(t, err, "not a workbook")
}

func cellName(column, row int) string { return fmt.Sprintf("%c%d", 'A'+column, row) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestXLSXMillionRows reads a million rows, three million shared texts, in at most 120 MB. It takes some seconds, most
// of them to write the file.
func TestXLSXMillionRows(t *testing.T) {
	if testing.Short() {
		t.Skip("a million rows take their time")
	}
	dir := t.TempDir()
	rows := 1_000_000
	writeMillion(t, filepath.Join(dir, "so.xlsx"), rows)
	m := parse(t, fmt.Sprintf(sheetMapping, "so.xlsx", "1", 0))
	runtime.GC()
	start := time.Now()
	peak, n := drainHeap(t, m, dir)
	t.Logf("%d rows in %v, %d MB of memory at most", n, time.Since(start).Round(time.Millisecond), peak>>20)
	expect(t, "events", n, rows)
	if peak > 120<<20 {
		t.Errorf("%d MB of memory in use; 120 are allowed", peak>>20)
	}
}
