package segment

import "banhda/hub/record"

// Recorded is a record as conditions are asked of it. What they ask of its history has to be answered before, by Among.
type Recorded struct {
	*record.Record
	Consents map[string]string // state by channel.purpose, of a person
	Lists    map[int64]bool    // into which a person was put
	Sales    []Recorded        // deals that a person has
}

// ID implements Numbered.
func (r Recorded) ID() int64 { return r.Record.ID }

// Get implements Subject: a record has no history.
func (r Recorded) Get(string) (Value, bool) { return Value{}, false }

// Held implements Holder.
func (r Recorded) Held(key string) any {
	switch key {
	case "created_at":
		return r.CreatedAt
	case "updated_at":
		return r.UpdatedAt
	case record.Score:
		if r.Type == record.Person && r.Values[key] == nil {
			return 0.0
		}
	}
	return r.Values[key]
}

// Agreement implements Holder.
func (r Recorded) Agreement(channel, purpose string) string { return r.Consents[channel+"."+purpose] }

// Listed implements Holder.
func (r Recorded) Listed(list int64) bool { return r.Lists[list] }

// Deals implements Buyer.
func (r Recorded) Deals() []Recorded { return r.Sales }
