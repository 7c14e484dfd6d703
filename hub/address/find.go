package address

import (
	"cmp"
	"slices"
	"strings"

	"banhda/hub/person"
)

// Match is a place that fits what somebody wrote.
type Match struct {
	Province *Province
	Ward     *Ward   // nil: the province itself
	Was      *Former // set where a former name fits, and not the present one
}

// kinds are how a name may begin that says what a unit is and not yet which.
var kinds = [][]string{{"thanh", "pho"}, {"thi", "tran"}, {"thi", "xa"}, {"dac", "khu"}, {"phuong"}, {"xa"}, {"quan"}, {"huyen"},
	{"tinh"}, {"tp"}, {"tt"}, {"tx"}, {"p"}, {"q"}, {"h"}, {"x"}, {"t"}}

// FindWards finds the wards that fit what somebody wrote, by their own names or by those before July 2025: each word
// begins a word of the ward, its former district or its province, blind to marks. A province's code or name narrows
// it to that province; empty: everywhere. The likeliest come first, at most limit.
func FindWards(written, province string, limit int) []Match {
	u, wanted := all(), words(written)
	if len(wanted) == 0 {
		return nil
	}
	within := FindProvince(province)
	var found []scored
	for i, w := range u.wards {
		if within == nil || w.Province == within {
			found = add(found, wanted, u.words[i], bare(w.Name), Match{Province: w.Province, Ward: w})
		}
	}
	for i, f := range u.formers {
		for _, now := range f.Now {
			if within == nil || now.Province == within {
				found = add(found, wanted, u.words[len(u.wards)+i], bare(f.Name), Match{now.Province, now, f})
			}
		}
	}
	return best(found, limit)
}

// FindProvinces finds the provinces whose name the words begin; all where nothing is written. A province that is no
// more is found as what it belongs to now.
func FindProvinces(written string) []Match {
	wanted := words(written)
	var found []Match
	for _, p := range all().provinces {
		if begin(wanted, append(words(p.Name), initials(p.Name))) {
			found = append(found, Match{Province: p})
		}
	}
	for _, f := range formerProvinces() {
		now := f.Now[0].Province
		if len(wanted) > 0 && begin(wanted, words(f.Province)) && !slices.ContainsFunc(found, func(m Match) bool { return m.Province == now }) {
			found = append(found, Match{Province: now, Was: f})
		}
	}
	for _, other := range called {
		now := FindProvince(other.code)
		if len(wanted) > 0 && begin(wanted, split(other.name)) && !slices.ContainsFunc(found, func(m Match) bool { return m.Province == now }) {
			found = append(found, Match{Province: now, Was: &Former{Province: other.name}})
		}
	}
	return found
}

// called are names of provinces that the lists of units do not have, by the code of what they belong to now: people go on using
// them, and old lists of customers are full of them.
var called = []struct{ name, code string }{{"Sài Gòn", "79"}, {"TPHCM", "79"}, {"Thừa Thiên Huế", "46"}, {"Hà Tây", "01"}}

// FindProvince is the one of a code or name, however it is spelt; nil where there is none.
func FindProvince(written string) *Province {
	name := strings.Join(words(written), " ")
	for _, other := range called {
		if name == person.Fold(other.name) {
			written = other.code
		}
	}
	for _, p := range all().provinces {
		if written != "" && (p.Code == written || strings.Join(words(p.Name), " ") == name) {
			return p
		}
	}
	return nil
}

type scored struct {
	Match
	score int
}

// add takes a match in where it fits, present names before former ones, whole names before beginnings.
func add(found []scored, wanted, has []string, name string, m Match) []scored {
	if !begin(wanted, has) {
		return found
	}
	written, score := strings.Join(wanted, " "), 0
	switch {
	case name == written:
	case strings.HasPrefix(written, name+" "): // the name, and where it lies
		score = 1
	case strings.HasPrefix(name, written):
		score = 2
	default:
		score = 4
	}
	if m.Was != nil {
		score++
	}
	return append(found, scored{m, score})
}

func best(found []scored, limit int) []Match {
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(a.score, b.score) })
	list, seen := []Match{}, map[*Ward]bool{}
	for _, f := range found {
		if len(list) < limit && !seen[f.Ward] {
			seen[f.Ward] = true
			list = append(list, f.Match)
		}
	}
	return list
}

// index keeps the words that each ward and each former unit is found by.
func (u *units) index() {
	for _, w := range u.wards {
		u.words = append(u.words, append(split(w.Name+" "+w.Province.Name), initials(w.Province.Name)))
	}
	for _, f := range u.formers {
		u.words = append(u.words, append(split(f.Name+" "+f.District+" "+f.Province), initials(f.Province)))
	}
}

func formerProvinces() []*Former {
	var list []*Former
	for _, f := range all().formers {
		if len(list) == 0 || list[len(list)-1].Province != f.Province {
			list = append(list, f)
		}
	}
	return list
}

// begin reports whether each wanted word begins one that is there.
func begin(wanted, has []string) bool {
	for _, w := range wanted {
		if !slices.ContainsFunc(has, func(h string) bool { return strings.HasPrefix(h, w) }) {
			return false
		}
	}
	return true
}

// words are the folded words of a name, or of several between commas, each without what kind of unit it is; a name of
// such words alone keeps them.
func words(written string) []string {
	var list []string
	for part := range strings.SplitSeq(written, ",") {
		list = append(list, which(split(part))...)
	}
	return list
}

func which(name []string) []string {
	for _, kind := range kinds {
		if len(name) > len(kind) && slices.Equal(name[:len(kind)], kind) {
			return name[len(kind):]
		}
	}
	return name
}

func split(name string) []string {
	return strings.FieldsFunc(person.Fold(name), func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == '-' })
}

// bare is a unit's name without its kind.
func bare(name string) string { return strings.Join(words(name), " ") }

// initials are how a long name is cut short: hcm.
func initials(name string) string {
	var b strings.Builder
	for _, w := range words(name) {
		b.WriteByte(w[0])
	}
	return b.String()
}
