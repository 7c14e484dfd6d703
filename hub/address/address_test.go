package address

import (
	"strings"
	"testing"
)

func TestThirtyFourProvinces(t *testing.T) {
	if n := len(all().provinces); n != 34 {
		t.Errorf("%d provinces", n)
	}
	if n := len(all().wards); n != 3321 {
		t.Errorf("%d wards", n)
	}
	former := map[string]bool{}
	for _, f := range all().formers {
		former[f.Province] = true
		if len(f.Now) == 0 {
			t.Errorf("%s, %s, %s became nothing", f.Name, f.District, f.Province)
		}
		for _, w := range f.Now {
			if w == nil {
				t.Fatalf("%s, %s became a ward that is not there", f.Name, f.District)
			}
		}
	}
	if len(former) != 63 {
		t.Errorf("%d provinces before", len(former))
	}
}

func TestWardsAreFoundByAnyOfTheirNames(t *testing.T) {
	for written, want := range map[string]string{
		"ben thanh":                "Phường Bến Thành, Thành phố Hồ Chí Minh",
		"P. Bến Thành, Q.1, HCM":   "Phường Bến Thành, Thành phố Hồ Chí Minh",
		"phuong truc bach ba dinh": "Phường Ba Đình, Thành phố Hà Nội",
		"trúc bạch, hà nội":        "Phường Ba Đình, Thành phố Hà Nội",
		"phuc xa":                  "Phường Hồng Hà, Thành phố Hà Nội",
		"dat mui":                  "Xã Đất Mũi, Tỉnh Cà Mau",
		"con dao":                  "Đặc khu Côn Đảo, Thành phố Hồ Chí Minh",
	} {
		got := ""
		if found := FindWards(written, "", 5); len(found) > 0 {
			got = found[0].Ward.Name + ", " + found[0].Province.Name
		}
		if got != want {
			t.Errorf("%q: %q, not %q", written, got, want)
		}
	}
}

func TestAProvinceNarrowsIt(t *testing.T) {
	for _, m := range FindWards("tan", "79", 50) {
		if m.Province.Code != "79" {
			t.Errorf("%s lies in %s", m.Ward.Name, m.Province.Name)
		}
	}
	if len(FindWards("tan", "Hồ Chí Minh", 50)) == 0 {
		t.Error("a province's name without its kind is not known")
	}
}

func TestFormerProvincesLeadToThoseNow(t *testing.T) {
	for written, want := range map[string]string{"binh duong": "Thành phố Hồ Chí Minh", "quang nam": "Thành phố Đà Nẵng", "ha giang": "Tỉnh Tuyên Quang", "lam": "Tỉnh Lâm Đồng",
		"sài gòn": "Thành phố Hồ Chí Minh", "TPHCM": "Thành phố Hồ Chí Minh", "tỉnh Thừa Thiên - Huế": "Thành phố Huế", "ha tay": "Thành phố Hà Nội", "tay": "Tỉnh Tây Ninh"} {
		found := FindProvinces(written)
		if len(found) == 0 || found[0].Province.Name != want {
			t.Errorf("%q: %v", written, found)
		}
	}
	if p := FindProvince("Sài Gòn"); p == nil || p.Name != "Thành phố Hồ Chí Minh" {
		t.Errorf("Sài Gòn is %v", p)
	}
	if n := len(FindProvinces("")); n != 34 {
		t.Errorf("nothing written finds %d", n)
	}
}

func TestWhatBecameOfAWard(t *testing.T) {
	for written, want := range map[string]int{"Phường Trúc Bạch, Ba Đình, Hà Nội": 1, "Phường Cống Vị": 2, "Phường Không Có": 0} {
		became := map[*Ward]bool{}
		for _, m := range FindWards(written, "", 50) {
			if m.Was != nil {
				became[m.Ward] = true
			}
		}
		if len(became) < want || want < 2 && len(became) != want {
			t.Errorf("%s became %d wards", written, len(became))
		}
	}
}

func FuzzFindWards(f *testing.F) {
	f.Add("phuong ben thanh", "79")
	f.Add("  , - .", "")
	f.Add("Ð ð đ \u0301", "Huế")
	f.Fuzz(func(t *testing.T, written, province string) {
		for _, m := range FindWards(written, province, 10) {
			if m.Ward == nil || m.Province != m.Ward.Province {
				t.Errorf("%q: %+v", written, m)
			}
			if strings.TrimSpace(written) == "" {
				t.Errorf("nothing finds %s", m.Ward.Name)
			}
		}
	})
}
