// Package view is how somebody looks at records of a type: which of them, in which order, by which columns. A view can be
// one's own, a team's or everybody's; some come with the product.
package view

import (
	"slices"
	"strings"

	"banhda/hub/record"
)

// Shared says who sees a view.
type Shared string

// Who there is to share with.
const (
	Me   Shared = "me"
	Team Shared = "team"
	All  Shared = "all"
)

// View is a saved view.
type View struct {
	ID        int64
	Type      record.Type
	Name      string
	Condition string // as package segment reads it; empty: all records
	Sort      []Key
	Columns   []string
	Shared    Shared
	Owner     int64 // a user's id; 0: the house
	Team      int64 // with which it is shared; 0: none
}

// Seen reports whether a user of some teams sees the view.
func (v *View) Seen(user int64, teams []int64) bool {
	return v.Shared == All || v.Owner == user || v.Shared == Team && slices.Contains(teams, v.Team)
}

// Key is a field that records are ordered by.
type Key struct {
	Field string
	Desc  bool
}

// MostKeys bounds how many fields an order has, and MostColumns how many a list shows.
const (
	MostKeys    = 4
	MostColumns = 60
)

// ParseSort reads keys divided by commas, with - before those that descend: owner,-created_at.
func ParseSort(text string) (keys []Key) {
	for _, word := range List(text) {
		field, desc := strings.CutPrefix(word, "-")
		keys = append(keys, Key{field, desc})
	}
	return keys
}

// WriteSort writes what ParseSort reads.
func WriteSort(keys []Key) string {
	words := make([]string, len(keys))
	for i, k := range keys {
		if words[i] = k.Field; k.Desc {
			words[i] = "-" + k.Field
		}
	}
	return strings.Join(words, ",")
}

// List reads words divided by commas.
func List(text string) (words []string) {
	for word := range strings.SplitSeq(text, ",") {
		if word = strings.TrimSpace(word); word != "" {
			words = append(words, word)
		}
	}
	return words
}
