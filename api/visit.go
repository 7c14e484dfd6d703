package api

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"banhda/auth"
)

// visit is what is known of a request over the network beside what it asks.
type visit struct {
	writer  http.ResponseWriter
	address netip.Addr
	secure  bool   // over TLS, here or at a trusted proxy
	local   bool   // from this machine, and meant for it by name
	token   string // the session cookie's; empty: none
	host    string // as the browser calls this server
	own     bool   // by the name of the site's own
}

type visitKey struct{}

// visitOf is the visit a context belongs to; over the socket there is none, and all of it is empty.
func visitOf(ctx context.Context) *visit {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{}
}

// newVisit reads what the connection says, and what a trusted proxy before it says in X-Forwarded-For and
// X-Forwarded-Proto. Anybody else's word counts for nothing.
func newVisit(w http.ResponseWriter, r *http.Request, proxies []netip.Prefix) *visit {
	v := &visit{writer: w, address: remote(r), secure: r.TLS != nil, host: r.Host}
	v.local = v.address.IsLoopback() && localName(r.Host) && !passedOn(r)
	if trusted(v.address, proxies) {
		v.local = false
		v.secure = v.secure || strings.EqualFold(last(r.Header.Values("X-Forwarded-Proto")), "https")
		v.address = beforeProxies(v.address, strings.Join(r.Header.Values("X-Forwarded-For"), ","), proxies)
	}
	if c, err := r.Cookie(v.cookieName()); err == nil {
		v.token = c.Value
	}
	return v
}

// How many bits of an address make a network: about one household, or one office.
const (
	visitorNetwork4 = 24
	visitorNetwork6 = 56
)

// network is where the visit comes from, for counting.
func (v *visit) network() netip.Prefix {
	from := v.address.Unmap()
	bits := visitorNetwork4
	if from.Is6() {
		bits = visitorNetwork6
	}
	return netip.PrefixFrom(from, bits).Masked()
}

// origin is what the browser's address line begins with here.
func (v *visit) origin() string {
	if v.secure {
		return "https://" + v.host
	}
	return "http://" + v.host
}

// last is that of several headers of one name: what stands before it, somebody may have sent to the proxy.
func last(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[len(values)-1]
}

// passedOn reports whether a request shows that a proxy has handed it on: by what such add, or by the old HTTP that some
// speak to those behind them, and no browser does. A proxy on this machine must not make the whole world sit at it.
func passedOn(r *http.Request) bool {
	for _, name := range []string{"X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via"} {
		if len(r.Header.Values(name)) > 0 {
			return true
		}
	}
	return !r.ProtoAtLeast(1, 1)
}

func remote(r *http.Request) netip.Addr {
	a, _ := netip.ParseAddrPort(r.RemoteAddr)
	return a.Addr().Unmap()
}

func trusted(a netip.Addr, proxies []netip.Prefix) bool {
	return slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(a) })
}

// beforeProxies is the last address in the chain of proxies that is not itself a trusted one.
func beforeProxies(last netip.Addr, forwarded string, proxies []netip.Prefix) netip.Addr {
	hops := strings.Split(forwarded, ",")
	for _, hop := range slices.Backward(hops) {
		a, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			return last
		}
		if last = a.Unmap(); !trusted(last, proxies) {
			return last
		}
	}
	return last
}

// localName reports whether a Host header names this machine to itself. A page elsewhere whose name was made to lead
// here still carries that name.
func localName(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	a, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || err == nil && a.IsLoopback()
}

// cookieName is bound to the host, and to TLS where there is TLS.
func (v *visit) cookieName() string {
	if v.secure {
		return "__Host-banhda"
	}
	return "banhda"
}

// signIn gives the visitor a session's token; an empty one takes it away.
func (v *visit) signIn(token string) {
	if v.writer == nil {
		return
	}
	v.token = token
	age := int(auth.SessionLife / time.Second)
	if token == "" {
		age = -1
	}
	http.SetCookie(v.writer, &http.Cookie{Name: v.cookieName(), Value: token, Path: "/", MaxAge: age, HttpOnly: true, Secure: v.secure, SameSite: http.SameSiteLaxMode})
}
