// Package tax is value added tax as dated data: which rate holds for which class of products on which day, and by which law.
package tax

import (
	"banhda/hub/record"
	"banhda/phrase"
)

// Rate is what holds for a class from a day on.
type Rate struct {
	Class   string  `json:"class" enum:"standard,relief,essential,zero,exempt"`
	Percent float64 `json:"percent" minimum:"0" maximum:"100"`
	From    string  `json:"from" maxLength:"10" doc:"a day, included"`
	Until   string  `json:"until" maxLength:"10" doc:"a day, included; empty: until further notice"`
	Law     string  `json:"law" maxLength:"300"`
}

// Classes are the classes of products.
var Classes = []string{"standard", "relief", "essential", "zero", "exempt"}

// Default are the rates of Vietnam as they were known when this was written. Law 48/2024/QH15 took the place of Law
// 13/2008/QH12 on 1 July 2025. The reduction by two points comes in decrees of half a year or more, and is written here as
// far as they go: after the last of them 10 % holds again, unless the table is changed.
func Default() []Rate {
	return []Rate{
		{"standard", 10, "2009-01-01", "2025-06-30", "Luật 13/2008/QH12, Điều 8"},
		{"standard", 10, "2025-07-01", "", "Luật 48/2024/QH15, Điều 9"},
		{"relief", 10, "2009-01-01", "2022-01-31", "Luật 13/2008/QH12, Điều 8"},
		{"relief", 8, "2022-02-01", "2022-12-31", "Nghị định 15/2022/NĐ-CP"},
		{"relief", 10, "2023-01-01", "2023-06-30", "Luật 13/2008/QH12, Điều 8"},
		{"relief", 8, "2023-07-01", "2023-12-31", "Nghị định 44/2023/NĐ-CP"},
		{"relief", 8, "2024-01-01", "2024-06-30", "Nghị định 94/2023/NĐ-CP"},
		{"relief", 8, "2024-07-01", "2024-12-31", "Nghị định 72/2024/NĐ-CP"},
		{"relief", 8, "2025-01-01", "2025-06-30", "Nghị định 180/2024/NĐ-CP"},
		{"relief", 8, "2025-07-01", "2026-12-31", "Nghị quyết 204/2025/QH15, Nghị định 174/2025/NĐ-CP"},
		{"relief", 10, "2027-01-01", "", "Luật 48/2024/QH15, Điều 9"},
		{"essential", 5, "2009-01-01", "2025-06-30", "Luật 13/2008/QH12, Điều 8"},
		{"essential", 5, "2025-07-01", "", "Luật 48/2024/QH15, Điều 9"},
		{"zero", 0, "2009-01-01", "", "Luật 48/2024/QH15, Điều 9 (trước đó: Luật 13/2008/QH12)"},
		{"exempt", 0, "2009-01-01", "", "Luật 48/2024/QH15, Điều 5 (trước đó: Luật 13/2008/QH12)"},
	}
}

// At is the rate of a class on a day; ok is false where the table says nothing of it.
func At(table []Rate, class, day string) (r Rate, ok bool) {
	for _, one := range table {
		if one.Class == class && one.From <= day && (one.Until == "" || day <= one.Until) && (!ok || one.From > r.From) {
			r, ok = one, true
		}
	}
	return r, ok
}

// Of is the percentage a product is taxed at on a day: its own where it has one, else its class's, a product without a class
// being of the standard one.
func Of(table []Rate, product record.Values, day string) float64 {
	if own, ok := product["tax_rate"].(float64); ok {
		return own
	}
	class := product.Text("tax_class")
	if class == "" {
		class = "standard"
	}
	r, _ := At(table, class, day)
	return r.Percent
}

// Check says what is wrong with a table: no class has two rates on one day.
func Check(table []Rate) error {
	for i, a := range table {
		if a.Until != "" && a.Until < a.From {
			return phrase.Errorf("row %d: it ends before it begins", i+1)
		}
		for _, b := range table[:i] {
			if a.Class == b.Class && (a.Until == "" || b.From <= a.Until) && (b.Until == "" || a.From <= b.Until) {
				return phrase.Errorf("row %d: on some days two rates would hold for this class", i+1)
			}
		}
	}
	return nil
}
