package api

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"time"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// BackupsAnswer is the backups there are, the newest first, and how they are made.
type BackupsAnswer struct {
	Plan    BackupPlan `json:"plan"`
	Folder  string     `json:"folder" doc:"where they lie on the server"`
	Backups []Backup   `json:"backups"`
}

// Backup is one that was made.
type Backup struct {
	Name      string  `json:"name" doc:"of its folder"`
	MadeAt    string  `json:"made_at"`
	Program   string  `json:"program" doc:"the version that made it"`
	Entries   int64   `json:"entries" doc:"of the log"`
	Bytes     int64   `json:"bytes"`
	CheckedAt *string `json:"checked_at" doc:"when all its files were last compared with what was written; null: never"`
	Well      bool    `json:"well" doc:"as of then"`
	Says      string  `json:"says" doc:"what is wrong with it; empty: nothing"`
}

// checkedFile keeps beside the files of a backup what its last check found.
const checkedFile = "checked.json"

type checkedBackup struct {
	At   string `json:"at"`
	Well bool   `json:"well"`
}

// showBackup reads what a backup says of itself.
func showBackup(folder, name string) Backup {
	b := Backup{Name: name, Well: true}
	m := BackupManifest{}
	if err := readJSONFile(filepath.Join(folder, name, ManifestName), &m); err != nil {
		b.Well, b.Says = false, err.Error()
	}
	b.MadeAt, b.Program, b.Entries = m.MadeAt, m.Program, m.Entries
	for _, f := range m.Files {
		b.Bytes += f.Bytes
	}
	c := checkedBackup{}
	if readJSONFile(filepath.Join(folder, name, checkedFile), &c) == nil {
		b.CheckedAt, b.Well = text(c.At), b.Well && c.Well
	}
	return b
}

func readJSONFile(file string, into any) error {
	body, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return json.Unmarshal(body, into)
}

func (s *Server) backupPlan(ctx context.Context) (p BackupPlan, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		p, err = readBackupPlan(ctx, v)
		return err
	})
	return p, err
}

func (s *Server) listBackups(ctx context.Context, _ *struct{}, _ Tell) (*BackupsAnswer, error) {
	p, err := s.backupPlan(ctx)
	if err != nil {
		return nil, err
	}
	a := &BackupsAnswer{Plan: p, Folder: s.backupFolder(p), Backups: []Backup{}}
	names, err := backupNames(a.Folder)
	for _, name := range names {
		a.Backups = append(a.Backups, showBackup(a.Folder, name))
	}
	return a, err
}

type backupPlanOrder struct {
	Body BackupPlan
}

// setBackups changes the plan, once it is sure that backups can be written there.
func (s *Server) setBackups(ctx context.Context, in *backupPlanOrder, tell Tell) (*BackupsAnswer, error) {
	if in.Body.Folder != "" {
		in.Body.Folder = filepath.Clean(in.Body.Folder)
	}
	if err := s.checkBackupFolder(in.Body); err != nil {
		return nil, err
	}
	_, err := s.change(ctx, mutation{verb: "backups", target: backupsSetting, entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		body, err := json.Marshal(in.Body)
		if err != nil {
			return err
		}
		return t.Set(ctx, backupsSetting, string(body))
	}}, nil)
	if err != nil {
		return nil, err
	}
	return s.listBackups(ctx, nil, tell)
}

// backupNow makes a backup where the plan says, compares it with what was written, and removes those it takes the place of.
func (s *Server) backupNow(ctx context.Context, _ *struct{}, tell Tell) (*Backup, error) {
	p, err := s.backupPlan(ctx)
	if err != nil {
		return nil, err
	}
	folder, name := s.backupFolder(p), s.Now().UTC().Format(backupName)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, invalid("the folder cannot be written to: %v", err)
	}
	if _, err := s.makeBackup(ctx, filepath.Join(folder, name), tell); err != nil {
		return nil, err
	}
	b, err := s.checkOne(ctx, folder, name, tell)
	if err != nil || !b.Well {
		return b, err
	}
	return b, thin(folder, p.Keep)
}

type ofBackup struct {
	Name string `path:"name" doc:"The backup's name."`
}

// checkBackup compares all files of a backup with what was written.
func (s *Server) checkBackup(ctx context.Context, in *ofBackup, tell Tell) (*Backup, error) {
	p, err := s.backupPlan(ctx)
	if err != nil {
		return nil, err
	}
	names, err := backupNames(s.backupFolder(p))
	if err != nil {
		return nil, err
	}
	if !slices.Contains(names, in.Name) {
		return nil, notFound(store.ErrNotFound, "there is no backup %s", in.Name)
	}
	return s.checkOne(ctx, s.backupFolder(p), in.Name, tell)
}

// checkOne compares a backup with its manifest and notes beside it what was found.
func (s *Server) checkOne(ctx context.Context, folder, name string, tell Tell) (*Backup, error) {
	tell(Progress{Step: "checking the backup"})
	_, wrong := readBackup(filepath.Join(folder, name))
	body, err := json.Marshal(checkedBackup{At: showInstant(s.Now().UnixMicro()), Well: wrong == nil})
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, name, checkedFile), body, 0o600)
	}
	b := showBackup(folder, name)
	if wrong != nil {
		b.Well, b.Says = false, phrase.In(speaks(ctx), wrong)
	}
	return &b, err
}

// backupJob makes a backup when the plan says so.
const backupJob job.Kind = "backup"

// backUp makes the backup that is due. Where it cannot, the owners are told, once a day, and it is tried again.
func (s *Server) backUp(ctx context.Context, _ job.Job) error {
	p, err := s.backupPlan(ctx)
	if err != nil {
		return err
	}
	w, err := s.workspace(ctx)
	if err != nil {
		return err
	}
	zone, err := loadZone("", w.Timezone)
	if err != nil {
		return err
	}
	var last time.Time
	names, err := backupNames(s.backupFolder(p))
	if err == nil && len(names) > 0 {
		last, err = time.Parse(backupName, names[0])
	}
	now := s.Now().In(zone)
	if err == nil && !p.due(last, now) {
		return nil
	}
	if err == nil {
		_, err = s.backupNow(ctx, nil, func(Progress) {})
	}
	if err == nil || ctx.Err() != nil {
		return err
	}
	s.Logger.Error("making a backup", "error", err)
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		return tellOwners(ctx, t, notice.WorkFailed, "backup "+now.Format(time.DateOnly), func(language string) string {
			return phrase.Sentencef("the backup (%s)", phrase.In(language, err)).In(language)
		})
	})
}

// tellOwners tells everybody who may do everything of one thing, titled in their language.
func tellOwners(ctx context.Context, t *store.Tx, kind notice.Kind, key string, title func(language string) string) error {
	users, err := t.Users(ctx)
	for _, u := range users {
		if err == nil && u.Role == string(auth.Owner) {
			err = t.Notify(ctx, u.ID, kind, key, record.Ref{}, map[string]string{"title": title(orText(u.Language, "vi"))})
		}
	}
	return err
}
