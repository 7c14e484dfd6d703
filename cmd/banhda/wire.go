package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"banhda/api"
	"banhda/channel/webhook"
	"banhda/drive/flow"
	"banhda/drive/flow/seen"
	"banhda/drive/job"
	"banhda/hub/person"
	"banhda/store"
	"banhda/warehouse/duckdb"
)

// remembered is how many profiles the resolver keeps in memory, and the numbers of four times as many: some 6 MB.
const remembered = 10_000

// open takes the directory, opens everything in it, and sets the flow going: the one place where the parts meet.
func (s *server) open(ctx context.Context, c config) error {
	now, err := c.clock()
	if err != nil {
		return err
	}
	lock, err := store.Lock(s.dir)
	if err != nil {
		return err
	}
	s.onClose(lock.Close)
	if err := rememberDatabase(s.dir, c.database); err != nil {
		return err
	}
	kept, err := store.Open(ctx, store.Options{Dir: s.dir, Database: c.database, Program: programVersion(), Now: now})
	if err != nil {
		return err
	}
	s.onClose(kept.Close)
	secret, err := store.Secret(s.dir)
	if err != nil {
		return err
	}
	buried, err := api.OpenTombstones(s.dir, secret)
	if err != nil {
		return err
	}
	ids, err := seen.Open(filepath.Join(s.dir, "seen"))
	if err != nil {
		return err
	}
	s.onClose(ids.Close)
	house, err := duckdb.Open(ctx, duckdb.Options{Dir: s.dir, MemoryLimit: c.memory})
	if err != nil {
		return err
	}
	s.onClose(house.Close)
	if err := beginAnew(ctx, kept.Records, house, buried); err != nil {
		return err
	}
	people, err := person.NewResolver(ctx, kept.Records, remembered)
	if err != nil {
		return err
	}
	carrier := flow.New(flow.Options{
		Log: kept.Log, Seen: ids, People: people, Projections: map[string]flow.Projection{"warehouse": house},
		Decoders: api.Decoders(), Forget: buried.Forget,
		Currency: func(ctx context.Context) (string, error) { return api.Currency(ctx, kept.Records) },
		Refused: func(row flow.Row, err error) {
			s.log.Error("a row of the log cannot be read and is left out", "seq", row.Seq, "kind", row.Kind, "error", err)
		},
	})
	s.run(carrier.Run)
	s.run(func(ctx context.Context) error {
		kept.Relay(ctx, func(err error) { s.log.Error("relaying to the log", "error", err) })
		return nil
	})
	s.api, err = api.New(ctx, api.House{Log: kept.Log, Flow: carrier, Warehouse: house, Records: kept.Records, Relay: kept.RelayAll, People: people,
		Dir: s.dir, Hooks: webhook.NewSender(c.private, now), Secret: secret, Buried: buried, Now: now,
		EraseLog: func(ctx context.Context, m flow.Mask, progress func(done, total int64)) (int64, error) {
			return carrier.Erase(ctx, kept.Log, m, progress)
		},
		CopyStore: func(ctx context.Context, to string) error { return kept.Backup(ctx, s.dir, to) },
		Scrub:     func(ctx context.Context, texts []string) error { return kept.Scrub(ctx, s.dir, texts) },
		Version:   programVersion(), Logger: s.log})
	if err == nil {
		s.run(s.anchor)
		s.run(s.api.Phones) // before what sends, so that it closes after
		if err := s.dispatch(now); err != nil {
			return err
		}
		s.run(s.api.ResumeErasures)
		s.run(s.api.Follow)
		s.run(s.api.MoveRuns)
		s.run((&job.Runner{Queue: store.Queue{Records: kept.Records}, Works: s.api.Works(), Now: now, Logger: s.log}).Run)
	}
	return err
}

// beginAnew empties what is made of the log where an erasure was under way when the house stopped: what was made of the
// log as it was and the log as it is now may be two.
func beginAnew(ctx context.Context, records *store.Records, house flow.Projection, buried *api.Tombstones) error {
	var under []store.Erasure
	err := records.View(ctx, func(v *store.View) (err error) {
		under, err = v.Erasures(ctx, store.ErasureRunning, 1)
		return err
	})
	if err == nil {
		err = buried.Await(ctx, records)
	}
	if err == nil && len(under) > 0 {
		err = errors.Join(records.ResetIdentity(ctx), house.Reset(ctx))
	}
	return err
}

// anchorEvery is how often the end of the audit trail is noted beside the records.
const anchorEvery = time.Hour

// anchor notes the end of the audit trail, now and then and when the house closes.
func (s *server) anchor(ctx context.Context) error {
	for {
		if err := s.api.Anchor(context.WithoutCancel(ctx)); err != nil {
			s.log.Error("noting the end of the audit trail", "error", err)
		}
		if ctx.Err() != nil {
			return nil
		}
		select {
		case <-ctx.Done():
		case <-time.After(anchorEvery):
		}
	}
}

// run does something in the background until the house closes. What ends it before ends the house.
func (s *server) run(work func(context.Context) error) {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := work(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("the house cannot go on", "error", err)
			select {
			case s.failed <- err:
			default:
			}
		}
	}()
	s.onClose(func() error {
		stop()
		<-done
		return nil
	})
}

// rememberDatabase notes in a new directory where its records and log are. Opening it without them would show an
// empty house, and begin a second log.
func rememberDatabase(dir, address string) error {
	kind, file := "sqlite", filepath.Join(dir, "database")
	if address != "" {
		kind = "postgres"
	}
	found, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return os.WriteFile(file, []byte(kind+"\n"), 0o600)
	}
	if err != nil {
		return fmt.Errorf("reading where records and log are: %w", err)
	}
	switch was := strings.TrimSpace(string(found)); {
	case was == kind:
		return nil
	case was == "postgres":
		return errors.New("the records and the log of this directory are in PostgreSQL: give its address by --database or BANHDA_DATABASE")
	}
	return errors.New("the records and the log of this directory are in SQLite: leave --database and BANHDA_DATABASE away")
}
