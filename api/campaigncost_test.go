package api

import (
	"strings"
	"testing"

	"banhda/phrase"
)

// TestATableOfCosts: as programs and as workbooks in Việt Nam write it; the head is left out, and a first line that is wrong is no head.
func TestATableOfCosts(t *testing.T) {
	for name, table := range map[string]string{
		"a program's":  "2026-11-20,facebook,1500000,Tết\n2026-11-21,print,200k",
		"a workbook's": "\ufeffNgày;Loại;Số tiền;Ghi chú\r\n20/11/2026;facebook;1.500.000;Tết\r\n21/11/2026;print;200.000 ₫;\r\n",
	} {
		list, err := readCosts(table, "VND")
		if err != nil || len(list) != 2 || list[0].Day != "2026-11-20" || list[0].Amount != 1_500_000 || list[0].Note != "Tết" || list[1].Day != "2026-11-21" || list[1].Amount != 200_000 {
			t.Errorf("%s: %+v %v", name, list, err)
		}
	}
	for name, table := range map[string]string{"a day there is none": "31/02/2026,facebook,1500000\n2026-11-21,print,200k", "no amount": "2026-11-20,facebook,viele\n2026-11-21,print,200k", "nothing but a head": "day,kind,amount"} {
		if list, err := readCosts(table, "VND"); err == nil {
			t.Errorf("%s: %+v", name, list)
		}
	}
	_, err := readCosts("2026-11-20,facebook,1500000\n31/02/2026,facebook,1500000\nonly one\n2026-11-21,print,viele", "VND")
	if told := phrase.In("vi", err); !strings.Contains(told, "dòng 2") || !strings.Contains(told, "dòng 3") || !strings.Contains(told, `dòng 4: "viele"`) {
		t.Errorf("of three wrong lines is told: %s", told)
	}
}

// A table that is taken in again, or grew meanwhile, brings what is new in it; two lines that are the same are two costs.
func TestACostIsTakenInOnce(t *testing.T) {
	kept, err := readCosts("2026-11-20,facebook,1500000,Tết\n2026-11-20,facebook,1500000,Tết", "VND")
	if err != nil {
		t.Fatal(err)
	}
	for i := range kept {
		kept[i].ID = int64(i + 1)
	}
	list, err := readCosts("2026-11-20,facebook,1500000,Tết\n2026-11-21,facebook,1500000,Tết\n2026-11-20,facebook,1500000,Tết\n2026-11-20,facebook,1500000,Tết", "VND")
	if news := newCosts(list, kept); err != nil || len(news) != 2 || news[0].Day != "2026-11-21" || news[1].Day != "2026-11-20" {
		t.Errorf("new are %+v %v", news, err)
	}
}
