package workflow

import (
	"strconv"
	"strings"
	"time"

	"banhda/phrase"
)

var units = map[string]time.Duration{"m": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour}

// longest is how long anything is waited for.
const longest = 3 * 366 * 24 * time.Hour

// ParseLength reads a length of time such as 30m, 12h, 3d or 2w, in microseconds.
func ParseLength(text string) (int64, error) {
	unit := strings.TrimLeft(text, "0123456789")
	n, err := strconv.ParseInt(strings.TrimSuffix(text, unit), 10, 32)
	of, ok := units[unit]
	if err != nil || !ok || n < 1 || time.Duration(n) > longest/of {
		return 0, phrase.Errorf("%q is no length of time; write 30m, 12h, 3d or 2w, at most three years", text)
	}
	return (time.Duration(n) * of).Microseconds(), nil
}
