package workflow

import (
	"testing"
	"time"
)

// welcome has every kind of node.
const welcome = `{
 "triggers":[{"id":"lead","kind":"event","event":"Lead Captured","if":"source != \"staff\""},{"id":"hand","kind":"manual"}],
 "goal":{"event":"Order Completed","if":"total > 0"},
 "again":{"when":"after","cool":"30d"},
 "start":"half",
 "nodes":[
  {"id":"half","kind":"split","paths":[{"weight":9,"next":"hello"},{"weight":1,"holdout":true,"next":"left"}]},
  {"id":"hello","kind":"action","action":"tag","with":{"tag":"welcome"},"next":"opened"},
  {"id":"opened","kind":"await","event":"Email Opened","for":"3d","next":"which","else":"morning"},
  {"id":"morning","kind":"wait","hour":"09:00","working":true,"next":"again"},
  {"id":"again","kind":"action","action":"tag","with":{"tag":"again"},"next":"which"},
  {"id":"which","kind":"branch","paths":[{"where":"stage = customer","next":"bought"},{"where":"exists phone","next":"call"}],"else":"birthday"},
  {"id":"call","kind":"action","action":"tag","with":{"tag":"call"},"next":"rest"},
  {"id":"rest","kind":"wait","for":"2d","next":"which"},
  {"id":"birthday","kind":"wait","field":"birthday","shift":-1,"next":"bought","else":"left"},
  {"id":"bought","kind":"goal"},
  {"id":"left","kind":"exit"}
 ]}`

func read(t testing.TB, text string) *Definition {
	t.Helper()
	d, err := Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var house = House{
	Actions:   map[string]*Action{"tag": {Kind: "tag", Fields: []Field{{Key: "tag", Kind: TagField, Required: true}}}},
	Condition: func(string) error { return nil },
	Names:     func(FieldKind, string) error { return nil },
}

const day = int64(24 * time.Hour / time.Microsecond)

// monday is 2026-11-23, midnight UTC.
var monday = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC).UnixMicro()

// knows answers from what is given; what is not given is not known.
func knows(seed uint64, answers map[string]bool) Occurrence {
	return Occurrence{Seed: seed,
		Fits: func(where string) (bool, bool) { fits, known := answers[where]; return fits, known },
		Day:  func(string, int, int64) (int64, bool) { return monday + 20*day, seed%2 == 0 },
		Hour: func(minute int, _ bool, now int64) int64 {
			at := now - now%day + int64(minute)*60_000_000
			if at <= now {
				at += day
			}
			return at
		}}
}
