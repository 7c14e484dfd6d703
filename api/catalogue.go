package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

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

// tag is the version as HTTP compares it.
func (a *CatalogueAnswer) tag() string { return catalogueTag(a.Version) }

func catalogueTag(version int64) string { return strconv.Quote(strconv.FormatInt(version, 10)) }

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

type catalogueOrder struct {
	IfMatch string `header:"If-Match" doc:"the ETag of the version this one was made from: with another in force nothing is saved; left out: whichever is in force is replaced"`
	Body    CatalogueText
}

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
	if err := s.replaceCatalogue(ctx, c, in.IfMatch, tell); err != nil {
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

// replaceCatalogue puts a catalogue in force where the version it was made from still is. One is replaced at a time, and
// what was saved before counts even where whoever saved it did not wait for it: of two made from one version, one wins.
func (s *Server) replaceCatalogue(ctx context.Context, c timeline.Catalogue, from string, tell Tell) error {
	s.cataloguing.Lock()
	defer s.cataloguing.Unlock()
	if from != "" {
		if err := s.stillInForce(ctx, from, tell); err != nil {
			return err
		}
	}
	_, err := s.change(ctx, mutation{verb: "catalogue", target: "catalogue", kind: flow.Catalogue, entry: c}, tell)
	return err
}

func (s *Server) stillInForce(ctx context.Context, from string, tell Tell) error {
	if err := s.Relay(ctx); err != nil {
		return err
	}
	tail, err := s.Log.Tail(ctx)
	if err != nil {
		return err
	}
	if err := s.waitFor(ctx, tail, tell); err != nil {
		return err
	}
	_, version, err := s.Warehouse.Catalogue(ctx)
	if err == nil && !matches(from, catalogueTag(version)) {
		err = refused(http.StatusPreconditionFailed, 0, "somebody saved version %d of the catalogue meanwhile, and nothing was overwritten; load it, then make your changes again", version)
	}
	return err
}

// matches compares what If-Match lists with a tag (RFC 9110, 13.1.1).
func matches(list, tag string) bool {
	return list == "*" || slices.ContainsFunc(strings.Split(list, ","), func(one string) bool { return strings.TrimSpace(one) == tag })
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
