package page

import (
	"net/url"
	"strconv"
	"strings"
)

// Blog is what the addresses of lists of posts begin with.
const Blog = "blog"

// Route is what an address of the site leads to, below where the site begins.
type Route struct {
	Language string // vi or en; empty: the site's own
	Key      string // of a page; empty: the home page, or the blog
	Blog     bool
	Tag      string // of the blog: only posts with it
	Before   int64  // of the blog: posts older than this one; 0: the newest
}

// ParseRoute reads a path such as /en/bang-gia or /blog/tag/tin. ok is false for what no page can have.
func ParseRoute(path, before string) (r Route, ok bool) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if parts[0] == "vi" || parts[0] == "en" {
		r.Language, parts = parts[0], parts[1:]
	}
	if len(parts) > 0 && parts[0] == Blog {
		return r.blog(parts[1:], before)
	}
	if len(parts) == 0 || parts[0] == "" {
		return r, len(parts) <= 1
	}
	r.Key = parts[0]
	return r, len(parts) == 1 && keyForm.MatchString(r.Key)
}

func (r Route) blog(rest []string, before string) (Route, bool) {
	r.Blog = true
	r.Before, _ = strconv.ParseInt(before, 10, 64)
	switch {
	case r.Before < 0:
		return r, false
	case len(rest) == 0:
		return r, true
	case len(rest) == 2 && rest[0] == "tag" && tagForm.MatchString(rest[1]):
		r.Tag = rest[1]
		return r, true
	}
	return r, false
}

// Path is where a route is, on a site whose own language is given.
func (r Route) Path(own string) string {
	path := "/"
	if r.Language != "" && r.Language != own {
		path += r.Language + "/"
	}
	switch {
	case r.Blog && r.Tag != "":
		path += Blog + "/tag/" + url.PathEscape(r.Tag)
	case r.Blog:
		path += Blog
	default:
		path += r.Key
	}
	if path != "/" {
		path = strings.TrimSuffix(path, "/")
	}
	if r.Blog && r.Before > 0 {
		path += "?before=" + strconv.FormatInt(r.Before, 10)
	}
	return path
}
