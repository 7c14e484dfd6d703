package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"

	"banhda/delight/review"
	"banhda/drive/flow"
	"banhda/hub/consent"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

// reviewPhrase is what who allows a review to be shown agrees to; it stands in the ledger as they saw it.
var reviewPhrase = map[string]string{
	"vi": "Tôi cho phép hiện đánh giá này công khai, với tên như tôi chọn bên dưới. Tôi có thể rút lại bất cứ lúc nào.",
	"en": "This review may be shown in public, with me named as I choose below. I can take that back at any time.",
}

// writtenReview is a review as it came.
type writtenReview struct {
	review.Words
	language, photo string
	bytes           int64
	dropPhoto       bool
}

// writeReview keeps what somebody wrote, with the permission they gave, and tells the log. Of two the last counts.
func (s *Server) writeReview(r *http.Request, id int64, w writtenReview) error {
	if err := w.Check(); err != nil {
		return err
	}
	return s.ofReview(r, "review-write", id, func(ctx context.Context, t *store.Tx, is *review.Review) error {
		before := *is
		if err := is.Write(w.Words, t.Now()); err != nil {
			return err
		}
		if is.Language = w.language; w.dropPhoto {
			is.Photo, is.Bytes = "", 0
		}
		if w.photo != "" {
			is.Photo, is.Bytes = w.photo, w.bytes
			if is.State == review.Published { // nobody has looked at the picture
				is.State = review.Written
			}
		}
		if err := permitReview(ctx, t, r, &before, is); err != nil {
			return err
		}
		return tellReview(ctx, t, &before, is)
	})
}

// hideReview takes the permission to show a review back: nobody sees it from this moment on.
func (s *Server) hideReview(r *http.Request, id int64) error {
	return s.ofReview(r, "review-hide", id, func(ctx context.Context, t *store.Tx, is *review.Review) error {
		before := *is
		is.Hide()
		return permitReview(ctx, t, r, &before, is)
	})
}

// ofReview changes a review on behalf of who has its address.
func (s *Server) ofReview(r *http.Request, verb string, id int64, do func(context.Context, *store.Tx, *review.Review) error) error {
	ctx := byThemselves(r)
	_, err := s.change(ctx, mutation{verb: verb, target: ReviewID(id), also: func(ctx context.Context, t *store.Tx) error {
		is, err := t.Review(ctx, id)
		if err == nil && is.Person == 0 {
			err = store.ErrNotFound
		}
		if err != nil {
			return err
		}
		if err := do(ctx, t, &is); err != nil {
			return err
		}
		return t.SaveReview(ctx, is)
	}}, nil)
	s.sites.forget() // pages show it, or do no longer
	return err
}

// reviewPurpose begins the purpose under which one review may be shown; its id follows.
const reviewPurpose = "review "

// permitReview writes down in the ledger that a review may be shown, or may no longer; each review for itself.
func permitReview(ctx context.Context, t *store.Tx, r *http.Request, before, is *review.Review) error {
	if before.Naming == is.Naming && before.Name == is.Name {
		return nil
	}
	said := reviewPhrase[is.Language] + " — " + orText(is.Name, reviewWords["none"][is.Language])
	sum := sha256.Sum256([]byte(said))
	e := consent.Entry{Person: is.Person, Channel: consent.Web, Purpose: reviewPurpose + ReviewID(is.ID), State: consent.Given, At: t.Now(), How: "form",
		Evidence: consent.Evidence{Form: "review", Text: said, Hash: hex.EncodeToString(sum[:]), Address: visitAddress(r)}}
	if is.Naming == "" {
		e.State, e.Evidence.Text, e.Evidence.Hash = consent.Withdrawn, "", ""
	}
	if err := e.Check(t.Now()); err != nil {
		return err
	}
	_, err := t.Consent(ctx, e)
	return err
}

// hideReviewsOf carries out for reviews that somebody's data may be used no more: what they said is shown nowhere.
func hideReviewsOf(ctx context.Context, t *store.Tx, asked *consent.Request) error {
	list, err := t.ReviewsOf(ctx, asked.Person, mostReviews)
	for _, is := range list {
		if err != nil {
			return err
		}
		if is.Naming == "" {
			continue
		}
		is.Hide()
		if err = t.SaveReview(ctx, is); err != nil {
			return err
		}
		_, err = t.Consent(ctx, consent.Entry{Person: asked.Person, Channel: consent.Web, Purpose: reviewPurpose + ReviewID(is.ID), State: consent.Withdrawn, At: t.Now(), How: "request", Evidence: consent.Evidence{Note: RequestID(asked.ID)}})
	}
	return err
}

// tellReview tells the person's timeline: of a product the stars, of the house that they spoke well of it in public. What was
// told before is taken back.
func tellReview(ctx context.Context, t *store.Tx, before, is *review.Review) error {
	if before.Event != "" {
		if err := t.Post(ctx, flow.Row{Kind: flow.Retract, Source: "records", Count: 1, Body: marshalled(map[string]any{"id": before.Event})}); err != nil {
			return err
		}
	}
	is.Event = ""
	told := map[string]any{"rating": is.Rating, "review": ReviewID(is.ID)}
	name := review.TestimonialEvent
	switch {
	case is.Product != 0:
		name, told["product"] = review.ReviewedEvent, refID(record.Ref{Type: record.Product, ID: is.Product})
	case is.Naming == "" || is.Rating < 4:
		return nil
	}
	is.Event = fmt.Sprintf("review-%s-%d", ReviewID(is.ID), is.Times)
	return postEvents(ctx, t, review.Source, []int64{is.Person}, func(int64) timeline.Event {
		return timeline.Event{ID: is.Event, Name: name, At: t.Now(), Team: "care", Properties: marshalled(told)}
	})
}
