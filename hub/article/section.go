package article

import "banhda/phrase"

// Section is a shelf of articles. Sections lie within one another at most once.
type Section struct {
	ID     int64
	Parent int64 // 0: none
	Name   Label
	Place  int64 // among its siblings, from 1
}

// mostSections is how many there may be.
const mostSections = 200

// What is wrong with sections.
var (
	errSections    = phrase.Errorf("there are at most %d sections", mostSections)
	errSectionName = phrase.Errorf("every section needs a name of at most %d characters", longestTitle)
	errDeep        = phrase.Errorf("a section lies in a section at most once: two levels are easily looked over")
)

// CheckSections says what is wrong with all of them.
func CheckSections(all []Section) error {
	if len(all) > mostSections {
		return errSections
	}
	parents := map[int64]int64{}
	for _, s := range all {
		parents[s.ID] = s.Parent
	}
	for _, s := range all {
		if s.Name == (Label{}) || len([]rune(s.Name.Vi)) > longestTitle || len([]rune(s.Name.En)) > longestTitle {
			return errSectionName
		}
		if s.Parent != 0 && parents[s.Parent] != 0 || s.Parent == s.ID && s.ID != 0 {
			return errDeep
		}
	}
	return nil
}

// CleanName is a section's name in its one form.
func CleanName(l Label) Label { return Label{Vi: oneLine(l.Vi), En: oneLine(l.En)} }
