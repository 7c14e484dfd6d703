package storetest

import (
	"errors"
	"testing"

	"banhda/delight/help"
	"banhda/hub/article"
	"banhda/store"
)

// helped: the last thing a reader said counts, of the version that is read; a new one begins anew.
func helped(_ *testing.T, b *bench) {
	a := article.Article{Visibility: article.Public, Author: 3, Draft: written("Bảo hành", "Trong 12 tháng.")}
	publish := func() {
		b.tx(func(tx *store.Tx) error {
			if _, err := tx.Note(b.ctx, store.Act{Actor: "usr_1", Verb: "article-publish"}); err != nil {
				return err
			}
			if a.ID == 0 {
				id, err := tx.AddArticle(b.ctx, a)
				if a.ID, a.Edition = id, 1; err != nil {
					return err
				}
			}
			v, err := tx.PublishArticle(b.ctx, a)
			a.Edition, a.Published = a.Edition+1, v.Number
			return err
		})
	}
	vote := func(voter string, helped bool) {
		b.tx(func(tx *store.Tx) error {
			return tx.VoteArticle(b.ctx, help.Vote{Article: a.ID, Version: a.Published, Voter: voter, Helped: helped})
		})
	}
	count := func(what string, want help.Votes) {
		b.view(func(v *store.View) error {
			all, err := v.ArticleVotes(b.ctx, []int64{a.ID, 99})
			b.want(what, all[a.ID], want)
			return err
		})
	}
	publish()
	vote("x", true)
	vote("y", false)
	vote("y", true)
	vote("z", false)
	count("what readers say", help.Votes{Helped: 2, Not: 1})
	a.Draft = written("Bảo hành", "Trong 24 tháng.")
	publish()
	count("what readers say of a new version", help.Votes{})
	vote("z", true)
	count("what one of them says of it", help.Votes{Helped: 1})
	b.view(func(v *store.View) error {
		old, err := v.StaleArticles(b.ctx, v.Now()+1)
		b.want("old articles", old[3], int64(1))
		none, err2 := v.StaleArticles(b.ctx, 1)
		b.want("old articles of long ago", len(none), 0)
		list, err3 := v.Articles(b.ctx, store.ArticlesQuestion{State: store.ArticleStale, Since: v.Now() + 1, Limit: 10})
		b.want("those that are old", len(list), 1)
		return errors.Join(err, err2, err3)
	})
}

// missed: what was not found is counted once however it is written, is read by page, and goes when it is settled or old.
func missed(_ *testing.T, b *bench) {
	miss := func(said, known string) { b.tx(func(tx *store.Tx) error { return tx.MissArticle(b.ctx, said, known) }) }
	for _, said := range []string{"giao hang", "Giao hàng", "giao hàng"} {
		miss(said, "giao hang")
	}
	miss("hoá đơn", "hoa don")
	miss("trả góp", "tra gop")
	page := func(after help.Miss, limit int) (list []help.Miss) {
		b.view(func(v *store.View) (err error) { list, err = v.ArticleMisses(b.ctx, after, limit); return err })
		return list
	}
	first := page(help.Miss{}, 2)
	b.want("what is asked most", []any{first[0].Said, first[0].Times, first[1].Said}, []any{"giao hàng", int64(3), "trả góp"})
	rest := page(first[1], 2)
	b.want("the next page", []any{len(rest), rest[0].Said}, []any{1, "hoá đơn"})
	b.tx(func(tx *store.Tx) error { return tx.SettleMiss(b.ctx, rest[0].ID) })
	b.refuses("settling it twice", store.ErrNotFound, func(tx *store.Tx) error { return tx.SettleMiss(b.ctx, rest[0].ID) })
	b.tx(func(tx *store.Tx) error { return tx.ForgetMisses(b.ctx, 0, 1) })
	b.want("what is left of two where one is kept", page(help.Miss{}, 9)[0].Said, "giao hàng")
	b.tx(func(tx *store.Tx) error { return tx.ForgetMisses(b.ctx, tx.Now()+1, 9) })
	b.want("what is left of long ago", len(page(help.Miss{}, 9)), 0)
}
