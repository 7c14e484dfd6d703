package api

import (
	"context"

	"banhda/warehouse"
	"banhda/wheel"
)

// NamesAnswer is the names that events have, those of the period with the most events first.
type NamesAnswer struct {
	Asked Asked       `json:"asked"`
	Names []EventName `json:"names"`
}

// EventName is one of them. Properties are the keys that some of its latest events have.
type EventName struct {
	Name       string   `json:"name"`
	Meaning    *string  `json:"meaning"`
	Depends    bool     `json:"depends" doc:"the meaning depends on the event's properties, and is null here"`
	Count      int64    `json:"count" doc:"events of the period"`
	Total      int64    `json:"total" doc:"events of all time, before the answer's now"`
	LastAt     string   `json:"last_at"`
	Properties []string `json:"properties"`
}

type namesQuestion struct {
	Reading
	Period
}

func (s *Server) eventNames(ctx context.Context, in *namesQuestion, tell Tell) (*NamesAnswer, error) {
	c, asked, err := s.cut(ctx, "names", in.Reading, tell)
	if err != nil {
		return nil, err
	}
	from, to, err := in.Period.read(c, asked)
	if err != nil {
		return nil, err
	}
	names, stamp, err := s.Warehouse.Names(ctx, c, from, to)
	if err != nil {
		return nil, err
	}
	asked.stamp(stamp)
	a := &NamesAnswer{Asked: *asked, Names: []EventName{}}
	for _, n := range names {
		a.Names = append(a.Names, showEventName(n))
	}
	return a, nil
}

func showEventName(n warehouse.EventName) EventName {
	e := EventName{Name: n.Name, Depends: n.Conditional, Count: n.Count, Total: n.Total, LastAt: showInstant(n.LastAt), Properties: []string{}}
	if n.Meaning != wheel.None {
		e.Meaning = text(n.Meaning.String())
	}
	e.Properties = append(e.Properties, n.Properties...)
	return e
}
