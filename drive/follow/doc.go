// Package follow tells those who react to what happens — segments, workflows, webhooks — of the log and of the journal of
// records, once and in order.
//
//	log, journal ──▶ batches ──▶ each consumer, with a place of its own
//
// What happens is read behind, after every projection has it, so whoever is told finds everything in its place. A consumer
// notes how far it is in the transaction of what it makes of a batch: a crash at any point loses nothing and repeats
// nothing. Only news is handed on as events: what is imported or comes late is a history, and a projection that is rebuilt
// is nothing new at all.
package follow

import (
	"context"
	"time"

	"banhda/drive/flow"
	"banhda/hub/consent"
	"banhda/hub/record"
	"banhda/wheel"
)

// Place is how far somebody has followed: the log up to an entry, the journal up to a change, the ledger of consent up to an
// entry, and time, in whole minutes.
type Place struct{ Seq, Change, Consent, At int64 }

// Batch is what happened between the place before and its own, in order.
type Batch struct {
	Place
	// Events are news: see Live.
	Events []Event
	// Quiet are the people of events that are no news, such as a history that is imported: what is known of them changed.
	Quiet []int64
	// Changes are those of records, whole acts on whole records.
	Changes []record.Change
	// Consents were written into the ledger; Person is whose they are now.
	Consents []consent.Entry
	// Links say that a person became part of another, or stands alone again.
	Links []Link
	// Moves are the moves between stages that news brought about, and those that time did.
	Moves []Move
}

// Event is something that happened, to whom it happened, as known now, and what it means.
type Event struct {
	flow.Event
	Person  int64
	Meaning wheel.Meaning
}

// Link says that a person became part of another by a merge. Where Into is 0 the person stands alone again.
type Link struct{ Person, Into int64 }

// Move is a person's move between stages.
type Move struct {
	Person int64
	wheel.Move
}

// Wants is what somebody listens to; Changes are those of records and of consent. A history may bring millions of people who are
// Quiet: they are looked up only where somebody asks for them.
type Wants struct {
	Changes, Events, Quiet, Moves bool
}

// Consumer is told what happens.
type Consumer struct {
	// Name is under which its place is kept; it never changes.
	Name string
	// Wants says what it listens to at present; what it does not listen to is passed by. nil: to changes and events.
	Wants func(ctx context.Context) (Wants, error)
	// Take takes in a batch. What it writes it writes in one transaction together with the batch's place, under its name;
	// where it writes nothing, it need not note the place. After an error it is handed the same again, a while later.
	Take func(ctx context.Context, b *Batch) error
}

// StillNews is how long after it happened an event may arrive and still be news.
const StillNews = time.Hour

// Live reports whether an event is news, which may set something off: it came at most an hour after it happened, and by no
// import, unless whoever imported it asked for that.
func Live(e *flow.Event, asked bool) bool {
	if e.Import != 0 {
		return asked
	}
	return e.ReceivedAt-e.At <= StillNews.Microseconds()
}

// Source is where what happens is read from.
type Source interface {
	// End is how far everything can be read now; ok is false while projections are rebuilt.
	End(ctx context.Context) (end Place, ok bool, err error)
	// Read gives what happened after one place, at most up to another.
	Read(ctx context.Context, after, to Place, w Wants) (*Batch, error)
}

// Places is where consumers' places are kept.
type Places interface {
	// Followed is a consumer's place; ok is false for one that has none yet.
	Followed(ctx context.Context, name string) (p Place, ok bool, err error)
	// KeepFollowed notes it.
	KeepFollowed(ctx context.Context, name string, p Place) error
}

func (w Wants) none() bool { return w == Wants{} }

func (w Wants) and(o Wants) Wants {
	return Wants{w.Changes || o.Changes, w.Events || o.Events, w.Quiet || o.Quiet, w.Moves || o.Moves}
}

// only leaves of a batch what somebody listens to.
func (b *Batch) only(w Wants) *Batch {
	own := *b
	if !w.Changes {
		own.Changes, own.Consents = nil, nil
	}
	if !w.Events {
		own.Events = nil
	}
	if !w.Quiet {
		own.Quiet = nil
	}
	if !w.Moves {
		own.Moves = nil
	}
	return &own
}

func (b *Batch) empty() bool {
	return len(b.Events)+len(b.Quiet)+len(b.Changes)+len(b.Consents)+len(b.Links)+len(b.Moves) == 0
}
