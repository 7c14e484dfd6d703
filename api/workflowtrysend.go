package api

import (
	"context"
	"time"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/hub/consent"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/store"
)

// WorkflowWouldSend is what would become of a message: what the gate would say at that instant, knowing what is known now,
// and how it would read.
type WorkflowWouldSend struct {
	Decision string  `json:"decision" enum:"go,hold,refuse,fail"`
	Reason   string  `json:"reason" doc:"why it is held, refused or fails; empty: it goes"`
	Article  string  `json:"article,omitempty" doc:"of the law it comes from"`
	Until    *string `json:"until" doc:"held until then"`
	Subject  string  `json:"subject"`
	Text     string  `json:"text"`
}

// trySending tells of a step that sends what would become of its message. Nothing is left or counted.
func (t *trial) trySending(ctx context.Context, v *store.View, e *workflow.Effect, now int64) (*WorkflowWouldSend, error) {
	n := t.def.Node(e.Node)
	if e.Kind != workflow.Act || n == nil || n.Action != messageAction().Kind {
		return nil, nil
	}
	key, _ := n.With["template"].(string)
	is, err := templateToSend(ctx, v, key)
	if err != nil {
		return &WorkflowWouldSend{Decision: "fail", Reason: string(message.NoTemplate)}, nil //nolint:nilerr // that is what is told
	}
	m := message.Message{Draft: message.Draft{Person: t.who.ID, Channel: consent.Channel(is.Channel), Class: is.Class, Purpose: is.Purpose, Template: is.ID,
		Data: map[string]any{"workflow": WorkflowID(t.flow.ID)}}}
	known, err := t.s.learn(ctx, v, []message.Message{m})
	if err != nil {
		return nil, err
	}
	known.now = now
	a := showVerdict(gate.Decide(known.ask(&m)))
	return a, t.write(ctx, v, &m, a)
}

func showVerdict(says gate.Verdict) *WorkflowWouldSend {
	a := &WorkflowWouldSend{Decision: string(says.Decision), Reason: string(says.Reason), Article: says.Reason.Article()}
	if says.Decision == gate.Go {
		a.Reason, a.Article = "", ""
	}
	if says.Until > 0 && says.Decision == gate.Hold {
		a.Until = text(showInstant(says.Until))
	}
	return a
}

// write renders the message for the person, without what is hidden from who asks.
func (t *trial) write(ctx context.Context, v *store.View, m *message.Message, a *WorkflowWouldSend) error {
	l, err := t.s.letters(ctx, v, []message.Message{*m})
	if err != nil {
		return err
	}
	to, err := addressees(ctx, v, reach(ctx, record.Person, auth.Read), []int64{m.Person}, hidden(ctx, record.Person))
	if err != nil {
		return err
	}
	mailer, who := l.mailers[m.Template], to[m.Person]
	if mailer == nil || who == nil {
		a.fails(message.NoTemplate)
		return nil
	}
	data := mailer.data(who)
	data.Event = m.Data
	made, err := mailer.compiled.Render(data)
	if err != nil {
		a.fails(message.NotRendered)
		return nil
	}
	a.Subject, a.Text = made.Subject, string(made.Text)
	return nil
}

// fails says that a message that may go could not be made.
func (a *WorkflowWouldSend) fails(why gate.Reason) {
	if a.Decision != string(gate.Refuse) {
		a.Decision, a.Reason, a.Article, a.Until = "fail", string(why), "", nil
	}
}

// sends adds to lines what would become of the messages they send, each at its instant.
func (t *trial) sends(ctx context.Context, lines []WorkflowLine) error {
	return t.s.Records.View(ctx, func(v *store.View) error {
		for i := range lines {
			at, err := time.Parse(time.RFC3339Nano, lines[i].At)
			if err == nil {
				lines[i].Sends, err = t.trySending(ctx, v, &lines[i].Data, at.UnixMicro())
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}
