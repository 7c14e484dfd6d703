package storetest

import (
	"testing"

	"banhda/hub/person"
	"banhda/store"
)

// referralCodes holds that a code is one person's, who may become somebody else.
func referralCodes(_ *testing.T, b *bench) {
	b.somePeople()
	b.tx(func(t *store.Tx) error { return t.AddReferralCode(b.ctx, "LAN7", 6) })
	b.refuses("a code twice", store.ErrConflict, func(t *store.Tx) error { return t.AddReferralCode(b.ctx, "LAN7", 2) })
	of := func(id int64) (code string, err error) {
		b.view(func(v *store.View) error {
			code, err = v.ReferralCode(b.ctx, id)
			return nil
		})
		return code, err
	}
	if code, err := of(6); code != "LAN7" || err != nil {
		b.t.Errorf("the code is %q (%v)", code, err)
	}
	if _, err := of(1); err == nil {
		b.t.Error("a code nobody made")
	}
	b.saveIdentity(person.Changes{Links: []person.Link{link(14, 0, 6, 6, 1, person.Merged)}, Gone: []int64{6}, Cursor: person.Cursor{Seq: 14, LastProfile: 6}})
	if code, err := of(1); code != "LAN7" || err != nil {
		b.t.Errorf("after a merge the code is %q (%v)", code, err)
	}
	b.view(func(v *store.View) error {
		who, err := v.Referrer(b.ctx, "LAN7")
		b.want("whose", who, int64(1))
		return err
	})
}
