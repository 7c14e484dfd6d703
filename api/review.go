package api

import (
	"context"
	"net/http"
	"slices"

	"banhda/auth"
	"banhda/delight/review"
	"banhda/hub/record"
	"banhda/hub/token"
	"banhda/store"
)

const reviewPrefix = "rvw_"

// ReviewID writes a review's id as it is shown outside.
func ReviewID(id int64) string { return reviewPrefix + encodeID(scramble(uint64(id), reviewPrefix)) }

// ParseReviewID reads what ReviewID wrote.
func ParseReviewID(s string) (int64, error) { return parseID(s, reviewPrefix, "a review") }

// Review is what somebody wrote of a product, or of the house.
type Review struct {
	ID        string        `json:"id"`
	State     review.State  `json:"state" enum:"written,published,refused,private"`
	Person    *Named        `json:"person"`
	Product   *Named        `json:"product" doc:"null: it is of the house"`
	Order     string        `json:"order" doc:"the purchase it stands on"`
	Rating    int           `json:"rating" minimum:"1" maximum:"5"`
	Text      string        `json:"text"`
	Naming    review.Naming `json:"naming" enum:",full,short,none" doc:"how they are named in public: by their name, by a part of it, not at all; empty: they do not allow it to be shown"`
	Name      string        `json:"name" doc:"as what they are named so; empty: they are not"`
	Photo     string        `json:"photo" doc:"where a picture of theirs is; empty: there is none"`
	Reason    string        `json:"reason" doc:"why it was refused"`
	Reply     string        `json:"reply" doc:"what the house answers, in public"`
	Language  string        `json:"language"`
	WrittenAt string        `json:"written_at"`
	DecidedAt *string       `json:"decided_at"`
}

// ReviewsAnswer is a page of reviews, the last written first.
type ReviewsAnswer struct {
	Reviews []Review `json:"reviews"`
	Cursor  *string  `json:"cursor"`
}

type reviewsQuestion struct {
	State   string `query:"state" enum:"written,published,refused,private" doc:"Only those. Default: all."`
	Product string `query:"product" doc:"Only of this product; house: of the house itself."`
	Rating  int    `query:"rating" minimum:"0" maximum:"5" doc:"Only those with so many stars."`
	Limit   int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"Reviews on a page."`
	Cursor  string `query:"cursor" doc:"The cursor of the page before."`
}

func (in *reviewsQuestion) asked() (f store.ReviewFilter, err error) {
	f = store.ReviewFilter{State: review.State(in.State), Rating: in.Rating, Limit: in.Limit + 1}
	switch in.Product {
	case "":
	case "house":
		f.Product = new(int64)
	default:
		ref, err := parseRef(in.Product)
		if err != nil || ref.Type != record.Product {
			return f, orElse(err, invalid("%q is not the id of a product", in.Product))
		}
		f.Product = &ref.ID
	}
	f.AfterAt, f.After, err = readRow(in.Cursor)
	return f, err
}

func (s *Server) listReviews(ctx context.Context, in *reviewsQuestion, _ Tell) (*ReviewsAnswer, error) {
	f, err := in.asked()
	if err != nil {
		return nil, err
	}
	a := &ReviewsAnswer{}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Reviews(ctx, f)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(writeRow(list[in.Limit-1].WrittenAt, list[in.Limit-1].ID))
		}
		a.Reviews, err = s.showReviews(ctx, v, list)
		return err
	})
	return a, err
}

// showReviews shows reviews; who wrote them is named to who may see them.
func (s *Server) showReviews(ctx context.Context, v *store.View, list []review.Review) ([]Review, error) {
	var people, products []int64
	for _, r := range list {
		people, products = append(people, r.Person), append(products, r.Product)
	}
	known, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, people)
	if err != nil {
		return nil, err
	}
	goods, err := v.RecordsByID(ctx, auth.Everything, record.Product, products)
	shown := make([]Review, len(list))
	for i, r := range list {
		shown[i] = s.showReview(&r)
		if p, ok := known[r.Person]; ok {
			shown[i].Person.Name = p.Name()
		}
		if p, ok := goods[r.Product]; ok && r.Product != 0 {
			shown[i].Product.Name = p.Name()
		}
	}
	return shown, err
}

func (s *Server) showReview(r *review.Review) Review {
	a := Review{ID: ReviewID(r.ID), State: r.State, Person: &Named{ID: PersonID(r.Person)}, Rating: r.Rating, Text: r.Text, Naming: r.Naming, Name: r.Name, Reason: r.Reason, Reply: r.Reply,
		Language: r.Language, WrittenAt: showInstant(r.WrittenAt), Order: refID(record.Ref{Type: record.Order, ID: r.Order})}
	if r.Product != 0 {
		a.Product = &Named{ID: refID(record.Ref{Type: record.Product, ID: r.Product})}
	}
	if r.Photo != "" {
		a.Photo = "/review/" + s.tokens.Sign(token.Token{Kind: token.Review, Message: r.ID, Text: reviewPhoto})
	}
	if r.DecidedAt != 0 {
		a.DecidedAt = text(showInstant(r.DecidedAt))
	}
	return a
}

// ReviewedProduct is what the reviews of a product come to.
type ReviewedProduct struct {
	Product *Named `json:"product" doc:"null: the house itself"`
	review.Figures
	Stars   []int64 `json:"stars" doc:"how many gave one star, two, and so on"`
	Waiting int64   `json:"waiting" doc:"written, and not looked at yet"`
}

// ReviewedProductsAnswer is everything that is reviewed; only what is published counts.
type ReviewedProductsAnswer struct {
	Products []ReviewedProduct `json:"products"`
}

func (s *Server) reviewedProducts(ctx context.Context, _ *struct{}, _ Tell) (*ReviewedProductsAnswer, error) {
	a := &ReviewedProductsAnswer{Products: []ReviewedProduct{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		list, err := v.StarsOf(ctx, nil)
		if err != nil {
			return err
		}
		var ids []int64
		for _, one := range list {
			ids = append(ids, one.Product)
		}
		goods, err := v.RecordsByID(ctx, auth.Everything, record.Product, ids)
		for _, one := range list {
			shown := ReviewedProduct{Figures: review.Reckon(one.Stars), Stars: one.Stars[:], Waiting: one.Waiting}
			if p, ok := goods[one.Product]; one.Product != 0 {
				shown.Product = &Named{ID: refID(record.Ref{Type: record.Product, ID: one.Product})}
				if ok {
					shown.Product.Name = p.Name()
				}
			}
			a.Products = append(a.Products, shown)
		}
		return err
	})
	return a, err
}

// ReviewNamed names a review.
type ReviewNamed struct {
	ID string `path:"id" doc:"The review's id."`
}

type reviewDecision struct {
	ReviewNamed
	Body struct {
		State  review.State `json:"state" enum:"published,refused"`
		Reason string       `json:"reason,omitempty" maxLength:"1000" doc:"why it is refused; its writer reads it"`
	}
}

// decideReview publishes a review, or refuses it.
func (s *Server) decideReview(ctx context.Context, in *reviewDecision, _ Tell) (*Review, error) {
	return s.changeReview(ctx, "review-"+string(in.Body.State), in.ID, in.Body, func(_ context.Context, t *store.Tx, r *review.Review) error {
		if err := r.Decide(review.Decision{State: in.Body.State, Reason: in.Body.Reason}, t.Now()); err != nil {
			return wrong(err)
		}
		return nil
	})
}

type reviewReply struct {
	ReviewNamed
	Body struct {
		Reply string `json:"reply" maxLength:"4000" doc:"shown below it; empty: nothing"`
	}
}

// replyReview answers a review in public.
func (s *Server) replyReview(ctx context.Context, in *reviewReply, _ Tell) (*Review, error) {
	return s.changeReview(ctx, "review-reply", in.ID, in.Body, func(_ context.Context, _ *store.Tx, r *review.Review) error {
		if !slices.Contains([]review.State{review.Written, review.Published}, r.State) {
			return refused(http.StatusConflict, 0, "nobody sees this review, so there is nothing to answer in public")
		}
		r.Reply = cleanWords(in.Body.Reply)
		return nil
	})
}

func (s *Server) changeReview(ctx context.Context, verb, shown string, entry any, do func(context.Context, *store.Tx, *review.Review) error) (*Review, error) {
	id, err := ParseReviewID(shown)
	if err != nil {
		return nil, err
	}
	var a []Review
	_, err = s.change(ctx, mutation{verb: verb, target: shown, entry: entry, also: func(ctx context.Context, t *store.Tx) error {
		r, err := t.Review(ctx, id)
		if err != nil {
			return notFound(err, "there is no review %s", shown)
		}
		if err := do(ctx, t, &r); err != nil {
			return err
		}
		if err := t.SaveReview(ctx, r); err != nil {
			return err
		}
		a, err = s.showReviews(ctx, &t.View, []review.Review{r})
		return err
	}}, nil)
	s.sites.forget() // pages show it, or do no longer
	if err != nil {
		return nil, err
	}
	return &a[0], nil
}
