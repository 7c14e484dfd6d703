package main

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

// certificates gives what puts TLS before a listener, and what answers an ACME authority over plain HTTP before
// everything else. secure is nil where there is no TLS.
func (n *network) certificates(dir string, own ownNames) (secure func(net.Listener) net.Listener, challenge func(http.Handler) http.Handler, err error) {
	switch {
	case n.domains != "" && n.cert != "":
		return nil, nil, errors.New("--tls-domain and --tls-cert are given; one of them is enough")
	case (n.cert == "") != (n.key == ""):
		return nil, nil, errors.New("--tls-cert and --tls-key go together; give both")
	case n.domains != "":
		m := n.manager(dir, own)
		return encrypt(m.TLSConfig()), m.HTTPHandler, nil
	case n.cert != "":
		f := &certificateFile{cert: n.cert, key: n.key}
		if _, err := f.get(nil); err != nil {
			return nil, nil, err
		}
		return encrypt(&tls.Config{GetCertificate: f.get, NextProtos: []string{"h2", "http/1.1"}}), func(next http.Handler) http.Handler { return next }, nil
	}
	return nil, nil, nil
}

func encrypt(c *tls.Config) func(net.Listener) net.Listener {
	c.MinVersion = tls.VersionTLS12
	return func(l net.Listener) net.Listener { return tls.NewListener(l, c) }
}

// ownNames gives the names beside the house's.
type ownNames func(context.Context) ([]string, error)

// manager gets and renews certificates for the house's names and for those of what visitors see, and keeps them in the data directory.
func (n *network) manager(dir string, own ownNames) *autocert.Manager {
	ours := autocert.HostWhitelist(listed(n.domains)...)
	m := &autocert.Manager{Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(filepath.Join(dir, "tls")), HostPolicy: func(ctx context.Context, host string) error {
		if names, err := own(ctx); err == nil && slices.Contains(names, host) {
			return nil
		}
		return ours(ctx, host)
	}}
	if n.directory != "" {
		m.Client = &acme.Client{DirectoryURL: n.directory}
	}
	return m
}

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
