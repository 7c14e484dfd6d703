package auth

import "time"

// How long a session lasts: unused, and in all. After that one signs in again.
const (
	SessionIdle = 14 * 24 * time.Hour
	SessionLife = 60 * 24 * time.Hour
)

// noticed is how exactly it is kept when a session or a key was last used: a record written at every request would
// serve nobody.
const noticed = 10 * time.Minute

// SessionLives reports whether a session that began and was last used at these instants, in microseconds, still
// counts.
func SessionLives(began, used, now int64) bool {
	return now-used < SessionIdle.Microseconds() && now-began < SessionLife.Microseconds()
}

// WorthNoting reports whether a use at now, in microseconds, is worth writing down after the last one that was.
func WorthNoting(last, now int64) bool { return now-last >= noticed.Microseconds() }
