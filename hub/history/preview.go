package history

import (
	"cmp"
	"context"
	"errors"
	"io"
	"maps"
	"path/filepath"
	"slices"

	"banhda/hub/timeline"
)

// PreviewReport shows what an import would do, without doing it.
type PreviewReport struct {
	Files []FilePreview
}

// FilePreview is what the mapping makes of one file, or of its beginning.
type FilePreview struct {
	Path     string
	Columns  []string         // the file's own; for JSON lines those the mapping asks for
	Events   []timeline.Event // the first ones
	Names    []NameCount      // the most frequent first
	Counts   Counts
	Refusals []Refusal // the first ones
	Warnings []string
	Complete bool // the whole file was read
}

// NameCount is how many events of a name there are.
type NameCount struct {
	Name  string
	Count int64
}

// previewRows are read of each file: enough to show what is wrong with it, in less than a second.
const previewRows = 100_000

// Preview reads the beginning of each file as an import would, and shows its first n events. Errors are those of Open
// and Reader.Next.
func Preview(m *Mapping, dir string, opt Options, n int) (PreviewReport, error) {
	n = max(n, 0)
	whole, err := Open(m, dir, opt)
	if err != nil {
		return PreviewReport{}, err
	}
	var report PreviewReport
	for _, p := range whole.plans {
		r := &Reader{mapping: m, dir: dir, opt: opt, plans: []plan{p}, total: p.size}
		file, err := r.preview(n)
		if err != nil {
			return report, err
		}
		report.Files = append(report.Files, file)
	}
	return report, nil
}

// preview reads the one file of a reader.
func (r *Reader) preview(n int) (FilePreview, error) {
	defer r.Close()
	p := FilePreview{Path: filepath.Base(r.plans[0].path)}
	names := map[string]int64{}
	for r.counts.Rows < previewRows {
		batch, err := r.Next(context.Background())
		if errors.Is(err, io.EOF) {
			p.Complete = true
			break
		}
		if err != nil {
			return p, err
		}
		for _, e := range batch {
			names[e.Name]++
		}
		p.Events = append(p.Events, batch[:min(len(batch), n-len(p.Events))]...)
		refused := r.Refused()
		p.Refusals = append(p.Refusals, refused[:min(len(refused), n-len(p.Refusals))]...)
	}
	p.Columns, p.Names, p.Counts = r.columns, ranked(names), r.Counts()
	for _, w := range r.Warnings() {
		p.Warnings = append(p.Warnings, w.Text)
	}
	return p, nil
}

func ranked(names map[string]int64) []NameCount {
	var list []NameCount
	for _, name := range slices.Sorted(maps.Keys(names)) {
		list = append(list, NameCount{name, names[name]})
	}
	slices.SortStableFunc(list, func(a, b NameCount) int { return cmp.Compare(b.Count, a.Count) })
	return list
}
