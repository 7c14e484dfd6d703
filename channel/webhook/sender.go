package webhook

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	// within is how long a receiver may take.
	within = 15 * time.Second
	// shown is how many bytes of a receiver's answer are kept; the rest is not read.
	shown = 500
)

// Sender sends messages. Its zero value sends to the internet only.
type Sender struct {
	// Private lets messages go to this machine and its network, too: for a house whose other systems stand there.
	Private bool
	// Now is the product's clock.
	Now func() time.Time

	client http.Client
}

// NewSender makes a sender.
func NewSender(private bool, now func() time.Time) *Sender {
	s := &Sender{Private: private, Now: now}
	dialer := &net.Dialer{Timeout: within, Control: s.allow}
	s.client = http.Client{
		Timeout: within,
		// No proxy: it would be the one that dials, and look at no address.
		Transport:     &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: within, MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return s
}

// Client asks other servers for something within the same bounds.
func (s *Sender) Client() *http.Client { return &s.client }

// ErrPrivate says that an address leads into a private network.
var ErrPrivate = errors.New("this address leads to this machine or a private network, where messages do not go; set BANHDA_PRIVATE_WEBHOOKS=yes on the server if it is yours")

// allow looks at the address that is about to be dialled, after names were resolved: so no name can lead elsewhere than
// it did when it was looked at.
func (s *Sender) allow(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if !s.Private && !Public(at.Addr()) {
		return ErrPrivate
	}
	return nil
}

// reserved are networks that are nobody's on the internet beside those package netip knows: RFC 6890 and its successors.
// Those that carry addresses of version 4 within are among them: what is behind cannot be seen.
var reserved = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "240.0.0.0/4", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10", "::/96")

func prefixes(list ...string) (all []netip.Prefix) {
	for _, p := range list {
		all = append(all, netip.MustParsePrefix(p))
	}
	return all
}

// Public reports whether an address is somebody's on the internet.
func Public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// Send sends a message once and tells what came of it. id is its name outside.
func (s *Sender) Send(ctx context.Context, h *Hook, id string, body []byte) Attempt {
	start := s.Now()
	a := Attempt{At: start.UnixMicro()}
	req, err := s.request(ctx, h, id, body, start)
	if err == nil {
		var resp *http.Response
		if resp, err = s.client.Do(req); err == nil {
			a.read(resp)
		}
	}
	a.Took = s.Now().Sub(start).Microseconds()
	if err != nil {
		a.Error = reason(err)
	}
	return a
}

func (s *Sender) request(ctx context.Context, h *Hook, id string, body []byte, at time.Time) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	signatures, err := h.signatures(id, at, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "banhda")
	req.Header.Set("webhook-id", id)
	req.Header.Set("webhook-timestamp", strconv.FormatInt(at.Unix(), 10))
	req.Header.Set("webhook-signature", signatures)
	return req, nil
}

// signatures are one, or two while a secret is being changed.
func (h *Hook) signatures(id string, at time.Time, body []byte) (string, error) {
	secrets := []string{h.Secret}
	if h.OldSecret != "" && at.UnixMicro() < h.OldUntil {
		secrets = append(secrets, h.OldSecret)
	}
	var all []string
	for _, secret := range secrets {
		signature, err := Sign(secret, id, at.Unix(), body)
		if err != nil {
			return "", err
		}
		all = append(all, signature)
	}
	return strings.Join(all, " "), nil
}

// read keeps what a receiver answered.
func (a *Attempt) read(resp *http.Response) {
	defer resp.Body.Close()
	a.Status = resp.StatusCode
	text, _ := io.ReadAll(io.LimitReader(resp.Body, shown))
	a.Answer = strings.ToValidUTF8(string(text), "\uFFFD")
	a.After = retryAfter(resp.Header.Get("Retry-After"), a.At)
}

// longestAfter bounds what a receiver may ask.
const longestAfter = 24 * time.Hour

// retryAfter reads the header, in seconds or as a date, as microseconds.
func retryAfter(s string, now int64) int64 {
	wait := int64(0)
	if n, err := strconv.Atoi(s); err == nil {
		wait = time.Duration(min(n, int(longestAfter/time.Second)) * int(time.Second)).Microseconds()
	} else if at, err := http.ParseTime(s); err == nil {
		wait = at.UnixMicro() - now
	}
	return min(max(wait, 0), longestAfter.Microseconds())
}

// reason is why there was no answer, without the address that everybody sees beside it.
func reason(err error) string {
	var dial *net.OpError
	var name *net.DNSError
	switch {
	case errors.Is(err, ErrPrivate):
		return ErrPrivate.Error()
	case errors.As(err, &name):
		return "its name is not found"
	case errors.Is(err, context.DeadlineExceeded):
		return "no answer in time"
	case errors.As(err, &dial):
		return dial.Err.Error()
	}
	return err.Error()
}
