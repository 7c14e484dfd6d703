// Package flow carries what happened from the log into everything that is derived from it.
//
//	log ──▶ decode ──▶ drop duplicates ──▶ link profile → person ──▶ projection (events, sorted; stages)
//
// The log is the only truth. Each projection keeps its own cursor in the transaction of its output, so a crash at
// any point loses nothing and repeats nothing, and any projection can be dropped and rebuilt to the identical
// result.
package flow

import (
	"context"
	"encoding/json"
	"errors"

	"banhda/hub/person"
	"banhda/hub/timeline"
)

// Row is one row of the log: one request body, holding Count entries numbered Seq, Seq+1, …
type Row struct {
	Seq        int64
	Count      int64
	ReceivedAt int64 // microseconds; never less than the row's before
	Kind       Kind
	Source     string      // the sending system
	Import     int64       // the import it came by; 0 for none
	Rank       person.Rank // of the source; 0: not stated, see Trust
	Body       []byte
}

// Trust is the rank of the row's source. Where none is stated, which nothing public can bring about, an import has
// that of imports and anything else that of a server.
func (r *Row) Trust() person.Rank {
	switch {
	case r.Rank != 0:
		return r.Rank
	case r.Import != 0:
		return person.ImportRank
	}
	return person.ServerRank
}

// Kind says how to read a row's body.
type Kind string

// The kinds of row. Body of Events is a JSON array of timeline.Event with Count items; the others hold one JSON
// object and count 1. Further kinds of events, in the form they came in, are read by Options.Decoders.
const (
	Events    Kind = "events"
	Retract   Kind = "retract"   // Retraction
	Merge     Kind = "merge"     // LinkChange: Person is merged into Into
	Unmerge   Kind = "unmerge"   // LinkChange: undoes the merge of Person into Into
	Catalogue Kind = "catalogue" // timeline.Catalogue, whole
)

// Decoder reads rows of one kind that hold events. What it makes of a row depends on nothing but the row and the
// workspace's currency, for the log is read again at every rebuild.
type Decoder interface {
	// Decode gives, for each of a row's entries in order, its event or why there is none; an error where the entries
	// cannot even be told apart. currency is what a value is in where nothing says.
	Decode(row *Row, currency string) ([]Decoded, error)
	// Items are the row's entries as they came, for people to look at.
	Items(row *Row) ([]json.RawMessage, error)
}

// Decoded is an entry that was read. Err says why it is no event that can be taken in; what was understood of it
// nevertheless is in Event.
type Decoded struct {
	Event timeline.Event
	Err   error
}

// Retraction takes back one event by id, or all events of one import.
type Retraction struct {
	ID     string `json:"id,omitempty"`
	Import int64  `json:"import,omitempty"`
}

// LinkChange is a merge or its undoing, by person ids.
type LinkChange struct {
	Person int64 `json:"person"`
	Into   int64 `json:"into"`
}

// Log is the append-only order of everything that was received.
type Log interface {
	// Append stores rows durably, in one group commit with whoever else is appending, and returns once they are
	// synced. It sets Seq and ReceivedAt in the given rows, and keeps nothing of their bodies. On error none of them is
	// acknowledged.
	Append(ctx context.Context, rows []Row) error
	// Read calls each with the rows after seq, in order, until about maxBytes of bodies were read or the log ends.
	Read(ctx context.Context, after int64, maxBytes int, each func(Row) error) error
	// Row is the row that holds entry seq. ErrNotFound where there is none.
	Row(ctx context.Context, seq int64) (Row, error)
	// Tail is the seq of the last entry, 0 for an empty log.
	Tail(ctx context.Context) (int64, error)
	// Appended returns a channel that is closed at the next append after this call.
	Appended() <-chan struct{}
}

// Batch is what a projection takes in at once: everything the log says after its cursor up to To, cleaned of
// duplicates and with profiles resolved. Slices are in log order.
type Batch struct {
	From, To    int64 // entries with From < seq ≤ To
	Events      []Event
	Profiles    []Profile
	Links       []Link
	Traits      []Trait
	Retractions []Retracted
	Catalogues  []Rules
	Quarantined []Quarantined
}

// Event is a stored event: timeline.Event with its profile resolved.
type Event struct {
	Seq, Profile, At, ReceivedAt int64
	ID, Name, Source             string
	HasValue                     bool
	Value                        int64
	Currency                     string // never empty where HasValue
	Sale, Team, Campaign         string
	HasCost                      bool
	Cost                         int64
	Referrer                     int64  // profile; 0 for none
	Channel                      string // utm_source, else the referrer's host; empty for neither
	Properties                   json.RawMessage
	Import                       int64
}

// Profile is an identifier seen for the first time.
type Profile struct {
	ID, Seq, ReceivedAt int64
	Kind, Value         string
}

// Link says that from Seq on a profile belongs to a person. A profile without a link is a person of its own with
// the same id.
type Link struct{ Profile, Person, Seq, ReceivedAt int64 }

// Trait is what an event stated of its person: name and fields.
type Trait struct {
	Profile, Seq, At, ReceivedAt int64
	ID                           string // of the event: traits are ordered like events
	Rank                         person.Rank
	Name                         string
	Fields                       json.RawMessage // object or nil
}

// Retracted is a retraction with its place in the log: it holds for entries before Seq.
type Retracted struct {
	Retraction
	Seq, ReceivedAt int64
}

// Rules is one version of the catalogue and the horizons.
type Rules struct {
	Version, Seq, ReceivedAt int64
	Body                     json.RawMessage // timeline.Catalogue
}

// Projection is anything built from the log.
type Projection interface {
	// Cursor is the seq of the last entry taken in.
	Cursor(ctx context.Context) (int64, error)
	// Apply takes in a batch and moves the cursor to batch.To, in one transaction. A batch at or before the cursor
	// changes nothing.
	Apply(ctx context.Context, b *Batch) error
	// Reset empties the projection and sets its cursor to 0.
	Reset(ctx context.Context) error
}

// ErrNotFound says that what was asked for is not there.
var ErrNotFound = errors.New("not found")
