package duckdb

import (
	"context"
	"slices"

	"banhda/hub/timeline"
	"banhda/warehouse"
	"banhda/wheel"
)

// LastContacts implements warehouse.Warehouse.
func (w *Warehouse) LastContacts(ctx context.Context, c warehouse.Cut, people []int64) (list []warehouse.LastContact, s warehouse.Stamp, err error) {
	s, err = w.ask(ctx, c, []source{{what: campaign}}, func(v *view) error {
		campaigns, err := w.column(ctx, source{what: campaign}, v.seq)
		if err != nil {
			return err
		}
		r := newContactReader(v, campaigns)
		for place := range v.placesOf(people) {
			if at, ok := r.last(place); ok && v.has(place) {
				list = append(list, warehouse.LastContact{Person: v.people[place].person, At: at})
			}
		}
		return nil
	})
	return list, s, err
}

// placesOf are those of the given people, in order; nil: of everybody.
func (v *view) placesOf(people []int64) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		if people == nil {
			for i := 0; i < len(v.people) && yield(i); i++ {
			}
			return
		}
		for _, p := range slices.Sorted(slices.Values(people)) {
			if i, ok := v.find(p); ok && !yield(i) {
				return
			}
		}
	}
}

// contactReader finds the last event of somebody that is a contact. What the rule says of a kind of event is asked once.
type contactReader struct {
	*view
	campaigns *column
	known     map[wheel.Kind]contact
}

// contact says whether events of a kind are one, by hand and by a campaign.
type contact struct{ byHand, byCampaign bool }

func newContactReader(v *view, campaigns *column) *contactReader {
	return &contactReader{v, campaigns, map[wheel.Kind]contact{}}
}

func (r *contactReader) last(place int) (at int64, ok bool) {
	h := &r.people[place]
	for i := h.known(r.now) - 1; i >= 0; i-- {
		c := r.rule(h.events[i].Kind)
		if c.byCampaign || c.byHand && r.campaigns.code(h.seqs[i]) == 0 {
			return h.events[i].At, true
		}
	}
	return 0, false
}

func (r *contactReader) rule(k wheel.Kind) contact {
	c, ok := r.known[k]
	if !ok {
		name := r.names.text(int32(k.Name()))
		c = contact{timeline.Contact(name, k.Meaning(), false), timeline.Contact(name, k.Meaning(), true)}
		r.known[k] = c
	}
	return c
}
