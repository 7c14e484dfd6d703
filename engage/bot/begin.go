package bot

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/phrase"
)

// Begins says when a flow begins. One for which nothing is said begins from other flows alone.
type Begins struct {
	Greets  bool     `json:"greets" doc:"talks begin with it: its first buttons stand under the greeting, and who greets gets it"`
	Pages   []string `json:"pages,omitempty" maxItems:"20" doc:"of greets: on these pages alone, before those that greet everywhere: paths such as /gia or /blog/*, or with the host before, such as shop.example/gia"`
	Words   []string `json:"words,omitempty" maxItems:"40" doc:"it begins where somebody writes one of these, with marks or without"`
	Intents []Intent `json:"intents,omitempty" maxItems:"4" doc:"it begins where somebody wants this, instead of what the bot would answer: appointment, order, hours, price"`
}

// BeginIntents are those by which a flow may begin. Who wants a person or complains gets one.
var BeginIntents = []Intent{Meeting, Orders, Hours, Price}

// Bounds of what a flow begins by.
const (
	mostPages   = 20
	longestPage = 200
	mostWords   = 40
	longestWord = 60
)

// Check says what is wrong with when a flow begins, and brings it into one form.
func (b *Begins) Check() error {
	b.Pages, b.Words = trimmed(b.Pages), trimmed(b.Words)
	switch {
	case len(b.Pages) > mostPages || slices.ContainsFunc(b.Pages, func(p string) bool { return len([]rune(p)) > longestPage }):
		return phrase.Errorf("a flow begins on at most %d pages, each with at most %d letters", mostPages, longestPage)
	case len(b.Words) > mostWords || slices.ContainsFunc(b.Words, func(w string) bool { return len([]rune(w)) > longestWord || strings.TrimSpace(plain(w)) == "" }):
		return phrase.Errorf("a flow begins by at most %d words or phrases, each with letters, %d at most", mostWords, longestWord)
	case slices.ContainsFunc(b.Intents, func(i Intent) bool { return !slices.Contains(BeginIntents, i) }):
		return phrase.Errorf("a flow begins by one of these intents: appointment, order, hours, price")
	}
	return nil
}

func trimmed(list []string) []string {
	var kept []string
	for _, one := range list {
		if one = strings.TrimSpace(norm.NFC.String(one)); one != "" && !slices.Contains(kept, one) {
			kept = append(kept, one)
		}
	}
	return kept
}

// Saved is a flow as it is kept, under a name, while it is written. Instants are microseconds.
type Saved struct {
	ID        int64
	Name      string
	Begins    Begins
	Draft     Flow
	Edition   int64 // counts what was saved
	Published int64 // the version talks go through; 0: it is switched off
	UpdatedAt int64
}

// Published is a flow that talks may begin with.
type Published struct {
	Version int64
	Begins  Begins
	Flow    Flow
}

// Opening is the flow that greets on a page: the first of those for that page, else the first that greets everywhere; nil: none.
func Opening(all []Published, page string) *Published {
	var everywhere *Published
	for i := range all {
		b := &all[i].Begins
		switch {
		case !b.Greets:
		case len(b.Pages) == 0 && everywhere == nil:
			everywhere = &all[i]
		case slices.ContainsFunc(b.Pages, func(rule string) bool { return onPage(rule, page) }):
			return &all[i]
		}
	}
	return everywhere
}

// onPage reports whether an address is one a rule speaks of.
func onPage(rule, page string) bool {
	at, err := url.Parse(page)
	if err != nil || at.Host == "" {
		return false
	}
	is, rule := strings.TrimSuffix(at.Path, "/"), strings.ToLower(rule)
	if !strings.HasPrefix(rule, "/") {
		is = at.Host + is
	}
	is = strings.ToLower(is)
	if from, ok := strings.CutSuffix(rule, "*"); ok {
		return strings.HasPrefix(is+"/", from)
	}
	return is == strings.TrimSuffix(rule, "/")
}

// called is the first flow that begins by what somebody writes; nil: none.
func called(all []Published, text string, intent Intent) *Published {
	p := plain(text)
	for i := range all {
		var phrases []string
		for _, w := range all[i].Begins.Words {
			phrases = append(phrases, strings.TrimSpace(plain(w)))
		}
		if wants(p, phrases) || slices.Contains(all[i].Begins.Intents, intent) {
			return &all[i]
		}
	}
	return nil
}

// First are the buttons a flow begins with, to stand under a greeting.
func (p *Published) First(language string) []Button {
	return p.Flow.Steps[0].buttons(keyFirst+strconv.FormatInt(p.Version, 10)+":", language)
}
