// Package seen remembers every event id that was ever taken in, so that what is sent twice counts once: exactly,
// and for ever.
//
//	                        Judge
//	                          │
//	table (memory, ≤ 65,536 ids) ┤ full: sorted, written, synced
//	run  run  run …  (files)  ┘ four of a size: merged into one, in the background
//
// An id is kept as 128 bits of its SHA-256 beside the number of the entry it came with. A run is a file of such
// pairs, sorted; a filter in memory (ten bits an id) says of nearly all new ids that the run does not hold them,
// and one or two reads decide the rest. The manifest names the runs and how far the log is in them; what came
// later is read from the log again after a crash. Everything here can be rebuilt from the log.
package seen
