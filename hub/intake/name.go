package intake

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/person"
)

// honorifics are the words people are addressed by before their name, and the choice each is.
var honorifics = map[string]string{
	"anh": "anh", "chị": "chi", "ông": "ong", "bà": "ba", "cô": "co", "chú": "chu", "bác": "bac", "em": "em", "thầy": "thay",
	"bạn": "ban", "mr": "ong", "mrs": "ba", "ms": "ba", "miss": "co",
}

// bare are those written without their marks. They are taken for what they mean only before a family name: Chi, Ba
// and Co are names, too.
var bare = map[string]string{"chi": "chi", "ong": "ong", "ba": "ba", "co": "co", "chu": "chu", "bac": "bac", "thay": "thay", "a": "anh", "c": "chi"}

// families are the family names of nearly everybody in Vietnam, folded.
var families = strings.Fields(`nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong doan mai to
lam trinh dao cao ha luu luong ta chau quach thai tong vuong nghiem phung kieu la tu tang giang diep thach quan chu trieu
mac khuc ninh bach luc ton ung van vi hua au lai lieu ma nong khong`)

// isFamily reports whether a word is a Vietnamese family name.
func isFamily(word string) bool { return slices.Contains(families, person.Fold(word)) }

// Address takes the word somebody is addressed by off their name: chị of Chị Nguyễn Thị Lan. honorific is empty where
// there is none.
func Address(full string) (honorific, name string) {
	words := strings.Fields(norm.NFC.String(full))
	if len(words) < 2 {
		return "", strings.Join(words, " ")
	}
	first := strings.TrimRight(strings.ToLower(words[0]), ".")
	rest := words[1:]
	if h, ok := honorifics[first]; ok {
		return h, strings.Join(rest, " ")
	}
	if h, ok := bare[first]; ok && isFamily(rest[0]) {
		return h, strings.Join(rest, " ")
	}
	return "", strings.Join(words, " ")
}

// Join makes one name of its parts, family name first where either part shows a Vietnamese one: columns called first
// name hold now the one, now the other.
func Join(family, given string) string {
	family, given = strings.Join(strings.Fields(family), " "), strings.Join(strings.Fields(given), " ")
	switch {
	case family == "" || given == "":
		return family + given
	case startsFamily(family):
		return family + " " + given
	case startsFamily(given) && !endsFamily(given):
		return given + " " + family
	case foreign(family) && foreign(given):
		return given + " " + family
	}
	return family + " " + given
}

func startsFamily(name string) bool { return isFamily(strings.Fields(name)[0]) }

// endsFamily reports whether a name of one word could as well be a given name: Mai, Hà and Lâm are both.
func endsFamily(name string) bool { return len(strings.Fields(name)) == 1 && both[person.Fold(name)] }

var both = map[string]bool{"mai": true, "ha": true, "lam": true, "duong": true, "giang": true, "chau": true, "ly": true, "thai": true, "tu": true, "van": true, "vi": true, "quan": true, "bach": true, "ninh": true}

// foreign reports whether a name has no letter only Vietnamese has, and no Vietnamese family name.
func foreign(name string) bool {
	return !isFamily(strings.Fields(name)[0]) && person.Fold(name) == strings.ToLower(name)
}

// Turn writes a name that begins with the given name the Vietnamese way: Lan Nguyễn Thị becomes Nguyễn Thị Lan. A name
// that begins with a family name stays.
func Turn(name string) string {
	words := strings.Fields(name)
	if len(words) < 2 || isFamily(words[0]) {
		return strings.Join(words, " ")
	}
	for i := 1; i < len(words); i++ {
		if isFamily(words[i]) {
			return strings.Join(append(slices.Clone(words[i:]), words[:i]...), " ")
		}
	}
	return strings.Join(words, " ")
}
