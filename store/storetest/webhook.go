package storetest

import (
	"errors"
	"slices"
	"strconv"
	"testing"
	"time"

	"banhda/channel/webhook"
	"banhda/drive/job"
	"banhda/store"
)

// webhooks holds what is kept of them to what is said of it.
func webhooks(t *testing.T, b *bench) {
	var id int64
	b.tx(func(tx *store.Tx) (err error) {
		id, err = tx.AddHook(b.ctx, webhook.Hook{URL: "https://example.com", Name: "kho", Types: []string{"record.*", "event.*"}, Secret: "sealed", State: webhook.Active})
		return err
	})
	hook := func() (h webhook.Hook) {
		b.view(func(v *store.View) (err error) {
			h, err = v.Hook(b.ctx, id)
			return err
		})
		return h
	}
	h := hook()
	if h.Name != "kho" || !slices.Equal(h.Types, []string{"record.*", "event.*"}) || h.CreatedAt != b.now.Load() || h.State != webhook.Active {
		t.Fatalf("added: %+v", h)
	}
	h.State, h.OldSecret, h.OldUntil = webhook.Paused, "before", 7
	b.tx(func(tx *store.Tx) error { return tx.SetHook(b.ctx, h) })
	if got := hook(); got.State != webhook.Paused || got.OldSecret != "before" || got.OldUntil != 7 {
		t.Errorf("changed: %+v", got)
	}
	b.refuses("a webhook that is not there", store.ErrNotFound, func(tx *store.Tx) error { return tx.SetHook(b.ctx, webhook.Hook{ID: id + 1, State: webhook.Active}) })
	b.tx(func(tx *store.Tx) error { return tx.RemoveHook(b.ctx, id) })
	b.refuses("a webhook that was removed", store.ErrNotFound, func(tx *store.Tx) error { return tx.RemoveHook(b.ctx, id) })
}

// deliveries holds that a message reaches each hook once, is sent again, and is forgotten when nobody waits for it.
func deliveries(t *testing.T, b *bench) {
	var hooks []int64
	for range 2 {
		b.tx(func(tx *store.Tx) error {
			id, err := tx.AddHook(b.ctx, webhook.Hook{URL: "https://example.com", Types: []string{"*"}, State: webhook.Active})
			hooks = append(hooks, id)
			return err
		})
	}
	b.tx(func(tx *store.Tx) error {
		return tx.Tell(b.ctx, webhook.Message{Type: "record.created", Body: []byte(`{"a":1}`), At: b.now.Load()}, hooks)
	})
	list := func(hook int64, state webhook.Progress) (list []webhook.Delivery) {
		b.view(func(v *store.View) (err error) {
			list, err = v.Deliveries(b.ctx, hook, state, 0, 10)
			return err
		})
		return list
	}
	all := list(hooks[0], "")
	if len(all) != 1 || string(all[0].Message.Body) != `{"a":1}` || all[0].State != webhook.Waiting || len(list(hooks[1], webhook.Waiting)) != 1 {
		t.Fatalf("left: %+v", all)
	}
	d := all[0]
	queue := store.Queue{Records: b.Records}
	waiting := func() (keys []string) {
		jobs, err := queue.Claim(b.ctx, []job.Kind{store.WebhookSend}, time.Minute, 10)
		for _, j := range jobs {
			keys = append(keys, j.Key)
			err = errors.Join(err, queue.Finish(b.ctx, j.ID))
		}
		if err != nil {
			t.Fatal(err)
		}
		return keys
	}
	if n := len(waiting()); n != 2 {
		t.Fatalf("%d are to be sent", n)
	}
	b.tx(func(tx *store.Tx) error { return tx.Resume(b.ctx, hooks[0]) })
	if keys := waiting(); len(keys) != 1 || keys[0] != strconv.FormatInt(d.ID, 10) {
		t.Errorf("of one that was paused %v are to be sent", keys)
	}
	d.Attempts = []webhook.Attempt{{At: 5, Status: 500, Answer: "nul \x00"}}
	b.tx(func(tx *store.Tx) error {
		return tx.Delivered(b.ctx, d, webhook.Verdict{State: webhook.GivenUp, Hook: webhook.Failed, Since: 5})
	})
	if got := list(hooks[0], webhook.GivenUp); len(got) != 1 || len(got[0].Attempts) != 1 || got[0].Attempts[0].Status != 500 {
		t.Errorf("given up: %+v", got)
	}
	b.view(func(v *store.View) error {
		h, err := v.Hook(b.ctx, hooks[0])
		if h.State != webhook.Failed || h.FailingSince != 5 {
			t.Errorf("its hook: %+v", h)
		}
		return err
	})
	forget := func() (n int64) {
		b.tx(func(tx *store.Tx) (err error) {
			n, err = tx.ForgetMessages(b.ctx, b.now.Load()+1, 10)
			return err
		})
		return n
	}
	if n := forget(); n != 0 {
		t.Errorf("%d messages forgotten for which somebody waits", n)
	}
	b.tx(func(tx *store.Tx) error { return tx.Resend(b.ctx, d.ID) })
	if got := list(hooks[0], webhook.Waiting); len(got) != 1 || len(got[0].Attempts) != 1 || !got[0].Attempts[0].Past {
		t.Errorf("sent again: %+v", got)
	}
	for _, hook := range hooks {
		for _, d := range list(hook, "") {
			b.tx(func(tx *store.Tx) error {
				return tx.Delivered(b.ctx, d, webhook.Verdict{State: webhook.Taken, Hook: webhook.Active})
			})
		}
	}
	if n := forget(); n != 1 || len(list(hooks[0], "")) != 0 {
		t.Errorf("%d messages forgotten", n)
	}
}
