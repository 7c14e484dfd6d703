package message

import "time"

// firstPause is how long a message waits after a server could not take it for the first time.
const firstPause = time.Minute

// patience is after how many attempts a message is given up: about a day after the first.
const patience = 11

// Again is when a message that could not be handed over for the n-th time is tried next: after one minute, two, four, and
// so on, up to four hours; ok is false where it is given up.
func Again(now int64, n int) (at int64, ok bool) {
	if n >= patience {
		return 0, false
	}
	return now + min(firstPause<<max(n-1, 0), 4*time.Hour).Microseconds(), true
}
