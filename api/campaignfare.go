package api

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"banhda/attract/campaign"
	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/sms"
	"banhda/hub/template"
	"banhda/store"
)

// fares reckon what messages cost to be carried. Whose network each number is, is looked at of all; how many messages an SMS fills
// depends on what is filled in, so that is counted on texts of some people, drawn by chance.
type fares struct {
	plan   *campaign.Brief
	name   string // of the campaign
	prices []sms.Price
	label  string               // that advertising begins with
	texts  map[int64]*textFares // of templates of SMS
	zalo   map[int64]int64      // of templates of Zalo
	known  int64                // what needs no text to be known, minor units
}

// textFares are what the messages of one template cost.
type textFares struct {
	mailer *mailer
	class  consent.Class
	count  int64 // messages
	each   int64 // what they would cost if every text filled one
	drawn  []drawnText
}

// drawnText is a message whose text is counted.
type drawnText struct {
	lot     float64
	person  int64
	address string
	price   int64 // of each message it fills
}

// textsDrawn is how many texts of a template are counted. Where there are no more, the cost is exact.
const textsDrawn = 300

// likeAnID is an id as long as messages have, for the addresses that texts hold.
const likeAnID = 1 << 24

// readFares reads what a campaign's messages cost to be carried.
func (s *Server) readFares(ctx context.Context, v *store.View, run *campaignRun) (*fares, error) {
	f := &fares{plan: &run.Plan, name: run.Name, texts: map[int64]*textFares{}, zalo: map[int64]int64{}}
	phones, err := readSMS(ctx, v)
	if err != nil {
		return nil, err
	}
	rules, err := readRules(ctx, v)
	if err != nil {
		return nil, err
	}
	f.prices, f.label = phones.Prices, rules.Label
	for _, t := range run.templates {
		if t.Published == 0 {
			continue
		}
		version, err := v.Published(ctx, t.ID)
		if err != nil {
			return nil, err
		}
		switch t.Channel {
		case template.SMS:
			f.texts[t.ID] = new(textFares)
			f.texts[t.ID].mailer, err = s.mailerOf(ctx, v, version)
		case template.Zalo:
			f.zalo[t.ID], err = zaloPrice(ctx, v, version.Content.Zalo)
		}
		if err != nil {
			return nil, err
		}
	}
	return f, nil
}

// zaloPrice is what Zalo takes for a message, where the company counts in đồng as Zalo does.
func zaloPrice(ctx context.Context, v *store.View, z *template.ZaloContent) (int64, error) {
	w, err := readWorkspace(ctx, v)
	if err != nil || w.Currency != "VND" || z == nil {
		return 0, err
	}
	of, err := v.ZaloTemplate(ctx, z.Template)
	return of.Price, absent(err)
}

// add reckons with one more message: what carries it knows its price, else the plan says.
func (f *fares) add(m *message.Message, address string) {
	switch t := f.texts[m.Template]; {
	case m.Channel == consent.SMS && t != nil:
		price := sms.Cost(f.prices, m.Class, address, 1)
		if price == 0 {
			break
		}
		t.class = m.Class
		t.count++
		t.each += price
		t.draw(drawnText{f.plan.Lot("text "+stepKey(m.Step, 0), m.Person), m.Person, address, price})
		return
	case m.Channel == consent.Zalo && f.zalo[m.Template] > 0:
		f.known += f.zalo[m.Template]
		return
	}
	f.known += m.Cost
}

// draw keeps those with the lowest lots.
func (t *textFares) draw(d drawnText) {
	if t.drawn = append(t.drawn, d); len(t.drawn) >= 2*textsDrawn {
		t.settle()
	}
}

func (t *textFares) settle() {
	slices.SortFunc(t.drawn, func(a, b drawnText) int { return cmp.Or(cmp.Compare(a.lot, b.lot), cmp.Compare(a.person, b.person)) })
	t.drawn = t.drawn[:min(len(t.drawn), textsDrawn)]
}

// Fare is what the messages of a campaign would cost, and how well that is known.
type Fare struct {
	Cost   int64 `json:"cost" doc:"of all messages that may go, minor units: an SMS by the network of each number and the messages its text fills"`
	Texts  int64 `json:"texts,omitempty" doc:"where texts of SMS were not all counted: how many were, drawn by chance; left out: the cost is exact"`
	Margin int64 `json:"margin,omitempty" doc:"by how much the cost may differ, 19 times out of 20, where texts of SMS were not all counted"`
}

// reckon counts the texts that were drawn: what all cost is to what they would cost at one message each as it is of those.
func (f *fares) reckon(ctx context.Context, v *store.View) (Fare, error) {
	cost, variance, counted, exact := float64(f.known), 0.0, int64(0), true
	for _, t := range f.texts {
		if t.count == 0 {
			continue
		}
		t.settle()
		fills, err := t.filled(ctx, v, f)
		if err != nil {
			return Fare{}, err
		}
		ratio, own := t.ratio(fills)
		cost += float64(t.each) * ratio
		variance += own
		counted += int64(len(fills))
		exact = exact && int64(len(fills)) == t.count
	}
	fare := Fare{Cost: int64(math.Round(cost))}
	if !exact {
		fare.Texts, fare.Margin = counted, int64(math.Ceil(1.96*math.Sqrt(variance)))
	}
	return fare, nil
}

// ratio is how many messages a text fills, weighed by what they cost, with the variance of the cost of all that follows from it.
func (t *textFares) ratio(fills []int) (ratio, variance float64) {
	var paid, each float64
	for i, d := range t.drawn {
		paid, each = paid+float64(d.price*int64(fills[i])), each+float64(d.price)
	}
	ratio = paid / each
	n, all := float64(len(fills)), float64(t.count)
	if n >= all || n < 2 {
		return ratio, 0
	}
	for i, d := range t.drawn {
		off := float64(d.price) * (float64(fills[i]) - ratio)
		variance += off * off
	}
	return ratio, all * all * (1 - n/all) * variance / (n - 1) / n
}

// filled are how many messages the texts that were drawn fill, each as its person would get it; 0: it cannot be written.
func (t *textFares) filled(ctx context.Context, v *store.View, f *fares) ([]int, error) {
	ids := make([]int64, len(t.drawn))
	for i, d := range t.drawn {
		ids[i] = d.person
	}
	people, err := addressees(ctx, v, auth.Everything, ids, nil)
	if err != nil {
		return nil, err
	}
	list, room := make([]int, len(ids)), new(template.Room)
	for i, d := range t.drawn {
		who := people[d.person]
		if who == nil {
			continue
		}
		to := *who
		to.Message, to.Address = likeAnID, d.address
		data := t.mailer.data(&to)
		data.Campaign = map[string]any{"key": f.name, "name": f.name}
		if r, err := t.mailer.compiled.RenderIn(room, data); err == nil {
			list[i] = f.fills(t.class, string(r.Text))
		}
	}
	return list, nil
}

// fills is how many messages a text fills as it goes out.
func (f *fares) fills(class consent.Class, text string) int {
	if text = strings.TrimSpace(text); class == consent.Advertising {
		text = sms.With(f.label, text)
	}
	made := sms.Make(text)
	return made.Segments()
}
