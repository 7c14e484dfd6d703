package store

import "context"

// KeepHandles notes what a network calls a message that it took.
func (t *Tx) KeepHandles(ctx context.Context, message int64, handles []string) error {
	return t.insertAll(ctx, "noting what a network calls a message", "sms_handle (handle, message, at)", 3, "ON CONFLICT DO NOTHING", len(handles), func(i int) []any {
		return []any{handles[i], message, t.now}
	})
}

// ByHandle is the newest message that a network may mean by one of the handles, the first of them before the others, to an
// address where that is said; ErrNotFound where there is none.
func (v *View) ByHandle(ctx context.Context, handles []string, address string) (id int64, err error) {
	for _, h := range handles {
		query := "SELECT m.id FROM sms_handle h JOIN message m ON m.id = h.message WHERE h.handle = ? AND (? = '' OR m.address = ?) ORDER BY h.at DESC, m.id DESC LIMIT 1"
		if err = v.one(ctx, "finding a message by what a network calls it", query, []any{h, address, address}, &id); err == nil {
			return id, nil
		}
	}
	return 0, err
}

// ForgetHandles forgets up to limit of what networks called messages before an instant, and gives how many: no report comes
// any more.
func (t *Tx) ForgetHandles(ctx context.Context, before int64, limit int) (int64, error) {
	return t.exec(ctx, "forgetting what networks called messages", "DELETE FROM sms_handle WHERE at < ? AND message IN (SELECT message FROM sms_handle WHERE at < ? LIMIT ?)", before, before, limit)
}
