package record

// Ref names one record. The zero Ref names none.
type Ref struct {
	Type Type
	ID   int64
}
