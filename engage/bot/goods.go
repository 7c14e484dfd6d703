package bot

import (
	"slices"
	"strings"
)

// mostGoods is how many products are told of at once.
const mostGoods = 4

// asking are words by which a product is asked for, and which tell nothing of it.
var asking = folded(`gia bao nhieu tien con hang het khong co ban shop cho minh toi em anh chi hoi oi a nhe nha the nao la mot cai nay cua voi biet xin duoc ca muon mua loai san pham bao
 how much is are does do you the a an of for what price in stock sell have any cost costs your this and i to please`)

// about are the words of a question that may be those of a product.
func about(question string) (list []string) {
	for _, w := range strings.Fields(plain(question)) {
		if !asking[w] {
			list = append(list, w)
		}
	}
	return list
}

// wanted are the products a question names: all it says stands in their names, or it says all of a name. Where no name does,
// those of the category that says it all: a house that sells coffee is asked for coffee.
func wanted(question string, goods []Good) (list []Good) {
	p, words := plain(question), about(question)
	says := func(name string) bool {
		return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(plain(name), " "+w+" ") })
	}
	whole, kind := []Good{}, []Good{}
	for _, g := range goods {
		if strings.TrimSpace(plain(g.Name)) != "" && strings.Contains(p, plain(g.Name)) {
			whole = append(whole, g)
		}
		if says(g.Name + " " + g.SKU) {
			list = append(list, g)
		}
		if g.OnSale && says(g.Category) {
			kind = append(kind, g)
		}
	}
	if len(whole) > 0 {
		return longest(whole)
	}
	if len(list) == 0 {
		list = kind
	}
	slices.SortStableFunc(list, func(a, b Good) int { return rank(b) - rank(a) })
	return list
}

// longest leaves out names that are part of longer ones: who asks for black tea with honey asks for that.
func longest(list []Good) []Good {
	return slices.DeleteFunc(slices.Clone(list), func(g Good) bool {
		return slices.ContainsFunc(list, func(o Good) bool { return o.Name != g.Name && strings.Contains(plain(o.Name), plain(g.Name)) })
	})
}

func rank(g Good) int {
	if g.OnSale {
		return 1
	}
	return 0
}

// tell says what a product costs and whether there is any.
func (d *decision) tell(g *Good) {
	switch {
	case !g.OnSale:
		d.say(sayOffSale, g.Name)
	case g.Price == "":
		d.say(sayNoPrice, g.Name)
	case g.Unit != "":
		d.say(sayPriceUnit, g.Name, g.Price, g.Unit)
	default:
		d.say(sayPrice, g.Name, g.Price)
	}
	d.Sources = append(d.Sources, Source{Title: g.Name, URL: g.URL})
}

// ofGoods answers from the products a question names; ok is false where it names none. Of many it tells of the first, and how
// many more there are.
func (d *decision) ofGoods() (ok bool, err error) {
	goods, err := d.house.Goods()
	list := wanted(d.Text, goods)
	if err != nil || len(list) == 0 {
		return false, err
	}
	for i := range list[:min(len(list), mostGoods)] {
		d.tell(&list[i])
	}
	if more := len(list) - mostGoods; more > 0 {
		d.say(sayMoreGoods, more)
	}
	if g := list[0]; len(list) == 1 && g.OnSale {
		if g.Price != "" {
			d.say(sayOnSale)
		}
		if g.Text != "" {
			d.Parts = append(d.Parts, Part{g.Text, Product})
		}
	}
	d.answered(1)
	return true, nil
}
