package api

import (
	"context"
	"encoding/json"
	"time"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/store"
)

// purgeJob empties the bin of what has been in it for long.
const purgeJob job.Kind = "purge"

// keptInBin is how long a removed record can be restored.
const keptInBin = 30 * 24 * time.Hour

// purgedAtOnce is how many records one transaction takes out of the bin for good.
const purgedAtOnce = 500

func (s *Server) purge(ctx context.Context, _ job.Job) error {
	if err := s.bringBack(ctx, func(Progress) {}); err != nil {
		return err
	}
	if err := s.Records.Tx(ctx, func(t *store.Tx) error { return forgetDoors(ctx, t) }); err != nil {
		return err
	}
	before := s.Now().Add(-keptInBin).UnixMicro()
	for {
		n := 0
		err := s.Records.Tx(ctx, func(t *store.Tx) (err error) {
			if n, err = t.Purge(ctx, before, purgedAtOnce); err != nil || n == 0 {
				return err
			}
			after, err := json.Marshal(map[string]int{"records": n})
			if err != nil {
				return err
			}
			_, err = t.Note(ctx, store.Act{Actor: actorName(auth.From(ctx)), Verb: "purge", After: after})
			return err
		})
		if err != nil || n < purgedAtOnce {
			return err
		}
	}
}
