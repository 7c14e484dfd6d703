package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"banhda/drive/flow"
)

type greeting struct {
	Text   string  `json:"text"`
	Warmth float64 `json:"warmth,omitempty"`
}

type greetingOrder struct {
	Name string `query:"name" required:"true" maxLength:"10"`
}

// greet is an operation that fails as its caller wishes.
func greet(_ context.Context, in *greetingOrder, tell Tell) (*greeting, error) {
	tell(Progress{Step: "greeting", Done: 1, Total: 2})
	switch in.Name {
	case "nobody":
		return nil, fmt.Errorf("greeting: %w", flow.ErrNotFound)
	case "wrong":
		return nil, invalid("%q is no name", in.Name)
	case "broken":
		return nil, errors.New("the voice is gone")
	}
	return &greeting{Text: "chào " + in.Name, Warmth: map[string]float64{"nan": math.NaN()}[in.Name]}, nil
}

func greeter(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	house := &Server{mux: mux, api: humago.New(mux, configuration()), House: House{Logger: slog.New(slog.DiscardHandler)}}
	answer(house, operation{method: "GET", path: "/greeting", id: "greet", permission: "greet", doc: "Greet."}, greet)
	s := httptest.NewServer(house.Handler())
	t.Cleanup(s.Close)
	return s
}

func TestAnAnswerIsTheSameWatchedOrNot(t *testing.T) {
	s := greeter(t)
	for name, status := range map[string]int{"Lan": 200, "nobody": 404, "wrong": 422, "broken": 500, "nan": 500, "longerthanten": 422} {
		resp, err := http.Get(s.URL + "/greeting?name=" + name)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if kind := resp.Header.Get("Content-Type"); resp.StatusCode != status || (status != 200) != (kind == "application/problem+json") {
			t.Errorf("%s: status %d as %s, want %d", name, resp.StatusCode, kind, status)
		}
		heard := 0
		raw, err := client(s).Call(context.Background(), "GET", "/greeting", url.Values{"name": {name}}, nil, func(Progress) { heard++ })
		var p *Problem
		switch {
		case status == 200:
			if err != nil || string(raw) != `{"text":"chào Lan"}` || heard != 1 {
				t.Errorf("%s: %s, %d times progress (%v)", name, raw, heard, err)
			}
		case !errors.As(err, &p) || p.Status != status:
			t.Errorf("%s: watched, it fails with %v, not with status %d", name, err, status)
		}
	}
}

func client(s *httptest.Server) *Client {
	return NewClient(func(ctx context.Context) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "tcp", s.Listener.Addr().String())
	})
}

func TestAProblemNamesThePart(t *testing.T) {
	s := greeter(t)
	_, err := client(s).Call(context.Background(), "GET", "/greeting", url.Values{"name": {"longerthanten"}}, nil, nil)
	if err == nil || !strings.Contains(err.Error(), "query.name") || !strings.Contains(err.Error(), "longerthanten") {
		t.Errorf("the problem does not say what is wrong: %v", err)
	}
	_, err = client(s).Call(context.Background(), "GET", "/greeting", url.Values{"name": {"Lan"}, "nam": {"Lan"}}, nil, nil)
	if err == nil || !strings.Contains(err.Error(), "query.nam") {
		t.Errorf("an unknown parameter passes: %v", err)
	}
}

func TestAnAnswerCutOffIsAnError(t *testing.T) {
	for _, cut := range []string{"", `{"progress":{"step":"x"}}`, `{"result":{"te`} {
		if raw, err := readLines(strings.NewReader(cut), nil); err == nil {
			t.Errorf("%q was read as the answer %s", cut, raw)
		}
	}
}
