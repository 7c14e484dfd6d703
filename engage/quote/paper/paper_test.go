package paper

import (
	"bytes"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"banhda/engage/quote"
	"banhda/hub/order"
	"banhda/hub/record"
)

func sample(lines int, language string) *quote.Document {
	d := &quote.Document{Number: "BG-2026-0007", Version: 2, Day: "2026-11-22", From: quote.Party{Name: "Công ty TNHH Cà phê Phố", Address: "12 Hàng Bài, Hoàn Kiếm, Hà Nội", TaxCode: "0101234567", Phone: "024 1234 567", Website: "https://caphe.example.vn"},
		To: quote.Party{Name: "Công ty CP Gió Mới", Contact: "chị Nguyễn Thị Lan", Address: "5 Lê Lợi, Huế", TaxCode: "3301234567"}, Seller: quote.Party{Name: "Trần Văn Đức", Email: "duc@example.vn"},
		Content: quote.Content{Title: "Máy pha và hạt rang", Language: language, Currency: "VND", Until: "2026-12-07", Discount: 100_000, Intro: "Cảm ơn chị đã quan tâm.", Terms: "Giao trong 7 ngày.\nBảo hành 12 tháng."}, Footer: "Cảm ơn quý khách"}
	for range lines {
		d.Lines = append(d.Lines, record.Line{Name: "Máy xay cà phê Đà Lạt loại lưỡi côn, tặng kèm chổi vệ sinh và túi đựng", Quantity: 1500, Price: 4_990_000, Discount: 10_000, TaxRate: 8})
		d.Units = append(d.Units, "chiếc")
	}
	d.Content.Lines = d.Lines
	d.Sum, _ = order.Reckon(d.Lines, d.Content.Discount)
	return d
}

func TestTheSameDocumentIsTheSameFile(t *testing.T) {
	a, err := Write(sample(3, "vi"))
	b, err2 := Write(sample(3, "vi"))
	if err != nil || err2 != nil || !bytes.Equal(a, b) || !bytes.HasPrefix(a, []byte("%PDF-")) {
		t.Fatalf("%d and %d bytes, %v, %v", len(a), len(b), err, err2)
	}
	if c, err := Write(sample(4, "vi")); err != nil || bytes.Equal(a, c) {
		t.Errorf("another document is the same file, %v", err)
	}
	if len(a) > 150_000 {
		t.Errorf("%d bytes", len(a))
	}
}

// The code of a payment is read from the paper by somebody else's program, wherever on it the lines before let it stand.
func TestACodeIsScannedFromThePaper(t *testing.T) {
	drawer, err := exec.LookPath("pdftoppm")
	if err != nil {
		t.Skip("pdftoppm is not here")
	}
	text := "00020101021238580010A000000727012800069704030114001101234567890208QRIBFTTA53037045408190000005802VN62130809DH7K2M9Q463041B2C"
	for _, lines := range []int{0, 3, 9} {
		d := sample(lines, "vi")
		d.Of, d.Pay = quote.OfOrder, &quote.Pay{Text: text, Bank: "Sacombank", Account: "0011012345678", Holder: "CONG TY CA PHE PHO", Code: "DH7K2M9Q4", Amount: 19_000_000}
		body, err := Write(d)
		page := filepath.Join(t.TempDir(), "order")
		if err == nil {
			err = os.WriteFile(page+".pdf", body, 0o600)
		}
		if err == nil {
			err = exec.Command(drawer, "-r", "110", "-png", page+".pdf", page).Run()
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := scanned(t, page); !slices.Contains(got, text) {
			t.Errorf("%d lines: the pages say %q", lines, got)
		}
	}
}

// scanned is what the codes on the pages of a document say.
func scanned(t *testing.T, page string) (texts []string) {
	pages, err := filepath.Glob(page + "-*.png")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range pages {
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		dots, err := gozxing.NewBinaryBitmapFromImage(picture)
		if err != nil {
			t.Fatal(err)
		}
		if code, err := qrcode.NewQRCodeReader().Decode(dots, nil); err == nil {
			texts = append(texts, code.GetText())
		}
	}
	return texts
}

// What the file says is read by a program of somebody else.
func TestWhatIsWrittenIsRead(t *testing.T) {
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not here")
	}
	for language, want := range map[string][]string{
		"vi": {"BÁO GIÁ", "BG-2026-0007 (bản 2)", "Kính gửi: Công ty CP Gió Mới", "chị Nguyễn Thị Lan", "Máy xay cà phê Đà Lạt", "Bằng chữ: ", "Thuế GTGT 8 %", "07/12/2026", "Bảo hành 12 tháng.", "Đặt cọc khi đồng ý (30 %)", "90.000.001 ₫", "Còn lại sau khi đặt cọc"},
		"en": {"QUOTE", "Valid until", "In words: ", "VAT 8 %", "₫4,990,000", "Deposit on acceptance (30 %)", "₫90,000,001"},
	} {
		file := filepath.Join(t.TempDir(), "quote.pdf")
		d := sample(40, language)
		d.Content.DepositPercent, d.Deposit = 30, 90_000_001
		body, err := Write(d)
		if err == nil {
			err = os.WriteFile(file, body, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(reader, "-layout", file, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range want {
			if !strings.Contains(string(out), text) {
				t.Errorf("%s: %q is not to be read in %.600s", language, text, out)
			}
		}
	}
}
