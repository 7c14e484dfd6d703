package article

import (
	"strings"
	"testing"

	"banhda/hub/block"
)

func wrote(vi, en, body, english string) Content {
	c := Content{Title: Label{Vi: vi, En: en}, Blocks: []block.Block{{Kind: block.Text, Text: Label{Vi: body, En: english}}}}
	c.Clean()
	return c
}

func TestLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"Đổi trả hàng trong 7 ngày": "vi", "How to return goods": "en", "Café au lait and a long English sentence about returning what was bought": "en",
		"Cách tính phí ship": "vi", "": "en", "Ti\u0065\u0302\u0301ng Vi\u0065\u0323\u0302t": "vi",
	} {
		if got := Language(text); got != want {
			t.Errorf("%q is %s", text, got)
		}
	}
}

// TestBroughtTwice: what is brought in one language leaves the other as it is, and brings the same content each time.
func TestBroughtTwice(t *testing.T) {
	b := Brought{External: " 7 ", Title: "Đổi  trả", Body: "Trong 7 ngày.\r\n"}
	b.Clean()
	if err := b.Check(); err != nil || b.Language != "vi" {
		t.Fatal(err, b)
	}
	c := b.In(Content{})
	en := Brought{External: "7", Language: "en", Title: "Returns", Body: "Within 7 days."}
	c = en.In(c)
	if again := b.In(c); !again.Same(&c) || c.Title != (Label{Vi: "Đổi trả", En: "Returns"}) || c.Plain("en") != "Within 7 days." {
		t.Errorf("%+v", c)
	}
	if err := c.Ready(); err != nil {
		t.Error(err)
	}
	for what, bad := range map[string]Brought{"no id": {Title: "x"}, "nothing": {External: "1", Body: " \n"}, "a book": {External: "1", Body: strings.Repeat("x", largestBody+1)}} {
		if bad.Clean(); bad.Check() == nil {
			t.Errorf("%s is taken", what)
		}
	}
}

func TestSectionsHaveTwoLevels(t *testing.T) {
	name := Label{Vi: "Mua"}
	if err := CheckSections([]Section{{ID: 1, Name: name}, {ID: 2, Parent: 1, Name: name}}); err != nil {
		t.Error(err)
	}
	for what, bad := range map[string][]Section{"three levels": {{ID: 1, Name: name}, {ID: 2, Parent: 1, Name: name}, {ID: 3, Parent: 2, Name: name}}, "no name": {{ID: 1}}, "itself": {{ID: 1, Parent: 1, Name: name}}} {
		if CheckSections(bad) == nil {
			t.Errorf("%s: taken", what)
		}
	}
}

// TestShelf: everybody finds what they may read, an article once, and what was taken from its readers no more.
func TestShelf(t *testing.T) {
	s := NewShelf()
	says := map[int64]Content{1: wrote("Đổi trả hàng", "Returns", "Trong 7 ngày kể từ lúc nhận.", "Within seven days."), 2: wrote("Giá nhập hàng", "", "Bí mật: hàng nhập giá 5.", ""), 3: wrote("Hàng cho khách quen", "", "Giảm 10 %.", "")}
	for id, c := range says {
		s.Put(Leaf{Article: id, Version: 1, Visibility: Visibilities[[]int{0, 2, 1}[id-1]], Title: c.Title}, &c)
	}
	read := func([]int64) (map[int64]Content, error) { return says, nil }
	for who, want := range map[Visibility]int{Public: 1, Customers: 2, Team: 3} {
		if got := s.Search("hang", 5, Audience(who)); len(got) != want {
			t.Errorf("%s finds %+v", who, got)
		}
	}
	got, err := s.Passages("doi tra hang trong bao lau", 3, Audience(Public), read)
	if err != nil || len(got) == 0 || got[0].Article != 1 || got[0].Language != "vi" || !strings.Contains(got[0].Text, "7 ngày") || got[0].Sure < Doubtful {
		t.Errorf("%+v, %v", got, err)
	}
	if got, _ := s.Passages("xe máy điện có bền không", 3, Audience(Public), read); len(got) > 0 && got[0].Sure >= Doubtful {
		t.Errorf("sure of %+v", got)
	}
	why := s.Why("doi hang", "Đổi trả hàng")
	if len(why) != 2 || len(why[0].As) != 1 || why[0].As[0] != "đổi" || why[1].As[0] != "hàng" {
		t.Errorf("because of %+v", why)
	}
	s.Remove(1)
	if got := s.Search("đổi trả", 5, Audience(Team)); len(got) != 0 || s.Len() != 2 {
		t.Errorf("still there: %+v", got)
	}
}
