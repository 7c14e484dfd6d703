package duplicate

import (
	"hash/fnv"
	"slices"
	"strings"

	"banhda/hub/record"
)

// Crowd is how many records may share a key before it says nothing.
const Crowd = 50

// Keys are what an item shares with those it is compared with, as hashes: two that are the same nearly always have one
// in common. There are at most some dozen.
func (i *Item) Keys() []int64 {
	var keys []int64
	add := func(kind string, parts ...string) {
		if slices.Contains(parts, "") {
			return
		}
		if k := hash(string(i.Type), kind, strings.Join(parts, "\x00")); !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	words := i.words()
	sorted := slices.Sorted(slices.Values(words))
	add("name", strings.Join(sorted, " "))
	add("code", alphanumeric(i.Code))
	for _, p := range i.Phones[:min(3, len(i.Phones))] {
		add("phone", tail(p, 8))
	}
	for _, e := range i.Emails[:min(3, len(i.Emails))] {
		add("email", local(e))
	}
	switch i.Type {
	case record.Person:
		i.personKeys(initials(words), add)
	case record.Company:
		add("domain", domain(i.Website))
		for _, e := range i.Emails[:min(3, len(i.Emails))] {
			add("domain", domain(e))
		}
		if len(words) > 1 {
			add("begin", words[0], words[1])
		}
	}
	return keys
}

// personKeys join the first letters of the name with something else: they survive names turned round, cut short or
// without their marks, and a wrong digit.
func (i *Item) personKeys(name string, add func(kind string, parts ...string)) {
	add("firm", name, firm(i.Company))
	add("birthday", name, i.Birthday)
	for _, p := range i.Phones[:min(3, len(i.Phones))] {
		add("end", name, tail(p, 5))
		add("begin", name, p[:max(0, len(p)-4)])
	}
}

// initials are the first letters of the first and the last word of a name, in the order of the alphabet.
func initials(words []string) string {
	if len(words) < 2 {
		return ""
	}
	first, last := words[0][:1], words[len(words)-1][:1]
	return min(first, last) + max(first, last)
}

func alphanumeric(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

func hash(parts ...string) int64 {
	h := fnv.New64a()
	for _, p := range parts {
		_, _ = h.Write([]byte(p))
		_, _ = h.Write([]byte{0})
	}
	return int64(h.Sum64())
}
