package api

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"banhda/auth"
	"banhda/engage/payment"
	"banhda/store"
)

// largestFeed is the most bytes one call of a bank's feed may have.
const largestFeed = 256 << 10

// bankFed takes what a bank's feed tells. It is answered once all is kept, so that a feed which hears nothing tells again;
// what it tells again changes nothing.
func (s *Server) bankFed(w http.ResponseWriter, r *http.Request) {
	if !s.flows.hooks.Allow() {
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	ctx, cancel := context.WithTimeout(auth.With(r.Context(), systemActor), bodyWait)
	defer cancel()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestFeed))
	var lines []payment.Line
	if err == nil {
		lines, err = s.readFeed(ctx, r, body)
	}
	if err == nil {
		_, err = s.takeLines(ctx, lines, nil)
	}
	if err != nil {
		p := s.problem(ctx, err)
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(p.GetStatus())
		_ = json.NewEncoder(w).Encode(p) // nobody listens any more, or it is written
		return
	}
	answerJSON(w, http.StatusOK, map[string]any{"success": true, "error": false})
}

// readFeed reads a call whose address and proof are right; whoever does not know them learns nothing.
func (s *Server) readFeed(ctx context.Context, r *http.Request, body []byte) (lines []payment.Line, err error) {
	return lines, s.Records.View(ctx, func(v *store.View) error {
		set, err := readPayments(ctx, v)
		if err != nil {
			return err
		}
		if !hmac.Equal([]byte(r.PathValue("key")), []byte(s.feedMark(&set))) {
			return missing("there is nothing at this address")
		}
		if set.Sealed != "" {
			secret, err := s.paymentSealer().Open(set.Sealed, paymentSetting)
			if err != nil {
				return err
			}
			if !proves(r.Header, body, secret, time.UnixMicro(v.Now())) {
				return refused(http.StatusUnauthorized, 0, "the feed does not prove who it is; put the same secret here and there")
			}
		}
		w, err := readWorkspace(ctx, v)
		if err != nil {
			return err
		}
		zone, err := loadZone("", w.Timezone)
		if err == nil {
			if lines, err = payment.ReadFeed(body, zone, v.Now()); err != nil {
				err = wrong(err)
			}
		}
		return err
	})
}

// feedDrift is by how much a signed instant may differ from ours: what was recorded cannot be played again later.
const feedDrift = 5 * time.Minute

// proves reports whether a call has the secret: as SePay (an HMAC of instant and body, or Authorization: Apikey) and Casso
// (Secure-Token) send it, or any other in Authorization: Bearer.
func proves(h http.Header, body []byte, secret string, now time.Time) bool {
	if sign, at := h.Get("X-SePay-Signature"), h.Get("X-SePay-Timestamp"); sign != "" {
		n, err := strconv.ParseInt(at, 10, 64)
		if err != nil || now.Sub(time.Unix(n, 0)).Abs() > feedDrift {
			return false
		}
		m := hmac.New(sha256.New, []byte(secret))
		m.Write([]byte(at + "."))
		m.Write(body)
		return hmac.Equal([]byte(strings.TrimPrefix(sign, "sha256=")), []byte(hex.EncodeToString(m.Sum(nil))))
	}
	given := h.Get("Secure-Token")
	for _, scheme := range []string{"Apikey ", "Bearer "} {
		if auth := h.Get("Authorization"); len(auth) > len(scheme) && strings.EqualFold(auth[:len(scheme)], scheme) {
			given = auth[len(scheme):]
		}
	}
	return hmac.Equal([]byte(given), []byte(secret))
}
