package delivery

import (
	"regexp"
	"strings"
	"time"
)

// Kind is who opened a message, or clicked in it, as far as can be told.
type Kind string

// The kinds. Only what a human does says anything about the human.
const (
	Human    Kind = "human"
	AppleMPP Kind = "apple_mpp" // Apple's Mail fetches pictures whether or not anybody reads
	Proxy    Kind = "proxy"     // Gmail, Yahoo: a mailbox that fetches for who opens, and again for others
	Bot      Kind = "bot"       // a scanner, or any other program
)

var bots = regexp.MustCompile(`(?i)bot\b|crawl|spider|scan|preview|fetch|monitor|curl|wget|python|java/|go-http|okhttp|libwww|headless|phantom|barracuda|mimecast|proofpoint|safelinks|microsoft office|ms-office|skypeuripreview|facebookexternalhit|slackbot|whatsapp|zalo.*preview|trendmicro|symantec|fireeye|cloudmark`)

// Agent tells by what a program says of itself who it is; Human where nothing speaks against it.
func Agent(says string) Kind {
	says = strings.TrimSpace(says)
	switch {
	case says == "Mozilla/5.0":
		return AppleMPP
	case strings.Contains(says, "GoogleImageProxy"), strings.Contains(says, "YahooMailProxy"), strings.Contains(says, "ggpht.com"):
		return Proxy
	case says == "" || bots.MatchString(says):
		return Bot
	}
	return Human
}

// Hit is what is known of one opening or click.
type Hit struct {
	Kind     Kind  // by Agent
	Click    bool  // else it was opened
	After    int64 // microseconds since the message was sent
	Trapped  bool  // of the same message, a link was followed that nobody sees
	Together int   // how many links of the message were followed within a moment
}

// soonest is how long nobody needs to get a message and read it; mostTogether how many links nobody follows at once.
const (
	soonest      = 5 * time.Second
	mostTogether = 3
)

// Judge decides who it was. A proxy that fetches pictures does so because somebody opens the message, but not always: it is
// never taken for a human. A click through one is no matter: proxies follow no links.
func Judge(h Hit) Kind {
	switch {
	case h.Kind == Bot || h.Trapped || h.Together >= mostTogether:
		return Bot
	case h.After < soonest.Microseconds():
		return Bot
	case h.Click:
		return Human
	}
	return h.Kind
}
