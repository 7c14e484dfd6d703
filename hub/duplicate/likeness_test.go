package duplicate_test

import (
	"slices"
	"testing"

	"banhda/hub/duplicate"
	"banhda/hub/record"
)

func someone(name, phone, email, firm string) duplicate.Item {
	i := duplicate.Item{Type: record.Person, Name: name, Company: firm}
	if phone != "" {
		i.Phones = []string{phone}
	}
	if email != "" {
		i.Emails = []string{email}
	}
	return i
}

func TestLikenessOfPeople(t *testing.T) {
	lan := someone("Nguyễn Thị Lan", "+84912345678", "lan.nguyen@gmail.com", "Công ty TNHH Sao Mai")
	for _, c := range []struct {
		what   string
		other  duplicate.Item
		likely bool
		why    duplicate.Reason
	}{
		{"turned round, no marks, same phone", someone("Lan Nguyen Thi", "+84912345678", "", ""), true, duplicate.SamePhone},
		{"middle name missing, one digit wrong", someone("Nguyễn Lan", "+84912345679", "", "Sao Mai Co., Ltd"), true, duplicate.NameShorter},
		{"two digits exchanged", someone("Nguyen Thi Lan", "+84912346578", "", ""), true, duplicate.PhoneTypo},
		{"initials, same company and local part", someone("N. T. Lan", "", "lannguyen@yahoo.com", "CTY SAO MAI"), true, duplicate.NameInitials},
		{"a couple with one phone", someone("Trần Văn Hùng", "+84912345678", "", ""), false, ""},
		{"the same name alone", someone("Nguyễn Thị Lan", "", "", ""), false, duplicate.SameName},
		{"the same name, other phone and address", someone("Nguyễn Thị Lan", "+84987654321", "ntl99@gmail.com", ""), false, duplicate.SameName},
	} {
		likeness, reasons := duplicate.Likeness(lan, c.other)
		back, _ := duplicate.Likeness(c.other, lan)
		if (likeness >= duplicate.Likely) != c.likely || c.why != "" && !slices.Contains(reasons, c.why) || likeness != back {
			t.Errorf("%s: %.2f (and back %.2f), because of %v", c.what, likeness, back, reasons)
		}
		shared := slices.ContainsFunc(lan.Keys(), func(k int64) bool { return slices.Contains(c.other.Keys(), k) })
		if c.likely && !shared {
			t.Errorf("%s: they share no key, so nobody compares them", c.what)
		}
	}
}

func TestLikenessOfCompanies(t *testing.T) {
	firm := func(name, code, website string) duplicate.Item {
		return duplicate.Item{Type: record.Company, Name: name, Code: code, Website: website}
	}
	saomai := firm("Công ty TNHH Thương mại Sao Mai", "0312345678", "https://www.saomai.vn/gioi-thieu")
	for _, c := range []struct {
		what   string
		other  duplicate.Item
		likely bool
	}{
		{"the same tax code under another name", firm("SMC Group", "0312345678", ""), true},
		{"another form, same website", firm("SAO MAI CO., LTD", "", "saomai.vn"), true},
		{"the same tax code", firm("Sao Mai JSC", "0312 345 678", ""), true},
		{"the same name as people shorten it", firm("Cty TNHH TM Sao Mai", "", "https://saomai.vn"), true},
		{"the same name, another tax code", firm("Công ty TNHH Sao Mai", "0400000001", ""), false},
		{"a public mail's domain says nothing", firm("Bình Minh", "", "facebook.com"), false},
	} {
		likeness, reasons := duplicate.Likeness(saomai, c.other)
		if (likeness >= duplicate.Likely) != c.likely {
			t.Errorf("%s: %.2f, because of %v", c.what, likeness, reasons)
		}
	}
}
