package search

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/person"
	"banhda/hub/record"
)

// Term is a word of the index, whole or the beginning of one.
type Term struct {
	Text   string
	Prefix bool
}

// Query is what somebody typed.
type Query struct {
	exact string   // as it was typed
	text  string   // folded
	typed string   // in small letters, with its marks
	words []string // folded
	phone string   // digits, where it may be a part of a number
}

// fewestDigits is from how many digits on something may be part of a phone number.
const fewestDigits = 3

// mostWords bounds how many words are looked for: nobody types more, and each costs.
const mostWords = 8

// Parse reads what was typed. ok is false where there is nothing to look for.
func Parse(text string) (q Query, ok bool) {
	text = strings.TrimSpace(norm.NFC.String(strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), "")))
	q = Query{exact: text, text: person.Fold(text), typed: strings.ToLower(strings.Join(strings.Fields(text), " ")), words: split(text)}
	q.phone, _ = person.PhonePart(text)
	if strings.HasPrefix(q.phone, "84") && strings.HasPrefix(text, "+") {
		q.phone = q.phone[2:]
	}
	if len(q.phone) < fewestDigits {
		q.phone = ""
	}
	q.words = q.words[:min(len(q.words), mostWords)]
	return q, len(q.words) > 0
}

// Exact is the text as it was typed, for identifiers that other systems gave.
func (q Query) Exact() string { return q.exact }

// Tight is the way in which records answer that have every word typed but the last, which may go on; nil where that is no
// other way than those of Ways.
func (q Query) Tight(hidden []string) (way [][]Term) {
	if len(q.words) < 2 {
		return nil
	}
	for i, w := range q.words {
		group := q.terms(w, hidden)
		for k := range group {
			group[k].Prefix = i == len(q.words)-1
		}
		way = append(way, group)
	}
	return way
}

// Ways are the ways in which records may answer: of each, one term of every group has to be among a record's words.
// hidden are the keys of fields that who asks may not see.
func (q Query) Ways(hidden []string) (ways [][][]Term) {
	var way, dialled [][]Term
	numbers := q.phone != ""
	for _, w := range q.words {
		group := q.terms(w, hidden)
		way = append(way, group)
		if part := q.dialling(w); part != "" && q.phone == "" {
			numbers, dialled = true, append(dialled, rung(part)...)
		} else if q.phone == "" {
			dialled = append(dialled, group)
		}
	}
	if numbers && !slices.Contains(hidden, "phone") {
		ways = append(ways, append(dialled, rung(q.phone)...))
	}
	return append(ways, way)
}

// terms are the forms in which a word may be kept.
func (q Query) terms(word string, hidden []string) (group []Term) {
	for _, key := range q.fields(hidden) {
		if key != "phone" {
			group = append(group, Term{letters[key] + cut(word), true})
		}
	}
	return group
}

// rung are the terms of a part of a phone number, all of which are there where it is.
func rung(part string) (way [][]Term) {
	for _, w := range triples(part) {
		way = append(way, []Term{{w, false}})
	}
	return way
}

// dialling is a word as a part of a phone number; empty for one that is none, as in an address.
func (q Query) dialling(word string) string {
	if strings.Trim(word, "0123456789") != "" || q.address() {
		return ""
	}
	if part := strings.TrimPrefix(word, "0"); len(part) >= fewestDigits {
		return part
	}
	return ""
}

// fields are those looked in that who asks may see, in order: of a part of an address only addresses.
func (q Query) fields(hidden []string) (keys []string) {
	for key := range letters {
		if !slices.Contains(hidden, key) && (key == "email" || !q.address()) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// address reports whether what was typed is part of an address.
func (q Query) address() bool { return strings.Contains(q.exact, "@") }

// How well a record answers, the best last.
const (
	Part   = iota + 1 // its words begin as was typed
	Begins            // a name, address or code begins as was typed
	Whole             // every word typed is one of its words
	Alike             // it is what was typed, but for marks and capitals
	Same              // it is what was typed
)

// Answer says how well a record answers, and by which field; 0: not at all. A record's name counts before other fields.
func (q Query) Answer(r *record.Record, also Known, hidden []string) (how int, field string) {
	for _, key := range q.fields(hidden) {
		for _, text := range texts(r, also, key) {
			if h := q.answers(key, text); h > how || h > 0 && h == how && key == "name" {
				how, field = h, key
			}
		}
	}
	if how == 0 && q.spread(r, also, hidden) {
		return Part, "name"
	}
	return how, field
}

// Fits says how well a text that stands for itself answers, such as a title; 0: not at all.
func (q Query) Fits(text string) int { return q.answers("name", text) }

// answers says how well one value does.
func (q Query) answers(key, text string) int {
	if key == "phone" {
		return q.rings(digits(text))
	}
	folded := person.Fold(text)
	switch {
	case strings.ToLower(text) == q.typed:
		return Same
	case folded == q.text:
		return Alike
	case !q.among(split(text), strings.HasPrefix):
		return 0
	case q.among(split(text), func(word, typed string) bool { return word == typed }):
		return Whole
	case strings.HasPrefix(folded, q.text):
		return Begins
	}
	return Part
}

// rings says how well a phone number does.
func (q Query) rings(number string) int {
	switch {
	case q.phone == "" || !strings.Contains(number, q.phone):
		return 0
	case number == q.phone:
		return Same
	case strings.HasPrefix(number, q.phone):
		return Begins
	}
	return Part
}

// among reports whether each word typed stands to one of the words as it should.
func (q Query) among(words []string, fits func(word, typed string) bool) bool {
	for _, typed := range q.words {
		if !slices.ContainsFunc(words, func(w string) bool { return fits(w, typed) }) {
			return false
		}
	}
	return true
}

// spread reports whether the words typed are found in several fields together: lan gmail.
func (q Query) spread(r *record.Record, also Known, hidden []string) bool {
	var words, numbers []string
	for _, key := range q.fields(hidden) {
		for _, text := range texts(r, also, key) {
			if key == "phone" {
				numbers = append(numbers, digits(text))
			} else {
				words = append(words, split(text)...)
			}
		}
	}
	for _, typed := range q.words {
		begins := func(w string) bool { return strings.HasPrefix(w, typed) }
		part := q.dialling(typed)
		rings := func(n string) bool { return part != "" && strings.Contains(n, part) }
		if !slices.ContainsFunc(words, begins) && !slices.ContainsFunc(numbers, rings) {
			return false
		}
	}
	return true
}
