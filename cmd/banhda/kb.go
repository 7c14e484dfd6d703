package main

import (
	"context"
	"errors"
	"fmt"

	"banhda/api"
)

func kbCommand() *command {
	return &command{name: "kb", args: "import FILE.jsonl | search", least: 1, most: 2,
		vi: "nhập bài viết, và tra cứu chúng", en: "take in articles, and look things up in them",
		moreVi: `kb import FILE.jsonl (hoặc .jsonl.gz): mỗi dòng một bài {"id": …, "title": …, "body": …}. Bài được phát hành ngay dưới mã đó;
nhập lại cùng tệp không đổi gì. Dòng sai được kể ra kèm số dòng, các dòng khác vẫn được nhập.
kb search --queries FILE: mỗi dòng một câu, viết thẳng hoặc {"id": …, "query": …}; cho mỗi câu là mã và điểm của các bài.`,
		moreEn: `kb import FILE.jsonl (or .jsonl.gz): each line an article {"id": …, "title": …, "body": …}. It is published at once under that
id; the same file again changes nothing. Wrong lines are told with their number, the others are taken in.
kb search --queries FILE: each line a query, as it is or {"id": …, "query": …}; of each the ids and scores of the articles.`,
		setup: func(f *flags) action {
			var o kbOptions
			f.text(&o.lang, "lang", "vi|en", "import: ngôn ngữ của các bài (mặc định: tự nhận ra)", "import: the language of the articles (default: found out of each)")
			f.text(&o.visibility, "visibility", "public|customers|team", "import: ai được đọc bài mới (mặc định: public)", "import: who may read new ones (default: public)")
			f.text(&o.queries, "queries", "FILE", "search: tệp câu hỏi, - là đầu vào chuẩn", "search: the file of queries, - is standard input")
			f.number(&o.limit, "limit", "N", "search: nhiều nhất bao nhiêu bài cho mỗi câu (mặc định: 10)", "search: how many articles of each query at most (default: 10)")
			return func(ctx context.Context, c *call) error { return c.kb(ctx, o) }
		}}
}

type kbOptions struct {
	lang, visibility, queries string
	limit                     int
}

func (c *call) kb(ctx context.Context, o kbOptions) error {
	switch {
	case c.args[0] == "import" && len(c.args) == 2 && o.queries == "":
		return c.kbImport(ctx, c.args[1], o)
	case c.args[0] == "search" && len(c.args) == 1 && o.queries != "":
		return c.kbSearch(ctx, o)
	}
	return &usageError{kbCommand(), c.say("viết kb import FILE.jsonl, hoặc kb search --queries FILE", "write kb import FILE.jsonl, or kb search --queries FILE")}
}

// KBImported says what became of a file of articles.
type KBImported struct {
	Read      int         `json:"read"`
	Added     int         `json:"added"`
	Changed   int         `json:"changed"`
	Unchanged int         `json:"unchanged"`
	Refused   []KBRefused `json:"refused"`
}

// KBRefused is a line that was not taken in, and why.
type KBRefused struct {
	Line   int    `json:"line"`
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

// kbImport takes a file in, piece by piece. It is read as a whole first, so that one that cannot be read changes nothing.
func (c *call) kbImport(ctx context.Context, path string, o kbOptions) error {
	out := &KBImported{Refused: []KBRefused{}}
	if err := c.eachArticle(path, out, func(kbLine) error { return nil }); err != nil {
		return err
	}
	p := c.progress()
	total := out.Read
	*out = KBImported{Refused: []KBRefused{}}
	piece := kbPiece{order: api.ArticleImport{Language: o.lang, Visibility: o.visibility}}
	send := func() error {
		err := c.sendPiece(ctx, &piece, out)
		p.tell(api.Progress{Step: "taking in", Done: int64(out.Read), Total: int64(total)})
		return err
	}
	err := c.eachArticle(path, out, func(l kbLine) error {
		if piece.full(&l) {
			if err := send(); err != nil {
				return err
			}
		}
		piece.add(&l)
		return nil
	})
	if err == nil {
		err = send()
	}
	p.close()
	if err != nil {
		return err
	}
	return c.showImported(out)
}

// sendPiece sends what was collected, and adds what became of it.
func (c *call) sendPiece(ctx context.Context, piece *kbPiece, out *KBImported) error {
	if len(piece.lines) == 0 {
		return nil
	}
	a, err := asked[api.ArticleImportAnswer](ctx, c, "/v1/articles/import", piece.order)
	if ctx.Err() != nil {
		return errors.New(c.say("đã dừng; những bài đã nhập được giữ lại. Chạy lại đúng lệnh này để nhập tiếp", "stopped; what was taken in is kept. Run the same command again to go on"))
	}
	if err != nil {
		return err
	}
	out.Added, out.Changed, out.Unchanged = out.Added+a.Added, out.Changed+a.Changed, out.Unchanged+a.Unchanged
	for _, r := range a.Refused {
		out.Refused = append(out.Refused, KBRefused{piece.lines[r.At], r.ID, r.Reason})
	}
	piece.lines, piece.order.Articles, piece.bytes = nil, nil, 0
	return nil
}

func (c *call) showImported(out *KBImported) error {
	if out.Read > 0 && len(out.Refused) == out.Read {
		return fmt.Errorf(c.say("không dòng nào nhận được; dòng %d: %s", "no line could be taken in; line %d: %s"), out.Refused[0].Line, out.Refused[0].Reason)
	}
	if c.json {
		return c.printValue(out)
	}
	t := newTable("", ">")
	t.row(c.say("Bài đã đọc", "Articles read"), c.whole(int64(out.Read)))
	t.row(c.say("Mới", "New"), c.whole(int64(out.Added)))
	t.row(c.say("Đã sửa", "Changed"), c.whole(int64(out.Changed)))
	t.row(c.say("Không đổi", "Unchanged"), c.whole(int64(out.Unchanged)))
	t.row(c.say("Dòng bị từ chối", "Lines refused"), c.whole(int64(len(out.Refused))))
	t.write(c.stdout)
	for _, r := range out.Refused {
		c.print(c.say("! dòng %d: %s", "! line %d: %s"), r.Line, r.Reason)
	}
	return nil
}

// kbSearch looks for every query of a file, many in one call.
func (c *call) kbSearch(ctx context.Context, o kbOptions) error {
	queries, err := c.readQueries(o.queries)
	if err != nil {
		return err
	}
	all := api.ArticleSearchAnswer{Results: []api.ArticleResult{}}
	for len(queries) > 0 {
		n := min(len(queries), mostKBQueries)
		var order struct {
			Queries []api.ArticleQuery `json:"queries"`
			Limit   int                `json:"limit"`
		}
		order.Queries, order.Limit = queries[:n], o.limit
		a, err := asked[api.ArticleSearchAnswer](ctx, c, "/v1/articles/search", order)
		if err != nil {
			return err
		}
		all.Results, queries = append(all.Results, a.Results...), queries[n:]
	}
	if c.json {
		return c.printValue(all)
	}
	for _, r := range all.Results {
		c.title(r.ID + " " + r.Query)
		t := newTable(">"+c.say("Điểm", "Score"), "ID", c.say("Tiêu đề", "Title"))
		for _, h := range r.Hits {
			t.row(c.decimal(h.Score, 3), h.ID, h.Title)
		}
		t.write(c.stdout)
	}
	return nil
}

// mostKBQueries is how many queries one call asks.
const mostKBQueries = 100
