package api

import (
	"context"
	"net/http"

	"banhda/auth"
	"banhda/store"
)

// How many there may be of what people make by the click: more than anybody looks through, too few to slow a house down.
const (
	mostViews     = 300    // of one person
	mostSegments  = 1_000  // of the house
	mostRules     = 300    // of each kind
	mostOpenTasks = 20_000 // of one person
)

func roomForView(ctx context.Context, t *store.Tx) error {
	n, err := t.CountListViews(ctx, auth.From(ctx).User())
	if err == nil && n >= mostViews {
		err = refused(http.StatusConflict, 0, "you have %d views already; remove those that nobody needs", n)
	}
	return err
}

func roomForSegment(ctx context.Context, t *store.Tx) error {
	n, err := t.CountSegments(ctx)
	if err == nil && n >= mostSegments {
		err = refused(http.StatusConflict, 0, "there are %d segments already; remove those that nobody needs", n)
	}
	return err
}

// roomForRule is asked with the rules of a kind that there are.
func roomForRule[R any](rules []R, err error) error {
	if err == nil && len(rules) >= mostRules {
		err = refused(http.StatusConflict, 0, "there are %d rules already; remove those that nobody needs", len(rules))
	}
	return err
}

// roomForTasks refuses more open tasks than one person could ever do; those of a team, or of nobody, are not counted.
func roomForTasks(ctx context.Context, v *store.View, owner, more int64) error {
	if owner == 0 {
		return nil
	}
	n, err := v.CountOpenTasks(ctx, owner)
	if err == nil && n+more > mostOpenTasks {
		err = refused(http.StatusConflict, 0, "one person has at most %d open tasks; some have to be done or removed first", mostOpenTasks)
	}
	return err
}
