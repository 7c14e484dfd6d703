package api

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"banhda/auth"
	"banhda/hub/erasure"
	"banhda/hub/intake"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

const customers = "Họ và tên;SĐT;E-mail;Công ty;Ngày sinh;Nhóm khách hàng;Hạn mức;Người phụ trách\n" +
	"Chị Nguyễn Thị Lan;912345678;lan@example.vn;Công ty Sao Mai;25/04/1990;VIP;1.500.000;lan@example.com\n" +
	"Trần Văn Hùng;0987654321;;CÔNG TY SAO MAI;03/04/1985;;500.000;\n" +
	"Lê Hoa;9.12E+08;;;;;;\n" +
	"Phạm Dũng;;dung@example.vn;;31/02/1990;;;\n" +
	"Vũ Nam;0911222333 / 0911222444;nam@example.vn;;;;;ai-do@example.com\n" +
	"Chi Nguyen Thi Lan;;lan@example.vn;;;Khách quen;;\n" +
	";;;;;;7;\n"

func TestImportOfPeopleSaysBeforeWhatWouldBecomeOfEveryRow(t *testing.T) {
	f, owner := turning(t)
	report := gets[IntakeReport](owner, 200, "POST", "/v1/record-imports/check", owner.plans("khach.csv", customers, record.Person, nil))
	if report.Rows != 7 || report.Create != 2 || report.Update != 1 || report.Refuse != 4 || len(report.Reasons) != 4 {
		t.Fatalf("the report: %+v", report)
	}
	why := map[string]string{}
	for _, r := range report.Refused {
		why[r.Column] = r.Reason
	}
	if !strings.Contains(why["SĐT"], "cắt mất") || why["Ngày sinh"] == "" || !strings.Contains(why["Người phụ trách"], "ai-do@example.com") {
		t.Errorf("the reasons: %+v", why)
	}
	if first := report.Preview[0]; first.Values["name"] != "Nguyễn Thị Lan" || first.Values["birthday"] != "1990-04-25" || first.Phones[0] != "+84912345678" {
		t.Errorf("the preview: %+v", first)
	}
	if all := f.everybody(record.Person); len(all) != 0 {
		t.Errorf("looking made %d people", len(all))
	}
}

func TestImportOfPeopleWithTheirCompany(t *testing.T) {
	f, owner := turning(t)
	i := owner.imports("khach.csv", customers, record.Person, nil)
	if i.State != store.ImportDone || i.Read != 7 || i.Created != 2 || i.Updated != 1 || i.Refused != 4 {
		t.Fatalf("the import: %+v", i)
	}
	people, firms := f.everybody(record.Person), f.everybody(record.Company)
	lan, hung := people["Nguyễn Thị Lan"], people["Trần Văn Hùng"]
	if len(people) != 2 || len(firms) != 1 {
		t.Fatalf("people %v, companies %v", people, firms)
	}
	firm := firms["Công ty Sao Mai"].ID
	want := record.Values{"name": "Nguyễn Thị Lan", "honorific": "chi", "email": "lan@example.vn", "phone": "+84912345678", "birthday": "1990-04-25",
		"tags": []string{"Khách quen", "VIP"}, "han_muc": 1500000.0, "owner": int64(1), "company": firm, "companies": []record.Membership{{Company: firm, Primary: true}}}
	if !reflect.DeepEqual(lan.Values, want) {
		t.Errorf("got  %+v\nwant %+v", lan.Values, want)
	}
	if hung.Values.Int("company") != firm {
		t.Error("the same company written in capitals is another")
	}
	resp, file := owner.asks("GET", "/v1/imports/"+ImportID(i.ID)+"/refused", "")
	if resp.StatusCode != 200 || !strings.Contains(file, "Lê Hoa,9.12E+08") || !strings.Contains(file, intake.Reason) {
		t.Errorf("the refused rows: %s", file)
	}
	// Mended, the same file goes in again, its reasons left out.
	again := owner.imports("lai.csv", strings.Replace(strings.TrimPrefix(file, mark), "9.12E+08", "0901000001", 1), record.Person, nil)
	if again.Created != 1 || f.everybody(record.Person)["Lê Hoa"].Values.Text("phone") != "+84901000001" {
		t.Errorf("the mended rows: %+v", again)
	}
}

func TestImportIsUndoneAsOneButForWhatSomebodyChangedSince(t *testing.T) {
	f, owner := turning(t)
	owner.imports("truoc.csv", "Họ tên,Email,Chức vụ\nHoa cũ,hoa@example.vn,\nMai,mai@example.vn,\n", record.Person, nil)
	before := f.everybody(record.Person)
	overwrite := func(s *IntakeSuggestion) { s.Plan.Then = intake.Overwrite }
	i := owner.imports("sau.csv", "Họ tên,Email,Chức vụ\nHoa mới,hoa@example.vn,Giám đốc\nMai,mai@example.vn,Kế toán\nBình,binh@example.vn,\n", record.Person, overwrite)
	if i.Updated != 2 || i.Created != 1 {
		t.Fatalf("the import: %+v", i)
	}
	change(t, f, record.Person, before["Mai"].ID, record.Values{"title": "Trưởng phòng"})
	told := f.importsAround(PersonID(before["Mai"].ID))
	if len(told) != 2 || *told[0].Import != (TimelineImport{ImportID(i.ID), "sau.csv", false}) || told[1].Import.Name != "truoc.csv" || !told[1].Import.Made || told[0].Change.Values[0].After != "Kế toán" || told[0].Actor.Name == "" {
		t.Errorf("the timeline tells of imports: %+v", told)
	}
	undone := gets[ImportRow](owner, 200, "POST", "/v1/imports/"+ImportID(i.ID)+"/undo", "")
	after := f.everybody(record.Person)
	if undone.State != "undone" || len(undone.Left.Conflicts) != 1 || undone.Left.Conflicts[0].Field != "title" || undone.Left.Conflicts[0].Now != "Trưởng phòng" {
		t.Errorf("undoing says %+v", undone)
	}
	if len(after) != 2 || !reflect.DeepEqual(after["Hoa cũ"].Values, before["Hoa cũ"].Values) || after["Mai"].Values.Text("title") != "Trưởng phòng" {
		t.Errorf("after undoing: %+v", after)
	}
}

// importsAround are the lines of somebody's timeline that tell of lists.
func (f *front) importsAround(id string) (told []TimelineItem) {
	f.t.Helper()
	ctx := auth.With(f.t.Context(), auth.Actor{Kind: auth.System})
	a, err := f.around(ctx, &timelineQuestion{RecordPath: RecordPath{Type: "people", ID: id}, Kind: []string{"import"}})
	if err != nil {
		f.t.Fatal(err)
	}
	lines, err := a.changes(ctx, "", 10)
	for _, l := range lines {
		told = append(told, l.What)
	}
	if err != nil {
		f.t.Fatal(err)
	}
	return told
}

// An import that the house was closed in the middle of goes on at its next row, and makes nobody twice.
func TestImportGoesOnAfterARestart(t *testing.T) {
	f, owner := turning(t)
	var rows strings.Builder
	rows.WriteString("Họ tên,Email\n")
	const all = 2*intakeChunk + 100
	for n := range all {
		fmt.Fprintf(&rows, "Lan %d,lan%d@example.vn\n", n, n)
	}
	plan := owner.plans("nhieu.csv", rows.String(), record.Person, nil)
	started := gets[IntakeStarted](owner, 200, "POST", "/v1/record-imports", plan)
	id, _ := ParseImportID(started.ID)
	interrupted(t, f, id, 2) // the third chunk is told to the log when the first is written whole, and the second being written
	half, err := f.findImport(t.Context(), id)
	if err != nil || half.Created < intakeChunk || half.Created > 2*intakeChunk || half.State != store.ImportRunning {
		t.Fatalf("after the interruption: %+v, %v", half, err)
	}
	interrupted(t, f, id, 1000)
	whole, err := f.findImport(t.Context(), id)
	if err != nil || whole.State != store.ImportDone || whole.Created != all || whole.Read != all {
		t.Errorf("after going on: %+v, %v", whole, err)
	}
	err = f.Records.View(t.Context(), func(v *store.View) error {
		n, err := v.CountChanges(t.Context(), whole.Action)
		if n != all { // of each that they exist, with their name
			t.Errorf("%d changes are journalled, of %d people", n, all)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestTheOrderOfDatesIsToldByTheWholeColumn has the only date that reads one way alone far below.
func TestTheOrderOfDatesIsToldByTheWholeColumn(t *testing.T) {
	_, owner := turning(t)
	both := "Họ tên,Email,Ngày sinh,Ngày đăng ký\n" + strings.Repeat("An,an@example.vn,03/04/1990,03/04/2026\n", 2500)
	for last, want := range map[string]intake.Order{"12/31/1990": intake.MDY, "31/12/1990": intake.DMY} {
		up := owner.sends("ngay.csv", both+"Bo,bo@example.vn,"+last+",05/04/2026\n")
		s := gets[IntakeSuggestion](owner, 200, "POST", "/v1/record-imports/suggest", `{"upload":"`+up+`","type":"person"}`)
		if c := s.Plan.Columns[2]; c.Order != want || !s.Columns[2].Sure || s.Columns[3].Sure {
			t.Errorf("%s: %+v, %+v", last, c, s.Columns)
		}
	}
}

func TestImportOfThingsFindsThemByWhatOnlyOneHas(t *testing.T) {
	f, owner := turning(t)
	owner.imports("hang.csv", "Mã hàng,Tên hàng,Giá bán,ĐVT\nCF1,Cà phê,50k,gói\nTR1,Trà,\"1tr2\",hộp\n", record.Product, nil)
	i := owner.imports("hang2.csv", "Mã hàng,Tên hàng,Giá bán\nCF1,Cà phê sữa,60k\nBN1,Bánh,10k\nBN1,Bánh mì,12k\n", record.Product,
		func(s *IntakeSuggestion) { s.Plan.Then = intake.Overwrite })
	all := f.everybody(record.Product)
	if i.Created != 1 || i.Updated != 2 || len(all) != 3 || all["Cà phê sữa"].Values.Int("price") != 60_000 || all["Trà"].Values.Int("price") != 1_200_000 || all["Bánh mì"].Values.Int("price") != 12_000 {
		t.Errorf("%+v: %+v", i, all)
	}
}

func TestImportOfOrdersFindsWhoBought(t *testing.T) {
	f, owner := turning(t)
	owner.imports("khach.csv", "Họ tên,SĐT\nLan,0912345678\n", record.Person, nil)
	i := owner.imports("don.csv", "Mã đơn hàng,Ngày đặt,SĐT khách hàng,Tổng cộng,Trạng thái\nDH1,31/10/2026,912345678,1.250.000,Đã giao\nDH2,01/11/2026,0999999999,5000,Đã giao\n", record.Order, nil)
	order := f.everybody(record.Order)["DH1"]
	if i.Created != 1 || i.Refused != 1 || order.Values.Int("total") != 1_250_000 || order.Values.Text("status") != "completed" || order.Values.Int("person") != f.everybody(record.Person)["Lan"].ID || order.Values.Text("placed_on") != "2026-10-31" {
		t.Errorf("%+v: %+v", i, order)
	}
}

func TestImportLeavesWhoIsThereAsTheRuleSays(t *testing.T) {
	for then, want := range map[intake.Then]string{intake.Fill: "Kế toán", intake.Overwrite: "Giám đốc", intake.Skip: "Kế toán", intake.Add: "Kế toán"} {
		f, owner := turning(t)
		owner.imports("a.csv", "Họ tên,Email,Chức vụ\nLan,lan@example.vn,Kế toán\n", record.Person, nil)
		i := owner.imports("b.csv", "Họ tên,Email,Chức vụ,Nguồn\nLan,lan@example.vn,Giám đốc,Zalo\n", record.Person, func(s *IntakeSuggestion) { s.Plan.Then = then })
		var old record.Record
		count := 0
		for _, r := range f.all(record.Person) {
			count++
			if r.Values.Text("email") != "" {
				old = r
			}
		}
		filled := old.Values.Text("source") == "Zalo"
		if old.Values.Text("title") != want || filled != (then == intake.Fill || then == intake.Overwrite) || (count == 2) != (then == intake.Add) {
			t.Errorf("%s: %d people, %+v; %+v", then, count, old.Values, i)
		}
	}
}

func TestAListImportedTwiceChangesNothing(t *testing.T) {
	_, owner := turning(t)
	const list = "Họ tên,Email,SĐT,Công ty,Nguồn\nLan,lan@example.vn,0912345678,Công ty Sương Mai,Zalo\nHà,ha@example.vn,,,Zalo\n"
	first := owner.imports("a.csv", list, record.Person, nil)
	second := owner.imports("a.csv", list, record.Person, nil)
	if first.Created != 2 || second.Created != 0 || second.Updated != 0 || second.Skipped != 2 {
		t.Errorf("once: %+v; twice: %+v", first, second)
	}
	if shown := gets[ImportsAnswer](owner, 200, "GET", "/v1/imports", "").Imports[0]; shown.Skipped != 2 || shown.Then != string(intake.Fill) {
		t.Errorf("twice, as it is listed: %+v", shown)
	}
	looks := func(file, list string, how func(*IntakeSuggestion)) IntakeReport {
		return gets[IntakeReport](owner, 200, "POST", "/v1/record-imports/check", owner.plans(file, list, record.Person, how))
	}
	if r := looks("a.csv", list+"Hà,ha@example.vn,,Công ty Khác,Zalo\nMới,moi@example.vn,,,\n", nil); r.Create != 1 || r.Update != 1 || r.Skip != 2 || r.Preview[0].Becomes != "skip" || r.Preview[0].Company["name"] != "Công ty Sương Mai" {
		t.Errorf("looked at before: %+v", r)
	}
	const numbers = "Họ tên,Email,SĐT\nLan,lan@example.vn,0912345678\nHà,ha@example.vn,0987654321\n"
	if r := looks("b.csv", numbers, nil); r.Update != 1 || r.Skip != 1 {
		t.Errorf("with a number nobody knew, looked at before: %+v", r)
	}
	phone := owner.imports("b.csv", numbers, record.Person, nil)
	if phone.Updated != 1 || phone.Skipped != 1 {
		t.Errorf("with a number nobody knew: %+v", phone)
	}
	const agreed = "Họ tên,Email,Đồng ý nhận email\nLan,lan@example.vn,có\n"
	evidence := func(s *IntakeSuggestion) { s.Plan.Evidence = "phiếu giấy, 10/2026" }
	for n, updated := range []int64{1, 0} {
		if r := looks("c.csv", agreed, evidence); r.Update != updated || r.Skip != 1-updated {
			t.Errorf("with a consent, looked at before time %d: %+v", n+1, r)
		}
		if i := owner.imports("c.csv", agreed, record.Person, evidence); i.Updated != updated || i.Skipped != 1-updated {
			t.Errorf("with a consent, time %d: %+v", n+1, i)
		}
	}
}

// TestCompaniesAndConsentsOfOneChunk: rows that follow one another find the company the first of them made, by its tax code or its
// name, and what the one before has said of a person's consent; looked at before, all of it is old the second time.
func TestCompaniesAndConsentsOfOneChunk(t *testing.T) {
	f, owner := turning(t)
	const list = "Họ tên,Email,Công ty,MST,Đồng ý nhận email\nLan,lan@example.vn,Công ty Sao Mai,0312345678,không\nHà,ha@example.vn,Sao Mai (tên mới),0312345678,\n" +
		"Mai,mai@example.vn,CÔNG TY SAO MAI,,\nBình,binh@example.vn,Công ty Bình Minh,,\nLan,lan@example.vn,,,có\n"
	evidence := func(s *IntakeSuggestion) { s.Plan.Evidence = "phiếu giấy, 10/2026" }
	owner.imports("a.csv", list, record.Person, evidence)
	people, firms := f.everybody(record.Person), f.everybody(record.Company)
	for name, firm := range map[string]string{"Lan": "Công ty Sao Mai", "Hà": "Công ty Sao Mai", "Mai": "Công ty Sao Mai", "Bình": "Công ty Bình Minh"} {
		if at, _ := people[name].Values["companies"].([]record.Membership); len(firms) != 2 || len(at) != 1 || at[0].Company != firms[firm].ID {
			t.Errorf("%s is at %+v of %d companies", name, at, len(firms))
		}
	}
	if consents := gets[ConsentsAnswer](owner, 200, "GET", "/v1/records/people/"+PersonID(people["Lan"].ID)+"/consents", ""); len(consents.Entries) != 1 || consents.Entries[0].State != "withdrawn" {
		t.Errorf("who said no in one row and yes in the next: %+v", consents.Entries)
	}
	if r := gets[IntakeReport](owner, 200, "POST", "/v1/record-imports/check", owner.plans("a.csv", list, record.Person, evidence)); r.Skip != 5 {
		t.Errorf("looked at again: %+v", r)
	}
}

func TestAListBringsNobodyBackWhoWasErased(t *testing.T) {
	f, owner := turning(t)
	if err := f.Buried.bury(erasure.Bury(f.Secret, 1, []person.Key{{Kind: person.Email, Value: "quen@example.vn"}})); err != nil {
		t.Fatal(err)
	}
	const list = "Họ tên,Email,Điện thoại\nHoàng Thị Quên,quen@example.vn,0909123456\nTrịnh Văn Nhớ,nho@example.vn,\n"
	said := gets[IntakeReport](owner, 200, "POST", "/v1/record-imports/check", owner.plans("lai.csv", list, record.Person, nil))
	if said.Create != 1 || said.Refuse != 1 || !strings.Contains(said.Reasons[0].Reason, "xoá vĩnh viễn") {
		t.Errorf("before it is taken in: %+v", said)
	}
	if i := owner.imports("lai.csv", list, record.Person, nil); i.Created != 1 || i.Refused != 1 || len(f.everybody(record.Person)) != 1 {
		t.Errorf("the import: %+v", i)
	}
}

func TestConsentInAListNeedsEvidence(t *testing.T) {
	_, owner := turning(t)
	plan := owner.plans("a.csv", "Họ tên,Email,Đồng ý nhận email\nLan,lan@example.vn,có\n", record.Person, nil)
	if resp, text := owner.asks("POST", "/v1/record-imports", plan); resp.StatusCode != 422 && resp.StatusCode != 400 {
		t.Errorf("without evidence: %d %s", resp.StatusCode, text)
	}
	owner.imports("a.csv", "Họ tên,Email,Đồng ý nhận email\nLan,lan@example.vn,có\n", record.Person, func(s *IntakeSuggestion) { s.Plan.Evidence = "phiếu giấy ở hội chợ, 10/2026" })
}

// A sheet of orders has a row for every line. Rows with one number are one order, also where others lie between them.
func TestImportOfOrderSheetsMakesOneOrderOfSeveralRows(t *testing.T) {
	f, owner := turning(t)
	owner.imports("khach.csv", "Họ tên,SĐT\nLan,0912345678\n", record.Person, nil)
	owner.imports("hang.csv", "Mã hàng,Tên hàng,Giá bán\nCF1,Cà phê,50k\n", record.Product, nil)
	const sheet = "Mã đơn hàng,Ngày đặt,SĐT khách hàng,Mã hàng,Tên hàng,Số lượng,Đơn giá,Thành tiền,Tổng cộng,Giảm giá,Kho\n" +
		"DH1,31/10/2026,912345678,CF1,,2,,100.000,125.000,5.000,A\n" +
		"DH2,01/11/2026,,,Bánh mì,1,20.000,20.000,20.000,,A\n" +
		"DH1,31/10/2026,912345678,,Trà,\"0,5\",60.000,30.000,125.000,5.000,B\n" +
		",,,,Đường,1,0,0,,,\n" + // cells joined in a workbook: the order before goes on
		"DH3,02/11/2026,,,Sữa,1,10.000,10.000,99.000,,A\n" +
		"DH3,02/11/2026,,,Kem,1,10.000,10.000,99.000,,A\n" +
		"DH4,03/11/2026,,XX9,,1,10.000,10.000,10.000,,A\n"
	plan := owner.plans("don.csv", sheet, record.Order, nil)
	report := gets[IntakeReport](owner, 200, "POST", "/v1/record-imports/check", plan)
	if report.Rows != 7 || report.Orders != 4 || report.Create != 2 || report.Refuse != 2 || len(report.Preview) != 2 {
		t.Fatalf("the report: %+v", report)
	}
	i := owner.imports("don.csv", sheet, record.Order, nil)
	all := f.everybody(record.Order)
	lines, _ := all["DH1"].Values["lines"].([]record.Line)
	want := []record.Line{{Product: f.everybody(record.Product)["Cà phê"].ID, Name: "Cà phê", Quantity: 2000, Price: 50_000}, {Name: "Trà", Quantity: 500, Price: 60_000}, {Name: "Đường", Quantity: 1000}}
	if i.Read != 7 || i.Created != 2 || i.Refused != 2 || len(all) != 2 || !reflect.DeepEqual(lines, want) || all["DH1"].Values.Int("total") != 125_000 {
		t.Errorf("%+v: %+v", i, all)
	}
	if all["DH1"].Values.Int("person") != f.everybody(record.Person)["Lan"].ID {
		t.Error("the buyer of the first row is lost")
	}
	_, file := owner.asks("GET", "/v1/imports/"+ImportID(i.ID)+"/refused", "")
	if strings.Count(file, "DH3") != 2 || !strings.Contains(file, "99000") || !strings.Contains(file, "XX9") {
		t.Errorf("the refused rows: %s", file)
	}
}

// Where an earlier run stopped, orders whose rows lie between one another are neither left out nor made twice; and a row
// too far below the others of its order is refused, not made an order of its own.
func TestImportOfOrderSheetsGoesOnAndIsBounded(t *testing.T) {
	f, owner := turning(t)
	var rows strings.Builder
	rows.WriteString("Mã đơn hàng,Tên hàng,Số lượng,Đơn giá\n")
	const orders = orderSpan/2 + 700
	for n := range 2 * orders {
		fmt.Fprintf(&rows, "A%d,Trà,1,1000\n", n/4*2+n%2) // two orders take turns
	}
	rows.WriteString("A0,Trà,1,1000\n")
	started := gets[IntakeStarted](owner, 200, "POST", "/v1/record-imports", owner.plans("nhieu.csv", rows.String(), record.Order, nil))
	id, _ := ParseImportID(started.ID)
	stoppedAfter(t, f, id, 2)
	if half, _ := f.findImport(t.Context(), id); half.Created == 0 || half.Created >= orders {
		t.Fatalf("after the interruption: %+v", half)
	}
	interrupted(t, f, id, 1000)
	whole, err := f.findImport(t.Context(), id)
	if err != nil || whole.State != store.ImportDone || whole.Created != orders || whole.Refused != 1 || whole.Read != 2*orders+1 {
		t.Errorf("after going on: %+v, %v", whole, err)
	}
	for name, one := range f.everybody(record.Order) {
		if one.Values.Int("total") != 2000 {
			t.Fatalf("%s: %+v", name, one.Values)
		}
	}
}
