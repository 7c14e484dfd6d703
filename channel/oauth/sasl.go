package oauth

import (
	"encoding/json"
	"slices"

	"banhda/phrase"
)

// Bearer hands over an access token, as the mechanism named says.
type Bearer struct {
	Mechanism string // OAUTHBEARER or XOAUTH2
	User      string
	Token     string
}

// mechanisms are those of access tokens: the standard first, then what some providers have alone.
var mechanisms = []string{"OAUTHBEARER", "XOAUTH2"}

// Offered chooses a mechanism of those a server offers.
func Offered(offers func(mechanism string) bool) (string, error) {
	at := slices.IndexFunc(mechanisms, offers)
	if at < 0 {
		return "", phrase.Errorf("the mail server takes no access tokens; choose the password, or look at its name")
	}
	return mechanisms[at], nil
}

// Start gives the first words.
func (b *Bearer) Start() (mechanism string, first []byte, err error) {
	said := "user=" + b.User + "\x01auth=Bearer " + b.Token + "\x01\x01"
	if b.Mechanism == "OAUTHBEARER" {
		said = "n,a=" + name(b.User) + ",\x01auth=Bearer " + b.Token + "\x01\x01"
	}
	return b.Mechanism, []byte(said), nil
}

// name is a user as a saslname (RFC 5801).
func name(user string) string {
	said := ""
	for _, r := range user {
		switch r {
		case ',':
			said += "=2C"
		case '=':
			said += "=3D"
		default:
			said += string(r)
		}
	}
	return said
}

// Next hears why the token was not taken: nothing else is ever asked.
func (b *Bearer) Next(challenge []byte) ([]byte, error) {
	var said struct{ Status, Scope string }
	if json.Unmarshal(challenge, &said) != nil {
		return nil, phrase.Errorf("the mail server did not take the access token: %s", short(string(challenge)))
	}
	return nil, phrase.Errorf("the mail server did not take the access token: %s. Look at the user and the scope; it wants the scope %s", short(said.Status), short(said.Scope))
}
