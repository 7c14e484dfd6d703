package intake

import (
	"regexp"
	"strconv"
	"strings"

	"banhda/hub/person"
	"banhda/phrase"
)

// several splits a cell that holds several values: addresses, numbers, labels.
var several = regexp.MustCompile(`\s*(?:[;|/\n,]|\s-\s|\s+(?:hoặc|or|và|and)\s+)\s*`)

// Split gives the values of a cell, without those that are empty.
func Split(cell string) (list []string) {
	for _, part := range several.Split(cell, -1) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

var errLost = phrase.Errorf("a spreadsheet has cut this number off; write the column as text in the original, and export again")

// Phones gives the telephone numbers of a cell in E.164. What a spreadsheet did to them is mended where nothing is lost:
// a leading zero, a floating point.
func Phones(cell string) (list []string, err error) {
	parts := Split(cell)
	if scientific.MatchString(cell) {
		parts = []string{cell} // the comma in it is before a fraction
	}
	for _, part := range parts {
		mended, err := unfloat(strings.TrimPrefix(part, "'"))
		if err != nil {
			return nil, err
		}
		k, reason := person.Normalise(person.Key{Kind: person.Phone, Value: mended})
		if reason != "" {
			return nil, phrase.Errorf("%q %s", part, phrase.Noun(reason))
		}
		list = append(list, k.Value)
	}
	return list, nil
}

var scientific = regexp.MustCompile(`^(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})$`)

// unfloat writes out a number as 9.12345678E+08. Where fewer digits are there than it had, nobody knows the others.
func unfloat(s string) (string, error) {
	m := scientific.FindStringSubmatch(s)
	if m == nil {
		return s, nil
	}
	places, _ := strconv.Atoi(m[3])
	lost := places - len(m[2])
	if lost > 2 { // numbers end with 00 now and then, with three zeros hardly ever
		return "", errLost
	}
	return m[1] + m[2] + strings.Repeat("0", max(0, lost)), nil
}

var angled = regexp.MustCompile(`^.*<([^<>\s]+@[^<>\s]+)>$`)

// Emails gives the addresses of a cell: Lan <lan@example.vn>; kho@example.vn has two.
func Emails(cell string) (list []string, err error) {
	named := strings.Contains(cell, "<")
	for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(";,/|\n\t", r) || r == ' ' && !named }) {
		part = angled.ReplaceAllString(strings.TrimSpace(part), "$1")
		if named && !strings.Contains(part, "@") {
			continue // the first half of a name with a comma in it
		}
		k, reason := person.Normalise(person.Key{Kind: person.Email, Value: strings.TrimPrefix(part, "mailto:")})
		if reason != "" {
			return nil, phrase.Errorf("%q %s", part, phrase.Noun(reason))
		}
		if k.Value != "" {
			list = append(list, k.Value)
		}
	}
	return list, nil
}

var (
	currencySigns = regexp.MustCompile(`(?i)\s*(?:vnđ|vnd|đồng|₫|đ|\$|€|usd)\s*$`)
	grouped       = regexp.MustCompile(`^-?\d{1,3}(?:[., ]\d{3})+$`)
	plainNumber   = regexp.MustCompile(`^-?[\d., ]+$`)
)

// Number writes a number with a point before its fraction and nothing between thousands. comma says what its column
// has before a fraction. What is no plain number, such as 1tr2, stays as it is: the field may know it.
func Number(cell string, comma bool) string {
	s := strings.TrimSpace(strings.ReplaceAll(cell, "\u00a0", " "))
	s = strings.TrimSpace(strings.TrimLeft(currencySigns.ReplaceAllString(s, ""), "$€₫"))
	if !plainNumber.MatchString(s) {
		return strings.TrimSpace(cell)
	}
	fraction, group := ".", ","
	if comma {
		fraction, group = ",", "."
	}
	s = strings.ReplaceAll(s, " ", "")
	if strings.Count(s, fraction) > 1 || strings.Contains(s, fraction) && strings.Contains(s, group) && strings.LastIndex(s, group) > strings.Index(s, fraction) {
		fraction, group = group, fraction // this one cell is written the other way
	}
	s = strings.ReplaceAll(s, group, "")
	return strings.Replace(s, fraction, ".", 1)
}

// commas finds what stands before the fraction of a column's numbers: a comma, or points between thousands.
func commas(cells []string) bool {
	comma, point := 0, 0
	for _, c := range cells {
		c = strings.TrimSpace(currencySigns.ReplaceAllString(strings.TrimSpace(c), ""))
		last := strings.LastIndexAny(c, ".,")
		switch {
		case last < 0:
		case grouped.MatchString(c) && c[last] == '.', !grouped.MatchString(c) && c[last] == ',':
			comma++
		default:
			point++
		}
	}
	return comma > point
}
