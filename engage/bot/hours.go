package bot

import (
	"slices"
	"strings"
)

// days are those of a week as settings call them, and as they are said.
var days = []struct {
	key  string
	said words
}{
	{"mon", words{"thứ Hai", "Monday"}}, {"tue", words{"thứ Ba", "Tuesday"}}, {"wed", words{"thứ Tư", "Wednesday"}}, {"thu", words{"thứ Năm", "Thursday"}},
	{"fri", words{"thứ Sáu", "Friday"}}, {"sat", words{"thứ Bảy", "Saturday"}}, {"sun", words{"Chủ nhật", "Sunday"}},
}

// InWords are the hours of a week in words, such as 08:00-12:00 by weekday (mon to sun), days with the same hours together.
func InWords(hours map[string][]string, language string) string {
	var said []string
	for from := 0; from < len(days); {
		to := from
		for to+1 < len(days) && slices.Equal(hours[days[to+1].key], hours[days[from].key]) {
			to++
		}
		if spans := hours[days[from].key]; len(spans) > 0 {
			name := days[from].said.in(language)
			if to > from {
				name += "–" + days[to].said.in(language)
			}
			said = append(said, name+" "+strings.ReplaceAll(strings.Join(spans, ", "), "-", "–"))
		}
		from = to + 1
	}
	return strings.Join(said, "; ")
}
