package api

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banhda/store"
)

// BackupPlan is where backups lie, how often the house makes one by itself, and how many it keeps.
type BackupPlan struct {
	Folder string `json:"folder" maxLength:"1000" doc:"on the server, absolute; empty: the folder backups of the data directory"`
	Every  string `json:"every" enum:"never,day,week"`
	Hour   int    `json:"hour" minimum:"0" maximum:"23" doc:"not before, in the company's time zone"`
	Keep   int    `json:"keep" minimum:"1" maximum:"1000" doc:"the newest so many; older ones are removed once a new one is there"`
}

// backupsSetting keeps the plan, as JSON.
const backupsSetting = "backups"

func readBackupPlan(ctx context.Context, v *store.View) (BackupPlan, error) {
	p := BackupPlan{Every: "never", Hour: 2, Keep: 7}
	body, err := v.Setting(ctx, backupsSetting)
	if err == nil {
		err = json.Unmarshal([]byte(body), &p)
	}
	return p, absent(err)
}

// due reports whether a backup is to be made now, where the last was made then. One that was missed is made up for.
func (p BackupPlan) due(last, now time.Time) bool {
	at := time.Date(now.Year(), now.Month(), now.Day(), p.Hour, 0, 0, 0, now.Location())
	if now.Before(at) {
		at = at.AddDate(0, 0, -1)
	}
	if p.Every == "week" {
		at = at.AddDate(0, 0, -int(at.Weekday())) // the night to Sunday
	}
	return p.Every != "never" && last.Before(at)
}

// backupName is how the folder of a backup is called, by its instant in UTC.
const backupName = "banhda-20060102-150405"

// backupNames lists the backups of a folder, the newest first. Whatever else lies there is none of ours.
func backupNames(folder string) (names []string, err error) {
	all, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range all {
		if _, bad := time.Parse(backupName, e.Name()); bad == nil && e.IsDir() {
			names = append(names, e.Name())
		}
	}
	slices.Reverse(names)
	return names, err
}

// thin removes the oldest backups of a folder but so many, and what broken off ones left.
func thin(folder string, keep int) error {
	names, err := backupNames(folder)
	if err != nil {
		return err
	}
	drafts, err := filepath.Glob(filepath.Join(folder, "banhda-*-*.partial"))
	for _, name := range names[min(keep, len(names)):] {
		err = errors.Join(err, os.RemoveAll(filepath.Join(folder, name)))
	}
	for _, draft := range drafts {
		err = errors.Join(err, os.RemoveAll(draft))
	}
	return err
}

// folder is where the plan's backups lie.
func (s *Server) backupFolder(p BackupPlan) string {
	if p.Folder == "" {
		return filepath.Join(s.Dir, "backups")
	}
	return p.Folder
}

// checkBackupFolder makes sure that backups can be written to a folder, and that they would not become part of the
// next ones.
func (s *Server) checkBackupFolder(p BackupPlan) error {
	folder := s.backupFolder(p)
	if !filepath.IsAbs(folder) {
		return invalid("write the whole path of a folder on the server, such as /var/backups/banhda")
	}
	below, err := filepath.Rel(s.Dir, folder)
	if err != nil || filepath.IsLocal(below) && below != "backups" && !strings.HasPrefix(below, "backups"+string(filepath.Separator)) {
		return invalid("%s is part of the data; choose a folder elsewhere", folder)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return invalid("the folder cannot be written to: %v", err)
	}
	draft, err := os.CreateTemp(folder, "banhda-*-try.partial")
	if err != nil {
		return invalid("the folder cannot be written to: %v", err)
	}
	return errors.Join(draft.Close(), os.Remove(draft.Name()))
}
