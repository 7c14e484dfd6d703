package history

import (
	"bufio"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"
)

// headerWithin is how many rows are looked at to find the header.
const headerWithin = 30

// headerAt finds the row that names the columns, or where no row does, the first that is one of the table: a title
// and notes above a table fill less of its width.
func headerAt(rows [][]string) (at int, named bool) {
	wide := 0
	for _, r := range rows {
		wide = max(wide, filled(r))
	}
	for i, r := range rows {
		if 10*filled(r) >= 6*wide {
			return i, 3*dataCells(r) <= filled(r)
		}
	}
	return 0, true
}

func filled(cells []string) (n int) {
	for _, c := range cells {
		if c != "" {
			n++
		}
	}
	return n
}

// dataCells counts the cells no column would be called.
func dataCells(cells []string) (n int) {
	for _, c := range cells {
		if c != "" && (isNumber(c, '.') || isNumber(c, ',') || isEmail(c) || isPhone(c) || len(timeFormats([]string{c})) > 0) {
			n++
		}
	}
	return n
}

func widthOf(rows [][]string) (n int) {
	for _, r := range rows {
		n = max(n, len(r))
	}
	return n
}

// lastFilled is how many cells there are up to the last with something in it.
func lastFilled(cells []string) int {
	n := len(cells)
	for n > 0 && cells[n-1] == "" {
		n--
	}
	return n
}

// beginning gives the first lines of a text file, and finds out whether it is UTF-8: what is not was most likely
// written by a Vietnamese Windows.
func beginning(path string, spec *tableSpec) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	in, err := openText(file, "", new(atomic.Int64))
	if err != nil {
		return nil, err
	}
	start, err := io.ReadAll(io.LimitReader(in, readAhead))
	if err != nil {
		return nil, err
	}
	if slices.Contains(start, 0) {
		return nil, errors.New("this is no text; save the table as XLSX or CSV")
	}
	if !utf8.Valid(start[:wholeLetters(start)]) {
		spec.encoding = "windows-1258"
	}
	return firstLines(string(start)), nil
}

// wholeLetters is the length of a text without a last letter that may have been cut.
func wholeLetters(b []byte) int {
	for n := len(b); n > 0 && n > len(b)-utf8.UTFMax; n-- {
		if utf8.RuneStart(b[n-1]) {
			if utf8.FullRune(b[n-1:]) {
				return len(b)
			}
			return n - 1
		}
	}
	return len(b)
}

func firstLines(start string) (lines []string) {
	in := bufio.NewScanner(strings.NewReader(start))
	in.Buffer(nil, readAhead+1)
	for in.Scan() && len(lines) < headerWithin {
		if strings.TrimSpace(in.Text()) != "" {
			lines = append(lines, in.Text())
		}
	}
	return lines
}

// likelyDelimiter is the sign of which most lines have the same number; of two the one they have more of.
func likelyDelimiter(lines []string) string {
	best, most, number := ",", 0, 0
	for _, d := range []string{",", ";", "\t", "|"} {
		lines, n := agreed(lines, d)
		if lines > most || lines == most && n > number {
			best, most, number = d, lines, n
		}
	}
	return best
}

// agreed is the largest number of lines that have equally many of a sign outside quotes, and how many.
func agreed(lines []string, sign string) (most, number int) {
	counts := map[int]int{}
	for _, line := range lines {
		n := 0
		for i, part := range strings.Split(line, `"`) {
			if i%2 == 0 {
				n += strings.Count(part, sign)
			}
		}
		if n > 0 {
			counts[n]++
		}
	}
	for n, lines := range counts {
		if lines > most || lines == most && n > number {
			most, number = lines, n
		}
	}
	return most, number
}
