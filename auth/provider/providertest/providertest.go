// Package providertest is a provider of identity for tests: a real one, on this machine, with users and clients of the
// test's own.
package providertest

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

// The client every test's house is, and the password of every user.
const (
	ClientID = "banhda"
	Secret   = "providertest's secret"
	password = "verysecure"
)

// Provider is one that runs until the test ends.
type Provider struct {
	URL   string // its issuer
	users map[string]*storage.User
}

// Start starts a provider that sends people back to redirect.
func Start(t *testing.T, redirect string) *Provider {
	p := &Provider{users: map[string]*storage.User{}}
	var handler http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	p.URL = server.URL
	clients := map[string]*storage.Client{ClientID: storage.WebClient(ClientID, Secret, redirect)}
	handler = exampleop.SetupServer(p.URL, storage.NewStorageWithClients(p, clients), slog.New(slog.DiscardHandler), false)
	return p
}

// Add adds somebody who signs in there by their name.
func (p *Provider) Add(name, email string, verified bool) {
	p.users[name] = &storage.User{ID: name, Username: name, Password: password, FirstName: name, Email: email, EmailVerified: verified}
}

// Change gives somebody another address.
func (p *Provider) Change(name, email string) { p.users[name].Email = email }

// SignIn goes where a browser that signs in is sent, as somebody, and gives where it is led to after that. The client
// keeps cookies and follows where it is led.
func (p *Provider) SignIn(client *http.Client, from, name string) (*url.URL, error) {
	resp, err := client.Get(from)
	if err != nil {
		return nil, err
	}
	io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	id := resp.Request.URL.Query().Get("authRequestID")
	if id == "" {
		return resp.Request.URL, errors.New("the provider shows no page to sign in: " + resp.Status)
	}
	resp, err = client.PostForm(p.URL+"/login/username", url.Values{"id": {id}, "username": {name}, "password": {password}})
	if err != nil {
		return nil, err
	}
	resp.Body.Close()
	return resp.Request.URL, nil
}

// GetUserByID implements storage.UserStore.
func (p *Provider) GetUserByID(id string) *storage.User { return p.users[id] }

// GetUserByUsername implements storage.UserStore.
func (p *Provider) GetUserByUsername(name string) *storage.User { return p.users[name] }

// ExampleClientID implements storage.UserStore: it is the id of a client that nobody here is.
func (p *Provider) ExampleClientID() string { return storage.ServiceUserID }
