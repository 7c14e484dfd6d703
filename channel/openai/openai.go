// Package openai asks a service of language models by the protocol most of them speak: chat completions, told as they grow. The
// service may be on a machine of one's own. One question is asked at most twice, within a bounded time, for a bounded answer.
package openai

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// Client asks one model.
type Client struct {
	URL    string // such as https://api.example.com/v1
	Model  string
	Key    string        // empty: the service asks for none
	Within time.Duration // for an answer, with the second try; 0: Within
	HTTP   *http.Client  // nil: the usual one
}

// Within is how long an answer may take where a client does not say.
const Within = 12 * time.Second

// mostBytes is how much of an answer is read.
const mostBytes = 256 << 10

// Asked is a question: what is ordered, and what it is about.
type Asked struct {
	Order, About string
	Most         int // tokens of the answer
}

// Answer is what the model says, and what the service counted for it.
type Answer struct {
	Text   string
	Tokens int64
}

// Error is what the service said instead of an answer.
type Error struct {
	Status int // of HTTP
	Said   string
}

func (e *Error) Error() string { return fmt.Sprintf("the service answered %d: %s", e.Status, e.Said) }

// again reports whether the same question may be answered the next time.
func again(err error) bool {
	said := &Error{}
	if errors.As(err, &said) {
		return said.Status == http.StatusTooManyRequests || said.Status >= 500
	}
	return !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, context.Canceled) && !errors.Is(err, errPart)
}

var (
	errPart  = errors.New("the service broke off within an answer")
	errLong  = errors.New("the service answers at a length nobody asked for")
	errEmpty = errors.New("the service answered nothing")
)

// Ask asks, and tells what there is of the answer each time it grows. What was begun is not asked again.
func (c *Client) Ask(ctx context.Context, q Asked, tell func(soFar string)) (a Answer, err error) {
	within := c.Within
	if within == 0 {
		within = Within
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	for try := 0; ; try++ {
		if a, err = c.once(ctx, q, tell); err == nil || try > 0 || !again(err) {
			return a, err
		}
		select {
		case <-ctx.Done():
			return a, ctx.Err()
		case <-time.After(within / 20):
		}
	}
}

// said is a message of the protocol.
type said struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

func (c *Client) once(ctx context.Context, q Asked, tell func(string)) (a Answer, err error) {
	body, err := json.Marshal(map[string]any{"model": c.Model, "stream": true, "stream_options": map[string]bool{"include_usage": true}, "temperature": 0, "max_tokens": q.Most,
		"messages": []said{{"system", q.Order}, {"user", q.About}}})
	if err != nil {
		return a, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(c.URL, "/")+"/chat/completions", bytes.NewReader(body))
	if err != nil {
		return a, err
	}
	r.Header.Set("Content-Type", "application/json")
	if c.Key != "" {
		r.Header.Set("Authorization", "Bearer "+c.Key)
	}
	client := c.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	resp, err := client.Do(r)
	if err != nil {
		return a, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return a, refusal(resp)
	}
	return read(io.LimitReader(resp.Body, mostBytes), tell)
}

// refusal is what the service says is wrong.
func refusal(resp *http.Response) error {
	text, _ := io.ReadAll(io.LimitReader(resp.Body, 4096)) // as much as there is
	var told struct {
		Error struct{ Message string } `json:"error"`
	}
	if json.Unmarshal(text, &told) == nil && told.Error.Message != "" {
		text = []byte(told.Error.Message)
	}
	return &Error{resp.StatusCode, strings.ToValidUTF8(string(text[:min(len(text), 300)]), "")}
}

// piece is a part of an answer.
type piece struct {
	Choices []struct {
		Delta  said   `json:"delta"`
		Finish string `json:"finish_reason"`
	} `json:"choices"`
	Usage *struct {
		Total int64 `json:"total_tokens"`
	} `json:"usage"`
}

// read reads an answer as it grows: lines of events, the last of which says that it is done.
func read(from io.Reader, tell func(string)) (a Answer, err error) {
	var text strings.Builder
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 64<<10)
	finish, done := "", false
	for !done && lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data:")
		if !ok {
			continue
		}
		var p piece
		if data = strings.TrimSpace(data); data == "[DONE]" {
			done = true
		} else if err := json.Unmarshal([]byte(data), &p); err != nil {
			return a, errors.Join(errPart, err)
		}
		if p.Usage != nil {
			a.Tokens = p.Usage.Total
		}
		for _, c := range p.Choices {
			if finish = c.Finish; c.Delta.Content != "" {
				text.WriteString(c.Delta.Content)
				tell(text.String())
			}
		}
	}
	a.Text = strings.TrimSpace(text.String())
	switch {
	case lines.Err() != nil:
		return a, errors.Join(errPart, lines.Err())
	case finish == "length":
		return a, errLong
	case !done:
		return a, errPart
	case a.Text == "":
		return a, errEmpty
	}
	return a, nil
}
