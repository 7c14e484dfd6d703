package api

import (
	"cmp"
	"context"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"io"
	"strings"

	"banhda/hub/record"
	"banhda/store"
)

// ActsAnswer is a page of the audit trail, the newest first.
type ActsAnswer struct {
	Acts   []Act   `json:"acts"`
	Cursor *string `json:"cursor"`
}

// Act is who did what to what, when, why and from where.
type Act struct {
	ID       string          `json:"id"`
	At       string          `json:"at"`
	Actor    ActActor        `json:"actor"`
	Verb     string          `json:"verb"`
	Target   string          `json:"target" doc:"an id, or the name of what was changed; empty: several"`
	Name     string          `json:"name" doc:"of the target: a record one may see, a user or a key; empty: of none of them"`
	Origin   string          `json:"origin" enum:",screen,customer,api,cli,import,rule,job"`
	Address  string          `json:"address" doc:"of the network"`
	Device   string          `json:"device" doc:"as the program names itself"`
	Reason   string          `json:"reason"`
	Before   json.RawMessage `json:"before" doc:"null: there was nothing, or it is not kept here"`
	After    json.RawMessage `json:"after"`
	Action   string          `json:"action" doc:"the first act of the same piece of work, by which it is undone"`
	Undoable bool            `json:"undoable" doc:"it changed records or lists, or made tasks, which can be taken back as one; merges are undone by operations of their own"`
	Erased   int64           `json:"erased" doc:"how many values the act erased from the trail itself"`
}

// ActActor is who acted. Name is empty for who is not here any more.
type ActActor struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// ActsFilter says which acts are asked for.
type ActsFilter struct {
	Actor  string `query:"actor" maxLength:"40" doc:"Only what this user or key did; owner: who uses the socket."`
	Verb   string `query:"verb" maxLength:"60" doc:"Only acts of this sort."`
	Type   string `query:"type" enum:"people,companies,products,orders,deals,tickets" doc:"With id: only acts on this record."`
	ID     string `query:"id" maxLength:"60" doc:"A record's id, or whatever else acts have as their target."`
	Action string `query:"action" maxLength:"40" doc:"Only acts of this piece of work."`
	From   string `query:"from" doc:"Date or instant, included."`
	To     string `query:"to" doc:"Date or instant, not included."`
}

type actsQuestion struct {
	ActsFilter
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"Acts on a page."`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

// acts gives a page of the audit trail.
func (s *Server) acts(ctx context.Context, in *actsQuestion, _ Tell) (*ActsAnswer, error) {
	q, err := s.actsAsked(ctx, &in.ActsFilter)
	if err == nil && in.Cursor != "" {
		q.Before, err = ParseActID(in.Cursor)
	}
	if err != nil {
		return nil, err
	}
	q.Limit = in.Limit + 1
	a := &ActsAnswer{Acts: []Act{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Acts(ctx, q)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(ActID(list[in.Limit-1].ID))
		}
		a.Acts, err = showActs(ctx, v, list)
		return err
	})
	return a, err
}

// actsAsked reads what is asked of the trail.
func (s *Server) actsAsked(ctx context.Context, in *ActsFilter) (q store.ActsQuestion, err error) {
	q = store.ActsQuestion{Actor: in.Actor, Verb: in.Verb, Target: in.ID}
	if ref, none := parseRef(in.ID); none == nil {
		q.Of = ref
	}
	if in.Action != "" {
		if q.Action, err = ParseActID(in.Action); err != nil {
			return q, err
		}
	}
	w, err := s.workspace(ctx)
	if err != nil {
		return q, err
	}
	zone, err := loadZone("", w.Timezone)
	if err == nil && in.From != "" {
		q.From, err = parseInstant("from", in.From, zone)
	}
	if err == nil && in.To != "" {
		q.To, err = parseInstant("to", in.To, zone)
	}
	return q, err
}

// actorNames are how those are called who can act, by their ids.
func actorNames(ctx context.Context, v *store.View) (map[string]string, error) {
	names := map[string]string{}
	users, err := v.Users(ctx)
	if err != nil {
		return nil, err
	}
	for _, u := range users {
		names[UserID(u.ID)] = orText(u.Name, u.Email)
	}
	keys, err := v.Keys(ctx)
	for _, k := range keys {
		names[KeyID(k.ID)] = k.Name
	}
	return names, err
}

// showActs shows acts with the names of who did them and of what they were done to.
func showActs(ctx context.Context, v *store.View, list []store.Act) ([]Act, error) {
	refs, actions := make([]record.Ref, len(list)), make([]int64, len(list))
	for i := range list {
		refs[i], _ = parseRef(list[i].Target) // none: it is no record
		actions[i] = list[i].First()
	}
	names, err := namesOf(ctx, v, refs)
	if err != nil {
		return nil, err
	}
	undoable, err := v.Undoable(ctx, actions)
	shown := make([]Act, len(list))
	for i := range list {
		shown[i] = showAct(&list[i], names.actors)
		shown[i].Undoable = undoable[actions[i]] && list[i].Verb != "merge"
		shown[i].Name = cmp.Or(names.records[refs[i]], names.actors[list[i].Target])
	}
	return shown, err
}

func showAct(a *store.Act, names map[string]string) Act {
	return Act{ID: ActID(a.ID), At: showInstant(a.At), Actor: ActActor{a.Actor, names[a.Actor]}, Verb: a.Verb, Target: a.Target,
		Origin: a.Origin, Address: a.Address, Device: a.Device, Reason: a.Reason, Before: orNull(a.Before), After: orNull(a.After), Action: ActID(a.First()), Erased: a.Erased}
}

func orNull(j json.RawMessage) json.RawMessage {
	if len(j) == 0 {
		return json.RawMessage("null")
	}
	return j
}

// exportedActs is how many acts a file is read in at a time.
const exportedActs = 1000

// exportActs hands out the audit trail as a file for spreadsheets. It is written while it is read.
func (s *Server) exportActs(ctx context.Context, in *ActsFilter) (*download, error) {
	q, err := s.actsAsked(ctx, in)
	if err != nil {
		return nil, err
	}
	q.Limit = exportedActs
	read, write := io.Pipe()
	go func() { write.CloseWithError(s.writeActs(ctx, write, q)) }()
	return &download{name: "audit.csv", content: read}, nil
}

func (s *Server) writeActs(ctx context.Context, to io.Writer, q store.ActsQuestion) error {
	if _, err := io.WriteString(to, mark); err != nil {
		return err
	}
	w := csv.NewWriter(to)
	_ = w.Write([]string{"id", "at", "actor", "name", "verb", "target", "origin", "address", "device", "reason", "before", "after"})
	for {
		list, names, err := s.actsPage(ctx, q)
		for i := range list {
			a := showAct(&list[i], names)
			_ = w.Write(harmless(a.ID, a.At, a.Actor.ID, a.Actor.Name, a.Verb, a.Target, a.Origin, a.Address, a.Device, a.Reason, string(list[i].Before), string(list[i].After)))
		}
		if w.Flush(); err != nil || w.Error() != nil || len(list) < q.Limit {
			return cmp.Or(err, w.Error())
		}
		q.Before = list[len(list)-1].ID
	}
}

func (s *Server) actsPage(ctx context.Context, q store.ActsQuestion) (list []store.Act, names map[string]string, err error) {
	err = s.Records.View(ctx, func(v *store.View) (err error) {
		if names, err = actorNames(ctx, v); err == nil {
			list, err = v.Acts(ctx, q)
		}
		return err
	})
	return list, names, err
}

// harmless keeps spreadsheets from taking texts for formulas.
func harmless(cells ...string) []string {
	for i, c := range cells {
		if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
			cells[i] = "'" + c
		}
	}
	return cells
}

// TrailAnswer is what checking the audit trail found.
type TrailAnswer struct {
	Acts   int64  `json:"acts"`
	Erased int64  `json:"erased" doc:"values that erasures removed"`
	Head   string `json:"head" doc:"the last act's hash: note it elsewhere, and nobody can cut the trail off before it unnoticed"`
	Well   bool   `json:"well"`
	Says   string `json:"says" doc:"in the caller's language"`
}

// checkActs reads the whole audit trail and compares it with its chain.
func (s *Server) checkActs(ctx context.Context, _ *struct{}, tell Tell) (*TrailAnswer, error) {
	says, trail, err := s.checkTrail(ctx, tell)
	f := found(ctx, "audit", says, err)
	return &TrailAnswer{Acts: trail.Acts, Erased: trail.Erased, Head: hex.EncodeToString(trail.Head.Hash), Well: f.Well, Says: f.Says}, nil
}
