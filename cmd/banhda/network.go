package main

import (
	"cmp"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"banhda/api"
	"banhda/web"
)

// network says how serve is reached.
type network struct {
	listen    string // for browsers and the API; off: nowhere; empty: by the rest
	plain     string // the address that leads from http:// to https://; off: none; empty: by the rest
	domains   string // names to get certificates for, divided by commas
	directory string // of the ACME authority; empty: Let's Encrypt
	cert, key string // files of a certificate of one's own
	proxies   string // networks of proxies that are trusted, divided by commas
}

func (n *network) flags(f *flags) {
	f.text(&n.listen, "listen", "ADDR", "địa chỉ cho trình duyệt và API; off: không nơi nào (mặc định: $BANHDA_LISTEN, nếu không thì 127.0.0.1:8080, có TLS thì :443)", "the address for browsers and the API; off: nowhere (default: $BANHDA_LISTEN, else 127.0.0.1:8080, with TLS :443)")
	f.text(&n.domains, "tls-domain", "NAME", "tự xin chứng chỉ TLS cho tên miền này (ACME); nhiều tên cách nhau bằng dấu phẩy", "get a TLS certificate for this name by ACME; several are divided by commas")
	f.text(&n.directory, "acme-directory", "URL", "nơi cấp chứng chỉ ACME (mặc định: Let's Encrypt)", "the ACME authority's directory (default: Let's Encrypt)")
	f.text(&n.cert, "tls-cert", "FILE", "tệp chứng chỉ TLS (PEM), cùng --tls-key; thay tệp là đủ, không cần khởi động lại", "a TLS certificate (PEM), with --tls-key; a file that is replaced is taken up without a restart")
	f.text(&n.key, "tls-key", "FILE", "tệp khoá riêng (PEM) của --tls-cert", "the private key (PEM) of --tls-cert")
	f.text(&n.plain, "listen-http", "ADDR", "khi có TLS: địa chỉ chuyển http:// sang https:// và trả lời ACME; off: không (mặc định: :80 với --tls-domain)", "with TLS: the address that leads http:// to https:// and answers ACME; off: none (default: :80 with --tls-domain)")
	f.text(&n.proxies, "trusted-proxy", "CIDR", "mạng của proxy đứng trước được tin khi nói ai gọi (X-Forwarded-For, -Proto); nhiều mạng cách nhau bằng dấu phẩy", "the network of a proxy whose X-Forwarded-For and -Proto are believed; several are divided by commas")
}

func (n *network) tls() bool { return n.domains != "" || n.cert != "" }

// address is where to listen, given everything else.
func (n *network) address() string {
	if n.tls() {
		return cmp.Or(n.listen, ":443")
	}
	return cmp.Or(n.listen, "127.0.0.1:8080")
}

// plainAddress is where to lead to TLS from; empty: nowhere.
func (n *network) plainAddress() string {
	switch {
	case !n.tls() || n.plain == "off":
		return ""
	case n.domains != "":
		return cmp.Or(n.plain, ":80")
	}
	return n.plain
}

// trusted reads the networks of trusted proxies; a bare address is a network of one.
func (n *network) trusted() (list []netip.Prefix, err error) {
	for _, s := range listed(n.proxies) {
		if a, err := netip.ParseAddr(s); err == nil {
			s = fmt.Sprintf("%s/%d", s, a.BitLen())
		}
		p, err := netip.ParsePrefix(s)
		if err != nil {
			return nil, fmt.Errorf("--trusted-proxy %q is not a network; write one such as 10.0.0.0/8 or 127.0.0.1", s)
		}
		list = append(list, p.Masked())
	}
	return list, nil
}

// listen answers the network: the screens, the operations, and what supervisors ask.
func (s *server) listen(n network) (err error) {
	proxies, err := n.trusted()
	if err != nil {
		return err
	}
	secured, err := n.certificates(s.dir, s.api.OwnNames)
	if err != nil {
		return err
	}
	if s.web, err = s.socketFor(n.address(), "--listen"); err != nil {
		return err
	}
	l, o := s.web, api.Web{Screens: web.Handler(), Proxies: proxies}
	if secured != nil {
		l, o.Certificate = secured.before(l), secured.of
	} else if a, ok := l.Addr().(*net.TCPAddr); ok && !a.IP.IsLoopback() && len(proxies) == 0 {
		s.log.Warn("passwords travel readable between browsers and here: use --tls-domain or --tls-cert, or a proxy that has TLS, named by --trusted-proxy")
	}
	s.answer(l, s.api.Web(o))
	if plain := n.plainAddress(); plain != "" {
		return s.listenPlain(plain, secured.challenge)
	}
	return nil
}

// listenPlain leads from http:// to https://, after what an ACME authority wants to see there.
func (s *server) listenPlain(address string, challenge func(http.Handler) http.Handler) error {
	l, err := s.socketFor(address, "--listen-http")
	if err == nil {
		s.answer(l, challenge(http.HandlerFunc(toTLS)))
	}
	return err
}

func (s *server) socketFor(address, flag string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listening at the network; another address is given by %s: %w", flag, err)
	}
	return l, nil
}

// toTLS leads a browser to the same page over TLS. Other requests may have brought a secret already and are refused.
func toTLS(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "use https", http.StatusBadRequest)
		return
	}
	host, _, found := strings.Cut(r.Host, ":")
	if !found {
		host = r.Host
	}
	http.Redirect(w, r, "https://"+host+r.URL.RequestURI(), http.StatusMovedPermanently)
}

// where is the address as a browser takes it; empty: nowhere.
func (s *server) where(n network) string {
	if s.web == nil {
		return ""
	}
	scheme, host := "http", s.web.Addr().String()
	if n.tls() {
		scheme = "https"
	}
	if names := listed(n.domains); len(names) > 0 {
		host = names[0]
	}
	return scheme + "://" + host
}
