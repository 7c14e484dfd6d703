// Package dispatch carries messages out of the house: claimed in bulk, sent over a bounded number of connections, written
// down in bulk.
//
//	desk ──claim──▶ ready ──▶ carriers ──▶ landed ──settle──▶ desk
//	                            │ ▲
//	                         flights (a file)
//
// # At most once, and nobody missed
//
// A message is claimed in the records, durably, before anything else happens to it. Before a carrier hands it over it
// notes so in the flights, and after the server has answered it notes that, too: two short writes into a file, which
// outlive the process as whatever is written to a file does. What became of messages goes into the records many at a time.
// When the house starts, whatever was claimed and not written down is looked up in the flights: it landed, and is written
// down; it was never begun, and is queued again; or it was begun and nobody knows: it is doubtful, at most one for each
// carrier, and is sent again only by somebody who says so. Where the machine itself went down and took the file's last
// lines with it, all that was claimed and did not land is doubtful.
//
// # Bounded
//
// Claims, what waits for a carrier and what waits to be written down are bounded by number, so memory does not depend on
// how many messages there are. When the house closes, carriers finish what they have begun, for a few seconds, and what
// they have not begun is queued again.
package dispatch

import (
	"context"

	"banhda/hub/message"
)

// Outgoing is a message that was claimed and may go.
type Outgoing struct {
	ID int64
	// Send renders the message, hands it over and says what became of it. It is called once.
	Send func(ctx context.Context) message.Fate
}

// Desk is where messages are kept.
type Desk interface {
	// Claim takes up to limit messages that are due; what the gate holds or refuses it settles by itself. looked is how
	// many it took, those settled included.
	Claim(ctx context.Context, limit int) (out []Outgoing, looked int, err error)
	// Settle writes down what became of messages.
	Settle(ctx context.Context, fates []message.Fate) error
	// Sending are the ids of the messages that were claimed and not settled.
	Sending(ctx context.Context) ([]int64, error)
	// Drafted is closed when messages are left after this call.
	Drafted() <-chan struct{}
}
