package history

import (
	"fmt"
	"strings"
)

// MappingError says where a mapping is wrong and what to write instead.
type MappingError struct {
	File    string // the mapping's name
	Line    int    // 1-based; 0 where the whole file is meant
	Column  int    // 1-based, in characters
	Problem string
	Instead string // what to write; may be empty
}

// Error implements error: place, problem and remedy in one line.
func (e *MappingError) Error() string {
	text := e.Problem
	if e.Instead != "" {
		text += "; " + e.Instead
	}
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, text)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, text)
}

// fault is a mistake inside an expression or a date format, at a character of its text. Whoever knows where that
// text stands in the mapping makes a MappingError of it.
type fault struct {
	at      int // characters from the start of the text
	problem string
	instead string
}

func (f *fault) Error() string { return f.problem + "; " + f.instead }

// nearest is the word of choices most like the given one, empty where none is alike.
func nearest(word string, choices []string) string {
	best, least := "", 1+len([]rune(word))/3
	for _, c := range choices {
		if d := distance(strings.ToLower(word), strings.ToLower(c)); d <= least && (best == "" || d < least) {
			best, least = c, d
		}
	}
	return best
}

// distance is the number of characters to insert, delete or replace to make b of a (Levenshtein 1965).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j := range to {
			replaced := diagonal
			if from[i] != to[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}

// didYouMean suggests the nearest of the choices, or lists them all.
func didYouMean(word string, choices []string) string {
	if near := nearest(word, choices); near != "" {
		return fmt.Sprintf("did you mean %s?", near)
	}
	return "write one of: " + strings.Join(choices, ", ")
}
