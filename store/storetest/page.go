package storetest

import (
	"testing"

	"banhda/attract/page"
	"banhda/hub/block"
	"banhda/store"
)

// pages holds that a version stays as it was published, that visitors see one of them, and that an address that was left leads
// to where the page is.
func pages(t *testing.T, b *bench) {
	p := page.Page{Key: "gia", Kind: page.Post, Name: "Giá", Edition: 1, PublishAt: 5, Draft: page.Content{Title: page.Label{Vi: "Giá"}, Tags: []string{"tin"}, Blocks: []block.Block{{Kind: block.Text, Text: page.Label{Vi: "Rẻ"}}}}}
	b.tx(func(tx *store.Tx) (err error) {
		p.ID, err = tx.AddPage(b.ctx, p)
		return err
	})
	b.refuses("a second at one address", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddPage(b.ctx, p)
		return err
	})
	b.tx(func(tx *store.Tx) error {
		due, err := tx.DuePages(b.ctx, 5, 0, 10)
		if err != nil || len(due) != 1 {
			t.Fatalf("due are %+v, %v", due, err)
		}
		if rest, err := tx.DuePages(b.ctx, 5, due[0].ID, 10); err != nil || len(rest) != 0 {
			t.Errorf("due behind the last are %+v, %v", rest, err)
		}
		for want := range int64(2) {
			v, err := tx.PublishPage(b.ctx, due[0])
			if err != nil || v.Number != want+1 {
				t.Errorf("published %+v, %v", v, err)
			}
		}
		due, err = tx.DuePages(b.ctx, 5, 0, 10)
		if len(due) != 0 {
			t.Errorf("still due: %+v", due)
		}
		return err
	})
	b.refuses("a change of an edition that is past", store.ErrConflict, func(tx *store.Tx) error { return tx.SavePage(b.ctx, p) })
	b.refuses("to forget what was published", store.ErrConflict, func(tx *store.Tx) error { return tx.RemovePage(b.ctx, p.ID) })
	moved(t, b, p.ID)
	b.tx(func(tx *store.Tx) error {
		for range 2 {
			if err := tx.CountPage(b.ctx, p.ID, "2026-11-22", store.PageCount{Views: 3, Leads: 1}); err != nil {
				return err
			}
		}
		return tx.HidePage(b.ctx, p.ID)
	})
	b.view(func(v *store.View) error {
		live, err := v.LivePages(b.ctx)
		versions, err2 := v.PageVersions(b.ctx, p.ID)
		first, err3 := v.PageVersion(b.ctx, p.ID, 1)
		counts, err4 := v.PageCounts(b.ctx, []int64{p.ID, 99}, "2026-11-01")
		if len(live) != 0 || len(versions) != 2 || versions[0].Number != 2 || first.Content.Title.Vi != "Giá" || counts[p.ID] != (store.PageCount{Views: 6, Leads: 2}) || err2 != nil || err3 != nil || err4 != nil {
			t.Errorf("hidden: %+v, %+v, %+v, %+v", live, versions, first, counts)
		}
		return err
	})
}

func moved(t *testing.T, b *bench, id int64) {
	b.tx(func(tx *store.Tx) error {
		is, err := tx.Page(b.ctx, id)
		if err != nil {
			return err
		}
		is.Key, is.Draft.Title.Vi = "bang-gia", "Bảng giá"
		return tx.SavePage(b.ctx, is)
	})
	b.view(func(v *store.View) error {
		live, err := v.LivePages(b.ctx)
		left, err2 := v.PageAddresses(b.ctx)
		if len(live) != 1 || live[0].Content.Title.Vi != "Giá" || live[0].Draft.Title.Vi != "Bảng giá" || live[0].FirstAt == 0 || left["gia"] != id || err2 != nil {
			t.Errorf("moved: %+v, %v", live, left)
		}
		return err
	})
	b.tx(func(tx *store.Tx) error {
		_, err := tx.AddPage(b.ctx, page.Page{Key: "gia", Kind: page.Plain, Name: "Khác"})
		return err
	})
	b.view(func(v *store.View) error {
		left, err := v.PageAddresses(b.ctx)
		list, err2 := v.Pages(b.ctx, 0, 1)
		rest, err3 := v.Pages(b.ctx, list[0].ID, 10)
		if len(left) != 0 || len(list) != 1 || list[0].Key != "gia" || len(rest) != 1 || err2 != nil || err3 != nil {
			t.Errorf("a new page at an old address: %v, %+v, %+v", left, list, rest)
		}
		return err
	})
}

// pictures holds that one is kept once, with its file among those the house needs.
func pictures(t *testing.T, b *bench) {
	one := page.Picture{Hash: "ab12", Name: "Quán.jpg", Media: "image/jpeg", Width: 1200, Height: 800, Bytes: 7}
	b.tx(func(tx *store.Tx) error {
		if err := tx.AddPicture(b.ctx, one); err != nil {
			return err
		}
		one.Name = "Sân.jpg"
		return tx.AddPicture(b.ctx, one)
	})
	b.view(func(v *store.View) error {
		is, err := v.Picture(b.ctx, "ab12")
		list, err2 := v.Pictures(b.ctx, 0, 10)
		files := map[string]int64{}
		err3 := v.EachFile(b.ctx, func(hash string, bytes int64) error { files[hash] = bytes; return nil })
		if is.Name != "Sân.jpg" || is.Width != 1200 || len(list) != 1 || files["ab12"] != 7 || err2 != nil || err3 != nil {
			t.Errorf("kept %+v, %v", list, files)
		}
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.RemovePicture(b.ctx, "ab12") })
	b.refuses("what is gone", store.ErrNotFound, func(tx *store.Tx) error { return tx.RemovePicture(b.ctx, "ab12") })
}
