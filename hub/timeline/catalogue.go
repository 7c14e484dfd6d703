package timeline

import "banhda/wheel"

// Catalogue gives events their meaning. It is replaced whole; each version is an entry of the log.
type Catalogue struct {
	Rules []Rule      `json:"rules"` // the first match wins
	Times wheel.Rules `json:"times"`
}

// Rule gives the events of one name, where all its conditions hold, one meaning.
type Rule struct {
	Event   string      `json:"event"`
	Where   []Condition `json:"where,omitempty"`
	Meaning string      `json:"meaning"` // wheel.ParseMeaning; empty: none, said on purpose
}

// Condition compares a property with a constant.
type Condition struct {
	Property string `json:"property"`
	Operator string `json:"operator"` // = != < <= > >= contains starts exists
	Value    any    `json:"value,omitempty"`
}
