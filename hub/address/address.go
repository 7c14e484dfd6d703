// Package address knows Vietnam's provinces and their wards, communes and special zones as they stand since July 2025,
// when districts were abolished and 63 provinces became 34, and what became of those before.
package address

// Version is the day the units are as of.
const Version = "2026-07-01"

// Province is one of the 34 provinces and cities.
type Province struct {
	Code string // of the General Statistics Office
	Name string // with its kind: Tỉnh Lâm Đồng
}

// Ward is a ward, commune or special zone of a province.
type Ward struct {
	Code     string
	Name     string // with its kind: Phường Bến Thành
	Province *Province
}

// Former is a unit of the third level as it was before July 2025.
type Former struct {
	Name, District, Province string
	Now                      []*Ward // most have one; one that was divided has several
}
