package history

import (
	"fmt"
	"time"
)

// instant is the field that says when.
type instant struct {
	of      eval
	column  string
	formats []instantFormat
	zone    *time.Location
	typed   bool
}

func (b *binder) instant(f *field, zone *time.Location) instant {
	at := instant{of: b.field(f), column: f.column(), formats: f.formats, zone: zone, typed: b.scope.typed}
	if f.zone != nil {
		at.zone = f.zone
	}
	if len(at.formats) == 0 {
		at.formats = []instantFormat{readISO}
	}
	return at
}

func (i *instant) read(r *row) (int64, error) {
	written, err := text(i.of, r)
	if err != nil {
		return 0, err
	}
	if written == "" {
		return 0, &rowError{i.column, "is empty, so it is not known when this happened"}
	}
	if i.typed && len(written) >= 10 && written[4] == '-' && written[7] == '-' {
		if micros, problem := readISO(written, i.zone); problem == "" {
			return micros, nil
		}
	}
	first := ""
	for _, format := range i.formats {
		micros, problem := format(written, i.zone)
		if problem == "" {
			return micros, nil
		}
		if first == "" {
			first = problem
		}
	}
	return 0, &rowError{i.column, fmt.Sprintf("%q: %s", clip(written), first)}
}
