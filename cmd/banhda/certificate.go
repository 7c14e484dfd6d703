package main

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"banhda/api"
)

// takesTLS is what puts TLS before a listener.
type takesTLS struct {
	config    *tls.Config
	challenge func(http.Handler) http.Handler // answers an ACME authority over plain HTTP before everything else
	of        api.CertificateOf
}

func (t *takesTLS) before(l net.Listener) net.Listener {
	t.config.MinVersion = tls.VersionTLS12
	return tls.NewListener(l, t.config)
}

// certificates gives what puts TLS before a listener; nil where there is none.
func (n *network) certificates(dir string, own ownNames) (*takesTLS, error) {
	switch {
	case n.domains != "" && n.cert != "":
		return nil, errors.New("--tls-domain and --tls-cert are given; one of them is enough")
	case (n.cert == "") != (n.key == ""):
		return nil, errors.New("--tls-cert and --tls-key go together; give both")
	case n.domains != "":
		a := n.acquirer(dir, own)
		c := a.manager.TLSConfig()
		c.GetCertificate = a.get
		return &takesTLS{c, a.manager.HTTPHandler, a.certificate}, nil
	case n.cert != "":
		f := &certificateFile{cert: n.cert, key: n.key}
		if _, err := f.get(nil); err != nil {
			return nil, err
		}
		c := &tls.Config{GetCertificate: f.get, NextProtos: []string{"h2", "http/1.1"}}
		return &takesTLS{c, func(next http.Handler) http.Handler { return next }, f.certificate}, nil
	}
	return nil, nil
}

// ownNames gives the names beside the house's.
type ownNames func(context.Context) ([]string, error)

// certificateFile reads a certificate again when its file has changed: whoever renews it need tell nobody.
type certificateFile struct {
	cert, key string

	mu       sync.Mutex
	looked   time.Time
	modified time.Time
	held     *tls.Certificate
}

// looking is how often the file is looked at.
const looking = time.Minute

func (f *certificateFile) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if now := time.Now(); now.Sub(f.looked) >= looking {
		f.looked = now
		if err := f.load(); err != nil && f.held == nil {
			return nil, err
		}
	}
	return f.held, nil
}

// load takes the file up where it has changed; one half written is left for the next look.
func (f *certificateFile) load() error {
	info, err := os.Stat(f.cert)
	if err != nil || info.ModTime().Equal(f.modified) {
		return err
	}
	c, err := tls.LoadX509KeyPair(f.cert, f.key)
	if err == nil {
		f.held, f.modified = &c, info.ModTime()
	}
	return err
}

// certificate tells whether the file serves a name.
func (f *certificateFile) certificate(_ context.Context, name string, _ bool) (c api.Certificate) {
	held, err := f.get(nil)
	if err != nil || held == nil {
		return c
	}
	if err := held.Leaf.VerifyHostname(name); err != nil {
		c.Failed = &api.NoCertificate{At: time.Now(), Why: api.NotInFile, Detail: err.Error()}
		return c
	}
	c.Until = held.Leaf.NotAfter
	return c
}
