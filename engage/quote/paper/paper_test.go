package paper

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

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

// What the file says is read by a program of somebody else.
func TestWhatIsWrittenIsRead(t *testing.T) {
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not here")
	}
	for language, want := range map[string][]string{
		"vi": {"BÁO GIÁ", "BG-2026-0007 (bản 2)", "Kính gửi: Công ty CP Gió Mới", "chị Nguyễn Thị Lan", "Máy xay cà phê Đà Lạt", "Bằng chữ: ", "Thuế GTGT 8 %", "07/12/2026", "Bảo hành 12 tháng."},
		"en": {"QUOTE", "Valid until", "In words: ", "VAT 8 %", "₫4,990,000"},
	} {
		file := filepath.Join(t.TempDir(), "quote.pdf")
		body, err := Write(sample(40, language))
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
