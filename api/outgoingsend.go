package api

import (
	"context"
	"maps"
	"sync"

	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/hub/template"
	"banhda/store"
)

// letters are the templates in use, compiled once.
type letters struct {
	mu       sync.Mutex
	compiled map[int64]*template.Compiled // by version
	current  map[int64]*template.Compiled // by template, of what is claimed
}

// mostCompiled is how many versions are kept.
const mostCompiled = 64

// prepare finds the versions that are sent now.
func (l *letters) prepare(ctx context.Context, v *store.View, claimed []message.Message) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.compiled == nil || len(l.compiled) > mostCompiled {
		l.compiled = map[int64]*template.Compiled{}
	}
	now := map[int64]*template.Compiled{}
	for i := range claimed {
		id := claimed[i].Template
		if _, known := now[id]; known {
			continue
		}
		version, err := v.Published(ctx, id)
		if absent(err) != nil {
			return err
		}
		if now[id] = l.compiled[version.ID]; now[id] != nil || version.ID == 0 {
			continue
		}
		if now[id], err = template.Compile(version); err == nil {
			l.compiled[version.ID] = now[id]
		}
	}
	l.current = now
	return nil
}

func (l *letters) of(id int64) *template.Compiled {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.current[id]
}

// parcel is a message that is rendered and about to be handed over.
type parcel struct {
	flight
	*acquainted
	template.Rendered
	version *template.Version
	label   string
}

// send renders a message and hands it over to its channel.
func (o *outgoing) send(ctx context.Context, k *acquainted, f flight, label string) message.Fate {
	fate := message.Fate{ID: f.ID, State: message.Failed, At: k.now}
	if state := o.halted(f.Campaign); state != "" {
		fate.State, fate.Reason = state, message.CampaignOver
		return fate
	}
	c := o.letters.of(f.Template)
	if c == nil {
		fate.Reason = message.NoTemplate
		return fate
	}
	rendered, err := c.Render(o.data(k, &f))
	if err != nil {
		fate.Reason = message.NotRendered
		return fate
	}
	fate.Version = c.Version().ID
	p := parcel{flight: f, acquainted: k, Rendered: rendered, version: c.Version(), label: label}
	switch f.Channel {
	case consent.Email:
		return o.mailOut(ctx, &p, fate)
	}
	fate.Reason = message.NoChannel
	return fate
}

// data is what the places of a message are filled with.
func (s *Server) data(k *acquainted, f *flight) template.Data {
	r := k.people[f.Message.Person]
	language, _ := r.Values["language"].(string)
	d := template.Data{Language: language, Person: personData(&r), Event: f.Data, Workspace: map[string]any{"name": k.workspace.Name, "website": k.mail.URL},
		Campaign: map[string]any{"key": f.campaign, "name": f.campaign}}
	d.Links = s.linksOf(k, f)
	return d
}

// personData is what templates can say of a person.
func personData(r *record.Record) map[string]any {
	of := make(map[string]any, len(r.Values)+2)
	maps.Copy(of, r.Values)
	name, _ := r.Values["name"].(string)
	honorific, _ := r.Values["honorific"].(string)
	of["greeting"], of["id"] = record.Greeting(honorific, name), PersonID(r.ID)
	return of
}

// halted is what becomes of a claimed message whose campaign was paused or stopped meanwhile; empty: it goes.
func (s *Server) halted(campaign int64) message.State {
	if state, ok := s.halts.Load(campaign); ok && campaign != 0 {
		return state.(message.State)
	}
	return ""
}
