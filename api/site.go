package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"

	"banhda/attract/page"
	"banhda/store"
)

// siteSetting keeps what all pages share, as JSON.
const siteSetting = "site"

// houseBase is what the addresses of pages begin with at the house itself.
const houseBase = "/s"

func readSite(ctx context.Context, v *store.View) (page.Site, error) {
	is := page.DefaultSite
	body, err := v.Setting(ctx, siteSetting)
	if errors.Is(err, store.ErrNotFound) {
		return is, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(body), &is)
	}
	is.Clean()
	return is, err
}

// SiteAnswer is what all pages share, and where they begin.
type SiteAnswer struct {
	page.Site
	URL string `json:"url" doc:"where the site begins"`
}

func (s *Server) showSite(ctx context.Context, _ *struct{}, _ Tell) (a *SiteAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		is, err := readSite(ctx, v)
		if err != nil {
			return err
		}
		at, err := s.siteAddress(ctx, v)
		a = &SiteAnswer{is, at.origin + at.base}
		return err
	})
	return a, err
}

type siteOrder struct{ Body page.Site }

func (s *Server) setSite(ctx context.Context, in *siteOrder, tell Tell) (*SiteAnswer, error) {
	is := in.Body
	is.Clean()
	if err := is.Check(); err != nil {
		return nil, wrong(err)
	}
	body, err := json.Marshal(is)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "site-set", target: siteSetting, entry: is, also: func(ctx context.Context, t *store.Tx) error {
		if err := checkSite(ctx, &t.View, &is); err != nil {
			return err
		}
		return t.Set(ctx, siteSetting, string(body))
	}}, nil)
	s.sites.forget()
	if err != nil {
		return nil, err
	}
	return s.showSite(ctx, nil, tell)
}

var errHouseDomain = invalid("by this name people open the house itself; give the site another, such as www.example.com")

// checkSite looks whether the site leaves the house its own name, and whether the key of the script is there.
func checkSite(ctx context.Context, v *store.View, is *page.Site) error {
	m, err := readMail(ctx, v)
	if err != nil {
		return err
	}
	for _, name := range []string{is.Domain, is.Help} {
		if name != "" && (name == hostName(visitOf(ctx).host) || name == hostOf(m.URL)) {
			return errHouseDomain
		}
	}
	if is.Track == "" {
		return nil
	}
	token, err := siteKey(ctx, v, is.Track)
	if err == nil && token == "" {
		err = missing("there is no key %s", is.Track)
	}
	return err
}

// siteKey is the token of the write key by which visits are told; empty where it is gone.
func siteKey(ctx context.Context, v *store.View, id string) (token string, err error) {
	list, err := v.Keys(ctx)
	if err != nil {
		return "", err
	}
	for _, k := range list {
		if KeyID(k.ID) == id && k.Kind == writeKind && k.Rank == browserRank {
			return k.Token, nil
		}
	}
	return "", nil
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// hostName is a host without its port.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(host)
}

// siteAddress is where the site is for the world: at its own name, else below the house.
type siteAddress struct {
	origin, base, own string
	home              string
}

func (s *Server) siteAddress(ctx context.Context, v *store.View) (siteAddress, error) {
	is, err := readSite(ctx, v)
	if err != nil {
		return siteAddress{}, err
	}
	m, err := readMail(ctx, v)
	return addressOf(&is, visitOf(ctx), m.URL), err
}

// addressOf finds where the site is. Who comes by its own name sees it there, whichever port that is at.
func addressOf(is *page.Site, v *visit, house string) siteAddress {
	at := siteAddress{own: is.Language, home: is.Home}
	switch {
	case is.Domain != "" && v.own:
		at.origin = v.origin()
	case is.Domain != "":
		at.origin = "https://" + is.Domain
	default:
		at.origin, at.base = cmp.Or(strings.TrimSuffix(house, "/"), v.origin()), houseBase
	}
	return at
}

// page is where a page is, in the first language it stands in.
func (a siteAddress) page(p *page.Page) string {
	language := a.own
	if l := p.Draft.Languages(); len(l) > 0 && !p.Draft.Speaks(a.own) {
		language = l[0]
	}
	return a.origin + a.base + a.path(page.Route{Language: language, Key: p.Key})
}

// path is that of a route; the page at the site's beginning is nowhere else.
func (a siteAddress) path(r page.Route) string {
	if r.Key == a.home {
		r.Key = ""
	}
	return r.Path(a.own)
}

// ownNames are names by which visitors come to what is theirs: the site's, and the help centre's. Empty: it has none.
type ownNames struct{ site, help string }

// calledBy is by which of its names the house is asked. Where that cannot be known, it is the house's own.
func (s *Server) calledBy(r *http.Request) (site, help bool) {
	names, err := s.sites.names(r.Context(), s)
	host := hostName(r.Host)
	return err == nil && names.site != "" && names.site == host, err == nil && names.help != "" && names.help == host
}

// OwnNames are the names beside the house's by which visitors come.
func (s *Server) OwnNames(ctx context.Context) (list []string, err error) {
	names, err := s.sites.names(ctx, s)
	for _, name := range []string{names.site, names.help} {
		if name != "" {
			list = append(list, name)
		}
	}
	return list, err
}
