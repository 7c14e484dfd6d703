package person_test

import (
	"testing"

	"banhda/hub/person"
)

func TestPartsOfPhones(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "lan": "", "56": "", "567": "567", "0901 234-567": "901234567", "+84 901": "84901", "(024) 3825.1234": "2438251234", "Lan 0901": "", "1a2": "",
	} {
		if got, ok := person.PhonePart(text); got != want || ok != (want != "") {
			t.Errorf("%q: got %q %t, want %q", text, got, ok, want)
		}
	}
}
