package store

import (
	"context"
	"database/sql"

	"banhda/auth/customer"
	"banhda/hub/person"
)

// CustomerSession is a customer's being signed in. Instants are microseconds.
type CustomerSession struct {
	Hash      string     // of its token
	Person    int64      // whoever they are now, when it is read
	Key       person.Key // the address they proved to be theirs
	Network   string     // the address it was last used from
	Device    string     // as the browser names itself
	CreatedAt int64
	UsedAt    int64
}

const askedColumns = "id, browser, kind, address, language, leads_to, tries, asked_at, used_at"

func askedInto(a *customer.Asked) []any {
	return []any{&a.ID, &a.Browser, &a.Key.Kind, &a.Key.Value, &a.Language, &a.To, &a.Tries, &a.AskedAt, &a.UsedAt}
}

// AskCode keeps somebody's wish to sign in.
func (t *Tx) AskCode(ctx context.Context, a customer.Asked) (customer.Asked, error) {
	query := "INSERT INTO customer_code (browser, kind, address, language, leads_to, tries, asked_at, used_at) VALUES (?, ?, ?, ?, ?, 0, ?, 0) RETURNING " + askedColumns
	err := t.one(ctx, "keeping a wish to sign in", query, []any{a.Browser, a.Key.Kind, a.Key.Value, a.Language, a.To, t.now}, askedInto(&a)...)
	return a, err
}

// AskedCode is a wish to sign in; ErrNotFound where it is gone.
func (v *View) AskedCode(ctx context.Context, id int64) (a customer.Asked, err error) {
	err = v.one(ctx, "reading a wish to sign in", "SELECT "+askedColumns+" FROM customer_code WHERE id = ?", []any{id}, askedInto(&a)...)
	return a, err
}

// AskedBy is the wish to sign in of a browser; ErrNotFound where there is none.
func (v *View) AskedBy(ctx context.Context, browser string) (a customer.Asked, err error) {
	err = v.one(ctx, "reading a wish to sign in", "SELECT "+askedColumns+" FROM customer_code WHERE browser = ?", []any{browser}, askedInto(&a)...)
	return a, err
}

// TryCode counts one try of a browser to sign in, and gives its wish with it: until the transaction ends nobody else tries.
// ErrNotFound where there is none.
func (t *Tx) TryCode(ctx context.Context, browser string) (a customer.Asked, err error) {
	query := "UPDATE customer_code SET tries = tries + 1 WHERE browser = ? RETURNING " + askedColumns
	err = t.one(ctx, "counting a try to sign in", query, []any{browser}, askedInto(&a)...)
	return a, err
}

// UseCode notes that a wish to sign in was fulfilled.
func (t *Tx) UseCode(ctx context.Context, id int64) error {
	_, err := t.exec(ctx, "using a code", "UPDATE customer_code SET used_at = ? WHERE id = ?", t.now, id)
	return err
}

// ForgetCodes removes wishes to sign in from before an instant.
func (t *Tx) ForgetCodes(ctx context.Context, before int64) error {
	_, err := t.exec(ctx, "forgetting codes", "DELETE FROM customer_code WHERE asked_at < ?", before)
	return err
}

// AddCustomerSession begins one.
func (t *Tx) AddCustomerSession(ctx context.Context, s CustomerSession) error {
	query := "INSERT INTO customer_session (hash, person, kind, address, network, device, created_at, used_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
	_, err := t.exec(ctx, "signing a customer in", query, s.Hash, s.Person, s.Key.Kind, s.Key.Value, s.Network, s.Device, t.now, t.now)
	return err
}

const customerSessions = "SELECT s.hash, COALESCE(p.person, s.person), s.kind, s.address, s.network, s.device, s.created_at, s.used_at FROM customer_session s LEFT JOIN profile p ON p.id = s.person WHERE "

func (s *CustomerSession) columns() []any {
	return []any{&s.Hash, &s.Person, &s.Key.Kind, &s.Key.Value, &s.Network, &s.Device, &s.CreatedAt, &s.UsedAt}
}

// CustomerSession is the one whose token has that hash; ErrNotFound where there is none.
func (v *View) CustomerSession(ctx context.Context, hash string) (s CustomerSession, err error) {
	err = v.one(ctx, "reading a customer's session", customerSessions+"s.hash = ?", []any{hash}, s.columns()...)
	return s, err
}

// CustomerSessions are those of a person, under whatever they were known by, the last used first.
func (v *View) CustomerSessions(ctx context.Context, who int64) (list []CustomerSession, err error) {
	query := customerSessions + "s.person = ? OR s.person IN (SELECT id FROM profile WHERE person = ?) ORDER BY s.used_at DESC, s.hash"
	err = v.each(ctx, "listing a customer's sessions", query, []any{who, who}, func(rows *sql.Rows) error {
		var s CustomerSession
		err := rows.Scan(s.columns()...)
		list = append(list, s)
		return err
	})
	return list, err
}

// UseCustomerSession notes that one was used just now.
func (t *Tx) UseCustomerSession(ctx context.Context, hash, network string) error {
	_, err := t.exec(ctx, "noting the use of a session", "UPDATE customer_session SET used_at = ?, network = ? WHERE hash = ?", t.now, network, hash)
	return err
}

// EndCustomerSession ends one; there may be none.
func (t *Tx) EndCustomerSession(ctx context.Context, hash string) error {
	_, err := t.exec(ctx, "signing a customer out", "DELETE FROM customer_session WHERE hash = ?", hash)
	return err
}

// ForgetCustomerSessions removes those that began or were last used before the given instants.
func (t *Tx) ForgetCustomerSessions(ctx context.Context, began, used int64) error {
	_, err := t.exec(ctx, "forgetting old sessions", "DELETE FROM customer_session WHERE created_at < ? OR used_at < ?", began, used)
	return err
}
