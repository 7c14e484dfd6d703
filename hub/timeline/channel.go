package timeline

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/goccy/go-json"

	"banhda/hub/segment"
)

// Channel is the way by which somebody came with an event: its property utm_source as stated, else the host of its
// property referrer, in lower case; empty for neither. Whoever goes from one page of a site to the next did not come by
// it: a referrer on the host of the event's own property url is none.
func Channel(properties json.RawMessage) string {
	if !bytes.Contains(properties, []byte(`"utm_source"`)) && !bytes.Contains(properties, []byte(`"referrer"`)) {
		return ""
	}
	var p struct {
		Source   json.RawMessage `json:"utm_source"`
		Referrer json.RawMessage `json:"referrer"`
		URL      json.RawMessage `json:"url"`
	}
	if json.Unmarshal(properties, &p) != nil {
		return ""
	}
	if source, ok := segment.FromJSON(p.Source); ok && strings.TrimSpace(source.Text) != "" {
		return strings.TrimSpace(source.Text)
	}
	referrer, _ := segment.FromJSON(p.Referrer)
	page, _ := segment.FromJSON(p.URL)
	from := host(referrer.Text)
	if from == host(page.Text) {
		return ""
	}
	return from
}

func host(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}
