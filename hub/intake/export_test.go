package intake

import "banhda/hub/record"

// Ambiguous are the names of columns listed under two targets of one type.
func Ambiguous() map[record.Type][]string {
	twice := map[record.Type][]string{}
	for of, targets := range names {
		seen := map[string]bool{}
		for _, list := range targets {
			for _, name := range list {
				if seen[name] {
					twice[of] = append(twice[of], name)
				}
				seen[name] = true
			}
		}
	}
	return twice
}
