package api

import (
	"context"
	"fmt"

	"banhda/drive/flow"
	"banhda/hub/timeline"
	"banhda/warehouse"
	"banhda/wheel"
)

// CatalogueAnswer is what events mean, and the wheel's times.
type CatalogueAnswer struct {
	Version int64 `json:"version" doc:"0: the one a workspace starts with"`
	CatalogueText
}

// CatalogueText is a catalogue as people write it.
type CatalogueText struct {
	Rules []timeline.Rule `json:"rules" doc:"the first match wins"`
	Times Times           `json:"times" required:"false" doc:"left out: the defaults"`
}

// Times are the wheel's horizons as lengths of time, such as 90d.
type Times struct {
	ProspectHorizon  string `json:"prospect_horizon,omitempty" doc:"default 90d"`
	CustomerHorizon  string `json:"customer_horizon,omitempty" doc:"default 180d"`
	PromoterHorizon  string `json:"promoter_horizon,omitempty" doc:"default 180d"`
	AdvocacyLifetime string `json:"advocacy_lifetime,omitempty" doc:"default 365d"`
}

func (s *Server) catalogue(ctx context.Context, _ *struct{}, tell Tell) (*CatalogueAnswer, error) {
	if err := s.caughtUp(ctx, tell); err != nil {
		return nil, err
	}
	c, version, err := s.Warehouse.Catalogue(ctx)
	return &CatalogueAnswer{version, CatalogueText{c.Rules, showTimes(c.Times)}}, err
}

type catalogueOrder struct{ Body CatalogueText }

// setCatalogue appends a new version, and answers when everybody has been folded under it.
func (s *Server) setCatalogue(ctx context.Context, in *catalogueOrder, tell Tell) (*CatalogueAnswer, error) {
	times, err := in.Body.Times.read()
	if err != nil {
		return nil, err
	}
	c := timeline.Catalogue{Rules: in.Body.Rules, Times: times}
	if err := c.Check(); err != nil {
		return nil, invalid("%v", err)
	}
	if _, err := s.change(ctx, mutation{verb: "catalogue", target: "catalogue", kind: flow.Catalogue, entry: c}, tell); err != nil {
		return nil, err
	}
	cut, _, err := s.cut(ctx, "catalogue", Reading{}, tell)
	if err != nil {
		return nil, err
	}
	if _, _, err := s.Warehouse.People(ctx, cut, warehouse.PeopleQuestion{Limit: 1}); err != nil {
		return nil, err
	}
	return s.catalogue(ctx, nil, tell)
}

// read fills in what is not given.
func (t Times) read() (wheel.Rules, error) {
	r := wheel.DefaultRules()
	for _, given := range []struct {
		name, text string
		to         *int64
	}{
		{"prospect_horizon", t.ProspectHorizon, &r.ProspectHorizon},
		{"customer_horizon", t.CustomerHorizon, &r.CustomerHorizon},
		{"promoter_horizon", t.PromoterHorizon, &r.PromoterHorizon},
		{"advocacy_lifetime", t.AdvocacyLifetime, &r.AdvocacyLifetime},
	} {
		if given.text == "" {
			continue
		}
		length, err := parseDuration(given.name, given.text)
		if err != nil {
			return r, err
		}
		*given.to = length
	}
	return r, nil
}

func showTimes(r wheel.Rules) Times {
	return Times{showDuration(r.ProspectHorizon), showDuration(r.CustomerHorizon), showDuration(r.PromoterHorizon), showDuration(r.AdvocacyLifetime)}
}

// showDuration writes a length of time in the largest unit that divides it.
func showDuration(length int64) string {
	for _, unit := range []string{"d", "h", "m"} {
		if n := units[unit]; length%n == 0 {
			return fmt.Sprintf("%d%s", length/n, unit)
		}
	}
	return fmt.Sprintf("%ds", length/units["s"])
}
