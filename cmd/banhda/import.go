package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"

	"banhda/api"
)

func importCommand() *command {
	return &command{name: "import", args: "MAPPING", most: 1,
		vi: "đọc quá khứ của công ty từ tệp, theo một bản ánh xạ", en: "read a company's past from files, by a mapping",
		moreVi: `Đường dẫn trong MAPPING tính từ chỗ của nó. Có thể ngắt bất cứ lúc nào (Ctrl-C) rồi chạy lại đúng lệnh đó: không gì bị nhân đôi.
Dòng bị từ chối được ghi vào một tệp CSV kèm lý do. Cách viết: docs/mapping.vi.md.`,
		moreEn: `Paths in MAPPING are relative to it. It may be stopped at any time (Ctrl-C) and run again: nothing is doubled.
Refused rows go to a CSV file, with the reason. How to write a mapping: docs/mapping.md.`,
		setup: func(f *flags) action {
			var o importOptions
			f.text(&o.dir, "dir", "DIR", "thư mục của các tệp, thay cho chỗ của MAPPING", "where the files are, instead of beside MAPPING")
			f.toggle(&o.dryRun, "dry-run", "chỉ xem trước, không ghi gì", "only preview, write nothing")
			f.toggle(&o.list, "list", "liệt kê các lần nhập", "list the imports")
			f.text(&o.undo, "undo", "ID", "rút lại trọn một lần nhập", "take an import back as one")
			return func(ctx context.Context, c *call) error { return c.importing(ctx, o) }
		}}
}

type importOptions struct {
	dir, undo    string
	dryRun, list bool
}

func (c *call) importing(ctx context.Context, o importOptions) error {
	switch {
	case o.list && len(c.args) == 0:
		return c.listImports(ctx)
	case o.undo != "" && len(c.args) == 0:
		return c.undoImport(ctx, o.undo)
	case len(c.args) == 1 && !o.list && o.undo == "":
		return c.runImport(ctx, o)
	}
	return &usageError{importCommand(), c.say("viết một MAPPING, --list, hoặc --undo ID", "write a MAPPING, --list, or --undo ID")}
}

func (c *call) runImport(ctx context.Context, o importOptions) error {
	order, err := importOrder(c.args[0], o)
	if err != nil {
		return err
	}
	raw, err := c.ask(ctx, "POST", "/v1/imports", nil, order)
	if ctx.Err() != nil {
		return errors.New(c.say("đã dừng; những gì đã đọc được giữ lại. Chạy lại đúng lệnh này để đọc tiếp", "stopped; what was read is kept. Run the same command again to go on"))
	}
	if err != nil {
		return err
	}
	return show(c, raw, printImport)
}

// importOrder names the files in a way that does not depend on where the server was started.
func importOrder(mapping string, o importOptions) (api.ImportOrder, error) {
	path, err := filepath.Abs(mapping)
	if err != nil {
		return api.ImportOrder{}, fmt.Errorf("finding the mapping: %w", err)
	}
	dir := filepath.Dir(path)
	if o.dir != "" {
		if dir, err = filepath.Abs(o.dir); err != nil {
			return api.ImportOrder{}, fmt.Errorf("finding the files: %w", err)
		}
	}
	return api.ImportOrder{Mapping: path, Dir: dir, DryRun: o.dryRun}, nil
}

func printImport(c *call, a *api.ImportAnswer) {
	if a.Preview != nil {
		c.printPreview(a.Preview)
		return
	}
	t := newTable("", ">")
	t.row(c.say("Lần nhập", "Import"), a.ID)
	t.row(c.say("Dòng đã đọc", "Rows read"), c.whole(a.Read))
	t.row(c.say("Sự kiện nhập", "Events imported"), c.whole(a.Imported))
	t.row(c.say("Trùng (đã có)", "Duplicates (had already)"), c.whole(a.Duplicates))
	t.row(c.say("Dòng bị từ chối", "Rows refused"), c.whole(a.Refused))
	t.row(c.say("Người", "People"), c.whole(a.People))
	t.row(c.say("Giây", "Seconds"), c.decimal(a.Seconds, 1))
	t.write(c.stdout)
	if a.RefusedFile != nil {
		c.print(c.say("Dòng bị từ chối: %s", "Refused rows: %s"), *a.RefusedFile)
	}
	for _, w := range a.Warnings {
		c.print("! %s", w)
	}
}

func (c *call) listImports(ctx context.Context) error {
	raw, err := c.ask(ctx, "GET", "/v1/imports", nil, nil)
	if err != nil {
		return err
	}
	return show(c, raw, func(c *call, a *api.ImportsAnswer) {
		t := newTable("ID", c.say("Nguồn", "Source"), c.say("Bản ánh xạ", "Mapping"), c.say("Tình trạng", "State"), c.say("Bắt đầu", "Started"), ">"+c.say("Sự kiện", "Events"), ">"+c.say("Trùng", "Duplicates"), ">"+c.say("Từ chối", "Refused"))
		for _, i := range a.Imports {
			t.row(i.ID, i.Source, i.Mapping, i.State, c.moment(i.StartedAt, a.Timezone), c.whole(i.Imported), c.whole(i.Duplicates), c.whole(i.Refused))
		}
		t.write(c.stdout)
	})
}

func (c *call) undoImport(ctx context.Context, id string) error {
	raw, err := c.ask(ctx, "POST", "/v1/imports/"+url.PathEscape(id)+"/undo", nil, nil)
	if err != nil {
		return err
	}
	return show(c, raw, func(c *call, i *api.ImportRow) {
		c.print(c.say("đã rút lại lần nhập %s: %s sự kiện", "import %s is taken back: %s events"), i.ID, c.whole(i.Imported))
	})
}
