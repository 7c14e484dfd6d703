package store

import (
	"context"
	"database/sql"
	"fmt"

	"banhda/delight/review"
)

const reviewColumns = `r.id, r.touch, COALESCE((SELECT profile.person FROM profile WHERE profile.id = r.person), 0), r.product, r.purchase, r.state, r.rating, r.text, r.naming, r.name, r.photo, r.bytes, r.reason, r.reply,
r.language, r.event, r.times, r.asked_at, r.written_at, r.decided_at`

func reviewInto(r *review.Review) []any {
	return []any{&r.ID, &r.Touch, &r.Person, &r.Product, &r.Order, (*string)(&r.State), &r.Rating, &r.Text, (*string)(&r.Naming), &r.Name, &r.Photo, &r.Bytes, &r.Reason, &r.Reply,
		&r.Language, &r.Event, &r.Times, &r.AskedAt, &r.WrittenAt, &r.DecidedAt}
}

// AddReview keeps one that begins, and gives it. Where there is one about its touch already, that is given; made is false then.
func (t *Tx) AddReview(ctx context.Context, r review.Review) (is review.Review, made bool, err error) {
	query := `INSERT INTO review (touch, person, product, purchase, state, language, asked_at, rating, text, naming, name, photo, bytes, reason, reply, event, times, written_at, decided_at)
VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', '', '', '', 0, '', '', '', 0, 0, 0) ON CONFLICT (touch) DO NOTHING`
	n, err := t.exec(ctx, "beginning a review", query, r.Touch, r.Person, r.Product, r.Order, string(r.State), r.Language, t.now)
	if err != nil {
		return is, false, err
	}
	is, err = t.oneReview(ctx, "r.touch = ?", r.Touch)
	return is, n > 0, err
}

// SaveReview keeps a review as it is now.
func (t *Tx) SaveReview(ctx context.Context, r review.Review) error {
	query := "UPDATE review SET state = ?, rating = ?, text = ?, naming = ?, name = ?, photo = ?, bytes = ?, reason = ?, reply = ?, language = ?, event = ?, times = ?, written_at = ?, decided_at = ? WHERE id = ?"
	n, err := t.exec(ctx, "keeping a review", query, string(r.State), r.Rating, r.Text, string(r.Naming), r.Name, r.Photo, r.Bytes, r.Reason, r.Reply, r.Language, r.Event, r.Times, r.WrittenAt, r.DecidedAt, r.ID)
	return t.wasThere("keeping a review", n, err)
}

// Review is one by its id; ErrNotFound where there is none.
func (v *View) Review(ctx context.Context, id int64) (review.Review, error) {
	return v.oneReview(ctx, "r.id = ?", id)
}

// ReviewsOf are a person's, under whatever they were known by, the last first.
func (v *View) ReviewsOf(ctx context.Context, person int64, limit int) ([]review.Review, error) {
	return v.reviews(ctx, "r.person IN (SELECT id FROM profile WHERE person = ?) ORDER BY r.id DESC LIMIT ?", person, limit)
}

// ReviewFilter says which reviews are asked for; what is empty leaves open.
type ReviewFilter struct {
	State   review.State
	Product *int64 // nil: of whatever
	Rating  int
	AfterAt int64 // of the last of the page before, with its id
	After   int64
	Limit   int
}

// Reviews gives a page of those that were written, the last first.
func (v *View) Reviews(ctx context.Context, f ReviewFilter) ([]review.Review, error) {
	of, any := int64(0), int64(1)
	if f.Product != nil {
		of, any = *f.Product, 0
	}
	where := `r.times > 0 AND (? = '' OR r.state = ?) AND (? = 1 OR r.product = ?) AND (? = 0 OR r.rating = ?) AND (? = 0 OR r.written_at < ? OR r.written_at = ? AND r.id < ?)
ORDER BY r.written_at DESC, r.id DESC LIMIT ?`
	return v.reviews(ctx, where, string(f.State), string(f.State), any, of, f.Rating, f.Rating, f.After, f.AfterAt, f.AfterAt, f.After, f.Limit)
}

// VoiceFilter says which words of customers are asked for; what is empty leaves open.
type VoiceFilter struct {
	Product *int64  // nil: of whatever; 0: of the house
	IDs     []int64 // of which reviews; nil: of whichever
	Limit   int
}

// Voices are the reviews that say something in words and that everybody may read, the last written first.
func (v *View) Voices(ctx context.Context, f VoiceFilter) ([]review.Review, error) {
	where, args := "r.state = 'published' AND r.naming <> '' AND r.text <> ''", []any(nil)
	if f.Product != nil {
		where, args = where+" AND r.product = ?", append(args, *f.Product)
	}
	if f.IDs != nil {
		in, arg := v.dialect.In("r.id", f.IDs)
		where, args = where+" AND "+in, append(args, arg)
	}
	return v.reviews(ctx, where+" ORDER BY r.written_at DESC, r.id DESC LIMIT ?", append(args, f.Limit)...)
}

// ShownPhoto reports whether a picture belongs to a review that everybody may read.
func (v *View) ShownPhoto(ctx context.Context, hash string) (shown bool, err error) {
	err = v.one(ctx, "looking for a picture", "SELECT EXISTS (SELECT 1 FROM review WHERE photo = ? AND state = 'published')", []any{hash}, &shown)
	return shown, err
}

// Stars is what the published reviews of one product are, by stars.
type Stars struct {
	Product int64 // 0: of the house
	Stars   [5]int64
	Waiting int64 // that nobody has looked at
}

// StarsOf are the stars of everything that is reviewed, of one product where that is not nil.
func (v *View) StarsOf(ctx context.Context, product *int64) (list []Stars, err error) {
	query, args := "SELECT product, state, rating, COUNT(*) FROM review WHERE state IN ('written', 'published') GROUP BY product, state, rating ORDER BY product", []any(nil)
	if product != nil {
		query, args = "SELECT product, state, rating, COUNT(*) FROM review WHERE state IN ('written', 'published') AND product = ? GROUP BY product, state, rating", []any{*product}
	}
	err = v.each(ctx, "counting stars", query, args, func(rows *sql.Rows) error {
		var product, rating, n int64
		var state string
		err := rows.Scan(&product, &state, &rating, &n)
		if len(list) == 0 || list[len(list)-1].Product != product {
			list = append(list, Stars{Product: product})
		}
		of := &list[len(list)-1]
		if state == string(review.Written) {
			of.Waiting += n
		} else if rating >= 1 && rating <= 5 {
			of.Stars[rating-1] += n
		}
		return err
	})
	return list, err
}

// photosOf are the pictures of somebody's reviews that nothing else shows.
func (t *Tx) photosOf(ctx context.Context, ids []int64) (hashes []string, err error) {
	in, arg := t.dialect.In("person", ids)
	query := `SELECT DISTINCT photo FROM review r WHERE photo <> '' AND ` + in + ` AND NOT EXISTS (SELECT 1 FROM review o WHERE o.photo = r.photo AND o.id NOT IN (SELECT id FROM review WHERE ` + in + `))
AND photo NOT IN (SELECT hash FROM attachment) AND photo NOT IN (SELECT hash FROM picture)`
	err = t.each(ctx, "looking for pictures of reviews", query, []any{arg, arg}, func(rows *sql.Rows) error {
		var hash string
		err := rows.Scan(&hash)
		hashes = append(hashes, hash)
		return err
	})
	return hashes, err
}

func (v *View) oneReview(ctx context.Context, where string, args ...any) (review.Review, error) {
	list, err := v.reviews(ctx, where, args...)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding a review: %w", ErrNotFound)
	}
	if err != nil {
		return review.Review{}, err
	}
	return list[0], nil
}

func (v *View) reviews(ctx context.Context, where string, args ...any) (list []review.Review, err error) {
	err = v.each(ctx, "reading reviews", "SELECT "+reviewColumns+" FROM review r WHERE "+where, args, func(rows *sql.Rows) error {
		var r review.Review
		err := rows.Scan(reviewInto(&r)...)
		list = append(list, r)
		return err
	})
	return list, err
}
