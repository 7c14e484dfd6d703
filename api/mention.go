package api

import (
	"context"
	"slices"

	"banhda/auth"
	"banhda/hub/note"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/store"
)

// mention notes whom a text mentions, and tells them once: everybody of a team, but never who wrote it. What the note
// says is not told: who may not see the record reads nothing of it elsewhere.
func (s *Server) mention(ctx context.Context, t *store.Tx, id int64, about record.Ref, body string) error {
	users, teams := mentioned(body)
	if err := t.Mention(ctx, id, users, teams); err != nil {
		return err
	}
	told, err := usersOf(ctx, &t.View, users, teams)
	if err != nil {
		return err
	}
	actor := auth.From(ctx)
	data := map[string]string{"by": actor.Name, "note": NoteID(id)}
	for _, user := range told {
		if actor.Kind == auth.User && user == actor.ID {
			continue
		}
		if err := t.Notify(ctx, user, notice.Mention, NoteID(id), about, data); err != nil {
			return err
		}
	}
	return nil
}

// mentioned are the users and teams a text names.
func mentioned(body string) (users, teams []int64) {
	for _, shown := range note.Mentions(body) {
		if user, err := ParseUserID(shown); err == nil && shown[:len(userPrefix)] == userPrefix {
			users = append(users, user)
		} else if team, err := ParseTeamID(shown); err == nil {
			teams = append(teams, team)
		}
	}
	return users, teams
}

// usersOf are the given users and those of the given teams who are still here, each once.
func usersOf(ctx context.Context, v *store.View, users, teams []int64) (all []int64, err error) {
	list, err := v.Teams(ctx)
	if err != nil {
		return nil, err
	}
	for _, t := range list {
		if slices.Contains(teams, t.ID) {
			users = append(users, t.Members...)
		}
	}
	here, err := v.Users(ctx)
	for _, u := range here {
		if slices.Contains(users, u.ID) {
			all = append(all, u.ID)
		}
	}
	return all, err
}
