package main

import (
	"context"
	"os"
	"path/filepath"

	"banhda/api"
	"banhda/store"
)

func backupCommand() *command {
	return &command{name: "backup", args: "FOLDER", least: 1, most: 1,
		vi: "sao lưu toàn bộ dữ liệu vào một thư mục mới, trong lúc mọi người vẫn làm việc", en: "copy everything into a new folder, while everybody works",
		moreVi: "Thư mục chứa cơ sở dữ liệu, tệp, khoá bí mật và bản kê có mã băm. Hãy cất nó ở nơi khác; ai có nó là có mọi dữ liệu.",
		moreEn: "The folder holds the databases, the files, the house's secret and a list with hashes. Keep it elsewhere; whoever has it has everything.",
		setup: func(*flags) action {
			return func(ctx context.Context, c *call) error {
				path, err := filepath.Abs(c.args[0])
				if err != nil {
					return err
				}
				raw, err := c.ask(ctx, "POST", "/v1/backup", nil, map[string]string{"path": path})
				if err != nil {
					return err
				}
				return show(c, raw, func(c *call, m *api.BackupManifest) {
					c.print(c.say("đã sao lưu vào %s: %s tệp, %s bản ghi của nhật ký", "backed up into %s: %s files, %s entries of the log"), path, c.whole(int64(len(m.Files))), c.whole(m.Entries))
				})
			}
		}}
}

func restoreCommand() *command {
	return &command{name: "restore", args: "FOLDER", least: 1, most: 1,
		vi: "khôi phục một bản sao lưu vào thư mục dữ liệu còn trống", en: "restore a backup into an empty data directory",
		moreVi: "Kiểm tra mọi tệp trước khi ghi. Lần khởi động sau dựng lại số liệu từ nhật ký. Ai đã được xoá sau bản sao lưu: đưa tệp erased mới nhất bằng --erased để họ được xoá lại. Bản sao của PostgreSQL cần thêm --database: một cơ sở dữ liệu trống.",
		moreEn: "Checks every file before it writes. The next start makes the figures anew from the log. For whoever was erased since the backup give the newest file erased by --erased: they are erased again. A backup of PostgreSQL also wants --database: an empty one.",
		setup: func(f *flags) action {
			erased := ""
			f.text(&erased, "erased", "FILE", "tệp erased mới nhất, của thư mục dữ liệu cũ", "the newest file erased, of the old data directory")
			return func(ctx context.Context, c *call) error { return c.restore(ctx, erased) }
		}}
}

// restore fills the data directory before anything opens it.
func (c *call) restore(ctx context.Context, erased string) error {
	dir, err := c.absolute()
	if err != nil {
		return err
	}
	now, err := c.clock()
	if err != nil {
		return err
	}
	m, err := api.Restore(ctx, c.args[0], erased, store.Options{Dir: dir, Database: c.database, Program: programVersion(), Now: now})
	if err != nil {
		return err
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return err
	}
	c.print(c.say("đã khôi phục vào %s bản sao lưu lúc %s: %s tệp, %s bản ghi của nhật ký", "restored into %s the backup of %s: %s files, %s entries of the log"),
		dir, m.MadeAt, c.whole(int64(len(m.Files))), c.whole(m.Entries))
	return nil
}
