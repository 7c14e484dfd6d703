package cta

import (
	"cmp"
	"encoding/json"
	"slices"
)

// Seen is somebody who saw a version, or was left out of it by chance.
type Seen struct {
	CTA, Version, Person int64
	Arm                  string
	At                   int64 // when first; microseconds
	Views, Clicks        int64 // of who was left out 0
}

// Count is how many people of an arm of a version there were, and what they did.
type Count struct {
	CTA, Version          int64
	Arm                   string
	People, Views, Clicks int64
	Clickers              int64 // people who clicked
	Last                  int64 // when the last of them came; microseconds
}

// Said is what an event says of a call to action.
type Said struct {
	What    What   `json:"-"`
	CTA     string `json:"cta"`
	Version int64  `json:"cta_version"`
	Arm     string `json:"cta_arm"`
}

// ReadSaid reads an event of a call to action; ok is false for one that names none.
func ReadSaid(name string, properties []byte) (s Said, ok bool) {
	if turns[name] == "" || json.Unmarshal(properties, &s) != nil {
		return s, false
	}
	s.What = turns[name]
	return s, s.CTA != "" && s.Version > 0 && (s.Arm == Control) == (name == Withheld)
}

// Together makes one of what is said of the same person and version, the first of them first.
func Together(list []Seen) []Seen {
	slices.SortFunc(list, func(a, b Seen) int {
		return cmp.Or(cmp.Compare(a.CTA, b.CTA), cmp.Compare(a.Version, b.Version), cmp.Compare(a.Person, b.Person), cmp.Compare(a.At, b.At))
	})
	var out []Seen
	for _, s := range list {
		if n := len(out); n > 0 && out[n-1].CTA == s.CTA && out[n-1].Version == s.Version && out[n-1].Person == s.Person {
			out[n-1].Views, out[n-1].Clicks = out[n-1].Views+s.Views, out[n-1].Clicks+s.Clicks
			continue
		}
		out = append(out, s)
	}
	return out
}
