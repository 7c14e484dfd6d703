package segment

// Saved is a named condition on people.
type Saved struct {
	ID          int64
	Name        string
	Description string
	Condition   string
	Owner       int64 // a user's id; 0: the house
	CreatedAt   int64
	UpdatedAt   int64
}

// Uses are the ids of the segments a tree names, in order of appearance.
func Uses(n Node) (ids []string) {
	for _, leaf := range Leaves(n) {
		if s, ok := leaf.(InSegment); ok {
			ids = append(ids, s.ID)
		}
	}
	return ids
}
