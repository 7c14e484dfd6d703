package intake_test

import (
	"reflect"
	"testing"

	"banhda/hub/intake"
	"banhda/hub/record"
)

func TestAddress(t *testing.T) {
	for full, want := range map[string][2]string{
		"Chị Nguyễn Thị Lan": {"chi", "Nguyễn Thị Lan"},
		"chi Nguyen Thi Lan": {"chi", "Nguyen Thi Lan"},
		"Chi Lan":            {"", "Chi Lan"}, // a name; nobody's family is called Lan
		"A. Trần Văn Hùng":   {"anh", "Trần Văn Hùng"},
		"Anh Tuấn":           {"anh", "Tuấn"},
		"Mr. John Smith":     {"ong", "John Smith"},
		"Bá Thanh":           {"", "Bá Thanh"},
		"Bà  Lê Hoa":         {"ba", "Lê Hoa"},
		"Chị":                {"", "Chị"},
		"Nguyễn Anh":         {"", "Nguyễn Anh"},
	} {
		h, n := intake.Address(full)
		if got := [2]string{h, n}; got != want {
			t.Errorf("%q: got %q, want %q", full, got, want)
		}
	}
}

func TestJoinsNamesTheRightWayRound(t *testing.T) {
	for parts, want := range map[[2]string]string{
		{"Nguyễn Thị", "Lan"}: "Nguyễn Thị Lan",
		{"Lan", "Nguyễn Thị"}: "Nguyễn Thị Lan", // columns called first and last name, filled the other way
		{"Smith", "John"}:     "John Smith",
		{"Trần", "Mai"}:       "Trần Mai",
		{"Mai", "Trần"}:       "Mai Trần", // both can be family names: as the columns say
		{"", "Lan"}:           "Lan",
		{"Ê Ban", "H'Hen"}:    "Ê Ban H'Hen",
	} {
		if got := intake.Join(parts[0], parts[1]); got != want {
			t.Errorf("%q: got %q, want %q", parts, got, want)
		}
	}
	for name, want := range map[string]string{"Lan Nguyễn Thị": "Nguyễn Thị Lan", "Lan Nguyen": "Nguyen Lan", "Nguyễn Lan": "Nguyễn Lan", "John Smith": "John Smith"} {
		if got := intake.Turn(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestPhonesOfACell(t *testing.T) {
	for cell, want := range map[string][]string{
		"912345678":                    {"+84912345678"},
		"'0912345678":                  {"+84912345678"},
		"9.12345678E+08":               {"+84912345678"},
		"9,12345678E+8":                {"+84912345678"},
		"912345678.0":                  {"+84912345678"},
		"0912 345 678 / 024.3825.1234": {"+84912345678", "+842438251234"},
		"0912345678; 0987654321":       {"+84912345678", "+84987654321"},
		"0912345678 - 0987654321":      {"+84912345678", "+84987654321"},
		"+1 650 253 0000":              {"+16502530000"},
		"0912-345-678":                 {"+84912345678"},
	} {
		if got, err := intake.Phones(cell); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %v, %v", cell, got, err)
		}
	}
	for _, lost := range []string{"9.12E+08", "12345", "không có"} {
		if got, err := intake.Phones(lost); err == nil {
			t.Errorf("%q cannot be a number, but is read as %v", lost, got)
		}
	}
}

func TestEmailsOfACell(t *testing.T) {
	for cell, want := range map[string][]string{
		"Lan <Lan@Example.vn>; kho@example.vn":       {"lan@example.vn", "kho@example.vn"},
		"Nguyễn, Lan <lan@example.vn>":               {"lan@example.vn"},
		"lan@example.vn, kho@example.vn":             {"lan@example.vn", "kho@example.vn"},
		"Lan <lan@example.vn>; Kho <kho@example.vn>": {"lan@example.vn", "kho@example.vn"},
		"mailto:lan@example.vn":                      {"lan@example.vn"},
	} {
		got, err := intake.Emails(cell)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %v, %v", cell, got, err)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		cell  string
		comma bool
		want  string
	}{
		{"1.500.000", true, "1500000"}, {"1.500.000 đ", true, "1500000"}, {"1,500,000.50", false, "1500000.50"},
		{"1.500,5", true, "1500.5"}, {"1 500 000", false, "1500000"}, {"1.500.000", false, "1500000"}, {"1tr2", true, "1tr2"},
		{"500k", false, "500k"}, {"$1,200", false, "1200"}, {"-3,5", true, "-3.5"}, {"1.500", true, "1500"}, {"1.500", false, "1.500"},
	} {
		if got := intake.Number(c.cell, c.comma); got != c.want {
			t.Errorf("%q, comma %v: got %q, want %q", c.cell, c.comma, got, c.want)
		}
	}
}

// The order of a column's dates is what all its values agree on, and each is read in it.
func TestDates(t *testing.T) {
	order := func(cells ...string) intake.Order {
		var o intake.Orders
		for _, c := range cells {
			o.Take(c)
		}
		decided, _ := o.Decide()
		return decided
	}
	for _, c := range []struct {
		cells []string
		want  intake.Order
	}{
		{[]string{"01/02/2024", "25/02/2024"}, intake.DMY}, {[]string{"01/02/2024", "02/25/2024"}, intake.MDY}, {[]string{"01/02/2024"}, intake.DMY},
		{[]string{"2024-02-25"}, intake.YMD}, {[]string{"45292", "45293"}, intake.Serial}, {[]string{"ngày 3 tháng 4 năm 1990"}, intake.YMD},
	} {
		if got := order(c.cells...); got != c.want {
			t.Errorf("%v: got %q, want %q", c.cells, got, c.want)
		}
	}
	for _, c := range []struct {
		cell  string
		order intake.Order
		want  string
	}{
		{"25/12/2024", intake.DMY, "2024-12-25"}, {"12/25/2024", intake.MDY, "2024-12-25"}, {"2024-12-25 10:00:00", intake.DMY, "2024-12-25"},
		{"45292", intake.Serial, "2024-01-01"}, {"1.2.95", intake.DMY, "1995-02-01"}, {"1/2/26", intake.DMY, "2026-02-01"},
		{"ngày 3 tháng 4 năm 1990", intake.YMD, "1990-04-03"}, {"31/02/2024", intake.DMY, ""}, {"hôm qua", intake.DMY, ""}, {"12/25/2024", intake.DMY, ""},
	} {
		if got, err := intake.Date(c.cell, c.order, 2026); got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q as %s: got %q, %v", c.cell, c.order, got, err)
		}
	}
}

func TestReadsARowIntoAPersonAndTheirCompany(t *testing.T) {
	names := []string{"Họ và tên", "SĐT", "E-mail", "Công ty", "MST", "Ngày sinh", "Tỉnh", "Nhóm khách hàng", "Hạn mức", "Người phụ trách", "Đồng ý nhận email"}
	cells := []string{"Chị Nguyễn Thị Lan", "912345678", "lan@example.vn", "Công ty Sao Mai", "0312345678", "03/04/1990", "Huế", "VIP; Đại lý", "1.500.000", "hoa@shop.vn", "Có"}
	table := intake.Table{Names: names}
	for _, c := range cells {
		table.Cells = append(table.Cells, []string{c})
	}
	p := intake.Suggest(record.Person, table, record.Standard(record.Person))
	got := intake.NewReader(p, record.Standard(record.Person), 2026).Read(cells)
	want := intake.Row{
		Values: map[string]any{"name": "Nguyễn Thị Lan", "honorific": "chi", "phone": []string{"+84912345678"}, "email": []string{"lan@example.vn"},
			"birthday": "1990-04-03", "address": map[string]any{"province": "Huế"}, "tags": []string{"VIP", "Đại lý"}, "new:8": "1500000"},
		Company:  map[string]any{"name": "Công ty Sao Mai", "tax_code": "0312345678"},
		Owner:    "hoa@shop.vn",
		Consents: []intake.Consent{{Channel: "email", Purpose: "marketing", Given: true}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
