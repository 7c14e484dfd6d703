// Package wheel is the flywheel as arithmetic: what a company's events say about the people who turn it.
//
// It is pure. Everything it needs is passed in: events in order, the rules, the instant called now. It reads no
// clock, no file and no database and keeps nothing between calls, so the same events give the same figures on
// every store, today and in ten years.
//
// # How the figures come about
//
//	events of one person, in (at, id) order ──▶ Fold ──▶ Life: stages, purchases, referral
//	the Lives of everybody                  ──▶ Book ──▶ stock, flow, speed, revenue, growth, gain
//	events and stage entries                ──▶ Funnel, Retention
//	purchases of everybody                  ──▶ value.Read: BG/NBD, Gamma–Gamma, momentum, coasting
//
// # Conventions
//
// An instant is an int64: microseconds since 1970-01-01 UTC. A period is half-open, [from, to). Nothing at or
// after now exists. A day, where a length of time is meant, is 24 hours; where a calendar is meant, a time zone
// is passed in. Money is an int64 in the currency's minor unit. People and profiles are int64 ids.
package wheel
