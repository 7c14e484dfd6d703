package person_test

import (
	"reflect"
	"testing"

	"banhda/hub/person"
)

func TestParseSearch(t *testing.T) {
	for text, want := range map[string]person.Search{
		"":                {},
		"  ":              {},
		"Đức  nguyễn":     {Words: []string{"duc", "nguyen"}, ID: "Đức  nguyễn"},
		"Lan":             {Words: []string{"lan"}, EmailStart: "lan", ID: "Lan"},
		"Lan@Example.vn":  {Email: "lan@example.vn", ID: "Lan@Example.vn"},
		"0901 234-567":    {Phone: "901234567", ID: "0901 234-567"},
		"+84 901":         {Phone: "84901", ID: "+84 901"},
		"567":             {Phone: "567", ID: "567"},
		"La\x00n\xff":     {Words: []string{"lan"}, EmailStart: "lan", ID: "Lan"},
		"56":              {Words: []string{"56"}, EmailStart: "56", ID: "56"},
		"KH-0001":         {Words: []string{"kh-0001"}, EmailStart: "kh-0001", ID: "KH-0001"},
		"Ho\u0300a":       {Words: []string{"hoa"}, EmailStart: "hòa", ID: "Hòa"},
		"(024) 3825.1234": {Phone: "2438251234", ID: "(024) 3825.1234"},
	} {
		if got := person.ParseSearch(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %+v, want %+v", text, got, want)
		}
	}
}
