package history

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// Options say what holds where the mapping says nothing.
type Options struct {
	Currency string         // of the workspace, ISO 4217; empty: VND
	Zone     *time.Location // of the workspace; nil: Asia/Ho_Chi_Minh
}

// plan is one file to read: an entry of the mapping's files, or one of several that its pattern matches.
type plan struct {
	spec   *fileSpec
	path   string
	number int // of the entry, from 1
	size   int64
}

// plans finds the files of a mapping, in its order; those of one pattern in the order of their names.
func (m *Mapping) plans(dir string) ([]plan, error) {
	var list []plan
	for i, spec := range m.files {
		paths, err := m.find(spec, dir)
		if err != nil {
			return nil, err
		}
		for _, path := range paths {
			info, err := os.Stat(path)
			if err != nil || info.IsDir() {
				return nil, m.noFile(spec, path)
			}
			list = append(list, plan{spec, path, i + 1, info.Size()})
		}
	}
	return list, nil
}

func (m *Mapping) find(spec *fileSpec, dir string) ([]string, error) {
	path := within(dir, spec.table.path)
	if !strings.ContainsAny(spec.table.path, "*?") {
		return []string{path}, nil
	}
	paths, err := filepath.Glob(path)
	if err != nil || len(paths) == 0 {
		return nil, m.noFile(spec, path)
	}
	slices.Sort(paths)
	return paths, nil
}

func (m *Mapping) noFile(spec *fileSpec, path string) error {
	at := spec.table.at
	return &MappingError{m.name, at.line, at.column, fmt.Sprintf("there is no file %s", path), "check path, and the folder it is looked for in"}
}

func within(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, filepath.FromSlash(path))
}

// fileReader takes one file through its steps.
type fileReader struct {
	plan
	reader  tableReader
	scope   *scope
	explode []*explode
	joins   []*join
	where   eval
	checks  []*check
	group   *group
	events  []*event
	row     row
	ended   bool // the file has; groups may remain
}

// open opens a file and finds the mapping's columns in it. bytes counts what is read of it.
func (m *Mapping) open(p plan, dir string, opt Options, bytes *atomic.Int64) (*fileReader, error) {
	reader, scope, err := openTable(p.path, p.spec.table, m.name, bytes)
	if err != nil {
		return nil, err
	}
	f := &fileReader{plan: p, reader: reader, scope: scope}
	if err := f.bind(m, dir, opt); err != nil {
		f.close()
		return nil, err
	}
	f.row.cells = make([]string, scope.size)
	return f, nil
}

func (f *fileReader) bind(m *Mapping, dir string, opt Options) error {
	for _, spec := range f.spec.explode {
		bound, missing := bindExplode(f.scope, spec)
		if missing != nil {
			return &MappingError{m.name, spec.at.line, spec.at.column, "explode: " + missing.problem, missing.instead}
		}
		f.explode = append(f.explode, bound)
	}
	for _, spec := range f.spec.joins {
		if err := f.bindJoin(m, spec, dir); err != nil {
			return err
		}
	}
	b := &binder{scope: f.scope}
	f.where = b.condition(f.spec.where)
	for _, spec := range f.spec.checks {
		c, err := openCheck(f.scope, spec, within(dir, spec.against.path), m.name)
		if err != nil {
			return err
		}
		f.checks = append(f.checks, c)
	}
	if f.spec.group != nil && b.err == nil {
		f.group, b.err = bindGroup(f.scope, f.spec.group)
	}
	f.bindEvents(m, b, opt)
	return b.err
}

func (f *fileReader) bindJoin(m *Mapping, spec *joinSpec, dir string) error {
	j, err := openJoin(spec, within(dir, spec.table.path), m.name)
	if err != nil {
		return err
	}
	f.joins = append(f.joins, j)
	from, missing := f.scope.column(spec.column)
	if missing != nil {
		return &MappingError{m.name, spec.at.line, spec.at.column, "on: " + missing.problem, missing.instead}
	}
	j.from = from
	f.scope.joins = append(f.scope.joins, j)
	return nil
}

func (f *fileReader) bindEvents(m *Mapping, b *binder, opt Options) {
	zone, currency := m.defaults(opt)
	name := strings.TrimSuffix(filepath.Base(f.path), ".gz")
	for i, spec := range f.spec.events {
		ids := newIDs(m.source, f.number, nfc(name), i+1)
		f.events = append(f.events, b.event(spec, ids, zone, currency, opt.Currency))
	}
}

// defaults are the zone and the currency of what states neither: the mapping's, else the workspace's.
func (m *Mapping) defaults(opt Options) (*time.Location, string) {
	zone, currency := m.location, m.currency
	if zone == nil {
		zone = opt.Zone
	}
	if zone == nil {
		zone = vietnam
	}
	if currency == "" {
		currency = opt.Currency
	}
	if currency == "" {
		currency = "VND"
	}
	return zone, currency
}

// vietnam is the zone a workspace has by default; without a change since 1975.
var vietnam = time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)

func (f *fileReader) close() {
	f.reader.close()
	for _, j := range f.joins {
		j.reader.close()
	}
}
