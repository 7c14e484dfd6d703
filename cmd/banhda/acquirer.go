package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"

	"banhda/api"
)

// acquirer gets and renews certificates by ACME, and remembers why the last one of a name could not be got.
type acquirer struct {
	manager *autocert.Manager

	mu     sync.Mutex
	failed map[string]api.NoCertificate // by name; only of names that are the house's
	judged map[string]api.NoCertificate // what the authority found of a name as it looked at it
}

// acquirer gets certificates for the house's names and for those of what visitors see, and keeps them in the data directory.
func (n *network) acquirer(dir string, own ownNames) *acquirer {
	ours := autocert.HostWhitelist(listed(n.domains)...)
	a := &acquirer{failed: map[string]api.NoCertificate{}, judged: map[string]api.NoCertificate{}}
	a.manager = &autocert.Manager{Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(filepath.Join(dir, "tls")), HostPolicy: func(ctx context.Context, host string) error {
		if names, err := own(ctx); err == nil && slices.Contains(names, host) {
			return nil
		}
		return ours(ctx, host)
	}, Client: &acme.Client{DirectoryURL: cmp.Or(n.directory, autocert.DefaultACMEDirectory), HTTPClient: &http.Client{Transport: overhearing{a.note}}}}
	return a
}

// get gives a certificate to who comes by a name.
func (a *acquirer) get(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	held, err := a.manager.GetCertificate(hello)
	name := strings.ToLower(hello.ServerName)
	if err == nil || a.manager.HostPolicy(context.Background(), name) == nil {
		a.remember(name, err)
	}
	return held, err
}

// remember keeps why there is no certificate for a name. For a minute after a failure the manager only says that there is none: what
// was known stays.
func (a *acquirer) remember(name string, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err == nil {
		delete(a.failed, name)
		return
	}
	judged, told := a.judged[name]
	delete(a.judged, name)
	var said *acme.Error
	switch _, known := a.failed[name]; {
	case told:
		a.failed[name] = judged
	case errors.As(err, &said):
		a.failed[name] = refusalOf(said.ProblemType, said.Detail)
	case strings.HasSuffix(err.Error(), "missing certificate") && known:
	default:
		a.failed[name] = refusalOf("unreachable", err.Error())
	}
}

func refusalOf(kind, detail string) api.NoCertificate {
	return api.NoCertificate{At: time.Now(), Why: strings.TrimPrefix(kind, "urn:ietf:params:acme:error:"), Detail: detail}
}

func (a *acquirer) note(name string, r api.NoCertificate) {
	a.mu.Lock()
	a.judged[name] = r
	a.mu.Unlock()
}

// certificate tells how that of a name stands.
func (a *acquirer) certificate(ctx context.Context, name string, get bool) (c api.Certificate) {
	if get {
		done := make(chan struct{})
		go func() { // it takes as long as it takes; who asked waits no longer than they want
			defer close(done)
			_, _ = a.get(&tls.ClientHelloInfo{ServerName: name, SignatureSchemes: []tls.SignatureScheme{tls.ECDSAWithP256AndSHA256},
				SupportedCurves: []tls.CurveID{tls.CurveP256}, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256}})
		}()
		select {
		case <-done:
		case <-ctx.Done():
		}
	}
	for _, kind := range []string{"", "+rsa"} {
		if kept, err := a.manager.Cache.Get(context.WithoutCancel(ctx), name+kind); err == nil && c.Until.IsZero() {
			c.Until = endOf(kept)
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if f, ok := a.failed[name]; ok {
		c.Failed = &f
	}
	return c
}

// endOf is when a certificate that is kept with its key ends.
func endOf(kept []byte) time.Time {
	for block, rest := pem.Decode(kept); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		if leaf, err := x509.ParseCertificate(block.Bytes); err == nil {
			return leaf.NotAfter
		}
	}
	return time.Time{}
}

// overhearing listens to an authority: what it finds as it looks at a name, the manager forgets when it tries the next way.
type overhearing struct {
	note func(name string, r api.NoCertificate)
}

// longestAnswer is how much of an authority's answer is read.
const longestAnswer = 1 << 20

func (o overhearing) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || !strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json") {
		return resp, err
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, longestAnswer))
	resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(body))
	if name, found := judgement(body); name != "" {
		o.note(name, found)
	}
	return resp, err
}

// judgement is what an authority found of a name, where an answer tells that: it is of an authorization that failed (RFC 8555, 7.1.4).
func judgement(body []byte) (name string, r api.NoCertificate) {
	var z struct {
		Identifier struct{ Value string }
		Challenges []struct {
			Error *struct{ Type, Detail string }
		}
	}
	if json.Unmarshal(body, &z) != nil {
		return "", r
	}
	for _, c := range z.Challenges {
		if c.Error != nil {
			return strings.ToLower(z.Identifier.Value), refusalOf(c.Error.Type, c.Error.Detail)
		}
	}
	return "", r
}
