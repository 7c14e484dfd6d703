package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"banhda/api"
)

// asked posts an order and reads the answer.
func asked[T any](ctx context.Context, c *call, path string, order any) (*T, error) {
	raw, err := c.ask(ctx, "POST", path, nil, order)
	if err != nil {
		return nil, err
	}
	answer := new(T)
	if err := json.Unmarshal(raw, answer); err != nil {
		return nil, fmt.Errorf("reading the server's answer: %w", err)
	}
	return answer, nil
}

// kbLine is an article of a file, and the line it stands on.
type kbLine struct {
	line    int
	bytes   int
	article api.ArticleBrought
}

// kbPiece is articles that go in one call, and their lines.
type kbPiece struct {
	order api.ArticleImport
	lines []int
	bytes int
}

// A piece is short enough to be one transaction, and small enough to be one call.
const (
	kbPieceLines = 250
	kbPieceBytes = 400_000
)

func (p *kbPiece) full(l *kbLine) bool {
	return len(p.lines) > 0 && (len(p.lines) == kbPieceLines || p.bytes+l.bytes > kbPieceBytes)
}

func (p *kbPiece) add(l *kbLine) {
	p.lines, p.bytes = append(p.lines, l.line), p.bytes+l.bytes
	p.order.Articles = append(p.order.Articles, l.article)
}

// eachArticle reads a file of articles, lays wrong lines aside and gives the others to take.
func (c *call) eachArticle(path string, out *KBImported, take func(kbLine) error) error {
	first := map[string]int{} // the line of each id
	return c.eachLine(path, func(n int, line []byte) error {
		out.Read++
		l := kbLine{line: n, bytes: len(line)}
		wrong := l.parse(c, line)
		if before := first[l.article.ID]; wrong == "" && before > 0 {
			wrong = fmt.Sprintf(c.say("mã %q đã có ở dòng %d", "the id %q stands on line %d already"), l.article.ID, before)
		}
		if wrong != "" {
			out.Refused = append(out.Refused, KBRefused{n, l.article.ID, wrong})
			return nil
		}
		first[l.article.ID] = n
		return take(l)
	})
}

// parse reads an article, and says what is wrong with it.
func (l *kbLine) parse(c *call, line []byte) (wrong string) {
	var in struct {
		ID       json.RawMessage `json:"id"`
		Title    string          `json:"title"`
		Body     string          `json:"body"`
		Language string          `json:"lang"`
	}
	if !utf8.Valid(line) {
		return c.say("không phải UTF-8", "this is no UTF-8")
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return fmt.Sprintf(c.say(`cần một đối tượng JSON {"id", "title", "body"}: %v`, `this has to be an object of JSON, {"id", "title", "body"}: %v`), err)
	}
	id, ok := idText(in.ID)
	if !ok {
		return c.say("id phải là chữ hoặc số", "id has to be a text or a number")
	}
	if in.Language != "vi" && in.Language != "en" {
		in.Language = ""
	}
	l.article = api.ArticleBrought{ID: id, Title: in.Title, Body: in.Body, Language: in.Language}
	return ""
}

// idText is an id that is a text, or a number as it is written.
func idText(raw json.RawMessage) (string, bool) {
	var s string
	if json.Unmarshal(raw, &s) == nil && s != "" {
		return s, true
	}
	var n json.Number
	if json.Unmarshal(raw, &n) == nil && n != "" {
		return n.String(), true
	}
	return "", false
}

// longestKBLine is how long a line may be: an article is not longer, however it is escaped.
const longestKBLine = 4 << 20

// eachLine gives the lines of a file that are not empty, with their numbers; - is standard input, .gz is unpacked.
func (c *call) eachLine(path string, take func(n int, line []byte) error) error {
	var in io.Reader = os.Stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	if strings.HasSuffix(path, ".gz") {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		in = unpacked
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 64<<10), longestKBLine)
	for n := 1; lines.Scan(); n++ {
		line := lines.Bytes()
		if n == 1 {
			line = []byte(strings.TrimPrefix(string(line), "\ufeff"))
		}
		if len(strings.TrimSpace(string(line))) == 0 {
			continue
		}
		if err := take(n, line); err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return fmt.Errorf(c.say("%s: một dòng dài quá %d MB", "%s: a line is longer than %d MB"), path, longestKBLine>>20)
	}
	return lines.Err()
}

// readQueries reads what is looked for: a query a line, or an object with its id. One without an id is called by its line.
func (c *call) readQueries(path string) (list []api.ArticleQuery, err error) {
	err = c.eachLine(path, func(n int, line []byte) error {
		var in struct {
			ID    json.RawMessage `json:"id"`
			Query *string         `json:"query"`
		}
		q := api.ArticleQuery{ID: strconv.Itoa(n), Query: strings.TrimSpace(string(line))}
		if line[0] == '{' {
			if err := json.Unmarshal(line, &in); err != nil || in.Query == nil {
				return fmt.Errorf(c.say(`%s, dòng %d: cần {"id", "query"}`, `%s, line %d: this has to be {"id", "query"}`), path, n)
			}
			q.Query = *in.Query
			if id, ok := idText(in.ID); ok {
				q.ID = id
			}
		}
		list = append(list, q)
		return nil
	})
	return list, err
}
