package email

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"

	"github.com/emersion/go-msgauth/dkim"
)

// Key signs mail for a domain by DKIM (RFC 6376).
type Key struct {
	Domain   string
	Selector string
	Signer   crypto.Signer
}

// The algorithms of keys. Mail is signed by one of each: who does not know Ed25519 (RFC 8463) passes over it.
const (
	RSA     = "rsa"
	Ed25519 = "ed25519"
)

// NewKey makes a private key, in PKCS #8.
func NewKey(algorithm string) ([]byte, error) {
	var key any
	var err error
	if algorithm == RSA {
		key, err = rsa.GenerateKey(rand.Reader, 2048)
	} else {
		_, key, err = ed25519.GenerateKey(rand.Reader)
	}
	if err != nil {
		return nil, err
	}
	return x509.MarshalPKCS8PrivateKey(key)
}

// ParseKey reads a private key as NewKey made it.
func ParseKey(pkcs8 []byte) (crypto.Signer, error) {
	key, err := x509.ParsePKCS8PrivateKey(pkcs8)
	if err != nil {
		return nil, err
	}
	s, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("a key of the kind %T signs nothing", key)
	}
	return s, nil
}

// Record is what DNS has to say of a key at SELECTOR._domainkey.DOMAIN, as TXT.
func Record(s crypto.Signer) (string, error) {
	if k, ok := s.Public().(ed25519.PublicKey); ok {
		return "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(k), nil
	}
	der, err := x509.MarshalPKIXPublicKey(s.Public())
	return "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(der), err
}

// signed are the headers a signature covers. From stands twice: a second one put in on the way breaks the signature. Those of
// leaving a list have to be covered for one click to be taken (RFC 8058).
var signed = []string{"From", "From", "To", "Subject", "Date", "Message-ID", "Reply-To", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID"}

// sign puts a signature by each key before a message.
func sign(message []byte, keys []Key) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(len(message) + 1024*len(keys))
	for _, k := range keys {
		s, err := dkim.NewSigner(&dkim.SignOptions{Domain: k.Domain, Selector: k.Selector, Signer: k.Signer, HeaderKeys: signed,
			HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed})
		if err != nil {
			return nil, err
		}
		if _, err := s.Write(message); err != nil {
			return nil, err
		}
		if err := s.Close(); err != nil {
			return nil, err
		}
		b.WriteString(s.Signature())
	}
	b.Write(message)
	return b.Bytes(), nil
}
