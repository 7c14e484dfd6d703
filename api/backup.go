package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/store"
)

// BackupManifest says what is in a backup: every file with its hash, and where the house stood.
type BackupManifest struct {
	Format    string       `json:"format" enum:"banhda-backup"`
	Program   string       `json:"program" doc:"the version that made it"`
	MadeAt    string       `json:"made_at"`
	Entries   int64        `json:"entries" doc:"of the log, at least"`
	AuditHead string       `json:"audit_head" doc:"the hash the audit trail ends with: the trail cannot be cut off before it unnoticed"`
	Files     []BackupFile `json:"files"`
}

// BackupFile is one file of a backup.
type BackupFile struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// BackupFormat is how a manifest calls itself, and ManifestName the file it lies in.
const (
	BackupFormat = "banhda-backup"
	ManifestName = "manifest.json"
)

type backupOrder struct {
	Body struct {
		Path string `json:"path" minLength:"1" doc:"the folder to make on the server, absolute"`
	}
}

// backup copies the house into a new folder of the server while everybody works, for whoever may use its socket.
func (s *Server) backup(ctx context.Context, in *backupOrder, tell Tell) (*BackupManifest, error) {
	if auth.From(ctx).Kind != auth.Socket {
		return nil, errServersFiles
	}
	return s.makeBackup(ctx, in.Body.Path, tell)
}

var errBackingUp = refused(http.StatusConflict, 0, "a backup is being made; wait until it is done")

// makeBackup copies the house into a new folder. Until it is whole, the folder has another name.
func (s *Server) makeBackup(ctx context.Context, to string, tell Tell) (*BackupManifest, error) {
	if !s.backing.TryLock() {
		return nil, errBackingUp
	}
	defer s.backing.Unlock()
	if _, err := os.Lstat(to); err == nil {
		return nil, invalid("%s is there already; choose another name", to)
	}
	draft := to + ".partial"
	if err := errors.Join(os.RemoveAll(draft), os.MkdirAll(draft, 0o700)); err != nil {
		return nil, invalid("the backup cannot be written: %v", err)
	}
	if _, err := s.change(ctx, mutation{verb: "backup", target: "everything"}, tell); err != nil {
		return nil, err
	}
	m, err := s.writeBackup(ctx, draft, tell)
	if err == nil {
		err = os.Rename(draft, to)
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(draft))
	}
	return m, nil
}

// beside are what of the data directory belongs to a backup besides the databases. Whatever else there is can be made
// anew from the log.
var beside = []string{"database", "secret.key", erasedFile, "anchors", "files", "imports"}

func (s *Server) writeBackup(ctx context.Context, to string, tell Tell) (*BackupManifest, error) {
	m := &BackupManifest{Format: BackupFormat, Program: s.Version, MadeAt: showInstant(s.Now().UnixMicro())}
	if err := s.Anchor(ctx); err != nil {
		return nil, err
	}
	head, err := s.auditHead(ctx)
	if err != nil {
		return nil, err
	}
	if m.AuditHead = hex.EncodeToString(head.Hash); err == nil {
		m.Entries, err = s.Log.Tail(ctx)
	}
	if err != nil {
		return nil, err
	}
	tell(Progress{Step: "backing up"})
	if err := s.CopyStore(ctx, to); err != nil {
		return nil, err
	}
	for _, name := range beside {
		if err := copyTree(filepath.Join(s.Dir, name), filepath.Join(to, name)); err != nil {
			return nil, err
		}
	}
	if m.Files, err = hashTree(to); err != nil {
		return nil, err
	}
	body, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, err
	}
	return m, os.WriteFile(filepath.Join(to, ManifestName), append(body, '\n'), 0o600)
}

func (s *Server) auditHead(ctx context.Context) (head store.Head, err error) {
	err = s.Records.View(ctx, func(v *store.View) (err error) {
		head, err = v.Head(ctx)
		return err
	})
	return head, err
}

// copyTree copies a file or a folder; what is not there is left out, and so is what is gone by the time it is reached.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		target := to + strings.TrimPrefix(path, from)
		if d.IsDir() {
			return os.MkdirAll(target, 0o700)
		}
		return absentFile(copyFile(path, target))
	})
}

func absentFile(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// hashTree lists all files of a folder with their hashes, in order of their paths.
func hashTree(dir string) (list []BackupFile, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == ManifestName || d.Name() == checkedFile || strings.HasSuffix(path, "-wal") || strings.HasSuffix(path, "-shm") {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		h := sha256.New()
		n, err := io.Copy(h, f)
		name, _ := filepath.Rel(dir, path)
		list = append(list, BackupFile{filepath.ToSlash(name), n, hex.EncodeToString(h.Sum(nil))})
		return err
	})
	return list, err
}

// Restore fills an empty data directory from a backup, whose files it compares with their hashes before it touches
// anything. erased, where it is not empty, is the newest file of who was erased: whoever was since the backup is erased
// again at the next start. Where records and log were in PostgreSQL, o names an empty database for them. A restore that
// is broken off leaves nothing that can be opened, and can be run again.
func Restore(ctx context.Context, backup, erased string, o store.Options) (*BackupManifest, error) {
	m, err := readBackup(backup)
	if err != nil {
		return nil, err
	}
	switch tables := m.hasTables(); {
	case tables && o.Database == "":
		return nil, invalid("records and log of this backup were in PostgreSQL: give the address of an empty database by --database")
	case !tables && o.Database != "":
		return nil, invalid("records and log of this backup were in files of the data directory: leave --database and BANHDA_DATABASE away")
	}
	return m, store.Fill(o.Dir, func() error { return m.restore(ctx, backup, erased, o) })
}

const tablesPrefix = store.TablesFolder + "/"

// hasTables says that records and log were in PostgreSQL.
func (m *BackupManifest) hasTables() bool {
	return slices.ContainsFunc(m.Files, func(f BackupFile) bool { return strings.HasPrefix(f.Path, tablesPrefix) })
}

func (m *BackupManifest) restore(ctx context.Context, backup, erased string, o store.Options) error {
	for _, f := range m.Files {
		if strings.HasPrefix(f.Path, tablesPrefix) || f.Path == erasedFile && erased != "" {
			continue
		}
		to := filepath.Join(o.Dir, filepath.FromSlash(f.Path))
		if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o700), copyFile(filepath.Join(backup, filepath.FromSlash(f.Path)), to)); err != nil {
			return err
		}
	}
	if erased != "" {
		if err := copyFile(erased, filepath.Join(o.Dir, erasedFile)); err != nil {
			return err
		}
	}
	if !m.hasTables() {
		return nil
	}
	return store.RestoreTables(ctx, o, filepath.Join(backup, store.TablesFolder))
}

// readBackup reads a backup's manifest and compares all its files with it.
func readBackup(backup string) (*BackupManifest, error) {
	body, err := os.ReadFile(filepath.Join(backup, ManifestName))
	if err != nil {
		return nil, invalid("%s is no backup: it has no %s", backup, ManifestName)
	}
	m := &BackupManifest{}
	if err := json.Unmarshal(body, m); err != nil || m.Format != BackupFormat {
		return nil, invalid("the %s of %s cannot be read", ManifestName, backup)
	}
	found, err := hashTree(backup)
	if err != nil {
		return nil, err
	}
	for _, f := range m.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) || !slices.Contains(found, f) {
			return nil, invalid("the backup's file %s is not what was written; take another backup", f.Path)
		}
	}
	return m, nil
}
