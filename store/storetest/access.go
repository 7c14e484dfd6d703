package storetest

import (
	"errors"
	"testing"

	"banhda/store"
)

func (b *bench) addUser(u store.User) store.User {
	b.t.Helper()
	u.CreatedAt = b.now.Load()
	b.tx(func(tx *store.Tx) (err error) {
		u.ID, err = tx.AddUser(b.ctx, u)
		return err
	})
	return u
}

func (b *bench) users() (list []store.User) {
	b.t.Helper()
	b.view(func(v *store.View) (err error) {
		list, err = v.Users(b.ctx)
		return err
	})
	return list
}

func (b *bench) anyUser() (any bool) {
	b.t.Helper()
	b.view(func(v *store.View) (err error) {
		any, err = v.AnyUser(b.ctx)
		return err
	})
	return any
}

// refuses checks which error a transaction ends with.
func (b *bench) refuses(what string, want error, do func(*store.Tx) error) {
	b.t.Helper()
	if err := b.Records.Tx(b.ctx, do); !errors.Is(err, want) {
		b.t.Errorf("%s: %v, not %v", what, err, want)
	}
}

func users(t *testing.T, b *bench) {
	b.want("any user at first", b.anyUser(), false)
	lan := b.addUser(store.User{Email: "lan@example.com", Name: "Lan", Role: "owner", Password: "$a$"})
	b.now.Add(1)
	minh := b.addUser(store.User{Email: "minh@example.com", Name: "Minh", Role: "viewer", Language: "vi", Password: "$b$"})
	b.want("users, the first first", b.users(), []store.User{lan, minh})
	b.want("any user", b.anyUser(), true)
	b.refuses("an address taken", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddUser(b.ctx, store.User{Email: lan.Email, Role: "viewer"})
		return err
	})
	minh.Name, minh.Role, minh.Language, minh.Password, minh.SeenAt = "Minh Anh", "editor", "en", "$c$", b.now.Load()
	minh.Totp, minh.TotpStep = "sealed", 59
	b.tx(func(tx *store.Tx) error { return tx.SaveUser(b.ctx, minh) })
	b.view(func(v *store.View) error {
		byID, err := v.User(b.ctx, minh.ID)
		b.ok(err)
		b.want("a user saved", byID, minh)
		byEmail, err := v.UserByEmail(b.ctx, "minh@example.com")
		b.want("a user by address", byEmail, minh)
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.RemoveUser(b.ctx, lan.ID) })
	b.want("users left", b.users(), []store.User{minh})
	b.refuses("saving who is gone", store.ErrNotFound, func(tx *store.Tx) error { return tx.SaveUser(b.ctx, lan) })
	b.refuses("removing who is gone", store.ErrNotFound, func(tx *store.Tx) error { return tx.RemoveUser(b.ctx, lan.ID) })
	b.refuses("looking for who is gone", store.ErrNotFound, func(tx *store.Tx) error {
		_, err := tx.UserByEmail(b.ctx, lan.Email)
		return err
	})
}

// sessions gives those of the hashes that there are.
func (b *bench) sessions(hashes ...string) (there []string) {
	b.t.Helper()
	b.view(func(v *store.View) error {
		for _, h := range hashes {
			s, err := v.Session(b.ctx, h)
			if errors.Is(err, store.ErrNotFound) {
				continue
			}
			b.ok(err)
			there = append(there, s.Hash)
		}
		return nil
	})
	return there
}

func (b *bench) begin(tx *store.Tx, hash string, u store.User) error {
	return tx.AddSession(b.ctx, store.Session{Hash: hash, User: u.ID, Method: "password", Address: "192.0.2.1", Device: "Firefox"})
}

func sessions(t *testing.T, b *bench) {
	lan := b.addUser(store.User{Email: "lan@example.com", Role: "owner"})
	minh := b.addUser(store.User{Email: "minh@example.com", Role: "viewer"})
	begin := b.now.Load()
	b.tx(func(tx *store.Tx) error {
		return errors.Join(b.begin(tx, "l1", lan), b.begin(tx, "l2", lan), b.begin(tx, "m1", minh))
	})
	b.now.Add(1000)
	b.tx(func(tx *store.Tx) error { return tx.UseSession(b.ctx, "l1", "192.0.2.2") })
	b.view(func(v *store.View) error {
		s, err := v.Session(b.ctx, "l1")
		b.want("a session", s, store.Session{Hash: "l1", User: lan.ID, Method: "password", Address: "192.0.2.2", Device: "Firefox", CreatedAt: begin, UsedAt: begin + 1000})
		b.ok(err)
		list, err := v.Sessions(b.ctx, lan.ID)
		b.want("a user's sessions, the last used first", []string{list[0].Hash, list[1].Hash}, []string{"l1", "l2"})
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.ForgetSessions(b.ctx, begin, begin+1) })
	b.want("sessions not forgotten", b.sessions("l1", "l2", "m1"), []string{"l1"})
	b.tx(func(tx *store.Tx) error { return tx.ForgetSessions(b.ctx, begin+1, 0) })
	b.want("sessions too old", len(b.sessions("l1")), 0)
	b.tx(func(tx *store.Tx) error {
		return errors.Join(b.begin(tx, "l3", lan), b.begin(tx, "l4", lan), b.begin(tx, "m2", minh))
	})
	b.tx(func(tx *store.Tx) error { return tx.EndSession(b.ctx, "l3") })
	b.want("sessions not ended", b.sessions("l3", "l4", "m2"), []string{"l4", "m2"})
	b.tx(func(tx *store.Tx) error {
		return errors.Join(b.begin(tx, "l5", lan), tx.EndOtherSessions(b.ctx, lan.ID, "l5"))
	})
	b.want("sessions but the others", b.sessions("l4", "l5", "m2"), []string{"l5", "m2"})
	b.tx(func(tx *store.Tx) error { return tx.EndSessions(b.ctx, lan.ID) })
	b.tx(func(tx *store.Tx) error { return tx.RemoveUser(b.ctx, minh.ID) })
	b.want("sessions of who is out or gone", len(b.sessions("l5", "m2")), 0)
}

func keys(t *testing.T, b *bench) {
	at := b.now.Load()
	web := store.Key{Hash: "h1", Token: "wk_1", Name: "Trang web", Kind: "write", Source: "web", Rank: "browser", Scopes: []string{}, Origins: []string{"https://a.example", "https://b.example"}, CreatedAt: at}
	report := store.Key{Hash: "h2", Name: "Báo cáo", Kind: "api", Rank: "server", Maker: 7, Scopes: []string{"people:read", "wheel:read"}, Origins: []string{}, CreatedAt: at}
	b.tx(func(tx *store.Tx) (err error) {
		web.ID, err = tx.AddKey(b.ctx, web)
		b.ok(err)
		report.ID, err = tx.AddKey(b.ctx, report)
		return err
	})
	b.now.Add(7)
	b.tx(func(tx *store.Tx) error { return tx.UseKey(b.ctx, report.ID) })
	report.UsedAt = b.now.Load()
	b.view(func(v *store.View) error {
		list, err := v.Keys(b.ctx)
		b.ok(err)
		b.want("keys, the first first", list, []store.Key{web, report})
		found, err := v.KeyByHash(b.ctx, "h2")
		b.want("a key by its hash", found, report)
		return err
	})
	b.refuses("a token twice", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddKey(b.ctx, web)
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.RemoveKey(b.ctx, web.ID) })
	b.refuses("removing a key that is gone", store.ErrNotFound, func(tx *store.Tx) error { return tx.RemoveKey(b.ctx, web.ID) })
	b.refuses("finding a key that is gone", store.ErrNotFound, func(tx *store.Tx) error {
		_, err := tx.KeyByHash(b.ctx, "h1")
		return err
	})
}
