package storetest

import (
	"fmt"
	"testing"

	"banhda/auth"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/search"
	"banhda/store"
)

// looked are the ids of those who answer what was typed, the best first.
func (b *bench) looked(typ record.Type, typed string, reach auth.Reach, hidden ...string) (ids []int64) {
	b.t.Helper()
	query, ok := search.Parse(typed)
	if !ok {
		return nil
	}
	b.view(func(v *store.View) error {
		hits, err := v.Look(b.ctx, store.Looking{Type: typ, Query: query, Reach: reach, Hidden: hidden, Limit: 10})
		for _, h := range hits {
			ids = append(ids, h.ID)
		}
		return err
	})
	return ids
}

func peopleLooked(_ *testing.T, b *bench) {
	changes := four()
	changes.Founded = append(changes.Founded,
		founding(5, 5, 13, person.Email, "lan.nguyen@example.vn"), founding(6, 6, 13, person.Email, "mai@lan.example.vn"),
		founding(7, 5, 13, person.Phone, "+84987654321"), founding(8, 8, 13, person.AnonymousID, "L-7"))
	changes.People = []person.Record{named(1, "Nguyễn Thị Lan"), named(5, ""), named(6, "Trần Đức"), named(9, "Lan Anh")}
	b.saveIdentity(changes)
	for typed, want := range map[string][]int64{
		"nguyễn thị lan": {1}, "lan thi": {1}, "ĐỨC": {6}, "duc tran": {6}, "Lan.nguyen@": {5}, "nguyen@example": {5}, "0912 345 678": {1}, "912": {1},
		"+84 91": nil, "654": {5}, "9876543210": nil, "u-1": {1}, "u-": nil, "%": nil, "' OR '1' = '1": nil, "": nil, "\u0000": nil, "lan 5678": {1},
	} {
		b.want("looking for "+typed, b.looked(record.Person, typed, auth.Everything), want)
	}
	b.want("not by what is hidden", b.looked(record.Person, "0912345678", auth.Everything, "phone"), []int64(nil))
	b.ok(b.Records.ResetIdentity(b.ctx))
	b.want("nobody is left", b.looked(record.Person, "lan", auth.Everything), []int64(nil))
	b.saveIdentity(changes)
	b.want("and found again", b.looked(record.Person, "duc tran", auth.Everything), []int64{6})
}

func recordsLooked(_ *testing.T, b *bench) {
	names := []string{"Cà phê Sông Hương", "Sông Hương Cà phê", "Cà phê sông", "Trà Sông Hương", "Sông Hương"}
	var ids []int64
	for i, name := range names {
		ids = append(ids, b.company(record.Values{"name": name, "tax_code": fmt.Sprint("330012345", i), "owner": int64(i%2 + 1)}).ID)
	}
	b.want("the same first, then alike, then the one changed last", b.looked(record.Company, "sông hương", auth.Everything), []int64{ids[4], ids[3], ids[1], ids[0]})
	b.want("blind to marks", b.looked(record.Company, "SONG HUONG CA", auth.Everything), []int64{ids[1], ids[0]})
	b.want("within reach", b.looked(record.Company, "huong", auth.Reach{User: 2}), []int64{ids[3], ids[1]})
	b.want("nobody's reach", b.looked(record.Company, "huong", auth.Reach{}), []int64(nil))
	b.want("by a code", b.looked(record.Company, "3300123452", auth.Everything), []int64{ids[2]})
	b.set(ids[0], record.Values{"name": "Bánh mì Huế", "email": "an@banh-mi.vn"})
	b.want("by the old name", b.looked(record.Company, "ca phe song huong", auth.Everything), []int64{ids[1]})
	b.want("by the new one", b.looked(record.Company, "banh", auth.Everything), []int64{ids[0]})
	b.want("by an address", b.looked(record.Company, "an@banh", auth.Everything), []int64{ids[0]})
	b.act(func(t *store.Tx) error { return t.Remove(b.ctx, auth.Everything, record.Company, ids[0]) })
	b.want("in the bin", b.looked(record.Company, "banh", auth.Everything), []int64(nil))
	b.act(func(t *store.Tx) error { return t.Restore(b.ctx, auth.Everything, record.Company, ids[0]) })
	b.want("taken out again", b.looked(record.Company, "banh", auth.Everything), []int64{ids[0]})
	b.act(func(t *store.Tx) error { return t.Merge(b.ctx, auth.Everything, record.Company, ids[0], ids[1]) })
	b.want("merged away", b.looked(record.Company, "banh", auth.Everything), []int64(nil))
}
