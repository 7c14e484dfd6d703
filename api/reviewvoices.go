package api

import (
	"context"
	"html"
	"slices"
	"strconv"
	"strings"
	"time"

	"banhda/auth"
	"banhda/delight/review"
	"banhda/hub/block"
	"banhda/hub/record"
	"banhda/store"
)

// voices are the words of customers that a block shows, as it is drawn. What is no longer published, or no longer allowed, is
// not among them: whatever changes a review has pages drawn anew.
type voices struct {
	list  []review.Review
	names map[int64]string // of the products they are about
	whole *shownReviews    // what all reviews of the one thing come to; nil: the block is not about one thing
	about int64            // that thing
}

// drawVoices draws a block of what customers say, and tells programs that read pages of what is drawn, and of nothing else.
// Where there is nothing to show, nothing is drawn, its heading neither.
func (s *Server) drawVoices(ctx context.Context, st *site, b *block.Block, language string) (drawn string, data []map[string]any, err error) {
	chosen := b.Voices
	if chosen == nil {
		chosen = &block.Chosen{}
	}
	var are voices
	err = s.Records.View(ctx, func(v *store.View) error {
		are, err = voicesOf(ctx, v, chosen, b.Product, language)
		return err
	})
	if err != nil || len(are.list) == 0 {
		return "", nil, err
	}
	return are.html(st, block.In(b.Text, language), language, chosen.Plain), are.data(st, language, chosen.Plain), nil
}

func voicesOf(ctx context.Context, v *store.View, chosen *block.Chosen, product, language string) (are voices, err error) {
	f, one := voicesAsked(chosen, product)
	if f == nil {
		return are, nil
	}
	if are.list, err = v.Voices(ctx, *f); err != nil || len(are.list) == 0 {
		return are, err
	}
	if f.IDs != nil { // as they were put in order by hand
		slices.SortFunc(are.list, func(x, y review.Review) int { return slices.Index(f.IDs, x.ID) - slices.Index(f.IDs, y.ID) })
	}
	var ids []int64
	for _, r := range are.list {
		ids = append(ids, r.Product)
	}
	goods, err := v.RecordsByID(ctx, auth.Everything, record.Product, ids)
	if err != nil {
		return are, err
	}
	are.names = map[int64]string{}
	for id, p := range goods {
		if p.DeletedAt == 0 {
			are.names[id] = p.Name()
		}
	}
	if one && !chosen.Plain {
		are.about = *f.Product
		are.whole, err = reviewsSum(ctx, v, are.about, language)
	}
	return are, err
}

// voicesAsked is what a block asks the records for; nil: nothing was chosen yet. one reports whether it is about one thing.
func voicesAsked(chosen *block.Chosen, product string) (f *store.VoiceFilter, one bool) {
	f = &store.VoiceFilter{Limit: chosen.Limit()}
	switch chosen.Which {
	case block.House:
		f.Product = new(int64)
	case block.Bought:
		ref, err := parseRef(product)
		if err != nil || ref.Type != record.Product {
			return nil, false
		}
		f.Product = &ref.ID
	case block.Picked:
		f.Limit, f.IDs = block.MostVoices, []int64{}
		for _, shown := range chosen.Reviews {
			if id, err := ParseReviewID(shown); err == nil {
				f.IDs = append(f.IDs, id)
			}
		}
	}
	return f, f.Product != nil
}

func (are *voices) html(st *site, title, language string, plain bool) string {
	var out strings.Builder
	if title == "" {
		out.WriteString(`<section class="voices" aria-label="` + reviewWords["reviews"][language] + `">`)
	} else {
		out.WriteString(`<section class="voices"><h2>` + html.EscapeString(title) + "</h2>")
	}
	if are.whole != nil {
		out.WriteString(`<p class="soft">★ ` + are.whole.Mean + " · " + strconv.FormatInt(are.whole.Count, 10) + " " + reviewWords[countKey(are.whole.Count)][language] + "</p>")
	}
	out.WriteString("<div>")
	for i := range are.list {
		out.WriteString(are.one(st, &are.list[i], language, plain))
	}
	return out.String() + "</div></section>"
}

// countKey is by which word so many reviews are called.
func countKey(n int64) string {
	if n == 1 {
		return "onecount"
	}
	return "count"
}

func (are *voices) one(st *site, r *review.Review, language string, plain bool) string {
	out := "<figure>"
	if !plain {
		out += `<span class="stars" role="img" aria-label="` + strconv.Itoa(r.Rating) + " " + reviewWords["of5"][language] + `">` + starsShown(r.Rating) + "</span>"
	}
	out += "<blockquote"
	if r.Language != language {
		out += ` lang="` + html.EscapeString(r.Language) + `"`
	}
	out += "><p>" + strings.ReplaceAll(html.EscapeString(r.Text), "\n", "<br>") + "</p></blockquote><figcaption><b>" + html.EscapeString(namedAs(r, language)) + "</b>"
	if name := are.names[r.Product]; name != "" && are.whole == nil {
		out += " · " + html.EscapeString(name)
	}
	shown, instant := st.day(r.WrittenAt, language)
	return out + ` · <time datetime="` + instant + `">` + shown + "</time></figcaption></figure>"
}

// data is what schema.org calls an item with its reviews, one for each thing that was reviewed.
func (are *voices) data(st *site, language string, plain bool) (list []map[string]any) {
	at := map[int64]map[string]any{}
	for i := range are.list {
		r := &are.list[i]
		item := at[r.Product]
		if item == nil {
			if item = are.item(st, r.Product); item == nil {
				continue
			}
			at[r.Product], list = item, append(list, item)
		}
		said := map[string]any{"@type": "Review", "author": map[string]any{"@type": "Person", "name": namedAs(r, language)}, "reviewBody": r.Text, "inLanguage": r.Language,
			"datePublished": time.UnixMicro(r.WrittenAt).In(st.zone).Format(time.DateOnly)}
		if !plain {
			said["reviewRating"] = map[string]any{"@type": "Rating", "ratingValue": r.Rating, "bestRating": 5, "worstRating": 1}
		}
		reviews, _ := item["review"].([]map[string]any)
		item["review"] = append(reviews, said)
	}
	return list
}

// item is what was reviewed; nil: it is not named any more.
func (are *voices) item(st *site, product int64) map[string]any {
	item := map[string]any{"@context": "https://schema.org", "@type": "Organization", "name": st.who}
	if product != 0 {
		item["@type"], item["name"] = "Product", are.names[product]
	}
	if item["name"] == "" {
		return nil
	}
	if are.whole != nil && product == are.about {
		item["aggregateRating"] = are.whole.rated()
	}
	return item
}
