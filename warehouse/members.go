package warehouse

import "banhda/hub/segment"

// Measure is one field of somebody's history.
type Measure struct {
	Person int64
	Value  segment.Value
}
