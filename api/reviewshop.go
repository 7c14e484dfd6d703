package api

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"banhda/delight/review"
	"banhda/store"
)

// shownReviews is what a page says of the reviews of something.
type shownReviews struct {
	review.Figures
	Mean string // as it is read
	List []shownReview
}

type shownReview struct{ Stars, Text, Name, Day, Reply, Photo string }

// shownAtMost is how many reviews stand on a page, the last first.
const shownAtMost = 20

// reviewsShown are the published reviews of a product, 0: of the house. They are read each time: one that is taken back is
// gone at once.
func reviewsShown(ctx context.Context, v *store.View, product int64, language string) (*shownReviews, error) {
	p, err := reviewsSum(ctx, v, product, language)
	if p == nil {
		return nil, err
	}
	list, err := v.Reviews(ctx, store.ReviewFilter{State: review.Published, Product: &product, Limit: shownAtMost})
	for _, r := range list {
		one := shownReview{Stars: starsShown(r.Rating), Text: r.Text, Name: namedAs(&r, language), Day: time.UnixMicro(r.WrittenAt).UTC().Format("02/01/2006"), Reply: r.Reply}
		if r.Photo != "" {
			one.Photo = "/shop/photo/" + r.Photo
		}
		p.List = append(p.List, one)
	}
	return p, err
}

// reviewsSum is what the published reviews of something come to, without a single one; nil: there are none.
func reviewsSum(ctx context.Context, v *store.View, product int64, language string) (*shownReviews, error) {
	stars, err := v.StarsOf(ctx, &product)
	if err != nil || len(stars) == 0 {
		return nil, err
	}
	p := &shownReviews{Figures: review.Reckon(stars[0].Stars)}
	if p.Count == 0 {
		return nil, nil
	}
	p.Mean = strconv.FormatFloat(math.Round(p.Figures.Mean*10)/10, 'f', 1, 64)
	if language == "vi" {
		p.Mean = strings.Replace(p.Mean, ".", ",", 1)
	}
	return p, nil
}

// rated is what schema.org calls an AggregateRating: only of real, published reviews.
func (p *shownReviews) rated() map[string]any {
	return map[string]any{"@type": "AggregateRating", "ratingValue": math.Round(p.Figures.Mean*100) / 100, "reviewCount": p.Count, "bestRating": 5, "worstRating": 1}
}
