package ticket

import (
	"encoding/json"
	"strconv"
	"strings"

	"banhda/hub/record"
	"banhda/hub/timeline"
)

// The events the log hears of tickets.
const (
	OpenedEvent      = "Ticket Opened"
	RepliedEvent     = "Ticket Replied"
	TransferredEvent = "Ticket Transferred"
	ReopenedEvent    = "Ticket Reopened"
	SolvedEvent      = "Ticket Solved"
	ClosedEvent      = "Ticket Closed"
	ComplaintEvent   = "Complaint Filed"
)

// Team is the team that looks after tickets, as events call it.
const Team = "care"

// Key is how events call a ticket.
func Key(id int64) string { return "ticket-" + strconv.FormatInt(id, 10) }

// OfEvent is the ticket that an event of an id tells of; 0: of none.
func OfEvent(event string) int64 {
	text, _, _ := strings.Cut(strings.TrimPrefix(event, "ticket-"), "-")
	of, err := strconv.ParseInt(text, 10, 64)
	if err != nil || !strings.HasPrefix(event, "ticket-") {
		return 0
	}
	return of
}

// Events are what the log is to hear of what happened to a ticket, each once, and without its words, in which often
// somebody is named. Of an answer it hears from whatever carries it, once it left: see Answer.
func (s *Setup) Events(was, is *record.Record, moments []Moment) (list []timeline.Event) {
	if is.DeletedAt != 0 || is.Into != 0 {
		return nil
	}
	for _, m := range moments {
		if name := told[m.Kind]; name != "" && (name != TransferredEvent || m.From != "") {
			list = append(list, event(name, is, m))
		}
	}
	if s.Complains(is) && !(was.Version != 0 && s.Complains(was)) {
		at := moments[len(moments)-1].At
		if was.Version == 0 {
			at = is.Values.Int("opened_at")
		}
		list = append(list, event(ComplaintEvent, is, Moment{At: at}))
	}
	return list
}

var told = map[Happened]string{Opened: OpenedEvent, Given: TransferredEvent, GivenTeam: TransferredEvent,
	WasReopened: ReopenedEvent, WasSolved: SolvedEvent, WasClosed: ClosedEvent}

// Answer is what the log is told of the ticket an answer is about. The answer is one RepliedEvent of Team, in place of the
// message that carries it: what a team does once is one touch, and what was taken back before it left was none.
func Answer(r *record.Record) map[string]any {
	return map[string]any{"ticket": Key(r.ID), "kind": r.Values.Text("kind"), "priority": r.Values.Text("priority"), "status": r.Values.Text("status")}
}

func event(name string, r *record.Record, m Moment) timeline.Event {
	properties := Answer(r)
	properties["channel"] = r.Values.Text("channel")
	if m.Kind == Given || m.Kind == GivenTeam {
		properties["of"], properties["from"], properties["to"] = string(m.Kind), m.From, m.To
	}
	if opened := r.Values.Int("opened_at"); name == SolvedEvent || name == ClosedEvent {
		properties["seconds"] = max(0, (m.At-opened)/1e6)
	}
	e := timeline.Event{Name: name, At: m.At}
	if name == TransferredEvent {
		e.Team = Team
	}
	e.Properties, _ = json.Marshal(properties) // of texts and integers: it never fails
	return e
}
