package api

import (
	"context"
	"testing"

	"banhda/demo"
	"banhda/store"
)

// A company's own files may be called like the sample company: taking that back must never take them.
func TestFilesCalledSampleAreNotTheSampleCompany(t *testing.T) {
	f := newFront(t)
	ctx := context.Background()
	for mapping, want := range map[string]bool{"source: sample": false, "": true} {
		err := f.Records.Tx(ctx, func(tx *store.Tx) error {
			_, err := tx.StartImport(ctx, store.Import{Source: demo.Source, Name: "m.yaml", Mapping: mapping})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if i, there, err := f.sampleImport(ctx); err != nil || there && i.Mapping != "" || want && !there {
			t.Errorf("mapping %q: the sample company is there: %v, by %+v (%v)", mapping, there, i, err)
		}
	}
}
