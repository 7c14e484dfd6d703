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

// writeRow names the last row of a page by its instant and id.
func writeRow(at, id int64) string {
	return writeSerial(at) + "." + writeSerial(id)
}

// readRow reads what writeRow wrote; zero before the first page.
func readRow(cursor string) (at, id int64, err error) {
	if cursor == "" {
		return 0, 0, nil
	}
	instant, row, _ := strings.Cut(cursor, ".")
	at, err1 := strconv.ParseInt(instant, 36, 64)
	id, err2 := strconv.ParseInt(row, 36, 64)
	if err1 != nil || err2 != nil {
		return 0, 0, wrongCursor(cursor)
	}
	return at, id, nil
}

// writeSerial names the last row of a page of a list that is in the order of its ids.
func writeSerial(id int64) string { return strconv.FormatInt(id, 36) }

// readSerial reads what writeSerial wrote; zero before the first page.
func readSerial(cursor string) (int64, error) {
	if cursor == "" {
		return 0, nil
	}
	id, err := strconv.ParseInt(cursor, 36, 64)
	if err != nil {
		return 0, wrongCursor(cursor)
	}
	return id, nil
}

func wrongCursor(cursor string) error {
	return invalid("--cursor %q is not one that was given out; leave it away to begin anew", cursor)
}
