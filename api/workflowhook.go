package api

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"banhda/drive/flow"
	"banhda/drive/workflow"
	"banhda/hub/person"
	"banhda/hub/timeline"
	"banhda/store"
)

// hookSource is the source of events that come in at the address of a workflow.
const hookSource = "workflow-hook"

// hookPath is where an incoming webhook lets people into a workflow: a secret of the house signs it.
func (s *Server) hookPath(w *workflow.Workflow, d *workflow.Definition) string {
	if !slices.ContainsFunc(d.Triggers, func(t workflow.Trigger) bool { return t.Kind == workflow.OnWebhook }) {
		return ""
	}
	return "/h/" + WorkflowID(w.ID) + "/" + s.hookMark(w)
}

func (s *Server) hookMark(w *workflow.Workflow) string {
	m := hmac.New(sha256.New, s.Secret)
	m.Write([]byte("workflow hook " + WorkflowID(w.ID) + " " + w.Hook))
	return hex.EncodeToString(m.Sum(nil)[:16])
}

// renewHook gives a workflow another address; the one before opens nothing any more.
func (s *Server) renewHook(ctx context.Context, in *WorkflowNamed, tell Tell) (*WorkflowDetail, error) {
	return s.withWorkflow(ctx, "workflow-hook", in.ID, 0, nil, func(_ context.Context, _ *store.Tx, w *workflow.Workflow) error {
		w.Hook = rand.Text()
		return nil
	}, tell)
}

// largestHooked is the most bytes of what comes in at the address of a workflow.
const largestHooked = 64 << 10

// hooked takes what another system sends to the address of a workflow: it becomes an event of the person it speaks of, and
// that lets them in.
func (s *Server) hooked(w http.ResponseWriter, r *http.Request) {
	if !s.flows.hooks.Allow() {
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), bodyWait)
	defer cancel()
	l, err := s.hookedBy(ctx, r.PathValue("workflow"), r.PathValue("mark"))
	var body map[string]any
	if err == nil {
		d := json.NewDecoder(http.MaxBytesReader(w, r.Body, largestHooked))
		if d.Decode(&body) != nil {
			err = invalid("the body has to be a JSON object of at most %d kB", largestHooked>>10)
		}
	}
	if err == nil {
		err = s.takeHooked(ctx, l, body, r.Header.Get("Webhook-Id"))
	}
	if err != nil {
		p := s.problem(ctx, err)
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(p.GetStatus())
		_ = json.NewEncoder(w).Encode(p)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

// hookedBy is the workflow of an address; whoever does not know it learns nothing.
func (s *Server) hookedBy(ctx context.Context, shown, mark string) (l *living, err error) {
	gone := missing("there is nothing at this address")
	err = s.Records.View(ctx, func(v *store.View) error {
		w, err := workflowOf(ctx, v, shown)
		if err != nil || !hmac.Equal([]byte(mark), []byte(s.hookMark(&w))) || w.Version == 0 || w.State != workflow.Active {
			return gone
		}
		l = &living{Workflow: w}
		l.now, err = s.plan(ctx, v, w.ID, w.Version)
		return err
	})
	return l, err
}

// takeHooked makes an event of what came in. What has an id is taken once.
func (s *Server) takeHooked(ctx context.Context, l *living, body map[string]any, id string) error {
	at := slices.IndexFunc(l.now.Triggers, func(t workflow.Trigger) bool { return t.Kind == workflow.OnWebhook })
	if at < 0 {
		return missing("there is nothing at this address")
	}
	if id == "" {
		id = rand.Text()
	}
	said := map[string]any{"workflow": WorkflowID(l.ID)}
	for key, value := range body {
		if _, is := said[key]; !is && scalar(value) {
			said[key] = value
		}
	}
	e := timeline.Event{ID: "hook-" + WorkflowID(l.ID) + "-" + id, Name: workflow.WebhookReceived, At: s.Now().UnixMicro(), Properties: marshalled(said),
		Person: identityIn(body, l.now.Triggers[at].Person)}
	e.Clean()
	if err := e.Check(); err != nil {
		return wrong(err)
	}
	return s.Log.Append(ctx, []flow.Row{{Kind: flow.Events, Source: hookSource, Rank: person.ServerRank, Count: 1, Body: timeline.AppendRow(nil, []timeline.Event{e})}})
}

func scalar(value any) bool {
	switch value.(type) {
	case string, float64, bool:
		return true
	}
	return false
}

// identityIn reads who a body speaks of, at the paths of a trigger.
func identityIn(body map[string]any, paths map[string]string) person.Identity {
	at := func(key string) string {
		var value any = body
		for _, part := range strings.Split(paths[key], ".") {
			object, _ := value.(map[string]any)
			value = object[part]
		}
		text, _ := value.(string)
		return strings.TrimSpace(text)
	}
	return person.Identity{UserID: at("user_id"), Email: at("email"), Phone: at("phone"), Name: at("name")}
}

// marshalled is a JSON object of what can be written as one.
func marshalled(object map[string]any) []byte {
	body, err := json.Marshal(object)
	if err != nil || object == nil {
		return []byte("{}")
	}
	return body
}
