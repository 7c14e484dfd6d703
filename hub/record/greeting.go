package record

import (
	"strings"

	"banhda/hub/person"
)

// honorifics are how Vietnamese people address one another, and two that need neither age nor sex.
var honorifics = []Option{
	option("anh", "Anh", "Anh (older brother)"), option("chi", "Chị", "Chị (older sister)"), option("em", "Em", "Em (younger one)"),
	option("ban", "Bạn", "Bạn (friend)"), option("co", "Cô", "Cô (aunt, teacher)"), option("chu", "Chú", "Chú (uncle)"),
	option("bac", "Bác", "Bác (older uncle or aunt)"), option("ong", "Ông", "Ông (Mr.)"), option("ba", "Bà", "Bà (Mrs.)"),
	option("thay", "Thầy", "Thầy (teacher)"), option("quy_khach", "Quý khách", "Quý khách (honoured customer)"),
}

// Greeting is how to address somebody: honorific and given name, chị Lan of Nguyễn Thị Lan. Without an honorific it is
// the given name alone; without a name, the honorific, which for want of both is quý khách.
func Greeting(honorific, name string) string {
	given := person.GivenName(name)
	word := ""
	for _, o := range honorifics {
		if o.Key == honorific {
			word = strings.ToLower(o.Label.Vi)
		}
	}
	switch {
	case given == "" && word == "":
		return "quý khách"
	case honorific == "quy_khach" && given != "":
		word = "" // nobody says quý khách Lan
	}
	return strings.TrimSpace(word + " " + given)
}
