package ticket

import (
	"cmp"
	"strconv"

	"banhda/hub/record"
	"banhda/phrase"
)

// Settle completes a ticket's values before they are written. heard_at and replied_at, set anew, say that the customer
// wrote and that the team answered: what follows of that for its status follows here.
func (s *Setup) Settle(was, is *record.Record, now int64) (record.Values, error) {
	v := settling{Setup: s, now: now, was: was.Values, v: is.Values.With(nil), made: was.Version == 0}
	v.begin(is.ID)
	v.heard()
	v.replied()
	if err := v.status(); err != nil {
		return nil, err
	}
	v.instants()
	return v.v, nil
}

// settling is a ticket on its way to be written.
type settling struct {
	*Setup
	now    int64
	was, v record.Values
	made   bool
}

// begin gives a ticket what every ticket has.
func (v *settling) begin(id int64) {
	v.v["number"] = strconv.FormatInt(id, 10)
	for key, usual := range map[string]string{"priority": Normal, "kind": v.Types[0].Key, "status": v.First(Fresh).Key, "channel": ByHand} {
		v.v[key] = cmp.Or(v.v.Text(key), usual)
	}
	if v.v.Int("opened_at") == 0 {
		v.v["opened_at"] = v.now
	}
}

// turned reports whether a key holds a later instant than before, and gives it.
func (v *settling) turned(key string) (int64, bool) {
	at := v.v.Int(key)
	return at, at > v.was.Int(key)
}

// chosen reports whether the status was set along with whatever else happens.
func (v *settling) chosen() bool { return !v.made && v.v.Text("status") != v.was.Text("status") }

// heard lets a ticket the customer wrote to wait for us, and opens again what had been solved.
func (v *settling) heard() {
	at, wrote := v.turned("heard_at")
	if !wrote {
		return
	}
	if v.v.Int("waiting_since") == 0 {
		v.v["waiting_since"] = at
	}
	if kind := v.kind(v.v.Text("status")); !v.chosen() && kind != Fresh && kind != Working && !v.made {
		v.v["status"] = v.First(Working).Key
	}
}

// replied ends the customer's wait; what nobody had taken up has been now.
func (v *settling) replied() {
	at, answered := v.turned("replied_at")
	if before := v.was.Int("replied_at"); at < before {
		v.takenBack(before)
	}
	if !answered {
		return
	}
	if _, wrote := v.turned("heard_at"); !wrote || v.v.Int("heard_at") <= at {
		delete(v.v, "waiting_since")
	}
	if v.v.Int("first_replied_at") == 0 {
		v.v["first_replied_at"] = at
	}
	if !v.chosen() && v.kind(v.v.Text("status")) == Fresh {
		v.v["status"] = v.First(Working).Key
	}
}

// takenBack lets the customer wait again after the last answer was taken back before it left.
func (v *settling) takenBack(answer int64) {
	if v.v.Int("first_replied_at") == answer {
		delete(v.v, "first_replied_at")
	}
	if heard := v.v.Int("heard_at"); heard > v.v.Int("replied_at") {
		v.v["waiting_since"] = heard
	}
}

func (v *settling) kind(status string) Kind {
	if one := v.Status(status); one != nil {
		return one.Kind
	}
	return Working
}

// status brings status and state together; a status that is no more becomes the first that does the work.
func (v *settling) status() error {
	one := v.Status(v.v.Text("status"))
	if one == nil && v.chosen() {
		return &record.Wrong{Sentence: phrase.Errorf("status: there is no status %s", v.v.Text("status")), Field: "status"}
	}
	if one == nil {
		one = v.First(Working)
	}
	v.v["status"], v.v["state"] = one.Key, string(one.Kind.State())
	return nil
}

// instants keeps when it was solved and closed, and how often it came back.
func (v *settling) instants() {
	was, is := State(cmp.Or(v.was.Text("state"), string(Open))), State(v.v.Text("state"))
	if is == Open {
		delete(v.v, "solved_at")
		delete(v.v, "closed_at")
		if was != Open {
			n, _ := v.v["reopened"].(float64)
			v.v["reopened"] = n + 1
		}
		return
	}
	delete(v.v, "waiting_since")
	if v.v.Int("solved_at") == 0 {
		v.v["solved_at"] = max(v.now, v.v.Int("opened_at"))
	}
	if is == Solved {
		delete(v.v, "closed_at")
	} else if v.v.Int("closed_at") == 0 {
		v.v["closed_at"] = v.ended()
	}
}

// ended is when a ticket is over: now, or of one that comes from elsewhere as closed, when it was solved.
func (v *settling) ended() int64 {
	if v.made {
		return v.v.Int("solved_at")
	}
	return v.now
}
