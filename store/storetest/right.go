package storetest

import (
	"errors"
	"testing"

	"banhda/auth"
	"banhda/store"
)

func roles(t *testing.T, b *bench) {
	r := store.Role{Name: "Cộng tác viên", About: "chỉ khách của mình", CreatedAt: b.now.Load(), Rights: auth.Rights{
		Permissions: []string{"wheel:read"},
		Grants:      auth.Grants{auth.People: {auth.Read: auth.Own}},
		Hidden:      map[string][]string{auth.People: {"phone"}},
	}}
	b.tx(func(tx *store.Tx) (err error) {
		r.ID, err = tx.AddRole(b.ctx, r)
		return err
	})
	b.refuses("a name taken", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddRole(b.ctx, r)
		return err
	})
	r.Name, r.Rights.Hidden = "CTV", nil
	b.tx(func(tx *store.Tx) error { return tx.SaveRole(b.ctx, r) })
	b.view(func(v *store.View) error {
		list, err := v.Roles(b.ctx)
		b.want("roles", list, []store.Role{r})
		b.ok(err)
		one, err := v.Role(b.ctx, r.ID)
		b.want("a role", one, r)
		return err
	})
	b.addUser(store.User{Email: "lan@example.com", Role: "rol_1"})
	b.view(func(v *store.View) error {
		has, err := v.HasRole(b.ctx, "rol_1")
		b.want("somebody has it", has, true)
		b.ok(err)
		has, err = v.HasRole(b.ctx, "rol_2")
		b.want("somebody has another", has, false)
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.RemoveRole(b.ctx, r.ID) })
	b.refuses("saving a role that is gone", store.ErrNotFound, func(tx *store.Tx) error { return tx.SaveRole(b.ctx, r) })
	b.refuses("removing a role that is gone", store.ErrNotFound, func(tx *store.Tx) error { return tx.RemoveRole(b.ctx, r.ID) })
}

func teams(t *testing.T, b *bench) {
	lan, minh := b.addUser(store.User{Email: "lan@example.com", Role: "lead"}), b.addUser(store.User{Email: "minh@example.com", Role: "seller"})
	north := store.Team{Name: "Miền Bắc", Lead: lan.ID, Members: []int64{minh.ID}, CreatedAt: b.now.Load()}
	south := store.Team{Name: "Miền Nam", Members: []int64{lan.ID, minh.ID}, CreatedAt: b.now.Load()}
	b.tx(func(tx *store.Tx) (err error) {
		north.ID, err = tx.AddTeam(b.ctx, north)
		b.ok(err)
		south.ID, err = tx.AddTeam(b.ctx, south)
		return err
	})
	of := func(u store.User) (list []int64) {
		b.view(func(v *store.View) (err error) {
			list, err = v.TeamsOf(b.ctx, u.ID)
			return err
		})
		return list
	}
	b.want("teams of who leads one and is in another", of(lan), []int64{north.ID, south.ID})
	b.refuses("a name taken", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddTeam(b.ctx, store.Team{Name: north.Name})
		return err
	})
	south.Name, south.Members = "Nam", []int64{lan.ID}
	b.tx(func(tx *store.Tx) error { return tx.SaveTeam(b.ctx, south) })
	b.want("teams of who left one", of(minh), []int64{north.ID})
	b.tx(func(tx *store.Tx) error { return tx.RemoveUser(b.ctx, lan.ID) })
	north.Lead, south.Members = 0, nil
	b.view(func(v *store.View) error {
		list, err := v.Teams(b.ctx)
		b.want("teams without who is gone", list, []store.Team{north, south})
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.RemoveTeam(b.ctx, north.ID) })
	b.want("teams of whose team is gone", len(of(minh)), 0)
	b.refuses("saving a team that is gone", store.ErrNotFound, func(tx *store.Tx) error { return tx.SaveTeam(b.ctx, north) })
}

func waysIn(t *testing.T, b *bench) {
	lan := b.addUser(store.User{Email: "lan@example.com", Role: "owner"})
	b.tx(func(tx *store.Tx) error {
		return errors.Join(tx.SetRecoveryCodes(b.ctx, lan.ID, []string{"x"}), tx.SetRecoveryCodes(b.ctx, lan.ID, []string{"a", "b"}),
			tx.AddLogin(b.ctx, "https://id.example", "42", lan.ID))
	})
	b.tx(func(tx *store.Tx) error { return tx.UseRecoveryCode(b.ctx, lan.ID, "a") })
	for _, used := range []string{"a", "x"} {
		b.refuses("a code used or replaced", store.ErrNotFound, func(tx *store.Tx) error { return tx.UseRecoveryCode(b.ctx, lan.ID, used) })
	}
	b.refuses("an account that is somebody's", store.ErrConflict, func(tx *store.Tx) error {
		return tx.AddLogin(b.ctx, "https://id.example", "42", 99)
	})
	b.view(func(v *store.View) error {
		left, err := v.RecoveryCodes(b.ctx, lan.ID)
		b.want("codes left", left, 1)
		b.ok(err)
		who, err := v.Login(b.ctx, "https://id.example", "42")
		b.want("who an account is", who, lan.ID)
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.RemoveUser(b.ctx, lan.ID) })
	b.refuses("an account of who is gone", store.ErrNotFound, func(tx *store.Tx) error {
		_, err := tx.Login(b.ctx, "https://id.example", "42")
		return err
	})
	b.refuses("a code of who is gone", store.ErrNotFound, func(tx *store.Tx) error { return tx.UseRecoveryCode(b.ctx, lan.ID, "b") })
}

func invitations(t *testing.T, b *bench) {
	now := b.now.Load()
	first := store.Invitation{Hash: "h1", Email: "an@example.com", Role: "seller", CreatedAt: now, ExpiresAt: now + 100}
	again := store.Invitation{Hash: "h2", Email: "an@example.com", Role: "agent", Teams: []int64{3, 5}, Inviter: 7, CreatedAt: now, ExpiresAt: now + 100}
	b.tx(func(tx *store.Tx) (err error) {
		_, err = tx.AddInvitation(b.ctx, first)
		b.ok(err)
		again.ID, err = tx.AddInvitation(b.ctx, again)
		return err
	})
	b.view(func(v *store.View) error {
		list, err := v.Invitations(b.ctx)
		b.want("only the last invitation to an address", list, []store.Invitation{again})
		b.ok(err)
		found, err := v.InvitationByHash(b.ctx, "h2")
		b.want("an invitation by its token", found, again)
		b.ok(err)
		found, err = v.InvitationTo(b.ctx, "an@example.com")
		b.want("an invitation by its address", found, again)
		return err
	})
	b.now.Add(100)
	b.refuses("one that has expired", store.ErrNotFound, func(tx *store.Tx) error {
		_, err := tx.InvitationByHash(b.ctx, "h2")
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.RemoveInvitation(b.ctx, again.ID) })
	b.refuses("one that is gone", store.ErrNotFound, func(tx *store.Tx) error { return tx.RemoveInvitation(b.ctx, again.ID) })
}
