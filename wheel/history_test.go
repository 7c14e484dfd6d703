package wheel

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// Tests tell histories in lines such as "10 purchase 250 VND #o7": the day, the meaning, and for what carries
// them a value with its currency, a sale, or after @ the profile an accepted referral names. Days may be fractions.
const (
	nameJoined = 1 + iota
	nameBought
)

var (
	joined = NewKind(nameJoined, Advocacy, false, true)
	bought = NewKind(nameBought, Advocacy, false, true)
)

// day is an instant so many days after 1970-01-01.
func day(d float64) int64 { return int64(d * float64(Day)) }

// tell makes a person's history of lines in order.
func tell(t testing.TB, person int64, lines ...string) History {
	t.Helper()
	h := History{Person: person, Details: []Detail{{}}}
	for _, line := range lines {
		e, d := tellEvent(t, line)
		if d != (Detail{}) {
			e.Detail = uint32(len(h.Details))
			h.Details = append(h.Details, d)
		}
		h.Events = append(h.Events, e)
	}
	return h
}

func tellEvent(t testing.TB, line string) (Event, Detail) {
	t.Helper()
	words := strings.Fields(line)
	at, err := strconv.ParseFloat(words[0], 64)
	if err != nil {
		t.Fatalf("%q: no day: %v", line, err)
	}
	accepted := words[1] == "accept"
	meaning, ok := ParseMeaning(strings.Replace(words[1], "accept", "lead", 1))
	if !ok && words[1] != "none" {
		t.Fatalf("%q: unknown meaning", line)
	}
	return Event{At: day(at), Kind: NewKind(0, meaning, accepted, false)}, tellDetail(t, words[2:])
}

func tellDetail(t testing.TB, words []string) (d Detail) {
	t.Helper()
	for _, w := range words {
		switch n, err := strconv.ParseInt(strings.TrimPrefix(w, "@"), 10, 64); {
		case w[0] == '#':
			d.Sale = w
		case w[0] == '@' && err == nil:
			d.Referrer = n
		case err == nil:
			d.Value, d.Stated = n, true
		default:
			d.Currency = w
		}
	}
	return d
}

// path writes moves as "0 prospect, 10 customer".
func path(moves []Move) string {
	words := make([]string, len(moves))
	for i, m := range moves {
		words[i] = fmt.Sprintf("%g %v", float64(m.At)/float64(Day), m.To)
	}
	return strings.Join(words, ", ")
}

// self is the profile → person map of people with one profile each.
func self(profile int64) int64 { return profile }

// foldAll folds people under the default rules.
func foldAll(now int64, people ...History) *Book {
	return FoldAll(DefaultRules(), people, self, joined, bought, now)
}
