package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
)

// Invitation lets somebody become a user, once. Instants are microseconds.
type Invitation struct {
	ID        int64
	Hash      string // of its token
	Email     string // lower case
	Role      string
	Teams     []int64
	Inviter   int64 // a user; 0: the house
	CreatedAt int64
	ExpiresAt int64
}

const invitationColumns = "id, hash, email, role, teams, inviter, created_at, expires_at"

func (i *Invitation) columns() []any {
	return []any{&i.ID, &i.Hash, &i.Email, &i.Role, (*numbers)(&i.Teams), &i.Inviter, &i.CreatedAt, &i.ExpiresAt}
}

// numbers are integers in a text, divided by spaces.
type numbers []int64

// Scan implements sql.Scanner.
func (n *numbers) Scan(from any) error {
	var w words
	if err := w.Scan(from); err != nil {
		return err
	}
	*n = nil
	for _, word := range w {
		i, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			return err
		}
		*n = append(*n, i)
	}
	return nil
}

func (n numbers) String() string { return strings.Trim(fmt.Sprint([]int64(n)), "[]") }

// AddInvitation adds an invitation, instead of any other to the same address, and gives its id.
func (t *Tx) AddInvitation(ctx context.Context, i Invitation) (id int64, err error) {
	if _, err := t.exec(ctx, "withdrawing an earlier invitation", "DELETE FROM invitation WHERE email = ?", i.Email); err != nil {
		return 0, err
	}
	query := `INSERT INTO invitation (hash, email, role, teams, inviter, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
RETURNING id`
	args := []any{i.Hash, i.Email, i.Role, numbers(i.Teams).String(), i.Inviter, t.now, i.ExpiresAt}
	err = t.one(ctx, "inviting somebody", query, args, &id)
	return id, err
}

// RemoveInvitation takes one back, or notes that it was taken up.
func (t *Tx) RemoveInvitation(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing an invitation", "DELETE FROM invitation WHERE id = ?", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing invitation %d: %w", id, ErrNotFound)
	}
	return err
}

// InvitationByHash is the one whose token has that hash and that has not expired; ErrNotFound where there is none.
func (v *View) InvitationByHash(ctx context.Context, hash string) (i Invitation, err error) {
	query := "SELECT " + invitationColumns + " FROM invitation WHERE hash = ? AND expires_at > ?"
	err = v.one(ctx, "reading an invitation", query, []any{hash, v.now}, i.columns()...)
	return i, err
}

// InvitationTo is the one to an address that has not expired; ErrNotFound where there is none.
func (v *View) InvitationTo(ctx context.Context, email string) (i Invitation, err error) {
	query := "SELECT " + invitationColumns + " FROM invitation WHERE email = ? AND expires_at > ?"
	err = v.one(ctx, "reading an invitation", query, []any{email, v.now}, i.columns()...)
	return i, err
}

// Invitations are all that nobody has taken up, expired ones too, the first first.
func (v *View) Invitations(ctx context.Context) (list []Invitation, err error) {
	query := "SELECT " + invitationColumns + " FROM invitation ORDER BY id"
	err = v.each(ctx, "listing invitations", query, nil, func(rows *sql.Rows) error {
		var i Invitation
		err := rows.Scan(i.columns()...)
		list = append(list, i)
		return err
	})
	return list, err
}
