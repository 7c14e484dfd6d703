package api

import (
	"context"

	"banhda/hub/address"
)

// PlacesAnswer is provinces, or wards, that fit what somebody wrote, the likeliest first.
type PlacesAnswer struct {
	Version string  `json:"version" doc:"the day the units are as of"`
	Places  []Place `json:"places"`
}

// Place is a ward in its province, or a province.
type Place struct {
	Province     string `json:"province"`
	ProvinceCode string `json:"province_code"`
	Ward         string `json:"ward,omitempty"`
	WardCode     string `json:"ward_code,omitempty"`
	Was          string `json:"was,omitempty" doc:"the name before July 2025 that was meant"`
}

type placesQuestion struct {
	Q        string `query:"q" maxLength:"200" doc:"what was written, with or without marks; former names, too"`
	Province string `query:"province" maxLength:"100" doc:"only wards of this province, by code or name"`
	Level    string `query:"level" enum:"ward,province" default:"ward"`
}

const mostPlaces = 12

func (s *Server) places(_ context.Context, in *placesQuestion, _ Tell) (*PlacesAnswer, error) {
	a := &PlacesAnswer{Version: address.Version, Places: []Place{}}
	found := address.FindProvinces(in.Q)
	if in.Level != "province" {
		found = address.FindWards(in.Q, in.Province, mostPlaces)
	}
	for _, m := range found {
		a.Places = append(a.Places, showPlace(m))
	}
	return a, nil
}

func showPlace(m address.Match) Place {
	p := Place{Province: m.Province.Name, ProvinceCode: m.Province.Code}
	if m.Ward != nil {
		p.Ward, p.WardCode = m.Ward.Name, m.Ward.Code
	}
	switch {
	case m.Was != nil && m.Ward != nil:
		p.Was = m.Was.Name + ", " + m.Was.District + ", " + m.Was.Province
	case m.Was != nil:
		p.Was = m.Was.Province
	}
	return p
}
