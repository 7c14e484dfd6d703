// Package segment says who: a tree of conditions over people, written as an expression, matched in Go for one
// person at a time.
//
//	stage = customer and (channel in (email, referral) or props.city contains "Hà Nội") and not exists phone
//
// # What a condition means
//
// A field that is missing fulfils no comparison, not even !=; only exists asks about it. and, or and not are the
// ordinary two-valued ones, so `not plan = pro` is also true of somebody without a plan.
//
// A constant in double quotes is text. One without quotes is a number if it looks like one, else text. Against a
// number, a property compares as a number if it is one or is text in a number's usual form (12, -0.5; not 007).
// Everything else compares as text, exactly as written after Unicode NFC; <, <=, > and >= on text go by bytes,
// which puts dates like 2026-01-31 in order.
package segment
