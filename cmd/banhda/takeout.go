package main

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"banhda/api"
	"banhda/hub/attachment"
	"banhda/phrase"
	"banhda/store"
)

func takeOutCommand() *command {
	return &command{name: "take-out", args: "ARCHIVE", least: 1, most: 1,
		vi: "mang mọi dữ liệu ra một tệp ZIP định dạng mở", en: "take everything out into a ZIP file of open formats",
		moreVi: "Bản ghi, trường, ghi chú, việc, sự đồng ý, tệp, cài đặt, người dùng (không kèm bí mật), nhật ký: mỗi bảng là một tệp JSON từng dòng. docs/take-out.vi.md nói rõ.",
		moreEn: "Records, fields, notes, tasks, consents, files, settings, users (without their secrets), the log: each table a file of JSON lines. docs/take-out.md tells of it.",
		setup: func(*flags) action {
			return func(ctx context.Context, c *call) error {
				path, err := filepath.Abs(c.args[0])
				if err != nil {
					return err
				}
				raw, err := c.ask(ctx, "POST", "/v1/take-out", nil, map[string]string{"path": path})
				if err != nil {
					return err
				}
				return show(c, raw, func(c *call, a *api.TakeOutManifest) {
					rows := int64(0)
					for _, n := range a.Tables {
						rows += n
					}
					c.print(c.say("đã mang ra %s: %s dòng của %s bảng, %s dòng nhật ký, %s tệp", "taken out into %s: %s rows of %s tables, %s rows of the log, %s files"),
						path, c.whole(rows), c.whole(int64(len(a.Tables))), c.whole(a.Log), c.whole(a.Files))
				})
			}
		}}
}

func takeInCommand() *command {
	return &command{name: "take-in", args: "ARCHIVE", least: 1, most: 1,
		vi: "mang mọi dữ liệu của một tệp take-out vào thư mục dữ liệu còn trống", en: "take everything of a take-out into an empty data directory",
		moreVi: "Không ai được đang dùng thư mục. Mật khẩu không có trong tệp: sau đó đặt lại bằng banhda user reset.",
		moreEn: "Nobody may be using the directory. Passwords are not in the archive: set them anew by banhda user reset.",
		setup: func(*flags) action {
			return func(ctx context.Context, c *call) error { return c.takeIn(ctx, c.args[0]) }
		}}
}

// takeIn fills the data directory from an archive, before anything else opens it.
func (c *call) takeIn(ctx context.Context, name string) error {
	archive, err := zip.OpenReader(name)
	if err != nil {
		return phrase.Errorf("%s cannot be read: %w", name, err)
	}
	defer archive.Close()
	manifest, err := archive.Open("manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return phrase.Errorf("this is no archive that banhda take-out made")
	}
	if err != nil {
		return err
	}
	defer manifest.Close()
	if _, err := api.CheckTakeOut(manifest); err != nil {
		return err
	}
	if err := checkFiles(&archive.Reader); err != nil {
		return err
	}
	now, err := c.clock()
	if err != nil {
		return err
	}
	var n int64
	err = store.Fill(c.data, func() error {
		if err := rememberDatabase(c.data, c.database); err != nil {
			return err
		}
		if n, err = c.takeFilesIn(&archive.Reader); err != nil {
			return err
		}
		parts := &opened{archive: &archive.Reader}
		defer parts.close()
		return store.TakeIn(ctx, store.Options{Dir: c.data, Database: c.database, Program: programVersion(), Now: now}, parts.part)
	})
	if err == nil {
		c.print(c.say("đã mang vào %s, kèm %s tệp; banhda serve mở nó", "taken into %s, with %s files; banhda serve opens it"), c.data, c.whole(n))
	}
	return err
}

// opened is the part of an archive that is being read; one at a time.
type opened struct {
	archive *zip.Reader
	file    io.ReadCloser
}

func (o *opened) part(table string) (io.Reader, error) {
	o.close()
	name := "records/" + table + ".jsonl"
	if table == "log" {
		name = "log.jsonl"
	}
	file, err := o.archive.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	o.file = file
	return file, err
}

func (o *opened) close() {
	if o.file != nil {
		o.file.Close()
		o.file = nil
	}
}

// filesOf are the files kept with records in an archive.
func filesOf(archive *zip.Reader) (list []*zip.File) {
	for _, f := range archive.File {
		if strings.HasPrefix(f.Name, "files/") && !strings.HasSuffix(f.Name, "/") {
			list = append(list, f)
		}
	}
	return list
}

// checkFiles refuses an archive with a file that is not called by the hash of what it holds, or is larger than one can be.
func checkFiles(archive *zip.Reader) error {
	for _, f := range filesOf(archive) {
		from, err := f.Open()
		if err != nil {
			return err
		}
		hash := sha256.New()
		n, err := io.Copy(hash, io.LimitReader(from, attachment.Largest+1))
		if err = errors.Join(err, from.Close()); err != nil {
			return phrase.Errorf("%s cannot be read: %w", f.Name, err)
		}
		if n > attachment.Largest {
			return phrase.Errorf("a file of the archive is larger than files may be: %s", f.Name)
		}
		if sum := hex.EncodeToString(hash.Sum(nil)); f.Name != path.Join("files", sum[:2], sum) {
			return phrase.Errorf("a file of the archive is not what its name says: %s", f.Name)
		}
	}
	return nil
}

// takeFilesIn puts the files of an archive, which were checked, in their place.
func (c *call) takeFilesIn(archive *zip.Reader) (n int64, err error) {
	for _, f := range filesOf(archive) {
		if err := extract(f, filepath.Join(c.data, filepath.FromSlash(f.Name))); err != nil {
			return n, fmt.Errorf("taking in %s: %w", f.Name, err)
		}
		n++
	}
	return n, nil
}

func extract(f *zip.File, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	from, err := f.Open()
	if err != nil {
		return err
	}
	defer from.Close()
	file, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, from)
	return errors.Join(err, file.Close())
}
