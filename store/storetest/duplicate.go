package storetest

import (
	"testing"

	"banhda/auth"
	"banhda/hub/duplicate"
	"banhda/hub/record"
	"banhda/store"
)

// firm makes a company and gives its id.
func (b *bench) firm(values record.Values) (id int64) {
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "test", Verb: "create"}); err != nil {
			return err
		}
		r, err := tx.Create(b.ctx, auth.Everything, record.Company, 0, values)
		id = r.ID
		return err
	})
	b.now.Add(1000)
	return id
}

// compares compares until nothing is left.
func (b *bench) compares() {
	for {
		n, err := b.Records.FindDuplicates(b.ctx, record.Company)
		b.ok(err)
		if n == 0 {
			return
		}
	}
}

func (b *bench) pairs(state store.DuplicateState) (pairs [][2]int64) {
	b.ok(b.Records.View(b.ctx, func(v *store.View) error {
		list, err := v.Duplicates(b.ctx, store.DuplicatesQuestion{Type: record.Company, State: state, Limit: 10})
		for _, d := range list {
			pairs = append(pairs, [2]int64{d.A, d.B})
		}
		return err
	}))
	return pairs
}

func duplicates(_ *testing.T, b *bench) {
	a := b.firm(record.Values{"name": "Công ty TNHH Sao Mai", "website": "https://saomai.vn"})
	c := b.firm(record.Values{"name": "SAO MAI CO., LTD", "website": "https://www.saomai.vn/lien-he"})
	d := b.firm(record.Values{"name": "Bình Minh", "website": "https://binhminh.vn"})
	b.compares()
	b.want("the pairs", b.pairs(store.DuplicateOpen), [][2]int64{{a, c}})
	b.ok(b.Records.View(b.ctx, func(v *store.View) error {
		waiting, err := v.Comparing(b.ctx, record.Company)
		b.want("that something waits", waiting, false)
		item := duplicate.Item{Type: record.Company, Name: "binh minh", Website: "binhminh.vn"}
		like, err2 := v.Like(b.ctx, &item)
		if err == nil {
			err = err2
		}
		b.want("how many are like what is typed", len(like), 1)
		b.want("who that is", like[0].B, d)
		return err
	}))
	b.tx(func(tx *store.Tx) error {
		return tx.DecideDuplicate(b.ctx, record.Company, c, a, store.DuplicateApart, 3)
	})
	b.want("the pairs then", len(b.pairs(store.DuplicateOpen)), 0)
	b.want("those told apart", b.pairs(store.DuplicateApart), [][2]int64{{a, c}})
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "test", Verb: "update"}); err != nil {
			return err
		}
		_, err := tx.Update(b.ctx, auth.Everything, record.Company, a, record.Values{"name": "Sao Mai"}, 0)
		return err
	})
	b.compares()
	b.want("the pairs after a change", len(b.pairs(store.DuplicateOpen)), 0)
	b.tx(func(tx *store.Tx) error {
		return tx.DecideDuplicate(b.ctx, record.Company, a, c, store.DuplicateOpen, 3)
	})
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "test", Verb: "remove"}); err != nil {
			return err
		}
		return tx.Remove(b.ctx, auth.Everything, record.Company, a)
	})
	b.want("the pairs without who is gone", len(b.pairs(store.DuplicateOpen)), 0)
}

func externals(_ *testing.T, b *bench) {
	a := b.firm(record.Values{"name": "Công ty Sao Mai"})
	b.tx(func(tx *store.Tx) error {
		return tx.KeepExternal(b.ctx, record.Company, "crm", map[string]int64{"7": a})
	})
	b.ok(b.Records.View(b.ctx, func(v *store.View) error {
		found, err := v.ByExternal(b.ctx, record.Company, "crm", []string{"7", "8"})
		b.want("by their ids elsewhere", found, map[string]int64{"7": a})
		if err != nil {
			return err
		}
		called, err := v.Called(b.ctx, record.Company, []string{"CÔNG TY SAO MAI", "Bình Minh"})
		b.want("by their names", called, map[string]int64{"cong ty sao mai": a})
		return err
	}))
}
