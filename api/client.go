package api

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
)

// Client asks a server through its socket.
type Client struct {
	// Language is what problems are told in, vi or en.
	Language string

	http http.Client
}

// NewClient makes a client of the server whose connections dial opens.
func NewClient(dial func(ctx context.Context) (net.Conn, error)) *Client {
	return &Client{http: http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return dial(ctx) },
	}}}
}

// ErrUnanswered says that not even the beginning of an answer came: the server may be stopping.
var ErrUnanswered = errors.New("the server does not answer")

// Problem is a failure as the server told it.
type Problem struct {
	Status int    `json:"status"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Errors []struct {
		Message  string `json:"message"`
		Location string `json:"location"`
		Value    any    `json:"value"`
	} `json:"errors"`
}

// Error implements error: the detail, and what was wrong with which part.
func (p *Problem) Error() string {
	s := p.Detail
	if s == "" {
		s = p.Title
	}
	for _, e := range p.Errors {
		s += fmt.Sprintf("\n  %s: %s", e.Location, e.Message)
		if e.Value != nil {
			s += fmt.Sprintf(" (%.100s)", fmt.Sprint(e.Value))
		}
	}
	return s
}

// Call asks for one operation and gives its result as the server wrote it. body is sent as JSON, nil for none. tell
// hears of progress. Failures the server tells of are *Problem; where it was silent, ErrUnanswered.
func (c *Client) Call(ctx context.Context, method, path string, query url.Values, body any, tell Tell) (json.RawMessage, error) {
	var sent io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		sent = bytes.NewReader(b)
	}
	target := url.URL{Scheme: "http", Host: "banhda", Path: path, RawQuery: query.Encode()}
	r, err := http.NewRequestWithContext(ctx, method, target.String(), sent)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", lines)
	r.Header.Set("Accept-Language", c.Language)
	resp, err := c.http.Do(r)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnanswered, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode >= http.StatusBadRequest {
		return nil, readProblem(resp)
	}
	return readLines(resp.Body, tell)
}

// Close ends the connections that are kept open between calls.
func (c *Client) Close() { c.http.CloseIdleConnections() }

func readProblem(resp *http.Response) error {
	p := &Problem{Status: resp.StatusCode, Title: resp.Status}
	if err := json.NewDecoder(resp.Body).Decode(p); err != nil {
		return errors.Join(p, err)
	}
	return p
}

// readLines hears of progress until the result or the problem comes.
func readLines(r io.Reader, tell Tell) (json.RawMessage, error) {
	d := json.NewDecoder(bufio.NewReader(r))
	for {
		var l struct {
			Progress *Progress
			Result   json.RawMessage
			Problem  *Problem
		}
		if err := d.Decode(&l); err != nil {
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				return nil, errors.New("the server stopped before it had answered; run the command again")
			}
			return nil, err
		}
		switch {
		case l.Problem != nil:
			return nil, l.Problem
		case l.Result != nil:
			return l.Result, nil
		case l.Progress != nil && tell != nil:
			tell(*l.Progress)
		}
	}
}
