package api

import (
	"net/url"
	"reflect"
	"strings"
	"testing"

	"banhda/drive/job"
	"banhda/hub/record"
)

const twice = "Họ tên,Email,SĐT,Chức vụ,Công ty,Nhãn\n" +
	"Nguyễn Thị Lan,lan@example.vn,0912345678,Giám đốc,Công ty Sao Mai,VIP\n" +
	"Lan Nguyen,lan.nguyen@example.vn,0912345679,Kế toán,Sao Mai,Khách quen\n" +
	"Trần Văn Hùng,hung@example.vn,0987654321,,,\n"

func (f *front) finds(t *testing.T) {
	t.Helper()
	if err := f.FindDuplicates(t.Context(), job.Job{}); err != nil {
		t.Fatal(err)
	}
}

func TestDuplicatesAmongWhoIsThereAlready(t *testing.T) {
	f, owner := turning(t)
	owner.imports("khach.csv", twice, record.Person, nil)
	f.finds(t)
	list := gets[DuplicatesAnswer](owner, 200, "GET", "/v1/duplicates/people", "")
	if len(list.Duplicates) != 1 || list.Looking || list.Duplicates[0].Likeness < .6 || len(list.Duplicates[0].Reasons) < 2 {
		t.Fatalf("the list: %+v", list)
	}
	d := list.Duplicates[0]
	if (d.A.Name == "Nguyễn Thị Lan") == (d.B.Name == "Nguyễn Thị Lan") {
		t.Errorf("the pair: %+v", d)
	}
	if of := gets[DuplicatesAnswer](owner, 200, "GET", "/v1/duplicates/people?limit=1&record="+d.B.ID, ""); len(of.Duplicates) != 1 || of.Duplicates[0].A.ID != d.A.ID {
		t.Errorf("of one record: %+v", of)
	}
	like := gets[DuplicatesAnswer](owner, 200, "GET", "/v1/duplicates/people/like?name="+url.QueryEscape("lan nguyễn")+"&phone=0912345678", "")
	if len(like.Duplicates) == 0 || like.Duplicates[0].B.ID == "" {
		t.Errorf("while somebody types: %+v", like)
	}
	gets[PairAnswer](owner, 200, "POST", "/v1/duplicates/people/apart", `{"a":"`+d.A.ID+`","b":"`+d.B.ID+`"}`)
	change(t, f, record.Person, f.everybody(record.Person)["Lan Nguyen"].ID, record.Values{"source": "Zalo"})
	f.finds(t)
	if list := gets[DuplicatesAnswer](owner, 200, "GET", "/v1/duplicates/people", ""); len(list.Duplicates) != 0 {
		t.Errorf("who was told apart is suggested again: %+v", list)
	}
	if list := gets[DuplicatesAnswer](owner, 200, "GET", "/v1/duplicates/people?state=apart", ""); len(list.Duplicates) != 1 {
		t.Errorf("who was told apart: %+v", list)
	}
}

// Merging people takes of each field what was chosen; parting them leaves both exactly as they were.
func TestMergeOfPeopleIsUndoneExactly(t *testing.T) {
	f, owner := turning(t)
	owner.imports("khach.csv", twice, record.Person, nil)
	before := f.everybody(record.Person)
	lan, other := before["Nguyễn Thị Lan"], before["Lan Nguyen"]
	change(t, f, record.Person, lan.ID, record.Values{"source": "Zalo"})
	change(t, f, record.Person, other.ID, record.Values{"source": "Facebook", "language": "vi"})
	before = f.everybody(record.Person)
	a, b := refID(record.Ref{Type: record.Person, ID: lan.ID}), refID(record.Ref{Type: record.Person, ID: other.ID})
	merged := gets[MergedAnswer](owner, 200, "POST", "/v1/merges/people", `{"from":"`+b+`","into":"`+a+`","take":["title"]}`)
	now := f.everybody(record.Person)
	got := now["Nguyễn Thị Lan"].Values
	if len(now) != 2 || got.Text("title") != "Kế toán" || got.Text("source") != "Zalo" || got.Text("language") != "vi" || got.Text("email") != "lan@example.vn" || !reflect.DeepEqual(got["tags"], []string{"Khách quen", "VIP"}) {
		t.Errorf("merged: %+v", got)
	}
	if r := gets[map[string]any](owner, 200, "GET", "/v1/records/people/"+b, ""); r["id"] != a {
		t.Errorf("the old id leads to %v", r["id"])
	}
	asBefore := func(by string) {
		after := f.everybody(record.Person)
		for _, name := range []string{"Nguyễn Thị Lan", "Lan Nguyen", "Trần Văn Hùng"} {
			if !reflect.DeepEqual(after[name].Values, before[name].Values) {
				t.Errorf("%s: %s\nwas %+v\nis  %+v", by, name, before[name].Values, after[name].Values)
			}
		}
	}
	gets[UndoneAnswer](owner, 200, "POST", "/v1/merges/people/undo", `{"act":"`+merged.Act+`","from":"`+b+`","into":"`+a+`"}`)
	asBefore("undone at once")
	gets[MergedAnswer](owner, 200, "POST", "/v1/merges/people", `{"from":"`+b+`","into":"`+a+`","take":["title"]}`)
	gets[LinkAnswer](owner, 200, "POST", "/v1/people/"+a+"/unmerge", "")
	asBefore("taken apart later")
	if pairs := gets[DuplicatesAnswer](owner, 200, "GET", "/v1/duplicates/people", "").Duplicates; len(pairs) == 0 {
		t.Error("who was taken apart is not shown as alike again")
	}
}

// Merging companies gives the people and orders of the one to the other; parting them takes that back exactly.
func TestMergeOfCompaniesIsUndoneExactly(t *testing.T) {
	f, owner := turning(t)
	owner.imports("cty.csv", "Tên công ty,Mã số thuế,Ngành nghề\nCông ty Sao Mai,,Cà phê\nSao Mai JSC,0312345678,Bán lẻ\n", record.Company, nil)
	owner.imports("khach.csv", "Họ tên,Email,Công ty\nLan,lan@example.vn,Sao Mai JSC\n", record.Person, nil)
	firms, people := f.everybody(record.Company), f.everybody(record.Person)
	into, from := firms["Công ty Sao Mai"], firms["Sao Mai JSC"]
	a, b := refID(record.Ref{Type: record.Company, ID: into.ID}), refID(record.Ref{Type: record.Company, ID: from.ID})
	merged := gets[MergedAnswer](owner, 200, "POST", "/v1/merges/companies", `{"from":"`+b+`","into":"`+a+`","take":["industry"]}`)
	now := f.everybody(record.Company)
	if len(now) != 1 || now["Công ty Sao Mai"].Values.Text("tax_code") != "0312345678" || now["Công ty Sao Mai"].Values.Text("industry") != "Bán lẻ" {
		t.Errorf("merged: %+v", now)
	}
	if f.everybody(record.Person)["Lan"].Values.Int("company") != into.ID {
		t.Error("who worked there is not at the company that remains")
	}
	undone := gets[UndoneAnswer](owner, 200, "POST", "/v1/merges/companies/undo", `{"act":"`+merged.Act+`","from":"`+b+`","into":"`+a+`"}`)
	if len(undone.Conflicts) != 0 {
		t.Errorf("undoing leaves %+v", undone.Conflicts)
	}
	after := f.everybody(record.Company)
	for name := range firms {
		if !reflect.DeepEqual(after[name].Values, firms[name].Values) {
			t.Errorf("%s\nwas %+v\nis  %+v", name, firms[name].Values, after[name].Values)
		}
	}
	if !reflect.DeepEqual(f.everybody(record.Person)["Lan"].Values, people["Lan"].Values) {
		t.Errorf("Lan is %+v", f.everybody(record.Person)["Lan"].Values)
	}
}

func TestOrdersAreNeverMerged(t *testing.T) {
	f, owner := turning(t)
	owner.imports("don.csv", "Mã đơn hàng,Trạng thái\nDH1,Nháp\nDH2,Nháp\n", record.Order, nil)
	orders := f.everybody(record.Order)
	a, b := refID(record.Ref{Type: record.Order, ID: orders["DH1"].ID}), refID(record.Ref{Type: record.Order, ID: orders["DH2"].ID})
	if resp, text := owner.asks("POST", "/v1/merges/orders", `{"from":"`+b+`","into":"`+a+`"}`); resp.StatusCode < 400 || !strings.Contains(text, "không bao giờ là một") {
		t.Errorf("%d %s", resp.StatusCode, text)
	}
}
