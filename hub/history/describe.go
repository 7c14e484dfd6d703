package history

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"banhda/hub/person"
)

// shown is how many values of a column are shown, and few how many different ones are listed completely.
const shown, few = 5, 20

// describe finds what the rows looked at say about each column.
func (i *Inspection) describe() {
	i.Rows = len(i.rows)
	i.Decimal = i.decimal()
	for c := range i.Columns {
		i.Columns[c].describe(i.cells(c), i.mark())
	}
}

func (i *Inspection) mark() byte {
	if i.Decimal == "," {
		return ','
	}
	return '.'
}

// cells are the values of a column, row by row; empty where a row has none.
func (i *Inspection) cells(column int) []string {
	cells := make([]string, len(i.rows))
	for n, r := range i.rows {
		if column < len(r) {
			cells[n] = r[column]
		}
	}
	return cells
}

func (c *InspectedColumn) describe(cells []string, mark byte) {
	c.Samples = []string{}
	var values []string
	c.Number = true
	for _, v := range cells {
		if v == "" {
			continue
		}
		c.Filled++
		c.Number = c.Number && isNumber(v, mark)
		if len(values) <= few && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	c.Number = c.Number && c.Filled > 0
	for _, v := range values[:min(shown, len(values))] {
		c.Samples = append(c.Samples, clip(v))
	}
	if len(values) <= few && len(values) < c.Filled {
		c.Values = values
	}
	c.Formats = timeFormats(cells)
}

var (
	thousandsByPoint = regexp.MustCompile(`^-?\d{1,3}(\.\d{3})+(,\d+)?$`)
	fractionByComma  = regexp.MustCompile(`^-?[\d.]+,\d{1,2}$`)
	fractionByPoint  = regexp.MustCompile(`^-?[\d,]+\.\d{1,2}$`)
	thousandsByComma = regexp.MustCompile(`^-?\d{1,3}(,\d{3})+(\.\d+)?$`)
)

// decimal is a comma where the file's numbers have one before their fraction, or points between thousands.
func (i *Inspection) decimal() string {
	comma, point := 0, 0
	for _, r := range i.rows {
		for _, cell := range r {
			n := strings.TrimRight(strings.TrimSpace(cell), " ₫đĐ$€VNDvnd")
			switch {
			case thousandsByPoint.MatchString(n), fractionByComma.MatchString(n):
				comma++
			case fractionByPoint.MatchString(n), thousandsByComma.MatchString(n):
				point++
			}
		}
	}
	if comma > point && i.Format == "csv" {
		return ","
	}
	return ""
}

// isNumber reports whether a cell can be calculated with. A number that begins with a zero is a code.
func isNumber(s string, mark byte) bool {
	if len(s) > 1 && s[0] == '0' && isDigit(s[1]) {
		return false
	}
	_, ok := ofText(s).decimal(mark)
	return ok
}

func isEmail(s string) bool { return strings.Contains(s, "@") && isKey(person.Email, s) }

func isPhone(s string) bool { return len(s) >= 8 && isKey(person.Phone, s) }

func isKey(kind, s string) bool {
	_, reason := person.Normalise(person.Key{Kind: kind, Value: s})
	return reason == ""
}

// ways to write a time, the likelier before the others. A day stands before its month unless a row cannot be read so.
var ways = []string{
	"iso8601",
	"DD/MM/YYYY HH:mm:ss", "DD/MM/YYYY HH:mm", "DD/MM/YYYY", "HH:mm:ss DD/MM/YYYY", "HH:mm DD/MM/YYYY",
	"DD-MM-YYYY HH:mm:ss", "DD-MM-YYYY HH:mm", "DD-MM-YYYY", "DD.MM.YYYY HH:mm:ss", "DD.MM.YYYY HH:mm", "DD.MM.YYYY",
	"DD/MM/YYYY hh:mm:ss A", "DD/MM/YYYY hh:mm A",
	"MM/DD/YYYY HH:mm:ss", "MM/DD/YYYY HH:mm", "MM/DD/YYYY hh:mm:ss A", "MM/DD/YYYY hh:mm A", "MM/DD/YYYY",
	"DD/MM/YY HH:mm", "DD/MM/YY", "MM/DD/YY", "DD MMM YYYY", "MMM DD, YYYY",
	"unix seconds", "unix milliseconds", "excel",
}

// timeFormats are the ways in which cells that are not empty can be read as times of our day, all but a tenth of them
// at least; those that read most come first.
func timeFormats(cells []string) (formats []string) {
	failures := map[string]int{}
	for _, way := range ways {
		format, err := parseFormat(way)
		if err != nil {
			continue
		}
		if read, failed := readable(format, cells); read > 0 && 10*failed <= read {
			formats, failures[way] = append(formats, way), failed
		}
	}
	slices.SortStableFunc(formats, func(a, b string) int { return cmp.Compare(failures[a], failures[b]) })
	return formats
}

// readable counts the cells that a format reads and those it does not. It gives up where it reads none of the first.
func readable(format instantFormat, cells []string) (read, failed int) {
	for _, c := range cells {
		if c == "" {
			continue
		}
		micros, problem := format(c, time.UTC)
		if year := time.UnixMicro(micros).UTC().Year(); problem != "" || year < 1990 || year > 2100 {
			failed++
		} else {
			read++
		}
		if read == 0 && failed == 10 {
			break
		}
	}
	return read, failed
}
