package shop

import "slices"

// How much a cart holds.
const (
	MostItems    = 50
	MostQuantity = 999
)

// Cart is what somebody is about to buy.
type Cart struct {
	ID        int64
	Visitor   string // the anonymous id of who is not signed in; empty: it is a person's
	Person    int64  // a profile they were known by; 0: not known yet
	Items     []Item
	Language  string
	Ref       string // the code of who sent them
	Voucher   int64  // that is to be used; 0: none
	Edition   int64  // another whenever it was changed
	Order     int64  // the last that was placed of it; 0: none
	TouchedAt int64  // microseconds
	ToldAt    int64  // that it was abandoned; 0: it was not
}

// Item is so many of one product.
type Item struct {
	Product  int64 `json:"product"`
	Quantity int64 `json:"quantity"`
}

// Of is how many of a product are in the cart.
func (c *Cart) Of(product int64) int64 {
	for _, i := range c.Items {
		if i.Product == product {
			return i.Quantity
		}
	}
	return 0
}

// Set puts so many of a product into the cart, none or less taking it out; more than there may be are as many as there may.
func (c *Cart) Set(product, quantity int64) {
	quantity = min(quantity, MostQuantity)
	at := slices.IndexFunc(c.Items, func(i Item) bool { return i.Product == product })
	switch {
	case at >= 0 && quantity < 1:
		c.Items = slices.Delete(c.Items, at, at+1)
	case at >= 0:
		c.Items[at].Quantity = quantity
	case quantity > 0 && len(c.Items) < MostItems:
		c.Items = append(c.Items, Item{product, quantity})
	}
}

// Join takes what is in another cart in, as when its visitor signs in: of what is in both the larger number, so that coming
// back twice does not order twice.
func (c *Cart) Join(other *Cart) {
	for _, i := range other.Items {
		c.Set(i.Product, max(i.Quantity, c.Of(i.Product)))
	}
	if c.Ref == "" {
		c.Ref = other.Ref
	}
}

// Count is how many things are in the cart.
func (c *Cart) Count() (n int64) {
	for _, i := range c.Items {
		n += i.Quantity
	}
	return n
}
