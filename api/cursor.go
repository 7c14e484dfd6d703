package api

import (
	"fmt"
	"strconv"
	"strings"
)

// writeCursor names the last row of a page: whose it is, which of theirs, and the now the page was read at.
func writeCursor(person, within, asOf int64) string {
	return fmt.Sprintf("%s.%d.%s", PersonID(person), within, strconv.FormatInt(asOf, 36))
}

// readCursor reads what writeCursor wrote.
func readCursor(cursor string) (person, within, asOf int64, err error) {
	id, rest, _ := strings.Cut(cursor, ".")
	row, now, _ := strings.Cut(rest, ".")
	if person, err = ParsePersonID(id); err == nil {
		within, err = strconv.ParseInt(row, 10, 64)
	}
	if err == nil {
		asOf, err = strconv.ParseInt(now, 36, 64)
	}
	if err != nil {
		return 0, 0, 0, wrongCursor(cursor)
	}
	return person, within, asOf, nil
}

func wrongCursor(cursor string) error {
	return invalid("--cursor %q is not one that was given out; leave it away to begin anew", cursor)
}
