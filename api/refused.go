package api

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"banhda/hub/history"
)

// refusals is the file of the rows an import refused. It is only there once there is one; reading the same files
// again writes it anew.
type refusals struct {
	path string
	file *os.File
	csv  *csv.Writer
	rows int64
}

func (r *refusals) add(list []history.Refusal) error {
	for _, x := range list {
		line := ""
		if x.Line > 0 {
			line = strconv.FormatInt(x.Line, 10)
		}
		if err := r.write([]string{x.File, line, inert(x.Column), inert(x.Reason), inert(x.Row)}); err != nil {
			return fmt.Errorf("keeping a refused row: %w", err)
		}
	}
	r.rows += int64(len(list))
	return nil
}

// inert is a text that no spreadsheet takes for a formula: what stands in a row, somebody outside may have written.
func inert(s string) string {
	if s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 {
		return "'" + s
	}
	return s
}

func (r *refusals) write(cells []string) error {
	if r.file == nil {
		if err := r.create(); err != nil {
			return err
		}
	}
	return r.csv.Write(cells)
}

func (r *refusals) create() (err error) {
	if err = os.MkdirAll(filepath.Dir(r.path), 0o700); err != nil {
		return err
	}
	if r.file, err = os.OpenFile(r.path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600); err != nil {
		return err
	}
	r.csv = csv.NewWriter(r.file)
	return r.csv.Write([]string{"file", "line", "column", "reason", "row"})
}

// close finishes the file and gives its path, empty where nothing was refused.
func (r *refusals) close() (string, error) {
	if r.file == nil {
		return "", nil
	}
	r.csv.Flush()
	return r.path, errors.Join(r.csv.Error(), r.file.Close())
}
