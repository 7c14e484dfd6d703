package history

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// exports are beginnings of files as shops, customer systems and people's spreadsheets write them, with what is to be
// found in them and the events a proposal must make of them without a change.
var exports = []struct {
	file, text string
	roles      string // of the columns
	draft      string // source, event, orders, and what else is not as usual
	events     string
}{
	{"DanhSachHoaDon_2026.csv", "Mã hóa đơn;Thời gian;Mã khách hàng;Tên khách hàng;Điện thoại;Tổng tiền hàng;Khách cần trả;Trạng thái\n" +
		"HD001;31/01/2026 09:15;KH1;Lê Thu Hà;0901234567;50.000;45.000;Hoàn thành\nHD002;01/02/2026 10:00;KH2;Võ An;0912345678;1.250.000;1.250.000;Hoàn thành\n" +
		"HD003;02/02/2026 11:00;KH2;Võ An;0912345678;70.000;70.000;Đã hủy\nHD004;02/02/2026 11:00;KH2;Võ An;0912345678;70.000;70.000;Đã hủy\n",
		"order time user_id name phone property value property", "kiotviet: Order Completed, one, decimal comma, DD/MM/YYYY HH:mm, only Trạng thái [Hoàn thành]",
		"2026-01-31T02:15:00Z | Order Completed | KH1 0901234567 (Lê Thu Hà) | 45000 | HD001 | {\"Tổng tiền hàng\":50000,\"Trạng thái\":\"Hoàn thành\"}\n" +
			"2026-02-01T03:00:00Z | Order Completed | KH2 0912345678 (Võ An) | 1250000 | HD002 | {\"Tổng tiền hàng\":1250000,\"Trạng thái\":\"Hoàn thành\"}\n"},
	{"orders_export.csv", "Name,Email,Financial Status,Paid at,Currency,Total,Lineitem name,Lineitem quantity,Lineitem price\n" +
		"#1001,ha@example.com,paid,2026-01-31 09:15:00 +0700,USD,45.00,Beans,2,20.00\n#1001,ha@example.com,,,,,Cup,1,5.00\n" +
		"#1002,an@example.com,refunded,2026-02-01 10:00:00 +0700,USD,12.50,Beans,1,12.50\n#1003,an@example.com,refunded,2026-02-01 10:00:00 +0700,USD,12.50,Beans,1,12.50\n",
		"order email property time currency value property property property", "shopify: Order Completed, sum, only Financial Status [paid]",
		"2026-01-31T02:15:00Z | Order Completed | ha@example.com | 4500 USD | #1001 | {\"Financial Status\":\"paid\",\"Lineitem name\":\"Beans\",\"Lineitem quantity\":2,\"Lineitem price\":20}\n"},
	{"lines.csv", "Invoice No,Date,Customer,Mobile,Item,Qty,Unit Price\nA1,1/13/2026,Hà,0901234567,Beans,2,20.5\nA1,1/13/2026,Hà,0901234567,Cup,1,5\nA2,1/14/2026,An,0912345678,Beans,1,20.5\n",
		"order time name phone property quantity value", "lines: Order Completed, sum, MM/DD/YYYY",
		"2026-01-12T17:00:00Z | Order Completed | 0901234567 (Hà) | 46 | A1 | {\"Item\":\"Beans\"}\n" +
			"2026-01-13T17:00:00Z | Order Completed | 0912345678 (An) | 21 | A2 | {\"Item\":\"Beans\"}\n"},
	{"contacts.csv", "Record ID,First Name,Last Name,Email,Phone Number,Create Date,Lifecycle Stage,Original Source,City,Notes\n" +
		"51,Thu,Hà,ha@example.com,+84901234567,2026-01-31 09:15,lead,Organic Search,Huế,\n52,An,Võ,an@example.com,,2026-02-01 10:00,customer,Referrals,Đà Nẵng,\n",
		"user_id name name email phone time property property field ignore", "hubspot: Lead Captured, each",
		"2026-01-31T02:15:00Z | Lead Captured | 51 ha@example.com +84901234567 (Thu Hà) map[City:Huế] | {\"Lifecycle Stage\":\"lead\",\"utm_source\":\"Organic Search\"}\n" +
			"2026-02-01T03:00:00Z | Lead Captured | 52 an@example.com (An Võ) map[City:Đà Nẵng] | {\"Lifecycle Stage\":\"customer\",\"utm_source\":\"Referrals\"}\n"},
	{"Khách 10.csv", "DANH SÁCH KHÁCH\nxuất ngày 1/2\n\nHọ,Tên,SĐT,Ngày sinh,Ngày đăng ký\nLê,Hà,0901234567,1/5/1990,3/1/2026\nVõ,An,0912345678,20/7/1991,4/1/2026\n",
		"name name phone field time", "khach: Lead Captured, each, skip 3, DD/MM/YYYY",
		"2026-01-02T17:00:00Z | Lead Captured | 0901234567 (Lê Hà) map[Ngày sinh:1/5/1990]\n2026-01-03T17:00:00Z | Lead Captured | 0912345678 (Võ An) map[Ngày sinh:20/7/1991]\n"},
	{"khong_tieu_de.csv", "ha@example.com|2026-01-31|45000\nan@example.com|2026-02-01|12000\n",
		"email time property", "khong_tieu_de: Lead Captured, each, no header",
		"2026-01-30T17:00:00Z | Lead Captured | ha@example.com | {\"column 3\":45000}\n2026-01-31T17:00:00Z | Lead Captured | an@example.com | {\"column 3\":12000}\n"},
	{"survey.csv", "email,date,NPS\nha@example.com,2026-01-31,10\nan@example.com,2026-02-01,4\n",
		"email time property", "survey: Survey Answered, each",
		"2026-01-30T17:00:00Z | Survey Answered | ha@example.com | {\"nps\":10}\n2026-01-31T17:00:00Z | Survey Answered | an@example.com | {\"nps\":4}\n"},
	{"log.jsonl", `{"event":"Product Viewed","timestamp":1767225600,"user":{"id":"u1"},"userId":"u1","anonymousId":"a1","items":[{"sku":"x"}]}` + "\n" +
		`{"event":"Order Completed","timestamp":1767225660,"userId":"u1","total":49.5,"ok":true}` + "\n",
		"event time property user_id anonymous_id value property", "log: , each, unix seconds",
		"2026-01-01T00:00:00Z | Product Viewed | u1 a1 | {\"user.id\":\"u1\"}\n2026-01-01T00:01:00Z | Order Completed | u1 | 50 | {\"ok\":true}\n"},
}

func TestSuggestedMappingsReadWhatShopsExport(t *testing.T) {
	for _, c := range exports {
		list := inspectWritten(t, c.file, c.text)
		var roles []string
		for _, column := range list[0].Columns {
			roles = append(roles, string(column.Guess))
		}
		expect(t, c.file+" roles", strings.Join(roles, " "), c.roles)
		d := Suggest(list, "Asia/Ho_Chi_Minh", "VND")
		expect(t, c.file+" draft", inOneLine(d), c.draft)
		if lacks := d.Lacks(); lacks != nil {
			t.Errorf("%s lacks %v", c.file, lacks)
		}
		events := history(t, d.YAML(), map[string]string{c.file: c.text})
		if c.events != "" {
			expect(t, c.file+" events", events, c.events)
		}
		if events == "" || strings.Contains(events, "refused") {
			t.Errorf("%s gives:\n%s", c.file, events)
		}
	}
}

func inspectWritten(t *testing.T, name, text string) []Inspection {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(path, []byte(text), 0o600))
	list, err := Inspect(path)
	must(t, err)
	return list
}

// inOneLine is a draft of one file in a line.
func inOneLine(d *Draft) string {
	f := d.Files[0]
	s := fmt.Sprintf("%s: %s, %s", d.Source, f.Event, f.Orders)
	if f.Decimal != "" {
		s += ", decimal comma"
	}
	if f.Skip > 0 {
		s += fmt.Sprintf(", skip %d", f.Skip)
	}
	if !f.Header {
		s += ", no header"
	}
	for _, c := range f.Columns {
		if c.Format != "" {
			s += ", " + c.Format
		}
	}
	if f.Only != nil {
		s += fmt.Sprintf(", only %s %v", f.Only.Column, f.Only.Values)
	}
	return s
}

// Letters of an old Windows are told from UTF-8, and sheets of a workbook are looked at one by one.
func TestInspectEncodingsAndSheets(t *testing.T) {
	old, err := charmap.Windows1258.NewEncoder().String("Email,Ngày mua,Ghi chú\nha@example.com,2026-01-31,đúng hẹn\n")
	if err != nil { // the letters that code has no sign for are written in two
		old = "Email,Ng\xe0y mua,Ghi ch\xfa\nha@example.com,2026-01-31,\xf0\xfang\n"
	}
	list := inspectWritten(t, "cu.csv", old)
	expect(t, "encoding", list[0].Encoding, "windows-1258")
	expect(t, "column", list[0].Columns[1].Name, "Ngày mua")

	path := filepath.Join(t.TempDir(), "so.xlsx")
	writeSheet(t, path, func(f *excelize.File, _ int) {
		for i, row := range [][]any{{"BÁO CÁO"}, {}, {"SĐT", "Ngày mua", "Số tiền"}, {"0901234567", "2026-01-31", 45000}} {
			must(t, f.SetSheetRow("Đơn hàng", cellName(0, i+1), &row))
		}
	})
	list, err = Inspect(path)
	must(t, err)
	if len(list) != 1 || list[0].Sheet != "Đơn hàng" || list[0].Skip != 2 || list[0].Rows != 1 || !list[0].Complete {
		t.Fatalf("%+v", list)
	}
	d := Suggest(list, "", "VND")
	m, err := ParseMapping("so.yaml", []byte(d.YAML()))
	must(t, err)
	events, refused, _ := readAll(t, m, filepath.Dir(path), Options{Currency: "VND"})
	if len(events) != 1 || len(refused) != 0 || *events[0].Value != 45000 {
		t.Errorf("%v, refused %v", events, refused)
	}
}

func TestInspectSaysWhatIsNoTable(t *testing.T) {
	for name, text := range map[string]string{"a.csv": "", "b.csv": "\x00\x01\x02", "c.xlsx": "a,b\n", "d.jsonl": "[1, 2]\n", "e.csv": "\n\n"} {
		path := filepath.Join(t.TempDir(), name)
		must(t, os.WriteFile(path, []byte(text), 0o600))
		if list, err := Inspect(path); err == nil || !strings.HasPrefix(err.Error(), name+": ") {
			t.Errorf("%s: %v, %v", name, list, err)
		}
	}
}
