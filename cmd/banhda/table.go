package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// table lines columns up, by letters: texts are NFC, so a letter with its marks is one rune.
type table struct {
	head  []string
	right []bool // by column
	rows  [][]string
}

// newTable makes a table. A column whose head begins with '>' stands to the right; a head without words is not shown.
func newTable(head ...string) *table {
	t := &table{}
	for _, h := range head {
		name, right := strings.CutPrefix(h, ">")
		t.head = append(t.head, name)
		t.right = append(t.right, right)
	}
	return t
}

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) write(w io.Writer) {
	width := t.widths()
	if strings.Join(t.head, "") != "" {
		t.line(w, width, t.head)
	}
	for _, r := range t.rows {
		t.line(w, width, r)
	}
}

func (t *table) widths() []int {
	var width []int
	for _, r := range append([][]string{t.head}, t.rows...) {
		for i, cell := range r {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	return width
}

func (t *table) line(w io.Writer, width []int, cells []string) {
	var b strings.Builder
	for i, cell := range cells {
		pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell))
		if i < len(t.right) && t.right[i] {
			b.WriteString(pad + cell)
		} else {
			b.WriteString(cell + pad)
		}
		b.WriteString("  ")
	}
	fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
}
