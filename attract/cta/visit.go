package cta

import (
	"net/url"
	"slices"
	"strings"
)

// Visit is where a visitor is and how they came, as the page they are on says.
type Visit struct {
	URL      string // of the page
	Began    string // the address the visit began with; empty: this one
	Referrer string // from where the visit came; empty: from nowhere
	Phone    bool   // a screen as narrow as a telephone's
	At       int64  // microseconds
}

// Fits reports whether a definition is for a visit, whoever visits.
func (d *Definition) Fits(v *Visit) bool {
	page, err := url.Parse(v.URL)
	if err != nil {
		return false
	}
	from, until, _ := d.Schedule.ends() // checked when it was kept
	on := func(pattern string) bool { return onPage(pattern, page) }
	switch {
	case v.At < from || until != 0 && v.At >= until:
		return false
	case d.Visits.Device != "" && (d.Visits.Device == "phone") != v.Phone:
		return false
	case len(d.Visits.Pages) > 0 && !slices.ContainsFunc(d.Visits.Pages, on):
		return false
	case slices.ContainsFunc(d.Visits.Not, on):
		return false
	}
	return d.Visits.came(v)
}

// came reports whether a visit came the way it is asked to have come.
func (r *Visits) came(v *Visit) bool {
	began := v.Began
	if began == "" {
		began = v.URL
	}
	if first, err := url.Parse(began); len(r.Params) > 0 {
		if err != nil {
			return false
		}
		query := first.Query()
		for _, p := range r.Params {
			if !slices.ContainsFunc(query[p.Name], func(value string) bool { return like(strings.ToLower(p.Value), strings.ToLower(value)) }) {
				return false
			}
		}
	}
	if len(r.Referrers) == 0 {
		return true
	}
	from, err := url.Parse(v.Referrer)
	if err != nil || from.Hostname() == "" {
		return false
	}
	host := strings.ToLower(from.Hostname())
	return slices.ContainsFunc(r.Referrers, func(name string) bool {
		name = strings.ToLower(name)
		return host == name || strings.HasSuffix(host, "."+name)
	})
}

// onPage reports whether a page is one a pattern means: of a path, or of a host and a path. What follows ? and # does not
// count, nor does a slash at the end.
func onPage(pattern string, page *url.URL) bool {
	at := strings.TrimSuffix(page.Path, "/")
	pattern = strings.TrimPrefix(strings.TrimPrefix(pattern, "https://"), "http://")
	if !strings.HasPrefix(pattern, "/") {
		if at = strings.ToLower(page.Host) + at; !strings.Contains(pattern, "/") {
			pattern += "/*"
		}
	}
	if like(strings.TrimSuffix(pattern, "/"), at) {
		return true
	}
	below, whole := strings.CutSuffix(pattern, "/*")
	return whole && like(below, at)
}

// like reports whether a text is as a pattern says, in which * stands for any run of characters.
func like(pattern, text string) bool {
	first, rest, more := strings.Cut(pattern, "*")
	if !more {
		return pattern == text
	}
	text, ok := strings.CutPrefix(text, first)
	if !ok {
		return false
	}
	for more {
		var part string
		if part, rest, more = strings.Cut(rest, "*"); !more {
			return strings.HasSuffix(text, part)
		}
		at := strings.Index(text, part)
		if at < 0 {
			return false
		}
		text = text[at+len(part):]
	}
	return true
}

// Ended is when a definition's schedule ends; 0: never.
func (d *Definition) Ended() int64 {
	_, until, _ := d.Schedule.ends()
	return until
}
