package main

import (
	"context"
	"os"
	"runtime"

	"banhda/hub/timeline"
	"banhda/wheel"
)

// foldPeople times foldEvents is what one core folds: people's lines of twenty events, some of them purchases.
const (
	foldPeople = 100_000
	foldEvents = 20
)

func measureFold(_ context.Context, b *bench) error {
	people, rules := b.lines(), wheel.DefaultRules()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	ours, _, err := interleave(b.rounds, func() error {
		f := wheel.NewFolder(rules, wheel.Forever)
		for i := range people {
			f.Fold(people[i], nil)
		}
		return nil
	}, nil)
	if err != nil {
		return err
	}
	result{what: "fold on one core", ours: ours, rate: foldPeople * foldEvents, unit: "events/s", target: "≥ 5,000,000 events/s"}.print(os.Stdout)
	return nil
}

// lines are people's histories made from the same events as everything else.
func (b *bench) lines() []wheel.History {
	h := history{people: foldPeople, events: foldPeople * foldEvents}
	catalogue, numbers := timeline.Default(), map[string]uint32{}
	lines, details := make([]wheel.History, foldPeople), []wheel.Detail{{}}
	for k := range h.events {
		e := h.event(k)
		if numbers[e.Name] == 0 {
			numbers[e.Name] = uint32(len(numbers) + 1)
		}
		event := wheel.Event{At: e.At, Kind: wheel.NewKind(numbers[e.Name], catalogue.Meaning(e.Name, nil), false, false)}
		if e.HasValue {
			event.Detail = uint32(len(details))
			details = append(details, wheel.Detail{Value: e.Value, Stated: true, Currency: e.Currency, Sale: e.Sale})
		}
		line := &lines[e.Profile-1]
		line.Person, line.Events = e.Profile, append(line.Events, event)
	}
	for i := range lines {
		lines[i].Details = details
	}
	return lines
}
