package address

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"
)

// packed is a line for each unit, its kind first: p code name, w code name (of the province above), d province and
// district as they were, f name and what it became (of the district above). Made by TestUnitsAreThoseOfTheirSources
// from thanglequoc/vietnamese-provinces-database (cd58063299, MIT, Copyright (c) 2022 Thang Le Quoc) and
// tranngocminhhieu/vietnamadminunits (780c27980a, MIT, Copyright (c) 2025 Tran Ngoc Minh Hieu).
//
//go:embed units.txt.gz
var packed []byte

type units struct {
	provinces []*Province
	wards     []*Ward
	formers   []*Former
	words     [][]string // of each ward and then of each former unit, folded: what it is found by
}

var all = sync.OnceValue(func() *units {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(err) // it is part of the program
	}
	text, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	return unpack(string(text))
})

func unpack(text string) *units {
	u := &units{}
	byCode := map[string]*Ward{}
	var district, province string
	for line := range strings.Lines(text) {
		part := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		switch part[0] {
		case "p":
			u.provinces = append(u.provinces, &Province{Code: part[1], Name: part[2]})
		case "w":
			w := &Ward{Code: part[1], Name: part[2], Province: u.provinces[len(u.provinces)-1]}
			byCode[w.Code] = w
			u.wards = append(u.wards, w)
		case "d":
			province, district = part[1], part[2]
		case "f":
			f := &Former{Name: part[1], District: district, Province: province}
			for _, code := range part[2:] {
				f.Now = append(f.Now, byCode[code])
			}
			u.formers = append(u.formers, f)
		}
	}
	u.index()
	return u
}
