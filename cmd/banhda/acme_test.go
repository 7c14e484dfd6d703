package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banhda/api"
)

// authority is an ACME authority of our own (Debian's pebble), with name servers that lead every name to this machine.
type authority struct {
	directory, management string
	trusted               string // the file of the certificate it is reached by
	plain, secure         int    // the ports at which it looks for answers to its challenges
}

func startAuthority(t *testing.T) *authority {
	t.Helper()
	for _, program := range []string{"pebble", "pebble-challtestsrv"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("BANHDA_TEST_REQUIRE_SERVERS") != "" {
				t.Fatalf("%v: make setup installs it", err)
			}
			t.Skipf("%v: make setup installs it", err)
		}
	}
	dir, ports := t.TempDir(), []int{freePort(t), freePort(t), freePort(t), freePort(t), freePort(t)}
	a := &authority{directory: fmt.Sprintf("https://127.0.0.1:%d/dir", ports[0]), management: fmt.Sprintf("https://127.0.0.1:%d", ports[1]),
		trusted: filepath.Join(dir, "cert.pem"), plain: ports[2], secure: ports[3]}
	selfSigned(t, a.trusted, filepath.Join(dir, "key.pem"), "localhost")
	config, err := json.Marshal(map[string]any{"pebble": map[string]any{
		"listenAddress": fmt.Sprintf("127.0.0.1:%d", ports[0]), "managementListenAddress": fmt.Sprintf("127.0.0.1:%d", ports[1]),
		"certificate": a.trusted, "privateKey": filepath.Join(dir, "key.pem"), "httpPort": a.plain, "tlsPort": a.secure}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "pebble.json")
	if err := os.WriteFile(file, config, 0o600); err != nil {
		t.Fatal(err)
	}
	names := fmt.Sprintf("127.0.0.1:%d", ports[4])
	background(t, "pebble-challtestsrv", "-dns01", names, "-http01", "", "-https01", "", "-tlsalpn01", "", "-management", "127.0.0.1:0", "-defaultIPv6", "")
	background(t, "pebble", "-config", file, "-dnsserver", names)
	a.roots(t) // once it answers it has begun
	return a
}

// background runs a program until the test ends.
func background(t *testing.T, program string, args ...string) {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "PEBBLE_VA_NOSLEEP=1", "PEBBLE_WFE_NONCEREJECT=0")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
}

// selfSigned writes a certificate for this machine, or for a name.
func selfSigned(t *testing.T, cert, key, name string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, DNSNames: []string{name}}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "EC PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// roots is the authority's own root, by which the certificates it gives can be checked.
func (a *authority) roots(t *testing.T) *x509.CertPool {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	for range 1200 {
		resp, err := client.Get(a.management + "/roots/0")
		if err != nil {
			time.Sleep(50 * time.Millisecond)
			continue
		}
		defer resp.Body.Close()
		root, err := io.ReadAll(resp.Body)
		pool := x509.NewCertPool()
		if err != nil || !pool.AppendCertsFromPEM(root) {
			t.Fatalf("the authority's root cannot be read: %v", err)
		}
		return pool
	}
	t.Fatal("the authority does not answer")
	return nil
}

// visit opens a page under a name that leads to a port of this machine.
func visit(t *testing.T, roots *x509.CertPool, url, name string, port int) (*http.Response, error) {
	t.Helper()
	dialer := &net.Dialer{}
	client := &http.Client{Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: name}, DisableKeepAlives: true, DialContext: dialer.DialContext}}
	r, err := http.NewRequest("GET", fmt.Sprintf("%s://127.0.0.1:%d/healthz", url, port), nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = name
	return client.Do(r)
}

// TestACME gets a certificate in a real conversation with an ACME authority, keeps it over a restart, and gets none for
// a name that is not ours.
func TestACME(t *testing.T) {
	if testing.Short() {
		t.Skip("starts an ACME authority")
	}
	a, s := startAuthority(t), newShop(t)
	t.Setenv("SSL_CERT_FILE", a.trusted)
	args := []string{"--listen", fmt.Sprintf("127.0.0.1:%d", a.secure), "--listen-http", fmt.Sprintf("127.0.0.1:%d", a.plain),
		"--tls-domain", "banhda.example.com", "--acme-directory", a.directory}
	p := s.serve(t, args...)
	resp, err := visit(t, a.roots(t), "https", "banhda.example.com", a.secure)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	first := resp.TLS.PeerCertificates[0]
	if resp.StatusCode != 200 || resp.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("over TLS: %d %v", resp.StatusCode, resp.Header)
	}
	if _, err := visit(t, a.roots(t), "https", "other.example.com", a.secure); err == nil {
		t.Error("there is a certificate for a name that is not ours")
	}
	site := `{"domain":"%s","language":"vi","title":{"vi":"Quán","en":""},"home":"","menu":[],"color":"","foot":{"vi":"","en":""},"track":"","asks":"banner"}`
	if status := overSocket(t, s.dir, "PUT", "/v1/site", fmt.Sprintf(site, "www.example.com")); status != 200 {
		t.Fatalf("setting the site's own name: %d", status)
	}
	own, err := visit(t, a.roots(t), "https", "www.example.com", a.secure)
	if err != nil || own.StatusCode != 404 {
		t.Errorf("by the site's own name come its pages, not the house's health: %v, %v", own, err)
	}
	redirected, err := visit(t, nil, "http", "banhda.example.com", a.plain)
	if err != nil || redirected.Header.Get("Location") != "https://banhda.example.com/healthz" {
		t.Errorf("http:// leads to %v: %v", redirected, err)
	}
	if n := sends[api.SiteNames](t, s.dir, "GET", "/v1/site/names", "").Names[0]; n.Certificate != "good" || n.Until == "" || n.Failed != nil {
		t.Errorf("of the certificate that was got it is said %+v", n)
	}
	p.end()

	// At other ports the authority does not find the house: what it got before holds, and why there is no more is told.
	closed := freePort(t)
	s.serve(t, "--listen", fmt.Sprintf("127.0.0.1:%d", closed), "--listen-http", "off", "--tls-domain", "banhda.example.com", "--acme-directory", a.directory)
	again, err := visit(t, a.roots(t), "https", "banhda.example.com", closed)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.TLS.PeerCertificates[0].Raw, first.Raw) {
		t.Error("after a restart the certificate is got anew")
	}
	if status := overSocket(t, s.dir, "PUT", "/v1/site", fmt.Sprintf(site, "blog.example.com")); status != 200 {
		t.Fatalf("setting another name: %d", status)
	}
	for range 2 { // the second time the manager only says that there is none
		if _, err := visit(t, a.roots(t), "https", "blog.example.com", closed); err == nil {
			t.Error("there is a certificate though the authority did not find the house")
		}
		n := sends[api.SiteNames](t, s.dir, "GET", "/v1/site/names", "").Names[0]
		if n.Certificate != "wrong" || n.Failed == nil || n.Failed.Detail == "" || !strings.Contains(n.Next, "by that name") {
			t.Errorf("of a certificate that was refused it is said %+v", n)
		}
	}
}

// overSocket asks an operation as who owns the data does.
func overSocket(t *testing.T, data, method, path, body string) (status int) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", socketPath(data))
	}}}
	r, err := http.NewRequest(method, "http://banhda"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	return resp.StatusCode
}

// TestCertificateFiles serves a certificate of one's own, and the next one once its file is replaced.
func TestCertificateFiles(t *testing.T) {
	dir := t.TempDir()
	f := &certificateFile{cert: filepath.Join(dir, "cert.pem"), key: filepath.Join(dir, "key.pem")}
	if _, err := f.get(nil); err == nil {
		t.Fatal("a certificate that is not there is served")
	}
	write := func(at time.Time) []byte {
		selfSigned(t, f.cert, f.key, "banhda.example.com")
		if err := os.Chtimes(f.cert, at, at); err != nil {
			t.Fatal(err)
		}
		f.looked = time.Time{}
		c, err := f.get(nil)
		if err != nil {
			t.Fatal(err)
		}
		return c.Certificate[0]
	}
	now := time.Now()
	first := write(now)
	if second := write(now.Add(time.Second)); bytes.Equal(first, second) {
		t.Error("the file was replaced and the old certificate is served")
	}
	if err := os.WriteFile(f.cert, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	f.looked = time.Time{}
	if c, err := f.get(nil); err != nil || len(c.Certificate) == 0 {
		t.Errorf("while the file is half written there is no certificate: %v", err)
	}
}

func TestNetworkFlags(t *testing.T) {
	for _, c := range []struct {
		n              network
		address, plain string
	}{
		{network{}, "127.0.0.1:8080", ""},
		{network{listen: ":1"}, ":1", ""},
		{network{domains: "a.vn"}, ":443", ":80"},
		{network{domains: "a.vn", listen: ":1", plain: "off"}, ":1", ""},
		{network{cert: "c", key: "k"}, ":443", ""},
		{network{cert: "c", key: "k", plain: ":2"}, ":443", ":2"},
		{network{plain: ":2"}, "127.0.0.1:8080", ""},
	} {
		if c.n.address() != c.address || c.n.plainAddress() != c.plain {
			t.Errorf("%+v: listens at %s and %s", c.n, c.n.address(), c.n.plainAddress())
		}
	}
	for _, n := range []network{{domains: "a.vn", cert: "c", key: "k"}, {cert: "c"}, {key: "k"}, {cert: "/nowhere", key: "/nowhere"}} {
		if _, err := n.certificates(t.TempDir(), nil); err == nil {
			t.Errorf("%+v is taken", n)
		}
	}
	if list, err := (&network{proxies: "127.0.0.1, 10.1.2.3/8,::1"}).trusted(); err != nil || fmt.Sprint(list) != "[127.0.0.1/32 10.0.0.0/8 ::1/128]" {
		t.Errorf("trusted proxies: %v %v", list, err)
	}
	if _, err := (&network{proxies: "localhost"}).trusted(); err == nil {
		t.Error("a name is taken for a network")
	}
}
