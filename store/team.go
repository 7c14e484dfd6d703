package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Team is users who work on the same records.
type Team struct {
	ID        int64
	Name      string  // nobody else's
	Lead      int64   // a user, who may change who is in it; 0: nobody
	Members   []int64 // users, in order
	CreatedAt int64   // microseconds
}

// AddTeam adds a team with its members and gives its id; ErrConflict where another has its name.
func (t *Tx) AddTeam(ctx context.Context, team Team) (id int64, err error) {
	query := "INSERT INTO team (name, lead, created_at) VALUES (?, ?, ?) RETURNING id"
	if err := t.one(ctx, "adding a team", query, []any{team.Name, team.Lead, t.now}, &id); err != nil {
		return 0, err
	}
	return id, t.fillTeam(ctx, id, team.Members)
}

// SaveTeam writes a team's name, lead and members.
func (t *Tx) SaveTeam(ctx context.Context, team Team) error {
	n, err := t.exec(ctx, "saving a team", "UPDATE team SET name = ?, lead = ? WHERE id = ?", team.Name, team.Lead, team.ID)
	if err == nil && n == 0 {
		err = fmt.Errorf("saving team %d: %w", team.ID, ErrNotFound)
	}
	if err != nil {
		return err
	}
	return t.fillTeam(ctx, team.ID, team.Members)
}

func (t *Tx) fillTeam(ctx context.Context, team int64, members []int64) error {
	if _, err := t.exec(ctx, "emptying a team", "DELETE FROM team_member WHERE team = ?", team); err != nil {
		return err
	}
	return t.insertAll(ctx, "filling a team", "team_member (team, member)", 2, "ON CONFLICT DO NOTHING", len(members), func(i int) []any {
		return []any{team, members[i]}
	})
}

// JoinTeams puts a user into those of the teams that there are.
func (t *Tx) JoinTeams(ctx context.Context, user int64, teams []int64) error {
	for _, team := range teams {
		query := "INSERT INTO team_member (team, member) SELECT id, ? FROM team WHERE id = ? ON CONFLICT DO NOTHING"
		if _, err := t.exec(ctx, "joining a team", query, user, team); err != nil {
			return err
		}
	}
	return nil
}

// RemoveTeam removes a team. Records that were its own keep its id, which is nobody's from then on.
func (t *Tx) RemoveTeam(ctx context.Context, id int64) error {
	if err := t.fillTeam(ctx, id, nil); err != nil {
		return err
	}
	n, err := t.exec(ctx, "removing a team", "DELETE FROM team WHERE id = ?", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing team %d: %w", id, ErrNotFound)
	}
	return err
}

// leaveTeams takes a user out of every team, as member and as lead.
func (t *Tx) leaveTeams(ctx context.Context, user int64) error {
	if _, err := t.exec(ctx, "leaving teams", "DELETE FROM team_member WHERE member = ?", user); err != nil {
		return err
	}
	_, err := t.exec(ctx, "leaving teams", "UPDATE team SET lead = 0 WHERE lead = ?", user)
	return err
}

// Teams are all there are, the first first, each with its members.
func (v *View) Teams(ctx context.Context) (list []Team, err error) {
	place := map[int64]int{}
	err = v.each(ctx, "listing teams", "SELECT id, name, lead, created_at FROM team ORDER BY id", nil, func(rows *sql.Rows) error {
		var t Team
		err := rows.Scan(&t.ID, &t.Name, &t.Lead, &t.CreatedAt)
		place[t.ID] = len(list)
		list = append(list, t)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = v.each(ctx, "listing members of teams", "SELECT team, member FROM team_member ORDER BY team, member", nil, func(rows *sql.Rows) error {
		var team, member int64
		err := rows.Scan(&team, &member)
		if i, ok := place[team]; ok {
			list[i].Members = append(list[i].Members, member)
		}
		return err
	})
	return list, err
}

// TeamsOf are the ids of the teams a user is in or leads, in order.
func (v *View) TeamsOf(ctx context.Context, user int64) (list []int64, err error) {
	query := "SELECT team FROM team_member WHERE member = ? UNION SELECT id FROM team WHERE lead = ? ORDER BY 1"
	err = v.each(ctx, "listing a user's teams", query, []any{user, user}, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		list = append(list, id)
		return err
	})
	return list, err
}
