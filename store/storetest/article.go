package storetest

import (
	"testing"

	"banhda/hub/article"
	"banhda/hub/block"
	"banhda/store"
)

func written(title, body string) article.Content {
	c := article.Content{Title: article.Label{Vi: title}, Blocks: []block.Block{{Kind: block.Text, Text: article.Label{Vi: body}}}}
	c.Clean()
	return c
}

// articles holds that a version stays as it was published, and that who follows hears of every change once.
func articles(t *testing.T, b *bench) {
	a := article.Article{Visibility: article.Public, Author: 3, Draft: written("Đổi trả", "Trong 7 ngày.")}
	acting := func(do func(*store.Tx) error) {
		b.tx(func(tx *store.Tx) error {
			if _, err := tx.Note(b.ctx, store.Act{Actor: "usr_1", Verb: "article-set"}); err != nil {
				return err
			}
			return do(tx)
		})
	}
	acting(func(tx *store.Tx) (err error) {
		a.ID, err = tx.AddArticle(b.ctx, a)
		return err
	})
	a.Edition = 1
	a.Draft.Title.Vi = "Đổi và trả hàng"
	acting(func(tx *store.Tx) error { return tx.SaveArticle(b.ctx, a, true) })
	b.refuses("a change of an edition that is past", store.ErrConflict, func(tx *store.Tx) error { return tx.SaveArticle(b.ctx, a, true) })
	acting(func(tx *store.Tx) error {
		v, err := tx.PublishArticle(b.ctx, a)
		if v.Number != 1 || v.Content.Title.Vi != a.Draft.Title.Vi {
			t.Errorf("published %+v", v)
		}
		return err
	})
	b.refuses("to forget what was published", store.ErrConflict, func(tx *store.Tx) error { return tx.RemoveArticle(b.ctx, a.ID) })
	var since int64
	b.view(func(v *store.View) error {
		read, err := v.ArticlesRead(b.ctx, []int64{a.ID, 99})
		all, err2 := v.ArticleVersions(b.ctx, a.ID)
		act, err3 := v.ArticlesAct(b.ctx)
		changed, err4 := v.ArticlesChanged(b.ctx, 0, 0, 10)
		since = act
		if len(read) != 1 || read[a.ID].Content.Title.Vi != "Đổi và trả hàng" || len(all) != 1 || len(changed) != 1 || changed[0].Act != act || err2 != nil || err3 != nil || err4 != nil {
			t.Errorf("read %+v, versions %+v, changed %+v", read, all, changed)
		}
		return err
	})
	for words, want := range map[string]int{"doi": 1, "tra hang": 1, "100%": 0, "": 1} {
		b.view(func(v *store.View) error {
			q := store.ArticlesQuestion{Visibility: "public", State: store.ArticlePublished, Limit: 10}
			if words != "" {
				q.Words = []string{words}
			}
			list, err := v.Articles(b.ctx, q)
			if len(list) != want {
				t.Errorf("%q finds %d", words, len(list))
			}
			return err
		})
	}
	acting(func(tx *store.Tx) error { return tx.HideArticle(b.ctx, a.ID) })
	b.tx(func(tx *store.Tx) error { return tx.ReviewArticle(b.ctx, a.ID) })
	b.view(func(v *store.View) error {
		changed, err := v.ArticlesChanged(b.ctx, since, 0, 10)
		one, err2 := v.Article(b.ctx, a.ID)
		if len(changed) != 1 || changed[0].Published != 0 || !one.Written || one.Published != 0 || one.ReviewedAt == 0 || err2 != nil {
			t.Errorf("changed %+v, is %+v", changed, one)
		}
		return err
	})
}

func articlesBrought(t *testing.T, b *bench) {
	list := []article.Article{{External: "7", Visibility: article.Public, Draft: written("Một", "một")}, {External: "x-8", Visibility: article.Public, Draft: written("Hai", "hai")}}
	bring := func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "owner", Verb: "article-import"}); err != nil {
			return err
		}
		return tx.BringArticles(b.ctx, list)
	}
	b.tx(bring)
	b.refuses("the same again", store.ErrConflict, bring)
	b.view(func(v *store.View) error {
		all, err := v.ArticlesBrought(b.ctx, []string{"7", "x-8", "9"})
		read, err2 := v.ArticlesRead(b.ctx, []int64{all["7"].ID, all["x-8"].ID})
		if len(all) != 2 || read[all["x-8"].ID].Content.Title.Vi != "Hai" || read[all["7"].ID].Content.Title.Vi != "Một" || err2 != nil {
			t.Errorf("brought %+v, read %+v (%v)", all, read, err2)
		}
		return err
	})
}

func articleSections(t *testing.T, b *bench) {
	var top, within, in int64
	b.tx(func(tx *store.Tx) (err error) {
		if top, err = tx.SaveArticleSection(b.ctx, article.Section{Name: article.Label{Vi: "Mua hàng"}, Place: 1}); err != nil {
			return err
		}
		if within, err = tx.SaveArticleSection(b.ctx, article.Section{Parent: top, Name: article.Label{Vi: "Giao hàng"}, Place: 1}); err != nil {
			return err
		}
		in, err = tx.AddArticle(b.ctx, article.Article{Section: within, Visibility: article.Team, Draft: written("Phí", "phí")})
		return err
	})
	b.view(func(v *store.View) error {
		list, err := v.ArticleSections(b.ctx)
		found, err2 := v.Articles(b.ctx, store.ArticlesQuestion{Section: top, Limit: 5})
		if len(list) != 2 || list[1].Parent != top || len(found) != 1 || found[0].ID != in || err2 != nil {
			t.Errorf("sections %+v hold %+v", list, found)
		}
		return err
	})
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.SaveArticleSection(b.ctx, article.Section{ID: top, Name: article.Label{Vi: "Mua"}, Place: 2}); err != nil {
			return err
		}
		return tx.RemoveArticleSection(b.ctx, within)
	})
	b.view(func(v *store.View) error {
		list, err := v.ArticleSections(b.ctx)
		a, err2 := v.Article(b.ctx, in)
		if len(list) != 1 || list[0].Name.Vi != "Mua" || a.Section != 0 || err2 != nil {
			t.Errorf("left are %+v, the article is %+v", list, a)
		}
		return err
	})
	b.refuses("a section that is not there", store.ErrNotFound, func(tx *store.Tx) error {
		_, err := tx.SaveArticleSection(b.ctx, article.Section{ID: 99})
		return err
	})
}
