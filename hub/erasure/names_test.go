package erasure

import "testing"

// A name is found as people write it: whole words, with its marks or without, in whichever capitals.
func TestNamesAreFoundInTexts(t *testing.T) {
	n := NamesOf([]string{"Trần Bí Mật", "Trần Bí Mật Lan", "Bí"})
	for text, want := range map[string]string{
		"Giao cho Trần Bí Mật, tầng 3":     "Giao cho […], tầng 3",
		"chị TRẦN BÍ MẬT gọi":              "chị […] gọi",
		"tran bi mat":                      "[…]",
		"Trần Bí  Mật":                     "[…]",
		"Trần bi Mật Lan và Tran Bi Mat":   "[…] và […]",
		"Trần Bí Mậtx":                     "Trần Bí Mậtx",
		"Trần, Bí Mật":                     "Trần, Bí Mật",
		"Trân Bì Mất":                      "Trân Bì Mất", // another name
		"bí xanh":                          "bí xanh",
		"":                                 "",
		`{"note":"Trần Bí Mật","qty":"1"}`: `{"note":"[…]","qty":"1"}`,
	} {
		if got := n.Without(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
