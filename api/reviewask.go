package api

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"banhda/auth"
	"banhda/delight/review"
	"banhda/drive/workflow"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// bought is one product somebody really bought: the order is paid, and nothing of it was given back.
type bought struct {
	Product, Order int64
	Name           string
}

// boughtBy are the products somebody really bought, the last first; at the end the house itself, where they bought anything.
func boughtBy(ctx context.Context, v *store.View, who int64) (list []bought, err error) {
	orders, err := ordersOf(ctx, v, who)
	if err != nil {
		return nil, err
	}
	last := int64(0)
	for i := range orders {
		o := &orders[i]
		if o.Values.Text("status") != "completed" {
			continue
		}
		if last == 0 {
			last = o.ID
		}
		lines, _ := o.Values["lines"].([]record.Line)
		for _, l := range lines {
			if l.Product != 0 && !slices.ContainsFunc(list, func(b bought) bool { return b.Product == l.Product }) {
				list = append(list, bought{l.Product, o.ID, l.Name})
			}
		}
	}
	if last != 0 {
		w, err := readWorkspace(ctx, v)
		return append(list, bought{Order: last, Name: w.Name}), err
	}
	return list, nil
}

// errNotBought is what who bought nothing is told.
var errNotBought = phrase.Errorf("only who bought something can review it")

// mostReviews is how many reviews of one person are looked through.
const mostReviews = 500

// beginReview gives the review somebody writes of something they bought: theirs, or a new one.
func beginReview(ctx context.Context, t *store.Tx, who int64, of bought, language string) (r review.Review, made bool, err error) {
	theirs, err := t.ReviewsOf(ctx, who, mostReviews)
	if err != nil {
		return r, false, err
	}
	if at := slices.IndexFunc(theirs, func(r review.Review) bool { return r.Product == of.Product }); at >= 0 {
		return theirs[at], false, nil
	}
	touch := fmt.Sprintf("%d %d", who, of.Product)
	return t.AddReview(ctx, review.Review{Touch: touch, Person: who, Product: of.Product, Order: of.Order, State: review.Asked, Language: language})
}

// reviewPath is the page where somebody writes theirs: whoever has its address may.
func (s *Server) reviewPath(id int64) string {
	return "/review/" + s.tokens.Sign(token.Token{Kind: token.Review, Message: id})
}

// reviewAction asks somebody for a review of what they bought last and were not asked about yet.
func (s *Server) reviewAction() action {
	return action{workflow.Action{Kind: "review", Permission: "people:send", Label: inBoth("Xin đánh giá", "Ask for a review"),
		Help: inBoth("Hỏi về món mua gần nhất mà họ chưa đánh giá; chỉ hỏi người đã mua và đã trả tiền.", "Of what they bought last and have not reviewed; only who bought and paid is asked."),
	}, func(ctx context.Context, a *acting) error { return a.review(ctx, s) }}
}

func (a *acting) review(ctx context.Context, s *Server) error {
	who, err := a.person(ctx, auth.Send)
	if err != nil {
		return err
	}
	id, err := s.askReview(ctx, a.Tx, &who)
	if err == nil {
		a.did("message", id, review.LetterKey)
	}
	return err
}

// askReview leaves the message that asks somebody, and gives its id. Whether and when it goes, the gate decides.
func (s *Server) askReview(ctx context.Context, t *store.Tx, who *record.Record) (int64, error) {
	m, err := readMail(ctx, &t.View)
	if err != nil {
		return 0, err
	}
	if m.URL == "" || who.Values.Text("email") == "" {
		return 0, phrase.Errorf("there is no way to ask for a review: an e-mail address is missing, or nobody said where this house is open")
	}
	of, err := unreviewed(ctx, &t.View, who.ID)
	if err != nil {
		return 0, err
	}
	if err := nothingOpen(ctx, &t.View, who.ID); err != nil {
		return 0, err
	}
	language := orText(who.Values.Text("language"), "vi")
	r, made, err := beginReview(ctx, t, who.ID, of, language)
	if err != nil || !made {
		return 0, orElse(err, errAllReviewed)
	}
	if _, err := bringTemplate(ctx, t, review.Letter()); err != nil {
		return 0, err
	}
	is, err := t.TemplateByKey(ctx, review.LetterKey)
	if err != nil {
		return 0, err
	}
	id, err := t.Send(ctx, message.Draft{Person: who.ID, Channel: consent.Email, Class: is.Class, Purpose: is.Purpose, Template: is.ID, Key: "review-" + ReviewID(r.ID),
		Data: map[string]any{"about": of.Name, "link": m.URL + s.reviewPath(r.ID) + "?lang=" + language}})
	if errors.Is(err, store.ErrConflict) {
		err = errAllReviewed
	}
	return id, err
}

// errAllReviewed says why somebody is not asked.
var errAllReviewed = phrase.Errorf("there is nothing this person bought that they were not asked about already")

// unreviewed is what somebody bought last and was not asked about.
func unreviewed(ctx context.Context, v *store.View, who int64) (of bought, err error) {
	list, err := boughtBy(ctx, v, who)
	if err != nil {
		return of, err
	}
	if len(list) == 0 {
		return of, errNotBought
	}
	theirs, err := v.ReviewsOf(ctx, who, mostReviews)
	for _, b := range list {
		if err == nil && !slices.ContainsFunc(theirs, func(r review.Review) bool { return r.Product == b.Product }) {
			return b, nil
		}
	}
	return of, orElse(err, errAllReviewed)
}
