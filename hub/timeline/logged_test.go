package timeline

import (
	"strings"
	"testing"

	"banhda/hub/person"
)

// Whatever is written down by hand is a contact by the rule, of the person it was written down for.
func TestWhatIsLoggedIsAContact(t *testing.T) {
	for kind := range loggedNames {
		for _, incoming := range []bool{false, true} {
			for _, key := range []person.Key{{Kind: person.Phone, Value: "+84912345678"}, {Kind: person.External + "zalo", Value: "z1"}, {Kind: person.UserID, Value: "u1"},
				{Kind: person.Email, Value: "lan@example.com"}, {Kind: person.AnonymousID, Value: "a"}} {
				e, err := Logged{Kind: kind, Incoming: incoming, At: 1_700_000_000_000_000, Outcome: "Hẹn gặp", Team: "sales", By: "usr_1"}.Event("id", key, 1_800_000_000_000_000)
				if err != nil {
					t.Fatal(kind, err)
				}
				keys, _ := e.Person.Keys()
				if len(keys) != 1 || keys[0] != key {
					t.Errorf("%s is about %v, not %v", e.Name, keys, key)
				}
				if !Contact(e.Name, Default().Meaning(e.Name, nil), false) || !strings.Contains(string(e.Properties), `"outcome":"Hẹn gặp"`) {
					t.Errorf("%s %s is no contact", e.Name, e.Properties)
				}
			}
		}
	}
	e, err := Logged{Kind: "call", Missed: true, At: 1_700_000_000_000_000}.Event("id", person.Key{Kind: person.UserID, Value: "u"}, 1_800_000_000_000_000)
	if err != nil || Contact(e.Name, Default().Meaning(e.Name, nil), false) {
		t.Errorf("a call nobody took is a contact: %s %v", e.Name, err)
	}
	for _, l := range []Logged{{Kind: "dream", At: 1}, {Kind: "call", At: 1_800_000_000_000_001}} {
		if _, err := l.Event("id", person.Key{Kind: person.UserID, Value: "u"}, 1_800_000_000_000_000); err == nil {
			t.Errorf("%+v was taken", l)
		}
	}
}
