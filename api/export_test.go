package api

import (
	"io"
	"strings"
	"testing"

	"banhda/auth"
	"banhda/hub/record"
)

func TestAListIsExportedAsOneMaySeeIt(t *testing.T) {
	f, owner := turning(t)
	owner.imports("khach.csv", "Họ tên,Email,SĐT,Nhãn,Danh xưng\n=HYPERLINK(1),lan@example.vn,0912345678,VIP,chị\nTrần Hùng,hung@example.vn,,,\n", record.Person, nil)
	resp, text := owner.asks("GET", "/v1/records/people/export?columns=name,phone,honorific,tags,created_at&sort=-name&where=tags+has+VIP", "")
	lines := strings.Split(strings.TrimPrefix(strings.TrimSpace(text), mark), "\r\n")
	if resp.StatusCode != 200 || !strings.HasPrefix(text, mark) || len(lines) != 2 || lines[0] != "Họ và tên,Điện thoại,Danh xưng,Nhãn,Tạo lúc" {
		t.Fatalf("%d %q", resp.StatusCode, text)
	}
	if !strings.HasPrefix(lines[1], "'=HYPERLINK(1),+84912345678,Chị,VIP,20") {
		t.Errorf("the row: %q", lines[1])
	}
	if resp, text := owner.asks("GET", "/v1/records/people/export?format=xlsx", ""); resp.StatusCode != 200 || !strings.HasPrefix(text, "PK") || !strings.Contains(resp.Header.Get("Content-Disposition"), "people-") {
		t.Errorf("as a workbook: %d %s", resp.StatusCode, resp.Header)
	}
	acts := gets[ActsAnswer](owner, 200, "GET", "/v1/acts?verb=export", "").Acts
	if len(acts) != 2 || acts[0].Actor.Name != "Lan" {
		t.Errorf("the trail says %+v", acts)
	}
	seller := auth.With(t.Context(), auth.Actor{Kind: auth.User, ID: 99, Role: "seller"})
	d, err := f.exportRecords(seller, &exportQuestion{Narrowed: Narrowed{Type: "people"}, Format: "csv"})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(d.content); err != nil || strings.Contains(string(text), "Hùng") {
		t.Errorf("somebody exports who is not theirs: %s, %v", text, err)
	}
}
