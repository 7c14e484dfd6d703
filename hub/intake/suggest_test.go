package intake_test

import (
	"archive/tar"
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banhda/hub/intake"
	"banhda/hub/record"
)

// table is a table of texts, its header first.
func table(rows ...[]string) intake.Table {
	t := intake.Table{Names: rows[0], Cells: make([][]string, len(rows[0]))}
	for _, r := range rows[1:] {
		for i := range t.Names {
			t.Cells[i] = append(t.Cells[i], r[i])
		}
	}
	return t
}

// exported reads a table out of what another product's users export.
func exported(t *testing.T, archive, name string) intake.Table {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "crm_schemas", archive+"_seeds.tar.gz"))
	if err != nil {
		t.Skip("no exports of other products beside the checkout (../shared/data/crm_schemas)")
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	for in := tar.NewReader(unpacked); ; {
		h, err := in.Next()
		if err != nil {
			t.Fatalf("no %s: %v", name, err)
		}
		if filepath.Base(h.Name) != name {
			continue
		}
		all, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(all), "\ufeff"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return table(rows...)
	}
}

// Columns are recognised as other products really call them.
func TestRecognisesExportsOfOtherProducts(t *testing.T) {
	for _, c := range []struct {
		archive, name string
		of            record.Type
		system        string
		want          map[string]string // column: target
	}{
		{"hubspot", "contact_data.csv", record.Person, "hubspot", map[string]string{"id": "external_id", "property_firstname": "given_name", "property_lastname": "family_name", "property_company": "company.name", "property_jobtitle": "title"}},
		{"hubspot", "company_data.csv", record.Company, "hubspot", map[string]string{"id": "external_id", "property_name": "name", "property_industry": "industry", "property_address": "address.line", "property_city": "address.province", "property_country": "address.country"}},
		{"salesforce", "sf_contact_data.csv", record.Person, "salesforce", map[string]string{"id": "external_id", "name": "name", "email": "email", "mobile_phone": "phone", "salutation": "honorific", "title": "title", "mailing_street": "address.line", "mailing_city": "address.province", "lead_source": "source", "system_modstamp": ""}},
		{"salesforce", "sf_lead_data.csv", record.Person, "salesforce", map[string]string{"id": "external_id", "company": "company.name", "email": "email", "phone": "phone", "name": "name"}},
		{"salesforce", "sf_account_data.csv", record.Company, "salesforce", map[string]string{"name": "name", "number_of_employees": "size", "website": "website", "billing_city": "address.province", "billing_street": "address.line"}},
		{"salesforce", "sf_product_2_data.csv", record.Product, "salesforce", map[string]string{"name": "name", "stock_keeping_unit": "sku", "family": "category", "is_active": "active", "description": "description"}},
		{"mailchimp", "member.csv", record.Person, "mailchimp", map[string]string{"email_address": "email", "merge_fname": "given_name", "merge_lname": "family_name", "language": "language", "country_code": "address.country"}},
		{"zendesk", "user_data.csv", record.Person, "zendesk", map[string]string{"email": "email", "name": "name", "phone": "phone", "external_id": "", "id": "external_id"}},
		{"zendesk", "organization_data.csv", record.Company, "zendesk", map[string]string{"name": "name", "id": "external_id"}},
	} {
		cells := exported(t, c.archive, c.name)
		p := intake.Suggest(c.of, cells, record.Standard(c.of))
		if p.System != c.system {
			t.Errorf("%s: the system is taken for %q", c.name, p.System)
		}
		for _, column := range p.Columns {
			if want, asked := c.want[column.Name]; asked && column.Target != want && !(want == "" && column.Target == intake.New) {
				t.Errorf("%s of %s: %s is taken for %q, want %q", c.name, c.archive, column.Name, column.Target, want)
			}
		}
	}
}

// What a file is about is told by its columns.
func TestTellsWhatATableIsOf(t *testing.T) {
	for want, header := range map[record.Type][]string{
		record.Person:  {"Họ tên", "SĐT", "Email", "Ngày sinh", "Công ty"},
		record.Company: {"Tên công ty", "Mã số thuế", "Ngành nghề", "Website"},
		record.Product: {"Mã hàng", "Tên hàng", "ĐVT", "Giá bán"},
		record.Order:   {"Mã đơn hàng", "Ngày đặt", "SĐT", "Tổng cộng", "Trạng thái"},
	} {
		if got := intake.TypeOf(table(header)); got != want {
			t.Errorf("%v is taken for a table of %s", header, got)
		}
	}
}

// A column nobody has a name for is told by its values; what is left becomes a field of the kind its values are.
func TestTellsColumnsByTheirValues(t *testing.T) {
	cells := table([]string{"A", "B", "C", "Điểm", "Ghi chú", "Ngày gặp", "Trống"},
		[]string{"lan@example.vn", "912345678", "Nguyễn Thị Lan", "3,5", "khách quen", "13/02/2024", ""},
		[]string{"hoa@example.vn", "0987654321", "Trần Hoa", "1.200,5", "", "01/03/2024", ""})
	p := intake.Suggest(record.Person, cells, record.Standard(record.Person))
	for i, want := range []string{"email", "phone", "new", "new", "new", "new", ""} {
		if got := p.Columns[i].Target; got != want {
			t.Errorf("%s is taken for %q, want %q", p.Columns[i].Name, got, want)
		}
	}
	if score, met := p.Columns[3], p.Columns[5]; score.New.Kind != record.Number || !score.Comma || met.New.Kind != record.Date || met.Order != intake.DMY {
		t.Errorf("the new fields are %+v %+v and %+v %+v", score, score.New, met, met.New)
	}
	if p.Match != intake.ByEmail {
		t.Errorf("who is there already is found by %q", p.Match)
	}
}

func TestNoNameMeansTwoThings(t *testing.T) {
	for of, twice := range intake.Ambiguous() {
		t.Errorf("%s: the columns %v are taken for two things", of, twice)
	}
}
