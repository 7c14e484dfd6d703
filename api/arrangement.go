package api

import (
	"context"
	"encoding/json"
	"errors"

	"banhda/auth"
	"banhda/store"
)

// ArrangementAnswer is what a user arranged on their screens, by names of the screens' own: how wide columns are, what was
// put away.
type ArrangementAnswer struct {
	Arrangement map[string]any `json:"arrangement"`
}

// What is kept of one user at most.
const (
	mostArranged    = 200
	largestArranged = 32 << 10 // bytes
)

var errArranged = invalid("more is arranged on these screens than is kept; put some of it back as it was")

type arrangeOrder struct {
	Body struct {
		Arrangement map[string]any `json:"arrangement" doc:"What changed; null forgets. What is left out stays."`
	}
}

// arrangement gives what the user arranged; a program has nothing to arrange.
func (s *Server) arrangement(ctx context.Context, _ *struct{}, _ Tell) (a *ArrangementAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = readArrangement(ctx, v, auth.From(ctx).User())
		return err
	})
	return a, err
}

func readArrangement(ctx context.Context, v *store.View, user int64) (*ArrangementAnswer, error) {
	a := &ArrangementAnswer{Arrangement: map[string]any{}}
	body, err := v.Arrangement(ctx, user)
	if errors.Is(err, store.ErrNotFound) {
		return a, nil
	}
	if err != nil {
		return nil, err
	}
	return a, json.Unmarshal(body, &a.Arrangement)
}

// arrange keeps what the user arranged. It is no act: nobody's work changes by it.
func (s *Server) arrange(ctx context.Context, in *arrangeOrder, _ Tell) (a *ArrangementAnswer, err error) {
	user := auth.From(ctx).User()
	if user == 0 {
		return nil, errNoOne
	}
	err = s.Records.Tx(ctx, func(t *store.Tx) error {
		if a, err = readArrangement(ctx, &t.View, user); err != nil {
			return err
		}
		for name, value := range in.Body.Arrangement {
			if a.Arrangement[name] = value; value == nil {
				delete(a.Arrangement, name)
			}
		}
		body, err := json.Marshal(a.Arrangement)
		switch {
		case err != nil:
			return err
		case len(a.Arrangement) > mostArranged || len(body) > largestArranged:
			return errArranged
		}
		return t.Arrange(ctx, user, body)
	})
	return a, err
}
