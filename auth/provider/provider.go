// Package provider lets people in who have shown a provider of identity who they are: OpenID Connect, the authorization
// code flow with PKCE.
package provider

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Config is what a provider has to know of this house, and how it is found.
type Config struct {
	Issuer   string // an address, under which /.well-known/openid-configuration lies
	ClientID string
	Secret   string
}

// Provider is one that has been found.
type Provider struct {
	config   Config
	client   *http.Client
	found    *oidc.Provider
	verifier *oidc.IDTokenVerifier
}

// Identity is whom a provider has let in.
type Identity struct {
	Issuer, Subject string
	Email, Name     string
	Verified        bool // the provider has seen that the address is theirs
}

// Round is what one sign-in must bring back: it is kept in the browser, where nobody else reads it.
type Round struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
	To       string `json:"to"` // the page to go to afterwards
	At       int64  `json:"at"` // when it began, microseconds
}

// What goes wrong when a provider sends somebody back.
var (
	ErrRound = errors.New("this sign-in was not begun here, or took too long; begin again")
	ErrNonce = errors.New("the provider answers another question than was asked")
)

// patience is how long a provider may take to answer.
const patience = 10 * time.Second

// Connect finds a provider.
func Connect(ctx context.Context, c Config) (*Provider, error) {
	client := &http.Client{Timeout: patience}
	found, err := oidc.NewProvider(oidc.ClientContext(ctx, client), c.Issuer)
	if err != nil {
		return nil, fmt.Errorf("finding the provider of identity: %w", err)
	}
	return &Provider{c, client, found, found.VerifierContext(oidc.ClientContext(context.Background(), client), &oidc.Config{ClientID: c.ClientID})}, nil
}

// Begin begins a sign-in that ends at the page to.
func Begin(to string, now time.Time) Round {
	return Round{State: oauth2.GenerateVerifier(), Nonce: oauth2.GenerateVerifier(), Verifier: oauth2.GenerateVerifier(), To: to, At: now.UnixMicro()}
}

// Address is where a browser is sent; redirect is where the provider sends it back to.
func (p *Provider) Address(redirect string, r Round) string {
	return p.settings(redirect).AuthCodeURL(r.State, oidc.Nonce(r.Nonce), oauth2.S256ChallengeOption(r.Verifier))
}

func (p *Provider) settings(redirect string) *oauth2.Config {
	return &oauth2.Config{ClientID: p.config.ClientID, ClientSecret: p.config.Secret, Endpoint: p.found.Endpoint(), RedirectURL: redirect,
		Scopes: []string{oidc.ScopeOpenID, "profile", "email"}}
}

// longest is how long somebody may take to sign in at the provider.
const longest = 10 * time.Minute

// Fits reports whether what came back belongs to a round that still counts.
func (r Round) Fits(state string, now time.Time) bool {
	age := now.Sub(time.UnixMicro(r.At))
	return r.State != "" && subtle.ConstantTimeCompare([]byte(r.State), []byte(state)) == 1 && age >= 0 && age < longest
}

// Identify exchanges the code that came back for who somebody is.
func (p *Provider) Identify(ctx context.Context, redirect, code string, r Round) (Identity, error) {
	ctx = oidc.ClientContext(ctx, p.client)
	token, err := p.settings(redirect).Exchange(ctx, code, oauth2.VerifierOption(r.Verifier))
	if err != nil {
		return Identity{}, fmt.Errorf("exchanging the provider's code: %w", err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := p.verifier.Verify(ctx, raw)
	if err != nil {
		return Identity{}, fmt.Errorf("reading who the provider says somebody is: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(r.Nonce)) != 1 {
		return Identity{}, ErrNonce
	}
	var said claims
	if err := id.Claims(&said); err != nil {
		return Identity{}, fmt.Errorf("reading what the provider says: %w", err)
	}
	if said.Email == "" {
		said, err = p.ask(ctx, token, id.Subject)
	}
	return Identity{Issuer: id.Issuer, Subject: id.Subject, Email: said.Email, Name: strings.TrimSpace(said.Name), Verified: bool(said.Verified)}, err
}

// ask reads what the provider tells only whom it gave a token.
func (p *Provider) ask(ctx context.Context, token *oauth2.Token, subject string) (said claims, err error) {
	info, err := p.found.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return said, fmt.Errorf("asking the provider for an address: %w", err)
	}
	if info.Subject != subject {
		return said, errors.New("the provider speaks of somebody else")
	}
	return said, info.Claims(&said)
}

// claims are what is read of what a provider says.
type claims struct {
	Email    string `json:"email"`
	Verified truth  `json:"email_verified"`
	Name     string `json:"name"`
}

// truth is true, or "true" as some providers write it.
type truth bool

// UnmarshalJSON implements json.Unmarshaler.
func (t *truth) UnmarshalJSON(b []byte) error {
	*t = string(b) == "true" || string(b) == `"true"`
	return nil
}
