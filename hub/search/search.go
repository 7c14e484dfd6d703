// Package search is the one box everything is looked for in: which words of a record an index keeps, what somebody who
// typed something may mean by it, and how well a record answers that.
//
// A word is kept with a letter in front for where it comes from, so that what somebody may not see they cannot look for,
// either. Words of names and codes are folded, and found by their beginnings; of phone numbers every three digits in a
// row are kept, so that any part of one is found.
package search

import (
	"slices"
	"strings"
	"unicode"

	"banhda/hub/person"
	"banhda/hub/record"
)

// letters are the fields that are looked in, and the letter in front of their words.
var letters = map[string]string{"name": "n", "legal_name": "l", "email": "e", "number": "o", "sku": "s", "tax_code": "t", "phone": phone}

const phone = "p"

// Known are further identifiers of a person: e-mail addresses and phone numbers beside the primary ones.
type Known struct{ Emails, Phones []string }

// Words are those the index keeps of a record, in order.
func Words(r *record.Record, also Known) []string {
	var words []string
	for key, letter := range letters {
		for _, text := range texts(r, also, key) {
			if key == "phone" {
				words = append(words, triples(digits(text))...)
				continue
			}
			for _, w := range split(text) {
				words = append(words, letter+cut(w))
			}
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// Alter reports whether a record that became another is found by other words.
func Alter(was, is *record.Record) bool {
	for key := range letters {
		if was.Values.Text(key) != is.Values.Text(key) {
			return true
		}
	}
	return false
}

// longest is how many letters of a word are kept.
const longest = 40

func cut(word string) string {
	if len(word) <= longest {
		return word
	}
	return strings.ToValidUTF8(word[:longest], "")
}

// texts are the values of a field that are looked in.
func texts(r *record.Record, also Known, key string) []string {
	all := []string{r.Values.Text(key)}
	switch key {
	case "email":
		all = append(all, also.Emails...)
	case "phone":
		all = append(all, also.Phones...)
	}
	rest := slices.DeleteFunc(all[1:], func(s string) bool { return s == "" || s == all[0] })
	if all[0] == "" {
		return rest
	}
	return all[:1+len(rest)]
}

// split folds a text and gives its words: letters and digits in a row.
func split(text string) []string {
	return strings.FieldsFunc(person.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// digits are those of a number, without Vietnam's code in front, which nobody types.
func digits(number string) string {
	d := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
	if strings.HasPrefix(number, "+84") {
		return d[2:]
	}
	return d
}

// triples are every three digits in a row.
func triples(digits string) (words []string) {
	for i := 0; i+fewestDigits <= len(digits); i++ {
		words = append(words, phone+digits[i:i+fewestDigits])
	}
	return words
}
