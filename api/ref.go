package api

import (
	"context"
	"strings"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/store"
)

// Named is something with an id and what people call it.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name" doc:"empty: it is gone, or not to be seen"`
}

// About is the record that something is about.
type About struct {
	Type string `json:"type" enum:"people,companies,products,orders,deals,tickets"`
	ID   string `json:"id"`
	Name string `json:"name" doc:"empty: it is gone, or not to be seen"`
}

// refPrefixes are those of the ids of records.
var refPrefixes = map[record.Type]string{record.Person: personPrefix, record.Company: "com_", record.Product: "prd_", record.Order: "ord_", record.Deal: "deal_", record.Ticket: "tkt_"}

// refID writes the id of a record as it is shown outside.
func refID(r record.Ref) string {
	prefix := refPrefixes[r.Type]
	return prefix + encodeID(scramble(uint64(r.ID), prefix))
}

// parseRef reads the id of a record of any type; its prefix says which.
func parseRef(s string) (r record.Ref, err error) {
	for t, prefix := range refPrefixes {
		if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
			id, err := parseID(s, prefix, "a record")
			return record.Ref{Type: t, ID: id}, err
		}
	}
	return r, invalid("%q is not the id of a record; those look like %s", s, PersonID(1))
}

// names are what people call things, as far as who asks may see them.
type names struct {
	actors  map[string]string
	teams   map[int64]string
	records map[record.Ref]string
}

// namesOf reads the names of users, of teams, and of the records within the asker's reach.
func namesOf(ctx context.Context, v *store.View, refs []record.Ref) (n names, err error) {
	n = names{teams: map[int64]string{}, records: map[record.Ref]string{}}
	if n.actors, err = actorNames(ctx, v); err != nil {
		return n, err
	}
	teams, err := v.Teams(ctx)
	if err != nil {
		return n, err
	}
	for _, t := range teams {
		n.teams[t.ID] = t.Name
	}
	return n, n.add(ctx, v, refs)
}

// add reads the names of records.
func (n names) add(ctx context.Context, v *store.View, refs []record.Ref) error {
	byType := map[record.Type][]int64{}
	for _, r := range refs {
		if r.ID != 0 {
			byType[r.Type] = append(byType[r.Type], r.ID)
		}
	}
	for t, ids := range byType {
		found, err := v.RecordsByID(ctx, reach(ctx, t, auth.Read), t, ids)
		if err != nil {
			return err
		}
		for id, r := range found {
			n.records[record.Ref{Type: t, ID: id}], _ = r.Values["name"].(string)
		}
	}
	return nil
}

func (n names) user(id int64) *Named {
	if id == 0 {
		return nil
	}
	return &Named{UserID(id), n.actors[UserID(id)]}
}

func (n names) team(id int64) *Named {
	if id == 0 {
		return nil
	}
	return &Named{TeamID(id), n.teams[id]}
}

func (n names) about(r record.Ref) *About {
	if r.ID == 0 {
		return nil
	}
	return &About{r.Type.Plural(), refID(r), n.records[r]}
}
