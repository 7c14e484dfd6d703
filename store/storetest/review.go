package storetest

import (
	"testing"

	"banhda/delight/review"
	"banhda/store"
)

// reviewed has somebody write of a product, with a picture.
func (b *bench) reviewed(who int64) {
	b.tx(func(tx *store.Tx) error {
		r, _, err := tx.AddReview(b.ctx, review.Review{Touch: "r " + secret, Person: who, Product: 5, Order: 6, State: review.Asked, Language: "vi"})
		if err != nil {
			return err
		}
		r.State, r.Rating, r.Text, r.Naming, r.Name, r.Photo, r.Bytes, r.Times, r.Reply = review.Published, 5, "gọi "+secret, review.Full, secret, "photo of "+secret, 9, 1, "cảm ơn "+secret
		return tx.SaveReview(b.ctx, r)
	})
}

// reviews holds that there is one of a person and a product, that only what is published counts, and that pages follow.
func reviews(_ *testing.T, b *bench) {
	var first review.Review
	b.tx(func(tx *store.Tx) (err error) {
		var made bool
		first, made, err = tx.AddReview(b.ctx, review.Review{Touch: "7 5", Person: 7, Product: 5, Order: 9, State: review.Asked, Language: "vi"})
		again, twice, err2 := tx.AddReview(b.ctx, review.Review{Touch: "7 5", Person: 7, Product: 5, Order: 10, State: review.Asked})
		b.want("one of a touch", []any{made, twice, again.ID, again.Order, err2}, []any{true, false, first.ID, int64(9), nil})
		return err
	})
	for i, rating := range []int{1, 5, 4} {
		b.tx(func(tx *store.Tx) error {
			r, _, err := tx.AddReview(b.ctx, review.Review{Touch: string(rune('a' + i)), Person: 8, Product: 5, State: review.Asked})
			r.State, r.Rating, r.Text, r.Naming, r.Name, r.WrittenAt, r.Times, r.Photo = review.Published, rating, "ngon", review.Short, "Lan N.", int64(100+i), 1, ""
			if rating == 1 {
				r.Naming, r.Name = review.Unnamed, ""
			}
			if rating == 4 {
				r.State, r.Photo, r.Bytes = review.Written, "abc", 3
			}
			if err == nil {
				err = tx.SaveReview(b.ctx, r)
			}
			return err
		})
	}
	five := int64(5)
	b.view(func(v *store.View) error {
		page, err := v.Reviews(b.ctx, store.ReviewFilter{Product: &five, Limit: 2})
		rest, err2 := v.Reviews(b.ctx, store.ReviewFilter{Product: &five, AfterAt: page[1].WrittenAt, After: page[1].ID, Limit: 2})
		bad, err3 := v.Reviews(b.ctx, store.ReviewFilter{State: review.Published, Rating: 1, Limit: 9})
		stars, err4 := v.StarsOf(b.ctx, nil)
		one, err5 := v.StarsOf(b.ctx, &five)
		photo, err6 := v.ShownPhoto(b.ctx, "abc")
		said, err7 := v.Voices(b.ctx, store.VoiceFilter{Limit: 9})
		house, err8 := v.Voices(b.ctx, store.VoiceFilter{Product: new(int64), Limit: 9})
		picked, err9 := v.Voices(b.ctx, store.VoiceFilter{Product: &five, IDs: []int64{said[1].ID, rest[0].ID, first.ID, page[0].ID}, Limit: 9})
		none, err10 := v.Voices(b.ctx, store.VoiceFilter{IDs: []int64{}, Limit: 9})
		b.want("words everybody may read", []any{len(said), said[0].Rating, said[0].Naming, said[0].Name, said[1].Rating, said[1].Naming, said[1].Name, len(house), len(picked), picked[0].Rating, len(none), err7, err8, err9, err10}, []any{2, 5, review.Short, "Lan N.", 1, review.Unnamed, "", 0, 1, 1, 0, nil, nil, nil, nil})
		b.want("pages", []any{len(page), page[0].Rating, len(rest), rest[0].Rating, len(bad), err, err2, err3}, []any{2, 4, 1, 1, 1, nil, nil, nil})
		b.want("stars", []any{len(stars), len(one), one[0].Stars, one[0].Waiting, photo, err4, err5, err6}, []any{1, 1, [5]int64{1, 0, 0, 0, 1}, int64(1), false, nil, nil, nil})
		return nil
	})
	b.refuses("one that is not there", store.ErrNotFound, func(tx *store.Tx) error { _, err := tx.Review(b.ctx, 999); return err })
}
