package person

import "testing"

func TestDecide(t *testing.T) {
	u1, u2 := Key{UserID, "1"}, Key{UserID, "2"}
	anon, mail, other := Key{AnonymousID, "a"}, Key{Email, "a@b.vn"}, Key{Email, "c@d.vn"}
	tel, crm := Key{Phone, "+84912345678"}, Key{External + "crm", "7"}
	for _, c := range []struct {
		name string
		a, b []Key
		want bool
	}{
		{"a visitor logs in", []Key{u1, mail}, []Key{anon}, true},
		{"two visitors", []Key{anon}, []Key{{AnonymousID, "b"}}, true},
		{"different kinds", []Key{u1}, []Key{mail, tel}, true},
		{"the same address on both sides", []Key{u1, mail}, []Key{mail, tel}, true},
		{"two user ids", []Key{u1}, []Key{u2}, false},
		{"two user ids, a visitor among them", []Key{u1, anon}, []Key{u2}, false},
		{"two addresses", []Key{u1, mail}, []Key{other}, false},
		{"two ids in the same other system", []Key{crm, mail}, []Key{{External + "crm", "8"}, tel}, true},
		{"one side already holds two", []Key{mail, other}, []Key{tel}, false},
		{"one side holds two, the other is a visitor", []Key{mail, other}, []Key{anon}, true},
	} {
		for _, by := range []Rank{ImportRank, ServerRank, StaffRank, BrowserRank} {
			want := c.want
			if by == BrowserRank {
				want = anonymous(c.a) || anonymous(c.b) // whatever else they are called by
			}
			for _, d := range []Decision{Decide(c.a, c.b, by), Decide(c.b, c.a, by)} {
				if d.Merge != want || (d.Reason == "") != want {
					t.Errorf("%s, says a %s: %+v", c.name, by, d)
				}
			}
		}
	}
}

func TestRanksHaveWords(t *testing.T) {
	for r := BrowserRank; r <= StaffRank; r++ {
		if got, ok := ParseRank(r.String()); !ok || got != r {
			t.Errorf("%d is read back as %d", r, got)
		}
	}
	if _, ok := ParseRank(""); ok || Rank(0).String() != "" || Rank(9).String() != "" {
		t.Error("there is a rank without a word")
	}
}
