package shop

import (
	"testing"

	"pgregory.net/rapid"

	"banhda/hub/order"
	"banhda/hub/record"
	"banhda/hub/tax"
)

var today = Day{Day: "2026-11-22", Currency: "VND", Rates: tax.Default()}

func sold(id, price int64, class string) record.Record {
	return record.Record{ID: id, Type: record.Product, Version: 1, Values: record.Values{"name": "Hàng", "price": price, "currency": "VND", "active": true, "tax_class": class}}
}

// What a cart comes to is what the order made of its lines comes to, with whatever tax, quantity and fee; what each thing
// costs adds up to the whole but for the rounding of the tax; and delivery is free from where it says.
func TestACartComesToWhatItsOrderDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := Settings{On: true, FeeClass: "standard", Fee: rapid.Int64Range(0, 50_000).Draw(t, "fee"), FreeFrom: rapid.Int64Range(0, 3_000_000).Draw(t, "free from")}
		products := map[int64]record.Record{}
		var c Cart
		for id := range rapid.Int64Range(0, 8).Draw(t, "products") {
			products[id+1] = sold(id+1, rapid.Int64Range(0, 1_000_000).Draw(t, "price"), rapid.SampledFrom(tax.Classes).Draw(t, "class"))
			c.Set(id+1, rapid.Int64Range(0, 30).Draw(t, "quantity"))
		}
		b, err := set.Bill(&c, products, today, "Giao hàng")
		if err != nil {
			t.Fatal(err)
		}
		settled, err := order.Settle(1, record.Values{"lines": b.Lines}, "VND")
		if err != nil || settled.Int("total") != b.Sum.Total || settled.Int("tax") != b.Sum.Tax {
			t.Fatalf("the order comes to %v, the cart to %+v (%v)", settled, b.Sum, err)
		}
		var each int64
		for _, g := range b.Goods {
			each += g.Total
		}
		if off := each - b.Worth; off > int64(len(b.Goods)) || -off > int64(len(b.Goods)) || b.Worth+b.Delivery != b.Sum.Total {
			t.Fatalf("%d one by one, %d together, %d delivered, %d in all", each, b.Worth, b.Delivery, b.Sum.Total)
		}
		if free := set.FreeFrom > 0 && b.Worth >= set.FreeFrom; (free || len(b.Goods) == 0) && b.Delivery != 0 || !free && len(b.Goods) > 0 && set.Fee > 0 && b.Delivery < set.Fee {
			t.Fatalf("worth %d, free from %d, delivered for %d", b.Worth, set.FreeFrom, b.Delivery)
		}
	})
}

// A cart holds at most so much whatever is done to it, each product once; joined with another it loses nothing.
func TestACartHoldsWhatIsPutIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var a, b Cart
		for _, c := range []*Cart{&a, &b} {
			for range rapid.IntRange(0, 80).Draw(t, "times") {
				c.Set(rapid.Int64Range(1, 60).Draw(t, "product"), rapid.Int64Range(-5, 2000).Draw(t, "quantity"))
			}
		}
		before := append([]Item{}, a.Items...)
		a.Join(&b)
		seen := map[int64]bool{}
		for _, i := range a.Items {
			if seen[i.Product] || i.Quantity < 1 || i.Quantity > MostQuantity {
				t.Fatalf("held %+v", a.Items)
			}
			seen[i.Product] = true
		}
		for _, i := range before {
			if a.Of(i.Product) < i.Quantity {
				t.Fatalf("of %d there were %d, now %d", i.Product, i.Quantity, a.Of(i.Product))
			}
		}
		if len(a.Items) > MostItems {
			t.Fatalf("%d kinds", len(a.Items))
		}
	})
}

func TestWhatIsGoneIsNotOrdered(t *testing.T) {
	off, tagged := sold(1, 10, "standard"), sold(2, 10, "standard")
	off.Values["active"] = false
	tagged.Values["tags"] = []string{"shop"}
	dollars := sold(3, 10, "standard")
	dollars.Values["currency"] = "USD"
	dollars.Values["tags"] = []string{"shop"}
	set := Settings{Tag: "shop", Least: 20}
	c := Cart{Items: []Item{{1, 1}, {2, 1}, {3, 1}, {4, 1}}}
	b, err := set.Bill(&c, map[int64]record.Record{1: off, 2: tagged, 3: dollars}, today, "Giao hàng")
	if err != nil || len(b.Goods) != 1 || b.Goods[0].Product != 2 || len(b.Gone) != 3 {
		t.Errorf("%+v %v", b, err)
	}
	if short, err := set.Ready(&b); short != 9 || err != nil { // 11 with tax
		t.Errorf("short of the least by %d, %v", short, err)
	}
	if _, err := set.Ready(&Bill{}); err != ErrEmpty {
		t.Errorf("an empty cart: %v", err)
	}
}

func TestWhereAnOrderGoes(t *testing.T) {
	c := Contact{Name: " Lan ", Phone: "0912345678", Street: "12 Lý Thường Kiệt", Ward: "ben thanh", Province: "ho chi minh", Agreed: true}
	c.Clean()
	if err := c.Check(); err != nil || c.Province != "Thành phố Hồ Chí Minh" || c.Ward != "Phường Bến Thành" {
		t.Errorf("%+v %v", c, err)
	}
	if got := c.Address(); got != "12 Lý Thường Kiệt, Phường Bến Thành, Thành phố Hồ Chí Minh" {
		t.Error(got)
	}
	for what, change := range map[string]func(*Contact){"no name": func(c *Contact) { c.Name = "" }, "nobody to reach": func(c *Contact) { c.Phone = "" }, "no address": func(c *Contact) { c.Email = "lan@" },
		"no street": func(c *Contact) { c.Street = "" }, "no province": func(c *Contact) { c.Province = "Atlantis" }, "not agreed": func(c *Contact) { c.Agreed = false }} {
		bad := c
		if change(&bad); bad.Check() == nil {
			t.Errorf("%s is taken", what)
		}
	}
}
