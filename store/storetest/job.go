package storetest

import (
	"testing"
	"time"

	"banhda/drive/job"
	"banhda/hub/notice"
	kept "banhda/hub/record"
	"banhda/store"
)

func (b *bench) enqueue(kind job.Kind, key string, at int64) {
	b.t.Helper()
	b.tx(func(tx *store.Tx) error { return tx.Enqueue(b.ctx, kind, key, []byte(`{"a":1}`), at) })
}

// claim takes jobs of kinds a and b for a minute.
func (b *bench) claim() []job.Job {
	b.t.Helper()
	list, err := store.Queue{Records: b.Records}.Claim(b.ctx, []job.Kind{"a", "b"}, time.Minute, 10)
	b.ok(err)
	return list
}

func (b *bench) due() bool {
	b.t.Helper()
	due, err := store.Queue{Records: b.Records}.Due(b.ctx)
	b.ok(err)
	return due
}

func jobs(t *testing.T, b *bench) {
	queue, now := store.Queue{Records: b.Records}, b.now.Load()
	b.want("due in an empty queue", b.due(), false)
	left := queue.Left()
	b.enqueue("b", "late", now+10)
	<-left
	b.want("due before its time", b.due(), false)
	b.enqueue("a", "x", now)
	b.enqueue("a", "x", now+5) // it waits already, earlier
	b.enqueue("a", "", now+1)
	b.enqueue("a", "", now+1)
	b.enqueue("other", "", now)
	b.now.Add(20)
	taken := b.claim()
	b.want("jobs taken", len(taken), 4)
	first := taken[0]
	b.want("the job due longest", first, job.Job{ID: first.ID, Kind: "a", Key: "x", Body: []byte(`{"a":1}`), RunAt: now, Attempts: 1, State: job.Running, At: now})
	b.want("taken twice", len(b.claim()), 0)
	b.ok(queue.Retry(b.ctx, first, now+1000, "no luck"))
	b.enqueue("a", "x", now+500) // comes before its retry
	b.ok(queue.Finish(b.ctx, taken[1].ID, job.Job{Kind: "b", Key: "next", Body: []byte("{}"), RunAt: now + 2000}))
	b.ok(queue.Begin(b.ctx, job.Job{Kind: "b", Key: "next", Body: []byte("{}"), RunAt: now}))
	b.ok(queue.Bury(b.ctx, taken[2].ID, "never\x00"))
	b.now.Add(600)
	again := b.claim()
	b.want("jobs taken again", len(again), 1)
	b.want("what is known of a failure", []any{again[0].ID, again[0].Attempts, again[0].Error}, []any{first.ID, 2, "no luck"})
	b.enqueue("a", "x", now) // left while it is under way
	b.ok(queue.Retry(b.ctx, again[0], now, ""))
	b.want("of two with one key one waits", len(b.claim()), 1)
}

func jobLeases(t *testing.T, b *bench) {
	queue := store.Queue{Records: b.Records}
	b.enqueue("a", "x", b.now.Load())
	one := b.claim()[0]
	b.now.Add(time.Minute.Microseconds() - 1)
	b.ok(queue.Extend(b.ctx, one.ID, time.Minute))
	b.reopen()
	b.now.Add(time.Minute.Microseconds() - 1)
	b.want("due within its lease", b.due(), false)
	b.now.Add(1)
	again := b.claim()
	b.want("claimed after its lease", len(again), 1)
	b.want("known to be lost", again[0].Lost, true)
	b.ok(store.Queue{Records: b.Records}.Release(b.ctx))
	again = b.claim()
	b.want("claimed once nobody is at work on any", len(again), 1)
	b.want("known to be lost as well", again[0].Lost, true)
}

func jobsDead(t *testing.T, b *bench) {
	queue := store.Queue{Records: b.Records}
	b.enqueue("a", "x", b.now.Load())
	one := b.claim()[0]
	b.ok(queue.Bury(b.ctx, one.ID, "no address"))
	dead := func() (list []job.Job) {
		b.view(func(v *store.View) (err error) {
			list, err = v.Jobs(b.ctx, job.Dead, 0, 10)
			return err
		})
		return list
	}
	b.want("dead jobs", len(dead()), 1)
	b.want("why", dead()[0].Error, "no address")
	b.tx(func(tx *store.Tx) error { return tx.ReviveJob(b.ctx, one.ID) })
	b.want("dead jobs after reviving", len(dead()), 0)
	b.want("attempts before it", b.claim()[0].Attempts, 1)
	b.refuses("removing a job under way", store.ErrNotFound, func(tx *store.Tx) error { return tx.RemoveJob(b.ctx, one.ID) })
	b.ok(queue.Bury(b.ctx, one.ID, ""))
	b.tx(func(tx *store.Tx) error { return tx.RemoveJob(b.ctx, one.ID) })
	b.want("dead jobs after removing", len(dead()), 0)
}

func notices(t *testing.T, b *bench) {
	lan, now := b.addUser(store.User{Email: "lan@example.com", Role: "owner"}).ID, b.now.Load()
	about := kept.Ref{Type: kept.Person, ID: 7}
	told := b.Records.Told()
	for range 2 {
		b.tx(func(tx *store.Tx) error {
			return tx.Notify(b.ctx, lan, notice.TaskDue, "1", about, map[string]string{"title": "Gọi chị Mai"})
		})
	}
	<-told
	b.tx(func(tx *store.Tx) error { return tx.Notify(b.ctx, lan, notice.Mention, "1", kept.Ref{}, nil) })
	var list, unmailed []notice.Notice
	var unread int64
	read := func() {
		b.view(func(v *store.View) (err error) {
			list, err = v.Notices(b.ctx, lan, 0, 10)
			b.ok(err)
			unmailed, err = v.Unmailed(b.ctx, lan, 10)
			b.ok(err)
			unread, err = v.Unread(b.ctx, lan, nil)
			b.ok(err)
			silent, err := v.Unread(b.ctx, lan, []notice.Kind{notice.Mention, notice.TaskDue})
			b.want("unread of no kind", silent, int64(0))
			return err
		})
	}
	read()
	b.want("notices, the newest first", len(list), 2)
	b.want("a notice", list[1], notice.Notice{ID: list[1].ID, User: lan, Kind: notice.TaskDue, Key: "1", About: about, Data: map[string]string{"title": "Gọi chị Mai"}, At: now})
	b.want("unread", unread, int64(2))
	b.tx(func(tx *store.Tx) error {
		b.ok(tx.NoticeMailed(b.ctx, list[1].ID, now))
		return tx.ReadNotices(b.ctx, lan, list[0].ID)
	})
	read()
	b.want("unread after reading one", unread, int64(1))
	b.want("unmailed after mailing one", len(unmailed), 1)
	b.tx(func(tx *store.Tx) error { return tx.ReadNotices(b.ctx, lan, 0) })
	read()
	b.want("unread after reading all", unread, int64(0))
	mail, err := store.Queue{Records: b.Records}.Claim(b.ctx, []job.Kind{store.NoticeMail}, time.Minute, 10)
	b.ok(err)
	b.want("jobs that mail them", len(mail), 1)
}
